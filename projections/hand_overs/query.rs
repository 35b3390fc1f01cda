//! What may be asked of the notes.

use events::{Instant, PersonOid};
use rusqlite::{Connection, OptionalExtension, params};

use crate::ReadError;
use crate::people::keys::{PersonKey, key_of};

/// When somebody was handed over, of the error in which they stand since an instant.
pub(crate) fn handed_over(
    connection: &Connection,
    person: PersonKey,
    since: i64,
) -> Result<Option<Instant>, ReadError> {
    let mut find = connection.prepare_cached("SELECT at FROM hand_overs WHERE person = ?1 AND at >= ?2")?;
    Ok(find.query_row(params![person, since], |row| row.get(0)).optional()?.map(Instant::from_millis))
}

/// When a learner was handed over, of the error in which they stand now.
pub fn handed_over_now(connection: &Connection, oid: PersonOid) -> Result<Option<Instant>, ReadError> {
    let Some(key) = key_of(connection, oid)? else { return Ok(None) };
    let mut find = connection.prepare_cached("SELECT failing FROM people WHERE key = ?1")?;
    let since: Option<i64> = find.query_row([key], |row| row.get(0))?;
    since.map_or(Ok(None), |since| handed_over(connection, key, since))
}
