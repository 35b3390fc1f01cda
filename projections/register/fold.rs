//! What events change of the register's state.

use events::codes::Outage;
use events::{Fact, Instant, OpenedEvent, Position};
use rusqlite::{Connection, params};

use crate::ReadError;

/// The last change in a batch.
#[derive(Default)]
pub(crate) struct RegisterChanges(Vec<Turn>);

enum Turn {
    Unavailable(Position, Outage, Instant),
    Available(Position),
}

impl RegisterChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent) {
        match &event.fact {
            Fact::RegisterUnavailable(with) => {
                self.0.push(Turn::Unavailable(event.position(), with.data.outage, event.recorded_at()));
            }
            Fact::RegisterAvailable(_) => self.0.push(Turn::Available(event.position())),
            _ => {}
        }
    }

    /// Writes the state.
    pub fn write(&self, connection: &Connection) -> Result<(), ReadError> {
        for turn in &self.0 {
            match turn {
                Turn::Unavailable(at, outage, since) => connection.execute(
                    "INSERT INTO register_state VALUES (1, ?1, 0, ?2, ?3)
                     ON CONFLICT DO UPDATE SET unavailable = ?1, outage = ?2, since = ?3",
                    params![at.0, outage.number(), since.millis()],
                )?,
                Turn::Available(at) => connection.execute(
                    "INSERT INTO register_state VALUES (1, NULL, ?1, NULL, NULL)
                     ON CONFLICT DO UPDATE SET unavailable = NULL, available = ?1, outage = NULL, since = NULL",
                    [at.0],
                )?,
            };
        }
        Ok(())
    }
}
