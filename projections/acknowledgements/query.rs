//! What may be asked of acknowledgements.

use events::{Instant, Position};
use rusqlite::{Connection, OptionalExtension};

use crate::ReadError;

/// Positions of a block.
pub const BLOCK: u64 = 1_000;
/// Most consumers that are listed.
const MOST: usize = 1_000;

/// In which block of the log a position lies.
pub fn block_of(position: Position) -> u64 {
    position.0 / BLOCK
}

/// A consumer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consumer {
    /// Its name: client id, or subject.
    pub name: String,
    /// Subject of the token by which it acknowledged last.
    pub who: String,
    /// Up to where it has taken everything.
    pub upto: Position,
    /// When it said so.
    pub at: Instant,
    /// It was taken off the list, and has not acknowledged since.
    pub removed: bool,
}

/// Every consumer that has ever acknowledged anything, by name; those too that were taken off the list.
pub fn consumers(connection: &Connection) -> Result<Vec<Consumer>, ReadError> {
    let mut find =
        connection.prepare_cached("SELECT name, who, upto, at, removed FROM consumers ORDER BY name LIMIT ?1")?;
    let read = |row: &rusqlite::Row<'_>| {
        let (upto, at) = (Position(row.get(2)?), Instant::from_millis(row.get(3)?));
        Ok(Consumer { name: row.get(0)?, who: row.get(1)?, upto, at, removed: row.get(4)? })
    };
    Ok(find.query_map([MOST], read)?.collect::<Result<_, _>>()?)
}

/// When a consumer said that it has taken the event at a position; `None` when it has not yet.
pub fn taken(connection: &Connection, consumer: &str, position: Position) -> Result<Option<Instant>, ReadError> {
    let mut find = connection
        .prepare_cached("SELECT at FROM acknowledgements WHERE consumer = ?1 AND upto >= ?2 ORDER BY upto LIMIT 1")?;
    let at: Option<i64> = find.query_row((consumer, position.0), |row| row.get(0)).optional()?;
    Ok(at.map(Instant::from_millis))
}

/// Events that consumers are told of, in the blocks behind the one in which a position lies: how many, and the first such
/// block that has any.
pub fn told_behind(connection: &Connection, position: Position) -> Result<(u64, Option<u64>), ReadError> {
    let mut sum =
        connection.prepare_cached("SELECT coalesce(sum(events), 0), min(block) FROM told WHERE block > ?1")?;
    Ok(sum.query_row([block_of(position)], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
