//! The vault's tables, and the check that the configured secrets belong to it.

use std::collections::BTreeMap;

use aws_lc_rs::hmac;
use events::{KeyId, Subject};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::cipher::Cipher;
use super::random;
use crate::StoreError;

pub(super) const SCHEMA: &str = include_str!("../../../../schemas/sql/vault.sql");

/// A subject as the key table names it.
pub(super) fn subject_bytes(subject: Subject) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(20);
    // Writing CBOR to a vector cannot fail.
    let _ = minicbor::encode(subject, &mut bytes);
    bytes
}

/// Refuses secrets that are not those the vault was written with, before anything can be written with wrong ones. The
/// first start stores a proof of each secret; a refused start stores nothing.
pub(super) fn check_secrets(
    file: &Connection,
    hash_key: &hmac::Key,
    wrapping: &BTreeMap<u32, Cipher>,
) -> Result<(), StoreError> {
    let file = file.unchecked_transaction()?;
    let proof = hmac::sign(hash_key, b"proof of the identifier hash key").as_ref().to_vec();
    if stored_proof(&file, "identifier hash key", || Ok(proof.clone()))? != proof {
        return Err(StoreError::WrongSecrets("the identifier hash key is not the one this vault was written with"));
    }
    for (version, cipher) in wrapping {
        let name = format!("key-encryption key {version}");
        let known = KeyId(Uuid::nil());
        let wrapped = stored_proof(&file, &name, || cipher.wrap(&[0; 32], known, random()?))?;
        cipher
            .unwrap(&wrapped, known)
            .map_err(|_| StoreError::WrongSecrets("a key-encryption key is not the one this vault was written with"))?;
    }
    Ok(file.commit()?)
}

fn stored_proof(
    file: &Connection,
    secret: &str,
    make: impl FnOnce() -> Result<Vec<u8>, StoreError>,
) -> Result<Vec<u8>, StoreError> {
    let stored: Option<Vec<u8>> =
        file.query_row("SELECT proof FROM secrets WHERE secret = ?1", [secret], |row| row.get(0)).optional()?;
    if let Some(proof) = stored {
        return Ok(proof);
    }
    let proof = make()?;
    file.execute("INSERT INTO secrets VALUES (?1, ?2)", params![secret, proof])?;
    Ok(proof)
}
