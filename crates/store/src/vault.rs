//! The vault: keys that open sealed parts, and handles that stand for identifiers in the log.
//!
//! A key is durable before the event that uses it is appended. Keys are wrapped by a configured, versioned
//! key-encryption key, so destroying an old version voids copies of the vault in backups. An identifier is found by a
//! keyed hash of its normal form; its handle in the log is random, so the mapping can be destroyed.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use aws_lc_rs::{hmac, rand};
use events::sealed::{Algorithm, binding};
use events::{
    Envelope, EventId, Fact, Handle, Identifier, KeyId, Opened, OpenedEvent, Opening, Recorded, SealedPart, Subject,
};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::StoreError;
use crate::erasures::{Destroyed, Erasures};
use crate::last_write::LastWrite;
use crate::sqlite::FileFault;

mod cipher;
pub mod copy;
mod file;
mod handles;
mod postgres;
mod rows;
mod schema;
mod secrets;
mod seen;
mod storage;
mod unwrapped;
mod upkeep;
mod writer;

use cipher::Cipher;
use file::VaultFile;
use postgres::VaultDatabase;
use rows::{Hash, NewKey, Proofs, StoredKey};
pub use seen::Seen;
use storage::Storage;
use unwrapped::{Slot, Unwrapped};

/// The secrets that a vault needs. Losing the key-encryption keys loses all personal data; losing the hash key makes
/// every known person unknown by their identifiers.
pub struct VaultSecrets {
    /// Key-encryption keys by version; the highest one wraps new keys.
    pub key_encryption_keys: BTreeMap<u32, Zeroizing<[u8; 32]>>,
    /// Key of the hash over identifiers.
    pub identifier_hash_key: Zeroizing<[u8; 32]>,
}

/// Keys and identifiers, apart from the log. All methods block; callers in a request use a blocking task.
pub struct Vault {
    storage: Storage,
    wrapping: BTreeMap<u32, Cipher>,
    hash_key: hmac::Key,
    unwrapped: Mutex<Unwrapped>,
    last_write: LastWrite,
    /// What the log says of destroyed keys; the vault's own word counts where there is no log.
    erasures: OnceLock<Arc<Erasures>>,
}

/// Under this name stands the journal that a vault belongs to.
const BOUND_TO: &str = "journal";

impl Vault {
    /// Opens `vault.db` in `folder`. Secrets that do not belong to it are refused.
    pub fn open(folder: &Path, secrets: &VaultSecrets) -> Result<Vault, StoreError> {
        crate::folder::private(folder).map_err(FileFault::of(folder))?;
        Vault::over(Storage::File(VaultFile::open(&folder.join("vault.db"))?), secrets)
    }

    /// Opens `vault.db` in `folder`, which another process writes, for reading alone.
    pub fn open_beside(folder: &Path, secrets: &VaultSecrets) -> Result<Vault, StoreError> {
        Vault::over(Storage::File(VaultFile::open_beside(&folder.join("vault.db"))?), secrets)
    }

    /// Opens the vault in a PostgreSQL database, which several nodes share.
    pub fn open_postgres(url: &str, secrets: &VaultSecrets) -> Result<Vault, StoreError> {
        Vault::over(Storage::Postgres(VaultDatabase::open(url)?), secrets)
    }

    fn over(storage: Storage, secrets: &VaultSecrets) -> Result<Vault, StoreError> {
        let hash_key = hmac::Key::new(hmac::HMAC_SHA256, secrets.identifier_hash_key.as_slice());
        let wrapping: BTreeMap<u32, Cipher> =
            secrets.key_encryption_keys.iter().map(|(version, key)| (*version, Cipher::new(key))).collect();
        if wrapping.is_empty() {
            return Err(StoreError::WrongSecrets("no key-encryption key is configured"));
        }
        secrets::check_secrets(&storage, &hash_key, &wrapping)?;
        let (unwrapped, last_write, erasures) = (Mutex::default(), LastWrite::default(), OnceLock::new());
        Ok(Vault { storage, wrapping, hash_key, unwrapped, last_write, erasures })
    }

    /// Binds a new vault to a journal, and refuses one that was bound to another, or that is new beside a journal with
    /// events: every person in it would be unreadable, and taken for a new one when imported again.
    pub fn bind(&self, journal: Uuid, journal_is_empty: bool) -> Result<(), StoreError> {
        let bound = |proofs: Proofs| proofs.get(BOUND_TO).map(|bound| bound == journal.as_bytes());
        match bound(self.storage.proofs()?) {
            None if journal_is_empty => {
                let new = Proofs::from([(BOUND_TO.to_owned(), journal.as_bytes().to_vec())]);
                self.storage.add_proofs(&new)?;
            }
            Some(true) => return Ok(()),
            None => return Err(StoreError::NewVault),
            Some(false) => return Err(StoreError::ForeignVault),
        }
        // Another node may have been first.
        if bound(self.storage.proofs()?) == Some(true) { Ok(()) } else { Err(StoreError::ForeignVault) }
    }

    /// The handles of identifiers, made where there were none; durable when this returns.
    pub fn handles(&self, identifiers: &[Identifier]) -> Result<Vec<Handle>, StoreError> {
        if identifiers.is_empty() {
            return Ok(Vec::new());
        }
        self.last_write.note(self.storage.handles(self.draw(identifiers)?))
    }

    /// A handle for each identifier, to be taken where none exists.
    fn draw(&self, identifiers: &[Identifier]) -> Result<Vec<(Hash, Handle)>, StoreError> {
        identifiers.iter().map(|identifier| Ok((self.hash(identifier), Handle(random()?)))).collect()
    }

    /// Does it stand in a file of this machine? Else it is asked over the network.
    pub fn is_in_file(&self) -> bool {
        matches!(self.storage, Storage::File(_))
    }

    /// The handles that exist.
    pub fn find_handles(&self, identifiers: &[Identifier]) -> Result<Vec<Option<Handle>>, StoreError> {
        let hashes: Vec<Hash> = identifiers.iter().map(|identifier| self.hash(identifier)).collect();
        self.storage.find_handles(&hashes)
    }

    /// New keys for these subjects, durable when this returns.
    pub fn create_keys(&self, subjects: &[Subject]) -> Result<Vec<KeyId>, StoreError> {
        if subjects.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.provide(&[], subjects)?.1)
    }

    /// Handles of identifiers, made where there were none, and new keys for these subjects: all durable when this
    /// returns, by one write.
    pub fn provide(
        &self,
        identifiers: &[Identifier],
        subjects: &[Subject],
    ) -> Result<(Vec<Handle>, Vec<KeyId>), StoreError> {
        let (epoch, cipher) = self.current()?;
        let drawn = self.draw(identifiers)?;
        let (mut created, mut keys) = (Vec::with_capacity(subjects.len()), Vec::with_capacity(subjects.len()));
        for subject in subjects {
            let (id, key) = (KeyId(Uuid::now_v7()), Zeroizing::new(random::<32>()?));
            keys.push(NewKey { id, subject: *subject, epoch, wrapped: cipher.wrap(&key, id, random()?)? });
            created.push((id, key));
        }
        let handles = self.last_write.note(self.storage.add(drawn, keys))?;
        let ids = created.iter().map(|(id, _)| *id).collect();
        created.into_iter().for_each(|(id, key)| self.unwrapped().remember(id, Slot::Key(key)));
        Ok((handles, ids))
    }

    /// Seals the personal data of a fact for its event; `None` when it has none.
    pub fn seal(
        &self,
        fact: &Fact,
        id: EventId,
        subject: Subject,
        key: KeyId,
    ) -> Result<Option<SealedPart>, StoreError> {
        let Some(plain) = fact.personal_bytes().map(Zeroizing::new) else { return Ok(None) };
        let Slot::Key(secret) = self.key(key)?.ok_or(StoreError::KeyLost)? else {
            return Err(StoreError::Erased);
        };
        let nonce = random()?;
        let bound_to = binding(id, fact.event_type(), fact.version(), subject);
        let bytes = Cipher::new(&secret).seal(&plain, nonce, &bound_to)?;
        Ok(Some(SealedPart { subject, key, algorithm: Algorithm::Aes256Gcm, nonce, bytes }))
    }

    /// Reads an event's facts, with its personal data where the key still exists.
    pub fn open_fact(&self, envelope: &Envelope) -> Result<Fact, StoreError> {
        let opened = match envelope.sealed.first() {
            Some(part) => Some(self.open_part(envelope, part)?),
            None => None,
        };
        let opening = opened.as_ref().map(|opened| match opened {
            Opened::Known(plain) => Opening::Plain(plain),
            Opened::Erased => Opening::Erased,
            Opened::KeyLost => Opening::KeyLost,
        });
        Ok(Fact::decode(&envelope.event_type, envelope.version, &envelope.data, opening)?)
    }

    /// Opens an event's personal data.
    pub fn open_event(&self, recorded: Arc<Recorded>) -> Result<OpenedEvent, StoreError> {
        let fact = self.open_fact(&recorded.envelope)?;
        Ok(OpenedEvent { recorded, fact })
    }

    /// Opens many events; their keys are read at once.
    pub fn open_events(&self, recorded: Vec<Arc<Recorded>>) -> Result<Vec<OpenedEvent>, StoreError> {
        let envelopes: Vec<_> = recorded.iter().map(|event| &event.envelope).collect();
        self.fetch_keys(&envelopes)?;
        recorded.into_iter().map(|event| self.open_event(event)).collect()
    }

    fn open_part(&self, envelope: &Envelope, part: &SealedPart) -> Result<Opened<Zeroizing<Vec<u8>>>, StoreError> {
        let opened = self.open_by(envelope, part)?;
        match opened {
            Opened::Erased if self.explains(part.key) == Destroyed::Unexplained => {
                tracing::error!(event = %envelope.id, key = %part.key, "ALARM: a key is destroyed in the vault, and no erasure in the log says so");
                return Ok(Opened::KeyLost);
            }
            Opened::KeyLost => {
                tracing::error!(event = %envelope.id, key = %part.key, "ALARM: a key of the vault is lost")
            }
            Opened::Erased | Opened::Known(_) => {}
        }
        Ok(opened)
    }

    /// By the vault's own word.
    fn open_by(&self, envelope: &Envelope, part: &SealedPart) -> Result<Opened<Zeroizing<Vec<u8>>>, StoreError> {
        let secret = match self.key(part.key)? {
            Some(Slot::Key(secret)) => secret,
            Some(Slot::Destroyed) => return Ok(Opened::Erased),
            None => return Ok(Opened::KeyLost),
        };
        let bound_to = binding(envelope.id, &envelope.event_type, envelope.version, part.subject);
        let plain = Cipher::new(&secret).open(&part.bytes, part.nonce, &bound_to)?;
        Ok(Opened::Known(Zeroizing::new(plain)))
    }

    fn explains(&self, key: KeyId) -> Destroyed {
        self.erasures.get().map_or(Destroyed::Erased, |erasures| erasures.why_destroyed(key))
    }

    /// From now on only what the log names is shown as erased.
    pub(crate) fn believe(&self, erasures: Arc<Erasures>) {
        // There is one log.
        let _ = self.erasures.set(erasures);
    }

    /// Was the last write refused because the vault cannot be written?
    pub fn refuses_writes(&self) -> bool {
        self.last_write.refused()
    }

    /// Can it be written again, after a write was refused? A file is tried; of a database the next write tells.
    pub fn can_be_written(&self) -> bool {
        self.last_write.tried(self.storage.can_be_written())
    }

    /// Destroys keys and handles for good; repeating it is harmless. Keys are remembered as destroyed on purpose.
    pub fn destroy(&self, keys: &[KeyId], handles: &[Handle]) -> Result<(), StoreError> {
        let destroyed = self.storage.destroy(keys, handles);
        keys.iter().for_each(|key| self.unwrapped().remember(*key, Slot::Destroyed));
        destroyed
    }

    fn key(&self, id: KeyId) -> Result<Option<Slot>, StoreError> {
        if let Some(slot) = self.unwrapped().get(id) {
            return Ok(Some(slot));
        }
        Ok(self.load(&[id])?.pop())
    }

    /// Reads the keys of many sealed parts in one go, so that opening them afterwards asks for none.
    pub fn fetch_keys(&self, envelopes: &[&Envelope]) -> Result<(), StoreError> {
        let wanted: HashSet<KeyId> = {
            let mut unwrapped = self.unwrapped();
            let keys = envelopes.iter().flat_map(|envelope| &envelope.sealed).map(|part| part.key);
            keys.filter(|key| unwrapped.get(*key).is_none()).collect()
        };
        self.load(&wanted.into_iter().collect::<Vec<_>>())?;
        Ok(())
    }

    /// Reads those of the keys that are known, and remembers them.
    fn load(&self, wanted: &[KeyId]) -> Result<Vec<Slot>, StoreError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let mut slots = Vec::with_capacity(wanted.len());
        for (id, stored) in self.storage.find_keys(wanted)? {
            let slot = match stored {
                StoredKey::Wrapped { epoch, wrapped } => Slot::Key(self.wrapping_key(epoch)?.unwrap(&wrapped, id)?),
                StoredKey::Destroyed => Slot::Destroyed,
            };
            self.unwrapped().remember(id, slot.clone());
            slots.push(slot);
        }
        Ok(slots)
    }

    fn wrapping_key(&self, epoch: u32) -> Result<&Cipher, StoreError> {
        self.wrapping.get(&epoch).ok_or(StoreError::WrongSecrets(
            "a key-encryption key of an older version is still needed and is not configured",
        ))
    }

    fn unwrapped(&self) -> MutexGuard<'_, Unwrapped> {
        self.unwrapped.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn current(&self) -> Result<(u32, &Cipher), StoreError> {
        let newest = self.wrapping.last_key_value().map(|(epoch, cipher)| (*epoch, cipher));
        newest.ok_or(StoreError::WrongSecrets("no key-encryption key is configured"))
    }

    fn hash(&self, identifier: &Identifier) -> Hash {
        let mut context = hmac::Context::with_key(&self.hash_key);
        context.update(&[identifier.kind().number() as u8]);
        context.update(identifier.normal_form().as_bytes());
        let mut hash = [0; 16];
        hash.copy_from_slice(&context.sign().as_ref()[..16]);
        hash
    }
}

fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).map_err(|_| StoreError::Unavailable("no randomness".to_owned()))?;
    Ok(bytes)
}

impl Vault {
    /// What is sealed in an event, as the bytes that were sealed, by the vault's own word; `None` when nothing is. Anyone who
    /// asks says what is wrong.
    pub fn open_sealed(&self, envelope: &Envelope) -> Result<Option<Opened<Zeroizing<Vec<u8>>>>, StoreError> {
        envelope.sealed.first().map(|part| self.open_by(envelope, part)).transpose()
    }
}

#[cfg(test)]
mod tests;
