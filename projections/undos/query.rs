//! What may be asked of imports that are taken back.

use events::Position;
use rusqlite::{Connection, OptionalExtension};

use crate::ReadError;

/// How far an import is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undo {
    /// Rows that were looked at.
    pub looked: u32,
    /// Rows that were undone.
    pub undone: u32,
    /// Rows that are kept.
    pub kept: u32,
    /// No part is left.
    pub done: bool,
}

/// Imports of which parts are left, the oldest order first.
pub fn underway(connection: &Connection) -> Result<Vec<Position>, ReadError> {
    let mut find = connection.prepare_cached("SELECT import FROM import_undos WHERE done = 0 ORDER BY ordered")?;
    Ok(find.query_map([], |row| Ok(Position(row.get(0)?)))?.collect::<Result<_, _>>()?)
}

/// The last time an import was taken back; `None` when it never was.
pub fn of_import(connection: &Connection, import: Position) -> Result<Option<Undo>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT looked, undone, kept, done FROM import_undos WHERE import = ?1 ORDER BY ordered DESC LIMIT 1",
    )?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Undo { looked: row.get(0)?, undone: row.get(1)?, kept: row.get(2)?, done: row.get(3)? })
    };
    Ok(find.query_row([import.0], read).optional()?)
}
