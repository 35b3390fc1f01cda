//! The stand-in's own rules, asked of it by hand.

use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use vtj::stand_in::{StandIn, StandInConfig};

use crate::{ANY, ask_one, first, found, hetu, population, register, stand_in};

fn client() -> Client {
    Client::builder().no_proxy().tls_certs_only([]).build().unwrap()
}

fn post(stand_in: &StandIn, body: &Value) -> RequestBuilder {
    client().post(format!("{}/perustiedot", stand_in.base_url())).basic_auth("full", Some("full")).json(body)
}

async fn status(request: RequestBuilder) -> u16 {
    request.send().await.unwrap().status().as_u16()
}

fn hetu_text(index: u64) -> String {
    population().hetu(index).as_str().to_owned()
}

#[tokio::test]
async fn questions_that_the_schema_forbids_are_refused() {
    let stand_in =
        StandIn::start(ANY, StandInConfig { batch_limit: 3, ..StandInConfig::new(population()) }).await.unwrap();
    let known = hetu_text(0);
    let refused = [
        json!({}),
        json!({"hetulista": []}),
        json!({"hetulista": [known, known, known, known]}),
        json!({"hetulista": ["140398-9458"]}),
        json!({"hetulista": [known], "tuotekoodi": "x"}),
        json!({"hetulista": [known], "tietoryhmat": null}),
        json!({"hetulista": [known], "tietoryhmat": []}),
    ];
    for body in refused {
        assert_eq!(status(post(&stand_in, &body)).await, 400, "{}", body.as_object().unwrap().len());
    }
    assert_eq!(status(post(&stand_in, &json!({"hetulista": [known]}))).await, 200);
    let anonymous = client().post(format!("{}/perustiedot", stand_in.base_url())).json(&json!({"hetulista": [known]}));
    assert_eq!(status(anonymous).await, 401);
}

#[tokio::test]
async fn an_answer_has_the_documented_shape() {
    let stand_in = stand_in().await;
    let index = (0..).find(|index| !population().person(*index).former_surnames.is_empty()).unwrap();
    let answer: Value = post(&stand_in, &json!({"hetulista": [hetu_text(index), "280879-957S"]}))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(answer["ajanTasalla"], true);
    assert_eq!(answer["perustiedot"].as_array().unwrap().len(), 1);
    let person = &answer["perustiedot"][0];
    assert_eq!(person["henkilotunnus"], hetu_text(index));
    let group = |name: &str| {
        let groups = person["tietoryhmat"].as_array().unwrap();
        groups.iter().find(|group| group["tietoryhma"] == name).unwrap_or_else(|| panic!("no {name}"))
    };
    let invented = population().person(index);
    assert_eq!(group("HENKILON_NIMI")["etunimiUTF8"], invented.first_names);
    assert_eq!(group("SYNTYMAPAIVA")["syntymapv"]["arvo"], invented.birth_date.to_string());
    assert_eq!(group("SYNTYMAPAIVA")["syntymapv"]["tarkkuus"], "PAIVA");
    assert_eq!(group("AIDINKIELI")["kielikoodiISO6392"], invented.language.iso639_2);
    assert_eq!(group("KANSALAISUUS")["henkilonKansalaisuudet"][0]["voimassaolo"], "AKTIIVI");
    assert_eq!(group("NIMENMUUTOS")["nimilaji"], "EDELLINEN_SUKUNIMI");
    assert_eq!(group("NIMENMUUTOS_LAAJA")["nimiUTF8"], invented.former_surnames[0]);
    assert!(group("VAKINAINEN_KOTIMAINEN_OSOITE")["katunumero"].is_string());
}

#[tokio::test]
async fn only_the_groups_asked_for_are_given() {
    let stand_in = stand_in().await;
    let body = json!({"hetulista": [hetu_text(0)], "tietoryhmat": ["SUKUPUOLI", "SYNTYMAPAIVA"]});
    let answer: Value = post(&stand_in, &body).send().await.unwrap().json().await.unwrap();
    let groups = answer["perustiedot"][0]["tietoryhmat"].as_array().unwrap();
    let names: Vec<_> = groups.iter().map(|group| group["tietoryhma"].as_str().unwrap()).collect();
    assert_eq!(names, ["SYNTYMAPAIVA", "SUKUPUOLI"]);
}

#[tokio::test]
async fn a_protected_person_is_censored_in_every_group_of_place() {
    let stand_in = stand_in().await;
    let index = (0..).find(|index| population().person(*index).protected).unwrap();
    let request = post(&stand_in, &json!({"hetulista": [hetu_text(index)]})).basic_auth("censored", Some("censored"));
    // basic_auth adds a header, so the one of `post` must not be there.
    let request = client()
        .post(format!("{}/perustiedot", stand_in.base_url()))
        .basic_auth("censored", Some("censored"))
        .body(request.build().unwrap().body().unwrap().as_bytes().unwrap().to_vec());
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    let groups = answer["perustiedot"][0]["tietoryhmat"].as_array().unwrap();
    let hidden: Vec<_> = groups.iter().filter(|group| group["turvakiellonAlaisetKentat"].is_array()).collect();
    assert_eq!(hidden.len(), 8);
    assert!(hidden.iter().all(|group| group.as_object().unwrap().len() == 2));
    assert!(!groups.iter().any(|group| group.get("katunimi").is_some() || group.get("kuntakoodi").is_some()));
}

#[tokio::test]
async fn controls_work_over_http_too() {
    let stand_in = stand_in().await;
    let at = |path: &str| format!("http://{}/control/{path}", stand_in.address);
    let (old, new) = ("140398-9457", "150398-9512");
    let changes = json!([
        {"change": "add", "hetu": old, "first_names": "Eino", "surname": "Hietala"},
        {"change": "rename", "hetu": old, "surname": "Kivikoski"},
        {"change": "replace_hetu", "old": old, "new": new},
        {"change": "die", "hetu": new, "day": "2026-03-08"},
        {"change": "protect", "hetu": new},
    ]);
    assert_eq!(status(client().post(at("changes")).json(&changes)).await, 204);
    let answer = ask_one(&register(&stand_in), hetu(old)).await;
    let record = found(&answer);
    assert!(record.names.surname == "Kivikoski" && record.former_surnames == ["Hietala"] && record.protected);
    assert!(record.hetu == hetu(new) && record.died.is_some() && record.names.call_name.is_empty());

    let impossible = json!({"change": "passivate", "hetu": old});
    assert_eq!(status(client().post(at("changes")).json(&impossible)).await, 409);
    let unknown = [json!({"change": "promote", "hetu": new}), json!({"change": "protect", "hetu": "140398-123C"})];
    for body in unknown {
        let answer = client().post(at("changes")).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        assert!(!answer.text().await.unwrap().contains("1403"), "a hetu is repeated");
    }

    let fault = json!({"status": 429, "retry_after": 3, "every_nth": 2});
    assert_eq!(status(client().put(at("faults")).json(&fault)).await, 204);
    let register = register(&stand_in);
    assert!(register.ask(&first(1)).await.is_ok());
    assert!(register.ask(&first(1)).await.is_err());
    assert_eq!(status(client().delete(at("faults"))).await, 204);
    assert_eq!(status(client().put(at("faults")).json(&json!({"typo": 1}))).await, 400);

    let counts: Value = client().get(at("requests")).send().await.unwrap().json().await.unwrap();
    assert_eq!(counts, json!({"requests": 4, "answered": 3, "hetus": 3, "asked_again": 0}));
    assert_eq!(status(client().delete(at("requests"))).await, 204);
    assert_eq!(status(client().delete(at("changes"))).await, 204);
    assert_eq!(stand_in.control().requests().requests, 0);
}

#[tokio::test]
async fn stopping_frees_the_address() {
    let stand_in = stand_in().await;
    let (address, register) = (stand_in.address, register(&stand_in));
    register.ask(&first(1)).await.unwrap();
    // A connection is still open and idle; it must not hold the end up.
    stand_in.stop().await.unwrap();
    assert!(register.ask(&first(1)).await.is_err());
    StandIn::start(address, StandInConfig::new(population())).await.unwrap();
}
