//! Upkeep: keys are rewrapped when there is a newer key-encryption key, and keys that no event uses are swept.
//!
//! Both go through the keys in the order in which they were made, some at a time; anyone who calls decides what is unused.

use events::{Instant, KeyId, Subject};
use uuid::Uuid;

use super::rows::{NewKey, proof_name};
use super::{Vault, random};
use crate::StoreError;

impl Vault {
    /// Are there keys, or may there be, that an older key-encryption key has wrapped?
    pub fn has_older_versions(&self) -> Result<bool, StoreError> {
        Ok(!self.older_versions()?.is_empty())
    }

    fn older_versions(&self) -> Result<Vec<u32>, StoreError> {
        let (newest, proofs) = (self.current()?.0, self.storage.proofs()?);
        Ok(self
            .wrapping
            .keys()
            .copied()
            .filter(|version| *version < newest && proofs.contains_key(&proof_name(*version)))
            .collect())
    }

    /// Wraps some keys behind `after` by the newest key-encryption key, where an older one has wrapped them; gives the
    /// last one it looked at, and `None` behind the last of all. Then the older versions are no longer needed, unless
    /// another node still wraps by one of them.
    pub fn rewrap_some(&self, after: KeyId, limit: usize) -> Result<Option<KeyId>, StoreError> {
        let (epoch, cipher) = self.current()?;
        let keys = self.storage.keys_after(after, limit)?;
        let Some(last) = keys.last().map(|key| key.id) else {
            self.storage.remove_unused_proofs(&self.older_versions()?)?;
            return Ok(None);
        };
        let mut rewrapped = Vec::new();
        for NewKey { id, subject, epoch: old, wrapped } in keys {
            if old < epoch {
                let key = self.wrapping_key(old)?.unwrap(&wrapped, id)?;
                rewrapped.push(NewKey { id, subject, epoch, wrapped: cipher.wrap(&key, id, random()?)? });
            }
        }
        self.storage.rewrap(rewrapped)?;
        Ok(Some(last))
    }

    /// Keys made before a moment that no sweep has looked at, oldest first, and whose they are.
    pub fn unswept(&self, before: Instant, limit: usize) -> Result<Vec<(KeyId, Subject)>, StoreError> {
        let after = self.storage.swept()?.unwrap_or(KeyId(Uuid::nil()));
        // A key's id begins with the milliseconds at which it was made (UUIDv7).
        let end = Uuid::from_u128(u128::from(before.millis().unsigned_abs()) << 80);
        let keys = self.storage.keys_after(after, limit)?;
        Ok(keys.into_iter().filter(|key| key.id.0 < end).map(|key| (key.id, key.subject)).collect())
    }

    /// Deletes keys that no event uses, and remembers that a sweep has come up to and with `last`. An event that used one
    /// all the same would say that its key is lost.
    pub fn swept(&self, unused: &[KeyId], last: KeyId) -> Result<(), StoreError> {
        self.storage.sweep(unused, last)
    }
}
