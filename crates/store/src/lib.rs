//! Where events live: the journal and its engines, this node's log and tag index, the sequencer, the vault.
//!
//! What must never be: an event that is changed or deleted; a decision that rests on what it did not name in its
//! condition; a key that is used before it is durable; personal data in clear outside the vault's keys.

pub mod access_register;
pub mod journal;
pub mod known;
mod last_write;
pub mod local_log;
pub mod node;
pub mod same_rows;
pub mod sequencer;
pub mod sqlite;
pub mod tag;
pub mod tag_index;
pub mod vault;

pub mod folder;

mod error;
mod postgres;
mod reading;
mod store;

pub use error::StoreError;
pub use reading::Reading;
pub use sequencer::{Clock, Condition, Guard, Lane, Outcome, Unit};
pub use store::{Engine, JournalState, Store, StoreConfig, VaultPlace, destroyed_by, lock_folder};
pub use tag::TagKey;
pub use tag_index::{Order, Span};
pub use vault::{Vault, VaultSecrets};
