//! Rows whose number changed after the import was done, so that its sender knows another one: the row was moved to
//! another person, or the person had one oppijanumero and then another, or none. Where the first number came back, as by
//! a reversal, nothing changed for a sender who was not told of the other.

use std::collections::HashMap;

use events::{Instant, PersonOid, Position};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::ReadError;
use crate::people::cached::NumberChange;
use crate::people::keys::PersonKey;

/// That a row's number changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renumbering {
    /// When.
    pub at: Instant,
    /// The number that it gave before.
    pub was: PersonOid,
}

/// What changed of one import. Nearly always nothing has.
#[derive(Default)]
pub struct Renumbered {
    rows: HashMap<u32, Renumbering>,
    people: HashMap<PersonKey, Renumbering>,
}

/// Notes that a record's oppijanumero changed. Its own first one is no change for the senders of its rows, who know it since.
pub(crate) fn write(
    connection: &Connection,
    (oid, key): (PersonOid, PersonKey),
    change: &NumberChange,
) -> Result<(), ReadError> {
    let NumberChange { import, at, was, now } = change;
    let own_first = was.is_none() && *now == Some(oid);
    let (was, now) = (was.map(PersonOid::number), now.map(PersonOid::number));
    if own_first {
        let mut again = connection.prepare_cached(
            "UPDATE renumbered SET at = ?3, was = NULL, first = coalesce(first, ?4), now = ?4
             WHERE import = ?1 AND person = ?2",
        )?;
        again.execute(params![import, key, at, now])?;
    } else {
        let mut note = connection.prepare_cached(
            "INSERT INTO renumbered (import, person, at, was, first, now) VALUES (?1, ?2, ?3, ?4, ?4, ?5)
             ON CONFLICT (import, person) DO UPDATE SET at = excluded.at, was = excluded.was, now = excluded.now",
        )?;
        note.execute(params![import, key, at, was, now])?;
    }
    Ok(())
}

/// Rows of an import that give another number than when it was done, as SQL over `import_rows`; `?1` is the import's
/// number. A number that came back is told where the sender was told of another one.
pub(super) const FILTER: &str = "AND (
    row IN (SELECT row FROM reassigned_rows WHERE import = ?1
            AND at > (SELECT completed FROM imports WHERE number = ?1))
    OR person IN (SELECT person FROM renumbered WHERE import = ?1
            AND at > (SELECT completed FROM imports WHERE number = ?1) AND first IS NOT NULL
            AND (now IS NOT first OR EXISTS (SELECT 1 FROM notices WHERE import = ?1 AND numbers_told IS NOT NULL))))";

impl Renumbered {
    /// Of an import.
    pub fn of(connection: &Connection, import: Position) -> Result<Renumbered, ReadError> {
        let mut done = connection.prepare_cached("SELECT completed FROM imports WHERE number = ?1")?;
        let done: Option<i64> = done.query_row([import.0], |row| row.get(0)).optional()?.flatten();
        let Some(done) = done else { return Ok(Renumbered::default()) };
        let renumbering = |row: &Row<'_>| -> rusqlite::Result<Renumbering> {
            Ok(Renumbering { at: Instant::from_millis(row.get(1)?), was: PersonOid::from_number(row.get(2)?) })
        };
        let mut find =
            connection.prepare_cached("SELECT row, at, was FROM reassigned_rows WHERE import = ?1 AND at > ?2")?;
        let rows = find.query_map(params![import.0, done], |row| Ok((row.get(0)?, renumbering(row)?)))?;
        let rows = rows.collect::<Result<_, _>>()?;
        let mut find = connection.prepare_cached(
            "SELECT person, at, coalesce(was, first) FROM renumbered WHERE import = ?1 AND at > ?2 AND first IS NOT NULL
               AND (now IS NOT first
                    OR EXISTS (SELECT 1 FROM notices WHERE import = ?1 AND numbers_told IS NOT NULL))",
        )?;
        let people = find.query_map(params![import.0, done], |row| Ok((row.get(0)?, renumbering(row)?)))?;
        Ok(Renumbered { rows, people: people.collect::<Result<_, _>>()? })
    }

    /// Has nothing changed?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.people.is_empty()
    }

    /// When the last of it was.
    pub(crate) fn last(&self) -> Option<Instant> {
        self.rows.values().chain(self.people.values()).map(|renumbering| renumbering.at).max()
    }

    /// The last change of a row's number.
    pub(super) fn of_row(&self, row: u32, person: Option<PersonKey>) -> Option<Renumbering> {
        let of_person = person.and_then(|person| self.people.get(&person));
        self.rows.get(&row).into_iter().chain(of_person).max_by_key(|renumbering| renumbering.at).copied()
    }
}

/// How many rows of an import have another number than when it was done.
pub fn count(connection: &Connection, import: Position) -> Result<u32, ReadError> {
    if Renumbered::of(connection, import)?.is_empty() {
        return Ok(0);
    }
    let mut count =
        connection.prepare_cached(&format!("SELECT count(*) FROM import_rows WHERE import = ?1 {FILTER}"))?;
    Ok(count.query_row([import.0], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const IMPORT: Position = Position(7);
    const RECORD: PersonKey = 1;

    fn oid(n: u64) -> PersonOid {
        PersonOid::from_number(n)
    }

    /// A record of an import that was done at 100 has these numbers one after the other; its own is 1.
    fn told(numbers: &[Option<u64>], sender_was_told: bool) -> Option<PersonOid> {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(include_str!("table.sql")).unwrap();
        connection
            .execute_batch(
                "CREATE TABLE imports (number INTEGER, completed INTEGER); INSERT INTO imports VALUES (7, 100);
                 CREATE TABLE notices (import INTEGER, numbers_told INTEGER);",
            )
            .unwrap();
        if sender_was_told {
            connection.execute("INSERT INTO notices VALUES (7, 150)", []).unwrap();
        }
        for (at, change) in (101..).zip(numbers.windows(2)) {
            let [was, now] = [change[0], change[1]].map(|number| number.map(oid));
            write(&connection, (oid(1), RECORD), &NumberChange { import: IMPORT.0, at, was, now }).unwrap();
        }
        let renumbered = Renumbered::of(&connection, IMPORT).unwrap();
        assert_eq!(renumbered.of_row(0, Some(RECORD)).is_some(), !renumbered.is_empty());
        renumbered.of_row(0, Some(RECORD)).map(|change| change.was)
    }

    #[test]
    fn a_number_that_came_back_is_none_of_another() {
        assert_eq!(told(&[Some(1), Some(2)], false), Some(oid(1)), "linked");
        assert_eq!(told(&[Some(1), Some(2), Some(1)], false), None, "and apart again");
        assert_eq!(told(&[Some(1), Some(2), Some(1), Some(2)], false), Some(oid(1)), "and linked again");
        assert_eq!(told(&[Some(1), None], false), Some(oid(1)), "the identification was revoked");
        assert_eq!(told(&[Some(1), None, Some(1)], false), None, "and the revocation reversed");
        assert_eq!(told(&[None, Some(1)], false), None, "its first number");
        assert_eq!(told(&[None, Some(2), None], false), None, "a head's for a while");
        assert_eq!(told(&[None, Some(2), None, Some(2)], false), None);
        assert_eq!(told(&[None, Some(2), None, Some(1)], false), None, "its own first number, late");
        assert_eq!(told(&[None, Some(2), None, Some(1), Some(3)], false), Some(oid(1)), "which its senders know");
    }

    #[test]
    fn a_sender_who_was_told_of_another_number_is_told_that_the_first_came_back() {
        assert_eq!(told(&[Some(1), Some(2), Some(1)], true), Some(oid(2)));
    }
}
