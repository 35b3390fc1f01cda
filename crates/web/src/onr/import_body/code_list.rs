//! Lists of codes: each is kept once, in the order sent, and all that their set does not have are one fault.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::checks::{Checks, CodeField};
use super::fault::{Reported, Rule};
use super::text::Text;
use crate::onr::rules::CodeSet;

/// The most unknown codes that a fault lists. Also bounds the work on a long list of rubbish.
const MOST_UNKNOWN: usize = 20;
/// The most codes that a fault repeats as they were sent.
const MOST_REPEATED: usize = 50;

/// Checks the codes of a list; `property` is what holds a code in its element.
pub(super) fn code_list<'a>(
    field: &CodeField<'_>,
    property: &str,
    sent: impl Iterator<Item = Text<'a>>,
    set: &CodeSet,
    checks: &mut Checks,
) -> Result<Vec<String>, Reported> {
    let mut known: Vec<String> = Vec::new();
    let mut unknown: Vec<String> = Vec::new();
    // As they were sent, for the fault that repeats them.
    let mut all: Vec<Cow<'a, str>> = Vec::new();
    let mut broken = false;
    for (at, code) in sent.enumerate() {
        let rule = match code {
            Text::Sent(code) => {
                if all.len() < MOST_REPEATED {
                    all.push(code.clone());
                }
                let (list, most) = match set.contains(&code) {
                    true => (&mut known, set.len()),
                    false => (&mut unknown, MOST_UNKNOWN),
                };
                if list.len() < most && list.iter().all(|held| *held != code) {
                    list.push(code.into_owned());
                }
                continue;
            }
            Text::WrongType => Rule::TypeMismatch,
            Text::Absent => Rule::NotNull,
        };
        checks.report(field.place, &format!("{}[{at}].{property}", field.name), rule);
        broken = true;
    }
    if !unknown.is_empty() {
        let all = || all.iter().map(|code| json!({ property: code })).collect();
        checks.unknown_codes(field, &unknown, || Value::Array(all()));
        broken = true;
    }
    if broken { Err(Reported) } else { Ok(known) }
}
