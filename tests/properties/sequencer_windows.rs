//! More events than the index keeps in memory: what moved to the file is found as before.

use std::collections::HashMap;
use std::sync::Arc;

use events::{CommandId, EventKind, KindSet, Position, Tag};
use oppijaloki_tests::drafts::{Draft, import, joined, person};
use oppijaloki_tests::nodes::{NodeBench, positions, submit};
use store::tag_index::CarriedOut;
use store::{Lane, Outcome, Store, Unit};
use uuid::Uuid;

/// More than are kept in memory after they were written (65,536), by more than one writing (16,384).
const EVENTS: u64 = 90_000;
/// Events of a command. It divides neither what a node takes in at once while catching up (5,000) nor what is written at
/// once, so that commands lie across every border.
const UNIT: u64 = 90;
/// Each person has an event once in so many.
const PERSONS: u64 = 3_001;

fn command(n: u64) -> CommandId {
    CommandId(Uuid::from_u128(u128::from(n) + 1))
}

/// The tags of the event at a position: its person, and every seventh the one import.
fn tags(position: u64) -> Vec<Tag> {
    let person = Tag::Person(person(position % PERSONS));
    if position.is_multiple_of(7) { vec![person, Tag::Import(import(1))] } else { vec![person] }
}

async fn fill(store: &Store) {
    let fact = joined(person(1));
    let mut next = 1;
    while next <= EVENTS {
        let units = (0..25).map(|_| {
            let unit =
                (next..next + UNIT).fold(Draft::of(command(next / UNIT)), |draft, n| draft.event(&fact, &tags(n)));
            next += UNIT;
            unit.unit()
        });
        store.submit(units.collect(), Lane::Bulk).await.unwrap();
    }
    assert_eq!(store.head().position, Position(EVENTS));
}

/// Where a person's events stand, up to a position.
fn of_person(n: u64, up_to: u64) -> impl Iterator<Item = u64> {
    (0..).map(move |round| n + round * PERSONS).take_while(move |position| *position <= up_to)
}

/// Looks for one person after the other while events come in and move to the file, until everything is in. Gives how many
/// looks there were.
fn look_meanwhile(store: &Arc<Store>) -> u64 {
    let types = KindSet::of(&[EventKind::OrganisationJoined]);
    for look in 0.. {
        let (n, up_to) = (look % PERSONS, store.node().index.head());
        let found = store.node().index.find(Tag::Person(person(n)).into(), types, up_to).unwrap();
        let expected = of_person(n, up_to.0).filter(|position| *position > 0);
        assert!(found.iter().map(|posting| posting.position.0).eq(expected), "person {n} up to {up_to}");
        // Nobody else has the store any more when the test has failed.
        if up_to.0 == EVENTS || Arc::strong_count(store) == 1 {
            return look;
        }
    }
    0
}

/// Every tag and every command, against what was appended.
fn check_everything(store: &Store) {
    let mut expected: HashMap<Tag, Vec<u64>> = HashMap::new();
    for position in 1..=EVENTS {
        for tag in tags(position) {
            expected.entry(tag).or_default().push(position);
        }
    }
    let all: Vec<Tag> = expected.keys().copied().collect();
    let keys: Vec<_> = all.iter().map(|tag| (*tag).into()).collect();
    let types = KindSet::of(&[EventKind::OrganisationJoined]);
    let found = store.node().index.find_all(&keys, types, Position(EVENTS)).unwrap();
    for (tag, found) in all.iter().zip(found) {
        assert!(found.iter().map(|posting| posting.position.0).eq(expected[tag].iter().copied()), "{tag:?}");
    }
    for n in 0..EVENTS / UNIT {
        let done = store.node().index.carried_out(command(n)).unwrap();
        assert_eq!(done, Some(CarriedOut { first: Position(n * UNIT + 1), events: UNIT as u32 }));
    }
    assert_eq!(store.node().index.carried_out(command(EVENTS)).unwrap(), None);
}

#[tokio::test]
async fn what_left_memory_is_found_in_the_file() {
    let bench = NodeBench::embedded();
    let store = Arc::new(bench.open().await);
    let looking = {
        let store = Arc::clone(&store);
        tokio::task::spawn_blocking(move || look_meanwhile(&store))
    };
    fill(&store).await;
    assert!(looking.await.unwrap() > 0);
    check_everything(&store);

    let index = &store.node().index;
    let (tag, types) = (Tag::Person(person(17)), KindSet::of(&[EventKind::OrganisationJoined]));
    let last = *positions(&store, tag, types).last().unwrap();
    // What is recent is told from memory; what is too old to be told from memory is not guessed.
    assert_eq!(index.any_after(tag.into(), types, Position(last)), Some(false));
    assert_eq!(index.any_after(tag.into(), types, Position(last - 1)), Some(true));
    assert_eq!(
        index.any_after(tag.into(), KindSet::of(&[EventKind::PersonRegistered]), Position(last - 1)),
        Some(false)
    );
    assert_eq!(index.any_after(tag.into(), types, Position(1)), None);
    // Up to a position in the part that is in the file, and in the part that is in memory.
    for up_to in [1, 17, 3_018, 40_000, last - 1, last] {
        let found = index.find(tag.into(), types, Position(up_to)).unwrap();
        assert!(found.iter().map(|posting| posting.position.0).eq(of_person(17, up_to)));
    }

    // A decision that is too old to be checked has lost; a repeated command of old is still known.
    let stranger = Tag::Person(person(PERSONS + 5));
    let old = Draft::new().joining(1).read_at(Position(1)).guard(stranger, &[EventKind::OrganisationJoined]);
    assert_eq!(submit(&store, old.unit()).await.unwrap(), Outcome::Lost);
    let again = submit(&store, Draft::of(command(0)).joining(1).unit()).await.unwrap();
    assert_eq!(again, Outcome::AlreadyDone { first: Position(1), events: UNIT as u32 });
    // And what is read comes from the right events, on both sides of the border.
    let reading = store.read().events(tag, types).unwrap();
    assert!(reading.iter().map(|event| event.position().0).eq(positions(&store, tag, types)));
    assert!(reading.iter().all(|event| event.recorded.envelope.tags.contains(&tag)));
    drop(store);

    let store = bench.open().await;
    check_everything(&store);
    drop(store);
    // Rebuilt from the log, and opened again from what the rebuilding wrote.
    std::fs::remove_dir_all(bench.cache()).unwrap();
    for _ in 0..2 {
        check_everything(&bench.open().await);
    }
}

/// The index is written by a thread of its own. A node that is closed and opened again at once finds the one before still
/// writing.
#[tokio::test]
async fn a_quick_restart_does_not_mix_up_what_is_being_written() {
    let bench = NodeBench::followed();
    let mut expected: HashMap<CommandId, CarriedOut> = HashMap::new();
    for round in 0..4u64 {
        let store = bench.open().await;
        // Enough to be written; the next round reads it again from the log.
        let begin = store.head().position.0;
        let units: Vec<Unit> = (0..200)
            .map(|n| {
                let command = command(round * 200 + n);
                expected.insert(command, CarriedOut { first: Position(begin + n * 90 + 1), events: 90 });
                (0..90).fold(Draft::of(command), |draft, m| draft.joining(round * 100 + m)).unit()
            })
            .collect();
        store.submit(units, Lane::Bulk).await.unwrap();
    }
    let store = bench.open().await;
    store.node().index.flush().unwrap();
    drop(store);
    // Everything but the last command is read from the file now.
    let store = bench.open().await;
    for (command, expected) in expected {
        assert_eq!(store.node().index.carried_out(command).unwrap(), Some(expected));
    }
    for n in 0..390 {
        let rounds = (0..4).filter(|round| (round * 100..round * 100 + 90).contains(&n)).count();
        assert_eq!(positions(&store, Tag::Person(person(n)), KindSet::ALL).len(), rounds * 200, "person {n}");
    }
}
