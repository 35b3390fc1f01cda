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
    /// An event of the journal is not there.
    #[error(
        "ALARM: event {0} is missing from the journal, and later ones are there: it was deleted, or the storage is \
         damaged; stop, keep the journal as evidence, and restore a backup that `oppijaloki verify` finds whole"
    )]
    EventMissing(Position),
    /// An event of the journal is not what was appended.
    #[error(
        "ALARM: event {0} of the journal does not follow from the one before it: one of the two was altered; stop, keep \
         the journal as evidence, and restore a backup that `oppijaloki verify` finds whole"
    )]
    EventAltered(Position),
    /// The node's copy of a journal that is elsewhere does not hold together.
    #[error(
        "ALARM: data/cache/log.db is not whole at event {0}: it was altered, or the disk is damaged; keep a copy of \
         data/cache as evidence, delete it and start again"
    )]
    CopyBroken(Position),
    /// The vault was written for another journal.
    #[error(
        "the vault belongs to another journal than this one: one of the two was put here from another registry, or the \
         journal was started again; put back the journal and the vault that were backed up together"
    )]
    ForeignVault,
    /// The vault is new beside a journal with events.
    #[error(
        "the journal has events and the vault is new: with it nobody's data could be read, and everybody known would be \
         taken for a new person; put back the vault that belongs to this journal"
    )]
    NewVault,
    /// The vault belongs to a journal, and there is none.
    #[error(
        "there is no journal in data/journal, and the vault belongs to one: put back the journal that belongs to this \
         vault; when a new registry is to begin here, move both data/vault and data/cache away"
    )]
    NoJournal,
    /// The vault knows an event that the journal does not hold.
    #[error(
        "ALARM: the journal is older than the vault: the vault has seen event {known}, and the journal {}; events that \
         were acknowledged are not there. Stop, and put back a journal that holds event {known}. Only when what came \
         after the journal's copy is lost for good: start once with --accept-older-journal (see *Restoring* in \
         docs/operations)", held(*.head, *.known)
    )]
    OlderJournal {
        /// The last event that the vault has seen.
        known: Position,
        /// The journal's last event.
        head: Position,
    },
    /// The journal has no events, and the vault has seen some.
    #[error(
        "ALARM: the journal is empty, and the vault has seen event {0} of it: with it every number that was ever given \
         would be given again; stop, and put back the journal that belongs to this vault"
    )]
    EmptiedJournal(Position),
    /// Keys or handles that the log uses are not in the vault.
    #[error(
        "ALARM: the vault is older than the journal, or somebody deleted from it: it lacks {what} of event {event} (it \
         has seen event {seen}, and the journal ends at event {head}). People's data could not be read, and people who \
         are known would be given second numbers. Stop, and put back a vault at least as new as the journal. Only when \
         there is none: start once with --accept-older-vault (see *Restoring* in docs/operations)"
    )]
    OlderVault {
        /// What it lacks.
        what: Lack,
        /// The first event found that needs it.
        event: Position,
        /// The last event that the vault has seen.
        seen: Position,
        /// The journal's last event.
        head: Position,
    },
    /// The vault was replaced by an older one while it was in use.
    #[error(
        "ALARM: the vault was replaced by an older one under the running registry (it had seen event {before}, and has \
         seen event {now}): nothing is written any more; stop every node, put back a vault at least as new as the \
         journal, and start again"
    )]
    VaultReplaced {
        /// The last event that this node knows it to have seen.
        before: Position,
        /// The last event that it has seen by its own word now.
        now: Position,
    },
    /// Keys are destroyed in the vault, and no erasure in the log says so.
    #[error(
        "ALARM: {0} keys are destroyed in the vault that no erasure in the log names: somebody destroyed data without an \
         order, or the journal is older than its erasures. Stop, keep the vault as evidence, and put back copies that \
         belong together. Only when there are none: start once with --accept-older-vault (see *Restoring* in \
         docs/operations)"
    )]
    UnexplainedKeys(u64),
    /// The clock cannot be believed, and is ahead.
    #[error("nothing is written: {0}")]
    ClockAhead(String),
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

/// What a vault lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// A key under which personal data is sealed.
    Key,
    /// The handle of an identifier.
    Handle,
}

impl std::fmt::Display for Lack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Lack::Key => "the key",
            Lack::Handle => "the handle of an identifier",
        })
    }
}

/// What a journal holds instead of an event that should be there.
fn held(head: Position, known: Position) -> String {
    if head < known { format!("ends at event {head}") } else { format!("holds another event {known}") }
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
