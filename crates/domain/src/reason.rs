//! Why an official did something, where the event that says what they did has no place for their words.

use events::With;
use events::catalogue::{OfficialStatement, ReasonStated};

use crate::addressed::Addressed;
use crate::draft::Draft;
use crate::text::{StatementFault, check_statement, said};

/// What an official does to a person, and behind it their own words, where they said any.
pub fn with_reason(
    mut drafts: Vec<Draft>,
    person: Option<&Addressed>,
    words: Option<&str>,
) -> Result<Vec<Draft>, StatementFault> {
    check_statement(words)?;
    if let Some((person, words)) = person.zip(said(words)) {
        let personal = OfficialStatement { words: Some(words.to_owned()) };
        drafts.push(Draft::about(person.person.oid, With::new(ReasonStated { about: person.about() }, personal)));
    }
    Ok(drafts)
}
