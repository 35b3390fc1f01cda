//! Which keys a table may have. Most keys that a decision asks about are new, and looking for what is not there costs a
//! page of the file each time: a Bloom filter in memory, ten bits a key, answers for it.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use fastbloom::AtomicBloomFilter;
use rusqlite::params;

use crate::priority::yield_to_answers;
use crate::sqlite::Readers;

/// How often a filter may say *perhaps* of a key that is not there.
const FALSE_POSITIVES: f64 = 0.01;
/// Keys for which the first filter has room.
const FIRST_ROOM: usize = 1_000_000;
/// Keys read at once while the filter is filled from a file.
const SCANNED_AT_ONCE: usize = 10_000;
/// Keys of a file added at once.
const ADDED_AT_ONCE: usize = 100;

/// A growing Bloom filter of keys. Keys are only ever added; a filter that is full gets one beside it that is as large as
/// all together.
pub struct KeyFilter {
    filters: RwLock<Vec<AtomicBloomFilter>>,
    /// Keys for which the last filter still has room.
    room: Mutex<usize>,
    /// Everything in the file is known. Until then anything may be there.
    complete: AtomicBool,
}

impl KeyFilter {
    /// Of a table that has about so many keys; a thread reads them. `page` gives the keys behind `?1`, in order, at most
    /// `?2`.
    pub fn of(path: &Path, keys: usize, page: &'static str) -> Arc<KeyFilter> {
        let room = FIRST_ROOM + keys;
        let known = Arc::new(KeyFilter {
            filters: RwLock::new(vec![filter(room)]),
            room: Mutex::new(room),
            complete: AtomicBool::new(keys == 0),
        });
        if keys > 0 {
            let (known, readers) = (Arc::downgrade(&known), Readers::new(path));
            std::thread::spawn(move || {
                yield_to_answers();
                let mut after: Vec<u8> = Vec::new();
                while let Some(known) = known.upgrade() {
                    let keys = readers.with(|file| {
                        let mut keys = file.prepare_cached(page)?;
                        keys.query_map(params![after, SCANNED_AT_ONCE], |row| row.get(0))?
                            .collect::<rusqlite::Result<Vec<Vec<u8>>>>()
                    });
                    match keys {
                        Ok(keys) if keys.is_empty() => return known.complete.store(true, Ordering::Release),
                        Ok(keys) => {
                            // Whoever adds a key meanwhile waits for no more than a few.
                            keys.chunks(ADDED_AT_ONCE).for_each(|some| known.add(some.iter()));
                            after = keys.into_iter().next_back().unwrap_or(after);
                        }
                        // Nothing is lost: the file itself is asked.
                        Err(error) => return tracing::warn!(%error, "the keys of a file cannot be read"),
                    }
                }
            });
        }
        known
    }

    /// May the table have this key?
    pub fn may_have(&self, key: impl AsRef<[u8]>) -> bool {
        if !self.complete.load(Ordering::Acquire) {
            return true;
        }
        has(&self.filters.read().unwrap_or_else(PoisonError::into_inner), key.as_ref()).0
    }

    /// Adds keys that are about to stand in the table.
    pub fn add(&self, keys: impl Iterator<Item = impl AsRef<[u8]>>) {
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys {
            if *room == 0 {
                let mut filters = self.filters.write().unwrap_or_else(PoisonError::into_inner);
                *room = filters.iter().map(|filter| filter.num_bits()).sum::<usize>() / BITS_OF_A_KEY;
                filters.push(filter(*room));
            }
            let filters = self.filters.read().unwrap_or_else(PoisonError::into_inner);
            let (known, hash) = has(&filters, key.as_ref());
            if let (false, Some(last)) = (known, filters.last()) {
                last.insert_hash(hash);
                *room -= 1;
            }
        }
    }
}

/// About what the wanted rate of false positives takes.
const BITS_OF_A_KEY: usize = 10;

/// All filters hash alike, so that a key is hashed once for all of them. Keys are hashes or random numbers already: nobody
/// chooses them.
const SEED: u128 = 0;

fn filter(room: usize) -> AtomicBloomFilter {
    AtomicBloomFilter::with_false_pos(FALSE_POSITIVES).seed(&SEED).expected_items(room)
}

/// May one of the filters have this key? And its hash.
fn has(filters: &[AtomicBloomFilter], key: &[u8]) -> (bool, u64) {
    let Some(first) = filters.first() else { return (false, 0) };
    let hash = first.source_hash(key);
    (filters.iter().any(|filter| filter.contains_hash(hash)), hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: usize) -> [u8; 8] {
        (n as u64).to_be_bytes()
    }

    #[test]
    fn every_key_is_known_and_few_others_beyond_the_room_of_the_first_filter_too() {
        let known = KeyFilter::of(Path::new("/nowhere"), 0, "");
        let keys: Vec<[u8; 8]> = (0..FIRST_ROOM + FIRST_ROOM / 2).map(key).collect();
        known.add(keys.iter());
        assert!(keys.iter().all(|key| known.may_have(key)));
        let others = (0..100_000).filter(|n| known.may_have(key(usize::MAX - n))).count();
        assert!(others < 4_000, "{others}");
    }

    #[test]
    fn of_a_file_that_cannot_be_read_anything_may_be_there() {
        assert!(KeyFilter::of(Path::new("/nowhere"), 1, "").may_have(key(1)));
    }
}
