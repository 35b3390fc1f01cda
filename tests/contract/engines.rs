//! The engines under test: how an empty journal of each comes to be, and how it is opened again.

use std::sync::Arc;

use async_trait::async_trait;
use events::{Head, Position};
use oppijaloki_tests::postgres::{Cluster, Database};
use oppijaloki_tests::temp::TempFolder;
use store::journal::memory::MemoryJournal;
use store::journal::postgres::PostgresJournal;
use store::journal::sqlite::SqliteJournal;
use store::journal::{EventBytes, Journal, Stored};
use uuid::Uuid;

/// A place where one journal of some engine lives; empty at first, and gone when this value is dropped.
#[async_trait]
pub trait Engine: Send + Sync {
    /// Makes a new, empty one; none where what it needs is not installed.
    async fn start() -> Option<Self>
    where
        Self: Sized;

    /// Opens the journal, as another node or a restarted one would. Openings of one engine see the same journal.
    async fn open(&self) -> Arc<dyn Journal>;
}

/// The journal in memory. It lives as long as its last clone, so "reopening" takes another clone.
pub struct Memory(MemoryJournal);

#[async_trait]
impl Engine for Memory {
    async fn start() -> Option<Memory> {
        Some(Memory(MemoryJournal::new(Uuid::new_v4())))
    }

    async fn open(&self) -> Arc<dyn Journal> {
        Arc::new(self.0.clone())
    }
}

/// The embedded journal. Each opening has connections of its own, as another process would.
pub struct Sqlite(TempFolder);

#[async_trait]
impl Engine for Sqlite {
    async fn start() -> Option<Sqlite> {
        Some(Sqlite(TempFolder::new()))
    }

    async fn open(&self) -> Arc<dyn Journal> {
        Arc::new(SqliteJournal::open(self.0.path(), Uuid::new_v4()).unwrap())
    }
}

/// A database of its own on the PostgreSQL server that all tests of a process share. Each opening has connections of its
/// own, as another node would.
pub struct Postgres(Database);

#[async_trait]
impl Engine for Postgres {
    async fn start() -> Option<Postgres> {
        Some(Postgres(Cluster::shared()?.database()))
    }

    async fn open(&self) -> Arc<dyn Journal> {
        Arc::new(PostgresJournal::open(&self.0.url(), Uuid::new_v4()).await.unwrap())
    }
}

/// Events from texts: a journal takes any bytes.
pub fn events(texts: &[&str]) -> Vec<EventBytes> {
    texts.iter().map(|text| EventBytes::from(text.as_bytes())).collect()
}

/// The texts of everything in a journal, after checking that the positions are dense from 1 and that each chain follows
/// from the bytes before.
pub async fn texts(journal: &dyn Journal) -> Vec<String> {
    let stored = everything(journal).await;
    stored.iter().map(|event| String::from_utf8(event.bytes.to_vec()).unwrap()).collect()
}

/// Everything in a journal, checked as [`texts`] says.
pub async fn everything(journal: &dyn Journal) -> Vec<Stored> {
    let stored = journal.tail(Position::START, 1_000_000).await.unwrap();
    let mut head = Head::START;
    for event in &stored {
        head = head.after(&event.bytes);
        assert_eq!((event.position, event.chain), (head.position, head.chain));
    }
    assert_eq!(journal.head().await.unwrap(), head);
    stored
}
