//! The store of one node: journal, local log, tag index, sequencer and vault, opened together.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use events::{Fact, Head, OpenedEvent, Position, Recorded};
use tokio::sync::watch;

use crate::StoreError;
use crate::access_register::{AccessPlace, AccessRegister};
use crate::clock::{Clock, ClockState, Time};
use crate::erasures::destroyed_by;
use crate::journal::Journal;
use crate::lock::FolderLock;
use crate::node::Node;
use crate::reading::Reading;
use crate::sequencer::{Lane, Outcome, Sequencer, Unit};
use crate::timings::Timings;
use crate::vault::{Vault, VaultSecrets};

pub(crate) mod beside;
mod open;
mod upkeep;

/// How often a journal elsewhere is asked for news that no hint announced.
const POLL: Duration = Duration::from_millis(200);
/// A node that follows takes no more than a hundred looks a second: each costs a question to the journal and a commit
/// here, and under load the pieces are so many.
const BREATH: Duration = Duration::from_millis(10);

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

/// What is checked when a store is opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Checks {
    /// Journal, vault and cache are held against each other, and the newest events are proven.
    #[default]
    Start,
    /// The same, and the whole log is proven.
    WholeLog,
    /// Only that journal, vault and cache are of one registry: for anyone who looks at everything, and says what is wrong.
    Verify,
}

/// What an operator accepts although it is wrong, because there is no way back. It is remembered, and need not be said
/// again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Accept {
    /// The vault lacks keys and handles that the log uses.
    pub older_vault: bool,
    /// The journal lacks events that the vault has seen.
    pub older_journal: bool,
    /// The clock is right, whatever speaks against it.
    pub clock: bool,
}

/// What a store needs.
pub struct StoreConfig {
    /// `data`: holds `journal` and `vault`, which are precious, and `cache`, which may be deleted any time.
    pub folder: PathBuf,
    /// The journal.
    pub engine: Engine,
    /// The vault.
    pub vault: VaultPlace,
    /// The access register.
    pub access: AccessPlace,
    /// The vault's secrets.
    pub secrets: VaultSecrets,
    /// What time it is.
    pub clock: Clock,
    /// What is checked before it is used.
    pub checks: Checks,
    /// What an operator accepts for this once.
    pub accept: Accept,
    /// Told while a journal that is elsewhere is caught up with.
    pub progress: fn(Position, Position),
}

/// Journal, vault, index and access register of one node.
pub struct Store {
    node: Arc<Node>,
    journal: Arc<dyn Journal>,
    vault: Vault,
    sequencer: Sequencer,
    cache_folder: PathBuf,
    access: AccessRegister,
    /// Present when the journal is elsewhere.
    state: Option<watch::Sender<JournalState>>,
    time: Arc<Time>,
    /// Events behind this one were proven when it was opened.
    unproven_up_to: Position,
    /// What the vault was told of the journal; `None` where it was not held against it.
    noted: Option<upkeep::Noted>,
    /// Why nothing is written any more until the next start.
    halted: OnceLock<StoreError>,
    /// A server writes the journal meanwhile.
    beside: bool,
    /// Held as long as anything of the folder is open: one process per data folder.
    _lock: Arc<FolderLock>,
}

impl Store {
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

    /// Whether this node's clock is believed.
    pub fn clock_state(&self) -> ClockState {
        self.time.state(self.node.last_recorded())
    }

    /// Why nothing is written any more until the next start; `None` as long as nothing forbids it.
    pub fn halted(&self) -> Option<&StoreError> {
        self.halted.get()
    }

    /// Begins the reads of a decision.
    pub fn read(&self) -> Reading<'_> {
        Reading::begin(&self.node, &self.vault)
    }

    /// Opens an event's personal data.
    pub fn open_event(&self, recorded: Arc<Recorded>) -> Result<OpenedEvent, StoreError> {
        self.vault.open_event(recorded)
    }

    /// Opens many events; their keys are read in one go.
    pub fn open_events(&self, recorded: Vec<Arc<Recorded>>) -> Result<Vec<OpenedEvent>, StoreError> {
        self.vault.open_events(recorded)
    }

    /// Appends units under their conditions; see [`Sequencer::submit`].
    pub async fn submit(&self, units: Vec<Unit>, lane: Lane) -> Result<Vec<Outcome>, StoreError> {
        if let Some(why) = self.halted() {
            return Err(why.clone());
        }
        self.sequencer.submit(units, lane).await
    }

    /// How long the steps of commands took since the start.
    pub fn timings(&self) -> &Timings {
        self.sequencer.timings()
    }

    /// The events that a command had appended.
    pub fn events_of(&self, first: Position, events: u32) -> Result<Vec<OpenedEvent>, StoreError> {
        self.open_events(self.node.log.after(Position(first.0.saturating_sub(1)), events as usize)?)
    }

    /// The events at these positions, which the log has.
    pub fn events_at(&self, positions: &[Position]) -> Result<Vec<OpenedEvent>, StoreError> {
        self.open_events(self.node.log.at(positions)?)
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

    /// Is it read beside a server that writes it?
    pub fn is_beside(&self) -> bool {
        self.beside
    }

    /// Destroys what an erasure event says is destroyed; other events change nothing.
    pub fn apply_erasure(&self, fact: &Fact) -> Result<(), StoreError> {
        if self.beside {
            // The server does.
            return Ok(());
        }
        let (keys, handles) = destroyed_by(fact);
        if keys.is_empty() && handles.is_empty() { Ok(()) } else { self.vault.destroy(&keys, &handles) }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Index and vault then know the last event, and the next start notices a journal that ends before it.
        self.node.index.flush_or_say();
        self.note_head_or_say();
        self.clock_state();
        self.time.leave_sign();
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
        if let Some(why) = self.halted() {
            return JournalState::Refused(why.to_string());
        }
        self.state.as_ref().map_or(JournalState::Followed, |state| state.borrow().clone())
    }
}
