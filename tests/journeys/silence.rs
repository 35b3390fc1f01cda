//! Nothing personal where it does not belong: not in a line of the log, not in a file under `journal` or `vault`, not in
//! metrics or errors; and every line and event of a request names the request.

use events::Hetu;
use oppijaloki::generate::{Row, to_oppija_json, to_yleistunniste_json};
use oppijaloki_tests::client::{Client, NOTICE_ADDRESS, foreign_row, look_up_body, row_about};
use oppijaloki_tests::logs;
use oppijaloki_tests::server::{IN_THE_END, On, Registry};
use oppijaloki_tests::temp::{contains, files_under};
use oppijaloki_tests::wait::wait_for;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;
use vtj::stand_in::{Change, Fault};

everywhere! {
    every_line_and_every_event_of_a_request_names_it,
}

on_both_journals! {
    nothing_personal_stands_in_logs_files_metrics_or_errors,
}

/// Somebody whom this process's other journeys do not know. Long names: short ones stand by chance in encrypted bytes.
fn eulalia(registry: &Registry) -> Row {
    let hetu = Hetu::from_stored("020594X903P").unwrap();
    let add = Change::Add {
        hetu,
        first_names: "Eulaliakukka Wilhelmiina".to_owned(),
        call_name: Some("Eulaliakukka".to_owned()),
        surname: "Pihlajakankaanpää".to_owned(),
        former_surnames: vec!["Vaarainkylänmaa".to_owned()],
        sex: None,
        language: None,
        nationalities: None,
        birth_date: None,
    };
    registry.register().change(add).unwrap();
    let mut row = foreign_row("Eulaliakukka Wilhelmiina", "Pihlajakankaanpää", "viite-77310044");
    (row.hetu, row.email) = (Some(hetu.as_str().to_owned()), Some("eulaliakukka@pihlajakangas.example".to_owned()));
    (row.passport, row.birth_date) = (Some("EP77310044".to_owned()), Some("1994-05-02".to_owned()));
    row
}

/// Texts that may stand nowhere: whole values, and parts and other spellings of them.
const SECRETS: [&str; 22] = [
    "020594X903P",
    "020594x903p",
    "020594X903M",
    "030594W903B",
    "Eulaliakukka",
    "eulaliakukka",
    "EULALIAKUKKA",
    "Wilhelmiina",
    "Pihlajakankaan",
    "pihlajakankaan",
    "Vaarainkyl",
    "vaarainkyl",
    "pihlajakangas.example",
    "viite-77310044",
    "EP77310044",
    "1994-05-02",
    "Oskarivaltteri",
    "Honkavuorenmaa",
    "oskarivaltteri@",
    "SK77310055",
    NOTICE_ADDRESS,
    "lumijoki.example",
];

/// Everything that can be done with a learner, and everything that can go wrong with it.
async fn busy_day(registry: &Registry, logged_errors: &mut String) {
    let (university, school) = (registry.university().await, registry.school().await);
    let row = eulalia(registry);
    let control = registry.register();
    control.set_fault(Fault { next: vec![status(500), cut_off(), html()], ..Fault::default() }).unwrap();
    assert_eq!(university.look_up(&row).await.status, 503);
    let number = university.import_noticed(std::slice::from_ref(&row), NOTICE_ADDRESS).await;
    university.resolved(number).await;
    registry.everybody_settled(IN_THE_END).await;
    let mut other_name = row.clone();
    other_name.names = foreign_row("Oskarivaltteri", "Honkavuorenmaa", "").names;
    other_name.email = None;
    let mut wrong_hetu = Row { hetu: Some("030594W903B".to_owned()), passport: None, email: None, ..row.clone() };
    wrong_hetu.tunniste = Some("viite-77310044".to_owned());
    control.set_fault(Fault { poisoned: vec![Hetu::from_stored("030594W903B").unwrap()], ..Fault::default() }).unwrap();
    let rows = [other_name.clone(), wrong_hetu, row.clone()];
    let second = school.import_noticed(&rows, NOTICE_ADDRESS).await;
    school.resolved(second).await;
    registry.everybody_settled(IN_THE_END).await;
    registry.event_after(second, "ImportNoticeSent").await;
    for client in [&university, &school] {
        for answer in [client.get(&format!("/oppija/tuonti={second}")).await, client.look_up(&other_name).await] {
            assert!([200, 403, 409].contains(&answer.status));
        }
        // The path holds a hetu, whether or not the answer opens the record.
        assert!([200, 401].contains(&client.get("/henkilo/hetu=020594X903P").await.status));
        client.changed("nimiHaku=Pihlajakankaanp%C3%A4%C3%A4").await;
        client.summary("nimiHaku=020594X903P").await;
    }
    let sofia = json!({"etunimet": "Oskarivaltteri", "kutsumanimi": "Oskarivaltteri", "sukunimi": "Honkavuorenmaa",
        "passinumerot": ["SK77310055"], "yksiloity": true});
    assert_eq!(university.register_learner(&sofia).await.status, 200);
    for answer in refusals(&university, &row, &sofia).await {
        assert!(answer.status >= 400, "{}", answer.status);
        logged_errors.push_str(&answer.text);
    }
}

fn status(status: u16) -> Fault {
    Fault { status: Some(status), ..Fault::default() }
}

fn cut_off() -> Fault {
    Fault { cut_off: true, ..Fault::default() }
}

fn html() -> Fault {
    Fault { html: true, ..Fault::default() }
}

/// Requests that are refused although, or because, they are full of personal data.
async fn refusals(client: &Client, row: &Row, sofia: &Value) -> Vec<oppijaloki_tests::client::Answer> {
    let body = to_oppija_json([row], Some(NOTICE_ADDRESS));
    let swapped = Row { sex: row.hetu.clone(), language: row.passport.clone(), ..row.clone() };
    let mistyped = Row { hetu: Some("020594X903M".to_owned()), ..row.clone() };
    let mut answers = vec![
        client.register_learner(sofia).await,
        client.send(Method::PUT, "/oppija", body[..body.len() - 5].to_owned()).await,
        client.send(Method::PUT, "/yleistunniste", format!("{body}{body}")).await,
        client.send(Method::PUT, "/oppija", to_oppija_json([&swapped], None)).await,
        client
            .send(
                Method::PUT,
                "/oppija",
                to_oppija_json([&Row { nationalities: vec![row.names.surname.clone()], ..row.clone() }], None),
            )
            .await,
        client
            .send(
                Method::PUT,
                "/oppija",
                to_oppija_json([&Row { email: Some(row.names.surname.clone()), ..row.clone() }], None),
            )
            .await,
        client.send(Method::PUT, "/yleistunniste", to_yleistunniste_json([&mistyped], None)).await,
        client.send(Method::POST, "/yleistunniste/hae", look_up_body(&mistyped)).await,
        client.send(Method::POST, "/yleistunniste/hae", body.replace("henkilot", "hetu")).await,
    ];
    for path in [
        "/yleistunniste/hae/020594X903P",
        "/s2s/oidByHetu/020594x903p",
        "/oppija/tuonti=020594X903P",
        "/oppija/muuttuneet?page=020594X903P&nimiHaku=Eulaliakukka",
        "/oppija/yhteenveto?organisaatioOids=Eulaliakukka&muokattuJalkeen=020594X903P",
    ] {
        answers.push(client.get(path).await);
    }
    answers
}

async fn nothing_personal_stands_in_logs_files_metrics_or_errors(on: On) {
    let mut registry = Registry::start(on).await;
    let mut errors = String::new();
    busy_day(&registry, &mut errors).await;
    let metrics = reqwest::get(format!("http://{}/metrics", registry.address())).await.unwrap().text().await.unwrap();
    let live = registry.precious_bytes().await;
    registry.stop().await;
    let mut places: Vec<(String, Vec<u8>)> = registry.precious_bytes().await;
    assert!(places.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > 10_000, "there is nothing to look at");
    places.extend(live);
    places.push(("an error".to_owned(), errors.into_bytes()));
    places.push(("the metrics".to_owned(), metrics.into_bytes()));
    places.push(("the log".to_owned(), logs::text().into_bytes()));
    for (place, bytes) in &places {
        for (n, secret) in SECRETS.iter().enumerate() {
            assert!(!contains(bytes, secret.as_bytes()), "secret {n} stands in {place}");
        }
    }
    // The read models hold them in clear, on purpose: the search itself finds what is there.
    let cache = files_under(&registry.path("cache"));
    let found = cache.iter().any(|(_, bytes)| contains(bytes, "Pihlajakankaan".as_bytes()));
    assert!(found, "the search finds nothing anywhere");
    assert!(logs::text().contains("answered"), "nothing was logged");
}

/// The id of the request that a line was logged in, wherever the line carries it: the innermost, since all that a server
/// does stands within its start.
fn request_of(line: &Value) -> Option<&str> {
    let in_span = |span: &'_ Value| span.get("request_id").is_some();
    let spans = line["spans"].as_array().into_iter().flatten();
    let innermost_first = [line, &line["span"]].into_iter().chain(spans.rev());
    innermost_first.into_iter().find(|span| in_span(span)).and_then(|span| span["request_id"].as_str())
}

fn logged(registry: &Registry) -> Vec<Value> {
    registry.logged().lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

async fn every_line_and_every_event_of_a_request_names_it(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let ask = async |method: Method, path: &str, body: String| {
        let id = Uuid::new_v4();
        let request = university.request(method, path).header("x-request-id", id.to_string());
        let request = request.header("content-type", "application/json").body(body);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["x-request-id"], id.to_string(), "the answer names the request");
        (id, answer.status().as_u16())
    };
    let rows = [row_about(&registry.somebody(1), "stu-1"), row_about(&registry.somebody(2), "stu-2")];
    registry.register().set_fault(Fault { next: vec![status(500)], ..Fault::default() }).unwrap();
    let outage = ask(Method::POST, "/yleistunniste/hae", look_up_body(&rows[0])).await;
    let import = ask(Method::PUT, "/oppija", to_oppija_json(&rows, None)).await;
    registry.event_after(0, "ImportCompleted").await;
    registry.everybody_settled(IN_THE_END).await;
    let look_up = ask(Method::POST, "/yleistunniste/hae", look_up_body(&row_about(&registry.somebody(3), ""))).await;
    let learner = json!({"etunimet": "Lina", "kutsumanimi": "Lina", "sukunimi": "Berg"}).to_string();
    let single = ask(Method::POST, "/oppija", learner).await;
    let refused = ask(Method::PUT, "/oppija", "{".to_owned()).await;
    // The answer may be here before its line is written.
    let ended = |lines: &[Value]| {
        lines.iter().any(|line| request_of(line) == Some(&refused.0.to_string()) && line["message"] == "answered")
    };
    let lines = wait_for("the last request is logged", IN_THE_END, async || {
        Some(logged(&registry)).filter(|lines| ended(lines))
    })
    .await;
    for ((id, status), expected) in
        [outage, import, look_up, single, refused].into_iter().zip([503, 200, 200, 200, 400])
    {
        assert_eq!(status, expected);
        let id = id.to_string();
        let own: Vec<&Value> = lines.iter().filter(|line| request_of(line) == Some(&id)).collect();
        let answered = own.iter().filter(|line| line["message"] == "answered" && line["status"] == expected).count();
        assert_eq!(answered, 1, "one line says how the request ended");
    }
    let told = |line: &&Value| request_of(line) == Some(&outage.0.to_string()) && line["level"] == "WARN";
    assert!(lines.iter().any(|line| told(&line)), "what went wrong in a request is told under its id");
    // What concerns all connections belongs to no request.
    let edge = |target: &str| target.starts_with("web") && target != "web::connections";
    for line in lines.iter().filter(|line| line["target"].as_str().is_some_and(edge)) {
        assert!(request_of(line).is_some(), "a line of the edge names no request: {line}");
    }
    // Events, however much later they come: rows, completion and identification carry on what the import began.
    let events = registry.events();
    let of = |id: Uuid| -> Vec<&str> {
        let own = events.iter().filter(|event| event.recorded.envelope.meta.request.0 == id);
        let mut types: Vec<&str> = own.map(|event| event.fact.event_type()).collect();
        types.sort_unstable();
        types
    };
    let of_import = [
        "IdentifiedFromRegister",
        "IdentifiedFromRegister",
        "ImportCompleted",
        "ImportReceived",
        "ImportRowResolved",
        "ImportRowResolved",
        "ImportRowsReceived",
        "PersonRegistered",
        "PersonRegistered",
    ];
    assert_eq!(of(import.0), of_import);
    assert_eq!(of(look_up.0), ["IdentifiedFromRegister", "PersonRegistered"]);
    assert_eq!(of(single.0), ["PersonRegistered"]);
    assert_eq!((of(outage.0).len(), of(refused.0).len()), (0, 0));
    assert!(events.iter().all(|event| !event.recorded.envelope.meta.request.0.is_nil()));
}
