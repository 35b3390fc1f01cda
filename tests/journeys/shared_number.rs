//! A log in which two persons were registered under one OID, as a registry may have written it that did not ask: the
//! persons are told apart, and the later one gets another number.

use events::person::PersonDetails;
use events::{Identifier, Opened, PersonOid, Position, Subject, Tag};
use oppijaloki_tests::client::row_about;
use oppijaloki_tests::drafts::{envelope, new_command, registered};
use oppijaloki_tests::nodes::whole_log;
use oppijaloki_tests::processes::{finished, oppijaloki};
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use serde_json::{Value, json};
use store::journal::EventBytes;
use vtj::population::InventedPerson;

use super::approvals::{FIRST, SECOND, confirmed, keeper};

on_both_journals! {
    two_persons_with_one_number_are_separated_and_both_are_told,
    the_later_person_is_erased_whole_and_the_first_one_stays,
}

/// Registers somebody under an OID that is another person's, past the sequencer, which takes no OID twice.
async fn register_again(registry: &mut Registry, oid: PersonOid, somebody: &InventedPerson) {
    registry.stop().await;
    let (store, _) = registry.open_store().await;
    let details = PersonDetails {
        names: row_about(somebody, "").names,
        hetu: Some(somebody.hetu),
        language: Some("fi".to_owned()),
        nationalities: vec!["246".to_owned()],
        ..PersonDetails::default()
    };
    let (fact, command) = (registered(oid, details), new_command());
    let handle = store.vault().handles(&[Identifier::hetu(&somebody.hetu)]).unwrap()[0];
    let key = store.vault().create_keys(&[Subject::Person(oid)]).unwrap()[0];
    let id = command.event(0);
    let sealed = store.vault().seal(&fact, id, Subject::Person(oid), key).unwrap();
    let mut event = envelope(command, id, &fact, &[Tag::Person(oid), Tag::Hetu(handle)], sealed.into_iter().collect());
    event.meta.recorded = whole_log(&store).last().unwrap().envelope.meta.recorded;
    let bytes: EventBytes = event.to_bytes().into();
    let head = store.journal().head().await.unwrap();
    store.journal().append(head, &[bytes]).await.unwrap();
    drop(store);
    registry.start_again().await;
}

/// One number for two: the first is identified, the later one is known to nobody.
async fn shared(on: On) -> (Registry, String) {
    let mut registry = Registry::start(on).await;
    let rows = [row_about(&registry.somebody(1), "first")];
    let oid = registry.university().await.import_resolved(&rows).await.remove(0);
    registry.everybody_settled(SOON).await;
    let somebody = registry.somebody(2);
    register_again(&mut registry, oid.parse().unwrap(), &somebody).await;
    (registry, oid)
}

/// Waits until the register has confirmed somebody.
async fn identified(registry: &Registry, oid: &str) {
    let confirmed = async || registry.person(oid).await.person.is_in_register();
    wait_until("the later person is identified", IN_THE_END, confirmed).await;
}

async fn set_aside(registry: &Registry) -> Value {
    let answer = reqwest::get(format!("http://{}/health/ready", registry.address())).await.unwrap();
    answer.json::<Value>().await.unwrap()["events_set_aside"].clone()
}

/// What `verify` says of the stopped registry's folder; the journal in memory is no other process's.
async fn verified(registry: &mut Registry, on: On) -> Option<(bool, String)> {
    if !matches!(on, On::Embedded) {
        return None;
    }
    registry.stop().await;
    let done = finished(oppijaloki(&["verify", "--data", registry.path("").to_str().unwrap()])).await;
    registry.start_again().await;
    Some((done.status.success(), format!("{done:?}")))
}

async fn two_persons_with_one_number_are_separated_and_both_are_told(on: On) {
    let (mut registry, oid) = shared(on).await;
    let first = registry.person(&oid).await.person;
    assert_eq!((first.names.surname, set_aside(&registry).await), (registry.somebody(1).surname.clone(), json!(1)));
    if let Some((proven, said)) = verified(&mut registry, on).await {
        assert!(!proven && said.contains("two people have one OID"), "{said}");
    }
    let oph = registry.oph().await;
    let shown = oph.own_get(&format!("/persons/{oid}")).await;
    assert_eq!((&shown["shared"], &shown["separated"]), (&json!(true), &json!([])));

    let (before, path) = (registry.head(), format!("/persons/{oid}/separation"));
    let (status, answer) = confirmed(&oph, &path, Some(json!({"words": "one number, two learners"}))).await;
    assert_eq!(status, 201, "{answer}");
    let other = answer["others"][0].as_str().unwrap().to_owned();
    identified(&registry, &other).await;
    let shown = oph.own_get(&format!("/persons/{oid}")).await;
    assert_eq!((&shown["shared"], &shown["separated"]), (&json!(false), &json!([other])));
    let later = oph.own_get(&format!("/persons/{other}")).await;
    let surname = json!(registry.somebody(2).surname);
    assert_eq!((&later["names"]["surname"], &later["oppijanumero"]), (&surname, &json!(other)), "{later}");
    assert_eq!(set_aside(&registry).await, json!(0), "nobody needs to look at it any more");

    let changes = oph.own_get(&format!("/changes?after={before}")).await;
    let told = |oid: &str| {
        let of = changes["changes"].as_array().unwrap().iter().filter(|change| change["subject"] == oid);
        of.map(|change| change["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told(&oid), ["fi.oppijaloki.NumberSeparated"], "{changes}");
    assert_eq!(told(&other)[0], "fi.oppijaloki.NumberIssued");

    // Each is found by their own hetu.
    let rows = [row_about(&registry.somebody(1), "a"), row_about(&registry.somebody(2), "b")];
    assert_eq!(registry.school().await.import_resolved(&rows).await, [oid.clone(), other.clone()]);
    let again = oph.own(reqwest::Method::POST, &path, Some(json!({"words": null}))).await;
    assert_eq!((again.status, &again.json()["type"]), (409, &json!("urn:oppijaloki:problem:number-of-one")));
    if let Some((proven, said)) = verified(&mut registry, on).await {
        assert!(proven, "{said}");
    }
}

async fn the_later_person_is_erased_whole_and_the_first_one_stays(on: On) {
    let (registry, oid) = shared(on).await;
    let again = registry.events().last().unwrap().clone();
    assert_eq!(again.fact.event_type(), "PersonRegistered");
    let (one, two) = (keeper(&registry, FIRST), keeper(&registry, SECOND));
    let (_, answer) = confirmed(&one, &format!("/persons/{oid}/separation"), Some(json!({"words": null}))).await;
    let other = answer["others"][0].as_str().unwrap().to_owned();
    identified(&registry, &other).await;
    let path = format!("/persons/{other}/erasure");
    let (_, asked) = confirmed(&one, &path, Some(json!({"reason": "asked for by the learner"}))).await;
    let (status, answer) = confirmed(&two, &format!("/approvals/{}/give", asked["approval"]), None).await;
    assert_eq!(status, 204, "{answer}");
    registry.event_after(0, "PersonalDataErased").await;
    let position: Position = again.position();
    let gone = async || {
        let store = registry.app().store();
        let event = store.events_of(position, 1).unwrap().remove(0);
        matches!(event.fact.readability(), Opened::Erased)
    };
    wait_until("what stands under the first person's number is gone too", IN_THE_END, gone).await;
    let first = registry.person(&oid).await.person;
    assert_eq!(first.names.surname, registry.somebody(1).surname);
}
