//! An engine that takes only so much in one append: what waits goes in several, no unit is divided, and anyone who sent it is
//! told the truth when it ends in the middle.

use std::sync::Arc;

use events::{CommandId, EventKind, Position, Tag};
use oppijaloki_tests::drafts::{Draft, new_command, person};
use oppijaloki_tests::faults::{Fault, FaultyJournal};
use oppijaloki_tests::nodes::{NodeBench, append, submit, whole_journal};
use proptest::prelude::*;
use store::journal::EVENT_OVERHEAD;
use store::journal::memory::MemoryJournal;
use store::{Lane, Outcome, Store, StoreError, Unit};
use uuid::Uuid;

/// A node whose engine takes so much in one append, and another one beside it.
struct Bench {
    faulty: Arc<FaultyJournal>,
    store: Store,
    other: Store,
    _folders: [NodeBench; 2],
}

impl Bench {
    async fn new(append_limit: usize) -> Bench {
        let journal = Arc::new(MemoryJournal::new(Uuid::new_v4()).with_append_limit(append_limit));
        let faulty = FaultyJournal::over(journal.clone());
        let folders = [NodeBench::following(faulty.clone()), NodeBench::following(journal)];
        let (store, other) = (folders[0].open().await, folders[1].open().await);
        Bench { faulty, store, other, _folders: folders }
    }

    async fn submit(&self, units: Vec<Unit>) -> Result<Vec<Outcome>, StoreError> {
        self.store.submit(units, Lane::Bulk).await
    }
}

fn unit(command: CommandId, events: usize) -> Unit {
    (0..events).fold(Draft::of(command), |draft, n| draft.joining(n as u64)).unit()
}

fn appended(first: u64) -> Outcome {
    Outcome::Appended { first: Position(first) }
}

async fn units_are_never_divided(sizes: Vec<usize>, append_limit: usize) {
    let bench = Bench::new(append_limit).await;
    let commands: Vec<CommandId> = sizes.iter().map(|_| new_command()).collect();
    let units = commands.iter().zip(&sizes).map(|(command, events)| unit(*command, *events)).collect();
    let outcomes = bench.submit(units).await.unwrap();

    let firsts = sizes.iter().scan(1, |next, events| Some(std::mem::replace(next, *next + *events as u64)));
    assert_eq!(outcomes, firsts.map(appended).collect::<Vec<_>>());
    let journal = whole_journal(bench.faulty.as_ref()).await;
    let expected = commands.iter().zip(&sizes).flat_map(|(command, events)| vec![*command; *events]);
    assert!(journal.iter().map(|event| event.envelope.meta.command).eq(expected));
    let mut position = 0;
    for part in bench.faulty.appended() {
        let events = &journal[position..position + part];
        let size: usize = events.iter().map(|event| event.size + EVENT_OVERHEAD).sum();
        let (first, last) = (events[0].envelope.meta.command, events[part - 1].envelope.meta.command);
        assert!(size <= append_limit || first == last, "{size} bytes of several units in one append");
        position += part;
        let next = journal.get(position).map(|event| event.envelope.meta.command);
        assert_ne!(next, Some(last), "a unit was divided at {position}");
    }
    assert_eq!(position, journal.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_waits_goes_in_parts_that_the_engine_takes(
        sizes in prop::collection::vec(1..6_usize, 1..12),
        append_limit in prop_oneof![Just(1), 500..8_000_usize, Just(usize::MAX)],
    ) {
        tokio::runtime::Runtime::new().unwrap().block_on(units_are_never_divided(sizes, append_limit));
    }
}

#[tokio::test]
async fn an_engine_without_a_limit_takes_everything_at_once() {
    let bench = Bench::new(usize::MAX).await;
    bench.submit((0..50).map(|_| unit(new_command(), 3)).collect()).await.unwrap();
    assert_eq!(bench.faulty.appended(), [150]);
}

/// The sender must not hear that nothing was appended, and may send the same again.
#[tokio::test]
async fn a_journal_that_goes_away_between_two_parts_leaves_the_rest_unsettled() {
    let bench = Bench::new(1).await;
    let commands = [new_command(), new_command()];
    let units = || commands.iter().map(|command| unit(*command, 2)).collect();
    bench.faulty.plan(&[Fault::None, Fault::Unavailable]);
    let answer = bench.submit(units()).await;
    assert!(matches!(answer, Err(StoreError::Unsettled)), "{answer:?}");
    assert_eq!(
        bench.submit(units()).await.unwrap(),
        [Outcome::AlreadyDone { first: Position(1), events: 2 }, appended(3)]
    );
    // When it is away from the beginning, nothing is appended, and that is said.
    bench.faulty.plan(&[Fault::Unavailable]);
    let answer = bench.submit(vec![unit(new_command(), 1), unit(new_command(), 1)]).await;
    assert!(matches!(answer, Err(StoreError::Unavailable(_))), "{answer:?}");
}

#[tokio::test]
async fn a_lost_answer_of_a_later_part_is_settled_like_any_other() {
    let bench = Bench::new(1).await;
    bench.faulty.plan(&[Fault::None, Fault::AnswerLost, Fault::RequestLost]);
    let outcomes = bench.submit((0..3).map(|_| unit(new_command(), 2)).collect()).await.unwrap();
    assert_eq!(outcomes, [appended(1), appended(3), appended(5)]);
}

/// What another node appends between two parts may contradict the later one, and that one alone.
#[tokio::test]
async fn a_node_that_is_overtaken_between_two_parts_checks_the_rest_again() {
    let bench = Bench::new(1).await;
    append(&bench.store, unit(new_command(), 1)).await;
    bench.faulty.before_append.hold_after(1);
    let guarded =
        Draft::new().read_at(Position(2)).joining(8).guard(Tag::Person(person(7)), &[EventKind::OrganisationJoined]);
    let units = vec![unit(new_command(), 1), guarded.unit(), unit(new_command(), 1)];
    let meanwhile = async {
        bench.faulty.before_append.somebody_waits().await;
        submit(&bench.other, Draft::new().joining(7).unit()).await.unwrap();
        bench.faulty.before_append.release();
    };
    let (outcomes, ()) = tokio::join!(bench.submit(units), meanwhile);
    assert_eq!(outcomes.unwrap(), [appended(2), Outcome::Lost, appended(4)]);
}

/// An import of thousands of events is on its way: whoever waits for an answer has it with the next append, and with few of
/// the import's events beside.
#[tokio::test]
async fn people_do_not_wait_behind_a_whole_import() {
    let bench = Bench::new(usize::MAX).await;
    append(&bench.store, unit(new_command(), 1)).await;
    bench.faulty.before_append.hold_next();
    let import = bench.submit((0..3_000).map(|_| unit(new_command(), 1)).collect());
    let person = async {
        bench.faulty.before_append.somebody_waits().await;
        let answer = bench.store.submit(vec![unit(new_command(), 1)], Lane::Interactive);
        let (answer, ()) = tokio::join!(answer, async { bench.faulty.before_append.release() });
        (answer.unwrap(), bench.faulty.appended())
    };
    let (import, (answer, so_far)) = tokio::join!(import, person);
    assert_eq!((answer, so_far), (vec![appended(502)], vec![1, 500, 501]));
    let firsts = (2..502).chain(503..3_003).map(appended);
    assert_eq!(import.unwrap(), firsts.collect::<Vec<_>>());
    assert_eq!(bench.faulty.appended(), [1, 500, 501, 500, 500, 500, 500]);
}

/// People who never stop sending leave room for imports.
#[tokio::test]
async fn an_import_goes_on_while_people_send() {
    let bench = Bench::new(usize::MAX).await;
    let import = bench.submit((0..2_000).map(|_| unit(new_command(), 1)).collect());
    let people = async {
        loop {
            append(&bench.store, unit(new_command(), 1)).await;
        }
    };
    tokio::select! {
        outcomes = import => assert_eq!(outcomes.unwrap().len(), 2_000),
        _ = people => {}
    }
}
