//! The journal: one gap-free, totally ordered, hash-chained sequence of events, shared by all nodes.
//!
//! Its whole interface is [`Journal`]: nothing else is asked of an engine, so an engine is a few hundred lines. The same
//! contract suite (`tests/contract`) runs on every engine.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use events::{Chain, Head, Instant, Position};
use uuid::Uuid;

pub mod copy;
#[cfg(feature = "kurrentdb")]
pub mod kurrentdb;
pub mod memory;
pub mod postgres;
pub mod sqlite;

/// What an event costs in an append beside its bytes, at most, wherever an engine counts that.
pub const EVENT_OVERHEAD: usize = 128;

/// Canonical bytes of an event.
pub type EventBytes = Arc<[u8]>;

/// An event as a journal gives it back.
#[derive(Clone)]
pub struct Stored {
    /// Gap-free number, from 1.
    pub position: Position,
    /// Hash over the history up to and including this event.
    pub chain: Chain,
    /// Canonical bytes.
    pub bytes: EventBytes,
}

/// Why a journal could not be read.
#[derive(Debug, Clone, thiserror::Error)]
pub enum JournalError {
    /// It cannot be reached or written just now; nothing was lost.
    #[error("the journal is unavailable: {0}")]
    Unavailable(String),
    /// Its content is not what was appended.
    #[error("the journal is damaged: {0}")]
    Damaged(String),
    /// It cannot be used as it is set up; waiting does not help.
    #[error("the journal cannot be used: {0}")]
    Unusable(String),
}

/// Why events were not appended, or why that is not known.
#[derive(Debug, Clone, thiserror::Error)]
pub enum AppendError {
    /// The journal's last event is not the one named; nothing was appended. Catch up, check again, try again.
    #[error("another event came first")]
    HeadMoved,
    /// The answer was lost: the events may or may not stand in the journal. Send the same events at the same head again
    /// until a definite answer comes; never look, never decide again.
    #[error("the outcome of an append is unknown: {0}")]
    Unknown(String),
    /// Nothing was appended and nothing can be just now.
    #[error("the journal cannot be written: {0}")]
    Unavailable(String),
    /// An event or the batch breaks the limits that hold on every engine.
    #[error("an event of {0} bytes is larger than a journal takes")]
    TooLarge(usize),
}

/// One engine. Head, append and tail are the whole of what correctness needs; news and lease only save time.
#[async_trait]
pub trait Journal: Send + Sync {
    /// Which journal this is: drawn once when it was created. A local log belongs to one journal.
    async fn identity(&self) -> Result<Uuid, JournalError>;

    /// The last event.
    async fn head(&self) -> Result<Head, JournalError>;

    /// Appends `events` behind `after`, all or none, durably; gives the new head. Succeeds only if the journal's last
    /// event *is* `after`. Sending the same events at the same head again after they were appended is answered with
    /// the same new head, so that a lost answer can be asked for again.
    async fn append(&self, after: Head, events: &[EventBytes]) -> Result<Head, AppendError>;

    /// At most `limit` events after a position, in order. Fewer only at the end.
    async fn tail(&self, after: Position, limit: usize) -> Result<Vec<Stored>, JournalError>;

    /// How much one append takes: bytes of events, and [`EVENT_OVERHEAD`] for each. The largest command always fits.
    fn append_limit(&self) -> usize {
        usize::MAX
    }

    /// Can it be written again, after an append was refused? A file of this node's own is tried; of an engine elsewhere
    /// the next append tells.
    async fn can_be_written(&self) -> bool {
        false
    }

    /// Returns when something may have been appended: a hint, which may come for nothing or not at all. Anyone who needs to
    /// know asks for the tail.
    async fn news(&self) {
        std::future::pending().await
    }

    /// What time it is by the engine's own clock, where it has one that all nodes share. A node whose clock is ahead of it
    /// writes nothing.
    async fn time(&self) -> Result<Option<Instant>, JournalError> {
        Ok(None)
    }

    /// Takes or keeps the lease of this name for a time; `false` while another holder has it. It spares nodes from doing
    /// the same work at once; correctness never rests on it. A journal of one process has nobody to share with.
    async fn lease(&self, _name: &str, _holder: Uuid, _time: Duration) -> Result<bool, JournalError> {
        Ok(true)
    }
}

/// The head after appending all of `events`.
pub fn head_after(after: Head, events: &[EventBytes]) -> Head {
    events.iter().fold(after, |head, bytes| head.after(bytes))
}

/// Refuses events that some engine could not take.
pub(crate) fn check_sizes(events: &[EventBytes]) -> Result<(), AppendError> {
    match events.iter().map(|bytes| bytes.len()).find(|len| *len > events::envelope::EVENT_SIZE_LIMIT) {
        Some(len) => Err(AppendError::TooLarge(len)),
        None => Ok(()),
    }
}
