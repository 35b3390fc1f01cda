//! A journal copied into another engine, also one that was begun before.

use std::sync::Arc;

use events::{Head, Position};
use oppijaloki_tests::postgres::Cluster;
use oppijaloki_tests::temp::TempFolder;
use store::journal::copy::{CopyError, copy};
use store::journal::memory::MemoryJournal;
use store::journal::postgres::PostgresJournal;
use store::journal::sqlite::SqliteJournal;
use store::journal::{EventBytes, Journal};
use uuid::Uuid;

use crate::engines::{events, everything};

/// More than one batch.
const EVENTS: usize = 4_500;

async fn filled() -> MemoryJournal {
    let journal = MemoryJournal::new(Uuid::new_v4());
    let bytes: Vec<EventBytes> = (0..EVENTS).map(|n| EventBytes::from(format!("event {n}").into_bytes())).collect();
    journal.append(Head::START, &bytes).await.unwrap();
    journal
}

/// Copies to `to`, which holds `begun` events of it already.
async fn copied(from: &dyn Journal, to: Arc<dyn Journal>, begun: usize) {
    let bytes: Vec<EventBytes> =
        from.tail(Position::START, begun).await.unwrap().into_iter().map(|event| event.bytes).collect();
    to.append(Head::START, &bytes).await.unwrap();
    let head = copy(from, to.as_ref(), &|done, of| assert!(done <= of)).await.unwrap();
    assert_eq!(head, from.head().await.unwrap());
    let (there, here) = (everything(to.as_ref()).await, everything(from).await);
    assert!(there.iter().map(|event| &event.bytes).eq(here.iter().map(|event| &event.bytes)));
    // Again: nothing is left to do.
    assert_eq!(copy(from, to.as_ref(), &|_, _| {}).await.unwrap(), head);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_into_a_file_is_taken_up_where_it_was_broken_off() {
    let (from, folder) = (filled().await, TempFolder::new());
    let to = SqliteJournal::open(folder.path(), from.identity().await.unwrap()).unwrap();
    copied(&from, Arc::new(to), 777).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_from_a_file_into_postgresql_and_back_is_the_same_journal() {
    let Some(cluster) = Cluster::shared() else { return };
    let (memory, folder, database) = (filled().await, TempFolder::new(), cluster.database());
    let identity = memory.identity().await.unwrap();
    let file = SqliteJournal::open(folder.path(), identity).unwrap();
    copied(&memory, Arc::new(file.clone()), 0).await;
    let there = Arc::new(PostgresJournal::open(&database.url(), identity).await.unwrap());
    copied(&file, there.clone(), 2_001).await;
    let back = Arc::new(MemoryJournal::new(identity));
    copied(there.as_ref(), back, 0).await;
}

#[tokio::test]
async fn what_is_no_beginning_of_the_source_is_left_alone() {
    let from = filled().await;
    let identity = from.identity().await.unwrap();
    let other = MemoryJournal::new(Uuid::new_v4());
    assert!(matches!(copy(&from, &other, &|_, _| {}).await, Err(CopyError::Foreign)));
    let fork = MemoryJournal::new(identity);
    fork.append(Head::START, &events(&["event 0", "another"])).await.unwrap();
    assert!(matches!(copy(&from, &fork, &|_, _| {}).await, Err(CopyError::Differs(Position(2)))));
    assert_eq!(everything(&fork).await.len(), 2);
}
