//! What may be asked of imports that are taken back.

use events::Position;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::ReadError;

/// How far an import is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undo {
    /// The newest order.
    pub ordered: Position,
    /// Rows that are undone.
    pub undone: u32,
    /// Rows that were undone the last time, and whose undoing was reversed since.
    pub restored: u32,
    /// The newest reversal by which they were restored.
    pub restored_by: Option<Position>,
    /// Rows that were kept the last time.
    pub kept: u32,
    /// No part is left.
    pub done: bool,
}

/// Imports of which parts are left, the oldest order first.
pub fn underway(connection: &Connection) -> Result<Vec<Position>, ReadError> {
    let mut find = connection.prepare_cached("SELECT import FROM import_undos WHERE done = 0 ORDER BY ordered")?;
    Ok(find.query_map([], |row| Ok(Position(row.get(0)?)))?.collect::<Result<_, _>>()?)
}

/// How far an import is taken back; `None` when that was never ordered.
pub fn of_import(connection: &Connection, import: Position) -> Result<Option<Undo>, ReadError> {
    let mut last = connection.prepare_cached(
        "SELECT ordered, kept, done FROM import_undos WHERE import = ?1 ORDER BY ordered DESC LIMIT 1",
    )?;
    let read = |row: &Row<'_>| Ok((row.get::<_, u64>(0)?, row.get(1)?, row.get(2)?));
    let Some((order, kept, done)) = last.query_row([import.0], read).optional()? else { return Ok(None) };
    let mut undo = Undo { ordered: Position(order), undone: 0, restored: 0, restored_by: None, kept, done };
    let mut parts = connection.prepare_cached(
        "SELECT ordered, undone_parts.undone, reversed_by FROM import_undos JOIN undone_parts USING (ordered)
         LEFT JOIN acts ON position = reversal WHERE import = ?1",
    )?;
    let mut parts = parts.query([import.0])?;
    while let Some(part) = parts.next()? {
        let rows: u32 = part.get(1)?;
        match reversed_by(connection, part.get(2)?)? {
            None => undo.undone += rows,
            Some(by) if part.get::<_, u64>(0)? == order => {
                undo.restored += rows;
                undo.restored_by = undo.restored_by.max(Some(Position(by)));
            }
            Some(_) => {}
        }
    }
    Ok(Some(undo))
}

/// The reversal by which what the one at a position names no longer counts. It counts where that one is itself reversed.
fn reversed_by(connection: &Connection, mut by: Option<u64>) -> Result<Option<u64>, ReadError> {
    let mut find = connection.prepare_cached("SELECT reversed_by FROM acts WHERE position = ?1")?;
    let (mut reversed, mut last) = (false, None);
    while let Some(position) = by {
        (reversed, last) = (!reversed, Some(position));
        by = find.query_row([position], |row| row.get(0)).optional()?.flatten();
    }
    Ok(last.filter(|_| reversed))
}
