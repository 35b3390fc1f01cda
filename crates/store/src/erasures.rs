//! What erasures and expiries in the log say is destroyed. The vault's own word for it counts for nothing: anyone who can
//! write there can call any key destroyed.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};

use events::{Envelope, EventKind, Fact, Handle, KeyId, KindSet, Position, Recorded};

use crate::StoreError;
use crate::local_log::LocalLog;
use crate::tag::{ERASURES, TagKey};
use crate::tag_index::TagIndex;

/// Events read at once.
const BATCH: usize = 5_000;
/// Of two looks at the journal that ended, the second one began after the first had ended.
const LOOKS: u64 = 2;

/// What one event destroys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Erasure {
    pub keys: Vec<KeyId>,
    pub handles: Vec<Handle>,
}

/// What the log says of destroyed keys and handles.
pub(crate) struct Erasures {
    named: RwLock<Named>,
    /// Another process destroys keys as soon as its erasure stands in the journal, before this one may have seen it.
    shared: bool,
    /// How often this node has taken in all that the journal held.
    looks: AtomicU64,
    /// Destroyed keys that nothing named, with the looks there had been by then.
    doubtful: Mutex<HashMap<KeyId, u64>>,
}

#[derive(Default)]
struct Named {
    keys: HashSet<KeyId>,
    handles: HashSet<Handle>,
}

/// Why a key is destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Destroyed {
    /// An erasure in the log names it, or may be on its way here.
    Erased,
    /// Nothing in the log does.
    Unexplained,
}

impl Erasures {
    /// Of a log, as its index finds them. With a journal that nodes share, others destroy too.
    pub fn of(log: &LocalLog, index: &TagIndex) -> Result<Erasures, StoreError> {
        let erasures = Erasures {
            named: RwLock::default(),
            shared: log.is_shared(),
            looks: AtomicU64::new(0),
            doubtful: Mutex::default(),
        };
        each(log, index, |erasure| {
            erasures.add(erasure);
            Ok(())
        })?;
        Ok(erasures)
    }

    /// Takes in new events of the log.
    pub fn absorb(&self, events: &[impl AsRef<Recorded>]) {
        events.iter().filter_map(|event| erasure(&event.as_ref().envelope)).for_each(|erasure| self.add(erasure));
    }

    fn add(&self, erasure: Erasure) {
        let mut named = self.named.write().unwrap_or_else(PoisonError::into_inner);
        named.keys.extend(erasure.keys);
        named.handles.extend(erasure.handles);
    }

    /// This node has taken in all that the journal held when it began to look.
    pub fn looked(&self) {
        self.looks.fetch_add(1, Ordering::AcqRel);
    }

    /// Why is a key destroyed that the vault calls so?
    pub fn why_destroyed(&self, key: KeyId) -> Destroyed {
        if self.names(key) {
            return Destroyed::Erased;
        }
        if !self.shared {
            return Destroyed::Unexplained;
        }
        let looks = self.looks.load(Ordering::Acquire);
        let mut doubtful = self.doubtful.lock().unwrap_or_else(PoisonError::into_inner);
        let first = *doubtful.entry(key).or_insert(looks);
        if looks >= first + LOOKS { Destroyed::Unexplained } else { Destroyed::Erased }
    }

    /// Of keys that were destroyed before this log was brought up to the journal: those that nothing names.
    pub fn unexplained(&self, destroyed: &[KeyId]) -> u64 {
        let unexplained: Vec<KeyId> = destroyed.iter().copied().filter(|key| !self.names(*key)).collect();
        // No look is awaited for these.
        self.looks.fetch_max(LOOKS, Ordering::AcqRel);
        let mut doubtful = self.doubtful.lock().unwrap_or_else(PoisonError::into_inner);
        doubtful.extend(unexplained.iter().map(|key| (*key, 0)));
        unexplained.len() as u64
    }

    /// Does an erasure in the log name this key?
    pub fn names(&self, key: KeyId) -> bool {
        self.named.read().unwrap_or_else(PoisonError::into_inner).keys.contains(&key)
    }

    /// Does an erasure in the log name this handle?
    pub fn names_handle(&self, handle: Handle) -> bool {
        self.named.read().unwrap_or_else(PoisonError::into_inner).handles.contains(&handle)
    }
}

/// Shows `take` every erasure in a log, in order.
pub(crate) fn each(
    log: &LocalLog,
    index: &TagIndex,
    mut take: impl FnMut(Erasure) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let found = index.find(TagKey::erasures(), KindSet::ALL, index.head())?;
    let positions: Vec<Position> = found.into_iter().map(|posting| posting.position).collect();
    for some in positions.chunks(BATCH) {
        for event in log.at(some)? {
            erasure(&event.envelope).map_or(Ok(()), &mut take)?;
        }
    }
    Ok(())
}

/// Does an event destroy anything?
pub(crate) fn erases(envelope: &Envelope) -> bool {
    erasure(envelope).is_some()
}

/// What an event destroys; `None` when nothing. It says so in clear.
fn erasure(envelope: &Envelope) -> Option<Erasure> {
    let kind = EventKind::named(&envelope.event_type)?;
    if !ERASURES.has(kind) {
        return None;
    }
    let fact = Fact::decode(&envelope.event_type, envelope.version, &envelope.data, None).ok()?;
    let (keys, handles) = destroyed_by(&fact);
    (!keys.is_empty() || !handles.is_empty()).then_some(Erasure { keys, handles })
}

/// The keys and handles that an event says are destroyed; nothing else destroys any.
pub fn destroyed_by(fact: &Fact) -> (Vec<KeyId>, Vec<Handle>) {
    match fact {
        Fact::ErasureOrdered(with) => (with.data.keys.clone(), with.data.handles.clone()),
        Fact::ImportDataExpired(with) => (vec![with.data.key], Vec::new()),
        _ => (Vec::new(), Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn key(n: u128) -> KeyId {
        KeyId(Uuid::from_u128(n))
    }

    fn erasures(shared: bool) -> Erasures {
        let (named, looks, doubtful) = (RwLock::default(), AtomicU64::new(0), Mutex::default());
        let erasures = Erasures { named, shared, looks, doubtful };
        erasures.add(Erasure { keys: vec![key(1)], handles: vec![Handle([1; 16])] });
        erasures
    }

    #[test]
    fn only_what_the_log_names_is_erased() {
        let erasures = erasures(false);
        assert_eq!(erasures.why_destroyed(key(1)), Destroyed::Erased);
        assert_eq!(erasures.why_destroyed(key(2)), Destroyed::Unexplained);
        assert!(erasures.names_handle(Handle([1; 16])) && !erasures.names_handle(Handle([2; 16])));
    }

    #[test]
    fn another_nodes_erasure_may_be_on_its_way_until_the_journal_was_looked_at() {
        let erasures = erasures(true);
        assert_eq!(erasures.why_destroyed(key(2)), Destroyed::Erased);
        erasures.looked();
        // This look may have begun before the other node destroyed it.
        assert_eq!(erasures.why_destroyed(key(2)), Destroyed::Erased);
        erasures.looked();
        assert_eq!(erasures.why_destroyed(key(2)), Destroyed::Unexplained);
        erasures.add(Erasure { keys: vec![key(2)], handles: Vec::new() });
        assert_eq!(erasures.why_destroyed(key(2)), Destroyed::Erased);
    }

    #[test]
    fn what_was_destroyed_before_the_log_was_brought_up_needs_no_further_look() {
        let erasures = erasures(true);
        for _ in 0..2 {
            assert_eq!(erasures.unexplained(&[key(1), key(2), key(3)]), 2);
        }
        assert_eq!(erasures.why_destroyed(key(3)), Destroyed::Unexplained);
        assert_eq!(erasures.why_destroyed(key(4)), Destroyed::Erased, "seen just now");
    }
}
