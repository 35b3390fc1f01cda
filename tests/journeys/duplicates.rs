//! Possible duplicates: the review queue finds them, officials link them or tell them apart, and new evidence opens the
//! question again.

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row};
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::visitor::Visitor;
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use serde_json::{Value, json};

everywhere! {
    told_apart_they_are_no_candidates_until_something_new_is_known,
    any_two_are_compared_with_what_would_turn_the_outcome,
}

on_both_journals! {
    the_queue_has_repeated_numbers_of_one_learner_as_one_group_and_a_decision_takes_two_keys,
    of_three_told_apart_every_two_are,
}

fn hetuless(surname: &str, n: usize) -> Row {
    let row = foreign_row("Lina Maria", surname, &format!("for-{n}"));
    Row { passport: Some(format!("PD{n}0001")), ..row }
}

/// Waits until a list of a learner's possible duplicates is this.
async fn candidates_are(keeper: &Client, oid: &str, list: &str, wanted: &[&String]) {
    let of = |one: &Value| one["oid"].as_str().unwrap().to_owned();
    let listed = async || {
        let answer = keeper.own_get(&format!("/persons/{oid}/candidates")).await;
        answer[list].as_array().unwrap().iter().map(of).collect::<Vec<_>>()
    };
    let wanted: Vec<String> = wanted.iter().map(|oid| (*oid).clone()).collect();
    wait_until(list, IN_THE_END, async || listed().await == wanted).await;
}

/// The groups of the queue, each with its OIDs in order.
async fn queue(keeper: &Client) -> Vec<Vec<String>> {
    let answer = keeper.own_get("/duplicates").await;
    let group = |item: &Value| {
        let records = item["records"].as_array().unwrap().iter();
        let mut oids: Vec<String> = records.map(|record| record["oid"].as_str().unwrap().to_owned()).collect();
        oids.sort();
        oids
    };
    answer["items"].as_array().unwrap().iter().map(group).collect()
}

async fn queue_is(keeper: &Client, what: &str, wanted: &[Vec<String>]) {
    let mut wanted = wanted.to_vec();
    wanted.iter_mut().for_each(|group| group.sort());
    wait_until(what, IN_THE_END, async || queue(keeper).await == wanted).await;
}

/// Whoever follows the log and whoever compares everybody at once finds the same pairs.
async fn sweep_finds_what_the_queue_has(registry: &Registry, keeper: &Client) {
    let folder = registry.app().store().cache_folder().to_owned();
    let mut swept: Vec<[String; 2]> = Vec::new();
    let found = |pairs: &[projections::pairs::Pair]| {
        swept.extend(pairs.iter().map(|pair| [pair.a.to_string(), pair.b.to_string()]));
        Ok(())
    };
    projections::pairs::sweep(&projections::ReadDb::at(&folder), || true, found).unwrap();
    let answer = keeper.own_get("/duplicates").await;
    let pairs = answer["items"].as_array().unwrap().iter().flat_map(|item| item["pairs"].as_array().unwrap());
    let mut queued: Vec<[String; 2]> =
        pairs.map(|pair| [0, 1].map(|at| pair["between"][at].as_str().unwrap().to_owned())).collect();
    for list in [&mut swept, &mut queued] {
        list.iter_mut().for_each(|pair| pair.sort());
        list.sort();
        list.dedup();
    }
    assert_eq!(swept, queued);
}

async fn told_apart_they_are_no_candidates_until_something_new_is_known(on: On) {
    let registry = Registry::start(on).await;
    let (university, keeper) = (registry.university().await, registry.oph().await);
    let oids = university.import_resolved(&[hetuless("Kivisalmeri", 1), hetuless("Kivisalmeri", 2)]).await;
    registry.everybody_settled(SOON).await;
    candidates_are(&keeper, &oids[0], "candidates", &[&oids[1]]).await;
    queue_is(&keeper, "both are in the queue", std::slice::from_ref(&oids)).await;
    // Anybody who types them in once more is told of both.
    let typed = json!({"first_names": "Lina", "surname": "Kivisalmeri", "birth_date": "2001-02-03"});
    let similar = keeper.own(Method::POST, "/candidates", Some(typed)).await.ok();
    assert_eq!(similar["candidates"].as_array().unwrap().len(), 2, "{similar}");
    let path = format!("/persons/{}/not-duplicates", oids[0]);
    let told = json!({"other": oids[1], "words": "Twins, both passports seen"});
    assert_eq!(keeper.own(Method::POST, &path, Some(told.clone())).await.status, 204);
    let again = keeper.own(Method::POST, &path, Some(told.clone())).await;
    assert_eq!((again.status, &again.json()["type"]), (409, &json!("urn:oppijaloki:problem:apart-already")));
    for (own, other) in [(0, 1), (1, 0)] {
        candidates_are(&keeper, &oids[own], "candidates", &[]).await;
        candidates_are(&keeper, &oids[own], "told_apart", &[&oids[other]]).await;
    }
    queue_is(&keeper, "nobody is left in the queue", &[]).await;
    // Another mother tongue says nothing of who they are; another name does.
    let correction = format!("/persons/{}/corrections", oids[1]);
    let done = keeper.own(Method::POST, &correction, Some(json!({"first_names": "Lina Mari"}))).await;
    assert!(done.status < 300, "{}", done.text);
    candidates_are(&keeper, &oids[0], "candidates", &[&oids[1]]).await;
    queue_is(&keeper, "they are in the queue again", std::slice::from_ref(&oids)).await;
    // Judged once more, and taken back from the other side.
    assert_eq!(keeper.own(Method::POST, &path, Some(told.clone())).await.status, 204);
    queue_is(&keeper, "nobody is left in the queue", &[]).await;
    let reopening = format!("/persons/{}/not-duplicates/reopening", oids[1]);
    assert_eq!(keeper.own(Method::POST, &reopening, Some(json!({"other": oids[0]}))).await.status, 204);
    queue_is(&keeper, "they are in the queue again", std::slice::from_ref(&oids)).await;
}

async fn the_queue_has_repeated_numbers_of_one_learner_as_one_group_and_a_decision_takes_two_keys(on: On) {
    let registry = Registry::start(on).await;
    let (university, keeper) = (registry.university().await, registry.oph().await);
    let rows: Vec<Row> = [1, 2, 3]
        .map(|n| hetuless("Kivisalmeri", n))
        .into_iter()
        .chain([Row { passport: Some("PD40001".to_owned()), ..foreign_row("Okko Ilmari", "Tyrnimaa", "for-4") }])
        .collect();
    let mut oids = university.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    oids.truncate(3);
    queue_is(&keeper, "three numbers are one group", std::slice::from_ref(&oids)).await;
    sweep_finds_what_the_queue_has(&registry, &keeper).await;
    let visitor = Visitor::new();
    let at = |path: &str| format!("http://{}{path}", registry.address());
    let choice = visitor.visit(&at("/henkilo-ui/omattiedot")).await;
    visitor.submit(&choice.form("\"rekisterinpitaja\""), &[]).await;
    let page = visitor.visit(&at("/henkilo-ui/duplikaatit")).await;
    assert!(oids.iter().all(|oid| page.html.contains(oid.as_str())), "{}", page.html);
    assert!(page.html.contains("autofocus"), "the first key chooses");
    // What a link would change is seen before.
    for told in ["Mitä linkitys muuttaa", "Järjestelmät, jotka ovat hakeneet"] {
        assert!(page.html.contains(told), "{told}: {}", page.html);
    }
    // The first two are one learner's; the third is not ticked.
    let form = page.form("name=\"seen\"");
    let linked = visitor.submit(&form, &[("decision", "same"), ("record", &oids[0])]).await;
    assert_eq!(linked.status, 409, "one record is no pair");
    // Identical groups are read when they are asked for.
    assert!(!page.html.contains("name=\"chosen\"") && page.html.contains("/henkilo-ui/duplikaatit?samat=1"));
    let all = visitor.visit(&at("/henkilo-ui/duplikaatit?samat=1")).await;
    let form = all.form("name=\"chosen\"");
    assert!(all.html.contains("name=\"chosen\""), "they are identical");
    let value = all.html.split("name=\"chosen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let done = visitor.submit(&form, &[("decision", "identical"), ("chosen", &value)]).await;
    assert_eq!(done.status, 200, "{}", done.html);
    queue_is(&keeper, "all three are linked", &[]).await;
    let of = async |oid: &str| keeper.own_get(&format!("/persons/{oid}")).await["members"].as_array().map(Vec::len);
    assert!([of(&oids[0]).await, of(&oids[1]).await, of(&oids[2]).await].contains(&Some(2)), "one heads two");
    let undone = visitor.submit(&done.form("value=\"undo\""), &[]).await;
    assert_eq!(undone.status, 200, "{}", undone.html);
    queue_is(&keeper, "they are apart again", std::slice::from_ref(&oids)).await;
    // A page that was opened before decides nothing any more.
    let stale = visitor.submit(&form, &[("decision", "identical"), ("chosen", &value)]).await;
    assert_eq!(stale.status, 409, "{}", stale.html);
}

async fn of_three_told_apart_every_two_are(on: On) {
    let registry = Registry::start(on).await;
    let (university, keeper) = (registry.university().await, registry.oph().await);
    let born =
        |n: usize, birth_date: &str| Row { birth_date: Some(birth_date.to_owned()), ..hetuless("Kivisalmeri", n) };
    // Day and month are swapped between the first two; the last two differ by a digit; the first and the last by more.
    let rows = [born(1, "2001-02-03"), born(2, "2001-03-02"), born(3, "2001-03-12")];
    let oids = university.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    queue_is(&keeper, "three numbers are one group", std::slice::from_ref(&oids)).await;
    let pair = async |one: &str, other: &str| keeper.own_get(&format!("/persons/{one}/candidates/{other}")).await;
    assert_eq!(pair(&oids[0], &oids[2]).await["proposed"], json!(false), "nobody proposes these two");
    let visitor = Visitor::new();
    let at = |path: &str| format!("http://{}{path}", registry.address());
    let choice = visitor.visit(&at("/henkilo-ui/omattiedot")).await;
    visitor.submit(&choice.form("\"rekisterinpitaja\""), &[]).await;
    let page = visitor.visit(&at("/henkilo-ui/duplikaatit")).await;
    let all = oids.iter().map(|oid| ("record", oid.as_str()));
    let with = |words: &'static str| all.clone().chain([("decision", "apart"), ("words", words)]).collect::<Vec<_>>();
    let refused = visitor.submit(&page.form("name=\"seen\""), &with("Seen\u{202e}")).await;
    assert_eq!(refused.status, 409, "{}", refused.html);
    assert!(refused.html.contains("value=\"Seen"), "what was typed stays");
    let done = visitor.submit(&refused.form("name=\"seen\""), &with("Three passports seen")).await;
    assert_eq!(done.status, 200, "{}", done.html);
    for (one, other) in [(0, 1), (0, 2), (1, 2)] {
        assert_eq!(pair(&oids[one], &oids[other]).await["told_apart"], json!(true), "{one} and {other}");
    }
    queue_is(&keeper, "nobody is left in the queue", &[]).await;
    let undone = visitor.submit(&done.form("value=\"undo\""), &[]).await;
    assert_eq!(undone.status, 200, "{}", undone.html);
    assert_eq!(pair(&oids[0], &oids[2]).await["told_apart"], json!(false));
    queue_is(&keeper, "they are in the queue again", std::slice::from_ref(&oids)).await;
}

async fn any_two_are_compared_with_what_would_turn_the_outcome(on: On) {
    let registry = Registry::start(on).await;
    let (university, keeper) = (registry.university().await, registry.oph().await);
    let born = |row: Row, birth_date: &str| Row { birth_date: Some(birth_date.to_owned()), ..row };
    let rows = [hetuless("Kivisalmeri", 1), born(hetuless("Kivisalmeri", 2), "1951-11-30"), hetuless("Kivisalmeri", 3)];
    let oids = university.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    candidates_are(&keeper, &oids[0], "candidates", &[&oids[2], &oids[1]]).await;
    let pair = async |other: &str| keeper.own_get(&format!("/persons/{}/candidates/{other}", oids[0])).await;
    let apart = pair(&oids[1]).await;
    assert_eq!((&apart["proposed"], &apart["turning"]), (&json!(false), &json!([["birth_date"]])), "{apart}");
    let same = pair(&oids[2]).await;
    assert_eq!(same["proposed"], json!(true), "{same}");
    assert!([&oids[0], &oids[2]].into_iter().any(|oid| same["head"] == json!(oid)), "{same}");
    assert!(same["turning"].as_array().unwrap().contains(&json!(["surname", "birth_date"])), "{same}");
    assert_eq!(same["refusal"], Value::Null);
    match same["head_because"].as_str() {
        // Two rows of one import may be registered at one moment.
        Some("smaller") => assert_eq!(same["head"], json!(oids[0].clone().min(oids[2].clone())), "{same}"),
        because => assert_eq!(because, Some("oldest"), "{same}"),
    }
    let marked = json!({"other": oids[2], "words": "Sisaruksia"});
    let path = format!("/persons/{}/not-duplicates", oids[0]);
    assert_eq!(keeper.own(Method::POST, &path, Some(marked)).await.status, 204);
    assert_eq!(pair(&oids[2]).await["told_apart"], json!(true));
    let oneself = pair(&oids[0]).await;
    assert_eq!((&oneself["head"], &oneself["refusal"]), (&Value::Null, &json!("linked-already")), "{oneself}");
    let nobody = format!("/persons/{}/candidates/1.2.246.562.24.00000000001", oids[0]);
    assert_eq!(keeper.own(Method::GET, &nobody, None).await.status, 404);
    let (school, path) = (registry.school().await, format!("/persons/{}/candidates/{}", oids[0], oids[1]));
    assert_eq!(school.own(Method::GET, &path, None).await.status, 403);
}
