//! An event that broke what must hold is reported until an operator has looked into it; then the next one is.

use events::Position;
use oppijaloki::generate::Row;
use oppijaloki_tests::client::foreign_row;
use oppijaloki_tests::drafts::linking;
use oppijaloki_tests::nodes::append;
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use serde_json::{Value, json};

async fn invariants(registry: &Registry) -> Value {
    let url = format!("http://{}/health/ready", registry.address());
    reqwest::get(url).await.unwrap().json::<Value>().await.unwrap()["invariants"].clone()
}

async fn reported(registry: &Registry, event: Option<Position>, checked: Position) {
    let event = event.map_or(Value::Null, |event| json!(event.0));
    let is_so = async || {
        let now = invariants(registry).await;
        now["broken_by"] == event && now["checked"].as_u64() >= Some(checked.0)
    };
    wait_until("it is reported", IN_THE_END, is_so).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_break_that_an_operator_has_accepted_is_not_reported_any_more_and_the_next_one_is() {
    let mut registry = Registry::start(On::Embedded).await;
    let row =
        |n| Row { passport: Some(format!("P{n}")), ..foreign_row("Okko", &format!("Tyrni{n}"), &format!("u-{n}")) };
    let rows = [1, 2, 3].map(row);
    let oids = registry.university().await.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    let oids: Vec<events::PersonOid> = oids.iter().map(|oid| oid.parse().unwrap()).collect();
    let link = async |registry: &Registry, member: usize, to: usize| {
        append(registry.app().store(), linking(oids[member], oids[to]).unit()).await
    };
    // No command appends a circle: this is what a fault of the program would do.
    let sound = link(&registry, 0, 1).await;
    reported(&registry, None, sound).await;
    let first = link(&registry, 1, 0).await;
    reported(&registry, Some(first), first).await;
    let second = link(&registry, 0, 2).await;
    reported(&registry, Some(first), second).await;

    registry.stop().await;
    registry.accept_break(first);
    registry.start_again().await;
    reported(&registry, Some(second), second).await;
    assert_eq!(invariants(&registry).await["accepted"], json!([first.0]));

    // A deleted cache brings nothing back that was accepted.
    registry.stop().await;
    registry.accept_break(second);
    registry.delete_caches();
    registry.start_again().await;
    reported(&registry, None, second).await;
}
