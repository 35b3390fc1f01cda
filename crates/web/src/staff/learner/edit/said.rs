//! What was chosen and typed in a form, as the preview says it again to whoever confirms it.

use texts::Texts;

use super::fields::Fields;
use crate::staff::learner::Labelled;

/// Fields whose values are codes, each with the list of texts that has them in words.
const CODED: [(&str, &str); 5] = [
    ("cause", "passivation"),
    ("former", "former"),
    ("ground", "reason"),
    ("verified_with", "verified-with"),
    ("way", "identified"),
];
/// Fields that are shown as they were typed.
const TYPED: [&str; 2] = ["words", "reason"];

/// The fields that a form carries on, where there is something to say of them.
pub fn again(t: &Texts, texts: &str, kept: &[&str], typed: &Fields) -> Vec<Labelled> {
    let said = |name: &&str| {
        let value = typed.some(name)?;
        let value = match CODED.iter().find(|(known, _)| known == name) {
            Some((_, list)) => in_words(t, list, &value)?,
            None if TYPED.contains(name) => value,
            None => return of_link(t, texts, name, &value),
        };
        Some(Labelled { label: t.get(&format!("field-{}", name.replace('_', "-"))), values: vec![value] })
    };
    kept.iter().filter_map(said).collect()
}

/// What is chosen where two records are linked, and the other of them.
fn of_link(t: &Texts, texts: &str, name: &str, value: &str) -> Option<Labelled> {
    let (label, value) = match (texts, name) {
        ("link", "head") => ("field-head", in_words(t, "link-head", value)?),
        ("link", "hetu") => ("link-hetu", in_words(t, "link-hetu", value)?),
        ("reverse", "give_up") => ("field-give-up", t.get("value-yes")),
        ("link" | "merge", "other") => ("merge-other", value.to_owned()),
        ("link", "other_oid") | ("rows", "to") => ("merge-other", value.to_owned()),
        _ => return None,
    };
    Some(Labelled { label: t.get(label), values: vec![value] })
}

/// A code in words; none for what the form did not offer.
fn in_words(t: &Texts, list: &str, code: &str) -> Option<String> {
    let key = format!("{list}-{code}");
    t.has(&key).then(|| t.get(&key))
}
