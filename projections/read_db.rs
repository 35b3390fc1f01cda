//! The file of the read models: opened, created, and asked.

use std::path::{Path, PathBuf};

use events::{Chain, Head, Position};
use rusqlite::{Connection, OpenFlags, Row, params};
use store::StoreError;
use store::sqlite::{Durability, FileFault, Readers, at_one_moment, is_damage, open, opened_or_anew};
use uuid::Uuid;

use crate::{INDEXES_OF_PEOPLE, OTHER_INDEXES, ReadError, TABLES, VERSION};

/// One row that says what the file was made for, how far it has come, and the chain there: by it a log that was cut off
/// or replaced meanwhile is recognised.
const STATE: &str = "
  CREATE TABLE state (
    only INTEGER PRIMARY KEY CHECK (only = 1), made_for BLOB NOT NULL, checkpoint INTEGER NOT NULL,
    chain BLOB NOT NULL, journal BLOB NOT NULL) STRICT;";

/// Read models as they are asked. Cheap to share; each question runs on its own connection.
pub struct ReadDb {
    path: PathBuf,
    readers: Readers,
}

impl ReadDb {
    /// The read models under `folder` (`data/cache`); they need not exist yet.
    pub fn at(folder: &Path) -> ReadDb {
        let path = folder.join("read.db");
        ReadDb { readers: Readers::new(&path), path }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Asks on a connection of its own.
    pub fn ask<T>(&self, question: impl FnOnce(&Connection) -> Result<T, ReadError>) -> Result<T, ReadError> {
        // Everything in an answer stands at one position.
        self.readers.with(|connection| Ok(at_one_moment(connection, question)))?
    }

    /// Up to which event the models are.
    pub fn position(&self) -> Result<Position, ReadError> {
        self.ask(|connection| Ok(checkpoint(connection)?))
    }

    /// Opens the file for writing. One that is damaged, or was made by other tables, is rebuilt; one of another journal
    /// is refused.
    pub(crate) fn open_for_writing(path: &Path, journal: Uuid) -> Result<Connection, ReadError> {
        let open_whole = || {
            let connection = open_disposable(path)?;
            let made = made(&connection, journal).map_err(FileFault::of(path))?;
            Ok((connection, made))
        };
        let existed = path.exists();
        let (connection, made) = opened_or_anew(path, open_whole)?;
        if made.of_this_journal()? {
            return Ok(connection);
        }
        drop(connection);
        if existed {
            tracing::warn!(
                "the read models are of another journal or of another version of this program; they are rebuilt"
            );
        }
        remove(path)?;
        let connection = create(path, journal)?;
        create_indexes(&connection)?;
        Ok(connection)
    }
}

/// A new file without indexes.
pub(crate) fn create(path: &Path, journal: Uuid) -> Result<Connection, ReadError> {
    let connection = open_disposable(path)?;
    TABLES.iter().try_for_each(|table| connection.execute_batch(table))?;
    connection.execute_batch(STATE)?;
    let made_for = made_for(journal);
    let new = params![made_for.as_bytes(), Chain::START.0, journal.as_bytes()];
    connection.execute("INSERT INTO state VALUES (1, ?1, 0, ?2, ?3)", new)?;
    Ok(connection)
}

/// Up to which event the file at `path` is, and with which history; nothing where there is none, or one that was made by
/// other tables.
pub(crate) fn known_at(path: &Path, journal: Uuid) -> Result<Head, ReadError> {
    if !path.exists() {
        return Ok(Head::START);
    }
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    match made(&connection, journal) {
        Ok(made) if made.of_this_journal()? => Ok(known(&connection)?),
        // One that is damaged says nothing any more.
        Ok(_) | Err(_) => Ok(Head::START),
    }
}

/// For what a file was made.
enum Made {
    /// For this journal, by these tables.
    Ours,
    /// By other tables, or for nothing yet.
    Otherwise,
    /// For another journal: then it is somebody's evidence, and no answer of ours.
    Foreign,
}

impl Made {
    /// By these tables? What is of another journal is refused.
    fn of_this_journal(&self) -> Result<bool, StoreError> {
        match self {
            Made::Ours => Ok(true),
            Made::Otherwise => Ok(false),
            Made::Foreign => Err(StoreError::ForeignLog),
        }
    }
}

fn made(connection: &Connection, journal: Uuid) -> rusqlite::Result<Made> {
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let found: rusqlite::Result<(Vec<u8>, Vec<u8>)> =
        connection.query_row("SELECT made_for, journal FROM state", [], read);
    match found {
        Err(error) if is_damage(&error) => Err(error),
        // A file of other tables has no such state.
        Err(_) => Ok(Made::Otherwise),
        Ok((_, of)) if of != journal.as_bytes() => Ok(Made::Foreign),
        Ok((found, _)) if found == made_for(journal).as_bytes() => Ok(Made::Ours),
        Ok(_) => Ok(Made::Otherwise),
    }
}

pub(crate) fn create_indexes(connection: &Connection) -> Result<(), ReadError> {
    create_indexes_of_people(connection)?;
    create_other_indexes(connection)
}

pub(crate) fn create_indexes_of_people(connection: &Connection) -> Result<(), ReadError> {
    Ok(connection.execute_batch(INDEXES_OF_PEOPLE)?)
}

pub(crate) fn create_other_indexes(connection: &Connection) -> Result<(), ReadError> {
    Ok(OTHER_INDEXES.iter().try_for_each(|index| connection.execute_batch(index))?)
}

/// Deletes the file and what SQLite keeps beside it.
pub(crate) fn remove(path: &Path) -> Result<(), ReadError> {
    Ok(store::sqlite::remove(path).map_err(FileFault::of(path))?)
}

pub(crate) fn checkpoint(connection: &Connection) -> rusqlite::Result<Position> {
    known(connection).map(|known| known.position)
}

/// Up to which event the models are, and with which history.
pub(crate) fn known(connection: &Connection) -> rusqlite::Result<Head> {
    let read = |row: &Row<'_>| Ok(Head { position: Position(row.get(0)?), chain: Chain(row.get(1)?) });
    connection.query_row("SELECT checkpoint, chain FROM state", [], read)
}

fn open_disposable(path: &Path) -> Result<Connection, FileFault> {
    let connection = open(path, Durability::Disposable)?;
    // Personal data stands here in clear: what is deleted must not stay readable in free pages.
    connection.pragma_update(None, "secure_delete", "on").map_err(FileFault::of(path))?;
    Ok(connection)
}

fn made_for(journal: Uuid) -> Uuid {
    let tables = [TABLES, &[INDEXES_OF_PEOPLE], OTHER_INDEXES, &[STATE]].concat().join("\n");
    // Names are kept folded by the rules of `matching`.
    Uuid::new_v5(&journal, format!("{VERSION}\n{}\n{tables}", matching::RULES_VERSION).as_bytes())
}
