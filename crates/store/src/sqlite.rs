//! SQLite as the registry uses it: how files are opened, and a pool of connections that read.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OpenFlags};

/// How much a file must survive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Each commit survives a power failure: journal and vault.
    Durable,
    /// Can be deleted and rebuilt any time: everything under `data/cache`.
    Disposable,
}

/// Opens a file for writing, in WAL mode, creating it when needed.
pub fn open(path: &Path, durability: Durability) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // What is disposable may lose its end in a power failure, but must stay whole: a page that is lost from the middle of
    // an index would be a person who is not found.
    let synchronous = if durability == Durability::Durable { "full" } else { "normal" };
    connection.pragma_update(None, "synchronous", synchronous)?;
    prepare(&connection)?;
    connection.pragma_update(None, "cache_size", WRITER_CACHE)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_AT)?;
    Ok(connection)
}

/// Pages that a writing connection keeps, in KiB (negative by SQLite's convention). More are not better: a commit behind
/// a split of a page looks at all of them.
const WRITER_CACHE: i64 = -16_000;
/// Pages in the write-ahead log after which they are moved to the file: those written again and again move once.
const CHECKPOINT_AT: i64 = 4_000;
/// Pages that each reading connection keeps: there are several, the system keeps files in memory too, and whatever is
/// written meanwhile makes all of them worthless.
const READER_CACHE: i64 = -500;

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.pragma_update(None, "cache_size", READER_CACHE)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Connections that only read, as many as are ever used at once. They stand before the writing connection in whatever
/// has both, and so are closed before it: the last one to be closed folds the write-ahead log into the file, which one
/// that only reads cannot.
pub struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// A pool over a file that exists.
    pub fn new(path: &Path) -> Readers {
        Readers { path: path.to_owned(), idle: Mutex::default() }
    }

    /// Runs `read` on a connection of the pool.
    pub fn with<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let connection = Connection::open_with_flags(&self.path, flags)?;
                prepare(&connection)?;
                connection
            }
        };
        let result = read(&connection);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        result
    }
}
