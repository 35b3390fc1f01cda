//! The import report on the compatible paths: the shapes that today's pages and programs read, and the few differences.

use std::collections::BTreeMap;

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use serde_json::{Value, json};
use vtj::stand_in::Change;

use crate::golden::matches_golden;

everywhere! {
    the_list_of_imports_is_a_page_of_spring,
    what_was_sent_comes_back_with_its_hetus_masked,
    errors_come_in_pages_of_today,
    bad_parameters_are_refused_by_their_names,
}

/// A row of each kind: created and identified, with another's name, without a hetu, and somebody the register does not
/// know. The first import of the school makes the second row differ.
async fn imported(registry: &Registry) -> (u64, u64) {
    registry.register().change(Change::Remove { hetu: registry.somebody(3).hetu }).unwrap();
    let known = |n| row_about(&registry.somebody(n), &format!("stu-{n}"));
    let (school, university) = (registry.school().await, registry.university().await);
    let one = school.import(&[known(2)]).await;
    school.resolved(one).await;
    registry.everybody_settled(SOON).await;
    let unlike = Row { names: foreign_row("Tuulikki Inkeri", "Mäkivaara", "").names, ..known(2) };
    let hetuless = Row { passport: Some("XK4471209".to_owned()), ..foreign_row("Lina Maria", "Berg", "for-1") };
    let two = university.import(&[known(1), unlike, hetuless, known(3)]).await;
    university.resolved(two).await;
    registry.everybody_settled(SOON).await;
    (one, two)
}

async fn numbers(client: &Client, query: &str) -> Vec<u64> {
    let page = client.get(&format!("/oppija/tuontikooste?{query}")).await.ok();
    page["content"].as_array().unwrap().iter().map(|row| row["id"].as_u64().unwrap()).collect()
}

async fn the_list_of_imports_is_a_page_of_spring(on: On) {
    let registry = Registry::start(on).await;
    let (university, oph) = (registry.university().await, registry.oph().await);
    let empty = university.get("/oppija/tuontikooste").await.ok();
    assert_eq!((&empty["content"], &empty["last"], &empty["totalPages"]), (&json!([]), &true.into(), &0.into()));
    let (one, two) = imported(&registry).await;
    matches_golden("tuontikooste", &university.get("/oppija/tuontikooste").await.text);
    assert_eq!(numbers(&university, "").await, [two], "each organisation sees its own");
    assert_eq!(numbers(&oph, "").await, [two, one], "the newest first");
    assert_eq!(numbers(&oph, "field=total&sort=ASC").await, [one, two]);
    assert_eq!(numbers(&oph, "field=failures&sort=DESC").await, [two, one]);
    assert_eq!(numbers(&oph, "field=author&sort=ASC").await, [two, one], "Peppi before Primus");
    assert_eq!(numbers(&oph, "author=pEPPi").await, [two]);
    assert_eq!(numbers(&oph, "author=nobody").await, [] as [u64; 0]);
    assert_eq!(numbers(&oph, "author=").await, [two, one], "an empty filter is none");
    assert_eq!(numbers(&oph, &format!("id={one}")).await, [one]);
    assert_eq!(numbers(&university, &format!("id={one}")).await, [] as [u64; 0]);
    let second = oph.get("/oppija/tuontikooste?page=2&pageSize=1").await.ok();
    assert_eq!((&second["content"][0]["id"], &second["number"]), (&one.into(), &1.into()));
    assert_eq!((&second["first"], &second["last"], &second["totalElements"]), (&false.into(), &true.into(), &2.into()));
    assert_eq!((&second["pageable"]["offset"], &second["pageable"]["pageNumber"]), (&1.into(), &1.into()));
    // One definition: rows of an import, by the state of their people.
    let row = &oph.get(&format!("/oppija/tuontikooste?id={two}")).await.ok()["content"][0];
    let figures = ["total", "successful", "failures", "inProgress", "conflicts"].map(|name| row[name].clone());
    assert_eq!(figures, [4, 2, 2, 0, 1].map(Value::from));
}

async fn what_was_sent_comes_back_with_its_hetus_masked(on: On) {
    let registry = Registry::start(on).await;
    let (_, two) = imported(&registry).await;
    let oph = registry.oph().await;
    let answer = oph.get(&format!("/oppija/tuontidata/{two}")).await;
    let rows = answer.ok();
    let references: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["tunniste"].as_str().unwrap()).collect();
    assert_eq!(references, ["stu-1", "stu-2", "for-1", "stu-3"], "in the order sent");
    for n in [1, 2, 3] {
        let hetu = registry.somebody(n).hetu;
        assert!(!answer.text.contains(hetu.as_str()) && answer.text.contains(&format!("{}****", &hetu.as_str()[..7])));
    }
    let hetuless = json!({
        "conflict": false,
        "henkilo": {"etunimet": "Lina Maria", "kansalaisuus": [{"koodi": "752"}], "kutsumanimi": "Lina",
            "passinumero": "XK4471209", "sukunimi": "Berg", "syntymaaika": "2001-02-03"},
        "henkiloNimi": "Berg, Lina Maria",
        "henkiloOid": rows[2]["henkiloOid"],
        "tunniste": "for-1",
    });
    assert_eq!(rows[2], hetuless);
    // The row with another's name: what was sent, and whom it hit, for anyone who sees everybody.
    assert_eq!((&rows[1]["conflict"], &rows[1]["henkilo"]["sukunimi"]), (&true.into(), &"Mäkivaara".into()));
    let names = registry.somebody(2);
    assert_eq!(rows[1]["henkiloNimi"], format!("{}, {}", names.surname, names.first_names));
    for (path, status) in [("999999", 404), ("-1", 404), ("x", 400), ("99999999999999999999", 400)] {
        assert_eq!(oph.get(&format!("/oppija/tuontidata/{path}")).await.status, status, "{path}");
    }
}

async fn errors_come_in_pages_of_today(on: On) {
    let registry = Registry::start(on).await;
    let path = "/internal/oppijoidentuonti/virheet";
    let university = registry.university().await;
    let empty = university.get(path).await.ok();
    assert_eq!((&empty["last"], &empty["totalPages"], &empty["results"]), (&false.into(), &0.into(), &json!([])));
    imported(&registry).await;
    let page = university.get(&format!("{path}?count=100")).await;
    let rows = page.ok()["results"].as_array().unwrap().clone();
    let states: BTreeMap<&str, &str> =
        rows.iter().map(|row| (row["sukunimi"].as_str().unwrap(), row["yksilointiTila"].as_str().unwrap())).collect();
    let unknown = registry.somebody(3).surname;
    assert_eq!(states, BTreeMap::from([("Berg", "HETU_PUUTTUU"), (unknown.as_str(), "VIRHE")]));
    let berg = university.get(&format!("{path}?nimiHaku=ber")).await;
    matches_golden("virheet", &berg.text);
    let first = university.get(&format!("{path}?page=1&count=1")).await.ok();
    let second = university.get(&format!("{path}?page=2&count=1")).await.ok();
    assert_eq!([&first["results"][0], &second["results"][0]], [&rows[0], &rows[1]]);
    assert_eq!(
        (&second["last"], &second["totalElements"], &second["totalPages"]),
        (&true.into(), &2.into(), &2.into())
    );
    // A learner of two of the caller's organisations stands there once.
    let oph = registry.oph().await;
    assert_eq!(oph.get(path).await.ok()["totalElements"], 2);
    assert_eq!(registry.school().await.get(path).await.ok()["totalElements"], 0);
    assert_eq!(university.get(&format!("{path}?muokattuJalkeen=2100-01-01")).await.ok()["totalElements"], 0);
}

async fn bad_parameters_are_refused_by_their_names(on: On) {
    let registry = Registry::start(on).await;
    let oph = registry.oph().await;
    for (query, name) in [
        ("field=api", "field"),
        ("sort=desc", "sort"),
        ("page=0", "page"),
        ("pageSize=0", "pageSize"),
        ("pageSize=5000", "pageSize"),
        ("id=abc", "id"),
    ] {
        let answer = oph.get(&format!("/oppija/tuontikooste?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.json()["message"].as_str().unwrap().contains(&format!("query parameter {name}:")), "{query}");
    }
}
