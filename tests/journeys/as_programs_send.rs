//! What programs send beside what they mean: properties that are not read, members among those to be linked, empty parameters.

use reqwest::Method;
use serde_json::{Value, json};

use crate::as_programs_ask::somebody;

/// Programs send more than ONR reads there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_find_or_create_does_not_read_is_passed_over() {
    let (_registry, oph, _) = somebody().await;
    let ataru = |more: Value| {
        let mut body = json!({"etunimet": "Lina Maria", "kutsumanimi": "Lina", "sukunimi": "Hakija", "syntymaaika": "1999-02-03",
            "identifications": [{"idpEntityId": "email", "identifier": "lina@posti.example"}]});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body.to_string()
    };
    let more = json!({"yhteystieto": [{"yhteystietoTyyppi": "YHTEYSTIETO_SAHKOPOSTI", "yhteystietoArvo": "lina@local"}, null],
        "yksiloity": true, "eiSuomalaistaHetua": "perhaps", "passinumerot": "P1", "kotikunta": "nowhere", "kuolinpaiva": "x",
        "yhteystiedotRyhma": [{"x": 1}], "henkiloTyyppi": "OPPIJA"});
    let created = oph.send(Method::POST, "/s2s/findOrCreateHenkiloPerustieto", ataru(more.clone())).await;
    assert_eq!(created.status, 201, "{}", created.text);
    let oid = created.json()["oidHenkilo"].as_str().unwrap().to_owned();
    let person = oph.get(&format!("/henkilo/{oid}")).await.ok();
    assert_eq!(
        (&person["yksiloity"], &person["yhteystiedotRyhma"], &person["passinumerot"]),
        (&json!(false), &json!([]), &json!([]))
    );
    let found = oph.send(Method::POST, "/s2s/findOrCreateHenkiloPerustieto", ataru(more)).await;
    assert_eq!((found.status, &found.json()["oidHenkilo"]), (200, &json!(oid)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forcelink_of_a_member_ends_its_identification_by_hand() {
    let (_registry, oph, _) = somebody().await;
    let register = async |name: &str| {
        let body = json!({"etunimet": name, "kutsumanimi": name, "sukunimi": "Koivu", "syntymaaika": "1999-02-03"});
        oph.send(Method::POST, "/henkilo", body.to_string()).await.text
    };
    let (head, member) = (register("Lina").await, register("Liina").await);
    let link = async |how: &str| {
        oph.send(Method::POST, &format!("/henkilo/{head}/{how}"), json!([member]).to_string()).await.ok()
    };
    assert_eq!(link("link").await, json!([member]));
    let path = format!("/henkilo/{member}/yksiloihetuton");
    assert_eq!(oph.send(Method::POST, &path, "").await.status, 200);
    assert_eq!(link("forcelink").await, json!([member]));
    assert_eq!(oph.get(&format!("/henkilo/{member}")).await.ok()["yksiloity"], json!(false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_parameter_that_is_there_and_empty_finds_nobody() {
    let (_registry, oph, _) = somebody().await;
    assert_eq!(oph.get("/henkilo/identification?idp=oppijaToken&id=").await.status, 404);
    assert_eq!(oph.get("/henkilo/identification?idp=email&id=").await.status, 404);
    assert_eq!(oph.get("/henkilo/identification?idp=email").await.status, 400);
    assert_eq!(oph.get("/henkilo/duplikaatit?etunimet=&kutsumanimi=&sukunimi=").await.ok(), json!([]));
}
