//! What events change of acknowledgements and counts.

use std::collections::BTreeMap;

use domain::acknowledge_changes::TOLD;
use events::{Actor, Fact, OpenedEvent};
use rusqlite::{Connection, params};

use super::query::block_of;
use crate::ReadError;

/// The acknowledgements and removals of a batch, in order, and how many events of each block consumers are told of.
#[derive(Default)]
pub(crate) struct AcknowledgementChanges {
    consumers: Vec<Change>,
    told: BTreeMap<u64, u32>,
}

enum Change {
    Acknowledged(Acknowledged),
    Removed(String),
}

struct Acknowledged {
    consumer: String,
    who: String,
    upto: u64,
    at: i64,
}

impl AcknowledgementChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent) {
        if TOLD.has(event.fact.kind()) {
            *self.told.entry(block_of(event.position())).or_default() += 1;
        }
        if let Fact::ConsumerRemoved(with) = &event.fact {
            self.consumers.push(Change::Removed(with.data.consumer.clone()));
        }
        let Fact::ChangesAcknowledged(with) = &event.fact else { return };
        let who = match &event.recorded.envelope.meta.actor {
            Actor::Person(subject) | Actor::Service(subject) => subject.clone(),
            Actor::Registry | Actor::Operator => String::new(),
        };
        let (consumer, upto) = (with.data.consumer.clone(), with.data.upto.0);
        let at = event.recorded_at().millis();
        self.consumers.push(Change::Acknowledged(Acknowledged { consumer, who, upto, at }));
    }

    /// Writes them.
    pub fn write(self, connection: &Connection) -> Result<(), ReadError> {
        for change in self.consumers {
            change.write(connection)?;
        }
        for (block, events) in self.told {
            let mut count = connection.prepare_cached(
                "INSERT INTO told VALUES (?1, ?2) ON CONFLICT (block) DO UPDATE SET events = events + excluded.events",
            )?;
            count.execute(params![block, events])?;
        }
        Ok(())
    }
}

impl Change {
    fn write(self, connection: &Connection) -> Result<(), ReadError> {
        match self {
            Change::Acknowledged(Acknowledged { consumer, who, upto, at }) => {
                let mut last =
                    connection.prepare_cached("INSERT OR REPLACE INTO consumers VALUES (?1, ?2, ?3, ?4, 0)")?;
                last.execute(params![consumer, who, upto, at])?;
                let mut add =
                    connection.prepare_cached("INSERT OR REPLACE INTO acknowledgements VALUES (?1, ?2, ?3)")?;
                add.execute(params![consumer, upto, at])?;
            }
            Change::Removed(consumer) => {
                let mut remove = connection.prepare_cached("UPDATE consumers SET removed = 1 WHERE name = ?1")?;
                remove.execute([consumer])?;
            }
        }
        Ok(())
    }
}
