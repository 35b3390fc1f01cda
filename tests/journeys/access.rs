//! The access register: who saw whom, and who was turned away.

use app::access::{LookKind, LookLine, Wanted};
use events::PersonOid;
use oppijaloki_tests::client::row_about;
use oppijaloki_tests::server::{On, Registry, SOON};
use vtj::stand_in::Change;

on_both_journals! {
    looks_of_programs_are_counted_and_refusals_noted,
    looks_at_people_under_a_protection_order_stand_singly,
}

async fn looks(registry: &Registry, oid: &str) -> Vec<LookLine> {
    let person: PersonOid = oid.parse().unwrap();
    registry.app().looks(Wanted { person: Some(person), limit: 100, ..Wanted::default() }).await.unwrap()
}

async fn looks_of_programs_are_counted_and_refusals_noted(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let number = university.import(&[row_about(&registry.somebody(1), "stu-1")]).await;
    university.resolved(number).await;
    let oid = university.rows(number).await[0]["henkilo"]["oid"].as_str().unwrap().to_owned();
    university.rows(number).await;
    university.numbers(&oid).await;
    assert_eq!(school.get(&format!("/oppija/tuonti={number}")).await.status, 403);
    assert_eq!(school.get("/oppija/tuontikooste/nothing-of-that-name").await.status, 404);

    let seen = looks(&registry, &oid).await;
    let times =
        |kind: LookKind| -> u64 { seen.iter().filter(|line| line.kind == Some(kind)).map(|line| line.times).sum() };
    assert_eq!(times(LookKind::Fetched), 2);
    // Asking whether the import is ready shows numbers too, once for each answer that had the row.
    assert!(times(LookKind::Numbers) >= 1);
    assert!(seen.iter().all(|line| !line.protected && line.looker.client.as_deref() == Some("demo-university")));

    let refusals = registry.app().refusals(Wanted { limit: 100, ..Wanted::default() }).await.unwrap();
    let refused: Vec<(&str, &str, u16)> = refusals
        .iter()
        .map(|line| (line.looker.client.as_deref().unwrap_or(""), line.route.as_str(), line.status))
        .collect();
    let route = "GET /oppijanumerorekisteri-service/oppija/{tuonti}";
    assert_eq!(refused, [("demo-school", route, 403)], "what is not ready or not there is no refusal");
}

async fn looks_at_people_under_a_protection_order_stand_singly(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let person = registry.somebody(1);
    registry.register().change(Change::Protect { hetu: person.hetu }).unwrap();
    let oids = university.import_resolved(&[row_about(&person, "stu-1")]).await;
    registry.everybody_settled(SOON).await;
    let before = looks(&registry, &oids[0]).await.into_iter().filter(|line| line.protected).count();
    assert_eq!(university.changed("").await["results"].as_array().unwrap().len(), 1);
    assert_eq!(university.changed("").await["results"].as_array().unwrap().len(), 1);
    let seen = looks(&registry, &oids[0]).await;
    let single: Vec<u64> = seen.iter().filter(|line| line.protected).map(|line| line.times).collect();
    assert_eq!(single.len(), before + 2);
    assert!(single.iter().all(|times| *times == 1));
}
