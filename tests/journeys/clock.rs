//! A clock that is wrong once: nothing is written into the future, nothing expires, somebody is told, and when it is right
//! again everything goes on by itself.

use events::Instant;
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Answer, Client, row_about};
use oppijaloki_tests::nodes::HandClock;
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use serde_json::Value;
use store::Accept;

on_both_journals! {
    a_clock_that_is_set_ahead_writes_nothing_and_destroys_nothing,
    a_clock_that_is_wrong_at_a_start_writes_nothing_and_destroys_nothing,
    a_clock_that_is_set_back_keeps_the_order_and_destroys_nothing,
    time_that_really_passes_destroys_what_has_expired,
    a_registry_that_stood_still_for_long_asks_an_operator,
}

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const YEAR: i64 = 365 * DAY;

fn row(registry: &Registry, n: u64) -> Row {
    row_about(&registry.somebody(n), &format!("stu-{n}"))
}

async fn ready(registry: &Registry) -> (u16, Value) {
    let answer = reqwest::get(format!("http://{}/health/ready", registry.address())).await.unwrap();
    (answer.status().as_u16(), serde_json::from_str(&answer.text().await.unwrap()).unwrap())
}

/// `PUT /oppija`, whatever comes of it. Its token is as old as the question.
async fn put(registry: &Registry, n: u64) -> Answer {
    let body = oppijaloki::generate::to_oppija_json(&[row(registry, n)], None);
    registry.university().await.send(Method::PUT, "/oppija", body).await
}

/// A registry with an import that was completed.
async fn with_an_import(on: On) -> (Registry, HandClock, Client) {
    let clock = HandClock::new();
    let registry = Registry::start_at(on, &clock).await;
    let university = registry.university().await;
    university.import_resolved(&[row(&registry, 1), row(&registry, 2)]).await;
    registry.everybody_settled(SOON).await;
    registry.event_after(0, "ImportCompleted").await;
    (registry, clock, university)
}

/// Nothing is written, and this node wants no requests.
async fn is_ahead(registry: &Registry) {
    let refused = put(registry, 3).await;
    assert_eq!(refused.status, 503, "{}", refused.text);
    assert!(refused.header("retry-after").is_some());
    let (status, body) = ready(registry).await;
    assert_eq!((status, &body["ready"], &body["clock"]["state"]), (503, &Value::from(false), &Value::from("ahead")));
    assert!(body["clock"]["why"].as_str().unwrap().contains("--accept-clock"), "{body}");
}

/// An import is taken and resolved, as on any day, and no event is later than the clock.
async fn goes_on(registry: &Registry, clock: &HandClock, n: u64) {
    registry.university().await.import_resolved(&[row(registry, n)]).await;
    registry.everybody_settled(SOON).await;
    let now = Instant::from_millis(clock.now());
    assert!(registry.events().iter().all(|event| event.recorded_at() <= now), "an event is in the future");
    assert_eq!(registry.count("ImportDataExpired"), 0);
    let (status, body) = ready(registry).await;
    assert_eq!((status, &body["ready"]), (200, &Value::from(true)), "{body}");
}

async fn a_clock_that_is_set_ahead_writes_nothing_and_destroys_nothing(on: On) {
    let (registry, clock, university) = with_an_import(on).await;
    for leap in [6 * MINUTE, YEAR] {
        let head = registry.head();
        let right = clock.now();
        clock.set(right + leap);
        is_ahead(&registry).await;
        assert_eq!(registry.head(), head);
        // What is known is answered all the same, to anyone who has a token for that time.
        assert_eq!(registry.university().await.get("/oppija/yhteenveto").await.status, 200);
        clock.set(right);
        assert_eq!(ready(&registry).await.0, 200);
    }
    assert!(registry.logged().contains("the clock is wrong; nothing is written"));
    drop(university);
    goes_on(&registry, &clock, 4).await;
}

async fn a_clock_that_is_wrong_at_a_start_writes_nothing_and_destroys_nothing(on: On) {
    let (mut registry, clock, _) = with_an_import(on).await;
    for leap in [10 * MINUTE, YEAR] {
        registry.stop().await;
        let right = clock.now();
        clock.set(right + leap);
        registry.start_again().await;
        is_ahead(&registry).await;
        clock.set(right);
        let again = async || ready(&registry).await.0 == 200;
        wait_until("the node is ready again", IN_THE_END, again).await;
    }
    goes_on(&registry, &clock, 4).await;
}

async fn a_clock_that_is_set_back_keeps_the_order_and_destroys_nothing(on: On) {
    let (mut registry, clock, _) = with_an_import(on).await;
    let right = clock.now();
    clock.set(right - DAY);
    let answer = put(&registry, 3).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let number = answer.json()["id"].as_u64().unwrap();
    registry.university().await.resolved(number).await;
    let recorded: Vec<Instant> = registry.events().iter().map(|event| event.recorded_at()).collect();
    assert!(recorded.is_sorted());
    let (status, body) = ready(&registry).await;
    assert_eq!((status, &body["clock"]["state"]), (200, &Value::from("behind")), "{body}");
    assert!(registry.logged().contains("the clock and the log disagree; nothing expires"));
    registry.stop().await;
    registry.start_again().await;
    assert_eq!(ready(&registry).await.1["clock"]["state"], "behind", "a restart changes nothing");
    clock.set(right);
    goes_on(&registry, &clock, 4).await;
}

async fn time_that_really_passes_destroys_what_has_expired(on: On) {
    let (mut registry, clock, _) = with_an_import(on).await;
    clock.advance(91 * DAY);
    registry.stop().await;
    registry.start_again().await;
    registry.event_after(0, "ImportDataExpired").await;
    assert_eq!(ready(&registry).await.1["clock"]["state"], "right");
}

async fn a_registry_that_stood_still_for_long_asks_an_operator(on: On) {
    let (mut registry, clock, _) = with_an_import(on).await;
    registry.stop().await;
    clock.advance(40 * DAY);
    clock.reboot();
    registry.start_again().await;
    is_ahead(&registry).await;
    registry.stop().await;
    registry.accept(Accept { clock: true, ..Accept::default() });
    registry.start_again().await;
    goes_on(&registry, &clock, 4).await;
    registry.stop().await;
    registry.accept(Accept::default());
    // A fortnight is no wonder, and nothing expires until the machine's clock has run evenly for some minutes.
    clock.advance(14 * DAY);
    clock.reboot();
    registry.start_again().await;
    assert_eq!(ready(&registry).await.1["clock"]["state"], "unproven");
    goes_on(&registry, &clock, 5).await;
    clock.advance(15 * MINUTE);
    assert_eq!(ready(&registry).await.1["clock"]["state"], "right");
}
