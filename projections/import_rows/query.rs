//! What may be asked of rows.

use std::collections::{HashMap, HashSet};

use domain::{Person, Status};
use events::codes::{ConflictKind, RowRefusal};
use events::{Instant, PersonOid, Position};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::ReadError;
use crate::people::keys::PersonKey;
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

/// Which rows of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All that are done.
    All,
    /// Those whose person is in this state.
    Status(Status),
    /// Refused ones.
    Refused,
    /// Those with a conflict, or with one of this kind.
    Conflicts(Option<ConflictKind>),
}

impl Which {
    fn filter(self) -> String {
        match self {
            Which::All => String::new(),
            Which::Status(status) => format!("AND status = {}", status.number()),
            Which::Refused => "AND refusal IS NOT NULL".to_owned(),
            Which::Conflicts(None) => "AND conflicts <> 0".to_owned(),
            Which::Conflicts(Some(kind)) => format!("AND conflicts <> 0 AND conflicts & {} <> 0", 1 << kind.number()),
        }
    }
}

/// Rows of an import; by way of an index where few of them are wanted.
fn rows(which: Which) -> String {
    let index = if matches!(which, Which::Conflicts(_)) { "INDEXED BY import_rows_in_conflict" } else { "" };
    format!(
        "SELECT row, tunniste, conflicts, withheld, refusal, status, state FROM import_rows {index}
         LEFT JOIN people ON people.key = import_rows.person WHERE import = ?1 {}",
        which.filter()
    )
}

/// The rows of an import that are done, in the order sent. `take` is called for each: an import may have very many.
pub fn of_import(connection: &Connection, import: Position, mut take: impl FnMut(ImportRow)) -> Result<(), ReadError> {
    let mut find = connection.prepare_cached(&format!("{} ORDER BY row", rows(Which::All)))?;
    let mut rows = find.query([import.0])?;
    while let Some(row) = rows.next()? {
        take(import_row(row)?);
    }
    Ok(())
}

/// A page of rows behind one, in the order sent.
pub fn page(
    connection: &Connection,
    import: Position,
    which: Which,
    after: Option<u32>,
    limit: u32,
) -> Result<Vec<ImportRow>, ReadError> {
    let mut find = connection.prepare_cached(&format!("{} AND row > ?2 ORDER BY row LIMIT ?3", rows(which)))?;
    let mut rows = find.query(params![import.0, after.map_or(-1, i64::from), limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(import_row(row)?);
    }
    Ok(found)
}

/// How many rows of an import have a conflict of each kind.
pub fn conflict_kinds(connection: &Connection, import: Position) -> Result<Vec<(ConflictKind, u32)>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT conflicts, count(*) FROM import_rows WHERE import = ?1 AND conflicts <> 0 GROUP BY conflicts",
    )?;
    let found: Vec<(u32, u32)> =
        find.query_map([import.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let rows = |kind: ConflictKind| found.iter().filter(|(bits, _)| kinds(*bits).contains(&kind)).map(|(_, n)| n).sum();
    let counted = ConflictKind::ALL.iter().map(|kind| (*kind, rows(*kind)));
    Ok(counted.filter(|(_, rows)| *rows > 0).collect())
}

/// Conflicts of an import that were checked, by row: when, and by whom.
pub fn reviews(connection: &Connection, import: Position) -> Result<HashMap<u32, (Instant, String)>, ReadError> {
    let mut find = connection.prepare_cached("SELECT row, at, who FROM conflict_reviews WHERE import = ?1")?;
    let review = |row: &Row<'_>| Ok((row.get(0)?, (Instant::from_millis(row.get(1)?), row.get(2)?)));
    Ok(find.query_map([import.0], review)?.collect::<Result<_, _>>()?)
}

/// Everybody to whom a row with this reference led, in imports of these sets of organisations (`None` for all). Imports of
/// others are skipped whole, however many of their rows have it.
pub(crate) fn people_by_reference(
    connection: &Connection,
    reference: &str,
    sets: Option<&HashSet<i64>>,
) -> Result<HashSet<PersonKey>, ReadError> {
    let mut next = connection.prepare_cached(
        "SELECT import, (SELECT organisations FROM imports WHERE number = import) FROM import_rows
         WHERE tunniste = ?1 COLLATE NOCASE AND import > ?2 ORDER BY import LIMIT 1",
    )?;
    let mut find = connection.prepare_cached(
        "SELECT DISTINCT person FROM import_rows
         WHERE tunniste = ?1 COLLATE NOCASE AND import = ?2 AND person IS NOT NULL",
    )?;
    let (mut found, mut after) = (HashSet::new(), 0_i64);
    let import = |row: &Row<'_>| Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?));
    while let Some((number, set)) = next.query_row(params![reference, after], import).optional()? {
        after = number;
        if set.is_some_and(|set| sets.is_none_or(|sets| sets.contains(&set))) {
            let people = find.query_map(params![reference, number], |row| row.get(0))?;
            found.extend(people.collect::<Result<Vec<PersonKey>, _>>()?);
        }
    }
    Ok(found)
}

/// The person whom a row led to.
pub fn person_of(connection: &Connection, import: Position, row: u32) -> Result<Option<PersonOid>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT oid FROM import_rows JOIN people ON people.key = import_rows.person WHERE import = ?1 AND row = ?2",
    )?;
    let found: Option<u64> = find.query_row(params![import.0, row], |row| row.get(0)).optional()?;
    Ok(found.map(PersonOid::from_number))
}

fn import_row(row: &Row<'_>) -> Result<ImportRow, ReadError> {
    let person = match row.get_ref(6)? {
        rusqlite::types::ValueRef::Null => None,
        state => Some((person(state)?, Status::from_number(row.get(5)?))),
    };
    let refusal: Option<u32> = row.get(4)?;
    Ok(ImportRow {
        row: row.get(0)?,
        tunniste: row.get(1)?,
        person,
        conflicts: kinds(row.get(2)?),
        withheld: row.get(3)?,
        refusal: refusal.and_then(RowRefusal::from_number),
    })
}

fn kinds(bits: u32) -> Vec<ConflictKind> {
    ConflictKind::ALL.iter().copied().filter(|kind| bits >> kind.number() & 1 == 1).collect()
}
