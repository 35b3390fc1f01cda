//! Events with their place in the log, sealed and opened.

use std::sync::Arc;

use crate::PersonOid;
use crate::catalogue::Fact;
use crate::envelope::Envelope;
use crate::ids::{Chain, KeyId, Position};
use crate::time::Instant;

/// An event with its place in the log; personal data still sealed.
#[derive(Clone)]
pub struct Recorded {
    /// Gap-free number.
    pub position: Position,
    /// Hash over the history up to here.
    pub chain: Chain,
    /// Length of the canonical bytes.
    pub size: usize,
    /// The event.
    pub envelope: Envelope,
}

/// An event with its facts, and its personal data as far as its key exists.
#[derive(Clone)]
pub struct OpenedEvent {
    /// As it stands in the log.
    pub recorded: Arc<Recorded>,
    /// What it says.
    pub fact: Fact,
}

impl OpenedEvent {
    /// The persons whose tags it carries.
    pub fn persons(&self) -> impl Iterator<Item = PersonOid> + '_ {
        self.recorded.envelope.persons()
    }

    /// Its position.
    pub fn position(&self) -> Position {
        self.recorded.position
    }

    /// When it was recorded.
    pub fn recorded_at(&self) -> Instant {
        self.recorded.envelope.meta.recorded
    }

    /// The key of its sealed part.
    pub fn key(&self) -> Option<KeyId> {
        self.recorded.envelope.sealed.first().map(|part| part.key)
    }
}
