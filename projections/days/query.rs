//! What may be asked of days.

use events::{Day, Position};
use rusqlite::Connection;

use crate::ReadError;

/// The last event that had happened by the end of a day; 0 when none had.
pub fn last_event(connection: &Connection, day: Day) -> Result<Position, ReadError> {
    let mut find = connection.prepare_cached("SELECT coalesce(max(last), 0) FROM days WHERE day <= ?1")?;
    Ok(Position(find.query_row([day.number()], |row| row.get(0))?))
}
