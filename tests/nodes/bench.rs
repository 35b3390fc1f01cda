//! Nodes over one database, each by a way of its own, and decisions that meet.

use std::sync::Arc;
use std::time::{Duration, Instant};

use events::{CommandId, EventKind, Position, Tag};
use oppijaloki_tests::drafts::{Draft, joined, person};
use oppijaloki_tests::nodes::NodeBench;
use oppijaloki_tests::postgres::Database;
use oppijaloki_tests::proxy::Proxy;
use oppijaloki_tests::wait::wait_for;
use store::journal::Journal;
use store::journal::postgres::PostgresJournal;
use store::{JournalState, Lane, Outcome, Store, StoreError, Unit};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::judge::{Attempt, NamedGuard};

/// What must happen by itself happens within this time.
pub const IN_THE_END: Duration = Duration::from_secs(60);

const JOINED: EventKind = EventKind::OrganisationJoined;

/// A node with a way to the database that may fail. It follows the journal all the time.
pub struct Node {
    /// The way.
    pub proxy: Proxy,
    /// The node itself.
    pub store: Arc<Store>,
    _folder: NodeBench,
    following: JoinHandle<()>,
}

impl Node {
    /// A new node over this database, which listens at this port.
    pub async fn over(database: &Database, port: u16) -> Node {
        let proxy = Proxy::to(port).await;
        let journal = open(&database.url_at(proxy.port())).await;
        let folder = NodeBench::following(journal);
        let store = Arc::new(folder.open().await);
        let following = tokio::spawn({
            let store = Arc::clone(&store);
            async move { store.follow().await }
        });
        Node { proxy, store, _folder: folder, following }
    }

    /// Waits until it holds an event.
    pub async fn holds(&self, position: Position) {
        let look = async || self.store.head().position >= position;
        oppijaloki_tests::wait::wait_until("the node has caught up", IN_THE_END, look).await;
    }

    /// Waits until it refuses the journal, and gives why.
    pub async fn refuses_the_journal(&self) -> String {
        let look = async || match self.store.journal_state() {
            JournalState::Refused(why) => Some(why),
            _ => None,
        };
        wait_for("the node refuses the journal", IN_THE_END, look).await
    }

    /// Submits a unit until there is an answer; a journal that is away is tried again, as a program would.
    pub async fn submit(&self, unit: impl Fn() -> Unit) -> Outcome {
        let began = Instant::now();
        loop {
            match self.store.submit(vec![unit()], Lane::Bulk).await {
                Ok(outcomes) => return outcomes[0],
                Err(StoreError::Unavailable(_) | StoreError::Unsettled) => {
                    assert!(began.elapsed() < IN_THE_END, "no answer");
                }
                Err(error) => panic!("{error}"),
            }
            tokio::task::yield_now().await;
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.following.abort();
    }
}

/// Opens the journal at this address.
pub async fn open(url: &str) -> Arc<dyn Journal> {
    Arc::new(PostgresJournal::open(url, Uuid::new_v4()).await.unwrap())
}

/// A large event about a person, so that the way to the database knows an append when it sees one.
pub fn large(draft: Draft, n: u64) -> Draft {
    let text = "x".repeat(2 * oppijaloki_tests::proxy::LARGE);
    draft.event(&joined(person(n)), &[Tag::Person(person(n))]).change(|event| event.meta.client = Some(text))
}

/// A decision about person `n` that loses when anybody else wrote about them since `read_at`.
pub struct Decision {
    /// Its command.
    pub command: CommandId,
    /// About whom.
    pub person: u64,
    /// At which position it was read.
    pub read_at: Position,
    request: events::RequestId,
}

impl Decision {
    /// Decided now, at what this node holds.
    pub fn new(node: &Node, person: u64) -> Decision {
        let request = events::RequestId(Uuid::new_v4());
        Decision { command: CommandId(Uuid::new_v4()), person, read_at: node.store.head().position, request }
    }

    /// As it is handed over; the same each time.
    pub fn unit(&self) -> Unit {
        let draft = large(Draft::of(self.command).read_at(self.read_at), self.person);
        draft
            .change(|event| event.meta.request = self.request)
            .guard(Tag::Person(person(self.person)), &[JOINED])
            .unit()
    }

    /// What the judge is told of the answer, which came when the journal was so long.
    pub fn answered(&self, outcome: Outcome, answered_at: Position) -> Attempt {
        let tag = Tag::Person(person(self.person));
        let guards = vec![NamedGuard { tag, types: vec![JOINED.name()] }];
        let events = vec![(JOINED.name(), vec![tag])];
        Attempt { command: self.command, read_at: self.read_at, guards, events, outcome, answered_at }
    }
}

/// Decides again and again about a few persons, until told to stop by the number of decisions.
pub async fn decide(node: Arc<Node>, look: Arc<dyn Journal>, who: u64, decisions: usize) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    for n in 0..decisions {
        let decision = Decision::new(&node, (who + n as u64) % 3);
        let outcome = node.submit(|| decision.unit()).await;
        attempts.push(decision.answered(outcome, length(look.as_ref()).await));
    }
    attempts
}

/// How long the journal is, as soon as it says so.
async fn length(journal: &dyn Journal) -> Position {
    let began = Instant::now();
    loop {
        if let Ok(head) = journal.head().await {
            return head.position;
        }
        assert!(began.elapsed() < IN_THE_END, "the journal stays away");
    }
}
