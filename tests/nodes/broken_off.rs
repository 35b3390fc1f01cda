//! Connections cut in the middle of an append: what became of it is asked for until it is known.

use std::sync::atomic::{AtomicBool, Ordering};

use events::Position;
use oppijaloki_tests::drafts::{Draft, new_command};
use oppijaloki_tests::nodes::whole_journal;
use oppijaloki_tests::postgres::Cluster;
use oppijaloki_tests::wait::wait_until;
use store::{Lane, Outcome, StoreError};

use crate::bench::{IN_THE_END, Node, large, open};
use crate::cluster_or_leave_out;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_append_whose_request_or_answer_was_lost_is_applied_once_and_answered_rightly() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let database = cluster.database();
    let node = Node::over(&database, cluster.port()).await;
    for (round, (answers, requests)) in [(1, 0), (0, 1), (2, 0), (0, 2), (1, 1)].into_iter().enumerate() {
        let lost_before = node.proxy.lost();
        node.proxy.lose_answers(answers);
        node.proxy.lose_requests(requests);
        let command = new_command();
        let outcome = node.submit(|| large(Draft::of(command), 1).unit()).await;
        let first = Position(round as u64 + 1);
        assert_eq!(outcome, Outcome::Appended { first }, "round {round}");
        assert_eq!(node.proxy.lost() - lost_before, answers + requests, "the fault did not happen");
        let again = node.submit(|| large(Draft::of(command), 1).unit()).await;
        assert_eq!(again, Outcome::AlreadyDone { first, events: 1 });
    }
    assert_eq!(whole_journal(open(&database.url()).await.as_ref()).await.len(), 5);
}

/// The answer is lost, and another node writes before it is asked for again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_that_lose_answers_decide_nothing_twice() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let database = cluster.database();
    let (here, there) = (Node::over(&database, cluster.port()).await, Node::over(&database, cluster.port()).await);
    for _ in 0..10 {
        here.proxy.lose_answers(1);
        there.proxy.lose_requests(1);
        let (one, other) = (new_command(), new_command());
        let (first, second) = tokio::join!(
            here.submit(|| large(Draft::of(one), 1).unit()),
            there.submit(|| large(Draft::of(other), 2).unit()),
        );
        assert!(
            matches!((first, second), (Outcome::Appended { .. }, Outcome::Appended { .. })),
            "{first:?} {second:?}"
        );
    }
    let log = whole_journal(open(&database.url()).await.as_ref()).await;
    assert_eq!(log.len(), 20);
    here.holds(Position(20)).await;
    there.holds(Position(20)).await;
    assert_eq!(here.store.head(), there.store.head());
}

/// A partition: nothing is lost, nothing arrives. Who comes meanwhile is told at once, and reading goes on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_cannot_be_reached_reading_goes_on_and_writing_comes_back_by_itself() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let database = cluster.database();
    let node = Node::over(&database, cluster.port()).await;
    node.submit(|| large(Draft::new(), 1).unit()).await;
    // Nobody listens there.
    node.proxy.lead_to(1);
    let away = async || matches!(node.store.journal_state(), store::JournalState::Away(_));
    wait_until("the node says that its journal is away", IN_THE_END, away).await;
    let refused = async || {
        let unit = large(Draft::new(), 2).unit();
        matches!(node.store.submit(vec![unit], Lane::Interactive).await, Err(StoreError::Unavailable(_)))
    };
    wait_until("writing is refused", IN_THE_END, refused).await;
    assert_eq!(oppijaloki_tests::nodes::whole_log(&node.store).len(), node.store.head().position.0 as usize);

    node.proxy.lead_to(cluster.port());
    let outcome = node.submit(|| large(Draft::new(), 3).unit()).await;
    assert!(matches!(outcome, Outcome::Appended { .. }), "{outcome:?}");
    let back = async || node.store.journal_state() == store::JournalState::Followed;
    wait_until("the node says that its journal is there", IN_THE_END, back).await;
}

/// Whatever a slow node does takes it long; nobody else waits for it, and it comes through.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_node_holds_nobody_up_and_comes_through() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let database = cluster.database();
    let (slow, quick) = (Node::over(&database, cluster.port()).await, Node::over(&database, cluster.port()).await);
    slow.proxy.delay(100);
    let slow_done = AtomicBool::new(false);
    let slowly = async {
        for n in 0..3 {
            let outcome = slow.submit(|| large(Draft::new(), n).unit()).await;
            assert!(matches!(outcome, Outcome::Appended { .. }), "{outcome:?}");
        }
        slow_done.store(true, Ordering::SeqCst);
    };
    let quickly = async {
        for n in 0..100 {
            quick.submit(|| large(Draft::new(), n).unit()).await;
        }
        assert!(!slow_done.load(Ordering::SeqCst), "the quick one waited for the slow one");
    };
    tokio::join!(slowly, quickly);
    assert_eq!(whole_journal(open(&database.url()).await.as_ref()).await.len(), 103);
}
