//! An answer read person by person and bound to the hetus that were asked.

use std::collections::HashMap;

use chrono::NaiveDate;
use events::Hetu;

use super::Answer;
use super::entry::Entry;
use super::lenient::Text;
use super::record;
use super::wire::{Body, Nameplate, Person};

/// The most groups of one person: there are some fifty kinds, and few of them come more than once.
const MOST_GROUPS: usize = 500;

/// The bytes are not an answer at all: HTML, cut off, or JSON of another shape. Carries nothing of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an answer of the register ({what} at line {line}, column {column})")]
pub struct NotAnAnswer {
    what: &'static str,
    line: usize,
    column: usize,
}

impl From<serde_json::Error> for NotAnAnswer {
    /// Takes the place only: the error's own text may quote the answer.
    fn from(error: serde_json::Error) -> NotAnAnswer {
        let what = match error.classify() {
            serde_json::error::Category::Eof => "cut off",
            serde_json::error::Category::Data => "JSON of another shape",
            _ => "not JSON",
        };
        NotAnAnswer { what, line: error.line(), column: error.column() }
    }
}

/// Reads an answer to `perustiedot`: one entry for each hetu asked, in their order.
///
/// What is said of a person who was not asked is dropped. Two entries for one hetu make it unreadable; a person who
/// cannot be read spoils no other. Nothing said of a hetu means that the register does not know it.
pub fn read_answer(asked: &[Hetu], body: &[u8]) -> Result<Vec<Entry>, NotAnAnswer> {
    read_answer_of(asked, body, None)
}

/// As [`read_answer`], knowing the day of the answer, by which ended rows are told from future ends.
pub(super) fn read_answer_of(asked: &[Hetu], body: &[u8], today: Option<NaiveDate>) -> Result<Vec<Entry>, NotAnAnswer> {
    // Broken UTF-8 is somebody's broken name: it must spoil that one person only.
    let text = String::from_utf8_lossy(body);
    let body: Body<'_> = serde_json::from_str(&text)?;
    let mut places = HashMap::with_capacity(asked.len());
    for (place, hetu) in asked.iter().enumerate() {
        places.entry(hetu.as_str()).or_insert(place);
    }
    let mut entries: Vec<Option<Entry>> = vec![None; asked.len()];
    let (mut strangers, mut nameless) = (0u32, 0u32);
    for raw in &body.perustiedot {
        let (named, groups) = open(raw.get());
        let named = named.get().ok().flatten();
        let Some(place) = named.and_then(|named| places.get(named).copied()) else {
            *if named.is_some() { &mut strangers } else { &mut nameless } += 1;
            continue;
        };
        let read = groups.and_then(|groups| record::read(asked[place], &groups, today).ok());
        let entry = read.filter(|_| entries[place].is_none());
        entries[place] = Some(entry.unwrap_or(Entry::Answered(Answer::Unreadable)));
    }
    if strangers + nameless > 0 {
        tracing::warn!(strangers, nameless, "the register's answer held persons who were not asked or not named");
    }
    // Somebody whose hetu cannot be read may be anyone who seems missing.
    let missing = if nameless > 0 { Answer::Unreadable } else { Answer::NotFound };
    let mut answered: Vec<Entry> = Vec::with_capacity(asked.len());
    for (place, hetu) in asked.iter().enumerate() {
        let entry = match places.get(hetu.as_str()) {
            Some(first) if *first < place => answered[*first].clone(),
            _ => entries[place].take().unwrap_or_else(|| Entry::Answered(missing.clone())),
        };
        answered.push(entry);
    }
    Ok(answered)
}

/// Whom a person's text is about, and their groups where they can be read.
fn open(raw: &str) -> (Text<'_>, Option<Vec<super::wire::Group<'_>>>) {
    match serde_json::from_str::<Person<'_>>(raw) {
        Ok(person) if !raw.contains(char::REPLACEMENT_CHARACTER) => {
            (person.henkilotunnus, Some(person.tietoryhmat).filter(|groups| groups.len() <= MOST_GROUPS))
        }
        Ok(person) => (person.henkilotunnus, None),
        Err(_) => {
            (serde_json::from_str::<Nameplate<'_>>(raw).map(|plate| plate.henkilotunnus).unwrap_or_default(), None)
        }
    }
}
