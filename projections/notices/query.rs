//! What may be asked of notices.

use std::collections::BTreeMap;

use domain::cause::cause;
use domain::{Cause, Status};
use events::catalogue::{FailedRows, WhyFailed};
use events::codes::{NotSent, NoticeRound};
use events::{ImportId, Instant, PersonOid, Position};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::ReadError;
use crate::import_rows::renumbered::Renumbered;
use crate::people::query::{in_group, person};
use crate::read_db::checkpoint;

/// Most imports of one answer.
const MOST: u32 = 100;

/// An import about which something may be due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Its number.
    pub number: Position,
    /// Its id in the log.
    pub id: ImportId,
}

/// Imports about which something may be due now, the oldest first: all rows final, the last row resolved by
/// `resolved_by`, or a try to be repeated.
pub fn due(connection: &Connection, resolved_by: Instant, now: Instant) -> Result<Vec<Due>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT number, id FROM notices JOIN imports ON number = import
         WHERE awaited IS NOT NULL AND completed IS NOT NULL AND CASE
           WHEN next_try IS NOT NULL THEN next_try <= ?1
           WHEN in_progress = 0 THEN TRUE
           ELSE awaited = ?2 AND completed <= ?3 END
         ORDER BY number LIMIT ?4",
    )?;
    let mut rows = find.query(params![now.millis(), NoticeRound::First.number(), resolved_by.millis(), MOST])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(due_of(row)?);
    }
    Ok(found)
}

/// Imports in which numbers have changed since `since` that their senders were not told of, no two notices closer than
/// `pause` seconds; and tries of telling of them that are to be repeated.
pub fn numbers_due(connection: &Connection, since: Instant, pause: i64, now: Instant) -> Result<Vec<Due>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT DISTINCT number, id FROM (
           SELECT import, at, now IS first AS came_back FROM renumbered WHERE at > ?1 AND first IS NOT NULL
           UNION ALL SELECT import, at, FALSE FROM reassigned_rows WHERE at > ?1
         ) AS changed JOIN notices USING (import) JOIN imports ON number = import
         WHERE at > completed AND at > coalesce(numbers_told, 0) AND numbers_try IS NULL
           AND (NOT came_back OR numbers_told IS NOT NULL)
           AND coalesce(numbers_told, 0) + ?2 <= ?3
         UNION SELECT number, id FROM notices JOIN imports ON number = import WHERE numbers_try <= ?3
         ORDER BY number LIMIT ?4",
    )?;
    let mut rows = find.query(params![since.millis(), pause.saturating_mul(1_000), now.millis(), MOST])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(due_of(row)?);
    }
    Ok(found)
}

fn due_of(row: &rusqlite::Row<'_>) -> Result<Due, ReadError> {
    let id: Vec<u8> = row.get(1)?;
    let id = ImportId(Uuid::from_slice(&id).map_err(|_| ReadError::Damaged("imports.id"))?);
    Ok(Due { number: Position(row.get(0)?), id })
}

/// When a number of an import last changed after it was done, and the position as of which this is so.
pub fn numbers_changed(connection: &Connection, import: Position) -> Result<(Option<Instant>, Position), ReadError> {
    let last = Renumbered::of(connection, import)?.last();
    Ok((last, checkpoint(connection)?))
}

/// An import's rows by what a notice tells of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    /// Rows without a final answer.
    pub open: u32,
    /// Rows that have failed, by reason.
    pub failed: Vec<FailedRows>,
    /// Whom the failed rows led to, each once.
    pub people: Vec<PersonOid>,
    /// The position as of which rows were counted.
    pub at: Position,
}

/// Counts the rows of an import whose every row is done. Only those that are not fine are read.
pub fn counted(connection: &Connection, import: Position) -> Result<Counted, ReadError> {
    let mut counted = Counted { at: checkpoint(connection)?, ..Counted::default() };
    let mut failed: BTreeMap<WhyFailed, u32> = BTreeMap::new();
    let mut find = connection.prepare_cached(
        "SELECT status, state, head FROM import_rows LEFT JOIN people ON key = person
         WHERE import = ?1 AND status IS NOT ?2",
    )?;
    let mut rows = find.query(params![import.0, Status::Successful.number()])?;
    while let Some(row) = rows.next()? {
        let status: Option<u8> = row.get(0)?;
        let why = match status.map(Status::from_number) {
            None => Some(WhyFailed::Refused),
            Some(Status::InProgress) => {
                counted.open += 1;
                None
            }
            Some(_) => {
                let group = in_group(connection, person(row.get_ref(1)?)?, row.get(2)?)?;
                let why = cause(group.shown()).and_then(Cause::told);
                counted.people.extend(why.map(|_| group.addressed().oid));
                why
            }
        };
        if let Some(why) = why {
            *failed.entry(why).or_default() += 1;
        }
    }
    counted.people.sort_unstable();
    counted.people.dedup();
    counted.failed = failed.into_iter().map(|(cause, rows)| FailedRows { cause, rows }).collect();
    Ok(counted)
}

/// What is known of an import's notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeState {
    /// The one that may still become due.
    pub awaited: Option<NoticeRound>,
    /// When the first one was sent.
    pub first_sent: Option<Instant>,
    /// When the further one was sent.
    pub further_sent: Option<Instant>,
    /// Why nothing more is sent.
    pub not_sent: Option<NotSent>,
}

/// The notices of an import; `None` when its sender gave no address, or the address has expired.
pub fn of(connection: &Connection, import: Position) -> Result<Option<NoticeState>, ReadError> {
    let instant = |millis: Option<i64>| millis.map(Instant::from_millis);
    let found = connection
        .prepare_cached("SELECT awaited, first_sent, further_sent, not_sent FROM notices WHERE import = ?1")?
        .query_row([import.0], |row| {
            let (awaited, not_sent): (Option<u32>, Option<u32>) = (row.get(0)?, row.get(3)?);
            Ok(NoticeState {
                awaited: awaited.and_then(NoticeRound::from_number),
                first_sent: instant(row.get(1)?),
                further_sent: instant(row.get(2)?),
                not_sent: not_sent.and_then(NotSent::from_number),
            })
        })
        .optional()?;
    Ok(found)
}
