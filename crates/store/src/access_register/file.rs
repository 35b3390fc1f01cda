//! The register as a file of one node.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use events::{Day, Instant, OrganisationOid, PersonOid};
use rusqlite::Connection;

use super::{Batch, LookKind, LookLine, Looker, RefusalLine, Wanted};
use crate::StoreError;
use crate::sqlite::{Durability, FileFault, Readers, open};

mod query;
mod write;

const SCHEMA: &str = include_str!("../../../../schemas/sql/access.sql");
pub(super) struct AccessFile {
    readers: Readers,
    path: PathBuf,
    file: Mutex<Connection>,
}

impl AccessFile {
    /// Opens `access.db` in `folder`.
    pub fn open(folder: &Path) -> Result<AccessFile, StoreError> {
        crate::folder::private(folder).map_err(FileFault::of(folder))?;
        let path = folder.join("access.db");
        let mut file = open(&path, Durability::Durable)?;
        prepare(&mut file).map_err(FileFault::of(&path))?;
        Ok(AccessFile { readers: Readers::new(&path), path, file: Mutex::new(file) })
    }

    pub fn add(&self, batch: &Batch) -> Result<(), StoreError> {
        self.written(|file| write::counts(file, batch))
    }

    pub fn protected(
        &self,
        looker: &Looker,
        kind: LookKind,
        people: &[PersonOid],
        at: Instant,
    ) -> Result<(), StoreError> {
        self.written(|file| write::protected(file, looker, kind, people, at))
    }

    pub fn called(&self, subject: &str, name: &str) -> Result<(), StoreError> {
        self.written(|file| write::called(file, subject, name))
    }

    pub fn names(&self) -> Result<Vec<(String, String)>, StoreError> {
        Ok(self.readers.with(query::names)?)
    }

    pub fn forget_before(&self, day: Day) -> Result<(), StoreError> {
        self.written(|file| write::forget_before(file, day))
    }

    pub fn looks(&self, wanted: &Wanted) -> Result<Vec<LookLine>, StoreError> {
        Ok(self.readers.with(|file| query::looks(file, wanted))?)
    }

    pub fn refusals(&self, wanted: &Wanted) -> Result<Vec<RefusalLine>, StoreError> {
        Ok(self.readers.with(|file| query::refusals(file, wanted))?)
    }

    pub fn fetched_by_others(
        &self,
        persons: &[PersonOid],
        own: &[OrganisationOid],
    ) -> Result<HashSet<PersonOid>, StoreError> {
        Ok(self.readers.with(|file| query::fetched_by_others(file, persons, own))?)
    }

    fn written(&self, write: impl FnOnce(&mut Connection) -> rusqlite::Result<()>) -> Result<(), StoreError> {
        Ok(write(&mut self.connection()).map_err(FileFault::of(&self.path))?)
    }

    /// The connection that writes.
    pub fn connection(&self) -> MutexGuard<'_, Connection> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn prepare(file: &mut Connection) -> rusqlite::Result<()> {
    // Refusals were once counted without whom they were about.
    let earlier =
        file.prepare("SELECT day FROM refusals").is_ok() && file.prepare("SELECT person FROM refusals").is_err();
    let transaction = file.transaction()?;
    if earlier {
        transaction.execute_batch("ALTER TABLE refusals RENAME TO earlier_refusals")?;
    }
    transaction.execute_batch(SCHEMA)?;
    if earlier {
        transaction.execute_batch(
            "INSERT INTO refusals SELECT day, looker, route, status, 0, times, first, last FROM earlier_refusals;
             DROP TABLE earlier_refusals",
        )?;
    }
    transaction.commit()
}
