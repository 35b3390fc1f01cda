//! What may be asked of rows.

use domain::{Person, Status};
use events::Position;
use events::codes::{ConflictKind, RowRefusal};
use rusqlite::{Connection, params};

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

/// Rows of an import that are done, in the order sent: at most `limit` after a row.
pub fn of_import(
    connection: &Connection,
    import: Position,
    after: Option<u32>,
    limit: u32,
) -> Result<Vec<ImportRow>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT row, tunniste, conflicts, withheld, refusal, status, state FROM import_rows
         LEFT JOIN people ON people.key = import_rows.person WHERE import = ?1 AND row > ?2 ORDER BY row LIMIT ?3",
    )?;
    let mut found = Vec::new();
    let mut rows = find.query(params![import.0, after.map_or(-1, i64::from), limit])?;
    while let Some(row) = rows.next()? {
        let state = row.get_ref(6)?;
        let person = match state {
            rusqlite::types::ValueRef::Null => None,
            state => Some((person(state)?, Status::from_number(row.get(5)?))),
        };
        let refusal: Option<u32> = row.get(4)?;
        found.push(ImportRow {
            row: row.get(0)?,
            tunniste: row.get(1)?,
            person,
            conflicts: kinds(row.get(2)?),
            withheld: row.get(3)?,
            refusal: refusal.and_then(RowRefusal::from_number),
        });
    }
    Ok(found)
}

fn kinds(bits: u32) -> Vec<ConflictKind> {
    ConflictKind::ALL.iter().copied().filter(|kind| bits >> kind.number() & 1 == 1).collect()
}
