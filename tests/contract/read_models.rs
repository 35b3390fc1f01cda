//! What the read models promise when the log under them is not the one that they were made from: nothing is thrown away
//! that could be needed as evidence.

use std::path::Path;
use std::sync::Arc;

use events::Position;
use oppijaloki_tests::drafts::Draft;
use oppijaloki_tests::nodes::{NodeBench, append};
use oppijaloki_tests::temp::copy_files;
use projections::{ReadDb, ReadError, Runner, catch_up_to, rebuild};
use store::{Store, StoreError};

use crate::data_folder::shell;

/// Brings the read models of a node up to date.
async fn catch_up(store: &Arc<Store>) -> Result<Position, ReadError> {
    let mut runner = Runner::open(Arc::clone(store), store.journal().identity().await.unwrap())?;
    catch_up_to(&mut runner, store.head().position)
}

/// A node with one event in a backup of its journal, and as many more behind it as said; only its read models know, and
/// its vault, of which an operator has accepted that.
async fn with_backup(more: u64) -> NodeBench {
    let mut bench = NodeBench::embedded();
    bench.accept.older_journal = true;
    append(&bench.open().await, Draft::new().joining(1).unit()).await;
    copy_files(&bench.folder.join("journal"), &bench.folder.join("backup"));
    let store = Arc::new(bench.open().await);
    for _ in 0..more {
        append(&store, Draft::new().joining(1).unit()).await;
    }
    assert_eq!(catch_up(&store).await.unwrap(), Position(1 + more));
    drop(store);
    forget_index(&bench);
    bench
}

fn restore(bench: &NodeBench) {
    std::fs::remove_dir_all(bench.folder.join("journal")).unwrap();
    copy_files(&bench.folder.join("backup"), &bench.folder.join("journal"));
}

fn forget_index(bench: &NodeBench) {
    for file in ["index.db", "index.db-wal", "index.db-shm"] {
        let _ = std::fs::remove_file(bench.cache().join(file));
    }
}

fn read_db(folder: &Path) -> Vec<u8> {
    std::fs::read(ReadDb::at(folder).path()).unwrap()
}

#[tokio::test]
async fn read_models_that_know_more_than_the_log_are_kept_and_say_so() {
    let bench = with_backup(2).await;
    restore(&bench);
    let before = read_db(&bench.cache());
    let store = Arc::new(bench.open().await);
    let cut_short = |error| {
        let known = (Position(3), Position(1));
        assert!(matches!(error, ReadError::Log(StoreError::CutShort { known: k, found }) if (k, found) == known));
    };
    cut_short(catch_up(&store).await.unwrap_err());
    let journal = store.journal().identity().await.unwrap();
    cut_short(rebuild(&store, journal, &bench.cache(), |_| {}).unwrap_err());
    assert!(read_db(&bench.cache()) == before, "the evidence was overwritten");
}

#[tokio::test]
async fn read_models_of_another_history_are_kept_and_say_so() {
    let bench = with_backup(1).await;
    restore(&bench);
    append(&bench.open().await, Draft::new().joining(2).unit()).await;
    let store = Arc::new(bench.open().await);
    let refusal = catch_up(&store).await.unwrap_err();
    assert!(matches!(refusal, ReadError::Log(StoreError::Forked(Position(2)))), "{refusal:?}");
    let journal = store.journal().identity().await.unwrap();
    let refusal = rebuild(&store, journal, &bench.cache(), |_| {}).unwrap_err();
    assert!(matches!(refusal, ReadError::Log(StoreError::Forked(Position(2)))), "{refusal:?}");
}

#[tokio::test]
async fn a_rebuild_that_does_not_reach_the_end_is_an_error_and_the_old_file_stays() {
    let bench = NodeBench::embedded();
    let store = Arc::new(bench.open().await);
    for n in 1..=3 {
        append(&store, Draft::new().joining(n).unit()).await;
    }
    let (journal, folder) = (store.journal().identity().await.unwrap(), bench.folder.join("elsewhere"));
    std::fs::create_dir_all(&folder).unwrap();
    assert_eq!(rebuild(&store, journal, &folder, |_| {}).unwrap(), Position(3));
    let before = read_db(&folder);

    // The node believes in three events; the file under it has lost the last ones.
    shell(&bench).execute("DELETE FROM journal WHERE position > 1", []).unwrap();
    // What the old file knows does not hold any more; a new one is begun all the same.
    let refusal = rebuild(&store, journal, &bench.cache(), |_| {}).unwrap_err();
    let expected = (Position(1), Position(3));
    assert!(matches!(refusal, ReadError::Incomplete { reached, of } if (reached, of) == expected), "{refusal:?}");
    assert!(!ReadDb::at(&bench.cache()).path().exists());
    assert!(rebuild(&store, journal, &folder, |_| {}).is_err());
    assert!(read_db(&folder) == before, "the old file was replaced");
}
