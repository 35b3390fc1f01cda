//! One import becomes numbers: the main job, and the exact shapes that clients of today's registry read.

use std::time::{Duration, Instant};

use oppijaloki_tests::client::{Client, foreign_row, row_about};
use oppijaloki_tests::faults::FaultyJournal;
use oppijaloki_tests::nodes::memory_journal;
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::wait::{wait_for, wait_until};
use reqwest::Method;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use vtj::stand_in::Change;

use crate::golden::{matches_golden, property_orders};

everywhere! {
    one_row_has_its_number_within_two_seconds_and_is_identified_within_ten,
    answers_have_exactly_the_shapes_of_todays_registry,
    a_trailing_slash_is_forgiven_and_unknown_imports_are_404,
    an_offered_upgrade_to_http_2_is_ignored,
}

async fn one_row_has_its_number_within_two_seconds_and_is_identified_within_ten(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let rows = [row_about(&registry.somebody(1), "stu-1")];
    let began = Instant::now();
    let number = university.import(&rows).await;
    let left = Duration::from_secs(2).saturating_sub(began.elapsed());
    let oid = wait_for("the number of a one-row import", left, async || first_oid(&university, number).await).await;
    let left = SOON.saturating_sub(began.elapsed());
    let identified = async || university.numbers(&oid).await.json()["oppijanumero"] == oid.as_str();
    wait_until("the learner is identified", left, identified).await;
    assert_eq!(registry.count("IdentifiedFromRegister"), 1);
    let done = university.import_status(number).await;
    assert_eq!((&done["kasitelty"], &done["kasiteltyja"]), (&true.into(), &1.into()));
}

/// As clients do it: 403 is taken as *not ready yet*.
async fn first_oid(client: &Client, number: u64) -> Option<String> {
    let answer = client.get(&format!("/oppija/tuonti={number}")).await;
    assert!([200, 403].contains(&answer.status), "{}", answer.status);
    (answer.status == 200).then(|| answer.json()["henkilot"][0]["henkilo"]["oid"].as_str().unwrap().to_owned())
}

/// The register's people of these journeys: their details must stay what the golden files say.
fn people(registry: &Registry) {
    let hetu = |text: &str| events::Hetu::from_stored(text).unwrap();
    let add = |text: &str, first_names: &str, call_name: &str, surname: &str| Change::Add {
        hetu: hetu(text),
        first_names: first_names.to_owned(),
        call_name: Some(call_name.to_owned()),
        surname: surname.to_owned(),
        former_surnames: Vec::new(),
        sex: Some("2".to_owned()),
        language: Some("sv".to_owned()),
        nationalities: Some(vec!["246".to_owned(), "752".to_owned()]),
        birth_date: None,
    };
    registry.register().change(add(AINO, "Aino Helmi-Maria", "Helmi", "Koivuniemi")).unwrap();
}

/// Published as an example of a test hetu; nobody real can have it.
const AINO: &str = "140398-9457";

async fn answers_have_exactly_the_shapes_of_todays_registry(on: On) {
    let registry = Registry::start(on).await;
    people(&registry);
    let university = registry.university().await;
    let mut aino = foreign_row("Aino Helmi-Maria", "Koivuniemi", "stu-000417");
    (aino.hetu, aino.names.call_name) = (Some(AINO.to_owned()), "Helmi".to_owned());
    let mut lina = foreign_row("Lina", "Berg", "stu-000418");
    (lina.passport, lina.email) = (Some("XK4471209".to_owned()), Some("lina.berg@posti.example".to_owned()));
    (lina.sex, lina.language) = (Some("2".to_owned()), Some("SV".to_owned()));
    let mut other_name = aino.clone();
    (other_name.tunniste, other_name.names.surname) = (None, "Rantala".to_owned());
    let body = oppijaloki::generate::to_oppija_json([&aino, &lina], Some("oppijat@kuusilampi.example"));
    let accepted = university.send(Method::PUT, "/oppija", body).await;
    matches_golden("accepted", &accepted.text);
    let number = accepted.ok()["id"].as_u64().unwrap();
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    let conflicting = university.import(&[other_name]).await;
    university.resolved(conflicting).await;
    let answers = [
        ("perustiedot", format!("/oppija/tuonti={number}/perustiedot")),
        ("oppija_rows", format!("/oppija/tuonti={number}")),
        ("oppija_rows_with_conflict", format!("/oppija/tuonti={conflicting}")),
        ("yleistunniste_rows", format!("/yleistunniste/tuonti={number}")),
        ("summary", "/oppija/yhteenveto".to_owned()),
        ("changed", "/oppija/muuttuneet".to_owned()),
    ];
    for (name, path) in answers {
        let answer = university.get(&path).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")), "{path}");
        matches_golden(name, &answer.text);
        assert_alphabetical(&answer.json());
    }
    aino.names.first_names = "Aino".to_owned();
    aino.names.call_name = "Aino".to_owned();
    let found = university.look_up(&aino).await;
    assert_eq!(found.status, 200);
    matches_golden("look_up", &found.text);
    let oid = found.json()["oid"].as_str().unwrap().to_owned();
    matches_golden("numbers", &university.numbers(&oid).await.text);
    matches_golden("not_found", &university.get("/oppija/tuonti=999999999").await.text);
}

/// As Jackson writes them; code names are Java's map in the order of koodisto.
fn assert_alphabetical(answer: &Value) {
    for names in property_orders(answer) {
        let mut sorted = names.clone();
        sorted.sort();
        assert!(names == sorted || names == ["FI", "SV", "EN"], "{names:?}");
    }
}

async fn a_trailing_slash_is_forgiven_and_unknown_imports_are_404(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let body = oppijaloki::generate::to_yleistunniste_json([&row_about(&registry.somebody(2), "stu-2")], None);
    let number = university.send(Method::PUT, "/yleistunniste/", body).await.ok()["id"].as_u64().unwrap();
    university.resolved(number).await;
    for path in [
        format!("/yleistunniste/tuonti={number}/"),
        format!("/yleistunniste/tuonti={number}/perustiedot/"),
        format!("/oppija/tuonti={number}/"),
        "/oppija/yhteenveto/".to_owned(),
    ] {
        assert_eq!(university.get(&path).await.status, 200, "{path}");
    }
    let wrong_number = number - 1;
    // What is no number of Java's is refused as such, as in ONR.
    let none = [u64::MAX.to_string(), "x".to_owned()].map(|number| (number, 400));
    let nobodys = [wrong_number.to_string(), "0".to_owned(), "-1".to_owned()].map(|number| (number, 404));
    for (number, status) in none.into_iter().chain(nobodys) {
        for path in [format!("/oppija/tuonti={number}"), format!("/yleistunniste/tuonti={number}")] {
            assert_eq!(university.get(&path).await.status, status, "{path}");
            assert_eq!(university.get(&format!("{path}/perustiedot")).await.status, status, "{path}");
            assert_eq!(university.send(Method::POST, &path, "").await.status, status, "{path}");
        }
    }
    // To go on with an import tells how far it is, whoever asks; neither Caller-Id nor CSRF headers are needed.
    let again = university.send(Method::POST, &format!("/oppija/tuonti={number}"), "").await.ok();
    assert_eq!(again["kasitelty"], true);
}

/// Java's HTTP client offers it with every first request, also with a body.
async fn an_offered_upgrade_to_http_2_is_ignored(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let body = oppijaloki::generate::to_oppija_json([&row_about(&registry.somebody(3), "stu-3")], None);
    let request = format!(
        "PUT /oppijanumerorekisteri-service/oppija HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade, HTTP2-Settings\r\n\
         Upgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        registry.address(),
        university.token(),
        body.len()
    );
    let mut connection = tokio::net::TcpStream::connect(registry.address()).await.unwrap();
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    while !answer.windows(1).any(|byte| byte == b"}") {
        assert_ne!(connection.read_buf(&mut answer).await.unwrap(), 0, "the connection was closed");
    }
    let answer = String::from_utf8(answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("\"kasiteltavia\":1"), "{answer}");
}

/// The journal takes the import and holds the first result up, so that there is a moment in which nothing is resolved.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn as_long_as_no_row_is_resolved_the_rows_are_403_and_the_status_says_so() {
    let journal = FaultyJournal::over(memory_journal());
    let registry = Registry::following(journal.clone()).await;
    let university = registry.university().await;
    // Two appends receive an import: its rows, and that it is received.
    journal.before_append.hold_after(2);
    let number = university.import(&[row_about(&registry.somebody(4), "stu-4")]).await;
    journal.before_append.somebody_waits().await;
    for client in [university.clone(), registry.oph().await] {
        let rows = client.get(&format!("/oppija/tuonti={number}")).await;
        assert_eq!((rows.status, rows.json()["status"].as_u64()), (403, Some(403)));
        assert_eq!(client.get(&format!("/yleistunniste/tuonti={number}")).await.status, 403);
    }
    matches_golden("perustiedot_before", &university.import_status(number).await.to_string());
    journal.before_append.release();
    university.resolved(number).await;
    assert_eq!(university.rows(number).await.len(), 1);
}
