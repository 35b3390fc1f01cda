//! Entries in memory, before they are written in order.

use std::cmp::Ordering;
use std::ops::Range;

use super::piece::kept;
use crate::ReadError;
use crate::people::keys::PersonKey;

/// Keys and who has them, in any order until they are drained. The bytes of all keys stand one behind the other, so that
/// millions of entries are few allocations.
#[derive(Default)]
pub(crate) struct Entries {
    keys: Vec<u8>,
    entries: Vec<Kept>,
    /// They are in order already.
    ordered: bool,
}

struct Kept {
    /// The first bytes of the key, which decide nearly always.
    beginning: u64,
    at: Range<u32>,
    person: PersonKey,
}

/// The first bytes of a key, as a number that is in the order of keys.
pub(super) fn beginning(key: &[u8]) -> u64 {
    match key.first_chunk() {
        Some(first) => u64::from_be_bytes(*first),
        None => key.iter().enumerate().fold(0, |number, (at, byte)| number | u64::from(*byte) << (56 - 8 * at)),
    }
}

impl Entries {
    /// Adds an entry.
    pub fn add(&mut self, key: &[u8], person: PersonKey) {
        self.ordered = false;
        let (at, key) = (self.keys.len() as u32, kept(key));
        self.keys.extend(key);
        self.entries.push(Kept { beginning: beginning(key), at: at..self.keys.len() as u32, person });
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The same entries, in the order of keys and people.
    pub fn in_order(self) -> Entries {
        let Entries { keys, mut entries, .. } = self;
        let key = |entry: &Kept| &keys[entry.at.start as usize..entry.at.end as usize];
        entries.sort_unstable_by(|one, other| match one.beginning.cmp(&other.beginning) {
            Ordering::Equal => key(one).cmp(key(other)).then(one.person.cmp(&other.person)),
            order => order,
        });
        Entries { keys, entries, ordered: true }
    }

    /// Tells of each entry, in the order of keys and people, and forgets all.
    pub fn drain_in_order(
        &mut self,
        mut each: impl FnMut(&[u8], PersonKey) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let taken = std::mem::take(self);
        let Entries { keys, entries, .. } = if taken.ordered { taken } else { taken.in_order() };
        let key = |entry: &Kept| &keys[entry.at.start as usize..entry.at.end as usize];
        entries.iter().try_for_each(|entry| each(key(entry), entry.person))
    }
}
