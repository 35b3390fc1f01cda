//! Nodes of the store over real folders, with a clock that is set by hand.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use events::{Instant, Position, Recorded};
use store::journal::memory::MemoryJournal;
use store::journal::{Journal, Stored};
use store::local_log::read;
use store::sequencer::Clock;
use store::{Engine, Lane, Outcome, Store, StoreConfig, StoreError, Unit, VaultPlace, VaultSecrets};
use uuid::Uuid;

use crate::temp::TempFolder;

/// The time at which every hand-set clock begins.
pub const BEGINNING: i64 = 1_790_000_000_000;

/// A clock that stands still until it is set.
#[derive(Clone)]
pub struct HandClock(Arc<AtomicI64>);

impl HandClock {
    /// At [`BEGINNING`].
    pub fn new() -> HandClock {
        HandClock(Arc::new(AtomicI64::new(BEGINNING)))
    }

    /// Sets it, forwards or back.
    pub fn set(&self, millis: i64) {
        self.0.store(millis, Ordering::SeqCst);
    }

    /// Sets it forwards by so much.
    pub fn advance(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }

    /// As the store takes it.
    pub fn clock(&self) -> Clock {
        let time = Arc::clone(&self.0);
        Arc::new(move || Instant::from_millis(time.load(Ordering::SeqCst)))
    }
}

impl Default for HandClock {
    fn default() -> HandClock {
        HandClock::new()
    }
}

/// Fixed secrets: one key-encryption key of version 1.
pub fn secrets() -> VaultSecrets {
    secrets_with(&[(1, 11)])
}

/// Secrets whose key-encryption keys have these versions, each filled with the byte beside it.
pub fn secrets_with(keys: &[(u32, u8)]) -> VaultSecrets {
    VaultSecrets {
        key_encryption_keys: keys.iter().map(|(version, fill)| (*version, [*fill; 32].into())).collect(),
        identifier_hash_key: [77; 32].into(),
    }
}

/// One node: its folder, its journal, its clock. It can be opened, dropped and opened again.
pub struct NodeBench {
    /// The data folder.
    pub folder: TempFolder,
    /// Its clock.
    pub clock: HandClock,
    /// Where its vault is.
    pub vault: VaultPlace,
    journal: Option<Arc<dyn Journal>>,
}

impl NodeBench {
    /// With the embedded journal.
    pub fn embedded() -> NodeBench {
        NodeBench { folder: TempFolder::new(), clock: HandClock::new(), vault: VaultPlace::Folder, journal: None }
    }

    /// That follows this journal.
    pub fn following(journal: Arc<dyn Journal>) -> NodeBench {
        NodeBench { journal: Some(journal), ..NodeBench::embedded() }
    }

    /// That follows a new journal in memory.
    pub fn followed() -> NodeBench {
        NodeBench::following(memory_journal())
    }

    /// Opens the store. A store that was opened before must be dropped first.
    pub async fn open(&self) -> Store {
        self.try_open().await.unwrap()
    }

    /// As [`NodeBench::open`], where a refusal is expected.
    pub async fn try_open(&self) -> Result<Store, StoreError> {
        self.try_open_with(secrets()).await
    }

    /// As [`NodeBench::try_open`] with other secrets.
    pub async fn try_open_with(&self, secrets: VaultSecrets) -> Result<Store, StoreError> {
        let engine = match &self.journal {
            None => Engine::Embedded,
            Some(journal) => Engine::Followed(Arc::clone(journal)),
        };
        let folder = self.folder.path().to_owned();
        let (clock, vault) = (self.clock.clock(), self.vault.clone());
        Store::open(StoreConfig { folder, engine, vault, secrets, clock, progress: |_, _| {} }).await
    }

    /// `data/cache`.
    pub fn cache(&self) -> PathBuf {
        self.folder.join("cache")
    }
}

/// A new journal in memory.
pub fn memory_journal() -> Arc<dyn Journal> {
    Arc::new(MemoryJournal::new(Uuid::new_v4()))
}

/// Submits one unit, as a person at a page would, and gives what became of it.
pub async fn submit(store: &Store, unit: Unit) -> Result<Outcome, StoreError> {
    let outcomes = store.submit(vec![unit], Lane::Interactive).await?;
    assert_eq!(outcomes.len(), 1);
    Ok(outcomes[0])
}

/// Submits one unit that must be appended, and gives the position of its first event.
pub async fn append(store: &Store, unit: Unit) -> Position {
    match submit(store, unit).await.unwrap() {
        Outcome::Appended { first } => first,
        other => panic!("expected to be appended, was {other:?}"),
    }
}

/// Every event in a journal, in order.
pub async fn whole_journal(journal: &dyn Journal) -> Vec<Arc<Recorded>> {
    let stored = journal.tail(Position::START, usize::MAX >> 1).await.unwrap();
    stored.iter().map(|event| Arc::new(read(event).unwrap())).collect()
}

/// Every event that a node holds, in order.
pub fn whole_log(store: &Store) -> Vec<Arc<Recorded>> {
    let mut events = Vec::new();
    let keep = |event: Stored| read(&event).map(|event| events.push(Arc::new(event)));
    store.node().log.scan(Position::START, usize::MAX >> 1, keep).unwrap();
    events
}

/// Positions of the events with a tag that a node finds.
pub fn positions(store: &Store, tag: events::Tag, types: events::KindSet) -> Vec<u64> {
    let found = store.node().index.find(tag.into(), types, store.head().position).unwrap();
    found.iter().map(|posting| posting.position.0).collect()
}
