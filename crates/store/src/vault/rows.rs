//! What the tables of a vault hold, for both kinds of storage.

use std::collections::BTreeMap;

use events::{KeyId, Subject};

/// A keyed hash of an identifier.
pub(super) type Hash = [u8; 16];

/// A wrapped key to be stored.
pub(super) struct NewKey {
    pub id: KeyId,
    pub subject: Subject,
    pub epoch: u32,
    pub wrapped: Vec<u8>,
}

/// A stored key.
pub(super) enum StoredKey {
    Wrapped { epoch: u32, wrapped: Vec<u8> },
    Destroyed,
}

/// Proofs of secrets, by name: each shows that a configured secret is the one that the vault was written with.
pub(super) type Proofs = BTreeMap<String, Vec<u8>>;

/// Prefix of the names of proofs of key-encryption keys.
pub(super) const KEY_ENCRYPTION_KEY: &str = "key-encryption key ";

/// The name of the proof of a version.
pub(super) fn proof_name(version: u32) -> String {
    format!("{KEY_ENCRYPTION_KEY}{version}")
}
