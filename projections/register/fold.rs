//! What events change of the register's state.

use events::codes::Outage;
use events::{Fact, Instant, OpenedEvent, Position};
use rusqlite::{Connection, params};

use crate::ReadError;

/// Changes of a batch, in order.
#[derive(Default)]
pub(crate) struct RegisterChanges(Vec<Turn>);

enum Turn {
    Unavailable(Position, Outage, Instant),
    Available(Position, Instant),
}

impl RegisterChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent) {
        match &event.fact {
            Fact::RegisterUnavailable(with) => {
                self.0.push(Turn::Unavailable(event.position(), with.data.outage, event.recorded_at()));
            }
            Fact::RegisterAvailable(_) => self.0.push(Turn::Available(event.position(), event.recorded_at())),
            _ => {}
        }
    }

    /// Writes the state and the times when it did not answer.
    pub fn write(&self, connection: &Connection) -> Result<(), ReadError> {
        for turn in &self.0 {
            match turn {
                Turn::Unavailable(at, outage, since) => {
                    connection.execute(
                        "INSERT INTO register_state VALUES (1, ?1, 0, ?2, ?3)
                         ON CONFLICT DO UPDATE SET unavailable = ?1, outage = ?2, since = ?3",
                        params![at.0, outage.number(), since.millis()],
                    )?;
                    // It may fail in another way than before: that is the same outage.
                    connection.execute(
                        "INSERT OR IGNORE INTO register_outages
                         SELECT ?1, NULL WHERE NOT EXISTS (SELECT 1 FROM register_outages WHERE ended IS NULL)",
                        [since.millis()],
                    )?;
                }
                Turn::Available(at, since) => {
                    connection.execute(
                        "INSERT INTO register_state VALUES (1, NULL, ?1, NULL, NULL)
                         ON CONFLICT DO UPDATE SET unavailable = NULL, available = ?1, outage = NULL, since = NULL",
                        [at.0],
                    )?;
                    connection
                        .execute("UPDATE register_outages SET ended = ?1 WHERE ended IS NULL", [since.millis()])?;
                }
            }
        }
        Ok(())
    }
}
