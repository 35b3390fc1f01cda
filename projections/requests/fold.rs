//! What events change of requests: they are opened, and they end.

use domain::request::{End, READS, ended_by, number};
use events::catalogue::RequestOpened;
use events::{Actor, Fact, OpenedEvent, Position};
use rusqlite::{Connection, params};

use crate::ReadError;
use crate::people::fold::PeopleInBatch;
use crate::people::keys::PersonKey;

/// The events of a batch by which a request may be opened or end, in order, each with the persons whom it is about.
#[derive(Default)]
pub(crate) struct RequestChanges<'a>(Vec<(&'a OpenedEvent, Vec<PersonKey>)>);

impl<'a> RequestChanges<'a> {
    /// Folds one event.
    pub fn apply(&mut self, event: &'a OpenedEvent, people: &PeopleInBatch<'_>) {
        if READS.has(event.fact.kind()) {
            self.0.push((event, event.persons().filter_map(|oid| people.key(oid)).collect()));
        }
    }

    /// Writes them.
    pub fn write(self, connection: &Connection) -> Result<(), ReadError> {
        // Most batches open nothing, and mostly nothing is open: then nobody is looked up.
        let mut any = is_any_open(connection)?;
        for (event, people) in self.0 {
            match &event.fact {
                Fact::RequestOpened(with) => {
                    open(connection, event, &with.data, &people)?;
                    any = true;
                }
                _ if any => end(connection, event, &people)?,
                _ => {}
            }
        }
        Ok(())
    }
}

fn is_any_open(connection: &Connection) -> Result<bool, ReadError> {
    let mut find = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM requests WHERE ended IS NULL)")?;
    Ok(find.query_row([], |row| row.get(0))?)
}

/// The person stands first among the tags, and the other of two behind them.
fn open(
    connection: &Connection,
    event: &OpenedEvent,
    asked: &RequestOpened,
    people: &[PersonKey],
) -> Result<(), ReadError> {
    let Some(person) = people.first() else { return Ok(()) };
    let who = match &event.recorded.envelope.meta.actor {
        Actor::Person(subject) | Actor::Service(subject) => subject.as_str(),
        Actor::Registry | Actor::Operator => "",
    };
    // Writing CBOR to a vector cannot fail.
    let bytes = minicbor::to_vec(asked).unwrap_or_default();
    let at = event.position();
    let mut write =
        connection.prepare_cached("INSERT OR REPLACE INTO requests VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL, NULL)")?;
    write.execute(params![at.0, number(at, asked).0, person, people.get(1), who, bytes])?;
    Ok(())
}

fn end(connection: &Connection, event: &OpenedEvent, people: &[PersonKey]) -> Result<(), ReadError> {
    let mut find =
        connection.prepare_cached("SELECT opened, number, asked FROM requests WHERE person = ?1 AND ended IS NULL")?;
    let mut write = connection.prepare_cached("UPDATE requests SET ended = ?2, outcome = ?3 WHERE opened = ?1")?;
    for person in people {
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, Position(row.get(1)?), row.get(2)?));
        let open: Vec<(u64, Position, Vec<u8>)> = find.query_map([person], read)?.collect::<Result<_, _>>()?;
        for (opened, number, asked) in open {
            let asked = minicbor::decode(&asked).map_err(|_| ReadError::Damaged("requests.asked"))?;
            match ended_by(number, &asked, &event.fact, event.position()) {
                Some(End::Decided(outcome, at)) => write.execute(params![opened, at.0, outcome.number()])?,
                Some(End::Happened(at)) => write.execute(params![opened, at.0, None::<u32>])?,
                None => 0,
            };
        }
    }
    Ok(())
}
