//! What events change of pending erasures.

use events::{EventId, Fact, OpenedEvent, Position};
use rusqlite::{Connection, OptionalExtension, params};

use crate::ReadError;
use crate::people::fold::PeopleInBatch;
use crate::people::keys::PersonKey;
use crate::people::query::imports;

/// Erasures ordered and done in a batch, in order.
#[derive(Default)]
pub(crate) struct ErasureChanges(Vec<Turn>);

enum Turn {
    Ordered(EventId, Position, Vec<PersonKey>),
    Done(EventId),
}

impl ErasureChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent, people: &PeopleInBatch<'_>) {
        match (&event.fact, event.recorded.envelope.meta.cause) {
            (Fact::ErasureOrdered(with), _) => {
                let persons = with.data.persons.iter().filter_map(|oid| people.key(*oid)).collect();
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
                    for person in persons {
                        forget_references(connection, *person)?;
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

fn forget_references(connection: &Connection, person: PersonKey) -> Result<(), ReadError> {
    let mut find = connection.prepare_cached("SELECT imports FROM people WHERE key = ?1")?;
    let found = find.query_row([person], |row| Ok(imports(row.get_ref(0)?))).optional()?;
    for (import, _) in found.transpose()?.unwrap_or_default() {
        connection.execute(
            "UPDATE import_rows SET tunniste = NULL WHERE import = ?1 AND person = ?2",
            params![import, person],
        )?;
    }
    Ok(())
}
