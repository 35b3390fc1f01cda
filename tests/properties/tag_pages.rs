//! Events with a tag, so many at a time from either end, against all of them at once.

use events::catalogue::{ConflictReviewed, Provenance};
use events::{EventKind, Fact, KindSet, Position, Tag, With};
use oppijaloki_tests::drafts::{Draft, completed, import, joined, person};
use oppijaloki_tests::nodes::NodeBench;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::tag_index::Posting;
use store::{Lane, Order, Span, Store, TagKey, Unit};

const TYPES: [EventKind; 3] = [EventKind::OrganisationJoined, EventKind::ImportCompleted, EventKind::ConflictReviewed];
/// Before the node is opened again, and so only in the index's file.
const IN_FILE: u64 = 700;
/// Since then, and so only in memory.
const IN_MEMORY: u64 = 120;

/// Of the first person there are many events, most of one type; of the second some; of the third few; of the fourth none.
fn tag(n: u8) -> Tag {
    if n < 4 { Tag::Person(person(n.into())) } else { Tag::Import(import(1)) }
}

fn fact(n: u64) -> Fact {
    match n % 50 {
        7 => {
            let data = ConflictReviewed { about: Provenance::unlinked(person(0), None), import: Position(n), row: 0 };
            Fact::ConflictReviewed(With::new(data, Default::default()))
        }
        0 | 25 | 26 => completed(Position(n)),
        _ => joined(person(0)),
    }
}

/// Each event has the first tag, and many have another one too.
async fn fill(store: &Store, events: u64) {
    let unit = |n: u64| -> Unit {
        let others = [(3, 1), (97, 2), (5, 4)].into_iter().filter(|(every, _)| n.is_multiple_of(*every));
        let tags: Vec<Tag> = [0].into_iter().chain(others.map(|(_, other)| other)).map(tag).collect();
        Draft::new().event(&fact(n), &tags).unit()
    };
    store.submit((0..events).map(unit).collect(), Lane::Bulk).await.unwrap();
}

#[derive(Debug, Clone)]
struct Question {
    tags: Vec<u8>,
    types: Option<Vec<usize>>,
    after: u64,
    until: u64,
    newest_first: bool,
    limit: usize,
}

fn question() -> impl Strategy<Value = Question> {
    let last = IN_FILE + IN_MEMORY;
    // Often about the border between file and memory.
    let position = move || prop_oneof![2 => 0..last + 20, 1 => IN_FILE - 5..IN_FILE + 5, 1 => Just(u64::MAX)];
    let types = prop::option::of(prop::collection::vec(0..TYPES.len(), 0..3));
    let (tags, limit) =
        (prop::collection::vec(0..5u8, 0..4), prop_oneof![0..4usize, 4..200usize, Just(usize::MAX >> 1)]);
    (tags, types, position(), position(), any::<bool>(), limit).prop_map(
        |(tags, types, after, until, newest_first, limit)| Question { tags, types, after, until, newest_first, limit },
    )
}

impl Question {
    fn keys(&self) -> Vec<TagKey> {
        self.tags.iter().map(|n| tag(*n).into()).collect()
    }

    fn types(&self) -> KindSet {
        let named = |types: &Vec<usize>| KindSet::of(&types.iter().map(|n| TYPES[*n]).collect::<Vec<_>>());
        self.types.as_ref().map_or(KindSet::ALL, named)
    }

    fn span(&self) -> Span {
        Span { after: Position(self.after), until: Position(self.until) }
    }

    fn order(&self) -> Order {
        if self.newest_first { Order::NewestFirst } else { Order::OldestFirst }
    }

    /// Everything is read, and most of it thrown away.
    fn plainly(&self, store: &Store) -> Vec<Posting> {
        let all = store.node().index.find_all(&self.keys(), self.types(), store.head().position).unwrap();
        let within = |posting: &Posting| self.after < posting.position.0 && posting.position.0 <= self.until;
        let mut found: Vec<Posting> = all.into_iter().flatten().filter(within).collect();
        found.sort_unstable();
        found.dedup();
        if self.newest_first {
            found.reverse();
        }
        found.truncate(self.limit);
        found
    }
}

async fn pages_are_parts_of_the_whole(bench: NodeBench) {
    let store = bench.open().await;
    fill(&store, IN_FILE).await;
    drop(store);
    let store = bench.open().await;
    fill(&store, IN_MEMORY).await;
    // What is read plainly is what was appended.
    let whole = store.node().index.find(tag(0).into(), KindSet::ALL, store.head().position).unwrap();
    assert!(whole.iter().map(|posting| posting.position.0).eq(1..=IN_FILE + IN_MEMORY));
    let joins = store.node().index.find(tag(0).into(), KindSet::of(&TYPES[..1]), store.head().position).unwrap();
    let expected = (0..IN_FILE).chain(0..IN_MEMORY).zip(1..).filter(|(n, _)| fact(*n).event_type() == TYPES[0].name());
    assert!(joins.iter().map(|posting| posting.position.0).eq(expected.map(|(_, position)| position)));
    let judge = |asked: Question| {
        let found = store.node().index.page(&asked.keys(), asked.types(), asked.span(), asked.order(), asked.limit);
        prop_assert_eq!(found.unwrap(), asked.plainly(&store));
        Ok(())
    };
    TestRunner::new(Config::with_cases(2_000)).run(&question(), judge).unwrap();

    // Page by page, in either direction, everything comes once.
    for (order, types) in [(Order::OldestFirst, KindSet::ALL), (Order::NewestFirst, KindSet::of(&TYPES[1..]))] {
        let tags = [tag(0).into(), tag(1).into(), tag(4).into()];
        let (mut span, mut walked) = (Span::until(store.head().position), Vec::new());
        loop {
            let page = store.read().page(&tags, types, span, order, 37).unwrap();
            let Some(last) = page.last().map(|event| event.position()) else { break };
            walked.extend(page.iter().map(|event| event.position()));
            match order {
                Order::OldestFirst => span.after = last,
                Order::NewestFirst => span.until = Position(last.0 - 1),
            }
        }
        if order == Order::NewestFirst {
            walked.reverse();
        }
        let whole = store.node().index.find(tag(0).into(), types, store.head().position).unwrap();
        assert!(walked.into_iter().eq(whole.iter().map(|posting| posting.position)));
        let mut each = Vec::new();
        store.read().each(&tags, types, |event| each.push(event.position())).unwrap();
        assert!(each.into_iter().eq(whole.into_iter().map(|posting| posting.position)));
    }
}

#[tokio::test]
async fn of_the_embedded_journal() {
    pages_are_parts_of_the_whole(NodeBench::embedded()).await;
}

#[tokio::test]
async fn of_a_journal_that_is_followed() {
    pages_are_parts_of_the_whole(NodeBench::followed()).await;
}

/// What is read does not go beyond where the reading began.
#[tokio::test]
async fn of_a_reading_that_began_before() {
    let bench = NodeBench::embedded();
    let store = bench.open().await;
    fill(&store, 5).await;
    let reading = store.read();
    fill(&store, 5).await;
    let tags = [tag(0).into()];
    let page = reading.page(&tags, KindSet::ALL, Span::until(Position(u64::MAX)), Order::NewestFirst, 3).unwrap();
    assert!(page.iter().map(|event| event.position().0).eq([5, 4, 3]));
}

/// The newest of each tag, in order, on both sides of the border.
#[tokio::test]
async fn of_which_only_the_newest_are_wanted() {
    let bench = NodeBench::embedded();
    let store = bench.open().await;
    fill(&store, IN_FILE).await;
    drop(store);
    let store = bench.open().await;
    fill(&store, 30).await;
    let tags: Vec<TagKey> = [0, 2, 3, 4].map(|n| tag(n).into()).into();
    for types in [KindSet::ALL, KindSet::of(&TYPES[..1])] {
        let whole = store.node().index.find_all(&tags, types, store.head().position).unwrap();
        for most in [0, 1, 29, 31, 10_000] {
            let newest = store.read().newest_of_all(&tags, types, most).unwrap();
            for (found, whole) in newest.iter().zip(&whole) {
                let expected = whole[whole.len().saturating_sub(most)..].iter().map(|posting| posting.position);
                assert!(found.iter().map(|event| event.position()).eq(expected), "{most}");
            }
        }
    }
}
