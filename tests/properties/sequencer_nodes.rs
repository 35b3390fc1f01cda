//! Several nodes over one journal, and what a node does with files under `data/cache` that do not fit.

use std::pin::pin;
use std::sync::Arc;

use events::{EventKind, Head, KindSet, Position, RequestId, Tag};
use oppijaloki_tests::drafts::{Draft, new_command, person};
use oppijaloki_tests::faults::FaultyJournal;
use oppijaloki_tests::nodes::{NodeBench, append, memory_journal, positions, submit, whole_journal, whole_log};
use oppijaloki_tests::temp::copy_files;
use store::journal::memory::MemoryJournal;
use store::journal::{EventBytes, Journal};
use store::{Outcome, Store, StoreError};
use uuid::Uuid;

use crate::sequencer_commands::on_both_engines;

on_both_engines! {
    a_node_without_its_cache_gives_the_same_answers,
}

const JOINED: &[EventKind] = &[EventKind::OrganisationJoined];

fn on(n: u64) -> Tag {
    Tag::Person(person(n))
}

/// Two nodes over one journal.
async fn two_nodes() -> (NodeBench, NodeBench, Arc<dyn Journal>) {
    let journal = memory_journal();
    (NodeBench::following(journal.clone()), NodeBench::following(journal.clone()), journal)
}

/// Bytes of everything a node holds.
fn log_bytes(store: &Store) -> Vec<Vec<u8>> {
    whole_log(store).iter().map(|event| event.envelope.to_bytes()).collect()
}

#[tokio::test]
async fn a_node_that_was_overtaken_catches_up_and_checks_again() {
    let (here, there, _) = two_nodes().await;
    let (here, there) = (here.open().await, there.open().await);
    let done_there = new_command();
    append(&here, Draft::new().joining(1).unit()).await;
    append(&there, Draft::of(done_there).joining(2).joining(2).unit()).await;

    // `here` has not heard of it. What does not depend on it is appended behind it;
    let decided = |n| Draft::new().joining(7).read_at(Position(1)).guard(on(n), JOINED).unit();
    assert_eq!(submit(&here, decided(1)).await.unwrap(), Outcome::Appended { first: Position(4) });
    append(&there, Draft::new().joining(1).unit()).await;
    // what depends on it has lost;
    assert_eq!(submit(&here, decided(1)).await.unwrap(), Outcome::Lost);
    // and what was carried out over there is answered with its place there.
    let again = submit(&here, Draft::of(done_there).joining(2).unit()).await.unwrap();
    assert_eq!(again, Outcome::AlreadyDone { first: Position(2), events: 2 });

    append(&there, Draft::new().joining(3).unit()).await;
    append(&here, Draft::new().joining(4).unit()).await;
    let mut caught_up = there.watch();
    tokio::select! {
        _ = there.follow() => {}
        seen = caught_up.wait_for(|position| *position >= Position(7)) => { seen.unwrap(); }
    }
    assert_eq!(log_bytes(&here), log_bytes(&there));
    assert_eq!(positions(&there, on(7), KindSet::ALL), positions(&here, on(7), KindSet::ALL));
}

#[tokio::test]
async fn the_time_of_recording_never_runs_back_between_nodes_whose_clocks_differ() {
    let (fast, slow, _) = two_nodes().await;
    fast.clock.set(oppijaloki_tests::nodes::BEGINNING + 60_000);
    let (fast, slow) = (fast.open().await, slow.open().await);
    append(&slow, Draft::new().joining(1).unit()).await;
    append(&fast, Draft::new().joining(1).unit()).await;
    append(&slow, Draft::new().joining(1).unit()).await;
    let recorded: Vec<i64> = whole_log(&slow).iter().map(|event| event.envelope.meta.recorded.millis()).collect();
    assert!(recorded.is_sorted(), "{recorded:?}");
    assert_eq!(recorded[2] - recorded[0], 60_000);
}

#[tokio::test]
async fn nodes_that_carry_out_the_very_same_command_are_told_the_same_place() {
    let (here, there, journal) = two_nodes().await;
    let (here, there) = (here.open().await, there.open().await);
    let command = new_command();
    // Alike to the byte, as when two nodes carry on the same work in the same millisecond.
    let unit = || Draft::of(command).joining(1).change(|event| event.meta.request = RequestId(Uuid::nil())).unit();
    assert_eq!(append(&here, unit()).await, Position(1));
    let first = match submit(&there, unit()).await.unwrap() {
        Outcome::Appended { first } | Outcome::AlreadyDone { first, events: 1 } => first,
        other => panic!("{other:?}"),
    };
    assert_eq!(first, Position(1));
    assert_eq!(journal.head().await.unwrap().position, Position(1));
}

/// While one catch-up has asked for the head and waits for the answer, another one goes past that head. That is no fork.
#[tokio::test]
async fn a_catch_up_that_is_itself_overtaken_is_no_fork() {
    let shared = memory_journal();
    let held_up = FaultyJournal::over(shared.clone());
    let (here, there) = (NodeBench::following(held_up.clone()), NodeBench::following(shared));
    let (here, there) = (here.open().await, there.open().await);
    append(&there, Draft::new().joining(1).unit()).await;

    held_up.after_head.hold_next();
    let submission = submit(&here, Draft::new().joining(2).unit());
    let meanwhile = async {
        held_up.after_head.somebody_waits().await;
        append(&there, Draft::new().joining(3).unit()).await;
        let mut caught_up = here.watch();
        tokio::select! {
            _ = here.follow() => {}
            seen = caught_up.wait_for(|position| *position >= Position(2)) => { seen.unwrap(); }
        }
        held_up.after_head.release();
    };
    let (outcome, ()) = tokio::join!(submission, meanwhile);
    assert_eq!(outcome.unwrap(), Outcome::Appended { first: Position(3) });
}

async fn a_node_without_its_cache_gives_the_same_answers(bench: NodeBench) {
    let commands: Vec<_> = (0..20).map(|_| new_command()).collect();
    let store = bench.open().await;
    for (n, command) in (0..).zip(&commands) {
        append(&store, Draft::of(*command).joining(n % 3).joining(n % 5).unit()).await;
        if n == 12 {
            store.node().index.flush().unwrap();
        }
    }
    let answers = |store: &Store| {
        let found: Vec<Vec<u64>> = (0..6).map(|n| positions(store, on(n), KindSet::of(JOINED))).collect();
        let done: Vec<_> = commands.iter().map(|command| store.node().index.carried_out(*command).unwrap()).collect();
        (store.head(), log_bytes(store), found, done)
    };
    let before = answers(&store);
    assert_eq!(before.0.position, Position(40));
    drop(store);

    let with_cache = bench.open().await;
    assert!(answers(&with_cache) == before);
    drop(with_cache);
    std::fs::remove_dir_all(bench.cache()).unwrap();
    assert!(answers(&bench.open().await) == before);
}

/// The same node's folder, before another journal.
fn moved(bench: NodeBench, journal: Arc<dyn Journal>) -> NodeBench {
    let mut moved = NodeBench::following(journal);
    moved.folder = bench.folder;
    moved
}

#[tokio::test]
async fn a_cache_made_from_another_journal_is_refused_until_it_is_deleted() {
    let bench = NodeBench::followed();
    append(&bench.open().await, Draft::new().joining(1).unit()).await;
    let bench = moved(bench, memory_journal());

    let refusal = bench.try_open().await.err().unwrap();
    assert!(matches!(refusal, StoreError::ForeignLog));
    assert!(refusal.to_string().contains("belong to another journal; delete data/cache"), "{refusal}");
    std::fs::remove_dir_all(bench.cache()).unwrap();
    // The vault belongs to the other journal still: with it, nobody's data would open.
    assert!(matches!(bench.try_open().await.err(), Some(StoreError::ForeignVault)));
    std::fs::remove_dir_all(bench.folder.join("vault")).unwrap();
    let store = bench.open().await;
    assert_eq!(store.head(), Head::START);
    assert!(positions(&store, on(1), KindSet::ALL).is_empty());
}

#[tokio::test]
async fn an_embedded_journal_that_was_replaced_is_not_mixed_up_with_the_one_before() {
    let bench = NodeBench::embedded();
    let store = bench.open().await;
    append(&store, Draft::new().joining(1).unit()).await;
    append(&store, Draft::new().joining(2).unit()).await;
    store.node().index.flush().unwrap();
    drop(store);
    std::fs::remove_dir_all(bench.folder.join("journal")).unwrap();

    assert!(matches!(bench.try_open().await.err(), Some(StoreError::NoJournal)));
    assert!(!bench.folder.join("journal").exists(), "a new one would stand in the way of the right one");
    std::fs::remove_dir_all(bench.folder.join("vault")).unwrap();
    assert!(matches!(bench.try_open().await.err(), Some(StoreError::ForeignLog)));
    std::fs::remove_dir_all(bench.cache()).unwrap();
    let store = bench.open().await;
    assert!(positions(&store, on(1), KindSet::ALL).is_empty());
    append(&store, Draft::new().joining(2).unit()).await;
    assert_eq!(positions(&store, on(2), KindSet::ALL), [1]);
}

#[tokio::test]
async fn an_embedded_journal_that_lost_its_end_is_refused() {
    let mut bench = NodeBench::embedded();
    let store = bench.open().await;
    append(&store, Draft::new().joining(1).unit()).await;
    let backup = bench.folder.join("backup");
    copy_files(&bench.folder.join("journal"), &backup);
    for _ in 0..2 {
        append(&store, Draft::new().joining(1).unit()).await;
    }
    drop(store);

    std::fs::remove_dir_all(bench.folder.join("journal")).unwrap();
    copy_files(&backup, &bench.folder.join("journal"));
    for _ in 0..2 {
        let refusal = bench.try_open().await.err();
        let expected = StoreError::CutShort { known: Position(3), found: Position(1) };
        assert_eq!(refusal.map(|why| why.to_string()), Some(expected.to_string()));
    }
    std::fs::remove_dir_all(bench.cache()).unwrap();
    let refusal = bench.try_open().await.err();
    let expected = StoreError::OlderJournal { known: Position(3), head: Position(1) };
    assert_eq!(refusal.map(|why| why.to_string()), Some(expected.to_string()));
    bench.accept.older_journal = true;
    assert_eq!(positions(&bench.open().await, on(1), KindSet::ALL), [1]);
}

#[tokio::test]
async fn an_embedded_journal_of_the_same_length_with_another_history_is_refused() {
    let mut bench = NodeBench::embedded();
    append(&bench.open().await, Draft::new().joining(1).unit()).await;
    let (backup, kept) = (bench.folder.join("backup"), bench.folder.join("kept"));
    copy_files(&bench.folder.join("journal"), &backup);
    append(&bench.open().await, Draft::new().joining(1).unit()).await;
    std::fs::rename(bench.cache(), &kept).unwrap();
    std::fs::remove_dir_all(bench.folder.join("journal")).unwrap();
    copy_files(&backup, &bench.folder.join("journal"));
    bench.accept.older_journal = true;
    append(&bench.open().await, Draft::new().joining(2).unit()).await;

    std::fs::remove_dir_all(bench.cache()).unwrap();
    std::fs::rename(&kept, bench.cache()).unwrap();
    for _ in 0..2 {
        let refusal = bench.try_open().await.err();
        assert!(matches!(refusal, Some(StoreError::Forked(Position(2)))), "{refusal:?}");
    }
}

/// A power failure may take the end of one file under `data/cache` and not of another.
#[tokio::test]
async fn a_copy_that_lost_its_end_takes_it_in_again() {
    let bench = NodeBench::followed();
    let store = bench.open().await;
    for _ in 0..3 {
        append(&store, Draft::new().joining(1).unit()).await;
    }
    append(&store, Draft::new().joining(2).unit()).await;
    store.node().index.flush().unwrap();
    let whole = log_bytes(&store);
    drop(store);
    let copy = rusqlite::Connection::open(bench.cache().join("log.db")).unwrap();
    assert_eq!(copy.execute("DELETE FROM journal WHERE position > 1", []).unwrap(), 3);
    drop(copy);

    let store = bench.open().await;
    assert_eq!(log_bytes(&store), whole);
    assert_eq!(positions(&store, on(1), KindSet::ALL), [1, 2, 3]);
    assert_eq!(append(&store, Draft::new().joining(2).unit()).await, Position(5));
}

/// A journal of the given identity that holds the first events of another, and then some of its own.
async fn restored(from: &dyn Journal, keep: usize, identity: Uuid, own: &[&[u8]]) -> Arc<dyn Journal> {
    let journal = MemoryJournal::new(identity);
    let kept: Vec<EventBytes> =
        from.tail(Position::START, keep).await.unwrap().into_iter().map(|event| event.bytes).collect();
    let head = journal.append(Head::START, &kept).await.unwrap();
    let own: Vec<EventBytes> = own.iter().map(|bytes| EventBytes::from(*bytes)).collect();
    journal.append(head, &own).await.unwrap();
    Arc::new(journal)
}

#[tokio::test]
async fn a_journal_that_was_restored_from_an_older_copy_or_went_another_way_is_refused() {
    let journal = memory_journal();
    let identity = journal.identity().await.unwrap();
    let mut bench = NodeBench::following(journal.clone());
    let store = bench.open().await;
    for n in 1..=4 {
        append(&store, Draft::new().joining(n).unit()).await;
    }
    drop(store);
    let other = whole_journal(journal.as_ref()).await[0].envelope.to_bytes();

    let shorter = restored(journal.as_ref(), 3, identity, &[]).await;
    let as_long = restored(journal.as_ref(), 3, identity, &[&other]).await;
    let longer = restored(journal.as_ref(), 3, identity, &[&other, &other]).await;
    let cut_short = StoreError::CutShort { known: Position(4), found: Position(3) };
    let forked = StoreError::Forked(Position(4));
    for (fork, why) in [(shorter, &cut_short), (as_long, &forked), (longer, &forked)] {
        bench = moved(bench, fork.clone());
        let before = fork.head().await.unwrap();
        let refusal = bench.try_open().await.err();
        assert_eq!(refusal.map(|refusal| refusal.to_string()), Some(why.to_string()));
        assert_eq!(fork.head().await.unwrap(), before);
    }
    // The true journal goes on.
    bench = moved(bench, journal);
    append(&bench.open().await, Draft::new().joining(5).unit()).await;
}

/// The copy under `data/cache` cannot be written, as when its disk is full. What was appended to the journal is answered
/// so; the node takes it in as soon as it can.
#[tokio::test]
async fn a_cache_that_cannot_be_written_loses_no_answer() {
    let journal = memory_journal();
    let here = NodeBench::following(journal.clone());
    let store = here.open().await;
    append(&store, Draft::new().joining(1).unit()).await;
    let file = rusqlite::Connection::open(here.cache().join("log.db")).unwrap();
    file.execute_batch("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        .unwrap();

    let command = new_command();
    let answer = submit(&store, Draft::of(command).joining(2).unit()).await;
    // An error would mean that nothing was appended.
    assert_eq!(answer.unwrap(), Outcome::Appended { first: Position(2) });
    assert_eq!(journal.head().await.unwrap().position, Position(2));
    assert!(matches!(submit(&store, Draft::new().joining(3).unit()).await, Err(StoreError::Unavailable(_))));
    assert_eq!(journal.head().await.unwrap().position, Position(2));

    file.execute_batch("DROP TRIGGER full").unwrap();
    assert_eq!(append(&store, Draft::new().joining(4).unit()).await, Position(3));
    let again = submit(&store, Draft::of(command).joining(2).unit()).await.unwrap();
    assert_eq!(again, Outcome::AlreadyDone { first: Position(2), events: 1 });
    let journal: Vec<Vec<u8>> = whole_journal(journal.as_ref()).await.iter().map(|e| e.envelope.to_bytes()).collect();
    assert_eq!(log_bytes(&store), journal);
}

/// The index file cannot be written. Everything is answered from memory, and from the right events.
#[tokio::test]
async fn an_index_that_cannot_be_written_changes_no_answer() {
    let bench = NodeBench::embedded();
    let store = bench.open().await;
    let file = rusqlite::Connection::open(bench.cache().join("index.db")).unwrap();
    file.execute_batch("CREATE TRIGGER full BEFORE INSERT ON postings BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        .unwrap();

    // More events than wait in memory to be written.
    let mut expected = 0;
    for chunk in 0..5 {
        let units = (0..8).map(|_| (0..500).fold(Draft::new(), |draft, n| draft.joining(n)).unit()).collect();
        let outcomes = store.submit(units, store::Lane::Bulk).await.unwrap();
        assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Appended { .. })), "chunk {chunk}");
        expected += 8;
    }
    let look = |store: &Store| {
        assert_eq!(positions(store, on(17), KindSet::ALL).len(), expected);
        let mut reading = store.read();
        let events = reading.events(on(17), KindSet::ALL).unwrap();
        assert_eq!(events.len(), expected);
        assert!(events.iter().all(|event| event.recorded.envelope.tags == [on(17)]), "another event was read");
    };
    assert!(store.node().index.flush().is_err(), "the index could be written after all");
    look(&store);
    file.execute_batch("DROP TRIGGER full").unwrap();
    append(&store, Draft::new().joining(600).unit()).await;
    store.node().index.flush().unwrap();
    look(&store);
    drop(store);
    look(&bench.open().await);
}

#[tokio::test]
async fn a_node_follows_what_others_append() {
    let (here, there, _) = two_nodes().await;
    let (here, there) = (here.open().await, there.open().await);
    let mut held = there.watch();
    let mut follow = pin!(there.follow());
    for n in 1..=3 {
        append(&here, Draft::new().joining(n).unit()).await;
        tokio::select! {
            _ = &mut follow => {}
            seen = held.wait_for(|position| position.0 >= n) => { seen.unwrap(); }
        }
    }
    assert_eq!(there.head(), here.head());
    assert_eq!(positions(&there, on(2), KindSet::ALL), [2]);
}
