//! Where events live: the journal and its engines, this node's log and tag index, the sequencer, the vault.
//!
//! What must never be: an event that is changed or deleted; a decision that rests on what it did not name in its
//! condition; a key that is used before it is durable; personal data in clear outside the vault's keys.

pub mod access_register;
pub mod claims;
pub mod clock;
pub mod journal;
pub mod key_filter;
mod last_write;
pub mod local_log;
pub mod node;
pub mod priority;
pub mod same_rows;
pub mod sequencer;
pub mod sqlite;
pub mod tag;
pub mod tag_index;
pub mod timings;
pub mod vault;

pub mod folder;

mod consistency;
mod erasures;
mod error;
mod links;
mod lock;
mod postgres;
mod reading;
mod recovery;
mod store;

pub use clock::{Clock, ClockState, Uptime};
pub use erasures::destroyed_by;
pub use error::{Lack, StoreError};
pub use lock::{FolderLock, lock_folder};
pub use reading::Reading;
pub use sequencer::{Condition, Guard, Lane, Outcome, Unit};
pub use store::beside::OwnFolder;
pub use store::{Accept, Checks, Engine, JournalState, Store, StoreConfig, VaultPlace};
pub use tag::TagKey;
pub use tag_index::{Order, Span};
pub use vault::{Seen, Vault, VaultSecrets};
