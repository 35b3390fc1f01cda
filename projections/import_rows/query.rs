//! What may be asked of rows.

use std::collections::{HashMap, HashSet};

use domain::{Cause, Group, Status};
use events::codes::{ConflictKind, RowRefusal};
use events::{Instant, Position};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::renumbered::{self, Renumbered, Renumbering};
use crate::ReadError;
use crate::people::keys::PersonKey;
use crate::people::query::{in_group, person};

/// A row with the person whom it led to.
pub struct ImportRow {
    /// Number of the row, from 0.
    pub row: u32,
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// The record that the row led to, with those linked with it, and the state; absent when the row was refused.
    pub person: Option<(Group, Status)>,
    /// How the row differed from the person.
    pub conflicts: Vec<ConflictKind>,
    /// The sender gained no access by this row.
    pub withheld: bool,
    /// Why it was refused.
    pub refusal: Option<RowRefusal>,
    /// Its number changed after the import was done.
    pub renumbered: Option<Renumbering>,
}

/// Which rows of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All that are done.
    All,
    /// Those whose person is in this state.
    Status(Status),
    /// Those whose person stands in the error list with this cause, unless the sender may not know.
    Cause(Cause),
    /// Refused ones.
    Refused,
    /// Those with a conflict, or with one of this kind.
    Conflicts(Option<ConflictKind>),
    /// The same without those that were noted as checked.
    Unchecked(Option<ConflictKind>),
    /// Those whose number changed after the import was done.
    Renumbered,
}

/// Nobody has checked the row's conflict.
const UNCHECKED: &str = "AND NOT EXISTS (SELECT 1 FROM conflict_reviews
     WHERE conflict_reviews.import = import_rows.import AND conflict_reviews.row = import_rows.row)";

impl Which {
    fn filter(self) -> String {
        match self {
            Which::All => String::new(),
            Which::Status(status) => format!("AND status = {}", status.number()),
            Which::Cause(cause) => format!(
                "AND withheld = 0 AND (SELECT cause FROM queue WHERE queue.person = import_rows.person) = {}",
                cause.number()
            ),
            Which::Refused => "AND refusal IS NOT NULL".to_owned(),
            Which::Renumbered => renumbered::FILTER.to_owned(),
            Which::Conflicts(None) => "AND conflicts <> 0".to_owned(),
            Which::Conflicts(Some(kind)) => format!("AND conflicts <> 0 AND conflicts & {} <> 0", 1 << kind.number()),
            Which::Unchecked(kind) => format!("{} {UNCHECKED}", Which::Conflicts(kind).filter()),
        }
    }
}

/// Rows of an import; by way of an index where few of them are wanted.
fn rows(which: Which) -> String {
    let in_conflict = matches!(which, Which::Conflicts(_) | Which::Unchecked(_));
    let index = if in_conflict { "INDEXED BY import_rows_in_conflict" } else { "" };
    format!(
        "SELECT row, tunniste, conflicts, withheld, refusal, status, state, head, person FROM import_rows {index}
         LEFT JOIN people ON people.key = import_rows.person WHERE import = ?1 {}",
        which.filter()
    )
}

/// The rows of an import that are done, in the order sent. `take` is called for each: an import may have very many.
pub fn of_import(connection: &Connection, import: Position, mut take: impl FnMut(ImportRow)) -> Result<(), ReadError> {
    let renumbered = Renumbered::of(connection, import)?;
    let mut find = connection.prepare_cached(&format!("{} ORDER BY row", rows(Which::All)))?;
    let mut rows = find.query([import.0])?;
    while let Some(row) = rows.next()? {
        take(import_row(connection, row, &renumbered)?);
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
    part(connection, import, which, "AND row > ?2 ORDER BY row", after.map_or(-1, i64::from), limit)
}

/// The rows before one, the nearest first.
pub fn before(
    connection: &Connection,
    import: Position,
    which: Which,
    row: u32,
    limit: u32,
) -> Result<Vec<ImportRow>, ReadError> {
    part(connection, import, which, "AND row < ?2 ORDER BY row DESC", row.into(), limit)
}

fn part(
    connection: &Connection,
    import: Position,
    which: Which,
    order: &str,
    from: i64,
    limit: u32,
) -> Result<Vec<ImportRow>, ReadError> {
    let renumbered = Renumbered::of(connection, import)?;
    let mut find = connection.prepare_cached(&format!("{} {order} LIMIT ?3", rows(which)))?;
    let mut rows = find.query(params![import.0, from, limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(import_row(connection, row, &renumbered)?);
    }
    Ok(found)
}

/// How many rows of an import have a person who stands in the error list with each cause, the most frequent first. Of those
/// that the sender may not know of nothing is told.
pub fn causes(connection: &Connection, import: Position) -> Result<Vec<(Cause, u32)>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT cause, count(*) FROM import_rows CROSS JOIN queue USING (person) WHERE import_rows.import = ?1 AND withheld = 0
         GROUP BY cause ORDER BY 2 DESC, 1",
    )?;
    let mut rows = find.query([import.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push((Cause::from_number(row.get(0)?).ok_or(ReadError::Damaged("queue.cause"))?, row.get(1)?));
    }
    Ok(found)
}

/// How many rows of an import gave the sender the number alone.
pub fn withheld(connection: &Connection, import: Position) -> Result<u32, ReadError> {
    let mut count =
        connection.prepare_cached("SELECT count(*) FROM import_rows WHERE import = ?1 AND withheld <> 0")?;
    Ok(count.query_row([import.0], |row| row.get(0))?)
}

/// How many rows of an import have a conflict of each kind.
pub fn conflict_kinds(connection: &Connection, import: Position) -> Result<Vec<(ConflictKind, u32)>, ReadError> {
    let mut find = connection.prepare_cached("SELECT kind, rows FROM conflict_kinds WHERE import = ?1 AND rows > 0")?;
    let found: HashMap<u32, u32> =
        find.query_map([import.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(ConflictKind::ALL.iter().filter_map(|kind| Some((*kind, *found.get(&kind.number())?))).collect())
}

/// Which of these rows' conflicts were checked: when, and by whom.
pub fn reviews(
    connection: &Connection,
    import: Position,
    rows: &[u32],
) -> Result<HashMap<u32, (Instant, String)>, ReadError> {
    let mut find = connection.prepare_cached("SELECT at, who FROM conflict_reviews WHERE import = ?1 AND row = ?2")?;
    let review = |row: &Row<'_>| Ok((Instant::from_millis(row.get(0)?), row.get(1)?));
    let mut found = HashMap::new();
    for row in rows {
        found.extend(find.query_row(params![import.0, row], review).optional()?.map(|review| (*row, review)));
    }
    Ok(found)
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

fn import_row(connection: &Connection, row: &Row<'_>, renumbered: &Renumbered) -> Result<ImportRow, ReadError> {
    let person = match row.get_ref(6)? {
        rusqlite::types::ValueRef::Null => None,
        state => Some((in_group(connection, person(state)?, row.get(7)?)?, Status::from_number(row.get(5)?))),
    };
    let refusal: Option<u32> = row.get(4)?;
    Ok(ImportRow {
        row: row.get(0)?,
        tunniste: row.get(1)?,
        person,
        conflicts: kinds(row.get(2)?),
        withheld: row.get(3)?,
        refusal: refusal.and_then(RowRefusal::from_number),
        renumbered: renumbered.of_row(row.get(0)?, row.get(8)?),
    })
}

fn kinds(bits: u32) -> Vec<ConflictKind> {
    ConflictKind::ALL.iter().copied().filter(|kind| bits >> kind.number() & 1 == 1).collect()
}
