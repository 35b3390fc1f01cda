//! Links and reversals over our own interface: preview, confirmation, and what everybody sees then.

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row, row_about};
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::wait::wait_for;
use reqwest::Method;
use serde_json::{Value, json};

everywhere! {
    a_link_is_previewed_confirmed_and_reversed_exactly,
    a_plan_names_the_members_of_a_member_too,
    two_links_at_once_and_two_reversals_at_once_are_decided_once,
    a_reversal_in_whose_way_something_stands_says_so,
    a_hetu_that_is_somebody_elses_meanwhile_is_given_up,
}

fn hetuless(surname: &str, n: usize) -> Row {
    let row = foreign_row("Lina Maria", surname, &format!("for-{n}"));
    Row { passport: Some(format!("PX{n}0001")), ..row }
}

async fn send(client: &Client, path: &str, body: &Value, fingerprint: Option<&str>) -> (u16, Value) {
    let request = client.own_request(Method::POST, path).json(body);
    let request = match fingerprint {
        Some(fingerprint) => request.header("If-Match", format!("\"{fingerprint}\"")),
        None => request,
    };
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap_or(Value::Null))
}

/// Previews, and confirms exactly that.
async fn confirmed(client: &Client, path: &str, body: &Value) -> (u16, Value) {
    let (status, preview) = send(client, &format!("{path}?preview=true"), body, None).await;
    assert_eq!(status, 200, "{preview}");
    send(client, path, body, preview["fingerprint"].as_str()).await
}

async fn learner(client: &Client, oid: &str) -> Value {
    let mut learner = client.own_get(&format!("/persons/{oid}")).await;
    learner.as_object_mut().unwrap().remove("position");
    learner
}

async fn last(registry: &Registry, kind: &str) -> u64 {
    let found = registry.events().into_iter().rev().find(|event| event.fact.event_type() == kind);
    found.unwrap().position().0
}

/// How many rows of all imports of a sender give another number than when their import was done.
async fn renumbered(sender: &Client) -> u64 {
    let mut rows = 0;
    for import in sender.own_get("/imports").await["items"].as_array().unwrap() {
        let details = sender.own_get(&format!("/imports/{}", import["number"])).await;
        rows += details["renumbered"].as_u64().unwrap();
    }
    rows
}

async fn a_link_is_previewed_confirmed_and_reversed_exactly(on: On) {
    let registry = Registry::start(on).await;
    let (university, school, keeper) = (registry.university().await, registry.school().await, registry.oph().await);
    let verified = university.import_resolved(&[row_about(&registry.somebody(1), "stu-1")]).await.remove(0);
    // The same learner without a hetu, known by a passport.
    let mut row = Row { hetu: None, passport: Some("PX10001".to_owned()), ..row_about(&registry.somebody(1), "for-1") };
    row.nationalities = vec!["752".to_owned()];
    let rows = [row];
    let twin = university.import_resolved(&rows).await.remove(0);
    registry.everybody_settled(SOON).await;
    let before = [learner(&keeper, &verified).await, learner(&keeper, &twin).await];
    let path = format!("/persons/{twin}/links");
    let body = json!({"other": verified, "words": "Same applicant, passport seen"});
    let (status, problem) = send(&keeper, &path, &body, None).await;
    assert_eq!((status, problem["preview"]["fingerprint"].is_string()), (428, true), "it must be confirmed");
    let head = registry.head();
    let (status, answer) = confirmed(&keeper, &path, &body).await;
    assert_eq!((status, &answer["member"], &answer["to"]), (201, &json!(twin), &json!(verified)));
    assert!(registry.head() > head);
    registry.everybody_settled(SOON).await;
    let numbers = university.numbers(&twin).await.ok();
    assert_eq!(numbers["oppijanumero"], json!(verified), "the member's number is the head's");
    assert_eq!(renumbered(&university).await, 0, "the member had no number before");
    // The school sends the member again: it belongs to the school from now on, by whichever record.
    assert_eq!(school.import_resolved(&rows).await, std::slice::from_ref(&twin));
    registry.everybody_settled(SOON).await;
    let link = last(&registry, "PersonLinked").await;
    let registered = registry
        .events()
        .into_iter()
        .find(|event| event.fact.event_type() == "PersonRegistered" && format!("{:?}", event.fact).contains(&verified));
    let registered = registered.unwrap().position().0;
    let effects = keeper.own_get(&format!("/persons/{verified}/effects?event={registered}")).await;
    let told = |event: &str| effects.as_array().unwrap().iter().find(|one| one["event"] == event).cloned().unwrap();
    assert_eq!(told("PersonRegistered")["follows"], json!("asked"));
    assert_eq!(told("ImportRowResolved")["undo"], json!("nothing"), "it says what the world did");
    let identified = told("IdentifiedFromRegister");
    assert_eq!((&identified["follows"], &identified["undo"]), (&json!("caused"), &json!("reversal")));
    let plan = keeper.own_get(&format!("/persons/{twin}/reversals?events={link}")).await;
    assert_eq!((&plan["goes"][0]["why"], &plan["conflicts"]), (&json!("named"), &json!([])));
    let (status, answer) =
        confirmed(&keeper, &format!("/persons/{twin}/reversals"), &json!({"events": [link], "words": "Two people"}))
            .await;
    assert_eq!((status, &answer["events"]), (201, &json!([link])));
    registry.everybody_settled(SOON).await;
    assert_eq!(learner(&keeper, &verified).await, before[0], "as if they had never been linked");
    let apart = learner(&keeper, &twin).await;
    assert_eq!((&apart["oppijanumero"], &apart["names"]), (&Value::Null, &before[1]["names"]));
    assert_eq!(apart["organisations"].as_array().unwrap().len(), 2, "what came since stays");
    assert_eq!(renumbered(&university).await, 0, "it has none, as when the import was done");
    // And the reversal is reversed.
    let reversal = last(&registry, "Reversed").await;
    let (status, _) = confirmed(
        &keeper,
        &format!("/persons/{twin}/reversals"),
        &json!({"events": [reversal], "words": "One after all"}),
    )
    .await;
    assert_eq!(status, 201);
    registry.everybody_settled(SOON).await;
    assert_eq!(university.numbers(&twin).await.ok()["oppijanumero"], json!(verified));
    assert_eq!(renumbered(&university).await, 0);
}

async fn a_plan_names_the_members_of_a_member_too(on: On) {
    let registry = Registry::start(on).await;
    let (university, keeper) = (registry.university().await, registry.oph().await);
    let verified = university.import_resolved(&[row_about(&registry.somebody(1), "stu-1")]).await.remove(0);
    let twins = university.import_resolved(&[hetuless("Kivisalmeri", 1), hetuless("Kivisalmeri", 2)]).await;
    registry.everybody_settled(SOON).await;
    let link = async |member: &str, other: &str, head: &str| {
        let body = json!({"other": other, "head": head});
        let (status, answer) = confirmed(&keeper, &format!("/persons/{member}/links"), &body).await;
        assert_eq!(status, 201, "{answer}");
        registry.everybody_settled(SOON).await;
    };
    link(&twins[1], &twins[0], &twins[0]).await;
    link(&twins[0], &verified, &verified).await;
    assert_eq!(university.numbers(&twins[1]).await.ok()["oppijanumero"], json!(verified));
    let edge = last(&registry, "PersonLinked").await;
    let plan = keeper.own_get(&format!("/persons/{}/reversals?events={edge}", twins[0])).await;
    let mut all = vec![verified, twins[0].clone(), twins[1].clone()];
    all.sort();
    let mut changed: Vec<&str> = plan["changed"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    changed.sort_unstable();
    assert_eq!(changed, all, "the number of whoever joined the member changes too");
}

async fn two_links_at_once_and_two_reversals_at_once_are_decided_once(on: On) {
    let registry = Registry::start(on).await;
    let (university, keeper) = (registry.university().await, registry.oph().await);
    let oids = university.import_resolved(&[hetuless("Kivisalmeri", 1), hetuless("Kivisalmeri", 2)]).await;
    registry.everybody_settled(SOON).await;
    let link = |one: &str, other: &str| (format!("/persons/{one}/links"), json!({"other": other, "head": one}));
    let ((one, of_one), (other, of_other)) = (link(&oids[0], &oids[1]), link(&oids[1], &oids[0]));
    let fingerprint = async |path: &str, body: &Value| {
        let (_, preview) = send(&keeper, &format!("{path}?preview=true"), body, None).await;
        preview["fingerprint"].as_str().unwrap().to_owned()
    };
    let (first, second) = (fingerprint(&one, &of_one).await, fingerprint(&other, &of_other).await);
    let (a, b) =
        tokio::join!(send(&keeper, &one, &of_one, Some(&first)), send(&keeper, &other, &of_other, Some(&second)));
    let mut statuses = [a.0, b.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{a:?} {b:?}");
    let refused = if a.0 == 409 { a.1 } else { b.1 };
    assert_eq!(refused["type"], json!("urn:oppijaloki:problem:linked-already"));
    let link = last(&registry, "PersonLinked").await;
    let path = format!("/persons/{}/reversals", oids[0]);
    let body = json!({"events": [link], "words": "Two people"});
    let seen = fingerprint(&path, &body).await;
    let (a, b) = tokio::join!(send(&keeper, &path, &body, Some(&seen)), send(&keeper, &path, &body, Some(&seen)));
    let mut statuses = [a.0, b.0];
    statuses.sort_unstable();
    assert_eq!((statuses, registry.count("Reversed")), ([201, 409], 1), "{a:?} {b:?}");
}

async fn a_reversal_in_whose_way_something_stands_says_so(on: On) {
    let registry = Registry::start(on).await;
    let (university, keeper) = (registry.university().await, registry.oph().await);
    let oids: Vec<String> = university
        .import_resolved(&[hetuless("Kivisalmeri", 1), hetuless("Kivisalmeri", 2), hetuless("Kivisalmeri", 3)])
        .await;
    registry.everybody_settled(SOON).await;
    let join = async |member: &str, to: &str| {
        let path = format!("/persons/{to}/links");
        let (status, answer) = confirmed(&keeper, &path, &json!({"other": member, "head": to})).await;
        assert_eq!(status, 201, "{answer}");
        last(&registry, "PersonLinked").await
    };
    let link = join(&oids[1], &oids[0]).await;
    let reversals = format!("/persons/{}/reversals", oids[1]);
    assert_eq!(confirmed(&keeper, &reversals, &json!({"events": [link], "words": "Two people"})).await.0, 201);
    let reversal = last(&registry, "Reversed").await;
    let other = join(&oids[1], &oids[2]).await;
    let (status, problem) =
        send(&keeper, &reversals, &json!({"events": [reversal], "words": "One after all"}), None).await;
    assert_eq!((status, &problem["type"]), (409, &json!("urn:oppijaloki:problem:reversal-undecided")));
    let plan = keeper.own_get(&format!("{reversals}?events={reversal}")).await;
    assert_eq!(
        (&plan["conflicts"][0]["kind"], &plan["conflicts"][0]["links"]),
        (&json!("two_links"), &json!([link, other]))
    );
    assert_eq!(
        confirmed(&keeper, &reversals, &json!({"events": [reversal, other], "words": "One after all"})).await.0,
        201
    );
    registry.everybody_settled(SOON).await;
    let refused = keeper.own(Method::GET, &format!("{reversals}?events={reversal}"), None).await;
    assert_eq!((refused.status, &refused.json()["type"]), (409, &json!("urn:oppijaloki:problem:already-reversed")));
}

async fn a_hetu_that_is_somebody_elses_meanwhile_is_given_up(on: On) {
    let registry = Registry::start(on).await;
    let (university, keeper) = (registry.university().await, registry.oph().await);
    let oids = university.import_resolved(&[hetuless("Kivisalmeri", 1), hetuless("Tyrnivaara", 2)]).await;
    let hetu = registry.somebody(50).hetu;
    let give = async |oid: &str| {
        let body = json!({"hetu": hetu.as_str()});
        assert_eq!(keeper.own(Method::POST, &format!("/persons/{oid}/hetu"), Some(body)).await.status, 204);
        // The names are another's: nobody is identified by it.
        registry.everybody_settled(SOON).await;
    };
    give(&oids[0]).await;
    let removal = format!("/persons/{}/hetu/removal", oids[0]);
    assert_eq!(confirmed(&keeper, &removal, &json!({"former": "withdrawn"})).await.0, 204);
    let removed = last(&registry, "HetuRemoved").await;
    give(&oids[1]).await;

    let reversals = format!("/persons/{}/reversals", oids[0]);
    let plan = keeper.own_get(&format!("{reversals}?events={removed}")).await;
    assert_eq!(plan["conflicts"][0]["kind"], json!("identifier_taken"), "{plan}");
    let given_up = &plan["conflicts"][0]["identifier"];
    let body = json!({"events": [removed], "give_up": [given_up], "words": "The wrong learner"});
    let (status, answer) = confirmed(&keeper, &reversals, &body).await;
    assert_eq!(status, 201, "{answer}");
    assert_eq!(keeper.own_get(&format!("/persons/{}", oids[0])).await["hetu"], Value::Null);
    assert_eq!(keeper.own_get(&format!("/persons/{}", oids[1])).await["hetu"], json!(hetu.as_str()));
    // Behind no event two hold it, whoever reads up to there.
    let url = format!("http://{}/health/ready", registry.address());
    let checked = async || {
        let ready: Value = reqwest::get(&url).await.unwrap().json().await.unwrap();
        (ready["invariants"]["checked"].as_u64() >= Some(registry.head())).then_some(ready["invariants"].clone())
    };
    let invariants = wait_for("everything is checked", IN_THE_END, checked).await;
    assert_eq!(invariants["broken_by"], Value::Null, "{invariants}");
}
