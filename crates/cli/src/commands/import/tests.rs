//! The whole command against a server that answers as today's registry does.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};

use axum::extract::{Path as UrlPath, Query, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use clap::Parser;
use events::{codes::Interface, date};
use serde_json::{Value, json};

use super::*;
use crate::generate::{Kind, Mix, Options, rows, to_oppija_json, to_yleistunniste_json};

const SECRET: &str = "s&cret";

/// What the server remembers, and how it is to behave.
#[derive(Default)]
struct Onr {
    /// Bodies of accepted imports; the import number is 100 and the place.
    imports: Vec<Value>,
    /// How often it was asked for the state of an import.
    polls: u64,
    /// How many tokens it gave.
    tokens: u32,
    /// What it answers to the next imports, instead of accepting them.
    replies: VecDeque<(u16, &'static str)>,
    /// What it answers to the next questions about imports, instead of the truth.
    polled: VecDeque<u16>,
    /// What it tells of rows that need somebody; `None` where it is of another make.
    causes: Option<Vec<Value>>,
    /// Rows that were reported as not sent, with the import.
    unsent: Vec<(usize, Value)>,
    /// How many people are still waiting, at each question for counts; `None` refuses the question.
    waiting: Option<VecDeque<u64>>,
}

type Server = Arc<Mutex<Onr>>;

async fn token(Shared(onr): Shared<Server>, body: String) -> Response {
    if body != "grant_type=client_credentials&client_id=me&client_secret=s%26cret" {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let mut onr = onr.lock().unwrap();
    onr.tokens += 1;
    Json(json!({"access_token": format!("token-{}", onr.tokens), "token_type": "Bearer"})).into_response()
}

fn holds(headers: &HeaderMap) -> bool {
    headers.get("authorization").is_some_and(|held| held.to_str().unwrap().starts_with("Bearer token-"))
}

/// The server closes a connection whose handler panics.
fn break_connection(onr: std::sync::MutexGuard<'_, Onr>) -> ! {
    drop(onr);
    panic!("the connection is to break");
}

fn basics(onr: &Onr, id: usize, done: bool) -> Response {
    let rows = onr.imports[id - 100]["henkilot"].as_array().unwrap().len();
    let resolved = if done { rows } else { rows / 2 };
    Json(json!({"id": id, "kasitelty": done, "kasiteltavia": rows, "kasiteltyja": resolved})).into_response()
}

async fn import_in(Shared(onr): Shared<Server>, headers: HeaderMap, body: axum::body::Bytes) -> Response {
    let mut onr = onr.lock().unwrap();
    if !holds(&headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if let Some((status, message)) = onr.replies.pop_front() {
        if status == 0 {
            break_connection(onr);
        }
        let body = Json(json!({"status": status, "message": message}));
        return (StatusCode::from_u16(status).unwrap(), [("retry-after", "0")], body).into_response();
    }
    onr.imports.push(serde_json::from_slice(&body).unwrap());
    basics(&onr, 99 + onr.imports.len(), false)
}

async fn state(Shared(onr): Shared<Server>, UrlPath((_, segment)): UrlPath<(String, String)>) -> Response {
    let mut onr = onr.lock().unwrap();
    onr.polls += 1;
    if let Some(status) = onr.polled.pop_front() {
        if status == 0 {
            break_connection(onr);
        }
        return StatusCode::from_u16(status).unwrap().into_response();
    }
    let id: usize = segment.strip_prefix("tuonti=").unwrap().parse().unwrap();
    if id - 100 >= onr.imports.len() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let done = onr.polls > 1;
    basics(&onr, id, done)
}

/// Rows come back to front, as they come from a hash table; who has a hetu is identified.
async fn answers(Shared(onr): Shared<Server>, UrlPath((_, segment)): UrlPath<(String, String)>) -> Response {
    let onr = onr.lock().unwrap();
    let id: usize = segment.strip_prefix("tuonti=").unwrap().parse().unwrap();
    let answer = |row: &Value| {
        let key = row["henkilo"]["hetu"].as_str().or(row["henkilo"]["passinumero"].as_str()).unwrap_or("e-mail");
        let oid = format!("oid-{:x}", key.bytes().fold(7u64, |sum, byte| sum * 31 + u64::from(byte)));
        let number = row["henkilo"]["hetu"].is_string().then(|| oid.clone());
        let person = json!({"oid": oid, "oppijanumero": number, "passivoitu": false, "linked": []});
        json!({"tunniste": row["tunniste"], "henkilo": person})
    };
    let rows: Vec<Value> = onr.imports[id - 100]["henkilot"].as_array().unwrap().iter().rev().map(answer).collect();
    Json(json!({"id": id, "henkilot": rows})).into_response()
}

async fn summary(Shared(onr): Shared<Server>) -> Response {
    let mut onr = onr.lock().unwrap();
    match &mut onr.waiting {
        None => StatusCode::UNAUTHORIZED.into_response(),
        Some(waiting) => {
            let left = if waiting.len() > 1 { waiting.pop_front() } else { waiting.front().copied() };
            Json(json!({"keskeneraiset": left, "onnistuneet": 0, "virheet": 0, "yhteensa": 100})).into_response()
        }
    }
}

/// Page by page, one row on each.
async fn causes(Shared(onr): Shared<Server>, Query(asked): Query<HashMap<String, String>>) -> Response {
    let Some(causes) = onr.lock().unwrap().causes.clone() else { return StatusCode::NOT_FOUND.into_response() };
    let failed = asked["filter"] == "failed";
    let wanted: Vec<&Value> = causes.iter().filter(|row| row["cause"].is_string() == failed).collect();
    let after: usize = asked.get("after").map_or(0, |after| after.parse().unwrap());
    let next = (after + 1 < wanted.len()).then(|| (after + 1).to_string());
    Json(json!({"items": wanted.get(after).into_iter().collect::<Vec<_>>(), "next": next})).into_response()
}

async fn unsent(Shared(onr): Shared<Server>, UrlPath(id): UrlPath<usize>, Json(body): Json<Value>) -> StatusCode {
    let mut onr = onr.lock().unwrap();
    onr.unsent.extend(body["rows"].as_array().unwrap().iter().map(|row| (id, row.clone())));
    StatusCode::NO_CONTENT
}

async fn start(onr: Onr) -> (String, Server) {
    let onr = Arc::new(Mutex::new(onr));
    let service = Router::new()
        .route("/oppija", put(import_in))
        .route("/yleistunniste", put(import_in))
        .route("/oppija/yhteenveto", get(summary))
        .route("/{path}/{segment}", get(answers))
        .route("/{path}/{segment}/perustiedot", get(state));
    let router = Router::new()
        .route("/kayttooikeus-service/oauth2/token", post(token))
        .nest("/oppijanumerorekisteri-service", service)
        .route("/api/v1/imports/{import}/rows", get(causes))
        .route("/api/v1/imports/{import}/unsent-rows", post(unsent))
        .layer(axum::extract::DefaultBodyLimit::disable())
        .with_state(Arc::clone(&onr));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, onr)
}

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    arguments: Arguments,
}

/// Runs the command; gives whether rows were refused and what was printed, or the failure.
async fn run_on(server: &str, line: &str, file: &str) -> (Result<bool, String>, String) {
    let secret = if line.contains("--client-secret") { "" } else { &format!("--client-secret={SECRET}") };
    let words = ["import", "learners.csv", "--server", server, "--client-id", "me", secret];
    let words = words.into_iter().filter(|word| !word.is_empty()).chain(line.split_whitespace());
    let arguments = Line::try_parse_from(words).map(|line| line.arguments).unwrap_or_else(|error| panic!("{error}"));
    let rules =
        Rules { interface: arguments.interface.into(), codes: CodeSets::shipped().unwrap(), today: date(2026, 11, 22) };
    let mut out = Vec::new();
    let result =
        import((&arguments, Texts(Lang::En)), file.as_bytes(), &rules, Duration::from_millis(2), &mut out).await;
    (result.map_err(|Failure(why)| why), String::from_utf8(out).unwrap())
}

/// A file of so many rows, every tenth of which is malformed; and how many those are.
fn mixed(rows_wanted: u64) -> (String, usize) {
    let mix = Mix::plain().with(Kind::Malformed, 10_000).and_then(|mix| mix.with(Kind::Foreign, 10_000)).unwrap();
    let made: Vec<_> = rows(&Options { mix, ..Options::new(1, 20_000, rows_wanted) }).collect();
    let bad = made.iter().filter(|made| made.truth.fault.is_some()).count();
    (to_oppija_json(made.iter().map(|made| &made.row), Some("office@school.example")), bad)
}

fn plain(rows_wanted: u64) -> String {
    let made: Vec<_> = rows(&Options::plain(1, 20_000, rows_wanted)).collect();
    to_oppija_json(made.iter().map(|made| &made.row), None)
}

#[tokio::test]
async fn good_rows_are_sent_as_they_are_and_bad_ones_refused_alone() {
    let (server, onr) = start(Onr::default()).await;
    let (file, bad) = mixed(200);
    let (result, printed) = run_on(&server, "", &file).await;
    assert_eq!((result, bad > 5), (Ok(true), true));
    let sent = onr.lock().unwrap().imports.clone();
    let written: Value = serde_json::from_str(&file).unwrap();
    let all = written["henkilot"].as_array().unwrap();
    let kept = sent[0]["henkilot"].as_array().unwrap();
    assert_eq!((sent.len(), kept.len()), (1, 200 - bad));
    assert!(kept.iter().all(|row| all.contains(row)));
    assert_eq!(sent[0]["sahkoposti"], "office@school.example");

    let lines: Vec<Vec<&str>> = printed.lines().map(|line| line.split(';').collect()).collect();
    assert_eq!(lines[0], ["\u{feff}tunniste", "row", "oid", "oppijanumero", "conflict", "state", "cause"]);
    assert_eq!(lines.len(), 201);
    for (line, row) in lines[1..].iter().zip(all) {
        assert_eq!(line[0], row["tunniste"].as_str().unwrap(), "results stand in the order of the file");
        let hetu = row["henkilo"]["hetu"].is_string();
        let state = if !kept.contains(row) {
            "refused"
        } else if hetu {
            "identified"
        } else {
            "unidentified"
        };
        assert_eq!(line[5], state);
        assert_eq!((line[2].is_empty(), line[3].is_empty()), (state == "refused", state != "identified"));
    }
}

#[tokio::test]
async fn causes_stand_beside_the_rows_that_need_somebody() {
    let told = vec![
        json!({"row": 2, "cause": "not_in_register", "refusal": null}),
        json!({"row": 4, "cause": "no_hetu", "refusal": null}),
        json!({"row": 7, "cause": null, "refusal": "too_large"}),
    ];
    let (server, _) = start(Onr { causes: Some(told), ..Onr::default() }).await;
    let (result, printed) = run_on(&server, "", &plain(10)).await;
    let causes: Vec<&str> = printed.lines().skip(1).map(|line| line.split(';').nth(6).unwrap()).collect();
    assert_eq!(causes, ["", "", "not_in_register", "", "no_hetu", "", "", "too_large", "", ""]);
    assert_eq!(result, Ok(true), "somebody must look at them");
    let (_, printed) = run_on(&server, "--words sv", &plain(10)).await;
    assert!(printed.contains(&Texts(Lang::Sv).get("cause-no_hetu")), "{printed}");
}

#[tokio::test]
async fn rows_refused_here_are_reported_when_asked_for_and_with_nothing_of_the_learner() {
    let (server, onr) = start(Onr::default()).await;
    let (file, bad) = mixed(400);
    assert_eq!(run_on(&server, "--report-refused", &file).await.0, Ok(true));
    let told = &onr.lock().unwrap().unsent;
    assert_eq!((told.len(), told.iter().all(|(import, _)| *import == 100)), (bad, true));
    let is_all = |row: &Value| row.as_object().unwrap().len() == 3 && row["faults"][0]["fault"].is_string();
    assert!(told.iter().all(|(_, row)| is_all(row)), "{told:?}");
}

#[tokio::test]
async fn strict_and_dry_runs_send_nothing() {
    let (server, onr) = start(Onr::default()).await;
    let (file, bad) = mixed(100);
    let (result, printed) = run_on(&server, "--strict", &file).await;
    assert_eq!(result, Ok(true));
    assert_eq!(printed.matches(";not_sent").count(), 100 - bad);
    let (result, printed) = run_on(&server, "--dry-run", &file).await;
    assert_eq!(result, Ok(true));
    assert_eq!(printed, format!("rows;would_be_sent;refused;imports\n100;{};{bad};1\n", 100 - bad));
    let (_, printed) = run_on(&server, "--dry-run --strict --json", &file).await;
    let told: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(told, json!({"rows": 100, "would_be_sent": 0, "refused": bad, "imports": 0}));
    assert_eq!(run_on(&server, "--dry-run", &plain(10)).await.0, Ok(false));
    let onr = onr.lock().unwrap();
    assert_eq!((onr.imports.len(), onr.tokens), (0, 0));
}

#[tokio::test]
async fn a_file_too_large_for_one_import_is_sent_in_several() {
    let (server, onr) = start(Onr::default()).await;
    let (result, printed) = run_on(&server, "--max-body 1 --json", &plain(6_000)).await;
    assert_eq!(result, Ok(false));
    let imports: Vec<usize> =
        onr.lock().unwrap().imports.iter().map(|import| import["henkilot"].as_array().unwrap().len()).collect();
    assert!(imports.len() > 1 && imports.iter().sum::<usize>() == 6_000, "{imports:?}");
    let told: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(told["imports"].as_array().unwrap().len(), imports.len());
    let numbers: Vec<u64> = told["rows"].as_array().unwrap().iter().map(|row| row["row"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=6_000).collect::<Vec<_>>());
}

#[tokio::test]
async fn an_outage_is_waited_out_a_few_times() {
    let replies = VecDeque::from([(503, "later"), (429, "later")]);
    let polled = VecDeque::from([503, 502, 0]);
    let (server, onr) = start(Onr { replies, polled, ..Onr::default() }).await;
    assert_eq!(run_on(&server, "", &plain(10)).await.0, Ok(false));
    assert_eq!(onr.lock().unwrap().imports.len(), 1);
    let (server, onr) = start(Onr { replies: VecDeque::from([(503, "later"); 50]), ..Onr::default() }).await;
    let failure = run_on(&server, "", &plain(10)).await.0.unwrap_err();
    assert!(failure.contains("503") && failure.contains("try again later"), "{failure}");
    assert_eq!(onr.lock().unwrap().replies.len(), 44, "six tries");
}

#[tokio::test]
async fn refusals_of_the_server_say_what_to_do_and_never_what_it_says() {
    let echo = "Validation failed: on field 'henkilot[1].henkilo.hetu': rejected value [010190-9990]";
    for (status, expected) in [
        (400, vec!["as a whole", "row 2: hetu"]),
        (401, vec!["OPPIJOIDENTUONTI"]),
        (403, vec!["not allow"]),
        (404, vec!["--server"]),
        (413, vec!["--max-body"]),
        (302, vec!["redirect"]),
        (500, vec!["status 500"]),
        (502, vec!["not known", "nobody twice"]),
    ] {
        let replies = VecDeque::from([(status, echo); 2]);
        let (server, onr) = start(Onr { replies, ..Onr::default() }).await;
        let failure = run_on(&server, "", &plain(10)).await.0.unwrap_err();
        assert!(expected.iter().all(|words| failure.contains(words)), "{status}: {failure}");
        assert!(!failure.contains("010190") && !failure.contains(SECRET) && !failure.contains("token-"), "{failure}");
        assert_eq!(onr.lock().unwrap().imports.len(), 0);
    }
}

#[tokio::test]
async fn tokens_are_asked_for_and_renewed() {
    let replies = VecDeque::from([(401, "expired")]);
    let (server, onr) = start(Onr { replies, ..Onr::default() }).await;
    assert_eq!(run_on(&server, "", &plain(10)).await.0, Ok(false));
    assert_eq!(onr.lock().unwrap().tokens, 2);
    let wrong = run_on(&server, "--client-secret=wrong", &plain(10)).await.0.unwrap_err();
    assert!(wrong.contains("OPPIJALOKI_CLIENT_SECRET"), "{wrong}");
    let elsewhere = format!("--token-url {server}/elsewhere");
    let failure = run_on(&server, &elsewhere, &plain(10)).await.0.unwrap_err();
    assert!(failure.contains("--token-url"), "{failure}");
    assert_eq!(run_on(&server, "--token token-9", &plain(10)).await.0, Ok(false));
    assert!(run_on(&server, "--token wrong", &plain(10)).await.0.unwrap_err().contains("OPPIJOIDENTUONTI"));
    assert_eq!(onr.lock().unwrap().tokens, 2);
}

#[tokio::test]
async fn what_is_received_is_followed_after_a_broken_connection() {
    let (server, onr) = start(Onr { polled: VecDeque::from([0; 6]), ..Onr::default() }).await;
    let failure = run_on(&server, "", &plain(10)).await.0.unwrap_err();
    assert!(failure.contains("/oppijoidentuonti/100\n") && failure.contains("learners.csv --follow 100"), "{failure}");
    let (result, printed) = run_on(&server, "--follow 100", &plain(10)).await;
    assert_eq!((result, printed.matches(";identified").count()), (Ok(false), 10));
    assert_eq!(onr.lock().unwrap().imports.len(), 1, "nothing was sent again");
    for (line, rows, why) in [
        ("--follow 100", 9, "10 rows and this file 9"),
        ("--follow 100,101", 10, "makes 1"),
        ("--follow 999", 10, "404"),
    ] {
        let failure = run_on(&server, line, &plain(rows)).await.0.unwrap_err();
        assert!(failure.contains(why), "{failure}");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_while_sending_leaves_it_open_whether_it_arrived() {
    let (server, _) = start(Onr { replies: VecDeque::from([(0, "")]), ..Onr::default() }).await;
    let failure = run_on(&server, "", &plain(10)).await.0.unwrap_err();
    assert!(failure.contains("whether the import has arrived is not known"), "{failure}");
    let nobody = run_on("http://127.0.0.1:9", "", &plain(10)).await.0.unwrap_err();
    assert!(nobody.contains("is it running"), "{nobody}");
}

#[tokio::test]
async fn identification_is_waited_for_by_counts_or_by_rows() {
    let (server, onr) = start(Onr { waiting: Some(VecDeque::from([7, 3, 0])), ..Onr::default() }).await;
    assert_eq!(run_on(&server, "--wait identified", &plain(10)).await.0, Ok(false));
    assert_eq!(onr.lock().unwrap().waiting.as_ref().unwrap().len(), 1);

    let (server, _) = start(Onr::default()).await;
    let (file, _) = mixed(50);
    assert_eq!(run_on(&server, "--wait identified", &file).await.0, Ok(true), "nobody waits for hetuless learners");

    let (server, _) = start(Onr { waiting: Some(VecDeque::from([2])), ..Onr::default() }).await;
    let (result, printed) = run_on(&server, "--wait identified --patience 0", &plain(10)).await;
    let failure = result.unwrap_err();
    assert!(failure.contains("2 learners are not identified") && failure.contains("--follow 100"), "{failure}");
    assert_eq!(printed.lines().count(), 11, "there are results all the same");
}

#[tokio::test]
async fn rows_of_yleistunniste_go_by_its_own_path() {
    let (server, onr) = start(Onr::default()).await;
    let options = Options { interface: Interface::Yleistunniste, ..Options::plain(1, 100, 20) };
    let made: Vec<_> = rows(&options).collect();
    let file = to_yleistunniste_json(made.iter().map(|made| &made.row), None);
    let line = "--interface yleistunniste --wait identified --notice office@school.example";
    assert_eq!(run_on(&server, line, &file).await.0, Ok(false));
    assert_eq!(onr.lock().unwrap().imports[0]["sahkoposti"], "office@school.example");
    let wrong = run_on(&server, "--notice nobody", &plain(3)).await.0.unwrap_err();
    assert!(wrong.contains("--notice"), "{wrong}");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_named_with_its_cause() {
    let failure = run_on("http://127.0.0.1:9", "", "Matti;Meikäläinen\n").await.0.unwrap_err();
    assert!(failure.starts_with("learners.csv: column 1") && !failure.contains("Matti"), "{failure}");
}
