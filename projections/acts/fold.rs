//! What events add to the acts of officials.

use events::codes::Channel;
use events::{Actor, Fact, OpenedEvent, Position};
use rusqlite::{Connection, params};

use crate::ReadError;
use crate::people::fold::PeopleInBatch;
use crate::people::keys::PersonKey;

/// The acts of a batch, in order.
#[derive(Default)]
pub(crate) struct ActChanges(Vec<Act>);

struct Act {
    position: Position,
    who: String,
    at: i64,
    kind: &'static str,
    person: Option<PersonKey>,
    /// Positions that it takes back.
    reverses: Vec<Position>,
}

impl ActChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent, people: &PeopleInBatch<'_>) {
        let envelope = &event.recorded.envelope;
        let who = match &envelope.meta.actor {
            Actor::Person(subject) if envelope.meta.channel == Channel::Staff => subject.as_str(),
            _ => "",
        };
        let reverses = match &event.fact {
            Fact::Reversed(with) => with.data.events.clone(),
            _ => Vec::new(),
        };
        if who.is_empty() && reverses.is_empty() {
            return;
        }
        let first = envelope.persons().next();
        self.0.push(Act {
            position: event.position(),
            who: who.to_owned(),
            at: event.recorded_at().millis(),
            kind: event.fact.event_type(),
            person: first.and_then(|oid| people.key(oid)),
            reverses,
        });
    }

    /// Writes them.
    pub fn write(&self, connection: &Connection) -> Result<(), ReadError> {
        for act in &self.0 {
            let mut add = connection.prepare_cached("INSERT OR REPLACE INTO acts VALUES (?1, ?2, ?3, ?4, ?5, NULL)")?;
            add.execute(params![act.position.0, act.who, act.at, act.kind, act.person])?;
            for named in &act.reverses {
                let mut mark = connection.prepare_cached("UPDATE acts SET reversed_by = ?1 WHERE position = ?2")?;
                mark.execute(params![act.position.0, named.0])?;
            }
        }
        Ok(())
    }
}
