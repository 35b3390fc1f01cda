//! What consumers are told of: every change once, in order, by pages, by waiting, and as a stream.

use std::time::Duration;

use oppijaloki_tests::client::row_about;
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use reqwest::Method;
use serde_json::Value;

everywhere! {
    every_change_is_told_once_in_order_and_without_personal_data,
}

async fn every_change_is_told_once_in_order_and_without_personal_data(on: On) {
    let registry = Registry::start(on).await;
    let (university, oph) = (registry.university().await, registry.oph().await);
    let people = [1, 2, 3].map(|n| registry.somebody(n));
    let rows: Vec<_> = people.iter().map(|person| row_about(person, "stu")).collect();
    let oids = university.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;

    let whole = oph.own_get("/changes?after=0").await;
    let changes = whole["changes"].as_array().unwrap();
    for oid in &oids {
        let told: Vec<&str> = changes
            .iter()
            .filter(|change| change["subject"] == oid.as_str())
            .map(|change| change["type"].as_str().unwrap())
            .collect();
        let expected = ["NumberIssued", "Identified", "DataChanged"].map(|name| format!("fi.oppijaloki.{name}"));
        assert_eq!(told, expected);
    }
    assert_eq!((&whole["atEnd"], changes.len()), (&true.into(), 9));
    for change in changes {
        assert_eq!((&change["specversion"], &change["source"]), (&"1.0".into(), &"/api/v1/changes".into()));
        assert_eq!(
            (&change["data"]["oid"], &change["datacontenttype"]),
            (&change["subject"], &"application/json".into())
        );
    }
    let text = whole.to_string();
    for person in &people {
        assert!(!text.contains(&person.surname) && !text.contains(person.hetu.as_str()), "nothing personal");
    }

    // By pages: the same, none twice.
    let (mut paged, mut after) = (Vec::new(), 0);
    loop {
        let page = oph.own_get(&format!("/changes?after={after}&limit=1")).await;
        paged.extend(page["changes"].as_array().unwrap().clone());
        after = page["cursor"].as_u64().unwrap();
        if page["atEnd"] == true {
            break;
        }
    }
    assert_eq!(&paged, changes);

    // After a restore from an older backup the log is shorter than what was told.
    for ahead in ["/changes?after=99999999", "/changes/stream?after=99999999"] {
        let refused = oph.own(Method::GET, ahead, None).await;
        assert_eq!((refused.status, &refused.json()["type"]), (409, &"urn:oppijaloki:problem:cursor-ahead".into()));
    }

    // Whoever waits is answered as soon as there is something.
    let path = format!("/changes?after={after}&wait=60");
    let waiting = tokio::spawn({
        let oph = registry.oph().await;
        async move { oph.own_get(&path).await }
    });
    let next = university.look_up(&row_about(&registry.somebody(4), "")).await.ok();
    let told = tokio::time::timeout(IN_THE_END, waiting).await.expect("it is told").unwrap();
    assert_eq!(told["changes"][0]["subject"], next["oid"]);

    // As a stream, from where one was.
    let streamed = stream(&registry, after).await;
    assert_eq!(streamed["subject"], next["oid"]);
    assert_eq!(streamed["id"], told["changes"][0]["id"], "the same change has the same id");
}

/// The first change of a stream.
async fn stream(registry: &Registry, after: u64) -> Value {
    let oph = registry.oph().await;
    let request = oph.own_request(Method::GET, "/changes/stream").header("last-event-id", after.to_string());
    let mut answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let mut text = String::new();
    while !text.contains("\n\n") {
        let part = tokio::time::timeout(Duration::from_secs(60), answer.chunk()).await.expect("it is told");
        text.push_str(std::str::from_utf8(&part.unwrap().expect("an event")).unwrap());
    }
    let data = text.lines().find_map(|line| line.strip_prefix("data: ").or(line.strip_prefix("data:"))).unwrap();
    serde_json::from_str(data).unwrap()
}
