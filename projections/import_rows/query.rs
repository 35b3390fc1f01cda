//! What may be asked of rows.

use domain::{Person, Status};
use events::Position;
use events::codes::{ConflictKind, RowRefusal};
use rusqlite::Connection;

use crate::ReadError;
use crate::people::query::person;

/// A row with the person it led to.
pub struct ImportRow {
    /// Number of the row, from 0.
    pub row: u32,
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// The person and their state; absent when the row was refused.
    pub person: Option<(Person, Status)>,
    /// How the row differed from the person.
    pub conflicts: Vec<ConflictKind>,
    /// The sender gained no access by this row.
    pub withheld: bool,
    /// Why it was refused.
    pub refusal: Option<RowRefusal>,
}

/// The rows of an import that are done, in the order sent. `take` is called for each: an import may have very many.
pub fn of_import(connection: &Connection, import: Position, mut take: impl FnMut(ImportRow)) -> Result<(), ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT row, tunniste, conflicts, withheld, refusal, status, state FROM import_rows
         LEFT JOIN people ON people.key = import_rows.person WHERE import = ?1 ORDER BY row",
    )?;
    let mut rows = find.query([import.0])?;
    while let Some(row) = rows.next()? {
        let state = row.get_ref(6)?;
        let person = match state {
            rusqlite::types::ValueRef::Null => None,
            state => Some((person(state)?, Status::from_number(row.get(5)?))),
        };
        let refusal: Option<u32> = row.get(4)?;
        take(ImportRow {
            row: row.get(0)?,
            tunniste: row.get(1)?,
            person,
            conflicts: kinds(row.get(2)?),
            withheld: row.get(3)?,
            refusal: refusal.and_then(RowRefusal::from_number),
        });
    }
    Ok(())
}

fn kinds(bits: u32) -> Vec<ConflictKind> {
    ConflictKind::ALL.iter().copied().filter(|kind| bits >> kind.number() & 1 == 1).collect()
}
