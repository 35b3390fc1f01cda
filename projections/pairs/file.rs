//! The file of the pairs: opened, created, and asked.

use std::path::{Path, PathBuf};

use events::Position;
use rusqlite::{Connection, params};
use store::sqlite::{Durability, FileFault, Readers, open, opened_or_anew, remove};
use uuid::Uuid;

use crate::ReadError;

const TABLES: &str = include_str!("table.sql");
/// Raised whenever other pairs are found for the same people.
const VERSION: u32 = 1;

/// The pairs as they are asked. Cheap to share.
pub struct PairsDb {
    path: PathBuf,
    readers: Readers,
}

impl PairsDb {
    /// The pairs under `folder` (`data/cache`). A file that is missing, damaged or was made otherwise begins empty.
    pub fn open(folder: &Path, journal: Uuid) -> Result<(PairsDb, Connection), ReadError> {
        let path = folder.join("pairs.db");
        let made_for = Uuid::new_v5(
            &journal,
            format!("{VERSION} {} {}\n{TABLES}", matching::RULES_VERSION, matching::PROPOSED).as_bytes(),
        );
        let connection = opened_or_anew(&path, || begin(&path, made_for))?;
        Ok((PairsDb { readers: Readers::new(&path), path }, connection))
    }

    /// Asks on a connection of its own.
    pub fn ask<T>(&self, question: impl FnOnce(&Connection) -> Result<T, ReadError>) -> Result<T, ReadError> {
        let mut answer = None;
        self.readers.with(|connection| {
            let transaction = connection.unchecked_transaction()?;
            answer = Some(question(&transaction));
            Ok(())
        })?;
        answer.unwrap_or(Err(ReadError::Damaged("no answer")))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn begin(path: &Path, made_for: Uuid) -> Result<Connection, FileFault> {
    let connection = open(path, Durability::Disposable)?;
    let found: rusqlite::Result<Vec<u8>> = connection.query_row("SELECT made_for FROM state", [], |row| row.get(0));
    if found.is_ok_and(|found| found == made_for.as_bytes()) {
        return Ok(connection);
    }
    drop(connection);
    remove(path).map_err(FileFault::of(path))?;
    let connection = open(path, Durability::Disposable)?;
    let create = || {
        connection.execute_batch(TABLES)?;
        connection.execute("INSERT INTO state VALUES (1, ?1, NULL)", [made_for.as_bytes()])
    };
    create().map_err(FileFault::of(path))?;
    Ok(connection)
}

/// Up to which event everybody was compared; `None` before that was done once.
pub(super) fn checkpoint(connection: &Connection) -> Result<Option<Position>, ReadError> {
    let found: Option<u64> = connection.query_row("SELECT checkpoint FROM state", [], |row| row.get(0))?;
    Ok(found.map(Position))
}

pub(super) fn set_checkpoint(connection: &Connection, reached: Option<Position>) -> Result<(), ReadError> {
    connection.execute("UPDATE state SET checkpoint = ?1", params![reached.map(|reached| reached.0)])?;
    Ok(())
}
