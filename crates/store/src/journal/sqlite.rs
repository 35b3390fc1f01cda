//! The embedded journal: one SQLite file, written by one process, each append durable before it is answered.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use events::{Chain, Head, Position};
use rusqlite::{Connection, OptionalExtension, Row, ffi, params};
use uuid::Uuid;

use super::{AppendError, EventBytes, Journal, JournalError, Stored, check_sizes, head_after};
use crate::lock::InPlace;
use crate::sqlite::{Durability, FileFault, Readers, open, open_beside, try_to_write};

/// Tables and the triggers that keep them append-only, also against somebody with a database shell.
const SCHEMA: &str = include_str!("../../../../schemas/sql/journal.sql");

const FILE: &str = "journal.db";

/// A journal in `journal.db` under a folder. Clones share it.
#[derive(Clone)]
pub struct SqliteJournal {
    shared: Arc<Shared>,
}

struct Shared {
    path: PathBuf,
    in_place: InPlace,
    identity: Uuid,
    readers: Readers,
    writer: Mutex<Connection>,
}

impl SqliteJournal {
    /// Opens the journal in `folder`, creating it with identity `new_identity` when there is none.
    pub fn open(folder: &Path, new_identity: Uuid) -> Result<SqliteJournal, JournalError> {
        crate::folder::private(folder).map_err(FileFault::of(folder))?;
        let path = folder.join(FILE);
        let writer = open(&path, Durability::Durable)?;
        let identity = identified(&writer, new_identity).map_err(FileFault::of(&path))?;
        SqliteJournal::of(path, writer, &identity)
    }

    /// Opens the journal in `folder`, which another process writes, for reading alone: nothing can be appended.
    pub fn open_beside(folder: &Path) -> Result<SqliteJournal, JournalError> {
        let path = folder.join(FILE);
        let reader = open_beside(&path)?;
        let identity = identity_of(&reader).map_err(FileFault::of(&path))?;
        SqliteJournal::of(path, reader, &identity)
    }

    fn of(path: PathBuf, writer: Connection, identity: &[u8]) -> Result<SqliteJournal, JournalError> {
        let identity =
            Uuid::from_slice(identity).map_err(|_| JournalError::Damaged("its identity is not a UUID".to_owned()))?;
        let readers = Readers::new(&path);
        let in_place = InPlace::at(&path).map_err(|error| JournalError::Unavailable(error.to_string()))?;
        let writer = Mutex::new(writer);
        Ok(SqliteJournal { shared: Arc::new(Shared { path, in_place, identity, readers, writer }) })
    }

    /// Is there one in `folder`?
    pub fn exists(folder: &Path) -> bool {
        folder.join(FILE).exists()
    }

    /// The file, which other parts of the same process may read as their local log.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    async fn blocking<T, E>(&self, work: impl FnOnce(&Shared) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: Send + From<JournalError> + 'static,
    {
        let shared = Arc::clone(&self.shared);
        tokio::task::spawn_blocking(move || work(&shared))
            .await
            .unwrap_or_else(|error| Err(E::from(JournalError::Unavailable(error.to_string()))))
    }
}

impl From<JournalError> for AppendError {
    fn from(error: JournalError) -> AppendError {
        // Whether the work was done before it broke off cannot be known here.
        AppendError::Unknown(error.to_string())
    }
}

impl From<FileFault> for JournalError {
    fn from(fault: FileFault) -> JournalError {
        match fault.is_damage() {
            true => JournalError::Damaged(fault.to_string()),
            false => JournalError::Unavailable(fault.to_string()),
        }
    }
}

/// Makes what is missing, and gives the journal's identity.
fn identified(writer: &Connection, new_identity: Uuid) -> rusqlite::Result<Vec<u8>> {
    writer.execute_batch(SCHEMA)?;
    writer.execute(
        "INSERT INTO journal_identity SELECT 1, ?1 WHERE NOT EXISTS (SELECT 1 FROM journal_identity)",
        [new_identity.as_bytes().as_slice()],
    )?;
    identity_of(writer)
}

fn identity_of(journal: &Connection) -> rusqlite::Result<Vec<u8>> {
    journal.query_row("SELECT identity FROM journal_identity", [], |row| row.get(0))
}

fn head_of(connection: &Connection) -> rusqlite::Result<Head> {
    let last = connection
        .prepare_cached("SELECT position, chain FROM journal ORDER BY position DESC LIMIT 1")?
        .query_row([], |row| Ok(Head { position: Position(row.get(0)?), chain: Chain(row.get(1)?) }))
        .optional()?;
    Ok(last.unwrap_or(Head::START))
}

/// Reads one row of (position, chain, event).
pub(crate) fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let bytes = row.get_ref(2)?.as_blob()?;
    Ok(Stored { position: Position(row.get(0)?), chain: Chain(row.get(1)?), bytes: bytes.into() })
}

impl Shared {
    fn append(&self, after: Head, events: &[EventBytes]) -> Result<Head, AppendError> {
        check_sizes(events)?;
        self.in_place.check().map_err(AppendError::Unavailable)?;
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        // Everything before the commit has a definite outcome: the transaction is rolled back when it is dropped.
        let fault = FileFault::of(&self.path);
        let not_written = |error| AppendError::Unavailable(fault(error).to_string());
        let transaction =
            writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(not_written)?;
        if head_of(&transaction).map_err(not_written)? != after {
            let wanted = head_after(after, events);
            let chain: Option<[u8; 32]> = transaction
                .query_row("SELECT chain FROM journal WHERE position = ?1", [wanted.position.0], |row| row.get(0))
                .optional()
                .map_err(not_written)?;
            return if chain == Some(wanted.chain.0) { Ok(wanted) } else { Err(AppendError::HeadMoved) };
        }
        let mut head = after;
        {
            let mut insert = transaction
                .prepare_cached("INSERT INTO journal (position, chain, event) VALUES (?1, ?2, ?3)")
                .map_err(not_written)?;
            for bytes in events {
                head = head.after(bytes);
                insert.execute(params![head.position.0, head.chain.0, bytes.as_ref()]).map_err(not_written)?;
            }
        }
        transaction.commit().map_err(|error| match error.sqlite_error().map(|error| error.extended_code) {
            // The disk is full, or a quota is used up: the frame that would commit is the last one written, so it is
            // not there, and SQLite has rolled back. Only a failure after the writing leaves the outcome open.
            Some(ffi::SQLITE_FULL | ffi::SQLITE_IOERR_WRITE) => not_written(error),
            _ => AppendError::Unknown(fault(error).to_string()),
        })?;
        Ok(head)
    }
}

#[async_trait]
impl Journal for SqliteJournal {
    async fn identity(&self) -> Result<Uuid, JournalError> {
        Ok(self.shared.identity)
    }

    async fn head(&self) -> Result<Head, JournalError> {
        self.blocking(|shared| Ok(shared.readers.with(head_of)?)).await
    }

    async fn append(&self, after: Head, events: &[EventBytes]) -> Result<Head, AppendError> {
        let events = events.to_vec();
        self.blocking(move |shared| shared.append(after, &events)).await
    }

    async fn can_be_written(&self) -> bool {
        let try_it = |shared: &Shared| -> Result<(), JournalError> {
            let writer = shared.writer.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(try_to_write(&writer).map_err(FileFault::of(&shared.path))?)
        };
        self.blocking(try_it).await.is_ok()
    }

    async fn tail(&self, after: Position, limit: usize) -> Result<Vec<Stored>, JournalError> {
        self.blocking(move |shared| {
            let read = |connection: &Connection| {
                let after_position =
                    "SELECT position, chain, event FROM journal WHERE position > ?1 ORDER BY position LIMIT ?2";
                connection.prepare_cached(after_position)?.query_map(params![after.0, limit], stored)?.collect()
            };
            Ok(shared.readers.with(read)?)
        })
        .await
    }
}
