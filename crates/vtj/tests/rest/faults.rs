//! How the client takes what goes wrong.

use chrono::Datelike;
use std::time::Duration;

use events::codes::Outage;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use vtj::client::{Answer, Register, RegisterConfig, RegisterOutage};
use vtj::stand_in::{Fault, StandIn};

use crate::{ANY, config, first, found, population, register, stand_in};

async fn outage_of(stand_in: &StandIn, fault: Fault) -> RegisterOutage {
    stand_in.control().set_fault(fault).unwrap();
    register(stand_in).ask(&first(3)).await.unwrap_err()
}

#[tokio::test]
async fn each_refusal_says_what_to_do() {
    let stand_in = stand_in().await;
    let cases = [
        (429, None, Outage::Throttled),
        (500, None, Outage::Failing),
        (502, None, Outage::Failing),
        (503, Some("Server.ServerProxy.ServiceFailed"), Outage::Failing),
        (500, Some("client.badrequest"), Outage::Refused),
        (400, None, Outage::Refused),
        (403, None, Outage::Refused),
        (404, None, Outage::Refused),
        (302, None, Outage::Refused),
    ];
    for (status, x_road_error, kind) in cases {
        let fault = Fault {
            status: Some(status),
            retry_after: Some(7),
            x_road_error: x_road_error.map(str::to_owned),
            ..Fault::default()
        };
        let outage = outage_of(&stand_in, fault).await;
        assert_eq!(outage.kind, kind, "{status}");
        assert_eq!(outage.retry_after, Some(Duration::from_secs(7)));
        assert!(outage.what.starts_with(&format!("HTTP {status}")), "{}", outage.what);
        assert_eq!(x_road_error.is_some_and(|error| outage.what.ends_with(error)), x_road_error.is_some());
    }
}

#[tokio::test]
async fn an_answer_that_is_none_is_a_failure() {
    let stand_in = stand_in().await;
    let bodies =
        ["", "{", "[]", "{}", "{\"perustiedot\":null}", "{\"perustiedot\":[{]}", "\u{feff}{\"perustiedot\":[]}"];
    let faults = [Fault { html: true, ..Fault::default() }, Fault { cut_off: true, ..Fault::default() }];
    let bodies = bodies.map(|body| Fault { body: Some(body.to_owned()), ..Fault::default() });
    for fault in faults.into_iter().chain(bodies) {
        let outage = outage_of(&stand_in, fault).await;
        assert_eq!((outage.kind, outage.retry_after), (Outage::Failing, None));
        assert!(outage.what.contains("not an answer"), "{}", outage.what);
    }
}

#[tokio::test]
async fn wrong_credentials_and_a_missing_x_road_client_are_refusals() {
    let stand_in = stand_in().await;
    let wrong = RegisterConfig { password: "guess".to_owned(), ..config(stand_in.base_url()) };
    let outage = Register::new(wrong).unwrap().ask(&first(1)).await.unwrap_err();
    assert_eq!((outage.kind, outage.what.as_str()), (Outage::Refused, "HTTP 401"));
    let no_client = Register::new(config(stand_in.x_road_base_url())).unwrap();
    let outage = no_client.ask(&first(1)).await.unwrap_err();
    assert_eq!((outage.kind, outage.what.as_str()), (Outage::Refused, "HTTP 400, X-Road-Error Client.MissingHeader"));
}

#[tokio::test]
async fn nobody_there_is_unreachable() {
    let listener = TcpListener::bind(ANY).await.unwrap();
    let base_url = format!("http://{}/api/v1", listener.local_addr().unwrap());
    drop(listener);
    let outage = Register::new(config(base_url)).unwrap().ask(&first(1)).await.unwrap_err();
    assert_eq!(outage.kind, Outage::Unreachable);
    assert!(!outage.to_string().contains("perustiedot"), "{outage}");
}

#[tokio::test]
async fn no_answer_in_time_is_unreachable() {
    let stand_in = stand_in().await;
    stand_in.control().set_fault(Fault { delay_ms: 600_000, ..Fault::default() }).unwrap();
    let hasty = RegisterConfig { answer_timeout: Duration::from_millis(100), ..config(stand_in.base_url()) };
    let outage = Register::new(hasty).unwrap().ask(&first(1)).await.unwrap_err();
    assert_eq!((outage.kind, outage.what.as_str()), (Outage::Unreachable, "no answer in time"));
}

/// Answers one connection with these bytes, whatever it asks, and closes it.
async fn once(answer: Vec<u8>) -> Register {
    let listener = TcpListener::bind(ANY).await.unwrap();
    let base_url = format!("http://{}/api/v1", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut asked = [0; 4096];
        assert!(connection.read(&mut asked).await.unwrap() > 0);
        // The client may hang up before it has taken everything.
        let _ = connection.write_all(&answer).await;
    });
    Register::new(config(base_url)).unwrap()
}

#[tokio::test]
async fn a_connection_that_breaks_within_the_answer_is_a_failure() {
    let register = once(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"perustiedot\":".to_vec()).await;
    let outage = register.ask(&first(1)).await.unwrap_err();
    assert_eq!(outage.kind, Outage::Failing);
    assert!(outage.what.starts_with("the answer broke off"), "{}", outage.what);
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let mut answer = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec();
    answer.resize(17 * 1024 * 1024, b' ');
    let outage = once(answer).await.ask(&first(1)).await.unwrap_err();
    assert_eq!(outage.kind, Outage::Failing);
    assert!(outage.what.contains("larger"), "{}", outage.what);
}

#[tokio::test]
async fn one_spoilt_person_spoils_no_other() {
    let stand_in = stand_in().await;
    let hetus = first(5);
    let fault = Fault {
        missing: vec![hetus[1]],
        poisoned: vec![hetus[2]],
        doubled: vec![hetus[3]],
        strangers: vec![population().hetu(77)],
        ..Fault::default()
    };
    stand_in.control().set_fault(fault).unwrap();
    let answers = register(&stand_in).ask(&hetus).await.unwrap().answers;
    assert_eq!(answers.len(), 5);
    assert_eq!(answers[1..4], [Answer::NotFound, Answer::Unreadable, Answer::Unreadable]);
    assert_eq!((found(&answers[0]).hetu, found(&answers[4]).hetu), (hetus[0], hetus[4]));
}

#[tokio::test]
async fn unknown_values_blanks_and_coarse_dates_are_taken() {
    let stand_in = stand_in().await;
    let hetus = first(50);
    let plain = register(&stand_in).ask(&hetus).await.unwrap().answers;
    stand_in.control().set_fault(Fault { blank_padding: true, ..Fault::default() }).unwrap();
    assert!(register(&stand_in).ask(&hetus).await.unwrap().answers == plain);
    stand_in.control().set_fault(Fault { unknown_enum: true, month_precision: true, ..Fault::default() }).unwrap();
    let coarse = register(&stand_in).ask(&hetus).await.unwrap().answers;
    for (plain, coarse) in plain.iter().zip(&coarse) {
        let (plain, coarse) = (found(plain), found(coarse));
        assert_eq!((coarse.sex.as_deref(), coarse.names.call_name.as_str()), (None, ""));
        assert_eq!(coarse.birth_date.unwrap().0, plain.birth_date.unwrap().0.with_day(1).unwrap());
        assert!(coarse.names.surname == plain.names.surname && coarse.contacts == plain.contacts);
    }
}

#[tokio::test]
async fn faults_come_in_turn_and_every_nth_time() {
    let stand_in = stand_in().await;
    let (control, register) = (stand_in.control(), register(&stand_in));
    let status = |status| Fault { status: Some(status), ..Fault::default() };
    let fault = Fault { next: vec![status(502), Fault::default()], every_nth: 3, ..status(429) };
    control.set_fault(fault).unwrap();
    let mut seen = Vec::new();
    for _ in 0..8 {
        seen.push(register.ask(&first(1)).await.err().map(|outage| outage.what));
    }
    let (bad, slow) = (Some("HTTP 502".to_owned()), Some("HTTP 429".to_owned()));
    assert_eq!(seen, [bad, None, None, None, slow.clone(), None, None, slow]);
    let requests = control.requests();
    assert_eq!((requests.requests, requests.answered, requests.asked_again), (8, 5, 4));
    control.reset_faults();
    control.reset_requests();
    assert!(register.ask(&first(1)).await.is_ok());
    assert_eq!(control.requests().asked_again, 0);
}

#[tokio::test]
async fn an_outage_of_the_second_request_is_one_of_the_whole() {
    let stand_in = stand_in().await;
    let (old, new) = (population().hetu(0), crate::hetu("150398-9512"));
    stand_in.control().change(vtj::stand_in::Change::ReplaceHetu { old, new }).unwrap();
    let fault = Fault { next: vec![Fault::default()], status: Some(500), ..Fault::default() };
    assert_eq!(outage_of(&stand_in, fault).await.kind, Outage::Failing);
    assert_eq!(stand_in.control().requests().requests, 2);
}

/// An answer with this status and these headers beside those of every answer.
fn raw(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n\r\n{body}")
        .into_bytes()
}

#[tokio::test]
async fn a_date_to_come_back_is_counted_from_the_answers_own() {
    let headers = "Date: Tue, 10 Mar 2026 22:30:00 GMT\r\nRetry-After: Tue, 10 Mar 2026 22:31:30 GMT";
    let outage = once(raw("429 Too Many Requests", headers, "")).await.ask(&first(1)).await.unwrap_err();
    assert_eq!((outage.kind, outage.retry_after), (Outage::Throttled, Some(Duration::from_secs(90))));
    let without_date = "Retry-After: Tue, 10 Mar 2026 22:31:30 GMT";
    let outage = once(raw("503 Service Unavailable", without_date, "")).await.ask(&first(1)).await.unwrap_err();
    assert_eq!((outage.kind, outage.retry_after), (Outage::Failing, None));
}

#[tokio::test]
async fn the_day_of_the_answer_is_the_registers_in_finland() {
    let hetu = crate::hetu("210705A932J");
    let body = r#"{"perustiedot":[{"henkilotunnus":"210705A932J","tietoryhmat":[
        {"tietoryhma":"HENKILON_NIMI","etunimi":"Aava","sukunimi":"Rantamaa"},
        {"tietoryhma":"NIMENMUUTOS","nimilaji":"NYKYINEN_SUKUNIMI","nimi":"Ended","loppupv":{"arvo":"2026-03-10"}},
        {"tietoryhma":"NIMENMUUTOS","nimilaji":"NYKYINEN_SUKUNIMI","nimi":"Ending","loppupv":{"arvo":"2026-03-11"}},
        {"tietoryhma":"KUOLINPAIVA","kuollut":true}]}]}"#;
    // Past midnight in Finland, not yet in Greenwich.
    let headers = "Date: Tue, 10 Mar 2026 22:30:00 GMT\r\nX-Road-Request-Id: 7c1b0f2e";
    let answers = once(raw("200 OK", headers, body)).await.ask(&[hetu]).await.unwrap();
    let record = found(&answers.answers[0]);
    assert_eq!(record.died.unwrap().0, events::date(2026, 3, 11));
    assert_eq!(record.former_surnames, ["Ended"]);
    assert_eq!(answers.id, "7c1b0f2e");
}
