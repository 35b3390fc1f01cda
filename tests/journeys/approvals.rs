//! Two officials: an erasure is asked for by one and carried out by another, and what was meant is what is done.

use oppijaloki_tests::client::{Client, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use serde_json::{Value, json};

everywhere! {
    an_erasure_is_asked_for_by_one_official_and_carried_out_by_another,
    what_has_changed_since_it_was_asked_is_not_carried_out,
    what_the_register_confirmed_is_revoked_by_two_officials,
    what_the_register_confirmed_is_reversed_by_two_officials,
}

pub const FIRST: &str = "1.2.246.562.24.00000010252";
pub const SECOND: &str = "1.2.246.562.24.00000010265";

/// An official of the registry's keeper.
pub fn keeper(registry: &Registry, subject: &str) -> Client {
    let now = registry.app().now().millis() / 1000;
    let claims = json!({
        "iss": registry.issuer(), "aud": "oppijaloki", "sub": subject, "client_id": "test",
        "iat": now, "nbf": now, "exp": now + 600,
        "roles": {"1.2.246.562.10.00000000001": ["OPPIJANUMEROREKISTERI_REKISTERINPITAJA"]},
    });
    registry.with_token(Some(registry.signing_key().sign(&claims).unwrap()))
}

/// Sends a command without confirming anything; a preview is part of the problem. Then confirms it.
pub async fn confirmed(client: &Client, path: &str, body: Option<Value>) -> (u16, Value) {
    let first = client.own(Method::POST, path, body.clone()).await;
    assert_eq!(first.status, 428, "{path}: {}", first.text);
    let fingerprint = first.json()["preview"]["fingerprint"].as_str().unwrap().to_owned();
    let tag = format!("\"{fingerprint}\"");
    let answer = client.own_with(Method::POST, path, &[("If-Match", &tag)], body).await;
    (answer.status, serde_json::from_str(&answer.text).unwrap_or_default())
}

async fn two_learners(registry: &Registry) -> Vec<String> {
    let rows = [row_about(&registry.somebody(1), "1"), row_about(&registry.somebody(2), "2")];
    let oids = registry.university().await.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    oids
}

async fn an_erasure_is_asked_for_by_one_official_and_carried_out_by_another(on: On) {
    let registry = Registry::start(on).await;
    let oids = two_learners(&registry).await;
    let (first, second) = (keeper(&registry, FIRST), keeper(&registry, SECOND));
    let (path, reason) = (
        format!("/persons/{}/erasure", oids[0]),
        json!({"reason": "asked for by the learner", "ground": "unlawful_processing"}),
    );
    let preview = first.own(Method::POST, &format!("{path}?preview=true"), Some(reason.clone())).await.ok();
    assert_eq!((&preview["needs_second_official"], &preview["persons"][0]["oid"]), (&true.into(), &json!(oids[0])));
    assert!(preview["persons"].as_array().unwrap().len() == 1, "nobody else: {preview}");
    let (status, asked) = confirmed(&first, &path, Some(reason)).await;
    assert_eq!((status, registry.count("ErasureOrdered")), (202, 0), "{asked}");
    let give = format!("/approvals/{}/give", asked["approval"]);
    // It waits once, whoever asks and whatever they say.
    for official in [&first, &second] {
        let twice = official.own(Method::POST, &path, Some(json!({"reason": "for another reason"}))).await;
        let named = (&twice.json()["type"], &twice.json()["number"]);
        assert_eq!(named, (&json!("urn:oppijaloki:problem:already-asked"), &asked["approval"]), "{}", twice.text);
        assert_eq!(twice.status, 409);
    }

    // Whoever asked may not give it; another official sees what is asked and what it would do.
    let own = first.own(Method::POST, &give, None).await;
    assert_eq!((own.status, &own.json()["type"]), (409, &"urn:oppijaloki:problem:own-approval".into()));
    assert!(own.json()["next"].is_string());
    let waiting = second.own_get("/approvals").await;
    assert_eq!((&waiting[0]["reason"], &waiting[0]["asked_by"]), (&json!("asked for by the learner"), &json!(FIRST)));
    assert_eq!(waiting[0]["ground"], json!("unlawful_processing"));
    let again = second.own(Method::POST, &format!("{give}?preview=true"), None).await.ok();
    assert_eq!(again["persons"], preview["persons"], "the same preview");
    assert_eq!(again["events"], json!(["ApprovalGiven", "ErasureOrdered"]));
    let (status, answer) = confirmed(&second, &give, None).await;
    assert_eq!(status, 204, "{answer}");
    // Another node may be a little behind.
    wait_until("nothing waits any more", SOON, async || second.own_get("/approvals").await == json!([])).await;
    let twice = second.own(Method::POST, &give, None).await;
    assert_eq!(twice.status, 409, "{}", twice.text);

    // It is carried out; the person's OID still answers, and nobody else is touched.
    let erased = registry.event_after(0, "PersonalDataErased").await;
    assert_eq!(erased.recorded.envelope.meta.reason.map(|reason| reason.to_string()).unwrap(), "unlawful_processing");
    let gone = || async {
        let shown = second.own_get(&format!("/persons/{}", oids[0])).await;
        !shown.to_string().contains(&registry.somebody(1).surname)
    };
    wait_until("the learner's data is gone", SOON, gone).await;
    assert_eq!(second.own_get("/approvals").await, json!([]), "what was asked cannot be read any more");
    let other = registry.person(&oids[1]).await.person;
    assert_eq!(other.names.surname, registry.somebody(2).surname);
    let history = second.own_get(&format!("/persons/{}/history", oids[0])).await;
    let events: Vec<&str> = history["items"].as_array().unwrap().iter().map(|e| e["event"].as_str().unwrap()).collect();
    for event in ["PersonRegistered", "ApprovalAsked", "ApprovalGiven", "ErasureOrdered"] {
        assert!(events.contains(&event), "{event} stands in the history: {events:?}");
    }
}

async fn what_has_changed_since_it_was_asked_is_not_carried_out(on: On) {
    let registry = Registry::start(on).await;
    let oids = two_learners(&registry).await;
    let (first, second) = (keeper(&registry, FIRST), keeper(&registry, SECOND));
    let ask = async || {
        let path = format!("/persons/{}/erasure", oids[0]);
        let (status, asked) = confirmed(&first, &path, Some(json!({"reason": "why"}))).await;
        assert_eq!(status, 202, "{asked}");
        asked["approval"].as_u64().unwrap()
    };
    let number = ask().await;
    // Another organisation imports the learner meanwhile.
    registry.school().await.import_resolved(&[row_about(&registry.somebody(1), "pupil")]).await;
    let give = second.own(Method::POST, &format!("/approvals/{number}/give"), None).await;
    assert_eq!((give.status, &give.json()["type"]), (409, &"urn:oppijaloki:problem:approval-changed".into()));
    let refuse = format!("/approvals/{number}/refuse");
    for (reason, named) in [("é".repeat(2_001), "words-too-long"), ("a\u{202e}b".to_owned(), "words-malformed")] {
        let faulty = second.own(Method::POST, &refuse, Some(json!({"reason": reason}))).await;
        assert_eq!((faulty.status, &faulty.json()["type"]), (422, &format!("urn:oppijaloki:problem:{named}").into()));
    }
    let refused = second.own(Method::POST, &refuse, Some(json!({"reason": "somebody uses it"}))).await;
    assert_eq!(refused.status, 204, "{}", refused.text);
    assert_eq!(second.own(Method::POST, &refuse, Some(json!({"reason": ""}))).await.status, 409, "it is decided");
    // Asked again, about things as they are; whoever asked may take it back.
    let number = ask().await;
    let (status, _) = confirmed(&second, &format!("/approvals/{number}/give"), None).await;
    assert_eq!((status, registry.count("ErasureOrdered")), (204, 1));
    let nobody = first.own(Method::POST, "/persons/1.2.246.562.24.00000000007/erasure", Some(json!({"reason": "x"})));
    assert_eq!(nobody.await.status, 404);
}

/// Asks for something that the register's word rests on; another official agrees.
async fn by_two(registry: &Registry, path: &str, body: Value) {
    let (first, second) = (keeper(registry, FIRST), keeper(registry, SECOND));
    let (status, asked) = confirmed(&first, path, Some(body.clone())).await;
    assert_eq!(status, 202, "{asked}");
    let twice = second.own(Method::POST, path, Some(body)).await;
    assert_eq!((twice.status, &twice.json()["number"]), (409, &asked["approval"]), "{}", twice.text);
    let shown = second.own_get("/approvals").await;
    assert_eq!(shown[0]["reason"], json!("another person's hetu"), "{shown}");
    let give = format!("/approvals/{}/give", asked["approval"]);
    let (status, answer) = confirmed(&second, &give, None).await;
    assert_eq!(status, 204, "{answer}");
}

async fn what_the_register_confirmed_is_revoked_by_two_officials(on: On) {
    let registry = Registry::start(on).await;
    let oids = two_learners(&registry).await;
    let path = format!("/persons/{}/identification/revocation", oids[0]);
    let is_there = registry.count("HetuRemoved");
    by_two(&registry, &path, json!({"way": "register", "words": "another person's hetu"})).await;
    registry.everybody_settled(SOON).await;
    assert_eq!((is_there, registry.count("HetuRemoved")), (0, 1));
    let person = registry.person(&oids[0]).await.person;
    assert!(!person.is_identified() && person.hetu.is_none());
    assert!(registry.person(&oids[1]).await.person.is_identified(), "nobody else");
}

async fn what_the_register_confirmed_is_reversed_by_two_officials(on: On) {
    let registry = Registry::start(on).await;
    let oids = two_learners(&registry).await;
    let of_first = |event: &&events::OpenedEvent| {
        let person = events::Tag::Person(oids[0].parse().unwrap());
        matches!(event.fact, events::Fact::IdentifiedFromRegister(_)) && event.recorded.envelope.tags.contains(&person)
    };
    let identified = registry.events().iter().find(of_first).unwrap().position().0;
    let path = format!("/persons/{}/reversals", oids[0]);
    by_two(&registry, &path, json!({"events": [identified], "words": "another person's hetu"})).await;
    assert_eq!(registry.count("Reversed"), 1);
}
