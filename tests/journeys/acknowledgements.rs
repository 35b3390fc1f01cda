//! Consumers acknowledge the changes, and OPH sees who has taken what.

use app::caller::role_of_right;
use events::codes::Right;
use oppijaloki_tests::client::{Answer, Client, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::visitor::Visitor;
use reqwest::Method;
use serde_json::{Value, json};

everywhere! {
    oph_sees_who_has_taken_a_link_and_its_reversal_and_who_has_not,
    what_was_taken_stays_taken_and_nobody_takes_what_is_not_there,
    a_consumer_that_is_gone_is_taken_off_the_list_until_it_acknowledges_again,
}

const PATH: &str = "/changes/acknowledgements";

/// A program that reads everything, as its token names it.
fn consumer(registry: &Registry, name: &str) -> Client {
    let now = registry.app().now().millis() / 1000;
    let claims = json!({
        "iss": registry.issuer(), "aud": "oppijaloki", "sub": "1.2.246.562.24.00000010999", "client_id": name,
        "iat": now, "nbf": now, "exp": now + 600,
        "roles": {"1.2.246.562.10.00000000001": [role_of_right(Right::RekisterinpitajaRead)]},
    });
    registry.with_token(Some(registry.signing_key().sign(&claims).unwrap()))
}

async fn cursor(consumer: &Client) -> u64 {
    consumer.own_get("/changes?limit=5000").await["cursor"].as_u64().unwrap()
}

async fn acknowledge(consumer: &Client, cursor: u64) -> Answer {
    consumer.own(Method::POST, PATH, Some(json!({ "cursor": cursor }))).await
}

/// Makes a learner passive; gives the position of the event.
async fn passivate(registry: &Registry, oid: &str) -> u64 {
    let words = json!({"cause": "other", "words": "Two numbers for one learner"});
    let done = registry.oph().await.own_confirmed(&format!("/persons/{oid}/passivation"), &words).await;
    assert!(done.status < 300, "{}", done.text);
    registry.event_after(0, "PersonPassivated").await.position().0
}

/// Whether each consumer has taken an event.
async fn taken(oph: &Client, event: u64) -> Vec<(String, bool)> {
    let answer = oph.own_get(&format!("/changes/{event}/acknowledgements")).await;
    let one = |one: &Value| (one["consumer"].as_str().unwrap().to_owned(), !one["acknowledgedAt"].is_null());
    answer.as_array().unwrap().iter().map(one).collect()
}

fn each(koski: bool, ataru: bool) -> Vec<(String, bool)> {
    vec![("ataru".to_owned(), ataru), ("koski".to_owned(), koski)]
}

async fn oph_sees_who_has_taken_a_link_and_its_reversal_and_who_has_not(on: On) {
    let registry = Registry::start(on).await;
    let (university, oph) = (registry.university().await, registry.oph().await);
    let people = [1, 2].map(|n| row_about(&registry.somebody(n), "stu"));
    let oids = university.import_resolved(&people).await;
    registry.everybody_settled(SOON).await;
    let (koski, ataru) = (consumer(&registry, "koski"), consumer(&registry, "ataru"));
    assert_eq!(acknowledge(&koski, cursor(&koski).await).await.status, 204);
    assert_eq!(acknowledge(&ataru, 0).await.status, 204, "it begins");

    let passivated = passivate(&registry, &oids[0]).await;
    assert_eq!(taken(&oph, passivated).await, each(false, false));
    acknowledge(&koski, cursor(&koski).await).await;
    assert_eq!(taken(&oph, passivated).await, each(true, false));

    let reversal = json!({"events": [passivated], "words": "It was the wrong learner"});
    let done = oph.own_confirmed(&format!("/persons/{}/reversals", oids[0]), &reversal).await;
    assert!(done.status < 300, "{}", done.text);
    let reversed = registry.event_after(passivated, "Reversed").await.position().0;
    acknowledge(&koski, cursor(&koski).await).await;
    assert_eq!(taken(&oph, reversed).await, each(true, false), "Koski has taken the reversal, Ataru not yet");

    // How far each is behind.
    let lines = oph.own_get(PATH).await;
    let (of_ataru, of_koski) = (&lines[0], &lines[1]);
    assert_eq!((&of_koski["left"], &of_koski["oldestLeft"]), (&json!(0), &Value::Null));
    assert_eq!((&of_ataru["consumer"], &of_ataru["cursor"]), (&json!("ataru"), &json!(0)));
    let first = &oph.own_get("/changes?limit=1").await["changes"][0];
    assert_eq!((&of_ataru["left"], &of_ataru["oldestLeft"]), (&json!(6), &first["time"]), "{of_ataru}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_auditor_sees_on_the_pages_who_has_taken_an_event() {
    let registry = Registry::start(On::Embedded).await;
    let oids = registry.university().await.import_resolved(&[row_about(&registry.somebody(1), "stu")]).await;
    registry.everybody_settled(SOON).await;
    let (koski, ataru) = (consumer(&registry, "koski"), consumer(&registry, "ataru"));
    acknowledge(&ataru, 0).await;
    let passivated = passivate(&registry, &oids[0]).await;
    acknowledge(&koski, cursor(&koski).await).await;
    let auditor = Visitor::who_reads("en");
    let at = |path: &str| format!("http://{}{path}", registry.address());
    let choice = auditor.visit(&at("/henkilo-ui/omattiedot")).await;
    auditor.submit(&choice.form("\"tarkastaja\""), &[]).await;
    for page in [
        format!("/henkilo-ui/muutosten-kuittaukset?tapahtuma={passivated}"),
        format!("/henkilo-ui/oppija/{}/vaikutukset?tapahtuma={passivated}", oids[0]),
    ] {
        let html = auditor.visit(&at(&page)).await.html;
        let table = html.split(&format!("Who has acknowledged event {passivated}")).nth(1).expect("the event's table");
        let (of_ataru, of_koski) = table.split_once("koski").expect("both");
        assert!(of_ataru.contains("ataru") && of_ataru.contains("Not yet") && of_koski.contains("<time"), "{page}");
    }
    // Whoever makes the learner active again, or passive, sees who has the number.
    let keeper = Visitor::who_reads("en");
    let choice = keeper.visit(&at("/henkilo-ui/omattiedot")).await;
    keeper.submit(&choice.form("\"rekisterinpitaja\""), &[]).await;
    let html = keeper.visit(&at(&format!("/henkilo-ui/oppija/{}/passivointi", oids[0]))).await.html;
    let told = html.split("Systems that have acknowledged receiving the number").nth(1).expect("who has the number");
    assert!(told.contains("<bdi>Koski, ") && !told.contains("<bdi>Ataru"), "{html}");
    let none = auditor.visit(&at("/henkilo-ui/muutosten-kuittaukset?tapahtuma=010190-123X")).await;
    assert!(none.html.contains("no such event") && !none.html.contains("value=\"010190"), "it is not repeated");
}

async fn a_consumer_that_is_gone_is_taken_off_the_list_until_it_acknowledges_again(on: On) {
    let registry = Registry::start(on).await;
    let (university, oph) = (registry.university().await, registry.oph().await);
    let oids = university.import_resolved(&[row_about(&registry.somebody(1), "stu")]).await;
    registry.everybody_settled(SOON).await;
    let (koski, ataru) = (consumer(&registry, "koski"), consumer(&registry, "ataru"));
    for one in [&koski, &ataru] {
        acknowledge(one, cursor(one).await).await;
    }
    let before = registry.event_after(0, "PersonRegistered").await.position().0;
    let passivated = passivate(&registry, &oids[0]).await;
    acknowledge(&koski, cursor(&koski).await).await;
    let remove = async |by: &Client, name: &str| {
        by.own(Method::POST, &format!("{PATH}/removals"), Some(json!({ "consumer": name }))).await
    };
    assert_eq!(remove(&koski, "ataru").await.status, 403, "a reader removes nobody");
    assert_eq!(remove(&oph, "ataru").await.status, 204);
    let names = async || -> Vec<Value> {
        oph.own_get(PATH).await.as_array().unwrap().iter().map(|line| line["consumer"].clone()).collect()
    };
    assert_eq!(names().await, ["koski"]);
    assert_eq!(taken(&oph, passivated).await, [("koski".to_owned(), true)], "nobody waits for it any more");
    assert_eq!(taken(&oph, before).await, each(true, true), "what it took stays known");
    for gone in ["ataru", "nobody"] {
        let again = remove(&oph, gone).await;
        assert_eq!((again.status, &again.json()["type"]), (404, &json!("urn:oppijaloki:problem:no-consumer")));
    }
    assert_eq!(acknowledge(&ataru, 0).await.status, 409, "what was taken stays taken");
    assert_eq!(acknowledge(&ataru, cursor(&ataru).await).await.status, 204);
    assert_eq!(names().await, ["ataru", "koski"]);
}

async fn what_was_taken_stays_taken_and_nobody_takes_what_is_not_there(on: On) {
    let registry = Registry::start(on).await;
    let (university, oph) = (registry.university().await, registry.oph().await);
    university.import_resolved(&[row_about(&registry.somebody(1), "stu")]).await;
    registry.everybody_settled(SOON).await;
    let koski = consumer(&registry, "koski");
    let end = cursor(&koski).await;
    assert_eq!(acknowledge(&koski, end).await.status, 204);
    let before = registry.head();

    // The same again, and what an acknowledgement itself adds to the log, add nothing.
    let same = acknowledge(&koski, end).await;
    // Nobody is told to wait for an event that is not there.
    assert_eq!((same.status, same.header("x-log-position")), (204, Some(before.to_string().as_str())));
    let later = cursor(&koski).await;
    assert!(later > end);
    assert_eq!(acknowledge(&koski, later).await.status, 204);
    assert_eq!(registry.head(), before);

    let refused = acknowledge(&koski, end - 1).await;
    assert_eq!((refused.status, &refused.json()["type"]), (409, &json!("urn:oppijaloki:problem:cursor-behind")));
    let refused = acknowledge(&koski, later + 1_000).await;
    assert_eq!((refused.status, &refused.json()["type"]), (409, &json!("urn:oppijaloki:problem:cursor-ahead")));
    for body in [json!({"cursor": -1}), json!({"cursor": "x"}), json!({}), json!({"cursor": 1, "consumer": "ataru"})] {
        assert_eq!(koski.own(Method::POST, PATH, Some(body)).await.status, 422);
    }
    assert_eq!(acknowledge(&university, end).await.status, 403, "whoever is not told acknowledges nothing");

    // Of an import nothing is told, and so nobody takes it.
    let import = registry.event_after(0, "ImportReceived").await.position().0;
    for event in [import, 999_999_999] {
        let answer = oph.own(Method::GET, &format!("/changes/{event}/acknowledgements"), None).await;
        assert_eq!(answer.status, 404);
    }
}
