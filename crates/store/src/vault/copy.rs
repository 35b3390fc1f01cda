//! A vault copied into another storage, as it is: keys stay wrapped, so no secret is needed. It can be broken off and
//! taken up again.

use std::path::Path;

use events::{Handle, Head, KeyId};
use uuid::Uuid;

use super::file::VaultFile;
use super::postgres::VaultDatabase;
use super::rows::Hash;
use super::storage::Storage;
use crate::StoreError;
use crate::sqlite::FileFault;
use crate::store::VaultPlace;

/// Keys or handles that are read at once.
const BATCH: usize = 5_000;

/// How much was copied.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Keys that open something.
    pub keys: u64,
    /// Keys that were destroyed on purpose.
    pub destroyed: u64,
    /// Handles of identifiers.
    pub handles: u64,
}

/// Copies everything of one vault into another, which is empty or holds a part of it. `folder` is where a vault that is a
/// file stands.
pub fn copy(
    from: (&VaultPlace, &Path),
    to: (&VaultPlace, &Path),
    tell: &mut dyn FnMut(Copied),
) -> Result<Copied, StoreError> {
    let (from, to) = (open(from)?, open(to)?);
    let proofs = from.proofs()?;
    if to.proofs()?.iter().any(|(name, proof)| proofs.get(name) != Some(proof)) {
        return Err(StoreError::ForeignVault);
    }
    // The proofs come first: whatever uses the copy too early is refused, since it is of one journal and these secrets.
    to.add_proofs(&proofs)?;
    let mut copied = Copied::default();
    let mut after = KeyId(Uuid::nil());
    while let Some(destroyed) = some(from.destroyed_after(after, BATCH)?) {
        after = destroyed.last().copied().unwrap_or(after);
        to.destroy(&destroyed, &[])?;
        copied.destroyed += destroyed.len() as u64;
        tell(copied);
    }
    let mut after = KeyId(Uuid::nil());
    while let Some(keys) = some(from.keys_after(after, BATCH)?) {
        after = keys.last().map_or(after, |key| key.id);
        copied.keys += keys.len() as u64;
        to.add(Vec::new(), keys)?;
        tell(copied);
    }
    let mut after: Hash = [0; 16];
    while let Some(handles) = some(from.handles_after(after, BATCH)?) {
        after = handles.last().map_or(after, |(hash, _)| *hash);
        let taken = to.add(handles.clone(), Vec::new())?;
        if taken.iter().zip(&handles).any(|(taken, (_, handle)): (&Handle, _)| taken != handle) {
            return Err(StoreError::ForeignVault);
        }
        copied.handles += handles.len() as u64;
        tell(copied);
    }
    // Last: until the copy is whole, it has seen nothing, and a start looks for every key.
    if let Some(seen) = from.seen()? {
        let before = to.seen()?.map_or(Head::START, |seen| seen.head);
        to.note_seen(before, seen)?;
    }
    Ok(copied)
}

fn open((place, folder): (&VaultPlace, &Path)) -> Result<Storage, StoreError> {
    match place {
        VaultPlace::Folder => {
            let folder = folder.join("vault");
            crate::folder::private(&folder).map_err(FileFault::of(&folder))?;
            Ok(Storage::File(VaultFile::open(&folder.join("vault.db"))?))
        }
        VaultPlace::Postgres(url) => Ok(Storage::Postgres(VaultDatabase::open(url)?)),
    }
}

fn some<T>(batch: Vec<T>) -> Option<Vec<T>> {
    Some(batch).filter(|batch| !batch.is_empty())
}
