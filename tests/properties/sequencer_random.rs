//! Random decisions by many at once, on two nodes over one journal, judged by the simpler model.

use std::sync::Arc;
use std::time::Duration;

use events::{CommandId, EventKind, Fact, Position, Tag};
use oppijaloki_tests::drafts::{Draft, completed, import, joined, person};
use oppijaloki_tests::nodes::{HandClock, NodeBench, memory_journal, whole_journal, whole_log};
use proptest::prelude::*;
use store::journal::Journal;
use store::journal::memory::MemoryJournal;
use store::{Lane, Store, Unit};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::sequencer_judge::{Attempt, NamedGuard, judge};

const TYPES: [&str; 2] = ["OrganisationJoined", "ImportCompleted"];

/// What one decision would append, and on what it rests. Everything is drawn from small sets, so that decisions meet.
#[derive(Debug, Clone)]
struct Decision {
    /// One of few commands, so that some are repeated; or none of those.
    command: Option<u8>,
    /// Type and tag of each event.
    events: Vec<(bool, u8)>,
    /// Tag, and which types.
    guards: Vec<(u8, [bool; 2])>,
    /// How many events before the node's head it was read.
    lag: u64,
}

/// What one sender hands over, one submission after the other.
#[derive(Debug, Clone)]
struct Sender {
    second_node: bool,
    bulk: bool,
    submissions: Vec<Vec<Decision>>,
}

fn decision() -> impl Strategy<Value = Decision> {
    let command = prop_oneof![1 => (0..8u8).prop_map(Some), 2 => Just(None)];
    let events = prop::collection::vec((any::<bool>(), 0..4u8), 1..4);
    let guards = prop::collection::vec((0..4u8, any::<[bool; 2]>()), 0..3);
    (command, events, guards, 0..8u64).prop_map(|(command, events, guards, lag)| Decision {
        command,
        events,
        guards,
        lag,
    })
}

fn sender() -> impl Strategy<Value = Sender> {
    let submissions = prop::collection::vec(prop::collection::vec(decision(), 1..4), 1..8);
    (any::<bool>(), any::<bool>(), submissions).prop_map(|(second_node, bulk, submissions)| Sender {
        second_node,
        bulk,
        submissions,
    })
}

fn tag(n: u8) -> Tag {
    if n < 3 { Tag::Person(person(n.into())) } else { Tag::Import(import(1)) }
}

impl Decision {
    fn command(&self) -> CommandId {
        CommandId(self.command.map_or_else(Uuid::new_v4, |n| Uuid::from_u128(n.into())))
    }

    fn read_at(&self, head: Position) -> Position {
        Position(head.0.saturating_sub(self.lag))
    }

    fn guards(&self) -> Vec<NamedGuard> {
        let names = |chosen: &[bool; 2]| {
            TYPES.into_iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(name, _)| name).collect()
        };
        self.guards.iter().map(|(n, chosen)| NamedGuard { tag: tag(*n), types: names(chosen) }).collect()
    }

    fn facts(&self) -> Vec<(Fact, Vec<Tag>)> {
        let fact = |first| if first { joined(person(0)) } else { completed(Position(1)) };
        self.events.iter().map(|(first, n)| (fact(*first), vec![tag(*n)])).collect()
    }

    /// As it is sent, and what is remembered of it for the judge.
    fn attempt(&self, head: Position) -> (Unit, impl FnOnce(store::Outcome, Position) -> Attempt + use<>) {
        let (command, read_at, guards, facts) = (self.command(), self.read_at(head), self.guards(), self.facts());
        let mut draft = Draft::of(command).read_at(read_at);
        for (fact, tags) in &facts {
            draft = draft.event(fact, tags);
        }
        for guard in &guards {
            let kinds: Vec<EventKind> = guard.types.iter().filter_map(|name| EventKind::named(name)).collect();
            draft = draft.guard(guard.tag, &kinds);
        }
        let events = facts.iter().map(|(fact, tags)| (fact.event_type(), tags.clone())).collect();
        let attempt = move |outcome, answered_at| Attempt { command, read_at, guards, events, outcome, answered_at };
        (draft.unit(), attempt)
    }
}

/// Hands everything over and remembers the answers.
async fn send(store: Arc<Store>, journal: Arc<dyn Journal>, sender: Sender) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    for submission in sender.submissions {
        let head = store.head().position;
        let (units, remember): (Vec<_>, Vec<_>) = submission.iter().map(|decision| decision.attempt(head)).unzip();
        let lane = if sender.bulk { Lane::Bulk } else { Lane::Interactive };
        let outcomes = store.submit(units, lane).await.unwrap();
        let answered_at = journal.head().await.unwrap().position;
        attempts.extend(remember.into_iter().zip(outcomes).map(|(remember, outcome)| remember(outcome, answered_at)));
        tokio::task::yield_now().await;
    }
    attempts
}

/// Follows the journal as fast as it can, until it is cut off: catching up races with appending. The second node's clock
/// goes on meanwhile; the first one's stands still, so that it has the time from the events it takes in.
async fn follow_restlessly(store: Arc<Store>, clock: Option<HandClock>) {
    loop {
        clock.iter().for_each(|clock| clock.advance(1));
        // `follow` pauses between two looks; the pause is cut short.
        let _ = tokio::time::timeout(Duration::ZERO, store.follow()).await;
        tokio::task::yield_now().await;
    }
}

/// Opens both nodes, runs all senders at once, and hands the nodes back.
async fn run(
    benches: &[NodeBench; 2],
    journal: &Arc<dyn Journal>,
    senders: Vec<Sender>,
) -> (Vec<Attempt>, [Arc<Store>; 2]) {
    let stores = [Arc::new(benches[0].open().await), Arc::new(benches[1].open().await)];
    let mut following = JoinSet::new();
    following.spawn(follow_restlessly(Arc::clone(&stores[0]), None));
    following.spawn(follow_restlessly(Arc::clone(&stores[1]), Some(benches[1].clock.clone())));
    let mut running = JoinSet::new();
    for sender in senders {
        let store = &stores[usize::from(sender.second_node)];
        running.spawn(send(Arc::clone(store), Arc::clone(journal), sender));
    }
    let attempts = running.join_all().await.concat();
    following.shutdown().await;
    (attempts, stores)
}

/// Two phases with a restart of both nodes between them; the index of one was written before.
async fn scenario(first: Vec<Sender>, second: Vec<Sender>, append_limit: usize) {
    let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::new(Uuid::new_v4()).with_append_limit(append_limit));
    let benches = [NodeBench::following(journal.clone()), NodeBench::following(journal.clone())];
    let (mut attempts, stores) = run(&benches, &journal, first).await;
    stores[0].node().index.flush().unwrap();
    let restarted_at = journal.head().await.unwrap().position;
    drop(stores);

    let (later, stores) = run(&benches, &journal, second).await;
    judge(&whole_log(&stores[0])[..restarted_at.0 as usize], &attempts, Position::START);
    attempts.extend(later);
    drop(stores);
    // The journal is what both of them held, and every answer stands.
    judge(&whole_journal(journal.as_ref()).await, &attempts, restarted_at);
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_of_the_sequencer_is_true(
        first in prop::collection::vec(sender(), 1..8),
        second in prop::collection::vec(sender(), 0..5),
        append_limit in prop_oneof![Just(usize::MAX), 1..4_000_usize],
    ) {
        runtime().block_on(scenario(first, second, append_limit));
    }
}

/// Long and dense, so that catching up meets appending at every point.
#[test]
fn following_and_appending_at_once_mix_nothing_up() {
    let runtime = runtime();
    for round in 0..6 {
        runtime.block_on(async {
            let journal = memory_journal();
            let benches = [NodeBench::following(journal.clone()), NodeBench::following(journal.clone())];
            let senders = (0..6u8).map(|n| Sender {
                second_node: n % 2 == 1,
                bulk: n > 3,
                submissions: (0..60)
                    .map(|m| {
                        let guards = vec![(n / 2 % 3, [true, true])];
                        vec![Decision {
                            command: None,
                            events: vec![(m % 2 == 0, n / 2 % 3)],
                            guards,
                            lag: (m % 3) / 2,
                        }]
                    })
                    .collect(),
            });
            let (attempts, _) = run(&benches, &journal, senders.collect()).await;
            assert_eq!(attempts.len(), 360, "round {round}");
            judge(&whole_journal(journal.as_ref()).await, &attempts, Position::START);
        });
    }
}
