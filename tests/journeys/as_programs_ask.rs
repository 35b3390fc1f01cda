//! What programs send besides what was recorded of ONR: other headers, types, forms and persons of the same kinds.

use oppijaloki_tests::client::{Answer, Client, row_about};
use oppijaloki_tests::rebuilt::rows_equal_after_rebuild;
use oppijaloki_tests::server::{On, Registry, SOON};
use reqwest::Method;
use serde_json::{Value, json};

/// A request of the keeper's with these headers and no others.
async fn with(client: &Client, (method, path): (Method, &str), headers: &[(&str, &str)], body: &str) -> Answer {
    let request = client.request(method, path).body(body.to_owned());
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    client.sent(request).await
}

/// A registry, its keeper, and somebody in it.
pub async fn somebody() -> (Registry, Client, String) {
    let registry = Registry::start(On::Embedded).await;
    let oph = registry.oph().await;
    let oid = oph.look_up(&row_about(&registry.somebody(1), "")).await.ok()["oid"].as_str().unwrap().to_owned();
    registry.everybody_settled(SOON).await;
    (registry, oph, oid)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_that_nobody_knows_is_refused_wherever_one_may_be_named() {
    let (_registry, oph, oid) = somebody().await;
    let paths =
        ["", "/master", "/slaves", "/huoltajat", "/hakemukset", "/asiointiKieli", "/duplicates", "/yksilointitiedot"];
    for path in paths.map(|path| format!("/henkilo/{oid}{path}")) {
        let asked =
            async |service| with(&oph, (Method::GET, &path), &[("External-Permission-Service", service)], "").await;
        assert_eq!(asked("FOO").await.status, 400, "{path}");
        assert_eq!(asked("KOSKI").await.status, 200, "{path}");
    }
    let kind = ("Content-Type", "application/json");
    for path in ["/henkilo/henkilotByHenkiloOidList", "/henkilo/masterHenkilosByOidList"] {
        let headers = [kind, ("External-Permission-Service", "FOO")];
        assert_eq!(with(&oph, (Method::POST, path), &headers, "[]").await.status, 400, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn text_answers_are_json_for_whoever_prefers_it() {
    let (_registry, oph, oid) = somebody().await;
    let path = format!("/henkilo/{oid}/asiointiKieli");
    for (accept, expected) in [
        ("application/json, text/plain, */*", "application/json"),
        ("application/json;charset=UTF-8", "application/json"),
        ("application/json", "application/json"),
        ("text/plain;q=0.5, application/json", "application/json"),
        ("application/json;q=0.5, text/plain", "text/plain;charset=UTF-8"),
        ("text/plain, application/json", "text/plain;charset=UTF-8"),
        ("*/*", "text/plain;charset=UTF-8"),
    ] {
        let answer = with(&oph, (Method::GET, &path), &[("Accept", accept)], "").await;
        assert_eq!((answer.header("content-type"), answer.text.as_str()), (Some(expected), "fi"), "{accept}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_of_another_kind_than_json_are_not_read() {
    let (_registry, oph, oid) = somebody().await;
    let update = json!({"oidHenkilo": oid, "asiointiKieli": {"kieliKoodi": "sv"}}).to_string();
    for (method, path) in
        [(Method::PUT, "/henkilo"), (Method::POST, "/henkilo/exists"), (Method::POST, "/yleistunniste/hae")]
    {
        for kind in [&[][..], &[("Content-Type", "text/plain")]] {
            assert_eq!(with(&oph, (method.clone(), path), kind, &update).await.status, 415, "{path} {kind:?}");
        }
    }
    let changed = with(&oph, (Method::PUT, "/henkilo"), &[("Content-Type", "application/json;charset=UTF-8")], &update);
    assert_eq!(changed.await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_are_taken_for_text_and_null_for_what_is_usual() {
    let (_registry, oph, oid) = somebody().await;
    let post = async |path: &str, body: Value| oph.send(Method::POST, path, body.to_string()).await;
    for (path, body) in [
        ("/henkilo/henkilotByHenkiloOidList", json!([1])),
        ("/henkilo/henkiloPerustietosByHenkiloOidList", json!([1, -2])),
        ("/henkilo/henkiloPerustietosByHenkiloHetuList", json!([15])),
        ("/henkilo/yhteystiedot", json!({"henkiloOids": [1]})),
        ("/s2s/duplicateHenkilos", json!({"henkiloOids": [1]})),
        ("/s2s/henkilo/perustiedotAsAdmin", json!({"nameQuery": 5})),
    ] {
        let answer = post(path, body).await;
        assert_eq!((answer.status, answer.text.as_str()), (200, "[]"), "{path}");
    }
    assert_eq!(post("/s2s/oidByEidas", json!({"eidasTunniste": 5})).await.status, 404);
    let passports = post(&format!("/henkilo/{oid}/passinumerot"), json!([771])).await;
    assert_eq!(passports.ok(), json!(["771"]));
    for passive in [json!(null), json!(false)] {
        let found = post("/internal/oppijahaku", json!({"query": oid, "passive": passive, "page": 0})).await.ok();
        assert_eq!(found["content"][0]["oid"], json!(oid), "{passive}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parameters_that_are_no_numbers_or_days_are_named_as_such() {
    let (_registry, oph, _) = somebody().await;
    let exception = async |path: &str| {
        let answer = oph.get(path).await;
        assert_eq!(answer.status, 400, "{path}");
        let body: Value = serde_json::from_str(&answer.text).unwrap();
        body["exception"].as_str().unwrap_or_default().rsplit('.').next().unwrap().to_owned()
    };
    for path in ["/oppija/muuttuneet", "/internal/oppijoidentuonti/virheet", "/henkilo", "/henkilo/yksilointitiedot"] {
        assert_eq!(exception(&format!("{path}?page=abc")).await, "NumberFormatException", "{path}");
        assert_eq!(exception(&format!("{path}?count=0")).await, "ConstraintViolationException", "{path}");
    }
    for path in ["/s2s/changedSince/2020-01-01?amount=2147483648", "/oppija/tuontidata/abc"] {
        assert_eq!(exception(path).await, "NumberFormatException", "{path}");
    }
    let days = "/henkilo/huoltajasuhdemuutokset?startdate=foo&enddate=2020-01-02";
    assert_eq!(exception(days).await, "IllegalArgumentException");
    let part = "/henkilo/huoltajasuhdemuutokset/alkaen/2020-01-01?amount=abc";
    assert_eq!(exception(part).await, "NumberFormatException");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_a_person_is_named_by_its_code() {
    let (registry, oph, _) = somebody().await;
    let hetu = registry.somebody(2).hetu.as_str().to_owned();
    let names = json!({"etunimet": "Testi Tapaus", "kutsumanimi": "Testi", "sukunimi": "Luotu"});
    for (field, value, code) in [
        ("asiointiKieli", json!({"kieliKoodi": "de"}), "invalid.asiointikieli"),
        ("identifications", json!([{"idpEntityId": "foo", "identifier": "x"}]), "must be one of email"),
    ] {
        let mut body = names.clone();
        body[field] = value;
        let answer = oph.send(Method::POST, "/henkilo", body.to_string()).await;
        assert!(answer.status == 400 && answer.text.contains(code), "{field}: {}", answer.text);
    }
    let mut both = names;
    (both["hetu"], both["eidasTunniste"]) = (json!(hetu), json!("ES/FI/1"));
    let answer = oph.send(Method::POST, "/henkilo", both.to_string()).await;
    assert!(answer.status == 400 && answer.text.contains("eidas.and.hetu.not.allowed"), "{}", answer.text);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn programs_that_find_or_create_the_same_person_at_once_all_get_that_person() {
    let (registry, ..) = somebody().await;
    let hetu = registry.somebody(70).hetu;
    let body =
        json!({"hetu": hetu.as_str(), "etunimet": "Testi", "kutsumanimi": "Testi", "sukunimi": "Luotu"}).to_string();
    let together = std::sync::Arc::new(tokio::sync::Barrier::new(12));
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let (oph, body, together) = (registry.oph().await, body.clone(), together.clone());
        asking.spawn(async move {
            // With its connection and its caller known.
            oph.send(Method::GET, "/henkilo/exists", String::new()).await;
            together.wait().await;
            oph.send(Method::POST, "/s2s/findOrCreateHenkiloPerustieto", body).await
        });
    }
    let answers = asking.join_all().await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!((&statuses[..11], statuses[11]), (&[200; 11][..], 201), "one registers, the others find");
    let oids: std::collections::BTreeSet<String> =
        answers.iter().map(|answer| answer.json()["oidHenkilo"].to_string()).collect();
    assert_eq!(oids.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_empty_or_long_is_taken_as_onr_takes_it() {
    let (_registry, oph, oid) = somebody().await;
    let empty = json!({"oidHenkilo": "", "etunimet": "Testi", "kutsumanimi": "Testi", "sukunimi": "Luotu"});
    let answer = oph.send(Method::POST, "/s2s/findOrCreateHenkiloPerustieto", empty.to_string()).await;
    assert_eq!(answer.status, 400, "{}", answer.text);
    for nobody in [json!({}), json!({"eidasTunniste": null}), json!({"eidasTunniste": ""})] {
        let answer = oph.send(Method::POST, "/s2s/oidByEidas", nobody.to_string()).await;
        assert_eq!(answer.status, 404, "{nobody}: {}", answer.text);
    }
    let many = json!({"henkiloOids": vec![oid.clone(); 6_000]}).to_string();
    let answer = oph.send(Method::POST, "/henkilo/yhteystiedot", many).await;
    assert_eq!((answer.status, answer.json().as_array().unwrap().len()), (200, 1));
    for (criterion, value, people) in [
        ("passivoitu", json!(false), 1),
        ("passivoitu", json!(true), 0),
        ("duplikaatti", json!(true), 0),
        ("nameQuery", json!("nobodys"), 0),
        ("hetu", json!("010190-900A"), 0),
    ] {
        let narrowed = json!({"henkiloOids": [oid.clone()], criterion: value}).to_string();
        let answer = oph.send(Method::POST, "/henkilo/yhteystiedot", narrowed).await;
        assert_eq!((answer.status, answer.json().as_array().unwrap().len()), (200, people), "{criterion}");
    }
    let nowhere = json!({"oidHenkilo": oid.clone(), "kotikunta": ""}).to_string();
    let answer = oph.send(Method::PUT, "/henkilo", nowhere).await;
    assert_eq!(answer.status, 400, "{}", answer.text);
    assert!(answer.text.contains("invalid.kotikunta"), "{}", answer.text);
    let one = json!({"henkiloOids": [oid]}).to_string();
    for (parameters, status) in
        [("limit=3000000000", 200), ("offset=99999999999", 200), ("limit=9223372036854775808", 400)]
    {
        let path = format!("/s2s/henkilo/perustiedotAsAdmin?{parameters}");
        assert_eq!(oph.send(Method::POST, &path, one.clone()).await.status, status, "{parameters}");
    }
    let since = with(&oph, (Method::GET, "/s2s/changedSince/0?amount=3000000000"), &[], "").await;
    assert_eq!(since.status, 400, "{}", since.text);
}

/// What `PUT /henkilo` sends of an address.
fn address(origin: &str, kind: u8, street: &str) -> Value {
    json!({"id": 1, "readOnly": origin == "alkupera1", "ryhmaKuvaus": format!("yhteystietotyyppi{kind}"),
        "ryhmaAlkuperaTieto": origin,
        "yhteystieto": [{"yhteystietoTyyppi": "YHTEYSTIETO_KATUOSOITE", "yhteystietoArvo": street}]})
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_said_to_be_the_registers_is_not_kept_of_a_protected_person() {
    let (_registry, oph, _) = somebody().await;
    let body = |protected: bool, contacts: Value| {
        json!({"etunimet": "Testi", "kutsumanimi": "Testi", "sukunimi": "Luotu", "turvakielto": protected,
            "yhteystiedotRyhma": contacts})
    };
    let streets = async |oid: &str| {
        let groups = oph.get(&format!("/henkilo/{oid}")).await.json()["yhteystiedotRyhma"].clone();
        let street = |group: &Value| group["yhteystieto"][0]["yhteystietoArvo"].as_str().unwrap().to_owned();
        groups.as_array().unwrap().iter().map(street).collect::<Vec<_>>()
    };
    let both = json!([address("alkupera1", 4, "Kuja 1"), address("alkupera2", 1, "Kuja 2")]);
    for (protected, kept) in [(true, vec!["Kuja 2"]), (false, vec!["Kuja 1", "Kuja 2"])] {
        let made = oph.send(Method::POST, "/henkilo", body(protected, both.clone()).to_string()).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let oid = made.text.trim_matches('"').to_owned();
        assert_eq!(streets(&oid).await, kept);
        let update = json!({"oidHenkilo": oid, "yhteystiedotRyhma": both});
        assert_eq!(oph.send(Method::PUT, "/henkilo", update.to_string()).await.status, 200);
        assert_eq!(streets(&oid).await, kept, "the same after an update");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_linked_person_is_found_by_its_head_and_keeps_what_the_head_shows() {
    let (_registry, oph, _) = somebody().await;
    let register = async |name: &str, identification: Option<&str>| {
        let mut body = json!({"etunimet": name, "kutsumanimi": name, "sukunimi": "Koivu", "syntymaaika": "1999-02-03"});
        if let Some(email) = identification {
            body["identifications"] = json!([{"idpEntityId": "email", "identifier": email}]);
        }
        oph.send(Method::POST, "/henkilo", body.to_string()).await.text
    };
    let (head, member) = (register("Lina", None).await, register("Liina", Some("liina@posti.example")).await);
    let passports = async |oid: &str, all: &[&str]| {
        oph.send(Method::POST, &format!("/henkilo/{oid}/passinumerot"), json!(all).to_string()).await.ok()
    };
    passports(&head, &["RT1"]).await;
    passports(&member, &["RT2"]).await;
    let linked = oph.send(Method::POST, &format!("/henkilo/{head}/link"), json!([member]).to_string()).await.ok();
    assert_eq!(linked, json!([member]));

    let found = oph.get("/henkilo/identification?idp=email&id=liina@posti.example").await.ok();
    assert_eq!(found["oidHenkilo"], json!(head));
    // A program sends back what it has read, and one more; then one less.
    assert_eq!(passports(&head, &["RT1", "RT2", "RT3"]).await, json!(["RT1", "RT3", "RT2"]));
    assert_eq!(passports(&head, &["RT1"]).await, json!(["RT1"]));
    let path = format!("/henkilo/{head}/identification/email/liina@posti.example");
    assert_eq!(oph.send(Method::DELETE, &path, "").await.ok(), json!([]));
    // A record that is linked to another is no answer to a search.
    assert_eq!(oph.get(&format!("/henkilo/hakutermi={member}")).await.status, 404);
    assert_eq!(oph.get(&format!("/henkilo/hakutermi={head}")).await.status, 200);
}

/// More than are read in one piece.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_list_has_everybody_once_and_in_the_order_asked() {
    let registry = Registry::start(On::Embedded).await;
    let oph = registry.oph().await;
    let mut known = Vec::new();
    for n in 1..=4 {
        let found = oph.look_up(&row_about(&registry.somebody(n), "")).await.ok();
        known.push(found["oid"].as_str().unwrap().to_owned());
    }
    let nobody = |from: u64| (from..from + 400).map(|n| format!("1.2.246.562.24.{n}"));
    let with_unknown = |first: &[usize], last: &[usize]| -> Vec<String> {
        let named = |some: &[usize]| some.iter().map(|n| known[*n].clone()).collect::<Vec<_>>();
        [named(first), nobody(10_000_000_000).collect(), nobody(20_000_000_000).collect(), named(last)].concat()
    };
    for (first, last, expected) in [
        (&[2, 0][..], &[1, 2, 3, 0][..], &[2, 0, 1, 3][..]),
        (&[3], &[], &[3]),
        (&[], &[1, 0], &[1, 0]),
        (&[], &[], &[]),
    ] {
        let asked = json!(with_unknown(first, last));
        let list = oph.send(Method::POST, "/henkilo/henkilotByHenkiloOidList", asked.to_string()).await.ok();
        let oids: Vec<&str> = list.as_array().unwrap().iter().filter_map(|one| one["oidHenkilo"].as_str()).collect();
        assert_eq!(oids, expected.iter().map(|n| known[*n].as_str()).collect::<Vec<_>>());
        let heads = oph.send(Method::POST, "/henkilo/masterHenkilosByOidList", asked.to_string()).await.ok();
        assert_eq!(heads.as_object().unwrap().len(), expected.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn blanks_are_no_hetu_and_take_none_away() {
    let (_registry, oph, oid) = somebody().await;
    let put = async |hetu: &str| {
        oph.send(Method::PUT, "/henkilo", json!({"oidHenkilo": oid, "hetu": hetu}).to_string()).await
    };
    let held = async || oph.get(&format!("/henkilo/{oid}")).await.json()["hetu"].clone();
    let hetu = held().await;
    for blanks in [" ", "\t \u{a0}"] {
        let refused = put(blanks).await;
        assert!(refused.status == 400 && held().await == hetu && hetu.is_string(), "{}", refused.text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_list_of_links_is_refused_of_whoever_is_linked_or_does_not_exist() {
    let (registry, oph, head) = somebody().await;
    let member = oph
        .send(
            Method::POST,
            "/henkilo",
            json!({"etunimet": "Lina", "kutsumanimi": "Lina", "sukunimi": "Koivu"}).to_string(),
        )
        .await;
    let member = member.text.trim_matches('"').to_owned();
    let link = async |oid: &str, others: Value| {
        oph.send(Method::POST, &format!("/henkilo/{oid}/link"), others.to_string()).await
    };
    assert_eq!(link(&head, json!([member])).await.status, 200);
    for others in [json!([]), json!([member])] {
        let refused = link(&member, others).await;
        assert!(refused.status == 400 && refused.text.contains("is already a duplicate"), "{}", refused.text);
    }
    assert_eq!(link("1.2.246.562.24.10000000008", json!([])).await.status, 404);
    assert_eq!(link(&head, json!([])).await.ok(), json!([]));
    assert_eq!(registry.count("PersonLinked"), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_gives_an_organisation_a_learner_has_handled_them_and_whoever_sends_them_in_has_not() {
    let registry = Registry::start(On::Embedded).await;
    let oph = registry.oph().await;
    let row = row_about(&registry.somebody(1), "stu");
    let oid = registry.university().await.import_resolved(&[row]).await.remove(0);
    registry.everybody_settled(SOON).await;
    let handled = async || oph.get(&format!("/henkilo/{oid}")).await.json()["kasittelijaOid"].clone();
    let importer = handled().await;
    let path = format!("/oppija/{oid}/organisaatio/1.2.246.562.10.90000000023");
    let given = oph.send(Method::PUT, &path, "").await;
    assert!(given.status < 300, "{}", given.text);
    assert_ne!(handled().await, importer);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_the_register_has_by_other_names_is_listed_however_they_came() {
    let (mut registry, oph, _) = somebody().await;
    let hetu = row_about(&registry.somebody(2), "").hetu;
    let named = |names: &str| json!({"etunimet": names, "kutsumanimi": names, "sukunimi": "Zyxwv", "hetu": hetu});
    let made = oph.send(Method::POST, "/henkilo", named("Qvartz").to_string()).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let oid = made.text.trim_matches('"').to_owned();
    registry.event_after(0, "IdentificationFailed").await;
    registry.app().caught_up().await;
    let listed = async |registry: &Registry| registry.oph().await.get("/henkilo/yksilointitiedot").await.ok();
    let list = listed(&registry).await;
    assert_eq!(
        (&list["totalElements"], &list["results"][0]["oppijanumerorekisteri"]["oidHenkilo"]),
        (&json!(1), &json!(oid)),
        "{list}"
    );
    // Whoever is not used any more is not compared.
    let gone = oph.send(Method::DELETE, &format!("/henkilo/{oid}"), "").await;
    assert!(gone.status < 300, "{}", gone.text);
    assert_eq!(listed(&registry).await["totalElements"], json!(0));
    assert!(rows_equal_after_rebuild(&mut registry).await > 0);
}
