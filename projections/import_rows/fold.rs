//! What events change of rows.

use events::codes::{ConflictKind, RowRefusal};
use events::{Fact, OpenedEvent, Position};
use rusqlite::{Connection, params};

use crate::ReadError;
use crate::people::fold::{PeopleInBatch, PersonKey};

/// A row that a batch resolved or refused.
pub(crate) struct NewRow {
    pub import: Position,
    pub row: u32,
    pub person: Option<PersonKey>,
    pub conflicts: u32,
    withheld: bool,
    refusal: Option<RowRefusal>,
    tunniste: Option<String>,
}

/// The rows of a batch.
#[derive(Default)]
pub(crate) struct RowChanges {
    pub new: Vec<NewRow>,
}

impl RowChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent, people: &PeopleInBatch<'_>) {
        match &event.fact {
            Fact::ImportRowResolved(with) => self.new.push(NewRow {
                import: with.data.import,
                row: with.data.row,
                person: people.key(with.data.about.addressed),
                conflicts: bits(&with.data.conflicts),
                withheld: with.data.withheld,
                refusal: None,
                tunniste: with.personal.known().and_then(|row| row.tunniste.clone()),
            }),
            Fact::ImportRowRefused(with) => self.new.push(NewRow {
                import: with.data.import,
                row: with.data.row,
                person: None,
                conflicts: 0,
                withheld: false,
                refusal: Some(with.data.cause),
                tunniste: with.personal.known().and_then(|row| row.tunniste.clone()),
            }),
            _ => {}
        }
    }

    /// Writes the rows.
    pub fn write(&self, connection: &Connection) -> Result<(), ReadError> {
        let mut write =
            connection.prepare_cached("INSERT OR REPLACE INTO import_rows VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        for row in &self.new {
            let refusal = row.refusal.map(RowRefusal::number);
            write.execute(params![
                row.import.0,
                row.row,
                row.person,
                row.conflicts,
                row.withheld,
                refusal,
                row.tunniste
            ])?;
        }
        Ok(())
    }
}

fn bits(conflicts: &[ConflictKind]) -> u32 {
    conflicts.iter().fold(0, |bits, kind| bits | 1 << kind.number())
}
