//! Programs read a person, change little or nothing, and send all of it back (`PUT /henkilo`): what is as it was changes
//! nothing, at the first try, whoever the person is.

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use reqwest::Method;
use serde_json::{Value, json};

on_both_journals! {
    what_was_read_and_is_sent_back_changes_nothing,
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
