//! What somebody can do to the files of a node: damage is found where it is read, and what was opened is still there
//! before anything is written to it.

use std::path::PathBuf;
use std::sync::Arc;

use events::{EventKind, KindSet, Opened, Position, Tag};
use oppijaloki_tests::drafts::{Draft, person};
use oppijaloki_tests::nodes::{NodeBench, append, secrets, submit};
use oppijaloki_tests::temp::copy_files;
use oppijaloki_tests::wait::wait_until;
use projections::{ReadError, Runner, catch_up_to, rebuild};
use rusqlite::Connection;
use store::{Checks, JournalState, Lane, Store, StoreError};

use crate::data_folder::{register, shell};

/// A node with so many events, stopped.
async fn with_events(events: usize) -> NodeBench {
    let bench = NodeBench::embedded();
    let store = bench.open().await;
    for some in (0..events).collect::<Vec<_>>().chunks(2_000) {
        let units = some.iter().map(|n| Draft::new().joining(*n as u64 % 7).unit()).collect();
        store.submit(units, Lane::Bulk).await.unwrap();
    }
    drop(store);
    closed(&bench).await;
    bench
}

/// Returns when nothing of a node is open any more.
async fn closed(bench: &NodeBench) {
    let free = async || store::lock_folder(bench.folder.path()).is_ok();
    wait_until("the folder is free", crate::SOON, free).await;
}

/// What somebody with a database shell does to an event, and what is said of it.
const DAMAGE: [(&str, &str); 4] = [
    ("DELETE FROM journal WHERE position = 35", "event 35 is missing from the journal"),
    ("UPDATE journal SET event = (SELECT event FROM journal WHERE position = 3) WHERE position = 35", "event 35"),
    ("UPDATE journal SET chain = zeroblob(32) WHERE position = 35", "event 35"),
    ("DELETE FROM journal WHERE position BETWEEN 20 AND 1500", "event 20 is missing from the journal"),
];

#[tokio::test]
async fn a_hole_and_a_broken_chain_are_refused_by_every_start_with_and_without_the_cache() {
    for (damage, said) in DAMAGE {
        let bench = with_events(2_009).await;
        shell(&bench).execute_batch(damage).unwrap();
        for lose_cache in [false, true] {
            if lose_cache {
                std::fs::remove_dir_all(bench.cache()).unwrap();
            }
            for checks in [Checks::Start, Checks::WholeLog] {
                let refused = bench.try_open_checked(secrets(), checks).await.err().expect(damage).to_string();
                for words in [said, "ALARM", "keep the journal as evidence"] {
                    assert!(refused.contains(words), "{words}: {refused}");
                }
            }
        }
    }
}

/// Beyond what every start looks at: anyone who reads all of it finds it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn damage_far_back_is_found_by_a_start_without_the_cache_and_by_whoever_proves_the_whole_log() {
    let bench = with_events(104_000).await;
    shell(&bench).execute_batch(DAMAGE[0].0).unwrap();
    let store = Arc::new(bench.open().await);
    // A node that goes on finds it by itself, little by little, and then writes nothing more.
    append(&store, Draft::new().joining(1).unit()).await;
    let watching = tokio::spawn(Arc::clone(&store).keep_watch());
    let halted = async || store.halted().is_some();
    wait_until("it is noticed", crate::SOON, halted).await;
    watching.abort();
    let _ = watching.await;
    let refused = submit(&store, Draft::new().joining(1).unit()).await;
    assert!(matches!(refused, Err(StoreError::EventMissing(Position(35)))));
    let journal = store.journal().identity().await.unwrap();
    let missing = |error: ReadError| assert!(matches!(error, ReadError::Log(StoreError::EventMissing(Position(35)))));
    missing(rebuild(&store, journal, &bench.folder.join("cache"), |_| {}).unwrap_err());
    // The read models alone are gone.
    let mut runner = Runner::open(Arc::clone(&store), journal).unwrap();
    missing(catch_up_to(&mut runner, store.head().position).unwrap_err());
    drop((runner, store));
    let whole = bench.try_open_checked(secrets(), Checks::WholeLog).await.err();
    assert!(matches!(whole, Some(StoreError::EventMissing(Position(35)))));
    std::fs::remove_dir_all(bench.cache()).unwrap();
    assert!(matches!(bench.try_open().await.err(), Some(StoreError::EventMissing(Position(35)))));
}

#[tokio::test]
async fn an_emptied_journal_is_refused_whatever_an_operator_accepts() {
    let mut bench = with_events(3).await;
    shell(&bench).execute_batch("DELETE FROM journal").unwrap();
    assert!(bench.try_open().await.err().unwrap().to_string().contains("lost its end"));
    std::fs::remove_dir_all(bench.cache()).unwrap();
    for accepted in [false, true] {
        (bench.accept.older_journal, bench.accept.older_vault) = (accepted, accepted);
        let why = bench.try_open().await.err().unwrap().to_string();
        assert!(why.contains("the journal is empty, and the vault has seen event 3"), "{why}");
    }
}

#[tokio::test]
async fn a_journal_or_vault_that_is_gone_or_of_another_registry_is_refused_and_nothing_put_in_its_place() {
    let (bench, other) = (with_events(3).await, with_events(4).await);
    let (journal, vault) = (bench.folder.join("journal"), bench.folder.join("vault"));
    let aside = |what: &PathBuf| std::fs::rename(what, bench.folder.join("aside")).unwrap();
    let back = |what: &PathBuf| {
        let _ = std::fs::remove_dir_all(what);
        std::fs::rename(bench.folder.join("aside"), what).unwrap();
    };
    std::fs::remove_dir_all(bench.cache()).unwrap();

    aside(&journal);
    let why = bench.try_open().await.err().unwrap().to_string();
    assert!(why.contains("there is no journal in data/journal, and the vault belongs to one"), "{why}");
    assert!(!journal.exists());
    copy_files(&other.folder.join("journal"), &journal);
    let why = bench.try_open().await.err().unwrap().to_string();
    assert!(why.contains("the vault belongs to another journal than this one"), "{why}");
    back(&journal);
    std::fs::remove_dir_all(bench.cache()).unwrap();

    aside(&vault);
    let why = bench.try_open().await.err().unwrap().to_string();
    assert!(why.contains("the journal has events and the vault is new"), "{why}");
    back(&vault);
    bench.open().await;
}

#[tokio::test]
async fn a_cache_of_another_journal_is_refused_file_by_file() {
    let (bench, other) = (with_events(3).await, with_events(4).await);
    let store = Arc::new(other.open().await);
    Runner::open(Arc::clone(&store), store.journal().identity().await.unwrap()).unwrap();
    drop(store);
    closed(&other).await;
    let from = |file: &str| {
        std::fs::remove_dir_all(bench.cache()).unwrap();
        std::fs::create_dir(bench.cache()).unwrap();
        std::fs::copy(other.cache().join(file), bench.cache().join(file)).unwrap();
    };
    from("index.db");
    let why = bench.try_open().await.err().unwrap();
    assert!(why.to_string().contains("belong to another journal; delete data/cache"), "{why}");
    from("read.db");
    let store = Arc::new(bench.open().await);
    let journal = store.journal().identity().await.unwrap();
    for refused in [
        Runner::open(Arc::clone(&store), journal).err().unwrap(),
        rebuild(&store, journal, &bench.cache(), |_| {}).unwrap_err(),
    ] {
        assert!(matches!(refused, ReadError::Log(StoreError::ForeignLog)), "{refused}");
    }
}

/// The vault of a node, in a database shell.
fn vault(bench: &NodeBench) -> Connection {
    Connection::open(bench.folder.join("vault/vault.db")).unwrap()
}

#[tokio::test]
async fn keys_and_handles_that_somebody_deletes_are_noticed_by_the_next_start() {
    for (delete, lacks) in [
        ("DELETE FROM keys WHERE id IN (SELECT id FROM keys ORDER BY id DESC LIMIT 3)", "the key of event 3"),
        ("DELETE FROM keys WHERE id IN (SELECT id FROM keys ORDER BY id LIMIT 1)", "the key of event 1"),
        ("DELETE FROM new_handles", "the handle of an identifier of event 1"),
    ] {
        let bench = NodeBench::embedded();
        let store = bench.open().await;
        for n in 1..=5 {
            register(&store, person(n)).await;
        }
        drop(store);
        vault(&bench).execute_batch(delete).unwrap();
        let why = bench.try_open().await.err().expect(delete).to_string();
        assert!(why.contains(&format!("it lacks {lacks}")), "{why}");
    }
}

/// Somebody deletes a key and says that it was destroyed on purpose.
#[tokio::test]
async fn a_key_that_only_the_vault_calls_destroyed_is_lost_and_not_erased() {
    let mut bench = NodeBench::embedded();
    let store = bench.open().await;
    let key = register(&store, person(1)).await;
    let readable = |store: &Store| {
        let kinds = KindSet::of(&[EventKind::PersonRegistered]);
        store.read().events(Tag::Person(person(1)), kinds).unwrap()[0].fact.readability()
    };
    assert_eq!(readable(&store), Opened::Known(()));
    drop(store);
    let delete = "INSERT INTO destroyed_keys SELECT id FROM keys WHERE id = ?1";
    assert_eq!(vault(&bench).execute(delete, [key.0.as_bytes()]).unwrap(), 1);
    vault(&bench).execute("DELETE FROM keys WHERE id = ?1", [key.0.as_bytes()]).unwrap();
    let why = bench.try_open().await.err().unwrap().to_string();
    assert!(why.contains("1 keys are destroyed in the vault that no erasure in the log names"), "{why}");
    bench.accept.older_vault = true;
    assert_eq!(readable(&bench.open().await), Opened::KeyLost);
    bench.accept.older_vault = false;
    let store = bench.open().await;
    assert_eq!(readable(&store), Opened::KeyLost);

    // While it runs, too: nobody has ordered that.
    let key = register(&store, person(2)).await;
    store.vault().destroy(&[key], &[]).unwrap();
    let kinds = KindSet::of(&[EventKind::PersonRegistered]);
    let second = store.read().events(Tag::Person(person(2)), kinds).unwrap()[0].fact.readability();
    assert_eq!(second, Opened::KeyLost);
}

#[tokio::test]
async fn a_second_process_is_refused_also_when_the_lock_file_was_deleted() {
    for bench in [NodeBench::embedded(), NodeBench::followed()] {
        let store = bench.open().await;
        std::fs::remove_file(bench.folder.join("lock")).unwrap();
        assert!(matches!(bench.try_open().await, Err(StoreError::InUse)));
        append(&store, Draft::new().joining(1).unit()).await;
        drop(store);
        bench.open().await;
    }
}

#[tokio::test]
async fn nothing_is_written_to_a_journal_or_vault_that_was_moved_or_replaced_meanwhile() {
    for part in ["journal", "vault"] {
        let bench = NodeBench::embedded();
        let store = bench.open().await;
        register(&store, person(1)).await;
        let (file, aside) = (bench.folder.join(part).join(format!("{part}.db")), bench.folder.join("aside"));
        for replace in [false, true] {
            if !aside.exists() {
                std::fs::rename(&file, &aside).unwrap();
            }
            if replace {
                std::fs::copy(&aside, &file).unwrap();
            }
            let refused = match part {
                "journal" => submit(&store, Draft::new().joining(1).unit()).await.map(drop),
                _ => store.vault().create_keys(&[events::Subject::Person(person(2))]).map(drop),
            };
            let why = refused.expect_err("it was written").to_string();
            assert!(why.contains(&format!("{part}.db is no longer the file that this process opened")), "{why}");
        }
        std::fs::rename(&aside, &file).unwrap();
        append(&store, Draft::new().joining(1).unit()).await;
        store.vault().create_keys(&[events::Subject::Person(person(2))]).unwrap();
    }
}

/// A vault that is put back under a running node: nothing more is written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_running_node_notices_that_its_vault_became_older() {
    let bench = NodeBench::embedded();
    let store = Arc::new(bench.open().await);
    let watching = tokio::spawn(Arc::clone(&store).keep_watch());
    append(&store, Draft::new().joining(1).unit()).await;
    let seen = |position| {
        let store = Arc::clone(&store);
        async move || store.vault().seen().unwrap().head.position == Position(position)
    };
    wait_until("the vault knows the event", crate::SOON, seen(1)).await;
    let older = "UPDATE journal_seen SET position = 0, chain = zeroblob(32)";
    vault(&bench).execute_batch(older).unwrap();
    append(&store, Draft::new().joining(1).unit()).await;
    let halted = async || store.halted().is_some();
    wait_until("it is noticed", crate::SOON, halted).await;
    let refused = submit(&store, Draft::new().joining(1).unit()).await.unwrap_err();
    assert!(matches!(refused, StoreError::VaultReplaced { before: Position(1), now: Position(0) }), "{refused}");
    assert!(matches!(store.journal_state(), JournalState::Refused(why) if why.contains("replaced by an older one")));
    watching.abort();
}
