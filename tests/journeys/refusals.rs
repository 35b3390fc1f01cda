//! Bad input: refused whole, with the right status, without a trace in the log, and without repeating a hetu.

use oppijaloki::generate::{Row, to_oppija_json, to_yleistunniste_json};
use oppijaloki_tests::client::{Answer, CONTEXT, Client, row_about};
use oppijaloki_tests::faults::FaultyJournal;
use oppijaloki_tests::nodes::memory_journal;
use oppijaloki_tests::raw::{Raw, head};
use oppijaloki_tests::server::{On, Registry, SOON};
use reqwest::Method;
use serde_json::{Value, json};

everywhere! {
    malformed_bodies_are_refused_whole,
    every_kind_of_wrong_hetu_is_refused_with_its_cause,
    codes_that_do_not_exist_are_named_field_by_field,
    unknown_fields_and_a_byte_order_mark_are_ignored,
    a_body_over_the_limit_is_refused,
    small_bodies_of_unsaid_length_take_little_room,
    queries_that_cannot_be_understood_are_refused,
}

const PATHS: [(Method, &str); 4] = [
    (Method::PUT, "/oppija"),
    (Method::PUT, "/yleistunniste"),
    (Method::POST, "/yleistunniste/hae"),
    (Method::POST, "/oppija"),
];

/// Sends what must be refused, and checks what every refusal keeps to.
async fn refused(registry: &Registry, client: &Client, method: Method, path: &str, body: Vec<u8>) -> Answer {
    let before = registry.head();
    let sent = String::from_utf8_lossy(&body).into_owned();
    let answer = client.send(method, path, body).await;
    assert_eq!(registry.head(), before, "{path} left something in the log");
    let error = answer.json();
    assert_eq!(error["status"], answer.status);
    assert_eq!(error["path"], format!("{CONTEXT}{path}"));
    assert!(error["timestamp"].is_i64() && error["error"].is_string());
    assert_repeats_nothing(&answer.text, &sent);
    answer
}

/// No text of the body, except field names and plain codes, may come back.
fn assert_repeats_nothing(answer: &str, sent: &str) {
    let texts = sent.split('"').filter(|text| text.len() > 6 && text.chars().any(|c| c.is_ascii_digit()));
    for text in texts {
        assert!(!answer.contains(text), "an answer repeats something of the request");
    }
}

async fn malformed_bodies_are_refused_whole(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let good = to_oppija_json([&row_about(&registry.somebody(1), "stu-0000001")], None);
    let cut = good[..good.len() - 4].to_owned();
    let bodies: [&[u8]; 12] = [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\"text\"",
        b"{\"henkilot\":{}}",
        b"{\"henkilot\":[]}",
        b"{\"henkilot\":[null]}",
        b"{\"henkilot\":[{\"henkilo\":[]}]}",
        b"{\"henkilot\":[{}]}",
        b"\xff\xfe{}",
        cut.as_bytes(),
    ];
    for body in bodies {
        for (method, path) in PATHS {
            let answer = refused(&registry, &university, method, path, body.to_vec()).await;
            assert_eq!(answer.status, 400, "{path} with {} bytes", body.len());
        }
    }
    // One bad row among good ones: nothing of the import is stored.
    let mut rows: Vec<Row> = (0..50).map(|n| row_about(&registry.somebody(n), &format!("stu-{n:07}"))).collect();
    rows[31].names.surname.clear();
    let answer =
        refused(&registry, &university, Method::PUT, "/oppija", to_oppija_json(&rows, None).into_bytes()).await;
    assert_eq!(answer.status, 400);
    assert!(answer.json()["message"].as_str().unwrap().contains("henkilot[31].henkilo.sukunimi"), "{}", answer.text);
    assert!(answer.json()["exception"].as_str().unwrap().ends_with("MethodArgumentNotValidException"));
    for (field, value) in
        [("etunimet", json!(["a"])), ("hetu", json!({})), ("syntymaaika", json!(true)), ("oid", json!(1.5))]
    {
        let mut body: Value = serde_json::from_str(&good).unwrap();
        body["henkilot"][0]["henkilo"][field] = value;
        let answer = refused(&registry, &university, Method::PUT, "/oppija", body.to_string().into_bytes()).await;
        assert_eq!(answer.status, 400, "{field}");
        assert!(answer.json()["message"].as_str().unwrap().contains(field), "{}", answer.text);
    }
}

async fn every_kind_of_wrong_hetu_is_refused_with_its_cause(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let cases = [
        ("140398-945", "11 characters"),
        ("140398-94577", "11 characters"),
        ("1403 8-9457", "11 characters"),
        ("140398y9457", "separator"),
        ("140398G9457", "separator"),
        ("320198-9457", "date"),
        ("310298-9457", "date"),
        ("140398A9457", "another century"),
        ("290200-901C", "another century"),
        ("140398-0012", "individual number"),
        ("140398-9458", "check character"),
        ("140398-945a", "check character"),
        ("140398 -9457", "11 characters"),
        ("140398- 9457", "blank"),
        ("140398\u{2013}9457", "U+2013"),
        ("140398\u{2011}9457", "U+2011"),
    ];
    let row = row_about(&registry.somebody(1), "stu-0000001");
    for (hetu, cause) in cases {
        let row = Row { hetu: Some(hetu.to_owned()), ..row.clone() };
        let bodies = [to_oppija_json([&row], None), to_yleistunniste_json([&row], None)];
        let look_up = oppijaloki_tests::client::look_up_body(&row);
        for ((method, path), body) in PATHS.into_iter().zip(bodies.into_iter().chain([look_up])) {
            let answer = refused(&registry, &university, method, path, body.into_bytes()).await;
            let message = answer.json()["message"].as_str().unwrap().to_owned();
            assert!(answer.status == 400 && message.contains("invalid.hetu"), "{path}: {message}");
            assert!(message.contains(cause), "{path}: {message} does not say {cause}");
        }
    }
}

async fn codes_that_do_not_exist_are_named_field_by_field(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let good = row_about(&registry.somebody(1), "stu-0000001");
    let rows = [
        good.clone(),
        Row { nationalities: vec!["9Z9".to_owned()], ..good.clone() },
        Row { language: Some("fi".to_owned()), ..good.clone() },
        Row { sex: Some("7".to_owned()), ..good.clone() },
        Row { hetu: None, passport: Some("AB1234567".to_owned()), ..good },
    ];
    let answer =
        refused(&registry, &university, Method::PUT, "/oppija", to_oppija_json(&rows, None).into_bytes()).await;
    let error = answer.json();
    assert_eq!((answer.status, &error["globalErrors"]), (400, &json!([])));
    let errors = error["fieldErrors"].as_array().unwrap();
    let found: Vec<(&str, &str)> =
        errors.iter().map(|error| (error["field"].as_str().unwrap(), error["code"].as_str().unwrap())).collect();
    let expected = [
        ("henkilot[1].henkilo.kansalaisuus", "invalid.kansalaisuus"),
        ("henkilot[2].henkilo.aidinkieli", "invalid.aidinkieli"),
        ("henkilot[3].henkilo.sukupuoli", "invalid.sukupuoli"),
        ("henkilot[4].henkilo.hetu", "hetu.required.for.finnish"),
    ];
    assert_eq!(found, expected);
}

async fn unknown_fields_and_a_byte_order_mark_are_ignored(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let mut body: Value =
        serde_json::from_str(&to_oppija_json([&row_about(&registry.somebody(1), "stu-1")], None)).unwrap();
    body["tuleva"] = json!({"a": [1, null]});
    body["henkilot"][0]["tuleva"] = json!("x");
    body["henkilot"][0]["henkilo"]["kotikunta"] = json!({"koodi": "091"});
    body["henkilot"][0]["henkilo"]["sukupuoli"]["nimi"] = json!("mies");
    let number = university.send(Method::PUT, "/oppija", format!("\u{feff}{body}")).await.ok()["id"].as_u64().unwrap();
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    assert_eq!(university.summary("").await["onnistuneet"], 1);
}

const LARGEST_BODY: usize = 64 * 1024 * 1024;

async fn a_body_over_the_limit_is_refused(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let before = registry.head();
    // Only said to be too long: it is refused before any of it is sent.
    let announced = head(&university, "PUT", "/oppija", &[&format!("Content-Length: {}", LARGEST_BODY + 1)]);
    assert_eq!(Raw::said(registry.address(), announced).await.status().await, 413);
    // Too long without having said so: anyone who sends it whole before they look for an answer finds it.
    let mut unsaid = Raw::said(registry.address(), head(&university, "PUT", "/oppija", CHUNKED)).await;
    let chunk = [b"100000\r\n".as_slice(), &blanks(0x100000), b"\r\n"].concat();
    for _ in 0..=LARGEST_BODY / 0x100000 {
        unsaid.say(&chunk).await;
    }
    assert_eq!(unsaid.status().await, 413);
    assert_eq!(registry.head(), before);
    // As long as is allowed: read, and refused for what it is.
    let answer = university.send(Method::PUT, "/oppija", blanks(LARGEST_BODY)).await;
    assert_eq!(answer.status, 400);
}

fn blanks(length: usize) -> Vec<u8> {
    vec![b' '; length]
}

/// It is not said how much will come.
const CHUNKED: &[&str] = &["Transfer-Encoding: chunked"];

/// Many programs send every body so, however small it is.
async fn small_bodies_of_unsaid_length_take_little_room(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let mut senders = Vec::new();
    for n in 0..40 {
        let body = oppijaloki_tests::client::look_up_body(&row_about(&registry.somebody(n), ""));
        let (front, back) = body.split_at(20);
        let head = head(&university, "POST", "/yleistunniste/hae", CHUNKED);
        let begun = Raw::said(registry.address(), format!("{head}14\r\n{front}\r\n")).await;
        senders.push((begun, format!("{:x}\r\n{back}\r\n0\r\n\r\n", back.len())));
    }
    // All of them are under way; others are answered meanwhile, and so are they in the end.
    for n in 40..50 {
        assert_eq!(university.look_up(&row_about(&registry.somebody(n), "")).await.status, 200);
    }
    for (sender, rest) in &mut senders {
        sender.say(rest).await;
        assert_eq!(sender.status().await, 200);
    }
}

async fn queries_that_cannot_be_understood_are_refused(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    for query in [
        "muokattuJalkeen=yesterday",
        "vainVirheet=perhaps",
        "tuontiId=x",
        "organisaatioOids=1.2.3",
        "page=0",
        "page=2147483648",
        "page=-1",
        "count=0",
        "count=10001",
        "count=x",
    ] {
        let answer = university.get(&format!("/oppija/muuttuneet?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.json()["path"], format!("{CONTEXT}/oppija/muuttuneet"));
    }
    for query in ["tuontiId=9223372036854775807", "tuontiId=-5", "muokattuJalkeen=9999-12-31", "page=2147483647"] {
        assert_eq!(university.changed(query).await["numberOfElements"], 0, "{query}");
    }
    // Names of other methods and paths have the shape of errors that clients know.
    let answer = university.send(Method::DELETE, "/oppija", "").await;
    assert_eq!((answer.status, answer.json()["status"].as_u64()), (405, Some(405)));
}

/// Disk full, or the journal away: nothing is half done, and the sender is told to come back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_journal_cannot_be_written_senders_are_asked_to_come_back() {
    let journal = FaultyJournal::over(memory_journal());
    let registry = Registry::following(journal.clone()).await;
    let university = registry.university().await;
    let rows = [row_about(&registry.somebody(1), "stu-1")];
    let known = university.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    journal.set_away(true);
    let body = to_oppija_json([&row_about(&registry.somebody(2), "stu-2")], None);
    let answer = refused(&registry, &university, Method::PUT, "/oppija", body.clone().into_bytes()).await;
    assert_eq!((answer.status, answer.header("retry-after").is_some()), (503, true));
    assert_eq!(university.look_up(&row_about(&registry.somebody(3), "stu-3")).await.status, 503);
    // What is known can be read all the while.
    assert_eq!(university.numbers(&known[0]).await.status, 200);
    assert_eq!(university.look_up(&rows[0]).await.status, 200);
    journal.set_away(false);
    let number = university.send(Method::PUT, "/oppija", body).await.ok()["id"].as_u64().unwrap();
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    assert_eq!(registry.count("PersonRegistered"), 2, "the refused look-up and import left nobody behind");
}

/// The answer of the journal is lost again and again; the import is there once all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_append_of_unknown_outcome_is_settled_and_never_done_twice() {
    use oppijaloki_tests::faults::Fault::{AnswerLost, None, RequestLost};
    let journal = FaultyJournal::over(memory_journal());
    let registry = Registry::following(journal.clone()).await;
    let university = registry.university().await;
    let rows: Vec<Row> = (0..20).map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect();
    journal.plan(&[AnswerLost, RequestLost, AnswerLost, None, RequestLost, AnswerLost, AnswerLost, RequestLost]);
    university.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    for (event_type, count) in
        [("ImportReceived", 1), ("ImportRowResolved", 20), ("PersonRegistered", 20), ("IdentifiedFromRegister", 20)]
    {
        assert_eq!(registry.count(event_type), count, "{event_type}");
    }
}
