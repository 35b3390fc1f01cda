//! What `verify` proves where the journal is not this node's own file: the journal itself, and that the copy is the same.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use events::catalogue::{ErasureOrdered, Provenance};
use events::{Fact, Head, Position, Tag, With};
use indicatif::ProgressBar;
use oppijaloki::commands::verify::verify;
use oppijaloki_tests::drafts::{Draft, person};
use oppijaloki_tests::nodes::{NodeBench, append, memory_journal};
use store::Store;
use store::journal::{AppendError, EventBytes, Journal, JournalError, Stored};
use tokio::runtime::Runtime;
use uuid::Uuid;

use crate::data_folder::register;

type Altered = Option<fn(&mut Stored)>;

/// A journal that shows its second event altered, once it is told to.
struct Tampered {
    inner: Arc<dyn Journal>,
    altered: Mutex<Altered>,
}

#[async_trait]
impl Journal for Tampered {
    async fn identity(&self) -> Result<Uuid, JournalError> {
        self.inner.identity().await
    }

    async fn head(&self) -> Result<Head, JournalError> {
        self.inner.head().await
    }

    async fn append(&self, after: Head, events: &[EventBytes]) -> Result<Head, AppendError> {
        self.inner.append(after, events).await
    }

    async fn tail(&self, after: Position, limit: usize) -> Result<Vec<Stored>, JournalError> {
        let mut stored = self.inner.tail(after, limit).await?;
        let second = stored.iter_mut().find(|event| event.position == Position(2));
        if let (Some(alter), Some(second)) = (*self.altered.lock().unwrap(), second) {
            alter(second);
        }
        Ok(stored)
    }
}

/// What `verify` says, and how it ends.
fn verified(store: &Arc<Store>, runtime: &Runtime) -> (Vec<String>, Result<(), String>) {
    let mut said = Vec::new();
    let say = &mut |line: &str| said.push(line.to_owned());
    let ended = verify(store, runtime.handle(), &ProgressBar::hidden(), say);
    (said, ended.map_err(|failure| failure.to_string()))
}

/// A node that follows a journal with three events.
fn three_events(runtime: &Runtime) -> (NodeBench, Arc<Tampered>) {
    let journal = Arc::new(Tampered { inner: memory_journal(), altered: Mutex::new(None) });
    let bench = NodeBench::following(journal.clone());
    runtime.block_on(async {
        let store = bench.open().await;
        for _ in 0..3 {
            append(&store, Draft::new().joining(1).unit()).await;
        }
    });
    (bench, journal)
}

#[test]
fn an_old_event_that_was_altered_in_the_journal_is_found_though_the_copy_is_whole() {
    let runtime = Runtime::new().unwrap();
    let (bench, journal) = three_events(&runtime);
    let store = Arc::new(runtime.block_on(bench.open()));
    let (said, ended) = verified(&store, &runtime);
    assert_eq!(ended, Ok(()), "{said:#?}");
    assert!(said.iter().any(|line| line.contains("copy holds the same 3 events")), "{said:#?}");

    let other_bytes = |event: &mut Stored| event.bytes = EventBytes::from(&b"altered"[..]);
    let other_place = |event: &mut Stored| event.position = Position(4);
    for alter in [other_bytes as fn(&mut Stored), other_place] {
        *journal.altered.lock().unwrap() = Some(alter);
        let (said, ended) = verified(&store, &runtime);
        assert!(ended.unwrap_err().contains("chain of the journal is broken at event 2"));
        assert!(said.is_empty(), "{said:#?}");
    }
}

#[test]
fn a_copy_that_is_not_the_journal_is_found() {
    for change in [
        "UPDATE journal SET event = (SELECT event FROM journal WHERE position = 1) WHERE position = 2",
        "UPDATE journal SET chain = zeroblob(32) WHERE position = 2",
        "DELETE FROM journal WHERE position = 2",
    ] {
        let runtime = Runtime::new().unwrap();
        let (bench, _) = three_events(&runtime);
        let store = Arc::new(runtime.block_on(bench.open()));
        let copy = rusqlite::Connection::open(bench.cache().join("log.db")).unwrap();
        assert_eq!(copy.execute(change, []).unwrap(), 1);
        let (said, ended) = verified(&store, &runtime);
        let why = ended.unwrap_err();
        assert!(why.contains("log.db differs from the journal at event"), "{why}");
        assert!(said.is_empty(), "{said:#?}");
    }
}

#[test]
fn what_an_erasure_in_the_log_names_is_erased_and_nothing_else() {
    let runtime = Runtime::new().unwrap();
    let (bench, _) = three_events(&runtime);
    let store = Arc::new(runtime.block_on(bench.open()));
    let (erased, lost) = (person(2), person(3));
    let key = runtime.block_on(register(&store, erased));
    let tags = store.node().log.at(&[Position(4)]).unwrap()[0].envelope.tags.clone();
    let (about, handles) = (Provenance::unlinked(erased, None), tags.iter().filter_map(Tag::handle).collect());
    let order = ErasureOrdered { about, persons: vec![erased], keys: vec![key], handles };
    let fact = Fact::ErasureOrdered(With::new(order, Default::default()));
    runtime.block_on(append(&store, Draft::new().event(&fact, &tags).unit()));
    store.apply_erasure(&fact).unwrap();
    let (said, ended) = verified(&store, &runtime);
    assert_eq!(ended, Ok(()), "{said:#?}");
    assert!(said.iter().any(|line| line.contains("1 sealed parts are erased")), "{said:#?}");

    // Somebody destroys another key, and nobody has ordered it.
    let key = runtime.block_on(register(&store, lost));
    store.vault().destroy(&[key], &[]).unwrap();
    let (said, ended) = verified(&store, &runtime);
    let why = ended.unwrap_err();
    assert!(why.contains("no erasure in the log names") && why.contains(&format!("event 6, key {key})")), "{why}");
    assert!(!said.iter().any(|line| line.starts_with("keys") || line.starts_with("read")), "{said:#?}");
}

#[test]
fn an_identifier_with_two_holders_is_found() {
    let runtime = Runtime::new().unwrap();
    let bench = NodeBench::embedded();
    let store = Arc::new(runtime.block_on(bench.open()));
    // Nothing is there yet, and that is proven too.
    assert_eq!(verified(&store, &runtime).1, Ok(()));
    runtime.block_on(register(&store, person(1)));
    assert_eq!(verified(&store, &runtime).1, Ok(()));
    runtime.block_on(register(&store, person(2)));
    let (said, ended) = verified(&store, &runtime);
    assert!(ended.unwrap_err().contains("somebody else holds (2 in all, the first at event 2"));
    assert!(!said.iter().any(|line| line.starts_with("claims")), "{said:#?}");
}
