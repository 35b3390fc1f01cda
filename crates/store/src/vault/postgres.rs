//! The vault on PostgreSQL, shared by several nodes, under a role of its own.
//!
//! Each write is one statement that can be repeated without harm: keys have names that nobody else draws, and the first
//! handle of an identifier stays. So a write whose answer was lost is simply sent again.

use std::collections::{BTreeMap, HashMap};

use events::{Chain, Handle, Head, KeyId, Position};
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::rows::{Hash, NewKey, Proofs, StoredKey, proof_name};
use super::schema::{subject_bytes, subject_of};
use super::seen::Seen;
use crate::StoreError;
use crate::postgres::{BlockingDatabase, Part};

const PART: Part = Part {
    schema: "oppijaloki_vault",
    role: "oppijaloki_vault",
    steps: &[
        concat!(
            include_str!("../../../../schemas/sql/postgres/vault.sql"),
            include_str!("../../../../schemas/sql/postgres/vault_rights.sql")
        ),
        include_str!("../../../../schemas/sql/postgres/vault_2.sql"),
        include_str!("../../../../schemas/sql/postgres/vault_3.sql"),
    ],
};

const ADD: &str = "
  WITH new_keys AS (
    INSERT INTO oppijaloki_vault.keys
    SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::bigint[], $4::bytea[]) AS new (id, subject, epoch, wrapped)
    WHERE NOT EXISTS (SELECT FROM oppijaloki_vault.destroyed_keys destroyed WHERE destroyed.id = new.id)
    ON CONFLICT DO NOTHING)
  INSERT INTO oppijaloki_vault.handles SELECT * FROM unnest($5::bytea[], $6::bytea[]) ON CONFLICT DO NOTHING";

const FIND_HANDLES: &str = "SELECT identifier, handle FROM oppijaloki_vault.handles WHERE identifier = ANY($1)";

const FIND_KEYS: &str = "
  SELECT id, epoch, wrapped FROM oppijaloki_vault.keys WHERE id = ANY($1)
  UNION ALL SELECT id, NULL, NULL FROM oppijaloki_vault.destroyed_keys WHERE id = ANY($1)";

const DESTROY: &str = "
  WITH no_keys AS (DELETE FROM oppijaloki_vault.keys WHERE id = ANY($1)),
       no_handles AS (DELETE FROM oppijaloki_vault.handles WHERE handle = ANY($2))
  INSERT INTO oppijaloki_vault.destroyed_keys SELECT unnest($1) ON CONFLICT DO NOTHING";

const ADD_PROOFS: &str =
    "INSERT INTO oppijaloki_vault.secrets SELECT * FROM unnest($1::text[], $2::bytea[]) ON CONFLICT DO NOTHING";

const REWRAP: &str = "
  UPDATE oppijaloki_vault.keys SET epoch = new.epoch, wrapped = new.wrapped
  FROM unnest($1::bytea[], $2::bigint[], $3::bytea[]) AS new (id, epoch, wrapped) WHERE keys.id = new.id";

const REMOVE_UNUSED_PROOFS: &str = "
  DELETE FROM oppijaloki_vault.secrets USING unnest($1::bigint[], $2::text[]) AS old (epoch, name)
  WHERE secret = old.name AND NOT EXISTS (SELECT FROM oppijaloki_vault.keys WHERE keys.epoch = old.epoch)";

const SWEEP: &str = "
  WITH unused AS (DELETE FROM oppijaloki_vault.keys WHERE id = ANY($1))
  INSERT INTO oppijaloki_vault.swept (up_to) VALUES ($2) ON CONFLICT (one) DO UPDATE SET up_to = excluded.up_to";

/// Sent a second time it says that nothing was noted; then it is looked up.
const NOTE_SEEN: &str = "
  INSERT INTO oppijaloki_vault.journal_seen AS seen (position, chain, accepted, unexplained) VALUES ($1, $2, $3, $4)
  ON CONFLICT (one) DO UPDATE SET position = excluded.position, chain = excluded.chain, accepted = excluded.accepted,
    unexplained = excluded.unexplained
  WHERE seen.chain = $5 RETURNING position";

pub(super) struct VaultDatabase(BlockingDatabase);

impl VaultDatabase {
    pub fn open(url: &str) -> Result<VaultDatabase, StoreError> {
        BlockingDatabase::open(url, &PART, "the vault").map(VaultDatabase)
    }

    pub fn add(&self, identifiers: Vec<(Hash, Handle)>, keys: Vec<NewKey>) -> Result<Vec<Handle>, StoreError> {
        // In one order on every node, or two of them could wait for each other.
        let drawn: BTreeMap<Hash, Handle> = identifiers.iter().copied().collect();
        let ids: Vec<[u8; 16]> = keys.iter().map(|key| *key.id.0.as_bytes()).collect();
        let subjects: Vec<Vec<u8>> = keys.iter().map(|key| subject_bytes(key.subject)).collect();
        let epochs: Vec<i64> = keys.iter().map(|key| i64::from(key.epoch)).collect();
        let wrapped: Vec<Vec<u8>> = keys.into_iter().map(|key| key.wrapped).collect();
        let (hashes, handles): (Vec<Hash>, Vec<[u8; 16]>) =
            drawn.iter().map(|(hash, handle)| (*hash, handle.0)).unzip();
        self.0.send(|| {
            let add = sqlx::query(ADD).bind(ids.clone()).bind(subjects.clone()).bind(epochs.clone());
            add.bind(wrapped.clone()).bind(hashes.clone()).bind(handles.clone())
        })?;
        if identifiers.is_empty() {
            return Ok(Vec::new());
        }
        // Another node may have been first; what it drew counts.
        let hashes: Vec<Hash> = identifiers.into_iter().map(|(hash, _)| hash).collect();
        let found = self.find_handles(&hashes)?.into_iter().collect::<Option<Vec<Handle>>>();
        found.ok_or_else(|| StoreError::Unavailable("a handle was destroyed while it was made".to_owned()))
    }

    pub fn find_handles(&self, hashes: &[Hash]) -> Result<Vec<Option<Handle>>, StoreError> {
        let wanted = hashes.to_vec();
        let rows = self.0.send(|| sqlx::query(FIND_HANDLES).bind(wanted.clone()))?;
        let pair = |row: &PgRow| Ok((row.try_get(0)?, Handle(row.try_get(1)?)));
        let found = rows.iter().map(pair).collect::<sqlx::Result<HashMap<Hash, Handle>>>().map_err(damaged)?;
        Ok(hashes.iter().map(|hash| found.get(hash).copied()).collect())
    }

    pub fn find_keys(&self, wanted: &[KeyId]) -> Result<Vec<(KeyId, StoredKey)>, StoreError> {
        let wanted: Vec<[u8; 16]> = wanted.iter().map(|key| *key.0.as_bytes()).collect();
        let rows = self.0.send(|| sqlx::query(FIND_KEYS).bind(wanted.clone()))?;
        rows.iter().map(stored_key).collect::<sqlx::Result<_>>().map_err(damaged)
    }

    pub fn destroy(&self, keys: &[KeyId], handles: &[Handle]) -> Result<(), StoreError> {
        let keys: Vec<[u8; 16]> = keys.iter().map(|key| *key.0.as_bytes()).collect();
        let handles: Vec<[u8; 16]> = handles.iter().map(|handle| handle.0).collect();
        self.0.send(|| sqlx::query(DESTROY).bind(keys.clone()).bind(handles.clone())).map(|_| ())
    }

    pub fn rewrap(&self, keys: Vec<NewKey>) -> Result<(), StoreError> {
        let ids: Vec<[u8; 16]> = keys.iter().map(|key| *key.id.0.as_bytes()).collect();
        let epochs: Vec<i64> = keys.iter().map(|key| i64::from(key.epoch)).collect();
        let wrapped: Vec<Vec<u8>> = keys.into_iter().map(|key| key.wrapped).collect();
        self.0.send(|| sqlx::query(REWRAP).bind(ids.clone()).bind(epochs.clone()).bind(wrapped.clone())).map(|_| ())
    }

    pub fn remove_unused_proofs(&self, versions: &[u32]) -> Result<(), StoreError> {
        let epochs: Vec<i64> = versions.iter().map(|version| i64::from(*version)).collect();
        let names: Vec<String> = versions.iter().map(|version| proof_name(*version)).collect();
        self.0.send(|| sqlx::query(REMOVE_UNUSED_PROOFS).bind(epochs.clone()).bind(names.clone())).map(|_| ())
    }

    pub fn swept(&self) -> Result<Option<KeyId>, StoreError> {
        let rows = self.0.send(|| sqlx::query("SELECT up_to FROM oppijaloki_vault.swept"))?;
        let id = rows.first().map(|row| row.try_get(0).map(Uuid::from_bytes)).transpose().map_err(damaged)?;
        Ok(id.map(KeyId))
    }

    pub fn sweep(&self, unused: &[KeyId], last: KeyId) -> Result<(), StoreError> {
        let (unused, last): (Vec<[u8; 16]>, _) = (unused.iter().map(|key| *key.0.as_bytes()).collect(), last);
        self.0.send(|| sqlx::query(SWEEP).bind(unused.clone()).bind(*last.0.as_bytes())).map(|_| ())
    }

    pub fn seen(&self) -> Result<Option<Seen>, StoreError> {
        const SEEN: &str = "SELECT position, chain, accepted, unexplained FROM oppijaloki_vault.journal_seen";
        let number = |row: &PgRow, n: usize| row.try_get::<i64, _>(n).map(i64::unsigned_abs);
        let seen = |row: &PgRow| -> sqlx::Result<Seen> {
            let head = Head { position: Position(number(row, 0)?), chain: Chain(row.try_get(1)?) };
            Ok(Seen { head, accepted: Position(number(row, 2)?), unexplained: number(row, 3)? })
        };
        self.0.send(|| sqlx::query(SEEN))?.first().map(seen).transpose().map_err(damaged)
    }

    pub fn note_seen(&self, before: Head, now: Seen) -> Result<bool, StoreError> {
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let Seen { head, accepted, unexplained } = now;
        let noted = self.0.send(|| {
            let note = sqlx::query(NOTE_SEEN).bind(number(head.position.0)).bind(head.chain.0);
            note.bind(number(accepted.0)).bind(number(unexplained)).bind(before.chain.0)
        })?;
        Ok(!noted.is_empty() || self.seen()? == Some(now))
    }

    pub fn keys_after(&self, after: KeyId, limit: usize) -> Result<Vec<NewKey>, StoreError> {
        const PAGE: &str = "SELECT id, subject, epoch, wrapped FROM oppijaloki_vault.keys
                            WHERE id > $1 ORDER BY id LIMIT $2";
        let rows = self.page(PAGE, *after.0.as_bytes(), limit)?;
        let key = |row: &PgRow| -> sqlx::Result<_> {
            let epoch: i64 = row.try_get(2)?;
            let subject: Vec<u8> = row.try_get(1)?;
            Ok((KeyId(Uuid::from_bytes(row.try_get(0)?)), subject, u32::try_from(epoch).unwrap_or(0), row.try_get(3)?))
        };
        let keys = rows.iter().map(key).collect::<sqlx::Result<Vec<_>>>().map_err(damaged)?;
        let with_subject = |(id, subject, epoch, wrapped): (KeyId, Vec<u8>, u32, Vec<u8>)| {
            Ok(NewKey { id, subject: subject_of(&subject)?, epoch, wrapped })
        };
        keys.into_iter().map(with_subject).collect()
    }

    pub fn destroyed_after(&self, after: KeyId, limit: usize) -> Result<Vec<KeyId>, StoreError> {
        const PAGE: &str = "SELECT id FROM oppijaloki_vault.destroyed_keys WHERE id > $1 ORDER BY id LIMIT $2";
        let rows = self.page(PAGE, *after.0.as_bytes(), limit)?;
        let key = |row: &PgRow| Ok(KeyId(Uuid::from_bytes(row.try_get(0)?)));
        rows.iter().map(key).collect::<sqlx::Result<_>>().map_err(damaged)
    }

    pub fn handles_after(&self, after: Hash, limit: usize) -> Result<Vec<(Hash, Handle)>, StoreError> {
        const PAGE: &str = "SELECT identifier, handle FROM oppijaloki_vault.handles
                            WHERE identifier > $1 ORDER BY identifier LIMIT $2";
        let rows = self.page(PAGE, after, limit)?;
        let pair = |row: &PgRow| Ok((row.try_get(0)?, Handle(row.try_get(1)?)));
        rows.iter().map(pair).collect::<sqlx::Result<_>>().map_err(damaged)
    }

    fn page(&self, page: &'static str, after: [u8; 16], limit: usize) -> Result<Vec<PgRow>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.0.send(|| sqlx::query(page).bind(after).bind(limit))
    }

    pub fn proofs(&self) -> Result<Proofs, StoreError> {
        let rows = self.0.send(|| sqlx::query("SELECT secret, proof FROM oppijaloki_vault.secrets"))?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<sqlx::Result<_>>().map_err(damaged)
    }

    pub fn add_proofs(&self, new: &Proofs) -> Result<(), StoreError> {
        let names: Vec<String> = new.keys().cloned().collect();
        let proofs: Vec<Vec<u8>> = new.values().cloned().collect();
        self.0.send(|| sqlx::query(ADD_PROOFS).bind(names.clone()).bind(proofs.clone())).map(|_| ())
    }
}

/// A key that was destroyed has no wrapped form.
fn stored_key(row: &PgRow) -> sqlx::Result<(KeyId, StoredKey)> {
    let id = KeyId(Uuid::from_bytes(row.try_get(0)?));
    let (epoch, wrapped): (Option<i64>, Option<Vec<u8>>) = (row.try_get(1)?, row.try_get(2)?);
    let stored = match (epoch.and_then(|epoch| u32::try_from(epoch).ok()), wrapped) {
        (Some(epoch), Some(wrapped)) => StoredKey::Wrapped { epoch, wrapped },
        _ => StoredKey::Destroyed,
    };
    Ok((id, stored))
}

fn damaged(error: sqlx::Error) -> StoreError {
    StoreError::Damaged(error.to_string())
}
