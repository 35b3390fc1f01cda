//! A command is carried out once, whoever repeats it and whenever; people go before imports; time never runs back.

use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use events::{EventKind, Position, Tag};
use oppijaloki_tests::drafts::{Draft, new_command, person};
use oppijaloki_tests::faults::FaultyJournal;
use oppijaloki_tests::nodes::{BEGINNING, NodeBench, append, memory_journal, submit, whole_log};
use store::{Lane, Outcome, StoreError, Unit};

/// Runs scenarios on a node with the embedded journal and on one that follows a journal elsewhere.
macro_rules! on_both_engines {
    ($($scenario:ident,)*) => {
        mod embedded {
            $(#[tokio::test] async fn $scenario() { super::$scenario(super::NodeBench::embedded()).await; })*
        }
        mod followed {
            $(#[tokio::test] async fn $scenario() { super::$scenario(super::NodeBench::followed()).await; })*
        }
    };
}
pub(crate) use on_both_engines;

on_both_engines! {
    a_repeated_command_is_answered_with_its_recorded_place,
    a_command_repeated_within_one_submission_is_carried_out_once,
    a_command_repeated_after_a_restart_is_answered_with_its_recorded_place,
    the_time_of_recording_never_runs_back,
    a_command_that_is_too_large_is_refused_alone,
}

fn place(first: u64, events: u32) -> Outcome {
    Outcome::AlreadyDone { first: Position(first), events }
}

fn appended(first: u64) -> Outcome {
    Outcome::Appended { first: Position(first) }
}

async fn a_repeated_command_is_answered_with_its_recorded_place(bench: NodeBench) {
    let store = bench.open().await;
    let command = new_command();
    append(&store, Draft::new().joining(9).unit()).await;
    append(&store, Draft::of(command).joining(1).joining(1).joining(2).unit()).await;
    append(&store, Draft::new().joining(1).unit()).await;

    assert_eq!(submit(&store, Draft::of(command).joining(1).joining(1).joining(2).unit()).await.unwrap(), place(2, 3));
    // Before anything else: also when it would be decided otherwise today, or would have lost.
    let today = Draft::of(command).joining(5).guard(Tag::Person(person(1)), &[EventKind::OrganisationJoined]);
    assert_eq!(submit(&store, today.unit()).await.unwrap(), place(2, 3));
    assert_eq!(whole_log(&store).len(), 5);
    let recorded = store.events_of(Position(2), 3).unwrap();
    assert!(recorded.iter().all(|event| event.recorded.envelope.meta.command == command));
}

async fn a_command_repeated_within_one_submission_is_carried_out_once(bench: NodeBench) {
    let store = bench.open().await;
    let (first, second) = (new_command(), new_command());
    let units = vec![
        Draft::of(first).joining(1).joining(2).unit(),
        Draft::of(second).joining(3).unit(),
        Draft::of(first).joining(1).joining(2).unit(),
        Draft::of(second).joining(4).unit(),
    ];
    let outcomes = store.submit(units, Lane::Bulk).await.unwrap();
    assert_eq!(outcomes, [appended(1), appended(3), place(1, 2), place(3, 1)]);
    assert_eq!(whole_log(&store).len(), 3);
}

async fn a_command_repeated_after_a_restart_is_answered_with_its_recorded_place(bench: NodeBench) {
    let (early, late) = (new_command(), new_command());
    let store = bench.open().await;
    append(&store, Draft::of(early).joining(1).joining(2).unit()).await;
    store.node().index.flush().unwrap();
    append(&store, Draft::of(late).joining(3).joining(4).joining(5).unit()).await;
    drop(store);

    // Once with what was written to the cache, once with the cache gone.
    for cache_is_lost in [false, true] {
        if cache_is_lost {
            std::fs::remove_dir_all(bench.cache()).unwrap();
        }
        let store = bench.open().await;
        assert_eq!(submit(&store, Draft::of(early).joining(1).unit()).await.unwrap(), place(1, 2));
        assert_eq!(submit(&store, Draft::of(late).joining(3).unit()).await.unwrap(), place(3, 3));
        assert_eq!(whole_log(&store).len(), 5);
    }
}

async fn the_time_of_recording_never_runs_back(bench: NodeBench) {
    let store = bench.open().await;
    let mut expected = Vec::new();
    for (clock, recorded) in [(0, 0), (500, 500), (-3_600_000, 500), (499, 500), (501, 501)] {
        bench.clock.set(BEGINNING + clock);
        append(&store, Draft::new().joining(1).joining(2).unit()).await;
        expected.extend([BEGINNING + recorded; 2]);
    }
    drop(store);
    // Nor over a restart on a machine whose clock is wrong.
    bench.clock.set(0);
    let store = bench.open().await;
    append(&store, Draft::new().joining(1).unit()).await;
    expected.push(BEGINNING + 501);

    let recorded: Vec<i64> = whole_log(&store).iter().map(|event| event.envelope.meta.recorded.millis()).collect();
    assert_eq!(recorded, expected);
}

async fn a_command_that_is_too_large_is_refused_alone(bench: NodeBench) {
    let store = bench.open().await;
    let many = (0..501).fold(Draft::new(), |draft, n| draft.joining(n));
    let large = Draft::new().joining(1).change(|event| event.data = vec![0; 256 * 1024]);
    let together = (0..3).fold(Draft::new(), |draft, n| draft.joining(n).change(|event| event.data = vec![0; 200_000]));
    for unit in [many, large, together] {
        assert!(matches!(submit(&store, unit.unit()).await, Err(StoreError::TooLarge)));
    }
    assert!(whole_log(&store).is_empty());
    let allowed = (0..500).fold(Draft::new(), |draft, n| draft.joining(n));
    append(&store, allowed.unit()).await;
}

/// Hands a submission over without waiting for its outcome: it lies in the sequencer's queue when this returns.
fn hand_over<F: Future>(mut submission: Pin<&mut F>) {
    assert!(matches!(submission.as_mut().poll(&mut Context::from_waker(Waker::noop())), Poll::Pending));
}

#[tokio::test]
async fn people_go_before_imports_and_a_batch_knows_its_commands() {
    let journal = FaultyJournal::over(memory_journal());
    let bench = NodeBench::following(journal.clone());
    let store = bench.open().await;
    let command = new_command();

    // One append is held up; meanwhile an import hands over, and then two people.
    journal.before_append.hold_next();
    let mut running = pin!(submit(&store, Draft::new().joining(1).unit()));
    hand_over(running.as_mut());
    journal.before_append.somebody_waits().await;
    let mut import = pin!(store.submit(vec![Draft::of(command).joining(2).unit()], Lane::Bulk));
    let mut person_one = pin!(submit(&store, Draft::new().joining(10).joining(10).unit()));
    let mut person_two = pin!(submit(&store, Draft::of(command).joining(11).unit()));
    hand_over(import.as_mut());
    hand_over(person_one.as_mut());
    hand_over(person_two.as_mut());
    journal.before_append.release();

    assert_eq!(running.await.unwrap(), appended(1));
    assert_eq!(person_one.await.unwrap(), appended(2));
    assert_eq!(person_two.await.unwrap(), appended(4));
    // The import's row had the same command id as what the second person did: it finds it done, in the same batch.
    assert_eq!(import.await.unwrap(), [place(4, 1)]);
    assert_eq!(journal.appends(), 2, "what waited together was not appended together");
}

#[tokio::test]
async fn a_person_does_not_wait_for_a_long_import() {
    let journal = FaultyJournal::over(memory_journal());
    let bench = NodeBench::following(journal.clone());
    let store = bench.open().await;
    journal.before_append.hold_next();
    let mut running = pin!(submit(&store, Draft::new().joining(1).unit()));
    hand_over(running.as_mut());
    journal.before_append.somebody_waits().await;

    // An import of more events than a batch takes is waiting when the person comes.
    let chunk = || (0..3_000).map(|n| Draft::new().joining(n).unit()).collect::<Vec<Unit>>();
    let (mut one, mut two, mut three) = (
        pin!(store.submit(chunk(), Lane::Bulk)),
        pin!(store.submit(chunk(), Lane::Bulk)),
        pin!(store.submit(chunk(), Lane::Bulk)),
    );
    hand_over(one.as_mut());
    hand_over(two.as_mut());
    hand_over(three.as_mut());
    let mut someone = pin!(submit(&store, Draft::new().joining(5).unit()));
    hand_over(someone.as_mut());
    journal.before_append.release();

    assert_eq!(someone.await.unwrap(), appended(2));
    for chunk in [one.await, two.await, three.await] {
        assert!(chunk.unwrap().iter().all(|outcome| matches!(outcome, Outcome::Appended { .. })));
    }
    assert_eq!(whole_log(&store).len(), 9_002);
}

#[tokio::test]
async fn a_sender_that_went_away_does_not_change_what_is_done() {
    let bench = NodeBench::followed();
    let store = bench.open().await;
    let command = new_command();
    {
        let mut abandoned = pin!(submit(&store, Draft::of(command).joining(1).unit()));
        hand_over(abandoned.as_mut());
    }
    assert_eq!(submit(&store, Draft::of(command).joining(1).unit()).await.unwrap(), place(1, 1));
    assert_eq!(whole_log(&store).len(), 1);
}

#[tokio::test]
async fn one_oversized_event_does_not_harm_what_is_appended_with_it() {
    let journal = FaultyJournal::over(memory_journal());
    let bench = NodeBench::following(journal.clone());
    let store = bench.open().await;
    journal.before_append.hold_next();
    let mut running = pin!(submit(&store, Draft::new().joining(1).unit()));
    hand_over(running.as_mut());
    journal.before_append.somebody_waits().await;

    // Large by what stands in its meta, not by its data.
    let chatty = Draft::new().joining(2).change(|event| event.meta.client = Some("x".repeat(300_000)));
    let mut innocent = pin!(submit(&store, Draft::new().joining(3).unit()));
    hand_over(innocent.as_mut());
    let mut chatty = pin!(submit(&store, chatty.unit()));
    let refused_at_once = chatty.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    journal.before_append.release();

    assert_eq!(innocent.await.unwrap(), appended(2));
    let refusal = match refused_at_once {
        Poll::Ready(refusal) => refusal,
        Poll::Pending => chatty.await,
    };
    assert!(matches!(refusal, Err(StoreError::TooLarge)));
}
