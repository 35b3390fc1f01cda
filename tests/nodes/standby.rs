//! A standby is promoted when the primary is gone.

use events::Position;
use oppijaloki_tests::drafts::Draft;
use oppijaloki_tests::nodes::whole_journal;
use oppijaloki_tests::postgres::Cluster;
use oppijaloki_tests::wait::wait_until;
use store::{JournalState, Lane, Outcome, StoreError};

use crate::bench::{IN_THE_END, Node, large, open};
use crate::cluster_or_leave_out;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_synchronous_standby_nothing_acknowledged_is_lost() {
    let mut primary = cluster_or_leave_out!(Cluster::start());
    let database = primary.database();
    let node = Node::over(&database, primary.port()).await;
    let standby = primary.standby("reserve");
    primary.named("postgres").shell("ALTER SYSTEM SET synchronous_standby_names = 'reserve'");
    primary.named("postgres").shell("SELECT pg_reload_conf()");
    let synchronous = async || {
        primary.named("postgres").shell("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == "1"
    };
    wait_until("the standby is synchronous", IN_THE_END, synchronous).await;
    let mut acknowledged = Position::START;
    for n in 0..50 {
        match node.submit(|| large(Draft::new(), n).unit()).await {
            Outcome::Appended { first } => acknowledged = first,
            other => panic!("{other:?}"),
        }
    }
    primary.kill();
    standby.promote();
    node.proxy.lead_to(standby.port());

    let outcome = node.submit(|| large(Draft::new(), 1).unit()).await;
    assert_eq!(outcome, Outcome::Appended { first: acknowledged.next() });
    let log = whole_journal(open(&database.url_on(&standby)).await.as_ref()).await;
    assert_eq!(log.len() as u64, acknowledged.0 + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_knows_a_tail_that_was_lost_refuses_to_write_and_says_why() {
    let mut primary = cluster_or_leave_out!(Cluster::start());
    let database = primary.database();
    let (knows, does_not) = (Node::over(&database, primary.port()).await, Node::over(&database, primary.port()).await);
    knows.submit(|| large(Draft::new(), 1).unit()).await;
    does_not.holds(Position(1)).await;
    let mut standby = primary.standby("reserve");
    let caught_up = async || standby.named(&database_name(&database)).try_shell(COUNT).is_ok_and(|count| count == "2");
    wait_until("the standby has the first event", IN_THE_END, caught_up).await;
    standby.stop();
    // The second node hears nothing of what comes now, and the standby neither.
    does_not.proxy.lead_to(1);
    for n in 2..5 {
        knows.submit(|| large(Draft::new(), n).unit()).await;
    }
    primary.kill();
    standby.start_again();
    standby.promote();
    knows.proxy.lead_to(standby.port());
    does_not.proxy.lead_to(standby.port());

    let why = knows.refuses_the_journal().await;
    assert!(why.contains("does not continue what this node holds at event 4"), "{why}");
    let refused = knows.store.submit(vec![large(Draft::new(), 1).unit()], Lane::Interactive).await;
    assert!(matches!(refused, Err(StoreError::Forked(Position(4)))), "{refused:?}");
    assert_eq!(oppijaloki_tests::nodes::whole_log(&knows.store).len(), 4, "what it knows is kept as evidence");

    // Anyone who does not know the lost tail goes on; and the other one does not take that for its own.
    for n in 2..7 {
        let outcome = does_not.submit(|| large(Draft::new(), n).unit()).await;
        assert_eq!(outcome, Outcome::Appended { first: Position(n) });
    }
    let followed = async || does_not.store.journal_state() == JournalState::Followed;
    wait_until("it follows the new primary", IN_THE_END, followed).await;
    let still = knows.store.submit(vec![large(Draft::new(), 1).unit()], Lane::Interactive).await;
    assert!(matches!(still, Err(StoreError::Forked(_))), "{still:?}");
}

const COUNT: &str = "SELECT count(*) FROM oppijaloki_journal.journal";

fn database_name(database: &oppijaloki_tests::postgres::Database) -> String {
    database.url().rsplit('/').next().unwrap().to_owned()
}
