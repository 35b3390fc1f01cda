//! Nodes of the store over real folders, with a clock that is set by hand.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use events::{Instant, Position, Recorded};
use store::access_register::AccessPlace;
use store::journal::memory::MemoryJournal;
use store::journal::{Journal, Stored};
use store::local_log::read;
use store::{
    Accept, Checks, Clock, Engine, Lane, Outcome, Store, StoreConfig, StoreError, Unit, Uptime, VaultPlace,
    VaultSecrets,
};
use uuid::Uuid;

use crate::temp::TempFolder;

/// The time at which every hand-set clock begins.
pub const BEGINNING: i64 = 1_790_000_000_000;

/// A clock that stands still until time passes by hand, on a machine that is started by hand.
#[derive(Clone)]
pub struct HandClock(Arc<Mutex<Hands>>);

struct Hands {
    /// What it shows, in milliseconds since 1970.
    wall: i64,
    /// How long the machine has been running, in milliseconds.
    uptime: i64,
    boots: u128,
}

impl HandClock {
    /// At [`BEGINNING`], on a machine that was started a day before.
    pub fn new() -> HandClock {
        HandClock(Arc::new(Mutex::new(Hands { wall: BEGINNING, uptime: 24 * 60 * 60 * 1000, boots: 0 })))
    }

    /// What it shows.
    pub fn now(&self) -> i64 {
        self.0.lock().unwrap().wall
    }

    /// So much time passes.
    pub fn advance(&self, millis: i64) {
        let mut hands = self.0.lock().unwrap();
        hands.uptime += millis;
        hands.wall += millis;
    }

    /// Somebody sets it, forwards or back, and no time passes.
    pub fn set(&self, millis: i64) {
        self.0.lock().unwrap().wall = millis;
    }

    /// The machine is started again.
    pub fn reboot(&self) {
        let mut hands = self.0.lock().unwrap();
        hands.boots += 1;
        hands.uptime = 0;
    }

    /// As the store takes it.
    pub fn clock(&self) -> Clock {
        let (wall, machine) = (self.clone(), Arc::clone(&self.0));
        let uptime = move || {
            let hands = machine.lock().unwrap();
            Uptime { boot: Uuid::from_u128(hands.boots), millis: hands.uptime }
        };
        Clock::new(move || Instant::from_millis(wall.now()), uptime)
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
    /// What an operator accepts when it is opened.
    pub accept: Accept,
    /// By how much its clock is ahead of the journal's own, in milliseconds, where the journal has one.
    pub ahead_of_journal: i64,
    journal: Option<Arc<dyn Journal>>,
}

impl NodeBench {
    /// With the embedded journal.
    pub fn embedded() -> NodeBench {
        let (folder, clock, accept) = (TempFolder::new(), HandClock::new(), Accept::default());
        NodeBench { folder, clock, vault: VaultPlace::Folder, accept, ahead_of_journal: 0, journal: None }
    }

    /// That follows this journal.
    pub fn following(journal: Arc<dyn Journal>) -> NodeBench {
        NodeBench { journal: Some(journal), ..NodeBench::embedded() }
    }

    /// From now on it follows another journal.
    pub fn follow(&mut self, journal: Arc<dyn Journal>) {
        self.journal = Some(journal);
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
        self.try_open_checked(secrets, Checks::Start).await
    }

    /// As [`NodeBench::try_open_with`], with other checks.
    pub async fn try_open_checked(&self, secrets: VaultSecrets, checks: Checks) -> Result<Store, StoreError> {
        let engine = match &self.journal {
            None => Engine::Embedded,
            Some(journal) => Engine::Followed(Arc::clone(journal)),
        };
        if let Engine::Followed(journal) = &engine
            && let Ok(Some(time)) = journal.time().await
        {
            self.clock.set(time.millis() + self.ahead_of_journal);
        }
        let folder = self.folder.path().to_owned();
        let (clock, vault, accept) = (self.clock.clock(), self.vault.clone(), self.accept);
        let (access, progress) = (AccessPlace::Folder, |_, _| {});
        Store::open(StoreConfig { folder, engine, vault, access, secrets, clock, checks, accept, progress }).await
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
