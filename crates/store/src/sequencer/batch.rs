//! A batch in the making: what is accepted, as if it stood in the journal already.

use std::collections::HashMap;
use std::sync::Arc;

use events::{CommandId, Envelope, Head, Instant, KindSet, Recorded, kind_number};

use super::size::size_at_most;
use super::{Guard, Lane, Outcome, Unit};
use crate::journal::{EVENT_OVERHEAD, EventBytes, Stored};
use crate::tag::{TagKey, keys_of};

/// A batch in the making: what has been accepted so far, as if it stood in the journal already.
pub(super) struct Batch {
    pub head: Head,
    recorded_at: Instant,
    room: Room,
    pub stored: Vec<Stored>,
    pub recorded: Vec<Arc<Recorded>>,
    tags: HashMap<TagKey, KindSet>,
    /// What became of each command in it.
    pub commands: HashMap<CommandId, Outcome>,
}

/// What a batch may still take.
pub(super) struct Room {
    /// In bytes: what the engine takes at once.
    pub bytes: usize,
    /// Events of imports and reactors.
    pub bulk: usize,
}

impl Batch {
    pub fn new(head: Head, recorded_at: Instant, room: Room) -> Batch {
        let (stored, recorded) = (Vec::new(), Vec::new());
        Batch { head, recorded_at, room, stored, recorded, tags: HashMap::new(), commands: HashMap::new() }
    }

    /// Sets room aside for a unit. The first one always has some: every engine takes the largest command.
    pub fn make_room(&mut self, unit: &Unit, lane: Lane) -> bool {
        let bytes: usize = unit.events.iter().map(|event| size_at_most(event) + EVENT_OVERHEAD).sum();
        let bulk = if lane == Lane::Bulk { unit.events.len() } else { 0 };
        let fits = (bytes <= self.room.bytes && bulk <= self.room.bulk) || self.stored.is_empty();
        if fits {
            self.room.bytes = self.room.bytes.saturating_sub(bytes);
            self.room.bulk = self.room.bulk.saturating_sub(bulk);
        }
        fits
    }

    /// Adds an event.
    pub fn push(&mut self, mut envelope: Envelope) {
        envelope.meta.recorded = self.recorded_at;
        let bytes: EventBytes = envelope.to_bytes().into();
        self.head = self.head.after(&bytes);
        let Head { position, chain } = self.head;
        let event_type = kind_number(&envelope.event_type);
        for key in keys_of(&envelope) {
            self.tags.entry(key).or_default().insert(event_type);
        }
        self.recorded.push(Arc::new(Recorded { position, chain, size: bytes.len(), envelope }));
        self.stored.push(Stored { position, chain, bytes });
    }

    /// Would something in it contradict a decision?
    pub fn contains(&self, guard: &Guard) -> bool {
        self.tags.get(&guard.tag).is_some_and(|types| types.intersects(guard.types))
    }
}
