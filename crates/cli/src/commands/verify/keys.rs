//! Checks destroyed keys: an erasure in the log must name each. What the vault itself says of them is not trusted,
//! since anyone who can write there can mark any key as destroyed.

use std::collections::{HashMap, HashSet};

use events::{KeyId, Opened, OpenedEvent, Position};

use super::faults::{Fault, Faults};

/// Grows with the keys that were ever destroyed, not with the events.
#[derive(Default)]
pub struct Keys {
    /// Sealed parts that could be opened.
    pub opened: u64,
    /// Sealed parts whose key is destroyed.
    pub erased: u64,
    /// Keys that the log orders to be destroyed.
    named: HashSet<KeyId>,
    /// Keys that the vault calls destroyed, and the first event sealed with each.
    destroyed: HashMap<KeyId, Position>,
}

impl Keys {
    /// Looks at one more event.
    pub fn look_at(&mut self, event: &OpenedEvent, faults: &mut Faults) {
        self.named.extend(store::destroyed_by(&event.fact).0);
        let Some(key) = event.key() else { return };
        match event.fact.readability() {
            Opened::Known(()) => self.opened += 1,
            Opened::Erased => {
                self.erased += 1;
                self.destroyed.entry(key).or_insert(event.position());
            }
            Opened::KeyLost => faults.add(Fault::KeyLost, event.position(), format_args!("key {key}")),
        }
    }

    /// Every event was looked at: an erasure stands behind the events whose keys it destroys.
    pub fn finish(&self, faults: &mut Faults) {
        for (key, first) in self.destroyed.iter().filter(|(key, _)| !self.named.contains(key)) {
            faults.add(Fault::KeyDestroyed, *first, format_args!("key {key}"));
        }
    }
}
