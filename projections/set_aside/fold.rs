//! Which events are set aside, and the opening of a batch without them.

use std::sync::Arc;

use events::{Fact, Head, OpenedEvent, Position, Recorded};
use rusqlite::{Connection, params};
use store::{Store, StoreError};

use crate::ReadError;

/// An event that is set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Its position.
    pub position: Position,
    /// Why; nothing personal.
    pub why: String,
}

impl SetAside {
    /// Sets an event aside. That somebody must look is said once, here.
    pub(crate) fn new(position: Position, why: impl std::fmt::Display) -> SetAside {
        let why = why.to_string();
        tracing::error!(%position, %why, "ALARM: an event cannot be folded and is set aside; run `oppijaloki verify`");
        SetAside { position, why }
    }
}

/// The next events of the log, as far as they can be opened.
pub(crate) struct Batch {
    /// Those that can.
    pub events: Vec<OpenedEvent>,
    /// The others.
    pub aside: Vec<SetAside>,
    /// The last event of the batch.
    pub reached: Head,
}

impl Batch {
    /// The next events after a position, at most `limit`, the newest from memory; `None` at the end of the log. `opened`
    /// is told of each in order, before the next one is opened.
    pub fn next(
        store: &Store,
        after: Position,
        limit: usize,
        opened: impl FnMut(&OpenedEvent) -> Result<(), ReadError>,
    ) -> Result<Option<Batch>, ReadError> {
        let read = match store.node().log.after(after, limit) {
            Ok(recorded) => Read::whole(recorded),
            // One of them does not decode: each by itself.
            Err(error) if error.is_of_one_event() => Read::from_file(store, after, limit)?,
            Err(error) => return Err(error.into()),
        };
        read.open(store, opened)
    }

    /// The same, as they stand in the file.
    pub fn from_file(store: &Store, after: Position, limit: usize) -> Result<Option<Batch>, ReadError> {
        Read::from_file(store, after, limit)?.open(store, |_| Ok(()))
    }

    /// Two halves of it; itself where it has one event or none to fold.
    pub fn halves(mut self) -> Result<[Batch; 2], Batch> {
        if self.events.len() < 2 {
            return Err(self);
        }
        let later = self.events.split_off(self.events.len() / 2);
        let Some(middle) = self.events.last() else { return Err(self) };
        let reached = Head { position: middle.position(), chain: middle.recorded.chain };
        let (aside, later_aside) = self.aside.into_iter().partition(|event| event.position <= reached.position);
        let first = Batch { events: self.events, aside, reached };
        Ok([first, Batch { events: later, aside: later_aside, reached: self.reached }])
    }

    /// Without its events, which cannot be folded.
    pub fn set_aside(mut self, why: ReadError) -> Batch {
        let events = std::mem::take(&mut self.events);
        self.aside.extend(events.iter().map(|event| SetAside::new(event.position(), &why)));
        self
    }
}

/// Events of the log that decode, and those that do not.
#[derive(Default)]
struct Read {
    recorded: Vec<Arc<Recorded>>,
    aside: Vec<SetAside>,
    reached: Option<Head>,
}

impl Read {
    fn whole(recorded: Vec<Arc<Recorded>>) -> Read {
        let reached = recorded.last().map(|last| Head { position: last.position, chain: last.chain });
        Read { recorded, aside: Vec::new(), reached }
    }

    fn from_file(store: &Store, after: Position, limit: usize) -> Result<Read, StoreError> {
        let mut read = Read::default();
        store.node().log.scan_linked(after, limit, |stored| {
            read.reached = Some(Head { position: stored.position, chain: stored.chain });
            match store::local_log::read(&stored) {
                Ok(event) => read.recorded.push(Arc::new(event)),
                Err(error) => read.aside.push(SetAside::new(stored.position, error)),
            }
            Ok(())
        })?;
        Ok(read)
    }

    fn open(
        self,
        store: &Store,
        mut opened: impl FnMut(&OpenedEvent) -> Result<(), ReadError>,
    ) -> Result<Option<Batch>, ReadError> {
        let Read { recorded, mut aside, reached } = self;
        let Some(reached) = reached else { return Ok(None) };
        // In one question: on a node that only follows, none of the keys is in memory.
        store.vault().fetch_keys(&recorded.iter().map(|event| &event.envelope).collect::<Vec<_>>())?;
        let mut events = Vec::with_capacity(recorded.len());
        for event in recorded {
            let position = event.position;
            match store.open_event(event) {
                Ok(event) => {
                    opened(&event)?;
                    events.push(event);
                }
                Err(error) if error.is_of_one_event() => aside.push(SetAside::new(position, error)),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Some(Batch { events, aside, reached }))
    }
}

/// Writes those of a batch. One that a reversal names needs nobody's attention any more.
pub(crate) fn write(connection: &Connection, aside: &[SetAside], events: &[OpenedEvent]) -> Result<(), ReadError> {
    let mut write = connection.prepare_cached("INSERT OR REPLACE INTO set_aside VALUES (?1, ?2)")?;
    for event in aside {
        write.execute(params![event.position.0, event.why])?;
    }
    let mut settle = connection.prepare_cached("DELETE FROM set_aside WHERE position = ?1")?;
    for event in events {
        let Fact::Reversed(with) = &event.fact else { continue };
        for named in with.data.events.iter().filter(|named| **named < event.position()) {
            settle.execute([named.0])?;
        }
    }
    Ok(())
}
