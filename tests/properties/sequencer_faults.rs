//! A journal that loses answers and requests, or is away. Whatever happens, the sender is told the truth and nothing
//! is appended twice.

use std::sync::Arc;

use events::{EventKind, Position, Tag};
use oppijaloki_tests::drafts::{Draft, new_command, person};
use oppijaloki_tests::faults::{Fault, FaultyJournal};
use oppijaloki_tests::nodes::{NodeBench, append, memory_journal, submit};
use store::journal::Journal;
use store::{Lane, Outcome, Store, StoreError};

const JOINED: &[EventKind] = &[EventKind::OrganisationJoined];

/// A node whose way to the journal is faulty, and another one whose way is not.
struct Bench {
    shared: Arc<dyn Journal>,
    faulty: Arc<FaultyJournal>,
    store: Store,
    other: Store,
    _folders: [NodeBench; 2],
}

impl Bench {
    async fn new() -> Bench {
        let shared = memory_journal();
        let faulty = FaultyJournal::over(shared.clone());
        let folders = [NodeBench::following(faulty.clone()), NodeBench::following(shared.clone())];
        let (store, other) = (folders[0].open().await, folders[1].open().await);
        Bench { shared, faulty, store, other, _folders: folders }
    }

    async fn length(&self) -> u64 {
        self.shared.head().await.unwrap().position.0
    }

    /// What a repetition of a command is told.
    async fn repeated(&self, command: events::CommandId) -> Outcome {
        submit(&self.store, Draft::of(command).joining(1).unit()).await.unwrap()
    }
}

#[tokio::test]
async fn a_lost_answer_or_request_is_asked_for_again_until_it_is_settled() {
    use Fault::{AnswerLost, RequestLost};
    for faults in [
        &[AnswerLost][..],
        &[RequestLost],
        &[AnswerLost, AnswerLost],
        &[RequestLost, RequestLost, AnswerLost],
        &[AnswerLost, RequestLost],
        &[RequestLost, AnswerLost, RequestLost],
    ] {
        let bench = Bench::new().await;
        append(&bench.store, Draft::new().joining(9).unit()).await;
        bench.faulty.plan(faults);
        let command = new_command();
        let outcome = submit(&bench.store, Draft::of(command).joining(1).joining(2).unit()).await.unwrap();
        assert_eq!(outcome, Outcome::Appended { first: Position(2) }, "{faults:?}");
        assert_eq!(bench.length().await, 3, "{faults:?}");
        assert_eq!(bench.faulty.appends(), 2 + faults.len(), "{faults:?}");
        assert_eq!(bench.repeated(command).await, Outcome::AlreadyDone { first: Position(2), events: 2 });
    }
}

#[tokio::test]
async fn a_journal_that_is_away_is_told_at_once_and_nothing_is_appended_later() {
    let bench = Bench::new().await;
    append(&bench.store, Draft::new().joining(9).unit()).await;
    let command = new_command();
    let unit = || Draft::of(command).joining(1).unit();
    bench.faulty.set_away(true);
    for _ in 0..3 {
        let refusal = submit(&bench.store, unit()).await;
        assert!(matches!(refusal, Err(StoreError::Unavailable(_))), "{refusal:?}");
    }
    bench.faulty.set_away(false);
    assert_eq!(bench.length().await, 1);
    assert_eq!(submit(&bench.store, unit()).await.unwrap(), Outcome::Appended { first: Position(2) });
    assert_eq!(bench.repeated(command).await, Outcome::AlreadyDone { first: Position(2), events: 1 });
    assert_eq!(bench.length().await, 2);
}

#[tokio::test]
async fn a_journal_that_cannot_be_written_for_a_while_refuses_everybody_in_the_batch_alike() {
    let bench = Bench::new().await;
    bench.faulty.plan(&[Fault::Unavailable]);
    let units = vec![Draft::new().joining(1).unit(), Draft::new().joining(2).unit()];
    assert!(matches!(bench.store.submit(units, Lane::Bulk).await, Err(StoreError::Unavailable(_))));
    assert_eq!(bench.length().await, 0);
    append(&bench.store, Draft::new().joining(1).unit()).await;
    assert_eq!(bench.length().await, 1);
}

/// The answer was lost, and then the journal went away: what it says while it is away tells nothing about the first
/// time, so the sender must not hear that nothing was appended.
#[tokio::test]
async fn an_unknown_outcome_stays_unknown_while_the_journal_is_away() {
    for faults in [
        &[Fault::AnswerLost, Fault::Unavailable][..],
        &[Fault::AnswerLost, Fault::Unavailable, Fault::RequestLost, Fault::Unavailable],
        &[Fault::RequestLost, Fault::Unavailable],
    ] {
        let bench = Bench::new().await;
        bench.faulty.plan(faults);
        let command = new_command();
        let outcome = submit(&bench.store, Draft::of(command).joining(1).unit()).await;
        assert_eq!(outcome.unwrap(), Outcome::Appended { first: Position(1) }, "{faults:?}");
        assert_eq!(bench.length().await, 1);
    }
}

#[tokio::test]
async fn an_answer_lost_before_others_appended_behind_is_still_a_success() {
    let bench = Bench::new().await;
    bench.faulty.plan(&[Fault::AnswerLost]);
    bench.faulty.before_append.hold_after(1);
    let command = new_command();
    let mine = Draft::of(command).joining(1).guard(Tag::Person(person(1)), JOINED).unit();
    let meanwhile = async {
        bench.faulty.before_append.somebody_waits().await;
        // Would contradict, had it come first.
        append(&bench.other, Draft::new().joining(1).unit()).await;
        bench.faulty.before_append.release();
    };
    let (outcome, ()) = tokio::join!(submit(&bench.store, mine), meanwhile);
    assert_eq!(outcome.unwrap(), Outcome::Appended { first: Position(1) });
    assert_eq!(bench.length().await, 2);
    assert_eq!(bench.repeated(command).await, Outcome::AlreadyDone { first: Position(1), events: 1 });
}

#[tokio::test]
async fn a_request_lost_before_others_appended_is_checked_again() {
    for (theirs, expected) in [(1, Outcome::Lost), (2, Outcome::Appended { first: Position(2) })] {
        let bench = Bench::new().await;
        bench.faulty.plan(&[Fault::RequestLost]);
        bench.faulty.before_append.hold_after(1);
        let mine = Draft::new().joining(3).guard(Tag::Person(person(1)), JOINED).unit();
        let meanwhile = async {
            bench.faulty.before_append.somebody_waits().await;
            append(&bench.other, Draft::new().joining(theirs).unit()).await;
            bench.faulty.before_append.release();
        };
        let (outcome, ()) = tokio::join!(submit(&bench.store, mine), meanwhile);
        assert_eq!(outcome.unwrap(), expected);
    }
}
