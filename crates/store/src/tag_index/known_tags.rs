//! Which tags the index's file may have. Most tags that a decision asks about are new, and looking for what is not there
//! costs a page of the file each time: a Bloom filter in memory, ten bits a tag, answers for it.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use fastbloom::AtomicBloomFilter;

use crate::sqlite::Readers;
use crate::tag::TagKey;

/// How often a filter may say *perhaps* of a tag that is not there.
const FALSE_POSITIVES: f64 = 0.01;
/// Tags for which the first filter has room.
const FIRST_ROOM: usize = 1_000_000;
/// Tags read at once while the filter is filled from a file.
const SCANNED_AT_ONCE: usize = 10_000;

/// See the module. Tags are only ever added; a filter that is full gets a larger one beside it.
pub(super) struct KnownTags {
    filters: RwLock<Vec<AtomicBloomFilter>>,
    /// Tags for which the last filter still has room.
    room: Mutex<usize>,
    /// Everything in the file is known. Until then anything may be there.
    complete: AtomicBool,
}

impl KnownTags {
    /// Of a file that has so many tags; a thread reads them.
    pub fn of(path: &Path, tags: usize) -> Arc<KnownTags> {
        let room = FIRST_ROOM.max(2 * tags);
        let known = Arc::new(KnownTags {
            filters: RwLock::new(vec![filter(room)]),
            room: Mutex::new(room),
            complete: AtomicBool::new(tags == 0),
        });
        if tags > 0 {
            let (known, readers) = (Arc::downgrade(&known), Readers::new(path));
            std::thread::spawn(move || {
                let mut after = None;
                while let Some(known) = known.upgrade() {
                    match readers.with(|file| super::file::tags_after(file, after, SCANNED_AT_ONCE)) {
                        Ok(tags) if tags.is_empty() => return known.complete.store(true, Ordering::Release),
                        Ok(tags) => {
                            known.add(tags.iter());
                            after = tags.last().copied();
                        }
                        // Nothing is lost: the file itself is asked.
                        Err(error) => return tracing::warn!(%error, "the tags of the index cannot be read"),
                    }
                }
            });
        }
        known
    }

    /// May the file have this tag?
    pub fn may_have(&self, tag: TagKey) -> bool {
        if !self.complete.load(Ordering::Acquire) {
            return true;
        }
        let filters = self.filters.read().unwrap_or_else(PoisonError::into_inner);
        filters.iter().any(|filter| filter.contains(&tag.0))
    }

    /// Adds tags that are about to stand in the file.
    pub fn add<'t>(&self, tags: impl Iterator<Item = &'t TagKey>) {
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        for tag in tags {
            if *room == 0 {
                let mut filters = self.filters.write().unwrap_or_else(PoisonError::into_inner);
                *room = 2 * filters.iter().map(|filter| filter.num_bits()).sum::<usize>() / BITS_OF_A_TAG;
                filters.push(filter(*room));
            }
            let filters = self.filters.read().unwrap_or_else(PoisonError::into_inner);
            let known = filters.iter().any(|filter| filter.contains(&tag.0));
            if let (false, Some(last)) = (known, filters.last()) {
                last.insert(&tag.0);
                *room -= 1;
            }
        }
    }
}

/// About what the wanted rate of false positives takes.
const BITS_OF_A_TAG: usize = 10;

fn filter(room: usize) -> AtomicBloomFilter {
    AtomicBloomFilter::with_false_pos(FALSE_POSITIVES).expected_items(room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(n: usize) -> TagKey {
        let mut key = [0; 17];
        key[9..].copy_from_slice(&(n as u64).to_be_bytes());
        TagKey(key)
    }

    #[test]
    fn every_tag_is_known_and_few_others_beyond_the_room_of_the_first_filter_too() {
        let known = KnownTags::of(Path::new("/nowhere"), 0);
        let tags: Vec<TagKey> = (0..FIRST_ROOM + FIRST_ROOM / 2).map(tag).collect();
        known.add(tags.iter());
        assert!(tags.iter().all(|tag| known.may_have(*tag)));
        let others = (0..100_000).filter(|n| known.may_have(tag(usize::MAX - n))).count();
        assert!(others < 4_000, "{others}");
    }

    #[test]
    fn of_a_file_that_cannot_be_read_anything_may_be_there() {
        assert!(KnownTags::of(Path::new("/nowhere"), 1).may_have(tag(1)));
    }
}
