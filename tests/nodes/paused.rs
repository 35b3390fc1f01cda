//! A node that the system stops in the middle of what it does, and that wakes up much later: it holds nobody up, and
//! goes on as if nothing had been.
//!
//! The node is a process of its own: this test runs itself as a child, which appends without a pause.

use std::process::{Child, Command, Stdio};

use events::{EventKind, Position};
use oppijaloki_tests::drafts::Draft;
use oppijaloki_tests::nodes::whole_journal;
use oppijaloki_tests::postgres::Cluster;
use oppijaloki_tests::wait::{wait_for, wait_until};
use store::journal::{AppendError, EventBytes, Journal};

use crate::bench::{IN_THE_END, Node, open};
use crate::cluster_or_leave_out;

/// Names the database to the child process.
const DATABASE: &str = "OPPIJALOKI_TEST_PAUSED_NODE";
/// How many events the child appends before it ends: large ones, so that it is mostly stopped in the middle of sending.
const BATCHES: u8 = 60;

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_stopped_in_the_middle_of_an_append_holds_nobody_up_and_wakes_up_far_behind() {
    if let Ok(url) = std::env::var(DATABASE) {
        return write_all(open(&url).await.as_ref()).await;
    }
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let database = cluster.database();
    let journal = open(&database.url()).await;
    let name = "paused::a_node_stopped_in_the_middle_of_an_append_holds_nobody_up_and_wakes_up_far_behind";
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", name, "--nocapture"]).env(DATABASE, database.url()).stdout(Stdio::null());
    let mut child = child.spawn().unwrap();
    let mut mine = 0;
    for stop in 1..=6u64 {
        let before = journal.head().await.unwrap().position;
        let writes = async || journal.head().await.unwrap().position > before;
        wait_until("the other process writes", IN_THE_END, writes).await;
        signal(&child, "-STOP");
        // Were anything held by it, this would wait for a lock until it is refused.
        for n in 0..20 * stop {
            append(journal.as_ref(), &[format!("mine {n}").into_bytes().into()]).await;
            mine += 1;
        }
        signal(&child, "-CONT");
    }
    let ended =
        wait_for("the other process has written everything", IN_THE_END, async || child.try_wait().unwrap()).await;
    assert!(ended.success());
    let head = journal.head().await.unwrap().position;
    assert_eq!(head, Position(u64::from(BATCHES) * 20 + mine));
    assert_eq!(everything_dense(journal.as_ref()).await, head.0);
}

/// How many events stand there, the chain unbroken.
async fn everything_dense(journal: &dyn Journal) -> u64 {
    let stored = journal.tail(Position::START, 1_000_000).await.unwrap();
    let end = stored.iter().fold(events::Head::START, |head, event| {
        let head = head.after(&event.bytes);
        assert_eq!((head.position, head.chain), (event.position, event.chain));
        head
    });
    end.position.0
}

/// In the child: each batch is sent until it stands.
async fn write_all(journal: &dyn Journal) {
    for n in 0..BATCHES {
        let batch: Vec<EventBytes> = (0..20).map(|_| EventBytes::from(vec![n; 100_000])).collect();
        append(journal, &batch).await;
    }
}

/// Sends a batch until it stands.
async fn append(journal: &dyn Journal, batch: &[EventBytes]) {
    let mut after = journal.head().await.unwrap();
    loop {
        match journal.append(after, batch).await {
            Ok(_) => return,
            Err(AppendError::HeadMoved) => after = journal.head().await.unwrap(),
            Err(AppendError::Unknown(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

/// A node that was away for long has much to take in, and nothing is decided on what it knew before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_was_away_for_long_catches_up_before_it_writes() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let database = cluster.database();
    let (away, here) = (Node::over(&database, cluster.port()).await, Node::over(&database, cluster.port()).await);
    away.proxy.hold(true);
    for n in 0..30 {
        let units = (0..100).map(|m| Draft::new().joining(n * 100 + m).unit()).collect();
        here.store.submit(units, store::Lane::Bulk).await.unwrap();
    }
    assert_eq!(away.store.head().position, Position::START);
    away.proxy.hold(false);
    // Decided on nothing that it knew: somebody else has written about this person meanwhile.
    let person = events::Tag::Person(oppijaloki_tests::drafts::person(7));
    let outcome = away.submit(|| Draft::new().joining(7).guard(person, &[EventKind::OrganisationJoined]).unit()).await;
    assert_eq!(outcome, store::Outcome::Lost);
    away.holds(Position(3000)).await;
    assert_eq!(whole_journal(open(&database.url()).await.as_ref()).await.len(), 3000);
}
