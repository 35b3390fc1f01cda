//! What may be asked of requests.

use domain::request::End;
use events::catalogue::RequestOpened;
use events::codes::RequestOutcome;
use events::{PersonOid, Position};
use rusqlite::{Connection, Row, params};

use crate::ReadError;
use crate::people::keys::key_of;

/// A request as it is about one of its persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What is asked.
    pub asked: RequestOpened,
    /// How it ended.
    pub end: Option<End>,
}

/// Numbers of the requests that are open about anybody, the oldest first, behind one.
pub fn open(connection: &Connection, after: Option<Position>, limit: u32) -> Result<Vec<Position>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT DISTINCT number FROM requests WHERE ended IS NULL AND number > ?1 ORDER BY number LIMIT ?2",
    )?;
    numbers(find.query(params![after.unwrap_or_default().0, limit])?)
}

/// How many requests are open about anybody.
pub fn count_open(connection: &Connection) -> Result<u64, ReadError> {
    let mut count = connection.prepare_cached("SELECT count(DISTINCT number) FROM requests WHERE ended IS NULL")?;
    Ok(count.query_row([], |row| row.get(0))?)
}

/// Numbers of the requests that somebody made, the newest first, behind one.
pub fn by(
    connection: &Connection,
    who: &str,
    before: Option<Position>,
    limit: u32,
) -> Result<Vec<Position>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT number FROM requests WHERE who = ?1 AND opened = number AND number < ?2 ORDER BY number DESC LIMIT ?3",
    )?;
    let before = before.map_or(i64::MAX, |before| before.0 as i64);
    numbers(find.query(params![who, before, limit])?)
}

/// Numbers of the requests that are open about a person, the oldest first.
pub fn open_about(connection: &Connection, oid: PersonOid) -> Result<Vec<Position>, ReadError> {
    let Some(key) = key_of(connection, oid)? else { return Ok(Vec::new()) };
    let mut find = connection.prepare_cached(
        "SELECT number FROM requests WHERE person = ?1 AND ended IS NULL
         UNION SELECT number FROM requests WHERE other = ?1 AND ended IS NULL ORDER BY number",
    )?;
    numbers(find.query([key])?)
}

/// The parts of a request, in order; none when there is no such request.
pub fn parts(connection: &Connection, number: Position) -> Result<Vec<Part>, ReadError> {
    let mut find =
        connection.prepare_cached("SELECT asked, ended, outcome FROM requests WHERE number = ?1 ORDER BY opened")?;
    let mut rows = find.query([number.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(part(row)?);
    }
    Ok(found)
}

fn part(row: &Row<'_>) -> Result<Part, ReadError> {
    let (asked, ended, outcome): (Vec<u8>, Option<u64>, Option<u32>) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let asked = minicbor::decode(&asked).map_err(|_| ReadError::Damaged("requests.asked"))?;
    let outcome = outcome
        .map(|code| RequestOutcome::from_number(code).ok_or(ReadError::Damaged("requests.outcome")))
        .transpose()?;
    let end = ended.map(|at| match outcome {
        Some(outcome) => End::Decided(outcome, Position(at)),
        None => End::Happened(Position(at)),
    });
    Ok(Part { asked, end })
}

fn numbers(mut rows: rusqlite::Rows<'_>) -> Result<Vec<Position>, ReadError> {
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Position(row.get(0)?));
    }
    Ok(found)
}
