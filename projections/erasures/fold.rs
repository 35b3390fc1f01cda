//! What events change of pending erasures.

use events::{EventId, Fact, OpenedEvent, Position};
use rusqlite::{Connection, params};

use crate::ReadError;
use crate::people::fold::{PeopleInBatch, RowsOfImport};
use crate::people::keys::PersonKey;

/// Erasures ordered and done in a batch, in order.
#[derive(Default)]
pub(crate) struct ErasureChanges(Vec<Turn>);

enum Turn {
    /// With each record, and the imports in which it occurs.
    Ordered(EventId, Position, Vec<(PersonKey, Vec<RowsOfImport>)>),
    Done(EventId),
}

impl ErasureChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent, people: &PeopleInBatch<'_>) {
        match (&event.fact, event.recorded.envelope.meta.cause) {
            (Fact::ErasureOrdered(with), _) => {
                let persons = with.data.persons.iter().filter_map(|oid| people.key_and_imports(*oid)).collect();
                self.0.push(Turn::Ordered(event.recorded.envelope.id, event.position(), persons));
            }
            (Fact::PersonalDataErased(_), Some(order)) => self.0.push(Turn::Done(order)),
            _ => {}
        }
    }

    /// Writes them; what rows of imports said of erased persons goes too.
    pub fn write(&self, connection: &Connection) -> Result<(), ReadError> {
        for turn in &self.0 {
            match turn {
                Turn::Ordered(id, at, persons) => {
                    connection.execute(
                        "INSERT OR IGNORE INTO erasures VALUES (?1, ?2)",
                        params![id.0.as_bytes().as_slice(), at.0],
                    )?;
                    for (person, imports) in persons {
                        forget_references(connection, *person, imports)?;
                    }
                }
                Turn::Done(order) => {
                    connection.execute("DELETE FROM erasures WHERE id = ?1", [order.0.as_bytes().as_slice()])?;
                }
            }
        }
        Ok(())
    }
}

fn forget_references(connection: &Connection, person: PersonKey, imports: &[RowsOfImport]) -> Result<(), ReadError> {
    for (import, _) in imports {
        connection.execute(
            "UPDATE import_rows SET tunniste = NULL WHERE import = ?1 AND person = ?2",
            params![import, person],
        )?;
    }
    Ok(())
}
