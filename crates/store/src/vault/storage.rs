//! Where a vault is kept: a file of one node, or a database that several nodes share. Both give the same few things, so
//! that nothing else of the vault knows which it is.

use events::{Handle, Head, KeyId};

use super::file::VaultFile;
use super::postgres::VaultDatabase;
use super::rows::{Hash, NewKey, Proofs, StoredKey};
use super::seen::Seen;
use crate::StoreError;

pub(super) enum Storage {
    File(VaultFile),
    Postgres(VaultDatabase),
}

impl Storage {
    /// Writes and gives the handles of the identifiers (the one drawn is taken where none exists); durable when this
    /// returns.
    pub fn add(&self, identifiers: Vec<(Hash, Handle)>, keys: Vec<NewKey>) -> Result<Vec<Handle>, StoreError> {
        match self {
            Storage::File(file) => file.add(identifiers, keys),
            Storage::Postgres(database) => database.add(identifiers, keys),
        }
    }

    /// The handles of identifiers; the one drawn is taken where none exists. A file is tried at once, since most that are
    /// asked for are new; a database is asked first, since what it is sent to write makes every node wait.
    pub fn handles(&self, drawn: Vec<(Hash, Handle)>) -> Result<Vec<Handle>, StoreError> {
        match self {
            Storage::File(file) => file.add(drawn, Vec::new()),
            Storage::Postgres(database) => {
                let hashes: Vec<Hash> = drawn.iter().map(|(hash, _)| *hash).collect();
                match database.find_handles(&hashes)?.into_iter().collect() {
                    Some(all) => Ok(all),
                    None => database.add(drawn, Vec::new()),
                }
            }
        }
    }

    /// The handles that exist.
    pub fn find_handles(&self, hashes: &[Hash]) -> Result<Vec<Option<Handle>>, StoreError> {
        match self {
            Storage::File(file) => file.find_handles(hashes),
            Storage::Postgres(database) => database.find_handles(hashes),
        }
    }

    /// The keys that are known.
    pub fn find_keys(&self, wanted: &[KeyId]) -> Result<Vec<(KeyId, StoredKey)>, StoreError> {
        match self {
            Storage::File(file) => file.find_keys(wanted),
            Storage::Postgres(database) => database.find_keys(wanted),
        }
    }

    /// Deletes keys and handles for good, and remembers the keys as destroyed on purpose.
    pub fn destroy(&self, keys: &[KeyId], handles: &[Handle]) -> Result<(), StoreError> {
        match self {
            Storage::File(file) => file.destroy(keys, handles),
            Storage::Postgres(database) => database.destroy(keys, handles),
        }
    }

    /// Replaces how keys are wrapped; one that was destroyed meanwhile stays so.
    pub fn rewrap(&self, keys: Vec<NewKey>) -> Result<(), StoreError> {
        match self {
            _ if keys.is_empty() => Ok(()),
            Storage::File(file) => file.rewrap(keys),
            Storage::Postgres(database) => database.rewrap(keys),
        }
    }

    /// Deletes the proofs of those versions of the key-encryption key by which no key is wrapped.
    pub fn remove_unused_proofs(&self, versions: &[u32]) -> Result<(), StoreError> {
        match self {
            Storage::File(file) => file.remove_unused_proofs(versions),
            Storage::Postgres(database) => database.remove_unused_proofs(versions),
        }
    }

    /// The last key that a sweep has looked at.
    pub fn swept(&self) -> Result<Option<KeyId>, StoreError> {
        match self {
            Storage::File(file) => file.swept(),
            Storage::Postgres(database) => database.swept(),
        }
    }

    /// Deletes keys that nothing uses, and moves the end of the sweep forward.
    pub fn sweep(&self, unused: &[KeyId], last: KeyId) -> Result<(), StoreError> {
        match self {
            Storage::File(file) => file.sweep(unused, last),
            Storage::Postgres(database) => database.sweep(unused, last),
        }
    }

    /// Can it be written again? A file is tried; of a database the next write tells.
    pub fn can_be_written(&self) -> bool {
        match self {
            Storage::File(file) => file.can_be_written(),
            Storage::Postgres(_) => false,
        }
    }

    /// Proofs of the secrets it was written with, and of the journal it belongs to.
    pub fn proofs(&self) -> Result<Proofs, StoreError> {
        match self {
            Storage::File(file) => file.proofs(),
            Storage::Postgres(database) => database.proofs(),
        }
    }

    /// Adds proofs, all or none; one that is there already stays as it is.
    pub fn add_proofs(&self, new: &Proofs) -> Result<(), StoreError> {
        match self {
            Storage::File(file) => file.add_proofs(new),
            Storage::Postgres(database) => database.add_proofs(new),
        }
    }

    /// What was seen of the journal; `None` when nothing was noted yet.
    pub fn seen(&self) -> Result<Option<Seen>, StoreError> {
        match self {
            Storage::File(file) => file.seen(),
            Storage::Postgres(database) => database.seen(),
        }
    }

    /// Notes what is seen, where nothing was, or just `before`.
    pub fn note_seen(&self, before: Head, now: Seen) -> Result<bool, StoreError> {
        match self {
            Storage::File(file) => file.note_seen(before, now),
            Storage::Postgres(database) => database.note_seen(before, now),
        }
    }

    /// Keys in the order of their names, for copying.
    pub fn keys_after(&self, after: KeyId, limit: usize) -> Result<Vec<NewKey>, StoreError> {
        match self {
            Storage::File(file) => file.keys_after(after, limit),
            Storage::Postgres(database) => database.keys_after(after, limit),
        }
    }

    /// Names of destroyed keys in order, for copying.
    pub fn destroyed_after(&self, after: KeyId, limit: usize) -> Result<Vec<KeyId>, StoreError> {
        match self {
            Storage::File(file) => file.destroyed_after(after, limit),
            Storage::Postgres(database) => database.destroyed_after(after, limit),
        }
    }

    /// Handles in the order of what they stand for, for copying.
    pub fn handles_after(&self, after: Hash, limit: usize) -> Result<Vec<(Hash, Handle)>, StoreError> {
        match self {
            Storage::File(file) => file.handles_after(after, limit),
            Storage::Postgres(database) => database.handles_after(after, limit),
        }
    }
}
