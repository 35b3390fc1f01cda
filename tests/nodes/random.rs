//! Random schedules of faults over several nodes that write, each judged by the simpler model.

use std::sync::Arc;
use std::time::Duration;

use events::Position;
use oppijaloki_tests::nodes::whole_journal;
use oppijaloki_tests::postgres::{Cluster, Database};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::task::JoinSet;

use crate::bench::{Node, decide, open};
use crate::cluster_or_leave_out;
use crate::judge::judge;

/// How many schedules; each is drawn from its number.
const SCHEDULES: u64 = 100;
/// Schedules at once: they mostly wait for what was broken.
const AT_ONCE: usize = 4;
/// Faults of each schedule.
const FAULTS: u32 = 20;
/// Decisions of each sender.
const DECISIONS: usize = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_fails_every_answer_is_true() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let mut running = JoinSet::new();
    for schedule in 0..SCHEDULES {
        if running.len() == AT_ONCE {
            running.join_next().await.unwrap().unwrap();
        }
        running.spawn(run(schedule, cluster.database(), cluster.port()));
    }
    running.join_all().await;
}

async fn run(schedule: u64, database: Database, port: u16) {
    let look = open(&database.url()).await;
    let mut nodes = Vec::new();
    for _ in 0..3 {
        nodes.push(Arc::new(Node::over(&database, port).await));
    }
    let mut deciding = JoinSet::new();
    for who in 0..4 {
        deciding.spawn(decide(Arc::clone(&nodes[who as usize % 3]), Arc::clone(&look), who, DECISIONS));
    }
    let mut dice = StdRng::seed_from_u64(schedule);
    let mut attempts = Vec::new();
    // A fault between any two answers, more or less; but in the end everybody must come through.
    let mut faults = FAULTS;
    while !deciding.is_empty() {
        if faults > 0 {
            misfortune(&nodes[dice.random_range(0..3)], &mut dice, port);
            faults -= 1;
        }
        let moment = Duration::from_millis(dice.random_range(1..15));
        if let Ok(Some(done)) = tokio::time::timeout(moment, deciding.join_next()).await {
            attempts.extend(done.unwrap());
        }
        nodes.iter().for_each(|node| node.proxy.hold(false));
    }
    assert_eq!(attempts.len(), 4 * DECISIONS, "schedule {schedule}");
    judge(&whole_journal(look.as_ref()).await, &attempts, Position::START);
}

fn misfortune(node: &Node, dice: &mut StdRng, port: u16) {
    match dice.random_range(0..5) {
        0 => node.proxy.lose_answers(1),
        1 => node.proxy.lose_requests(1),
        2 => node.proxy.cut(),
        3 => node.proxy.hold(true),
        _ => node.proxy.lead_to(port),
    }
}
