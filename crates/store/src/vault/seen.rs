//! What the vault knows of its journal: the last event that it has seen to be durable there. By it a journal that was
//! restored from an older copy is recognised, and what an older vault may lack is looked for behind that event alone.

use events::{Handle, Head, Identifier, KeyId, Position};
use uuid::Uuid;

use super::rows::Hash;
use super::{BOUND_TO, Vault};
use crate::StoreError;

/// Keys or handles read at once.
const BATCH: usize = 5_000;

/// The last event of its journal that a vault has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The last event that was seen in the journal.
    pub head: Head,
    /// Up to this event an operator has accepted that keys and handles are lost.
    pub accepted: Position,
    /// So many destroyed keys that no erasure names were accepted.
    pub unexplained: u64,
}

impl Seen {
    /// Of a vault that has seen nothing.
    pub const NOTHING: Seen = Seen { head: Head::START, accepted: Position::START, unexplained: 0 };
}

impl Vault {
    /// What it has seen of its journal.
    pub fn seen(&self) -> Result<Seen, StoreError> {
        Ok(self.storage.seen()?.unwrap_or(Seen::NOTHING))
    }

    /// Does it belong to a journal already?
    pub fn is_bound(&self) -> Result<bool, StoreError> {
        Ok(self.storage.proofs()?.contains_key(BOUND_TO))
    }

    /// Notes what is seen now, if what it had seen is still `before`; tells whether it was.
    pub(crate) fn note_seen(&self, before: Head, now: Seen) -> Result<bool, StoreError> {
        self.storage.note_seen(before, now)
    }

    /// Every key that it calls destroyed.
    pub(crate) fn destroyed(&self) -> Result<Vec<KeyId>, StoreError> {
        let mut all = Vec::new();
        loop {
            let after = all.last().copied().unwrap_or(KeyId(Uuid::nil()));
            let some = self.storage.destroyed_after(after, BATCH)?;
            if some.is_empty() {
                return Ok(all);
            }
            all.extend(some);
        }
    }

    /// Those of the keys that it knows nothing of.
    pub(crate) fn unknown_keys(&self, wanted: &[KeyId]) -> Result<Vec<KeyId>, StoreError> {
        let known: std::collections::HashSet<KeyId> =
            self.storage.find_keys(wanted)?.into_iter().map(|(id, _)| id).collect();
        Ok(wanted.iter().copied().filter(|key| !known.contains(key)).collect())
    }

    /// Puts handles back that were lost; gives those that stand now, which may be others.
    pub(crate) fn put_back_handles(&self, lost: &[(Identifier, Handle)]) -> Result<Vec<Handle>, StoreError> {
        if lost.is_empty() {
            return Ok(Vec::new());
        }
        let lost = lost.iter().map(|(identifier, handle)| (self.hash(identifier), *handle)).collect();
        self.storage.add(lost, Vec::new())
    }

    /// Shows `look` every handle that there is.
    pub(crate) fn each_handle(&self, mut look: impl FnMut(Handle)) -> Result<(), StoreError> {
        let mut after: Hash = [0; 16];
        loop {
            let some = self.storage.handles_after(after, BATCH)?;
            let Some((last, _)) = some.last() else { return Ok(()) };
            after = *last;
            some.iter().for_each(|(_, handle)| look(*handle));
        }
    }
}
