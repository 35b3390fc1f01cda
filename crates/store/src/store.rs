//! The store of one node: journal, local log, tag index, sequencer and vault, opened together.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use events::{Fact, Handle, Head, KeyId, KindSet, Position};
use tokio::sync::watch;
use uuid::Uuid;

use crate::StoreError;
use crate::access_register::AccessRegister;
use crate::journal::Journal;
use crate::journal::sqlite::SqliteJournal;
use crate::local_log::{LocalLog, holds};
use crate::node::Node;
use crate::reading::Reading;
use crate::sequencer::{Clock, Lane, Outcome, Sequencer, Unit};
use crate::sqlite::FileFault;
use crate::tag::TagKey;
use crate::tag_index::TagIndex;
use crate::vault::{Vault, VaultSecrets};
use events::OpenedEvent;
use events::Recorded;

/// How often a journal elsewhere is asked for news that no hint announced.
const POLL: Duration = Duration::from_millis(200);
/// A node that follows takes no more than a hundred looks a second: each costs a question to the journal and a commit
/// here, and under load the pieces are so many.
const BREATH: Duration = Duration::from_millis(10);

/// How often the lock of the data folder is asked for, and the pause between.
const LOCK_TRIES: u32 = 20;
const LOCK_PAUSE: Duration = Duration::from_millis(25);

/// Which journal.
pub enum Engine {
    /// The embedded one, in `data/journal`.
    Embedded,
    /// Any other: this node follows it into a local log under `data/cache`.
    Followed(Arc<dyn Journal>),
}

/// Where the vault is.
#[derive(Debug, Clone, Default)]
pub enum VaultPlace {
    /// In `data/vault`: for one node.
    #[default]
    Folder,
    /// In the PostgreSQL database at this address: for several nodes.
    Postgres(String),
}

/// How this node stands to a journal that is elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JournalState {
    /// It takes in what is appended, and appends.
    Followed,
    /// It cannot be reached just now: what is known is answered, nothing is written.
    Away(String),
    /// It is not the journal that this node knows: nothing is written until an operator decides.
    Refused(String),
}

/// What a store needs.
pub struct StoreConfig {
    /// `data`: holds `journal` and `vault`, which are precious, and `cache`, which may be deleted any time.
    pub folder: PathBuf,
    /// The journal.
    pub engine: Engine,
    /// The vault.
    pub vault: VaultPlace,
    /// The vault's secrets.
    pub secrets: VaultSecrets,
    /// The time of recording.
    pub clock: Clock,
    /// Told while a journal that is elsewhere is caught up with.
    pub progress: fn(Position, Position),
}

/// See the module.
pub struct Store {
    node: Arc<Node>,
    journal: Arc<dyn Journal>,
    vault: Vault,
    sequencer: Sequencer,
    cache_folder: PathBuf,
    access: AccessRegister,
    /// Present when the journal is elsewhere.
    state: Option<watch::Sender<JournalState>>,
    /// Held as long as the store lives: one process per data folder.
    _lock: File,
}

impl Store {
    /// Opens everything, brings the index up to date and applies every erasure in the log to the vault again.
    pub async fn open(config: StoreConfig) -> Result<Store, StoreError> {
        let cache_folder = config.folder.join("cache");
        for folder in [&config.folder, &cache_folder] {
            crate::folder::private(folder).map_err(FileFault::of(folder))?;
        }
        let lock = lock_folder(&config.folder)?;
        let (journal, node) = open_node(&config, &cache_folder).await?;
        let vault = match &config.vault {
            VaultPlace::Folder => Vault::open(&config.folder.join("vault"), &config.secrets)?,
            VaultPlace::Postgres(url) => Vault::open_postgres(url, &config.secrets)?,
        };
        vault.bind(journal.identity().await?, node.head().position == Position::START)?;
        let followed = matches!(config.engine, Engine::Followed(_));
        let state = followed.then(|| watch::Sender::new(JournalState::Followed));
        let sequencer = Sequencer::start(Arc::clone(&journal), Arc::clone(&node), config.clock);
        let access = AccessRegister::open(&config.folder.join("access"))?;
        let store = Store { node, journal, vault, sequencer, cache_folder, access, state, _lock: lock };
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

    /// Does the journal take what is appended? By how the last append ended: after a refusal a journal of this node's own
    /// is tried, while of one that is elsewhere the next append tells.
    pub async fn takes_appends(&self) -> bool {
        let last = self.sequencer.last_append();
        !last.refused() || last.tried(self.journal.can_be_written().await)
    }

    /// Do other nodes share the journal?
    pub fn shares_journal(&self) -> bool {
        self.state.is_some()
    }

    /// Applies every erasure in the log to the vault. A vault restored from a backup forgets again.
    fn apply_erasures(&self) -> Result<(), StoreError> {
        let erasures = self.read().events_of_all(&[TagKey::erasures()], KindSet::ALL)?;
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

/// The keys and handles that an event says are destroyed; nothing else destroys any.
pub fn destroyed_by(fact: &Fact) -> (Vec<KeyId>, Vec<Handle>) {
    match fact {
        Fact::ErasureOrdered(with) => (with.data.keys.clone(), with.data.handles.clone()),
        Fact::ImportDataExpired(with) => (vec![with.data.key], Vec::new()),
        _ => (Vec::new(), Vec::new()),
    }
}

/// Takes a data folder for this process; it is free again when what is given is dropped.
pub fn lock_folder(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join("lock");
    let lock = File::create(&path).map_err(FileFault::of(&path))?;
    // A process that this one is just starting holds a copy of the lock until it runs its own program.
    for _ in 0..LOCK_TRIES {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(std::fs::TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
            Err(std::fs::TryLockError::Error(error)) => return Err(FileFault::of(&path)(error).into()),
        }
    }
    Err(StoreError::InUse)
}

async fn open_node(config: &StoreConfig, cache: &Path) -> Result<(Arc<dyn Journal>, Arc<Node>), StoreError> {
    match &config.engine {
        Engine::Embedded => {
            let journal = SqliteJournal::open(&config.folder.join("journal"), Uuid::new_v4())?;
            let log = LocalLog::over_journal(journal.path());
            let index = TagIndex::open(cache, journal.identity().await?)?;
            check_holds(&journal, index.known()).await?;
            Ok((Arc::new(journal), Arc::new(Node::open(log, index)?)))
        }
        Engine::Followed(journal) => {
            let identity = journal.identity().await?;
            let log = LocalLog::copy_of(identity, cache)?;
            let mut index = TagIndex::open(cache, identity)?;
            check_holds(journal.as_ref(), index.known()).await?;
            if index.head() > log.head()?.position {
                // A power failure may have taken the end of the copy and not of the index. Both can be made anew.
                drop(index);
                index = TagIndex::anew(cache, identity)?;
            }
            let node = Arc::new(Node::open(log, index)?);
            node.catch_up(journal.as_ref(), &config.progress).await?;
            Ok((Arc::clone(journal), node))
        }
    }
}

/// Does the journal hold the event that the index knows as the last one? Asked before anything of the journal is taken in.
async fn check_holds(journal: &dyn Journal, known: Head) -> Result<(), StoreError> {
    let Some(before) = known.position.0.checked_sub(1) else { return Ok(()) };
    let found = journal.tail(Position(before), 1).await?.first().map(|event| event.chain);
    let head = journal.head().await?.position;
    holds(known, found, || Ok(head))
}

impl Drop for Store {
    fn drop(&mut self) {
        // The index then knows the last event, and the next start notices a journal that ends before it.
        self.node.index.flush_or_say();
    }
}

impl Store {
    /// Follows a journal that other nodes write to, for ever. With the embedded engine there is nothing to follow.
    pub async fn follow(&self) {
        let Some(state) = &self.state else { return std::future::pending().await };
        loop {
            let now = match self.node.catch_up(self.journal.as_ref(), &|_, _| {}).await {
                Ok(()) => JournalState::Followed,
                Err(StoreError::Unavailable(why)) => JournalState::Away(why),
                Err(error) => JournalState::Refused(error.to_string()),
            };
            if state.send_if_modified(|before| std::mem::replace(before, now.clone()) != now) {
                match now {
                    JournalState::Followed => tracing::info!("the journal is followed again"),
                    JournalState::Away(why) => tracing::warn!(%why, "the journal is away; reading goes on"),
                    JournalState::Refused(why) => tracing::error!(%why, "the journal is refused; nothing is written"),
                }
            }
            let breath = tokio::time::Instant::now() + BREATH;
            tokio::select! {
                () = self.journal.news() => {}
                () = tokio::time::sleep(POLL) => {}
            }
            tokio::time::sleep_until(breath).await;
        }
    }

    /// How this node stands to its journal, as far as [`Store::follow`] has seen.
    pub fn journal_state(&self) -> JournalState {
        self.state.as_ref().map_or(JournalState::Followed, |state| state.borrow().clone())
    }
}
