//! The vault's tables.

use events::Subject;

use crate::StoreError;

pub(super) const SCHEMA: &str = include_str!("../../../../schemas/sql/vault.sql");

/// A subject as the key table names it.
pub(super) fn subject_bytes(subject: Subject) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(20);
    // Writing CBOR to a vector cannot fail.
    let _ = minicbor::encode(subject, &mut bytes);
    bytes
}

/// A subject as the key table named it.
pub(super) fn subject_of(bytes: &[u8]) -> Result<Subject, StoreError> {
    minicbor::decode(bytes).map_err(|_| StoreError::Damaged("the vault names a subject that nobody knows".to_owned()))
}
