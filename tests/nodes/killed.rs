//! The database killed like by a power cut, under load, and started again.

use std::sync::Arc;

use events::Position;
use oppijaloki_tests::nodes::whole_journal;
use oppijaloki_tests::postgres::Cluster;
use oppijaloki_tests::wait::wait_until;
use tokio::task::JoinSet;

use crate::bench::{IN_THE_END, Node, decide, open};
use crate::cluster_or_leave_out;
use crate::judge::judge;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_killed_under_load_loses_nothing_that_was_answered() {
    let mut cluster = cluster_or_leave_out!(Cluster::start());
    let database = cluster.database();
    let look = open(&database.url()).await;
    let nodes =
        [Arc::new(Node::over(&database, cluster.port()).await), Arc::new(Node::over(&database, cluster.port()).await)];
    let mut deciding = JoinSet::new();
    for who in 0..4 {
        deciding.spawn(decide(Arc::clone(&nodes[who as usize % 2]), Arc::clone(&look), who, 60));
    }
    for at in [8, 20, 35] {
        let reached = async || nodes[0].store.head().position >= Position(at);
        wait_until("something was written", IN_THE_END, reached).await;
        cluster.kill();
        cluster.start_again();
    }
    let attempts = deciding.join_all().await.concat();
    assert_eq!(attempts.len(), 240);
    judge(&whole_journal(look.as_ref()).await, &attempts, Position::START);
}
