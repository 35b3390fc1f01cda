//! A node whose clock is wrong, beside others over one database: the database's own clock tells.

use std::sync::Arc;

use oppijaloki_tests::drafts::Draft;
use oppijaloki_tests::nodes::{NodeBench, append, submit, whole_log};
use oppijaloki_tests::postgres::Cluster;
use store::journal::Journal;
use store::journal::postgres::PostgresJournal;
use store::{ClockState, StoreError, VaultPlace};
use uuid::Uuid;

const MINUTE: i64 = 60_000;
const YEAR: i64 = 365 * 24 * 60 * MINUTE;

/// A node over this database, whose clock is ahead by so much.
async fn node(url: &str, ahead: i64) -> NodeBench {
    let mut bench = NodeBench::following(Arc::new(PostgresJournal::open(url, Uuid::new_v4()).await.unwrap()));
    bench.vault = VaultPlace::Postgres(url.to_owned());
    bench.ahead_of_journal = ahead;
    bench
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_node_with_a_wrong_clock_cannot_stamp_the_shared_log_into_the_future() {
    let Some(cluster) = Cluster::shared() else { return };
    let url = cluster.database().url();
    let right = node(&url, 0).await;
    let store = right.open().await;
    append(&store, Draft::new().joining(1).unit()).await;
    for ahead in [YEAR, 6 * MINUTE] {
        let wrong = node(&url, ahead).await;
        let refused = submit(&wrong.open().await, Draft::new().joining(2).unit()).await;
        let why = refused.unwrap_err().to_string();
        assert!(why.contains("ahead of the journal's own clock"), "{why}");
        // Accepting it does not help: the others would have to follow.
        let mut wrong = node(&url, ahead).await;
        wrong.accept.clock = true;
        let refused = submit(&wrong.open().await, Draft::new().joining(2).unit()).await;
        assert!(matches!(refused, Err(StoreError::ClockAhead(_))));
    }
    // Those whose clocks are right, or a little off, or behind, go on, in order.
    for ahead in [MINUTE, -YEAR] {
        let other = node(&url, ahead).await;
        let other = other.open().await;
        append(&other, Draft::new().joining(2).unit()).await;
        assert_eq!(matches!(other.clock_state(), ClockState::Behind { .. }), ahead < 0);
    }
    append(&store, Draft::new().joining(3).unit()).await;
    let journal = PostgresJournal::open(&url, Uuid::new_v4()).await.unwrap();
    let now = journal.time().await.unwrap().unwrap();
    let recorded: Vec<i64> = oppijaloki_tests::nodes::whole_journal(&journal)
        .await
        .iter()
        .map(|event| event.envelope.meta.recorded.millis())
        .collect();
    assert_eq!(recorded.len(), 4);
    assert!(recorded.is_sorted() && recorded.iter().all(|at| *at <= now.millis() + 2 * MINUTE), "{recorded:?}");
}

/// The process goes on while the clock is set; nothing is asked of the database in between.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_while_the_node_runs_is_noticed_at_the_next_append() {
    let mut benches = vec![NodeBench::embedded(), NodeBench::followed()];
    if let Some(cluster) = Cluster::shared() {
        benches.push(node(&cluster.database().url(), 0).await);
    }
    for bench in benches {
        let store = bench.open().await;
        append(&store, Draft::new().joining(1).unit()).await;
        let right = bench.clock.now();
        bench.clock.set(right + YEAR);
        assert!(matches!(submit(&store, Draft::new().joining(1).unit()).await, Err(StoreError::ClockAhead(_))));
        bench.clock.set(right);
        append(&store, Draft::new().joining(1).unit()).await;
        // A year that really passes is none.
        bench.clock.advance(YEAR);
        append(&store, Draft::new().joining(1).unit()).await;
        let recorded: Vec<i64> = whole_log(&store).iter().map(|event| event.envelope.meta.recorded.millis()).collect();
        assert_eq!(recorded, [right, right, right + YEAR]);
    }
}
