//! Rows whose number changed after the import was done, so that its sender knows another one: the row was moved to
//! another person, or the person had one oppijanumero and then another, or none.

use std::collections::HashMap;

use events::{Instant, PersonOid, Position};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::ReadError;
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

/// Rows of an import whose number changed after it was done, as SQL over `import_rows`; `?1` is the import's number.
pub(super) const FILTER: &str = "AND (
    row IN (SELECT row FROM reassigned_rows WHERE import = ?1
            AND at > (SELECT completed FROM imports WHERE number = ?1))
    OR person IN (SELECT person FROM renumbered WHERE import = ?1
            AND at > (SELECT completed FROM imports WHERE number = ?1)))";

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
        let mut find =
            connection.prepare_cached("SELECT person, at, was FROM renumbered WHERE import = ?1 AND at > ?2")?;
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
