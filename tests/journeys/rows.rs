//! Rows of imports on the wrong learner: a hetu is withdrawn, and the rows that came by it go to whom they are about.

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use serde_json::{Value, json};

use crate::approvals::{SECOND, keeper};

everywhere! {
    rows_that_came_by_a_withdrawn_hetu_go_to_whom_they_are_about,
    a_row_on_the_wrong_learner_is_moved_to_a_new_one_and_back,
}

on_both_journals! {
    a_preview_says_which_rows_turn_and_who_has_fetched_the_number,
    two_records_identified_by_hand_are_linked_by_whoever_may_revoke_both,
}

/// A hetu that the register does not know.
const UNKNOWN: &str = "210705A932J";

fn by_unknown_hetu(tunniste: &str) -> Row {
    Row { hetu: Some(UNKNOWN.to_owned()), birth_date: None, ..foreign_row("Aino Maria", "Esimerkkilä", tunniste) }
}

/// Imports one row; gives the import's number and the learner's OID.
async fn imported(client: &Client, row: Row) -> (u64, String) {
    let number = client.import(&[row]).await;
    client.resolved(number).await;
    (number, oid_of(client, number).await)
}

/// The learner to whom the first row of an import leads.
async fn oid_of(client: &Client, import: u64) -> String {
    client.number_rows(import).await[0]["henkilo"]["oid"].as_str().unwrap().to_owned()
}

async fn organisations(client: &Client, oid: &str) -> usize {
    client.own_get(&format!("/persons/{oid}")).await["organisations"].as_array().unwrap().len()
}

async fn events_of(client: &Client, oid: &str) -> Vec<String> {
    let history = client.own_get(&format!("/persons/{oid}/history?limit=100")).await;
    history["items"].as_array().unwrap().iter().map(|entry| entry["event"].as_str().unwrap().to_owned()).collect()
}

async fn rows_that_came_by_a_withdrawn_hetu_go_to_whom_they_are_about(on: On) {
    let registry = Registry::start(on).await;
    let (university, school, keeper) = (registry.university().await, registry.school().await, registry.oph().await);
    let (first, learner) = imported(&university, by_unknown_hetu("stu-1")).await;
    let (second, same) = imported(&school, by_unknown_hetu("pupil-1")).await;
    assert_eq!(learner, same);
    registry.everybody_settled(SOON).await;
    assert_eq!(organisations(&keeper, &learner).await, 2);
    let path = format!("/persons/{learner}/rows");
    let turning = async || -> Vec<(u64, bool)> {
        let rows = keeper.own_get(&path).await;
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| (row["import"].as_u64().unwrap(), row["turns"].as_bool().unwrap())).collect()
    };
    assert_eq!(turning().await, [(second, false), (first, false)]);
    let removal = json!({"former": "withdrawn", "words": "It is the pupil's."});
    assert_eq!(keeper.own_confirmed(&format!("/persons/{learner}/hetu/removal"), &removal).await.status, 204);
    // The row that the learner was registered from is theirs; the other one came by what is not theirs any more.
    assert_eq!(turning().await, [(second, true), (first, false)]);

    let wanted = json!({"rows": [{"import": second, "row": 0, "to": "new"}], "words": "The pupil has this hetu."});
    let unconfirmed = keeper.own(Method::POST, &format!("{path}/reassignment"), Some(wanted.clone())).await;
    assert_eq!(unconfirmed.status, 428, "{}", unconfirmed.text);
    let answer = keeper.own_confirmed(&format!("{path}/reassignment"), &wanted).await.ok();
    let new = answer["rows"][0]["oid"].as_str().unwrap().to_owned();
    assert_ne!(new, learner);
    registry.everybody_settled(SOON).await;
    assert_eq!((oid_of(&school, second).await, oid_of(&university, first).await), (new.clone(), learner.clone()));
    assert_eq!((organisations(&keeper, &learner).await, organisations(&keeper, &new).await), (1, 1));
    let pupil = keeper.own_get(&format!("/persons/{new}")).await;
    assert_eq!(pupil["hetu"], json!(UNKNOWN), "{pupil}");
    for oid in [&learner, &new] {
        assert!(events_of(&keeper, oid).await.contains(&"ImportRowReassigned".to_owned()), "{oid}");
    }
    let counts = keeper.own_get(&format!("/imports/{second}")).await;
    assert_eq!((&counts["total"], &counts["failures"]), (&json!(1), &json!(1)), "{counts}");
    let refused = keeper.own(Method::POST, &format!("{path}/reassignment?preview=true"), Some(wanted)).await;
    assert_eq!((refused.status, &refused.json()["type"]), (409, &json!("urn:oppijaloki:problem:row-elsewhere")));
    // The next row with the hetu finds its holder.
    assert_eq!(imported(&school, by_unknown_hetu("pupil-1")).await.1, new);
}

async fn a_row_on_the_wrong_learner_is_moved_to_a_new_one_and_back(on: On) {
    let registry = Registry::start(on).await;
    let (university, keeper) = (registry.university().await, registry.oph().await);
    let (import, learner) = imported(&university, row_about(&registry.somebody(3), "stu-3")).await;
    registry.everybody_settled(SOON).await;
    let moved = async |from: &str, to: &str| {
        let wanted = json!({"rows": [{"import": import, "row": 0, "to": to}]});
        keeper.own_confirmed(&format!("/persons/{from}/rows/reassignment"), &wanted).await.ok()
    };
    let answer = moved(&learner, "new").await;
    let new = answer["rows"][0]["oid"].as_str().unwrap().to_owned();
    registry.everybody_settled(SOON).await;
    let other = keeper.own_get(&format!("/persons/{new}")).await;
    assert_eq!((&other["hetu"], &other["oppijanumero"]), (&Value::Null, &Value::Null), "the hetu stays whose it is");
    assert_eq!(organisations(&keeper, &learner).await, 0);
    // Nobody sent the first learner any more, so the report does not count them.
    let summary = async || keeper.own_get("/summary").await;
    let counted = async |successful: u64, failed: u64| {
        wait_until("the report counts them", SOON, async || {
            let summary = summary().await;
            (&summary["successful"], &summary["failed"]) == (&json!(successful), &json!(failed))
        })
        .await
    };
    counted(0, 1).await;
    moved(&new, &learner).await;
    registry.everybody_settled(SOON).await;
    assert_eq!(oid_of(&university, import).await, learner);
    counted(1, 0).await;
}

async fn a_preview_says_which_rows_turn_and_who_has_fetched_the_number(on: On) {
    let registry = Registry::start(on).await;
    let (university, school, oph) = (registry.university().await, registry.school().await, registry.oph().await);
    let (first, learner) = imported(&university, by_unknown_hetu("stu-1")).await;
    let (second, _) = imported(&school, by_unknown_hetu("pupil-1")).await;
    registry.everybody_settled(SOON).await;
    // Both senders and the keeper's program fetch the number.
    for program in [&university, &school, &oph] {
        assert_eq!(program.numbers(&learner).await.status, 200);
    }
    let official = keeper(&registry, SECOND);
    let path = format!("/persons/{learner}/hetu/removal");
    let removal = json!({"former": "withdrawn"});
    let head = registry.head();
    let preview = official.own(Method::POST, &format!("{path}?preview=true"), Some(removal.clone())).await.ok();
    assert_eq!(registry.head(), head, "nothing was written");
    let rows = preview["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "the row that registered the learner is theirs: {preview}");
    assert_eq!((&rows[0]["import"], &rows[0]["row"], &rows[0]["turns"]), (&json!(second), &json!(0), &json!(true)));
    let listed = &preview["error_list"][0];
    assert_eq!((&listed["before"], &listed["after"]), (&json!("not_in_register"), &json!("no_hetu")), "{preview}");
    let fetched = preview["fetched"].as_array().unwrap();
    assert_eq!(fetched.len(), 1, "whoever sent the learner in is left out: {preview}");
    assert_eq!((&fetched[0]["oid"], &fetched[0]["times"]), (&json!(learner), &json!(1)));
    // Another fetch is advice: the preview that was seen still fits.
    assert_eq!(oph.numbers(&learner).await.status, 200);
    let tag = format!("\"{}\"", preview["fingerprint"].as_str().unwrap());
    let done = official.own_with(Method::POST, &path, &[("If-Match", &tag)], Some(removal)).await;
    assert_eq!(done.status, 204, "{}", done.text);
    // A row that goes away takes the learner off the list, and says both numbers.
    let wanted = json!({"rows": [{"import": first, "row": 0, "to": "new"}, {"import": second, "row": 0, "to": "new"}]});
    let path = format!("/persons/{learner}/rows/reassignment?preview=true");
    let preview = official.own(Method::POST, &path, Some(wanted)).await.ok();
    let gone = preview["error_list"].as_array().unwrap().iter().find(|one| one["oid"] == json!(learner)).unwrap();
    assert_eq!((&gone["before"], &gone["after"]), (&json!("no_hetu"), &Value::Null), "{preview}");
    assert!(preview["rows"].as_array().unwrap().iter().all(|row| row["before"]["oid"] == json!(learner)));
}

async fn two_records_identified_by_hand_are_linked_by_whoever_may_revoke_both(on: On) {
    let registry = Registry::start(on).await;
    let (university, school, oph) = (registry.university().await, registry.school().await, registry.oph().await);
    let foreign = |passport: &str| Row { passport: Some(passport.to_owned()), ..foreign_row("Lina", "Berg", passport) };
    let oids = [imported(&university, foreign("P1")).await.1, imported(&school, foreign("P2")).await.1];
    for oid in &oids {
        let whole = json!({"sex": "2", "language": "sv"});
        oph.own(Method::POST, &format!("/persons/{oid}/corrections"), Some(whole)).await;
        let said = json!({"no_finnish_hetu": true, "similar_seen": 0});
        let done = oph.own(Method::POST, &format!("/persons/{oid}/identification"), Some(said)).await;
        assert_eq!(done.status, 204, "{}", done.text);
    }
    let official = |rights: &[&str], at: &str| {
        let roles: Vec<String> = rights.iter().map(|right| format!("OPPIJANUMEROREKISTERI_{right}")).collect();
        let now = registry.app().now().millis() / 1000;
        let claims = json!({
            "iss": registry.issuer(), "aud": "oppijaloki", "sub": SECOND, "client_id": "test",
            "iat": now, "nbf": now, "exp": now + 600, "roles": {at: roles},
        });
        registry.with_token(Some(registry.signing_key().sign(&claims).unwrap()))
    };
    let body = json!({"other": oids[1], "words": "The same passport was seen"});
    let path = format!("/persons/{}/links?preview=true", oids[0]);
    let own = official(&["DUPLIKAATTINAKYMA", "YKSILOINNIN_PURKU"], "1.2.246.562.10.90000000011");
    let refused = own.own(Method::POST, &path, Some(body.clone())).await;
    assert_eq!(refused.status, 409, "the other learner is the school's: {}", refused.text);
    assert_eq!(refused.json()["type"], json!("urn:oppijaloki:problem:both-identified"));
    let everywhere = official(&["DUPLIKAATTINAKYMA", "YKSILOINNIN_PURKU"], "1.2.246.562.10.00000000001");
    assert_eq!(everywhere.own(Method::POST, &path, Some(body)).await.status, 200);
}
