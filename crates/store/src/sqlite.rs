//! SQLite as the registry uses it: how files are opened, a pool of connections that read, and faults that name the file.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

/// How much a file must survive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Each commit survives a power failure: journal and vault.
    Durable,
    /// Can be deleted and rebuilt any time: everything under `data/cache`.
    Disposable,
}

/// What went wrong, and with which file or folder. A file that is damaged is said with what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{}: {cause}{}", path.display(), self.remedy())]
pub struct FileFault {
    path: PathBuf,
    cause: FaultCause,
}

/// Who says that something went wrong.
#[derive(Debug, thiserror::Error)]
pub enum FaultCause {
    /// SQLite, of one of its files.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// The system.
    #[error(transparent)]
    System(#[from] std::io::Error),
}

impl FileFault {
    /// Makes a fault of this file or folder.
    pub fn of<E: Into<FaultCause>>(path: &Path) -> impl Fn(E) -> FileFault {
        move |cause| FileFault { path: path.to_owned(), cause: cause.into() }
    }

    /// Does the file hold what it should not? Else it cannot be read or written just now.
    pub fn is_damage(&self) -> bool {
        matches!(&self.cause, FaultCause::Sqlite(error) if is_damage(error))
    }

    fn remedy(&self) -> &'static str {
        match self.path.file_name().and_then(|name| name.to_str()) {
            _ if !self.is_damage() => "",
            Some("journal.db" | "vault.db") => {
                "; stop, keep the files as evidence, and restore journal and vault from a backup"
            }
            Some("access.db") => {
                "; stop, keep the file as evidence, and put its backup there, or nothing: then the access register begins \
                 again"
            }
            // Under data/cache.
            _ => "; stop, delete this file, and start again: it is rebuilt",
        }
    }
}

/// Writes a page of a file that changes nothing: the number that applications may keep there, and none does.
pub(crate) fn try_to_write(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "user_version", 0)
}

/// Does a file hold what it should not?
pub fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// Opens a file that can be rebuilt, and rebuilds it when it is damaged. What the other files under `data/cache` know
/// of the log is still compared with it.
pub fn opened_or_anew<T>(path: &Path, open: impl Fn() -> Result<T, FileFault>) -> Result<T, FileFault> {
    match open() {
        Err(fault) if fault.is_damage() => {
            tracing::warn!(file = %path.display(), error = %fault.cause, "a file of the cache is damaged; it is rebuilt");
            remove(path).map_err(FileFault::of(path))?;
            open()
        }
        opened => opened,
    }
}

/// Deletes a file and what SQLite keeps beside it.
pub fn remove(path: &Path) -> std::io::Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(ending);
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Opens a file for writing, in WAL mode, creating it when needed.
pub fn open(path: &Path, durability: Durability) -> Result<Connection, FileFault> {
    open_at(path, durability).map_err(FileFault::of(path))
}

/// Opens a file that another process writes, for reading alone.
pub fn open_beside(path: &Path) -> Result<Connection, FileFault> {
    read_only(path).map_err(FileFault::of(path))
}

/// Copies a file as it is at one moment, while another process may be writing it.
pub fn copy(from: &Path, to: &Path) -> Result<(), FileFault> {
    let theirs = open_beside(from)?;
    let copied = || {
        let mut own = Connection::open(to)?;
        // All pages in one step: one look at the file.
        Backup::new(&theirs, &mut own)?.step(-1).map(drop)
    };
    copied().map_err(FileFault::of(from))
}

fn read_only(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection)?;
    Ok(connection)
}

fn open_at(path: &Path, durability: Durability) -> rusqlite::Result<Connection> {
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
    // A statement keeps its plan. Otherwise SQLite prepares it anew each time that a limit or a bound is bound.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Reads everything at one moment. The statements around it are kept: to take them apart costs as much as a question.
pub fn at_one_moment<T, E: From<rusqlite::Error>>(
    connection: &Connection,
    read: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, E> {
    let run = |statement| connection.prepare_cached(statement)?.execute([]);
    run("BEGIN")?;
    let answer = read(connection);
    // What only read is ended alike whether it has an answer or not.
    let ended = run("COMMIT");
    let answer = answer?;
    ended?;
    Ok(answer)
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
    pub fn with<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, FileFault> {
        self.read(read).map_err(FileFault::of(&self.path))
    }

    fn read<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => read_only(&self.path)?,
        };
        let result = read(&connection);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        result
    }
}
