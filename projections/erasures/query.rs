//! What may be asked of pending erasures.

use events::Position;
use rusqlite::Connection;

use crate::ReadError;

/// Positions of orders that are not carried out yet.
pub fn pending(connection: &Connection) -> Result<Vec<Position>, ReadError> {
    let mut find = connection.prepare_cached("SELECT ordered FROM erasures ORDER BY ordered")?;
    Ok(find.query_map([], |row| row.get(0).map(Position))?.collect::<Result<_, _>>()?)
}
