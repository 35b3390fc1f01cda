//! What can go wrong with the log and the vault.

use events::{DecodeError, Position};

use crate::journal::JournalError;
use crate::sqlite::FileFault;

/// A fault of storage; never a refusal of a decision. None of the texts carries personal data.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// Cannot be read or written just now; nothing was lost. Try again later.
    #[error("storage is unavailable: {0}")]
    Unavailable(String),
    /// A file of the registry holds what it should not.
    #[error("storage is damaged: {0}")]
    Damaged(String),
    /// An event in the log cannot be read.
    #[error("event {position}: {why}")]
    Undecodable {
        /// Its position.
        position: Position,
        /// Why.
        why: DecodeError,
    },
    /// What an event says cannot be read: it was altered, or a newer program wrote it.
    #[error("an event cannot be read: {0}")]
    Malformed(DecodeError),
    /// An event that should be in the local log is not.
    #[error("event {0} is missing from the local log")]
    Missing(Position),
    /// The local copy belongs to another journal.
    #[error(
        "the files under data/cache belong to another journal; delete data/cache and start again when the configured one \
         is right"
    )]
    ForeignLog,
    /// The journal ends before what this node's cache knows of it.
    #[error(
        "ALARM: the journal has lost its end: data/cache knows {known} events, the journal has {found}; stop, keep \
         data/cache and the journal as evidence, restore the journal from a backup that holds event {known}, and find \
         out why"
    )]
    CutShort {
        /// Events that the cache knows.
        known: Position,
        /// Events that the journal has.
        found: Position,
    },
    /// The vault was written for another journal, or is new beside a journal that has events.
    #[error(
        "the vault does not belong to the journal: with it every known person would be taken for a new one; restore the vault that was backed up with this journal"
    )]
    ForeignVault,
    /// The journal is not a continuation of what this node holds.
    #[error(
        "the journal does not continue what this node holds at event {0}: it was restored, replaced or altered; nothing \
         is written until an operator decides: keep data/cache and the journal as evidence, and compare both with a \
         backup's head"
    )]
    Forked(Position),
    /// The configured secrets are not those of the vault.
    #[error("wrong secrets: {0}")]
    WrongSecrets(&'static str),
    /// Other nodes kept coming first. Nothing was appended; try again.
    #[error("other nodes are writing just now; try again in a moment")]
    Overtaken,
    /// The journal went away in the middle of an append: what was sent stands there, or will, or not. The same command
    /// may be sent again, and is then carried out once.
    #[error("the journal went away before it said whether this was written; sending the same command again is safe")]
    Unsettled,
    /// A sealed part does not open with its key: something was altered.
    #[error("a sealed part was altered, or belongs to another event")]
    Tampered,
    /// A key that is needed is missing for no known reason.
    #[error("a key of the vault is lost")]
    KeyLost,
    /// The person's or import's data was erased.
    #[error("the data was erased")]
    Erased,
    /// An event or command breaks the limits that hold on every engine.
    #[error("too large for one command: 256 KiB for an event, 512 KiB and 500 events for a command")]
    TooLarge,
    /// Another process uses the data folder.
    #[error("the data folder is in use by another process")]
    InUse,
}

impl From<FileFault> for StoreError {
    fn from(fault: FileFault) -> StoreError {
        match fault.is_damage() {
            true => StoreError::Damaged(fault.to_string()),
            false => StoreError::Unavailable(fault.to_string()),
        }
    }
}

impl From<JournalError> for StoreError {
    fn from(error: JournalError) -> StoreError {
        match error {
            JournalError::Unavailable(why) | JournalError::Unusable(why) => StoreError::Unavailable(why),
            JournalError::Damaged(why) => StoreError::Damaged(why),
        }
    }
}

impl From<DecodeError> for StoreError {
    fn from(error: DecodeError) -> StoreError {
        StoreError::Malformed(error)
    }
}

impl StoreError {
    /// Does this lie in one event alone, and in nothing that may pass?
    pub fn is_of_one_event(&self) -> bool {
        matches!(self, StoreError::Undecodable { .. } | StoreError::Malformed(_) | StoreError::Tampered)
    }
}
