//! Two records of one person, linked and taken apart again: whatever shows or counts a person follows, on the interface that
//! programs use, on the report and on the pages.

use app::report::View;
use app::report::errors::ErrorFilter;
use domain::Cause;
use events::{Fact, OpenedEvent, PersonOid, Position};
use oppijaloki_tests::client::{Client, foreign_row, row_about};
use oppijaloki_tests::drafts::{linking, reversing};
use oppijaloki_tests::nodes::append;
use oppijaloki_tests::rebuilt::rows_equal_after_rebuild;
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::visitor::Visitor;
use oppijaloki_tests::wait::wait_until;
use projections::counts::query::Scope;
use serde_json::json;

on_both_journals! {
    a_member_has_the_number_of_its_head_until_the_link_is_reversed,
    a_registration_that_is_reversed_leaves_a_number_that_answers_and_a_hetu_that_is_free,
}

/// How a record stands: its oppijanumero, and who is linked with it.
async fn numbers(client: &Client, oid: &str) -> (Option<String>, Vec<String>) {
    let answer = client.numbers(oid).await.ok();
    let linked = answer["linked"].as_array().unwrap().iter().map(|oid| oid.as_str().unwrap().to_owned()).collect();
    (answer["oppijanumero"].as_str().map(str::to_owned), linked)
}

/// OIDs and causes in the error list.
async fn failing(registry: &Registry) -> Vec<(String, Cause)> {
    let view = View { scope: Scope::Everybody, as_of: None, after: None, limit: 100 };
    let slice = registry.app().report_errors(view, ErrorFilter::default()).await.unwrap();
    slice.items.into_iter().map(|line| (line.oid.to_string(), line.cause)).collect()
}

async fn summary(registry: &Registry) -> [i64; 3] {
    let found = registry.oph().await.summary("").await;
    ["onnistuneet", "virheet", "keskeneraiset"].map(|name| found[name].as_i64().unwrap())
}

async fn a_member_has_the_number_of_its_head_until_the_link_is_reversed(on: On) {
    let mut registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let head = university.import_resolved(&[row_about(&registry.somebody(1), "1")]).await.remove(0);
    registry.everybody_settled(SOON).await;
    let hetuless =
        oppijaloki::generate::Row { email: Some("b@example.org".to_owned()), ..foreign_row("Lina", "Berg", "b") };
    let number = school.import(std::slice::from_ref(&hetuless)).await;
    school.resolved(number).await;
    let member = school.rows(number).await[0]["henkilo"]["oid"].as_str().unwrap().to_owned();
    assert_eq!((summary(&registry).await, failing(&registry).await.len()), ([1, 1, 0], 1));

    // Linked: one person, whose number both have, open to the organisations of both.
    let oid = |text: &str| text.parse::<PersonOid>().unwrap();
    let link = append(registry.app().store(), linking(oid(&member), oid(&head)).unit()).await;
    registry.app().caught_up().await;
    assert_eq!(numbers(&school, &member).await, (Some(head.clone()), vec![head.clone()]));
    assert_eq!(numbers(&school, &head).await, (Some(head.clone()), vec![member.clone()]));
    let row = &school.rows(number).await[0]["henkilo"];
    assert_eq!((&row["oid"], &row["oppijanumero"], &row["linked"]), (&json!(member), &json!(head), &json!([head])));
    assert_eq!(row["etunimet"], registry.somebody(1).first_names, "as the head is shown");
    assert_eq!((summary(&registry).await, failing(&registry).await), ([1, 0, 0], vec![]));
    let changed = school.changed("").await;
    let changed: Vec<(&str, &str)> = changed["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["oid"].as_str().unwrap(), row["master"]["oid"].as_str().unwrap()))
        .collect();
    assert_eq!(changed, [(head.as_str(), head.as_str()), (&member, &head)], "each record, and whose it is");
    let visitor = Visitor::new();
    let choice = visitor.visit(&format!("http://{}/henkilo-ui/oppija/{member}", registry.address())).await;
    let page = visitor.submit(&choice.form("\"rekisterinpitaja\""), &[]).await;
    assert!(page.html.contains("id=\"paa\"") && page.html.contains(&head), "a member's page leads to its head");
    let registrations = page.html.matches("<h3>Oppija rekisteröitiin").count();
    assert_eq!(registrations, 2, "one history of both records");

    // What comes by the member's identifier stays the member's.
    let again = university.import(&[hetuless]).await;
    university.resolved(again).await;
    let resolved = registry.events().into_iter().rev().find_map(|event| match &event.fact {
        Fact::ImportRowResolved(with) => Some(with.data.about),
        _ => None,
    });
    let about = resolved.unwrap();
    assert_eq!((about.addressed, about.head), (oid(&member), oid(&head)));

    // Apart again, as if they had never been linked, but for what came meanwhile.
    append(registry.app().store(), reversing(registry.app().store(), oid(&member), &[link]).unit()).await;
    registry.app().caught_up().await;
    assert_eq!(numbers(&school, &member).await, (None, vec![]));
    assert_eq!(numbers(&school, &head).await, (Some(head.clone()), vec![]));
    assert_eq!(summary(&registry).await, [1, 1, 0]);
    assert_eq!(failing(&registry).await, [(member.clone(), Cause::NoHetu)]);
    assert!(rows_equal_after_rebuild(&mut registry).await > 0);
}

async fn a_registration_that_is_reversed_leaves_a_number_that_answers_and_a_hetu_that_is_free(on: On) {
    let mut registry = Registry::start(on).await;
    let university = registry.university().await;
    let row = row_about(&registry.somebody(1), "1");
    let void = university.import_resolved(std::slice::from_ref(&row)).await.remove(0);
    registry.everybody_settled(SOON).await;
    let number = void.parse::<PersonOid>().unwrap();
    let of_void = |event: &OpenedEvent| match &event.fact {
        Fact::PersonRegistered(with) => with.data.about.addressed == number,
        _ => false,
    };
    let registered: Position = registry.events().iter().find(|event| of_void(event)).unwrap().position();
    append(registry.app().store(), reversing(registry.app().store(), number, &[registered]).unit()).await;
    registry.app().caught_up().await;
    let answer = university.numbers(&void).await.ok();
    assert_eq!((&answer["oppijanumero"], &answer["passivoitu"]), (&json!(null), &json!(true)));
    assert_eq!(failing(&registry).await, [(void.clone(), Cause::Void)]);
    let new = university.import_resolved(&[row]).await.remove(0);
    assert_ne!(new, void);
    let identified = async || university.numbers(&new).await.json()["oppijanumero"] == new.as_str();
    wait_until("the new record is identified", IN_THE_END, identified).await;
    assert!(rows_equal_after_rebuild(&mut registry).await > 0);
}
