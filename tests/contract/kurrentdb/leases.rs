//! A lease is kept by renewing it, and taken over when it is released or was not renewed for its time.

use std::time::Duration;

use oppijaloki_tests::kurrentdb::StandIn;
use oppijaloki_tests::wait::wait_until;
use uuid::Uuid;

use super::open;

const LONG: Duration = Duration::from_secs(3_600);
const SHORT: Duration = Duration::from_millis(20);
const IN_THE_END: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_at_a_time_has_a_lease_until_it_is_released() {
    let server = StandIn::start();
    let (one, other) = (open(&server.address("journal")).await, open(&server.address("journal")).await);
    let (first, second) = (Uuid::new_v4(), Uuid::new_v4());
    assert!(one.lease("work", first, LONG).await.unwrap());
    assert!(one.lease("work", first, LONG).await.unwrap());
    assert!(!other.lease("work", second, LONG).await.unwrap());
    // Another lease is another lease, and another journal's too.
    assert!(other.lease("rest", second, LONG).await.unwrap());
    assert!(open(&server.address("elsewhere")).await.lease("work", second, LONG).await.unwrap());

    assert!(one.lease("work", first, Duration::ZERO).await.unwrap());
    assert!(other.lease("work", second, LONG).await.unwrap());
    assert!(!one.lease("work", first, LONG).await.unwrap());
    assert!(server.streams().contains(&"journal-lease-work".to_owned()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_holder_that_renews_keeps_it_and_one_that_is_gone_loses_it() {
    let server = StandIn::start();
    let (one, other) = (open(&server.address("journal")).await, open(&server.address("journal")).await);
    let (first, second) = (Uuid::new_v4(), Uuid::new_v4());
    for _ in 0..20 {
        assert!(one.lease("work", first, SHORT).await.unwrap());
        // However long ago the other one asked for the first time: each renewal begins the time again.
        assert!(!other.lease("work", second, SHORT).await.unwrap());
    }
    let taken = async || other.lease("work", second, LONG).await.unwrap();
    wait_until("it is taken over", IN_THE_END, taken).await;
    assert!(!one.lease("work", first, SHORT).await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_ask_at_once_one_gets_it() {
    let server = StandIn::start();
    for round in 0..4 {
        let mut asking = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let address = server.address("journal");
            let name = format!("work-{round}");
            asking.spawn(async move { open(&address).await.lease(&name, Uuid::new_v4(), LONG).await.unwrap() });
        }
        let got = asking.join_all().await.into_iter().filter(|got| *got).count();
        assert_eq!(got, 1, "round {round}");
    }
}
