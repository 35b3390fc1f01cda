//! A journal in memory: for tests, and the proof that nothing leans on the journal being a local file.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use events::{Head, Position};
use uuid::Uuid;

use super::{AppendError, EventBytes, Journal, JournalError, Stored, check_sizes, head_after};

/// A journal that lives as long as its last clone.
#[derive(Clone)]
pub struct MemoryJournal {
    identity: Uuid,
    events: Arc<Mutex<Vec<Stored>>>,
    append_limit: usize,
}

impl MemoryJournal {
    /// An empty journal with the given identity.
    pub fn new(identity: Uuid) -> MemoryJournal {
        MemoryJournal { identity, events: Arc::default(), append_limit: usize::MAX }
    }

    /// The same, but it takes only so much in one append.
    pub fn with_append_limit(self, append_limit: usize) -> MemoryJournal {
        MemoryJournal { append_limit, ..self }
    }

    fn events(&self) -> MutexGuard<'_, Vec<Stored>> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn head_of(events: &[Stored]) -> Head {
    events.last().map_or(Head::START, |last| Head { position: last.position, chain: last.chain })
}

#[async_trait]
impl Journal for MemoryJournal {
    async fn identity(&self) -> Result<Uuid, JournalError> {
        Ok(self.identity)
    }

    async fn head(&self) -> Result<Head, JournalError> {
        Ok(head_of(&self.events()))
    }

    async fn append(&self, after: Head, events: &[EventBytes]) -> Result<Head, AppendError> {
        check_sizes(events)?;
        let mut stored = self.events();
        if head_of(&stored) != after {
            let wanted = head_after(after, events);
            let there =
                stored.get(wanted.position.0.saturating_sub(1) as usize).is_some_and(|s| s.chain == wanted.chain);
            return if there { Ok(wanted) } else { Err(AppendError::HeadMoved) };
        }
        let mut head = after;
        for bytes in events {
            head = head.after(bytes);
            stored.push(Stored { position: head.position, chain: head.chain, bytes: bytes.clone() });
        }
        Ok(head)
    }

    fn append_limit(&self) -> usize {
        self.append_limit
    }

    async fn tail(&self, after: Position, limit: usize) -> Result<Vec<Stored>, JournalError> {
        Ok(self.events().iter().skip(after.0 as usize).take(limit).cloned().collect())
    }
}
