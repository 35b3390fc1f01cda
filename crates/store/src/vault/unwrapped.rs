//! Unwrapped keys in memory. What is used stays, what is not goes: when the newer half is full it becomes the older one,
//! and whatever was in the older one is forgotten.

use std::collections::HashMap;

use events::KeyId;
use zeroize::Zeroizing;

/// How many are kept at most, in each half.
const HALF: usize = 50_000;

/// What is remembered of a key.
#[derive(Clone)]
pub(super) enum Slot {
    Key(Zeroizing<[u8; 32]>),
    Destroyed,
}

/// Unwrapped keys, kept in memory.
#[derive(Default)]
pub(super) struct Unwrapped {
    newer: HashMap<KeyId, Slot>,
    older: HashMap<KeyId, Slot>,
}

impl Unwrapped {
    /// What is remembered of a key; it is kept for longer.
    pub fn get(&mut self, id: KeyId) -> Option<Slot> {
        if let Some(slot) = self.newer.get(&id) {
            return Some(slot.clone());
        }
        let slot = self.older.remove(&id)?;
        self.insert(id, slot.clone());
        Some(slot)
    }

    /// Remembers a key. One that was destroyed stays so: anyone who read it just before must not bring it back.
    pub fn remember(&mut self, id: KeyId, slot: Slot) {
        if matches!(self.get(id), Some(Slot::Destroyed)) {
            return;
        }
        self.insert(id, slot);
    }

    fn insert(&mut self, id: KeyId, slot: Slot) {
        if self.newer.len() >= HALF && !self.newer.contains_key(&id) {
            self.older = std::mem::take(&mut self.newer);
        }
        self.newer.insert(id, slot);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(n: usize) -> KeyId {
        KeyId(Uuid::from_u128(n as u128))
    }

    fn key() -> Slot {
        Slot::Key(Zeroizing::new([7; 32]))
    }

    #[test]
    fn a_key_in_use_outlives_many_that_are_not() {
        let mut unwrapped = Unwrapped::default();
        unwrapped.remember(id(0), key());
        for n in 1..10 * HALF {
            unwrapped.remember(id(n), key());
            if n % 1_000 == 0 {
                assert!(unwrapped.get(id(0)).is_some());
            }
        }
        assert!(unwrapped.get(id(1)).is_none());
        assert!(unwrapped.newer.len() + unwrapped.older.len() <= 2 * HALF);
    }

    #[test]
    fn a_destroyed_key_is_not_brought_back_by_whoever_still_had_it() {
        let mut unwrapped = Unwrapped::default();
        unwrapped.remember(id(0), key());
        unwrapped.remember(id(0), Slot::Destroyed);
        (1..=HALF).for_each(|n| unwrapped.remember(id(n), key()));
        unwrapped.remember(id(0), key());
        assert!(matches!(unwrapped.get(id(0)), Some(Slot::Destroyed)));
    }
}
