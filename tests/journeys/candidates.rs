//! Possible duplicates over our own interface: who may be the same person, and why.

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use serde_json::{Value, json};

everywhere! {
    one_learner_sent_in_several_ways_is_found_as_one_group,
    identifiers_of_other_organisations_learners_are_not_told,
}

const SCHOOL: &str = "1.2.246.562.10.90000000023";
const ROOT: &str = "1.2.246.562.10.00000000001";

fn official(registry: &Registry, role: &str, organisation: &str) -> Client {
    let now = registry.app().now().millis() / 1000;
    let claims = json!({
        "iss": registry.issuer(), "aud": "oppijaloki", "sub": "1.2.246.562.24.00000010252", "client_id": "test",
        "iat": now, "nbf": now, "exp": now + 600, "roles": {organisation: [format!("OPPIJANUMEROREKISTERI_{role}")]},
    });
    registry.with_token(Some(registry.signing_key().sign(&claims).unwrap()))
}

fn hetuless(first_names: &str, surname: &str, born: &str, n: usize) -> Row {
    let row = foreign_row(first_names, surname, &format!("for-{n}"));
    Row { passport: Some(format!("PX{n}0001")), birth_date: Some(born.to_owned()), ..row }
}

async fn proposed(caller: &Client, oid: &str) -> Vec<Value> {
    let answer = caller.own_get(&format!("/persons/{oid}/candidates")).await;
    let found = answer["candidates"].as_array().unwrap().clone();
    found.into_iter().filter(|candidate| candidate["proposed"] == true).collect()
}

async fn one_learner_sent_in_several_ways_is_found_as_one_group(on: On) {
    let registry = Registry::start(on).await;
    let rows = [
        hetuless("Natalia Sofia", "Ševtšenkola", "2001-03-12", 0),
        hetuless("Nataliya Sofia", "Shevchenkola", "2001-03-12", 1),
        hetuless("Natalia", "Sevtsenkola", "2001-03-12", 2),
        hetuless("Ševtšenkola", "Natalia Sofia", "2001-03-12", 3),
        hetuless("Natalia Sofia", "Ševtšenkola", "2001-12-03", 4),
        // Somebody else with the same surname, and somebody born on the same day.
        hetuless("Oleksandr", "Ševtšenkola", "2001-03-12", 5),
        hetuless("Ville Tapani", "Kivisalmeri", "2001-03-12", 6),
    ];
    let oids = registry.university().await.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    let auditor = official(&registry, "REKISTERINPITAJA_READ", ROOT);
    for (n, oid) in oids[..5].iter().enumerate() {
        let mut found: Vec<String> =
            proposed(&auditor, oid).await.iter().map(|one| one["oid"].as_str().unwrap().to_owned()).collect();
        found.push(oid.clone());
        found.sort();
        let mut group = oids[..5].to_vec();
        group.sort();
        assert_eq!(found, group, "row {n}");
    }
    for oid in &oids[5..] {
        assert_eq!(proposed(&auditor, oid).await, Vec::<Value>::new());
    }
    let swapped = proposed(&auditor, &oids[0]).await.into_iter().find(|one| one["oid"] == oids[4]).unwrap();
    let rules: Vec<&str> =
        swapped["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["same", "same", "day_and_month_swapped"]);
}

async fn identifiers_of_other_organisations_learners_are_not_told(on: On) {
    let registry = Registry::start(on).await;
    let somebody = registry.somebody(1);
    let (university, school) = (registry.university().await, registry.school().await);
    let known = university.import_resolved(&[row_about(&somebody, "stu-1")]).await;
    let mut without = row_about(&somebody, "kou-1");
    without.hetu = None;
    without.email = Some("kou1@koulu.example".to_owned());
    without.nationalities = vec!["752".to_owned()];
    let oids = school.import_resolved(&[without]).await;
    registry.everybody_settled(SOON).await;
    let candidate = async |caller: Client| {
        let found = proposed(&caller, &oids[0]).await;
        assert_eq!((found.len(), &found[0]["oid"]), (1, &json!(known[0])));
        found[0].clone()
    };
    let of_school = candidate(official(&registry, "DUPLIKAATTINAKYMA", SCHOOL)).await;
    assert_eq!((&of_school["hetu"], &of_school["opens"]), (&Value::Null, &json!(false)));
    let keeper = candidate(official(&registry, "REKISTERINPITAJA", ROOT)).await;
    assert_eq!((&keeper["hetu"], &keeper["opens"]), (&json!(somebody.hetu.as_str()), &json!(true)));
}
