//! What events change of the notes.

use std::collections::BTreeMap;

use events::{Actor, Fact, OpenedEvent, PersonOid};
use rusqlite::{Connection, params};

use crate::ReadError;
use crate::people::fold::PeopleInBatch;
use crate::people::keys::PersonKey;

/// The last note about each person in a batch: when and by whom, or that it was taken back.
#[derive(Default)]
pub(crate) struct HandOverChanges(BTreeMap<PersonKey, Option<(i64, String)>>);

impl HandOverChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent, people: &PeopleInBatch<'_>) {
        let Fact::HandOverNoted(with) = &event.fact else { return };
        let oid: PersonOid = with.data.about.addressed;
        let who = match &event.recorded.envelope.meta.actor {
            Actor::Person(subject) => subject.clone(),
            _ => String::new(),
        };
        if let Some(key) = people.key(oid) {
            let note = (!with.data.taken_back).then(|| (event.recorded_at().millis(), who));
            self.0.insert(key, note);
        }
    }

    /// Writes them.
    pub fn write(&self, connection: &Connection) -> Result<(), ReadError> {
        for (person, note) in &self.0 {
            match note {
                Some((at, who)) => {
                    let mut write =
                        connection.prepare_cached("INSERT OR REPLACE INTO hand_overs VALUES (?1, ?2, ?3)")?;
                    write.execute(params![person, at, who])?;
                }
                None => {
                    connection.prepare_cached("DELETE FROM hand_overs WHERE person = ?1")?.execute([person])?;
                }
            }
        }
        Ok(())
    }
}
