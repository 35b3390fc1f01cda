//! The check that the configured secrets are those that the vault was written with.

use std::collections::BTreeMap;

use aws_lc_rs::hmac;
use events::KeyId;
use uuid::Uuid;

use super::cipher::Cipher;
use super::random;
use super::rows::{KEY_ENCRYPTION_KEY, Proofs, proof_name};
use super::storage::Storage;
use crate::StoreError;

/// Refuses secrets that are not those the vault was written with, before anything can be written with wrong ones. The
/// first start stores a proof of each secret; a refused start stores nothing.
pub(super) fn check_secrets(
    storage: &Storage,
    hash_key: &hmac::Key,
    wrapping: &BTreeMap<u32, Cipher>,
) -> Result<(), StoreError> {
    let missing = missing_proofs(&storage.proofs()?, hash_key, wrapping)?;
    if missing.is_empty() {
        return Ok(());
    }
    storage.add_proofs(&missing)?;
    // Another node may have been first, with other secrets.
    missing_proofs(&storage.proofs()?, hash_key, wrapping).map(|_| ())
}

/// Proofs of those secrets that the vault has none of yet.
fn missing_proofs(
    stored: &Proofs,
    hash_key: &hmac::Key,
    wrapping: &BTreeMap<u32, Cipher>,
) -> Result<Proofs, StoreError> {
    let mut missing = Proofs::new();
    let proof = hmac::sign(hash_key, b"proof of the identifier hash key").as_ref().to_vec();
    match stored.get("identifier hash key") {
        None => drop(missing.insert("identifier hash key".to_owned(), proof)),
        Some(stored) if *stored == proof => {}
        Some(_) => {
            return Err(StoreError::WrongSecrets("the identifier hash key is not the one this vault was written with"));
        }
    }
    let known = KeyId(Uuid::nil());
    let configured: Vec<String> = wrapping.keys().map(|version| proof_name(*version)).collect();
    if stored.keys().any(|name| name.starts_with(KEY_ENCRYPTION_KEY) && !configured.contains(name)) {
        return Err(StoreError::WrongSecrets(
            "a key-encryption key that has wrapped keys of this vault is not configured; put its version back",
        ));
    }
    let newest = wrapping.keys().next_back().copied();
    for (version, cipher) in wrapping {
        let name = proof_name(*version);
        match stored.get(&name) {
            // Nothing is ever wrapped by another one.
            None if Some(*version) == newest => drop(missing.insert(name, cipher.wrap(&[0; 32], known, random()?)?)),
            None => {}
            Some(wrapped) => drop(cipher.unwrap(wrapped, known).map_err(|_| {
                StoreError::WrongSecrets("a key-encryption key is not the one this vault was written with")
            })?),
        }
    }
    Ok(missing)
}
