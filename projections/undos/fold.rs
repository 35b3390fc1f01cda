//! What events change of imports that are taken back.

use events::catalogue::ImportRowsUndone;
use events::{Fact, OpenedEvent, Position};
use rusqlite::{Connection, params};

use crate::ReadError;

/// Those of a batch.
#[derive(Default)]
pub(crate) struct UndoChanges {
    ordered: Vec<(Position, Position)>,
    parts: Vec<(Position, ImportRowsUndone)>,
}

impl UndoChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent) {
        match &event.fact {
            Fact::ImportUndoOrdered(with) => self.ordered.push((event.position(), with.data.import)),
            Fact::ImportRowsUndone(with) => self.parts.push((event.position(), with.data.clone())),
            _ => {}
        }
    }

    /// Writes them.
    pub fn write(self, connection: &Connection) -> Result<(), ReadError> {
        for (ordered, import) in self.ordered {
            connection.execute("INSERT INTO import_undos VALUES (?1, ?2, 0, 0)", [ordered.0, import.0])?;
        }
        let mut add =
            connection.prepare_cached("UPDATE import_undos SET kept = kept + ?2, done = ?3 WHERE ordered = ?1")?;
        let mut name = connection.prepare_cached("INSERT INTO undone_parts VALUES (?1, ?2, ?3)")?;
        for (position, part) in self.parts {
            add.execute(params![part.order.0, part.kept.len(), part.last])?;
            if part.undone > 0 {
                name.execute(params![position.0 - 1, part.order.0, part.undone])?;
            }
        }
        Ok(())
    }
}
