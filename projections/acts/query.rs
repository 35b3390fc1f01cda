//! What may be asked of the acts of officials.

use domain::{Person, Status};
use events::{Instant, Position};
use rusqlite::{Connection, params};

use crate::ReadError;
use crate::people::query::person;

/// An act.
pub struct Act {
    /// Position of its event.
    pub position: Position,
    /// When.
    pub at: Instant,
    /// Type of the event.
    pub kind: String,
    /// The person whom it is about, as they are now.
    pub person: Option<(Person, Status)>,
    /// It counts no longer.
    pub reversed: bool,
}

/// What an official did since an instant, the newest first.
pub fn of_official(connection: &Connection, who: &str, since: Instant, limit: usize) -> Result<Vec<Act>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT a.position, a.at, a.kind, a.reversed_by IS NOT NULL AND r.reversed_by IS NULL, p.status, p.state
         FROM acts a LEFT JOIN acts r ON r.position = a.reversed_by LEFT JOIN people p ON p.key = a.person
         WHERE a.who = ?1 AND a.at >= ?2 ORDER BY a.at DESC, a.position DESC LIMIT ?3",
    )?;
    let mut rows = find.query(params![who, since.millis(), limit as i64])?;
    let mut acts = Vec::new();
    while let Some(row) = rows.next()? {
        let status: Option<u8> = row.get(4)?;
        let person = match status {
            Some(status) => Some((person(row.get_ref(5)?)?, Status::from_number(status))),
            None => None,
        };
        acts.push(Act {
            position: Position(row.get(0)?),
            at: Instant::from_millis(row.get(1)?),
            kind: row.get(2)?,
            person,
            reversed: row.get(3)?,
        });
    }
    Ok(acts)
}
