//! The vault's file: wrapped keys and handles in SQLite.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use events::{Chain, Handle, Head, KeyId, Position};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::handles::Handles;
use super::rows::{Hash, NewKey, Proofs, StoredKey, proof_name};
use super::schema;
use super::seen::Seen;
use super::writer::Writer;
use crate::StoreError;
use crate::lock::InPlace;
use crate::sqlite::{Durability, FileFault, Readers, at_one_moment, open, open_beside, try_to_write};

pub(super) struct VaultFile {
    path: PathBuf,
    in_place: InPlace,
    readers: Readers,
    file: Arc<Mutex<Connection>>,
    handles: Arc<Handles>,
    writer: Writer,
}

impl VaultFile {
    pub fn open(path: &Path) -> Result<VaultFile, StoreError> {
        let file = open(path, Durability::Durable)?;
        let handles = prepared(&file, path).map_err(FileFault::of(path))?;
        VaultFile::of(path, file, handles)
    }

    /// Opens a file that another process writes, for reading alone.
    pub fn open_beside(path: &Path) -> Result<VaultFile, StoreError> {
        let file = open_beside(path)?;
        let handles = Handles::open(&file, path).map_err(FileFault::of(path))?;
        VaultFile::of(path, file, handles)
    }

    fn of(path: &Path, file: Connection, handles: Arc<Handles>) -> Result<VaultFile, StoreError> {
        let in_place = InPlace::at(path).map_err(FileFault::of(path))?;
        let (path, readers, file) = (path.to_owned(), Readers::new(path), Arc::new(Mutex::new(file)));
        let writer = Writer::start(path.clone(), Arc::clone(&file), Arc::clone(&handles));
        let writer =
            writer.map_err(|error| StoreError::Unavailable(format!("the vault cannot be written: {error}")))?;
        Ok(VaultFile { path, in_place, readers, file, handles, writer })
    }

    /// The writing connection.
    pub fn lock(&self) -> MutexGuard<'_, Connection> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the writing connection, where the file is still the one that was opened.
    fn write<T>(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        self.in_place.check().map_err(StoreError::Unavailable)?;
        Ok(work(&mut self.lock()).map_err(FileFault::of(&self.path))?)
    }

    pub fn can_be_written(&self) -> bool {
        self.write(|file| try_to_write(file)).is_ok()
    }

    /// Writes and gives the handles of the identifiers; durable when this returns.
    pub fn add(&self, identifiers: Vec<(Hash, Handle)>, keys: Vec<NewKey>) -> Result<Vec<Handle>, StoreError> {
        self.in_place.check().map_err(StoreError::Unavailable)?;
        self.writer.add(identifiers, keys)
    }

    pub fn find_handles(&self, hashes: &[Hash]) -> Result<Vec<Option<Handle>>, StoreError> {
        // One look at the file for all of them.
        Ok(self.readers.with(|file| at_one_moment(file, |file| self.handles.find(file, hashes)))?)
    }

    pub fn proofs(&self) -> Result<Proofs, StoreError> {
        self.write(|file| {
            let mut proofs = file.prepare("SELECT secret, proof FROM secrets")?;
            proofs.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
    }

    pub fn add_proofs(&self, new: &Proofs) -> Result<(), StoreError> {
        self.write(|file| {
            let transaction = file.transaction()?;
            for (secret, proof) in new {
                transaction
                    .execute("INSERT INTO secrets VALUES (?1, ?2) ON CONFLICT DO NOTHING", params![secret, proof])?;
            }
            transaction.commit()
        })
    }

    pub fn keys_after(&self, after: KeyId, limit: usize) -> Result<Vec<NewKey>, StoreError> {
        type Row = ([u8; 16], Vec<u8>, u32, Vec<u8>);
        let rows: Vec<Row> = self.page(
            "SELECT id, subject, epoch, wrapped FROM keys WHERE id > ?1 ORDER BY id LIMIT ?2",
            after.0.as_bytes(),
            limit,
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )?;
        let key = |(id, subject, epoch, wrapped): Row| {
            let subject = schema::subject_of(&subject)?;
            Ok(NewKey { id: KeyId(Uuid::from_bytes(id)), subject, epoch, wrapped })
        };
        rows.into_iter().map(key).collect()
    }

    pub fn destroyed_after(&self, after: KeyId, limit: usize) -> Result<Vec<KeyId>, StoreError> {
        let page = "SELECT id FROM destroyed_keys WHERE id > ?1 ORDER BY id LIMIT ?2";
        self.page(page, after.0.as_bytes(), limit, |row| Ok(KeyId(Uuid::from_bytes(row.get(0)?))))
    }

    pub fn handles_after(&self, after: Hash, limit: usize) -> Result<Vec<(Hash, Handle)>, StoreError> {
        let page = "SELECT identifier, handle FROM handles WHERE identifier > ?1
                    UNION SELECT identifier, handle FROM new_handles WHERE identifier > ?1 ORDER BY identifier LIMIT ?2";
        self.page(page, &after, limit, |row| Ok((row.get(0)?, Handle(row.get(1)?))))
    }

    fn page<T>(
        &self,
        page: &str,
        after: &[u8; 16],
        limit: usize,
        row: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let read = |file: &Connection| file.prepare_cached(page)?.query_map(params![after, limit], &row)?.collect();
        Ok(self.readers.with(read)?)
    }

    /// The keys that the file knows of.
    pub fn find_keys(&self, wanted: &[KeyId]) -> Result<Vec<(KeyId, StoredKey)>, StoreError> {
        let find = |file: &Connection| wanted.iter().filter_map(|id| find_key(file, *id).transpose()).collect();
        Ok(self.readers.with(|file| at_one_moment(file, find))?)
    }

    /// Deletes keys and handles for good, and remembers the keys as destroyed on purpose.
    pub fn destroy(&self, keys: &[KeyId], handles: &[Handle]) -> Result<(), StoreError> {
        self.write(|file| {
            let transaction = file.transaction()?;
            for key in keys {
                transaction.execute("DELETE FROM keys WHERE id = ?1", [key.0.as_bytes()])?;
                transaction.execute("INSERT OR IGNORE INTO destroyed_keys VALUES (?1)", [key.0.as_bytes()])?;
            }
            self.handles.delete(&transaction, handles)?;
            transaction.commit()?;
            self.handles.forget(handles);
            cut_log(file)
        })?
    }

    pub fn rewrap(&self, keys: Vec<NewKey>) -> Result<(), StoreError> {
        self.write(|file| {
            let transaction = file.transaction()?;
            for key in keys {
                transaction
                    .prepare_cached("UPDATE keys SET epoch = ?2, wrapped = ?3 WHERE id = ?1")?
                    .execute(params![key.id.0.as_bytes(), key.epoch, key.wrapped])?;
            }
            transaction.commit()
        })
    }

    pub fn remove_unused_proofs(&self, versions: &[u32]) -> Result<(), StoreError> {
        self.write(|file| {
            for version in versions {
                file.execute(
                    "DELETE FROM secrets WHERE secret = ?2 AND NOT EXISTS (SELECT 1 FROM keys WHERE epoch = ?1)",
                    params![version, proof_name(*version)],
                )?;
            }
            cut_log(file)
        })?
    }

    pub fn swept(&self) -> Result<Option<KeyId>, StoreError> {
        let read = |file: &Connection| file.query_row("SELECT up_to FROM swept", [], |row| row.get(0)).optional();
        Ok(self.readers.with(read)?.map(|id| KeyId(Uuid::from_bytes(id))))
    }

    pub fn sweep(&self, unused: &[KeyId], last: KeyId) -> Result<(), StoreError> {
        self.write(|file| {
            let transaction = file.transaction()?;
            for key in unused {
                transaction.prepare_cached("DELETE FROM keys WHERE id = ?1")?.execute([key.0.as_bytes()])?;
            }
            transaction.execute(
                "INSERT INTO swept VALUES (1, ?1) ON CONFLICT (only) DO UPDATE SET up_to = ?1",
                [last.0.as_bytes()],
            )?;
            transaction.commit()
        })
    }

    pub fn seen(&self) -> Result<Option<Seen>, StoreError> {
        let row = |row: &Row<'_>| {
            let head = Head { position: Position(row.get(0)?), chain: Chain(row.get(1)?) };
            Ok(Seen { head, accepted: Position(row.get(2)?), unexplained: row.get(3)? })
        };
        let seen = "SELECT position, chain, accepted, unexplained FROM journal_seen";
        Ok(self.readers.with(|file| file.query_row(seen, [], row).optional())?)
    }

    pub fn note_seen(&self, before: Head, now: Seen) -> Result<bool, StoreError> {
        let Seen { head, accepted, unexplained } = now;
        let noted = self.write(|file| {
            file.execute(
                "INSERT INTO journal_seen VALUES (1, ?1, ?2, ?3, ?4) ON CONFLICT (only) DO UPDATE
                 SET position = ?1, chain = ?2, accepted = ?3, unexplained = ?4 WHERE chain = ?5",
                params![head.position.0, head.chain.0, accepted.0, unexplained, before.chain.0],
            )
        })?;
        Ok(noted == 1)
    }
}

/// Makes what is missing in a file that was just opened, and gives the handles in it.
fn prepared(file: &Connection, path: &Path) -> rusqlite::Result<Arc<Handles>> {
    // What is deleted must not stay readable in free pages.
    file.pragma_update(None, "secure_delete", "on")?;
    file.execute_batch(schema::SCHEMA)?;
    Handles::open(file, path)
}

/// Empties the write-ahead log, which still holds the old pages; readers of a moment may keep it from being cut at once.
fn cut_log(file: &Connection) -> rusqlite::Result<Result<(), StoreError>> {
    let busy: bool = file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    let in_use = || StoreError::Unavailable("the vault's write-ahead log is in use".to_owned());
    Ok(if busy { Err(in_use()) } else { Ok(()) })
}

fn find_key(file: &Connection, id: KeyId) -> rusqlite::Result<Option<(KeyId, StoredKey)>> {
    let mut find = file.prepare_cached("SELECT epoch, wrapped FROM keys WHERE id = ?1")?;
    let wrapped = find
        .query_row([id.0.as_bytes()], |row| Ok(StoredKey::Wrapped { epoch: row.get(0)?, wrapped: row.get(1)? }))
        .optional()?;
    if let Some(wrapped) = wrapped {
        return Ok(Some((id, wrapped)));
    }
    let mut destroyed = file.prepare_cached("SELECT 1 FROM destroyed_keys WHERE id = ?1")?;
    Ok(destroyed.exists([id.0.as_bytes()])?.then_some((id, StoredKey::Destroyed)))
}
