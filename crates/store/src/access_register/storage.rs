//! Where the register is kept: a file of one node, or a database that several nodes share. Both give the same few things.

use std::collections::HashSet;
use std::path::Path;

use events::{Day, Instant, OrganisationOid, PersonOid};

use super::file::AccessFile;
use super::postgres::AccessDatabase;
use super::{AccessPlace, Batch, LookKind, LookLine, Looker, RefusalLine, Wanted};
use crate::StoreError;

pub(super) enum Storage {
    File(AccessFile),
    Postgres(AccessDatabase),
}

impl Storage {
    pub fn open(place: &AccessPlace, folder: &Path) -> Result<Storage, StoreError> {
        match place {
            AccessPlace::Folder => AccessFile::open(folder).map(Storage::File),
            AccessPlace::Postgres(url) => AccessDatabase::open(url).map(Storage::Postgres),
        }
    }

    /// Adds counts to what is written already; one that is sent again is added once.
    pub fn add(&self, batch: &Batch) -> Result<(), StoreError> {
        match self {
            Storage::File(file) => file.add(batch),
            Storage::Postgres(database) => database.add(batch),
        }
    }

    /// Looks at people under a protection order, all at once; durable when this returns.
    pub fn protected(
        &self,
        looker: &Looker,
        kind: LookKind,
        people: &[PersonOid],
        at: Instant,
    ) -> Result<(), StoreError> {
        match self {
            Storage::File(file) => file.protected(looker, kind, people, at),
            Storage::Postgres(database) => database.protected(looker, kind, people, at),
        }
    }

    /// What somebody is called from now on.
    pub fn called(&self, subject: &str, name: &str) -> Result<(), StoreError> {
        match self {
            Storage::File(file) => file.called(subject, name),
            Storage::Postgres(database) => database.called(subject, name),
        }
    }

    /// Names of those who may look, by subject.
    pub fn names(&self) -> Result<Vec<(String, String)>, StoreError> {
        match self {
            Storage::File(file) => file.names(),
            Storage::Postgres(database) => database.names(),
        }
    }

    /// Forgets what is older than a day.
    pub fn forget_before(&self, day: Day) -> Result<(), StoreError> {
        match self {
            Storage::File(file) => file.forget_before(day),
            Storage::Postgres(database) => database.forget_before(day),
        }
    }

    /// Looks, the newest first.
    pub fn looks(&self, wanted: &Wanted) -> Result<Vec<LookLine>, StoreError> {
        match self {
            Storage::File(file) => file.looks(wanted),
            Storage::Postgres(database) => database.looks(wanted),
        }
    }

    /// Refused requests, the newest first.
    pub fn refusals(&self, wanted: &Wanted) -> Result<Vec<RefusalLine>, StoreError> {
        match self {
            Storage::File(file) => file.refusals(wanted),
            Storage::Postgres(database) => database.refusals(wanted),
        }
    }

    /// Those of these persons whom a program of another organisation than these has fetched.
    pub fn fetched_by_others(
        &self,
        persons: &[PersonOid],
        own: &[OrganisationOid],
    ) -> Result<HashSet<PersonOid>, StoreError> {
        match self {
            Storage::File(file) => file.fetched_by_others(persons, own),
            Storage::Postgres(database) => database.fetched_by_others(persons, own),
        }
    }
}
