//! Every event, looked at once and in order.
//!
//! What is kept meanwhile does not grow with the log, but for the keys that were destroyed, who holds which identifier
//! (about 60 bytes for each in use), and the fresh index's filters (10 bits for each tag and command). Whether a command
//! was there before is asked of that index.

use std::collections::BTreeSet;
use std::sync::Arc;

use events::{FIRST_USES, Fact, Opened, OpenedEvent, Opening, PersonOid, Position, Recorded, first_use};
use projections::ReadError;
use projections::people::history::person_at;
use store::journal::Stored;
use store::local_log::read;
use store::tag_index::TagIndex;
use store::{Store, StoreError};

use super::Failure;
use super::claims::Claims;
use super::faults::{Fault, Faults};
use super::form::{self, Order};
use super::keys::Keys;
use super::links::Links;
use super::rows::Rows;

/// What was seen while the log was read.
pub struct EventsSeen<'a> {
    store: &'a Store,
    /// Made from these events alone.
    index: &'a TagIndex,
    events: u64,
    faults: Faults,
    order: Order,
    keys: Keys,
    claims: Claims,
    links: Links,
    rows: Rows,
    /// OIDs that were issued more than once.
    shared: BTreeSet<PersonOid>,
}

impl<'a> EventsSeen<'a> {
    /// Of none yet; `index` is empty and takes in each event.
    pub fn new(store: &'a Store, index: &'a TagIndex) -> EventsSeen<'a> {
        let (faults, order) = (Faults::default(), Order::default());
        let (keys, claims, links, rows) = (Keys::default(), Claims::default(), Links::default(), Rows::default());
        let shared = BTreeSet::new();
        EventsSeen { store, index, events: 0, faults, order, keys, claims, links, rows, shared }
    }

    /// How many were looked at.
    pub fn events(&self) -> u64 {
        self.events
    }

    /// Looks at the next events, whose chain holds.
    pub fn look_at(&mut self, batch: &[Stored]) -> Result<(), Failure> {
        let mut readable: Vec<(&Stored, Arc<Recorded>)> = Vec::with_capacity(batch.len());
        for stored in batch {
            self.events += 1;
            match read(stored) {
                Ok(recorded) => readable.push((stored, Arc::new(recorded))),
                Err(error) => self.faults.add(Fault::Unreadable, stored.position, error),
            }
        }
        self.look_at_readable(readable).map_err(|error| Failure(error.to_string()))
    }

    fn look_at_readable(&mut self, events: Vec<(&Stored, Arc<Recorded>)>) -> Result<(), StoreError> {
        self.store.vault().fetch_keys(&events.iter().map(|(_, event)| &event.envelope).collect::<Vec<_>>())?;
        for (stored, recorded) in events {
            form::look_at_envelope(stored, &recorded.envelope, &mut self.faults);
            self.order.look_at(&recorded, self.index, &mut self.faults)?;
            self.look_at_first_use(&recorded)?;
            self.index.absorb(std::slice::from_ref(&recorded));
            match self.open(&recorded) {
                Ok(fact) => {
                    let event = OpenedEvent { recorded, fact };
                    self.keys.look_at(&event, &mut self.faults);
                    let now = |oid| person_at(self.store, oid, event.position()).map_err(in_store);
                    self.claims.look_at(&event, &mut self.faults, &now)?;
                    self.links.look_at(&event, &mut self.faults, &now)?;
                    self.rows.look_at(&event, &mut self.faults);
                }
                // Of the event this says nothing.
                Err(error @ (StoreError::Unavailable(_) | StoreError::WrongSecrets(_))) => return Err(error),
                Err(error) => self.faults.add(Fault::Unreadable, stored.position, error),
            }
        }
        self.claims.find(self.store.vault(), &mut self.faults)
    }

    /// Is the id that an event takes into use really new? Asked of the index before the event is in it.
    fn look_at_first_use(&mut self, event: &Recorded) -> Result<(), StoreError> {
        let envelope = &event.envelope;
        let Some(tag) = first_use(&envelope.event_type, &envelope.tags) else { return Ok(()) };
        if self.index.find(tag.into(), FIRST_USES, event.position)?.is_empty() {
            return Ok(());
        }
        match tag.person() {
            Some(oid) => drop(self.shared.insert(oid)),
            None => self.faults.add(Fault::UsedTwice, event.position, &envelope.event_type),
        }
        Ok(())
    }

    /// Every event was looked at: whose OID is somebody else's too, who was not given another one since?
    fn look_at_shared(&mut self) -> Result<(), StoreError> {
        for oid in std::mem::take(&mut self.shared) {
            let person = person_at(self.store, oid, Position(self.events)).map_err(in_store)?;
            for other in person.iter().flat_map(|person| &person.others).filter(|other| other.has_now.is_none()) {
                self.faults.add(Fault::UsedTwice, other.registered, oid);
            }
        }
        Ok(())
    }

    fn open(&mut self, event: &Recorded) -> Result<Fact, StoreError> {
        let sealed = self.store.vault().open_sealed(&event.envelope)?;
        let opening = sealed.as_ref().map(|sealed| match sealed {
            Opened::Known(plain) => Opening::Plain(plain),
            Opened::Erased => Opening::Erased,
            Opened::KeyLost => Opening::KeyLost,
        });
        let envelope = &event.envelope;
        let fact = Fact::decode(&envelope.event_type, envelope.version, &envelope.data, opening)?;
        let plain = sealed.as_ref().and_then(Opened::known).map(|plain| plain.as_slice());
        form::look_at_fact(event.position, envelope, plain, &fact, &mut self.faults);
        Ok(fact)
    }

    /// Says what was proven of all of them, and fails with everything that was not.
    pub fn report(mut self, say: &mut dyn FnMut(&str)) -> Result<(), Failure> {
        self.look_at_shared().map_err(|error| Failure(error.to_string()))?;
        self.keys.finish(&mut self.faults);
        let EventsSeen { events, faults, order, keys, claims, links, rows, .. } = self;
        let proven: [(&[Fault], String); 6] = [
            (
                &[Fault::Unreadable, Fault::NotAsWritten, Fault::Tags, Fault::Subject],
                format!(
                    "events     {events} decode and are, byte for byte, what a writer writes; {} sealed parts open",
                    keys.opened
                ),
            ),
            (
                &[Fault::Unreadable, Fault::Id, Fault::Command, Fault::Recorded, Fault::UsedTwice],
                format!(
                    "commands   {}, each once and in one piece; every event's id follows from its command, no event was \
                     recorded before another one, and every OID is one person's",
                    order.commands
                ),
            ),
            (
                &[Fault::Unreadable, Fault::KeyLost, Fault::KeyDestroyed],
                format!(
                    "keys       none is missing; {} sealed parts are erased, each by an erasure or expiry in the log",
                    keys.erased
                ),
            ),
            (
                &[Fault::Unreadable, Fault::Unfindable, Fault::Doubled],
                format!(
                    "claims     {} identifiers are found by the vault's handles, and {} in use have one holder each",
                    claims.found,
                    claims.in_use()
                ),
            ),
            (
                &[Fault::Unreadable, Fault::LinkedTwice, Fault::Circle, Fault::NobodyThere],
                format!(
                    "links      {} records are members of one other each, none closes a circle, and every number answers",
                    links.members()
                ),
            ),
            (
                &[Fault::Unreadable, Fault::RowTwice, Fault::RowWithoutState],
                format!("rows       {} rows of imports have one state each", rows.stated),
            ),
        ];
        proven.iter().filter(|(kinds, _)| faults.none_of(kinds)).for_each(|(_, line)| say(line));
        faults.failure().map_or(Ok(()), Err)
    }
}

fn in_store(error: ReadError) -> StoreError {
    match error {
        ReadError::Log(error) => error,
        other => StoreError::Unavailable(other.to_string()),
    }
}
