//! Programs read a person, change little or nothing, and send all of it back (`PUT /henkilo`): what is as it was changes
//! nothing, at the first try, whoever the person is.

use oppijaloki::commands::demo::SEED;
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row, row_about};
use oppijaloki_tests::server::{On, PEOPLE, Registry, SOON};
use reqwest::Method;
use serde_json::{Value, json};
use vtj::population::Population;

on_both_journals! {
    what_was_read_and_is_sent_back_changes_nothing,
    what_a_member_completes_its_head_with_is_sent_back_and_stays_the_members,
}

fn foreign(first_name: &str, surname: &str, passport: &str) -> Row {
    Row { passport: Some(passport.to_owned()), ..foreign_row(first_name, surname, passport) }
}

async fn read(program: &Client, oid: &str) -> Value {
    program.get(&format!("/henkilo/{oid}")).await.ok()
}

async fn what_was_read_and_is_sent_back_changes_nothing(on: On) {
    let registry = Registry::start(on).await;
    let (university, oph) = (registry.university().await, registry.oph().await);
    let rows = [
        row_about(&registry.somebody(1), "with a hetu"),
        row_about(&registry.somebody(2), "head"),
        foreign("Okko", "Tyrni", "P1"),
        foreign("Lina", "Berg", "P2"),
        foreign("Aarni", "Kuusi", "P3"),
    ];
    let oids = university.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    let linked = oph.own_confirmed(&format!("/persons/{}/links", oids[1]), &json!({"other": oids[2]})).await;
    assert!(linked.status < 300, "{}", linked.text);
    let passive = json!({"cause": "other", "words": "Two numbers"});
    let done = oph.own_confirmed(&format!("/persons/{}/passivation", oids[4]), &passive).await;
    assert!(done.status < 300, "{}", done.text);
    registry.everybody_settled(SOON).await;
    for oid in &oids {
        let mut body = read(&oph, oid).await;
        let head = registry.head();
        let sent = oph.send(Method::PUT, "/henkilo", body.to_string()).await;
        assert_eq!((sent.status, registry.head()), (200, head), "{oid}: {}", sent.text);
        // And with one thing that differs, once.
        body["asiointiKieli"] = json!({"kieliKoodi": "sv"});
        for after in [head + 1, head + 1] {
            let sent = oph.send(Method::PUT, "/henkilo", body.to_string()).await;
            assert_eq!((sent.status, registry.head()), (200, after), "{oid}: {}", sent.text);
        }
    }
    let counted = registry.app().counted();
    assert_eq!(counted.retries.get("update_person"), Some(&0), "{counted:?}");
}

async fn what_a_member_completes_its_head_with_is_sent_back_and_stays_the_members(on: On) {
    let registry = Registry::start(on).await;
    let oph = registry.oph().await;
    // The register does not know this hetu: nobody is identified by it.
    let hetu = Population::new(SEED, PEOPLE + 1).person(PEOPLE).hetu;
    let register = async |mut body: Value| {
        body["etunimet"] = json!("Lina");
        body["kutsumanimi"] = json!("Lina");
        body["sukunimi"] = json!("Berg");
        oph.send(Method::POST, "/henkilo", body.to_string()).await.text
    };
    let head = register(json!({"kansalaisuus": [{"kansalaisuusKoodi": "246"}]})).await;
    let member = register(json!({"kansalaisuus": [{"kansalaisuusKoodi": "752"}]})).await;
    let linked = oph.send(Method::POST, &format!("/henkilo/{head}/link"), json!([member]).to_string()).await;
    assert_eq!(linked.ok(), json!([member]));
    let more = json!({"oidHenkilo": member, "hetu": hetu.as_str(), "aidinkieli": {"kieliKoodi": "sv"}});
    let sent = oph.send(Method::PUT, "/henkilo", more.to_string()).await;
    assert_eq!(sent.status, 200, "{}", sent.text);
    registry.event_after(0, "IdentificationFailed").await;

    let mut body = read(&oph, &head).await;
    assert_eq!(body["hetu"], json!(hetu.as_str()));
    assert_eq!(body["aidinkieli"]["kieliKoodi"], json!("sv"));
    let before = registry.head();
    let sent = oph.send(Method::PUT, "/henkilo", body.to_string()).await;
    assert_eq!((sent.status, registry.head()), (200, before), "{}", sent.text);
    body["kansalaisuus"].as_array_mut().unwrap().push(json!({"kansalaisuusKoodi": "578"}));
    let sent = oph.send(Method::PUT, "/henkilo", body.to_string()).await;
    assert_eq!((sent.status, registry.head()), (200, before + 1), "{}", sent.text);
    // Taken apart again, the head has kept its own and what was added.
    let apart = oph.send(Method::DELETE, &format!("/henkilo/{head}/unlink/{member}"), "").await;
    assert_eq!(apart.status, 200, "{}", apart.text);
    let head = read(&oph, &head).await;
    let codes: Vec<&str> =
        head["kansalaisuus"].as_array().unwrap().iter().filter_map(|one| one["kansalaisuusKoodi"].as_str()).collect();
    assert_eq!(codes, ["246", "578"]);
    assert_eq!((&head["hetu"], &head["aidinkieli"]), (&Value::Null, &Value::Null));
}
