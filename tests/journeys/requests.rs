//! A provider asks the keeper for what it may not do itself: it is opened once, accepted or refused with an answer, and closes
//! by itself when it has happened by another way.

use events::codes::Right;
use events::{Fact, OpenedEvent};
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row, row_about};
use oppijaloki_tests::processes::{finished, oppijaloki};
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::visitor::{Page, Visitor};
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use serde_json::{Value, json};
use vtj::stand_in::Change;

use crate::approvals::{FIRST, SECOND, confirmed, keeper};

everywhere! {
    a_university_asks_for_passivation_and_the_keeper_accepts_what_stands_beside_the_evidence,
    a_refusal_says_why_and_the_same_may_be_asked_anew,
    what_cannot_be_asked_is_told_and_nothing_is_opened,
    several_persons_stand_in_one_request_and_it_closes_about_whom_it_has_happened,
    a_link_is_reversed_and_two_who_are_one_are_merged_because_a_provider_asked,
    a_link_and_the_end_of_an_identification_are_asked_for,
    a_check_is_answered_in_words_and_a_refresh_is_done,
    nothing_personal_is_left_of_a_request_about_somebody_erased,
}

on_both_journals! {
    an_official_asks_on_the_learners_page_and_the_keeper_answers_on_theirs,
}

/// Learners of the university whom the register has confirmed.
async fn learners(registry: &Registry, numbers: std::ops::RangeInclusive<u64>) -> Vec<String> {
    let rows: Vec<_> = numbers.map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect();
    let oids = registry.university().await.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    oids
}

fn passivation(people: &[&String]) -> Value {
    let words = "The number was made by mistake";
    json!({"kind": "passivate", "people": people, "unused_elsewhere": true, "words": words})
}

async fn opened(client: &Client, body: Value) -> u64 {
    let answer = client.own(Method::POST, "/requests", Some(body)).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()["number"].as_u64().unwrap()
}

async fn refused(client: &Client, body: Value) -> (u16, String, Value) {
    let answer = client.own(Method::POST, "/requests", Some(body)).await;
    let problem = answer.json();
    assert!(problem["title"].is_string(), "{problem}");
    let name = problem["type"].as_str().unwrap().trim_start_matches("urn:oppijaloki:problem:").to_owned();
    (answer.status, name, problem)
}

async fn accepted(client: &Client, number: u64, said: Value) {
    let (status, answer) = confirmed(client, &format!("/requests/{number}/accept"), Some(said)).await;
    assert_eq!(status, 204, "{answer}");
}

async fn state(client: &Client, number: u64) -> String {
    client.own_get(&format!("/requests/{number}")).await["state"].as_str().unwrap().to_owned()
}

fn last(registry: &Registry, kind: &str) -> OpenedEvent {
    let found = registry.events().into_iter().rev().find(|event| event.fact.event_type() == kind);
    found.unwrap_or_else(|| panic!("no {kind}"))
}

async fn a_university_asks_for_passivation_and_the_keeper_accepts_what_stands_beside_the_evidence(on: On) {
    let registry = Registry::start(on).await;
    let oid = learners(&registry, 1..=1).await.remove(0);
    let (university, school, oph) = (registry.university().await, registry.school().await, keeper(&registry, FIRST));
    assert_eq!(university.numbers(&oid).await.status, 200, "its own use says nothing");
    assert_eq!(school.look_up(&row_about(&registry.somebody(1), "pupil")).await.status, 200);
    let number = opened(&university, passivation(&[&oid])).await;
    let event = last(&registry, "RequestOpened");
    let meta = &event.recorded.envelope.meta;
    assert_eq!((event.position().0, meta.right), (number, Some(Right::Oppijoidentuonti)));

    // It stands in the queue of the keeper, with what is known of the number's use.
    let queue = oph.own_get("/requests").await;
    assert_eq!((&queue["total"], &queue["items"][0]["number"]), (&json!(1), &json!(number)), "{queue}");
    let written = async || {
        let shown = oph.own_get(&format!("/requests/{number}")).await;
        shown["fetched"].as_array().is_some_and(|fetched| fetched.len() == 1)
    };
    wait_until("the school's look stands beside the request, and not the university's", SOON, written).await;
    let shown = oph.own_get(&format!("/requests/{number}")).await;
    assert_eq!((&shown["kind"], &shown["unused_elsewhere"]), (&json!("passivate"), &json!(true)), "{shown}");

    // What would happen is shown first, and that the request closes with it.
    let said = json!({"cause": "unused_number", "words": "Nobody uses it"});
    let accept = format!("/requests/{number}/accept");
    let preview = oph.own(Method::POST, &format!("{accept}?preview=true"), Some(said.clone())).await.ok();
    assert_eq!(preview["events"], json!(["RequestDecided", "PersonPassivated"]));
    let closed = json!([{"number": number, "kind": "passivate", "oid": oid}]);
    assert_eq!(preview["requests_closed"], closed, "{preview}");
    accepted(&oph, number, said).await;
    let passivated = last(&registry, "PersonPassivated");
    assert_eq!(passivated.recorded.envelope.meta.cause, Some(event.recorded.envelope.id), "the request is its cause");
    assert!(registry.person(&oid).await.person.passive.is_some());

    // Whoever asked sees the answer, and nothing is left in the queue.
    let own = university.own_get("/requests/own").await;
    assert_eq!((&own["items"][0]["state"], &own["items"][0]["answer"]), (&json!("accepted"), &json!("Nobody uses it")));
    assert_eq!(oph.own_get("/requests").await["items"], json!([]));
    let twice = oph.own(Method::POST, &accept, Some(json!({"cause": "other", "words": "x"}))).await;
    assert_eq!((twice.status, &twice.json()["type"]), (409, &json!("urn:oppijaloki:problem:request-ended")));
}

async fn a_refusal_says_why_and_the_same_may_be_asked_anew(on: On) {
    let registry = Registry::start(on).await;
    let oid = learners(&registry, 1..=1).await.remove(0);
    let (university, oph) = (registry.university().await, keeper(&registry, FIRST));
    let number = opened(&university, passivation(&[&oid])).await;
    let (status, name, problem) = refused(&university, passivation(&[&oid])).await;
    assert_eq!((status, name.as_str(), &problem["number"]), (409, "request-open-already", &json!(number)));
    assert_eq!(registry.count("RequestOpened"), 1);

    let refuse = format!("/requests/{number}/refuse");
    let silent = oph.own(Method::POST, &refuse, Some(json!({"words": ""}))).await;
    assert_eq!((silent.status, &silent.json()["pointer"]), (422, &json!("/words")));
    let done = oph.own(Method::POST, &refuse, Some(json!({"words": "Koski uses it"}))).await;
    assert_eq!(done.status, 204, "{}", done.text);
    let shown = university.own_get(&format!("/requests/{number}")).await;
    assert_eq!((&shown["state"], &shown["answer"]), (&json!("refused"), &json!("Koski uses it")));
    assert_eq!(shown["fetched"], json!(null), "who uses numbers is told to those who decide");
    assert!(registry.person(&oid).await.person.passive.is_none());

    // It may be asked once more, and taken back by whoever asked alone.
    let again = opened(&university, passivation(&[&oid])).await;
    let withdraw = format!("/requests/{again}/withdraw");
    assert_eq!(oph.own(Method::POST, &withdraw, None).await.status, 409, "somebody else's");
    assert_eq!(university.own(Method::POST, &withdraw, None).await.status, 204);
    assert_eq!(state(&university, again).await, "withdrawn");
    let unknown = oph.own(Method::POST, "/requests/1/refuse", Some(json!({"words": "x"}))).await;
    assert_eq!(unknown.status, 404);
}

async fn what_cannot_be_asked_is_told_and_nothing_is_opened(on: On) {
    let registry = Registry::start(on).await;
    let oids = learners(&registry, 1..=2).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let nobody = "1.2.246.562.24.00000000007".to_owned();
    let code = |answer: (u16, String, Value)| (answer.0, answer.1);
    let told = |status: u16, name: &str| (status, name.to_owned());
    let body = |more: Value| {
        let mut body = passivation(&[&oids[0]]);
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    assert_eq!(code(refused(&university, passivation(&[&nobody])).await), told(404, "no-person"));
    assert_eq!(code(refused(&university, passivation(&[&oids[0], &nobody])).await), told(422, "one-unknown"));
    assert_eq!(code(refused(&school, passivation(&[&oids[0]])).await), told(404, "no-person"));
    let unstated = body(json!({"unused_elsewhere": false}));
    assert_eq!(code(refused(&university, unstated).await), told(422, "request-used-elsewhere"));
    assert_eq!(code(refused(&university, body(json!({"words": " "}))).await), told(422, "words-missing"));
    let too_long = "a".repeat(2_001);
    assert_eq!(code(refused(&university, body(json!({"words": too_long}))).await), told(422, "words-too-long"));
    assert_eq!(code(refused(&university, body(json!({"words": "a\u{0}b"}))).await), told(422, "words-malformed"));
    assert_eq!(code(refused(&university, body(json!({"kind": "reactivate"}))).await), told(409, "active-already"));
    assert_eq!(code(refused(&university, body(json!({"kind": "reverse"}))).await), told(409, "request-no-link"));
    assert_eq!(code(refused(&university, body(json!({"kind": "merge"}))).await), told(422, "link-no-other"));
    let both = body(json!({"kind": "check", "people": oids}));
    assert_eq!(code(refused(&university, both).await), told(422, "request-one-alone"));
    // One that the asker does not reach spoils the request about the others.
    let pupil = registry.school().await.import_resolved(&[row_about(&registry.somebody(9), "pupil")]).await.remove(0);
    assert_eq!(code(refused(&university, passivation(&[&oids[0], &pupil])).await), told(404, "no-person"));
    assert_eq!(registry.count("RequestOpened"), 0);
    let number = opened(&university, passivation(&[&oids[0]])).await;
    assert_eq!(school.own(Method::GET, &format!("/requests/{number}"), None).await.status, 404, "another provider's");
    assert_eq!(school.own_get("/requests/own").await["items"], json!([]));
    assert_eq!(university.own(Method::GET, "/requests", None).await.status, 403, "the queue is the keeper's");
    let accept = format!("/requests/{number}/accept");
    assert_eq!(university.own(Method::POST, &accept, Some(json!({"cause": "other"}))).await.status, 403);
}

async fn several_persons_stand_in_one_request_and_it_closes_about_whom_it_has_happened(on: On) {
    let registry = Registry::start(on).await;
    let oids = learners(&registry, 1..=3).await;
    let (university, oph) = (registry.university().await, keeper(&registry, FIRST));
    let number = opened(&university, passivation(&[&oids[0], &oids[1], &oids[2]])).await;
    assert_eq!((registry.count("RequestOpened"), registry.head()), (3, number + 2));
    // One of them is made passive by another way, whose preview says that the request closes about them.
    let path = format!("/persons/{}/passivation", oids[1]);
    let said = json!({"cause": "test_person", "words": "A test"});
    let preview = oph.own(Method::POST, &format!("{path}?preview=true"), Some(said.clone())).await.ok();
    assert_eq!(preview["requests_closed"][0]["number"], json!(number), "{preview}");
    assert_eq!(confirmed(&oph, &path, Some(said)).await.0, 204);
    let shown = oph.own_get(&format!("/requests/{number}")).await;
    let open: Vec<&Value> = shown["people"].as_array().unwrap().iter().map(|person| &person["open"]).collect();
    assert_eq!((&shown["state"], open.iter().filter(|open| **open == &json!(true)).count()), (&json!("open"), 2));
    accepted(&oph, number, json!({"cause": "unused_number", "words": "Nobody uses them"})).await;
    assert_eq!((registry.count("PersonPassivated"), registry.count("RequestDecided")), (3, 2));
    // Each of them is led to by what was asked about them.
    let events = registry.events();
    let of_person = |event: &&OpenedEvent| event.recorded.envelope.meta.cause.is_some();
    for passivated in events.iter().filter(|event| matches!(event.fact, Fact::PersonPassivated(_))).filter(of_person) {
        let meta = &passivated.recorded.envelope.meta;
        let asked = events.iter().find(|event| Some(event.recorded.envelope.id) == meta.cause).unwrap();
        assert_eq!(asked.recorded.envelope.tags, passivated.recorded.envelope.tags);
    }
    assert_eq!(state(&university, number).await, "accepted");

    // All of them are to be active again, and are before anybody answers.
    let body = json!({"kind": "reactivate", "people": oids, "words": "They are in use after all"});
    let again = opened(&university, body).await;
    for oid in &oids {
        let path = format!("/persons/{oid}/reactivation");
        assert_eq!(confirmed(&oph, &path, Some(json!({"words": "in use"}))).await.0, 204);
    }
    assert_eq!(state(&university, again).await, "happened");
    assert_eq!(oph.own_get("/requests").await["items"], json!([]));
}

async fn a_link_is_reversed_and_two_who_are_one_are_merged_because_a_provider_asked(on: On) {
    let registry = Registry::start(on).await;
    let oids = learners(&registry, 1..=2).await;
    let university = registry.university().await;
    let (first, second) = (keeper(&registry, FIRST), keeper(&registry, SECOND));
    let (one, other) = (registry.somebody(1), registry.somebody(2));
    let merge = json!({"kind": "merge", "people": [oids[1]], "other": oids[0], "words": "DVV corrected the hetu"});
    let number = opened(&university, merge.clone()).await;
    let turned = json!({"kind": "merge", "people": [oids[0]], "other": oids[1], "words": "the same"});
    assert_eq!(refused(&university, turned).await.2["number"], json!(number), "in either direction");
    // The register says now that they are one. A second official agrees, and the request closes then.
    registry.register().change(Change::Remove { hetu: other.hetu }).unwrap();
    registry.register().change(Change::ReplaceHetu { old: one.hetu, new: other.hetu }).unwrap();
    let accept = format!("/requests/{number}/accept");
    let (status, asked) = confirmed(&first, &accept, Some(json!({"words": "VTJ says so"}))).await;
    assert_eq!((status, state(&university, number).await.as_str()), (202, "open"), "{asked}");
    let give = format!("/approvals/{}/give", asked["approval"]);
    let (status, answer) = confirmed(&second, &give, None).await;
    assert_eq!((status, state(&university, number).await.as_str()), (204, "accepted"), "{answer}");
    let linked = last(&registry, "PersonLinked");
    let cause = linked.recorded.envelope.meta.cause;
    assert_eq!(cause, Some(last(&registry, "ApprovalAsked").recorded.envelope.id));
    let of_approval = last(&registry, "ApprovalAsked").recorded.envelope.meta.cause;
    assert_eq!(of_approval, Some(last(&registry, "RequestOpened").recorded.envelope.id), "and the request led to that");

    // It was wrong: the provider asks for the reversal, from either end.
    let reverse = json!({"kind": "reverse", "people": [oids[0]], "words": "They are two"});
    let number = opened(&university, reverse).await;
    let path = format!("/persons/{}/reversals", oids[1]);
    let body = json!({"events": [linked.position().0], "words": "Two people"});
    let preview = first.own(Method::POST, &format!("{path}?preview=true"), Some(body)).await.ok();
    assert_eq!(preview["requests_closed"][0]["number"], json!(number), "{preview}");
    let accept = format!("/requests/{number}/accept");
    let (status, answer) = confirmed(&first, &accept, Some(json!({"words": "Taken apart"}))).await;
    assert_eq!(status, 204, "{answer}");
    assert_eq!(state(&university, number).await, "accepted");
    let reversed = last(&registry, "Reversed");
    assert_eq!(reversed.recorded.envelope.meta.cause, Some(last(&registry, "RequestOpened").recorded.envelope.id));
}

async fn a_link_and_the_end_of_an_identification_are_asked_for(on: On) {
    let registry = Registry::start(on).await;
    let oid = learners(&registry, 1..=2).await.remove(0);
    let university = registry.university().await;
    let (first, second) = (keeper(&registry, FIRST), keeper(&registry, SECOND));
    let hetuless = Row { passport: Some("PX1234567".to_owned()), ..foreign_row("Lina Maria", "Berg", "for-1") };
    let twice = university.import_resolved(&[hetuless]).await.remove(0);
    registry.everybody_settled(SOON).await;
    let link = json!({"kind": "link", "people": [twice], "other": oid, "words": "Sent without a hetu by mistake"});
    let number = opened(&university, link).await;
    accepted(&first, number, json!({})).await;
    assert_eq!(state(&university, number).await, "accepted");
    assert_eq!(
        last(&registry, "PersonLinked").recorded.envelope.meta.cause,
        Some(last(&registry, "RequestOpened").recorded.envelope.id)
    );

    let revoke = json!({"kind": "revoke", "people": [oid], "words": "It is another person's hetu"});
    let number = opened(&university, revoke).await;
    let (status, asked) = confirmed(&first, &format!("/requests/{number}/accept"), Some(json!({}))).await;
    assert_eq!((status, state(&university, number).await.as_str()), (202, "open"), "{asked}");
    let (status, answer) = confirmed(&second, &format!("/approvals/{}/give", asked["approval"]), None).await;
    assert_eq!((status, state(&university, number).await.as_str()), (204, "accepted"), "{answer}");
    assert!(!registry.person(&oid).await.person.is_identified());
    let again = json!({"kind": "revoke", "people": [oid], "words": "It is another person's hetu"});
    assert_eq!(refused(&university, again).await.1, "not-identified-so");
}

async fn a_check_is_answered_in_words_and_a_refresh_is_done(on: On) {
    let registry = Registry::start(on).await;
    let oid = learners(&registry, 1..=1).await.remove(0);
    let (university, oph) = (registry.university().await, keeper(&registry, FIRST));
    let check = json!({"kind": "check", "people": [oid], "words": "Is the surname right?"});
    let number = opened(&university, check).await;
    let accept = format!("/requests/{number}/accept");
    let silent = oph.own(Method::POST, &accept, Some(json!({}))).await;
    assert_eq!((silent.status, &silent.json()["pointer"]), (422, &json!("/words")));
    accepted(&oph, number, json!({"words": "DVV says that it is"})).await;
    let shown = university.own_get(&format!("/requests/{number}")).await;
    assert_eq!(shown["answer"], json!("DVV says that it is"));

    let hetu = registry.somebody(1).hetu;
    let surname = Some("Uusinimi".to_owned());
    registry.register().change(Change::Rename { hetu, first_names: None, call_name: None, surname }).unwrap();
    let refresh = json!({"kind": "refresh", "people": [oid], "words": "Married last week"});
    let number = opened(&university, refresh).await;
    accepted(&oph, number, json!({})).await;
    let refreshed = last(&registry, "RegisterDataRefreshed");
    assert_eq!(refreshed.recorded.envelope.meta.cause, Some(last(&registry, "RequestOpened").recorded.envelope.id));
    assert_eq!(registry.person(&oid).await.person.names.surname, "Uusinimi");
}

async fn nothing_personal_is_left_of_a_request_about_somebody_erased(on: On) {
    let mut registry = Registry::start(on).await;
    let oids = learners(&registry, 1..=2).await;
    let (university, first, second) =
        (registry.university().await, keeper(&registry, FIRST), keeper(&registry, SECOND));
    let number = opened(&university, passivation(&[&oids[0], &oids[1]])).await;
    let check = json!({"kind": "check", "people": [oids[0]], "words": "Is the surname right?"});
    let alone = opened(&university, check).await;
    let path = format!("/persons/{}/erasure", oids[0]);
    let (_, asked) = confirmed(&first, &path, Some(json!({"reason": "asked for by the learner"}))).await;
    let give = format!("/approvals/{}/give", asked["approval"]);
    let preview = second.own(Method::POST, &format!("{give}?preview=true"), None).await.ok();
    let closed = |number: u64, kind: &str| json!({"number": number, "kind": kind, "oid": oids[0]});
    assert_eq!(preview["requests_closed"], json!([closed(number, "passivate"), closed(alone, "check")]), "{preview}");
    assert_eq!(confirmed(&second, &give, None).await.0, 204);
    registry.event_after(0, "PersonalDataErased").await;
    let unread = || async { first.own_get(&format!("/requests/{alone}")).await["words"].is_null() };
    wait_until("the reason that went with the learner cannot be read any more", SOON, unread).await;
    let reasons = registry.events().into_iter().filter_map(|event| match event.fact {
        Fact::RequestOpened(with) => Some(with.personal.known().is_some()),
        _ => None,
    });
    assert_eq!(reasons.filter(|readable| *readable).count(), 1, "the other learner's stays");
    assert_eq!(state(&university, alone).await, "happened", "nothing more can be done");
    let shown = first.own_get(&format!("/requests/{number}")).await;
    assert_eq!(shown["words"], json!("The number was made by mistake"), "{shown}");
    accepted(&first, number, json!({"cause": "unused_number", "words": "done"})).await;
    assert_eq!((registry.count("PersonPassivated"), state(&university, number).await.as_str()), (1, "accepted"));
    assert_eq!(
        refused(&university, passivation(&[&oids[0]])).await.0,
        409,
        "nothing is asked about whom nothing is left"
    );
    if matches!(on, On::Embedded) {
        registry.stop().await;
        let done = finished(oppijaloki(&["verify", "--data", registry.path("").to_str().unwrap()])).await;
        assert!(done.status.success(), "{done:?}");
    }
}

/// An official at the demo's pages.
async fn signed_in(registry: &Registry, who: &str) -> (Visitor, String) {
    let (visitor, at) = (Visitor::new(), format!("http://{}", registry.address()));
    let choice = visitor.visit(&format!("{at}/henkilo-ui/omattiedot")).await;
    visitor.submit(&choice.form(&format!("\"{who}\"")), &[]).await;
    (visitor, at)
}

async fn an_official_asks_on_the_learners_page_and_the_keeper_answers_on_theirs(on: On) {
    let registry = Registry::start(on).await;
    let oids = learners(&registry, 1..=2).await;
    let (official, at) = signed_in(&registry, "yliopisto").await;
    let learner = format!("{at}/henkilo-ui/oppija/{}", oids[0]);
    let offered = official.visit(&learner).await;
    assert!(offered.html.contains("/pyynto") && !offered.html.contains("/passivointi"), "{}", offered.html);
    let page = official.visit(&format!("{learner}/pyynto")).await;
    let form = |page: &Page| page.form("value=\"passivoi\"");
    let said = [("words", "Numero on turha"), ("people", oids[1].as_str())];
    let unstated = official.submit(&form(&page), &said).await;
    assert!(unstated.status == 422 && unstated.html.contains("Numero on turha"), "{}", unstated.html);
    let stated = [said[0], said[1], ("unused_elsewhere", "true")];
    let done = official.submit(&form(&unstated), &stated).await;
    assert!(done.html.contains("Pyyntö on lähetetty OPH:lle."), "{}", done.html);
    let number = last(&registry, "RequestOpened").position().0 - 1;
    assert!(done.html.contains(&format!("Avoin pyyntö {number} OPH:lle: Passivointi")), "{}", done.html);
    let again = official.submit(&form(&official.visit(&format!("{learner}/pyynto")).await), &stated).await;
    assert!(again.status == 422 && again.html.contains(&format!("/henkilo-ui/pyynnot/{number}")), "{}", again.html);

    let (oph, _) = signed_in(&registry, "rekisterinpitaja").await;
    let queue = oph.visit(&format!("{at}/henkilo-ui/pyynnot")).await;
    assert!(queue.html.contains(&format!("/pyynnot/{number}")) && queue.html.contains("ja 1 muu"), "{}", queue.html);
    let one = oph.visit(&format!("{at}/henkilo-ui/pyynnot/{number}")).await;
    assert!(one.html.contains("Käyttöä muualla ei tiedetä"), "{}", one.html);
    let without = oph.submit(&one.form("value=\"hyvaksy\""), &[("words", "Ei käytössä")]).await;
    assert!(without.status == 422 && without.html.contains("Ei käytössä"), "{}", without.html);
    let cause = [("cause", "unused_number"), ("words", "Ei käytössä")];
    let preview = oph.submit(&without.form("value=\"hyvaksy\""), &cause).await;
    assert!(preview.html.contains(&format!("Pyyntö {number}: Passivointi, {}", oids[0])), "{}", preview.html);
    let done = oph.submit(&preview.form("fingerprint"), &[]).await;
    assert!(done.html.contains("Hyväksytty"), "{}", done.html);
    let own = official.visit(&format!("{at}/henkilo-ui/pyynnot")).await;
    assert!(own.html.contains("Hyväksytty"), "{}", own.html);
    let answered = official.visit(&format!("{at}/henkilo-ui/pyynnot/{number}")).await;
    assert!(answered.html.contains("Ei käytössä") && !answered.html.contains("value=\"peru\""), "{}", answered.html);
    let history = official.visit(&learner).await;
    assert!(history.html.contains("OPH:lta pyydettiin toimenpidettä"), "{}", history.html);
}
