//! What may be asked of events that were set aside.

use events::Position;
use rusqlite::Connection;

use crate::ReadError;
use crate::set_aside::fold::SetAside;

/// The first of them in the order of the log, at most `limit`.
pub fn first(connection: &Connection, limit: usize) -> Result<Vec<SetAside>, ReadError> {
    let mut find = connection.prepare_cached("SELECT position, why FROM set_aside ORDER BY position LIMIT ?1")?;
    let read = |row: &rusqlite::Row<'_>| Ok(SetAside { position: Position(row.get(0)?), why: row.get(1)? });
    Ok(find.query_map([limit], read)?.collect::<Result<_, _>>()?)
}

/// How many there are.
pub fn count(connection: &Connection) -> Result<u64, ReadError> {
    Ok(connection.query_row("SELECT count(*) FROM set_aside", [], |row| row.get(0))?)
}
