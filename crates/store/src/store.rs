//! The store of one node: journal, local log, tag index, sequencer and vault, opened together.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use events::{Fact, Handle, Head, KeyId, Position};
use tokio::sync::watch;
use uuid::Uuid;

use crate::StoreError;
use crate::access_register::AccessRegister;
use crate::journal::Journal;
use crate::journal::sqlite::SqliteJournal;
use crate::local_log::LocalLog;
use crate::node::Node;
use crate::reading::Reading;
use crate::sequencer::{Clock, Lane, Outcome, Sequencer, Unit};
use crate::tag::{TagKey, TypeSet};
use crate::tag_index::TagIndex;
use crate::vault::{Vault, VaultSecrets};
use events::OpenedEvent;
use events::Recorded;

/// How often a journal elsewhere is asked for news that no hint announced.
const POLL: Duration = Duration::from_millis(200);

/// Which journal.
pub enum Engine {
    /// The embedded one, in `data/journal`.
    Embedded,
    /// Any other: this node follows it into a local log under `data/cache`.
    Followed(Arc<dyn Journal>),
}

/// What a store needs.
pub struct StoreConfig {
    /// `data`: holds `journal` and `vault`, which are precious, and `cache`, which may be deleted any time.
    pub folder: PathBuf,
    /// The journal.
    pub engine: Engine,
    /// The vault's secrets.
    pub secrets: VaultSecrets,
    /// The time of recording.
    pub clock: Clock,
}

/// See the module.
pub struct Store {
    node: Arc<Node>,
    journal: Arc<dyn Journal>,
    vault: Vault,
    sequencer: Sequencer,
    cache_folder: PathBuf,
    access: AccessRegister,
    /// Held as long as the store lives: one process per data folder.
    _lock: File,
}

impl Store {
    /// Opens everything, brings the index up to date and applies every erasure in the log to the vault again.
    pub async fn open(config: StoreConfig) -> Result<Store, StoreError> {
        let cache_folder = config.folder.join("cache");
        let io = |error: std::io::Error| StoreError::Unavailable(error.to_string());
        std::fs::create_dir_all(&cache_folder).map_err(io)?;
        let lock = lock_folder(&config.folder)?;
        let (journal, node) = open_node(&config, &cache_folder).await?;
        let vault = Vault::open(&config.folder.join("vault"), &config.secrets)?;
        vault.bind(journal.identity().await?, node.head().position == Position::START)?;
        let node = Arc::new(node);
        let sequencer = Sequencer::start(Arc::clone(&journal), Arc::clone(&node), config.clock);
        let access = AccessRegister::open(&config.folder.join("access"))?;
        let store = Store { node, journal, vault, sequencer, cache_folder, access, _lock: lock };
        store.apply_erasures()?;
        Ok(store)
    }

    /// This node's log and index.
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// The vault.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The journal itself, for verification.
    pub fn journal(&self) -> &dyn Journal {
        self.journal.as_ref()
    }

    /// Who looked at whom: `data/access`, apart from the log.
    pub fn access(&self) -> &AccessRegister {
        &self.access
    }

    /// `data/cache`, where read models live too.
    pub fn cache_folder(&self) -> &Path {
        &self.cache_folder
    }

    /// The last event that this node holds.
    pub fn head(&self) -> Head {
        self.node.head()
    }

    /// Tells whenever this node holds more.
    pub fn watch(&self) -> watch::Receiver<Position> {
        self.node.watch()
    }

    /// Begins the reads of a decision.
    pub fn read(&self) -> Reading<'_> {
        Reading::begin(self)
    }

    /// Opens an event's personal data.
    pub fn open_event(&self, recorded: Arc<Recorded>) -> Result<OpenedEvent, StoreError> {
        let fact = self.vault.open_fact(&recorded.envelope)?;
        Ok(OpenedEvent { recorded, fact })
    }

    /// Opens many events; their keys are read in one go.
    pub fn open_events(&self, recorded: Vec<Arc<Recorded>>) -> Result<Vec<OpenedEvent>, StoreError> {
        let envelopes: Vec<_> = recorded.iter().map(|event| &event.envelope).collect();
        self.vault.fetch_keys(&envelopes)?;
        recorded.into_iter().map(|event| self.open_event(event)).collect()
    }

    /// Appends units under their conditions; see [`Sequencer::submit`].
    pub async fn submit(&self, units: Vec<Unit>, lane: Lane) -> Result<Vec<Outcome>, StoreError> {
        self.sequencer.submit(units, lane).await
    }

    /// The events that a command had appended.
    pub fn events_of(&self, first: Position, events: u32) -> Result<Vec<OpenedEvent>, StoreError> {
        self.open_events(self.node.log.after(Position(first.0.saturating_sub(1)), events as usize)?)
    }

    /// Applies every erasure in the log to the vault. A vault restored from a backup forgets again.
    fn apply_erasures(&self) -> Result<(), StoreError> {
        let erasures = self.read().events_of_all(&[TagKey::erasures()], TypeSet::ALL)?;
        let (mut keys, mut handles) = (Vec::new(), Vec::new());
        for event in erasures.iter().flatten() {
            let destroyed = destroyed_by(&event.fact);
            keys.extend(destroyed.0);
            handles.extend(destroyed.1);
        }
        if keys.is_empty() && handles.is_empty() { Ok(()) } else { self.vault.destroy(&keys, &handles) }
    }

    /// Destroys what an erasure event says is destroyed; other events change nothing.
    pub fn apply_erasure(&self, fact: &Fact) -> Result<(), StoreError> {
        let (keys, handles) = destroyed_by(fact);
        if keys.is_empty() && handles.is_empty() { Ok(()) } else { self.vault.destroy(&keys, &handles) }
    }
}

/// The keys and handles that an event says are destroyed.
fn destroyed_by(fact: &Fact) -> (Vec<KeyId>, Vec<Handle>) {
    match fact {
        Fact::ErasureOrdered(with) => (with.data.keys.clone(), with.data.handles.clone()),
        Fact::ImportDataExpired(with) => (vec![with.data.key], Vec::new()),
        _ => (Vec::new(), Vec::new()),
    }
}

fn lock_folder(folder: &Path) -> Result<File, StoreError> {
    let io = |error: std::io::Error| StoreError::Unavailable(error.to_string());
    let lock = File::create(folder.join("lock")).map_err(io)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(StoreError::InUse),
        Err(std::fs::TryLockError::Error(error)) => Err(io(error)),
    }
}

async fn open_node(config: &StoreConfig, cache: &Path) -> Result<(Arc<dyn Journal>, Node), StoreError> {
    match &config.engine {
        Engine::Embedded => {
            let journal = SqliteJournal::open(&config.folder.join("journal"), Uuid::new_v4())?;
            let log = LocalLog::over_journal(journal.path());
            let index = TagIndex::open(cache, journal.identity().await?)?;
            Ok((Arc::new(journal), Node::open(log, index)?))
        }
        Engine::Followed(journal) => {
            let identity = journal.identity().await?;
            let log = LocalLog::copy_of(identity, cache)?;
            let node = Node::open(log, TagIndex::open(cache, identity)?)?;
            node.catch_up(journal.as_ref()).await?;
            Ok((Arc::clone(journal), node))
        }
    }
}

impl Store {
    /// Follows a journal that other nodes write to, for ever. With the embedded engine there is nothing to follow.
    pub async fn follow(&self) {
        loop {
            if let Err(error) = self.node.catch_up(self.journal.as_ref()).await {
                tracing::warn!(%error, "the journal cannot be followed");
            }
            tokio::time::sleep(POLL).await;
        }
    }
}
