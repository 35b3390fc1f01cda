//! What may be asked of possible duplicates.

use domain::{Person, Status, likeness};
use matching::{Choice, Likeness, OF_ONE_KEY, POSSIBLE, Score, asked_blocks, score};
use rusqlite::{Connection, OptionalExtension};

use super::INDEX;
use super::fold::bytes;
use crate::ReadError;
use crate::people::keys::PersonKey;
use crate::people::query::person;

/// Somebody who may be the same.
pub struct Candidate {
    /// Who.
    pub person: Person,
    /// Their state in the report.
    pub status: Status,
    /// How likely, and why.
    pub score: Score,
}

/// Those most likely to be the person, the likeliest first, among those with enough points to be worth a look. `skip` says
/// who is none: the person themselves, and anyone who is linked with them already.
pub fn candidates(
    connection: &Connection,
    of: &Likeness<'_>,
    limit: usize,
    skip: impl Fn(&Person) -> bool,
) -> Result<Vec<Candidate>, ReadError> {
    let mut read = connection.prepare_cached("SELECT status, state FROM people WHERE key = ?1")?;
    let mut found = Vec::new();
    for key in sharing(connection, of)? {
        let row = read.query_row([key], |row| Ok((row.get::<_, u8>(0)?, person(row.get_ref(1)?)))).optional()?;
        let Some((status, person)) = row else { continue };
        let person = person?;
        let Some(score) = likeness(&person).map(|other| score(of, &other)) else { continue };
        if score.points >= POSSIBLE && !skip(&person) {
            found.push(Candidate { status: Status::from_number(status), person, score });
        }
    }
    found.sort_by_key(|candidate| (std::cmp::Reverse(candidate.score.points), candidate.person.registered_at));
    found.truncate(limit);
    Ok(found)
}

/// Those who share the rarest keys.
fn sharing(connection: &Connection, of: &Likeness<'_>) -> Result<Vec<PersonKey>, ReadError> {
    let keys: Vec<_> = asked_blocks(of).iter().map(bytes).collect();
    let mut choice = Choice::default();
    INDEX.holders(connection, &keys, OF_ONE_KEY + 1, |_, people| choice.add(people))?;
    Ok(choice.chosen())
}
