//! What events change of pending erasures.

use events::{EventId, Fact, OpenedEvent, PersonOid, Position};
use rusqlite::{Connection, params};

use crate::ReadError;

/// Erasures ordered and done in a batch, in order.
#[derive(Default)]
pub(crate) struct ErasureChanges(Vec<Turn>);

enum Turn {
    Ordered(EventId, Position, Vec<PersonOid>),
    Done(EventId),
}

impl ErasureChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent) {
        match (&event.fact, event.recorded.envelope.meta.cause) {
            (Fact::ErasureOrdered(with), _) => {
                let persons = with.data.persons.clone();
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
                        connection.execute(
                            "UPDATE import_rows SET tunniste = NULL
                             WHERE person = (SELECT key FROM people WHERE oid = ?1)",
                            [person.number()],
                        )?;
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
