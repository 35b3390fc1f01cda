//! Why an official did something, where the event that says what they did has no place for their words.

use events::With;
use events::catalogue::{OfficialStatement, ReasonStated};

use crate::addressed::Addressed;
use crate::draft::Draft;
use crate::text::statement_fits;

/// What an official does to a person, and behind it their own words, where they said any. `None` where the words are too
/// long, or have characters that no text may have.
pub fn with_reason(mut drafts: Vec<Draft>, person: Option<&Addressed>, words: Option<&str>) -> Option<Vec<Draft>> {
    let words = words.map(str::trim).filter(|words| !words.is_empty());
    if let Some((person, words)) = person.zip(words) {
        if !statement_fits(words) {
            return None;
        }
        let personal = OfficialStatement { words: Some(words.to_owned()) };
        drafts.push(Draft::about(person.person.oid, With::new(ReasonStated { about: person.about() }, personal)));
    }
    Some(drafts)
}
