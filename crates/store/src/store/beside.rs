//! Opening a store for reading, beside the server that writes it.
//!
//! Journal and vault are the server's own files, opened for reading alone. Of what stands under `data/cache` there is a
//! copy of one moment in a folder of its own, which is gone in the end: it is made before the end of the log is looked
//! at, so that the log holds whatever the copy knows.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use events::Position;
use uuid::Uuid;

use super::open::{begin_time, check, check_holds, proven};
use super::{Checks, Engine, Store, StoreConfig};
use crate::StoreError;
use crate::access_register::{AccessPlace, AccessRegister};
use crate::consistency::VaultClaims;
use crate::erasures::erases;
use crate::journal::Journal;
use crate::journal::sqlite::SqliteJournal;
use crate::local_log::{LocalLog, read};
use crate::lock::{lock_folder, lock_folder_in_task};
use crate::node::Node;
use crate::sequencer::Sequencer;
use crate::sqlite::{FileFault, copy};
use crate::tag_index::TagIndex;
use crate::vault::Vault;

/// Files that are copied, where they exist.
const COPIED: [&str; 2] = ["read.db", "index.db"];
/// Events that are read at once.
const EVENTS_AT_ONCE: usize = 1_000;
/// How the folders of those who read beside a server begin.
const PREFIX: &str = "beside-";

/// A folder of whoever reads beside a server; gone with this value.
pub struct OwnFolder(PathBuf);

impl OwnFolder {
    /// Makes one under the `cache` of the data folder, and takes away those that others who were killed have left.
    pub fn within(data: &Path) -> Result<OwnFolder, StoreError> {
        let cache = data.join("cache");
        let entries = std::fs::read_dir(&cache).map_err(FileFault::of(&cache))?;
        let left = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
        for left in left.map(|entry| entry.path()) {
            if lock_folder(&left).is_ok() {
                let _ = std::fs::remove_dir_all(left);
            }
        }
        let own = cache.join(format!("{PREFIX}{}", Uuid::new_v4()));
        crate::folder::private(&own.join("cache")).map_err(FileFault::of(&own))?;
        Ok(OwnFolder(own))
    }
}

impl Drop for OwnFolder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Store {
    /// Opens the embedded store of a data folder that a server uses, as it is now. Nothing can be appended, and nothing
    /// of the server's is written.
    pub async fn open_beside(config: StoreConfig, own: &OwnFolder) -> Result<Store, StoreError> {
        if matches!(config.engine, Engine::Followed(_)) {
            return Err(StoreError::InUse);
        }
        let cache_folder = own.0.join("cache");
        let lock = Arc::new(lock_folder_in_task(&own.0).await?);
        let theirs = config.folder.join("cache");
        for file in COPIED.iter().filter(|file| theirs.join(file).exists()) {
            copy(&theirs.join(file), &cache_folder.join(file))?;
        }
        let vault = config.folder.join("vault");
        // What it calls destroyed before the end of the log is looked at, the log explains.
        let asked = VaultClaims::of(&Vault::open_beside(&vault, &config.secrets)?)?;
        let journal = SqliteJournal::open_beside(&config.folder.join("journal"))?;
        let identity = journal.identity().await?;
        let index = TagIndex::open(&cache_folder, identity)?;
        check_holds(&journal, index.known()).await?;
        let log = LocalLog::beside(journal.path())?;
        // Opened behind that, it has whatever the log uses.
        let vault = Vault::open_beside(&vault, &config.secrets)?;
        vault.bind(identity, false)?;
        let journal: Arc<dyn Journal> = Arc::new(journal);
        let node = Arc::new(Node::open(log, index, proven(config.checks))?);
        if config.checks != Checks::Verify {
            check(&asked, &vault, &node, &config, journal.as_ref()).await?;
        }
        vault.believe(Arc::clone(&node.erasures));
        let config = StoreConfig { folder: own.0.clone(), ..config };
        let time = Arc::new(begin_time(&config, journal.as_ref(), &node).await?);
        let sequencer = Sequencer::start(Arc::clone(&journal), Arc::clone(&node), Arc::clone(&time), Arc::clone(&lock));
        Ok(Store {
            unproven_up_to: Position(node.head().position.0.saturating_sub(proven(config.checks))),
            access: AccessRegister::open(&AccessPlace::Folder, &config.folder.join("access"))?,
            node,
            journal,
            vault,
            sequencer,
            cache_folder,
            state: None,
            time,
            noted: None,
            halted: OnceLock::new(),
            beside: true,
            _lock: lock,
        })
    }

    /// Has anything been erased since it was opened? What was read meanwhile may then differ from what was read before.
    pub async fn erased_since(&self) -> Result<bool, StoreError> {
        let mut after = self.head().position;
        loop {
            let events = self.journal.tail(after, EVENTS_AT_ONCE).await?;
            let Some(last) = events.last() else { return Ok(false) };
            after = last.position;
            if events.iter().filter_map(|event| read(event).ok()).any(|event| erases(&event.envelope)) {
                return Ok(true);
            }
        }
    }
}
