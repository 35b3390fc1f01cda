//! Opening a store: journal, vault and cache are held against each other before anything is written.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use events::{Head, Instant, Position};
use tokio::sync::watch;
use uuid::Uuid;

use super::upkeep::Noted;
use super::{Accept, Checks, Engine, JournalState, Store, StoreConfig, VaultPlace};
use crate::access_register::AccessRegister;
use crate::clock::{StartEvidence, Time};
use crate::consistency::{VaultClaims, check_journal, check_vault};
use crate::erasures;
use crate::journal::Journal;
use crate::journal::sqlite::SqliteJournal;
use crate::local_log::{LocalLog, holds};
use crate::lock::lock_folder_in_task;
use crate::node::Node;
use crate::sequencer::Sequencer;
use crate::sqlite::FileFault;
use crate::tag_index::TagIndex;
use crate::vault::Vault;
use crate::{StoreError, recovery};

/// So many of the newest events must follow from each other at every start.
const PROVEN_AT_START: u64 = 100_000;

impl Store {
    /// Opens everything, holds it against each other, brings the index up to date and applies every erasure in the log to
    /// the vault again.
    pub async fn open(config: StoreConfig) -> Result<Store, StoreError> {
        let (folder, cache_folder) = (config.folder.clone(), config.folder.join("cache"));
        for folder in [&folder, &cache_folder] {
            crate::folder::private(folder).map_err(FileFault::of(folder))?;
        }
        let lock = Arc::new(lock_folder_in_task(&folder).await?);
        let vault = match &config.vault {
            VaultPlace::Folder => Vault::open(&folder.join("vault"), &config.secrets)?,
            VaultPlace::Postgres(url) => Vault::open_postgres(url, &config.secrets)?,
        };
        let asked = VaultClaims::of(&vault)?;
        let (journal, node) = open_node(&config, &cache_folder, &vault).await?;
        let noted = match config.checks {
            Checks::Verify => None,
            Checks::Start | Checks::WholeLog => Some(check(&asked, &vault, &node, &config, journal.as_ref()).await?),
        };
        vault.believe(Arc::clone(&node.erasures));
        forget_erased(&asked, &vault, &node)?;
        let time = Arc::new(begin_time(&config, journal.as_ref(), &node).await?);
        let followed = matches!(config.engine, Engine::Followed(_));
        let state = followed.then(|| watch::Sender::new(JournalState::Followed));
        let sequencer = Sequencer::start(Arc::clone(&journal), Arc::clone(&node), Arc::clone(&time), Arc::clone(&lock));
        let access = AccessRegister::open(&config.access, &folder.join("access"))?;
        let proven = proven(config.checks);
        Ok(Store {
            unproven_up_to: Position(node.head().position.0.saturating_sub(proven)),
            node,
            journal,
            vault,
            sequencer,
            cache_folder,
            access,
            state,
            time,
            noted,
            halted: OnceLock::new(),
            beside: false,
            _lock: lock,
        })
    }
}

/// So many of the newest events are proven.
pub(super) fn proven(checks: Checks) -> u64 {
    if checks == Checks::WholeLog { u64::MAX } else { PROVEN_AT_START }
}

/// Do journal and vault belong together? What does not, an operator may accept.
pub(super) async fn check(
    asked: &VaultClaims,
    vault: &Vault,
    node: &Arc<Node>,
    config: &StoreConfig,
    journal: &dyn Journal,
) -> Result<Noted, StoreError> {
    let accept = config.accept;
    let older_journal = match check_journal(asked.seen, &node.log) {
        Err(StoreError::OlderJournal { known, head }) if accept.older_journal => {
            tracing::error!(%known, %head, "ALARM: a journal is accepted that lacks events which the vault has seen");
            true
        }
        checked => checked.map(|()| false)?,
    };
    let mut checked = check_vault(asked, vault, &node.log, &node.erasures);
    if let (Err(StoreError::OlderVault { .. }), Engine::Followed(_)) = (&checked, &config.engine) {
        // Another node may have carried out an erasure just now, which then stands in the journal.
        node.catch_up(journal, &|_, _| {}).await?;
        checked = check_vault(asked, vault, &node.log, &node.erasures);
    }
    let older_vault = match checked {
        Err(StoreError::OlderVault { .. } | StoreError::UnexplainedKeys(_)) if accept.older_vault => true,
        // Erasures that the journal has lost are explained by that.
        Err(StoreError::UnexplainedKeys(_)) if older_journal => true,
        checked => checked.map(|()| false)?,
    };
    if older_journal || older_vault {
        recovery::accept(asked, vault, &node.log, &node.erasures, &config.folder)?;
    }
    warn_of_needless(accept, Accept { older_vault, older_journal, ..accept });
    Noted::of(vault)
}

/// What is accepted for good is no question any more.
fn warn_of_needless(given: Accept, needed: Accept) {
    let flags = [
        (given.older_journal && !needed.older_journal, "--accept-older-journal"),
        (given.older_vault && !needed.older_vault, "--accept-older-vault"),
    ];
    for (_, flag) in flags.iter().filter(|(needless, _)| *needless) {
        tracing::warn!(flag, "this is not needed: leave it out, or the next loss is accepted without a question");
    }
}

/// Applies every erasure in the log to the vault that the vault has not carried out: one restored from a backup forgets
/// again.
fn forget_erased(asked: &VaultClaims, vault: &Vault, node: &Node) -> Result<(), StoreError> {
    let done: std::collections::HashSet<_> = asked.destroyed.iter().collect();
    let (mut keys, mut handles) = (Vec::new(), Vec::new());
    erasures::each(&node.log, &node.index, |erasure| {
        // Keys and handles of one erasure go together.
        if erasure.keys.is_empty() || erasure.keys.iter().any(|key| !done.contains(key)) {
            keys.extend(erasure.keys);
            handles.extend(erasure.handles);
        }
        Ok(())
    })?;
    if keys.is_empty() && handles.is_empty() { Ok(()) } else { vault.destroy(&keys, &handles) }
}

pub(super) async fn begin_time(config: &StoreConfig, journal: &dyn Journal, node: &Node) -> Result<Time, StoreError> {
    let recorded = (node.head() != Head::START).then(|| node.last_recorded());
    let known = StartEvidence { journal: journal.time().await?, last_recorded: recorded, accept: config.accept.clock };
    let time = Time::begin(config.clock.clone(), &config.folder, known);
    time.state(recorded.unwrap_or(Instant::from_millis(i64::MIN)));
    Ok(time)
}

async fn open_node(
    config: &StoreConfig,
    cache: &Path,
    vault: &Vault,
) -> Result<(Arc<dyn Journal>, Arc<Node>), StoreError> {
    let proven = proven(config.checks);
    match &config.engine {
        Engine::Embedded => {
            let folder = config.folder.join("journal");
            if !SqliteJournal::exists(&folder) && vault.is_bound()? {
                return Err(StoreError::NoJournal);
            }
            let journal = SqliteJournal::open(&folder, Uuid::new_v4())?;
            let log = LocalLog::over_journal(journal.path());
            let index = TagIndex::open(cache, journal.identity().await?)?;
            check_holds(&journal, index.known()).await?;
            bind(vault, &journal).await?;
            Ok((Arc::new(journal), Arc::new(Node::open(log, index, proven)?)))
        }
        Engine::Followed(journal) => {
            let identity = journal.identity().await?;
            let log = LocalLog::copy_of(identity, cache)?;
            let mut index = TagIndex::open(cache, identity)?;
            check_holds(journal.as_ref(), index.known()).await?;
            bind(vault, journal.as_ref()).await?;
            if index.head() > log.head()?.position {
                // A power failure may have taken the end of the copy and not of the index. Both can be rebuilt.
                drop(index);
                index = TagIndex::anew(cache, identity)?;
            }
            let node = Arc::new(Node::open(log, index, proven)?);
            node.catch_up(journal.as_ref(), &config.progress).await?;
            Ok((Arc::clone(journal), node))
        }
    }
}

/// Before anything of the journal is taken in: vault and journal are of one registry.
async fn bind(vault: &Vault, journal: &dyn Journal) -> Result<(), StoreError> {
    let empty = journal.head().await?.position == Position::START;
    vault.bind(journal.identity().await?, empty)
}

/// Does the journal hold the event that the index knows as the last one? VaultClaims before anything of the journal is taken in.
pub(super) async fn check_holds(journal: &dyn Journal, known: Head) -> Result<(), StoreError> {
    let Some(before) = known.position.0.checked_sub(1) else { return Ok(()) };
    let found = journal.tail(Position(before), 1).await?.first().map(|event| event.chain);
    let head = journal.head().await?.position;
    holds(known, found, || Ok(head))
}
