//! Our own interface: the report, conflicts side by side, learners with their history; who may see what, and problems in
//! the caller's language.

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use reqwest::Method;
use serde_json::{Value, json};

everywhere! {
    each_right_opens_what_it_should_and_nothing_else,
    a_conflict_stands_side_by_side_and_is_noted_once,
    a_learner_is_shown_now_and_as_it_stood_and_what_each_event_changed,
    a_protection_order_is_told_and_hides_addresses,
    problems_name_the_parameter_in_the_callers_language,
    lists_go_on_from_their_cursor,
}

const UNIVERSITY: &str = "1.2.246.562.10.90000000011";
const ANOTHER: &str = "1.2.246.562.10.90000000014";
const ROOT: &str = "1.2.246.562.10.00000000001";

fn official(registry: &Registry, roles: &[&str], organisation: &str) -> Client {
    let now = registry.app().now().millis() / 1000;
    let roles: Vec<String> = roles.iter().map(|role| format!("OPPIJANUMEROREKISTERI_{role}")).collect();
    let claims = json!({
        "iss": registry.issuer(), "aud": "oppijaloki", "sub": "1.2.246.562.24.00000010252", "client_id": "test",
        "iat": now, "nbf": now, "exp": now + 600, "roles": {organisation: roles},
    });
    registry.with_token(Some(registry.signing_key().sign(&claims).unwrap()))
}

/// The university's import, whose first row has the name of somebody else than the school's learner with the hetu, and
/// whose second is spelled a little differently. Gives its number and the OIDs.
async fn in_conflict(registry: &Registry) -> (u64, Vec<String>) {
    let known = |n| row_about(&registry.somebody(n), &format!("stu-{n}"));
    registry.school().await.import_resolved(&[known(1), known(2)]).await;
    registry.everybody_settled(SOON).await;
    let unlike = Row { names: foreign_row("Tuulikki Inkeri", "Mäkivaara", "").names, ..known(1) };
    let mut misspelled = known(2);
    misspelled.names.surname.push('x');
    let university = registry.university().await;
    let number = university.import(&[unlike, misspelled, known(3)]).await;
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    (number, oppijaloki_tests::client::oids(&university.number_rows(number).await))
}

async fn each_right_opens_what_it_should_and_nothing_else(on: On) {
    let registry = Registry::start(on).await;
    let (number, oids) = in_conflict(&registry).await;
    let callers = [
        official(&registry, &["OPPIJOIDENTUONTI"], UNIVERSITY),
        official(&registry, &["OPPIJOIDENTUONTI"], ANOTHER),
        official(&registry, &["TUONTIDATA_READ"], UNIVERSITY),
        official(&registry, &["HENKILON_RU"], UNIVERSITY),
        official(&registry, &["REKISTERINPITAJA_READ"], ROOT),
        official(&registry, &["REKISTERINPITAJA"], UNIVERSITY),
        official(&registry, &["REKISTERINPITAJA"], ROOT),
    ];
    let table: [(&str, String, [u16; 7]); 12] = [
        ("GET", "/summary".to_owned(), [200, 200, 200, 403, 200, 403, 200]),
        ("GET", "/errors".to_owned(), [200, 200, 200, 403, 200, 403, 200]),
        ("GET", "/imports".to_owned(), [200, 200, 200, 403, 200, 403, 200]),
        ("GET", format!("/imports/{number}"), [200, 403, 200, 403, 200, 403, 200]),
        ("GET", format!("/imports/{number}/rows"), [200, 403, 200, 403, 200, 403, 200]),
        ("GET", format!("/imports/{number}/conflicts"), [403, 403, 200, 403, 200, 403, 200]),
        // The sender's own official notes it, and others come after; the auditor changes nothing.
        ("POST", format!("/imports/{number}/conflicts/0/review"), [204, 403, 409, 403, 403, 403, 409]),
        ("GET", format!("/persons/{}", oids[2]), [200, 404, 403, 200, 200, 403, 200]),
        ("GET", format!("/persons/{}/history", oids[2]), [200, 404, 403, 200, 200, 403, 200]),
        // The row with another's name opened no record.
        ("GET", format!("/persons/{}", oids[0]), [404, 404, 403, 404, 200, 403, 200]),
        ("GET", "/access/looks".to_owned(), [403, 403, 403, 403, 200, 403, 200]),
        ("GET", "/access/refusals".to_owned(), [403, 403, 403, 403, 200, 403, 200]),
    ];
    for (method, path, expected) in &table {
        let anonymous = registry.with_token(None).own(method.parse().unwrap(), path, None).await;
        assert_eq!((anonymous.status, anonymous.header("www-authenticate").is_some()), (401, true), "{method} {path}");
        for (n, caller) in callers.iter().enumerate() {
            let answer = caller.own(method.parse().unwrap(), path, None).await;
            assert_eq!(answer.status, expected[n], "{method} {path} for caller {n}: {}", answer.text);
        }
    }
    // The search has the list's right. All other routes stand in permissions/table.txt.
    let search = |caller: &Client| {
        let (caller, body) = (caller.own_request(Method::POST, "/errors/search"), json!({"search": "nobody"}));
        caller.header("content-type", "application/json").body(body.to_string()).send()
    };
    assert_eq!(search(&callers[0]).await.unwrap().status().as_u16(), 200);
    assert_eq!(search(&callers[3]).await.unwrap().status().as_u16(), 403);
}

async fn a_conflict_stands_side_by_side_and_is_noted_once(on: On) {
    let registry = Registry::start(on).await;
    let (number, oids) = in_conflict(&registry).await;
    let keeper = registry.oph().await;
    let conflicts = keeper.own_get(&format!("/imports/{number}/conflicts")).await;
    assert_eq!((conflicts["items"].as_array().unwrap().len(), &conflicts["total"]), (2, &2.into()));
    let (other, spelling) = (&conflicts["items"][0], &conflicts["items"][1]);
    let known = registry.somebody(1);
    let held = json!({"names": {"first_names": known.first_names, "call_name": known.call_name,
        "surname": known.surname}, "hetu": known.hetu.as_str()});
    assert_eq!((&other["oid"], &other["kinds"]), (&oids[0].as_str().into(), &json!(["different_name"])));
    assert_eq!((&other["sent"]["names"]["surname"], &other["sent"]["hetu"]), (&"Mäkivaara".into(), &held["hetu"]));
    assert_eq!((&other["then"], &other["now"]), (&held, &held));
    assert_eq!((&spelling["kinds"], &spelling["checked"]), (&json!(["spelling"]), &Value::Null));
    let of_kind = keeper.own_get(&format!("/imports/{number}/conflicts?kind=spelling")).await;
    assert_eq!(of_kind["items"], json!([spelling]));
    // The sender sees what they sent; the stranger whom the hetu hit stays a stranger.
    let sender = official(&registry, &["TUONTIDATA_READ"], UNIVERSITY);
    let seen = sender.own_get(&format!("/imports/{number}/conflicts")).await;
    assert_eq!(seen["items"][0]["sent"], other["sent"]);
    assert_eq!((&seen["items"][0]["then"], &seen["items"][0]["now"]), (&Value::Null, &Value::Null));
    assert_eq!(seen["items"][1], *spelling);
    // Noted once, by anybody, and seen in the history.
    let review = async |row| sender.own(Method::POST, &format!("/imports/{number}/conflicts/{row}/review"), None).await;
    assert_eq!(review(1).await.status, 204);
    assert_eq!(review(1).await.json()["type"], "urn:oppijaloki:problem:already-checked");
    for row in [2, 99] {
        assert_eq!(review(row).await.json()["type"], "urn:oppijaloki:problem:no-conflict", "{row}");
    }
    let checked = &keeper.own_get(&format!("/imports/{number}/conflicts")).await["items"][1]["checked"];
    assert_eq!(checked["by"], "1.2.246.562.24.00000010252");
    let details = keeper.own_get(&format!("/imports/{number}")).await;
    assert_eq!((&details["conflicts_checked"], &details["conflicts"]), (&1.into(), &2.into()), "it stays a conflict");
    let kinds = json!([{"kind": "spelling", "rows": 1}, {"kind": "different_name", "rows": 1}]);
    assert_eq!(details["conflict_kinds"], kinds);
    let history = keeper.own_get(&format!("/persons/{}/history", oids[1])).await;
    assert_eq!(history["items"].as_array().unwrap().last().unwrap()["event"], "ConflictReviewed");
    assert_eq!(registry.count("ConflictReviewed"), 1);
}

async fn a_learner_is_shown_now_and_as_it_stood_and_what_each_event_changed(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let oid = university.import_resolved(&[row_about(&registry.somebody(1), "stu-1")]).await.remove(0);
    registry.everybody_settled(SOON).await;
    let now = university.own_get(&format!("/persons/{oid}")).await;
    assert_eq!((&now["oppijanumero"], &now["status"]), (&oid.as_str().into(), &"successful".into()));
    let history = university.own_get(&format!("/persons/{oid}/history")).await;
    let history = history["items"].as_array().unwrap();
    let events: Vec<&str> = history.iter().map(|entry| entry["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["PersonRegistered", "ImportRowResolved", "IdentifiedFromRegister"]);
    let fields = |entry: &Value| -> Vec<String> {
        let changes = entry["changes"].as_array().unwrap();
        changes.iter().map(|change| change["field"].as_str().unwrap().to_owned()).collect()
    };
    assert!(fields(&history[0]).contains(&"names".to_owned()) && fields(&history[1]).is_empty());
    let identified = history[2]["changes"].as_array().unwrap();
    let way = identified.iter().find(|change| change["field"] == "identified").unwrap();
    assert_eq!((&way["before"], &way["after"]), (&json!([]), &json!(["register"])));
    // As it stood after its registration.
    let at = history[0]["position"].as_u64().unwrap();
    let then = university.own_get(&format!("/persons/{oid}?at={at}")).await;
    assert_eq!(
        (&then["oppijanumero"], &then["status"], &then["position"]),
        (&Value::Null, &"in_progress".into(), &at.into())
    );
    assert_eq!(university.own(Method::GET, &format!("/persons/{oid}?at={}", at - 1), None).await.status, 404);
    for nobody in ["1.2.246.562.24.00000000000", "x"] {
        assert_eq!(university.own(Method::GET, &format!("/persons/{nobody}"), None).await.status, 404, "{nobody}");
    }
}

async fn a_protection_order_is_told_and_hides_addresses(on: On) {
    let registry = Registry::start(on).await;
    let protected = (0..2_000).map(|n| registry.somebody(n)).find(|person| person.protected && person.died.is_none());
    let university = registry.university().await;
    let row = row_about(&protected.expect("somebody is protected"), "stu-1");
    let oid = university.import_resolved(&[row]).await.remove(0);
    registry.everybody_settled(SOON).await;
    let shown = university.own_get(&format!("/persons/{oid}")).await;
    assert_eq!(
        (&shown["hidden"], &shown["municipality"], &shown["protected"]),
        (&true.into(), &Value::Null, &true.into())
    );
    let history = university.own(Method::GET, &format!("/persons/{oid}/history"), None).await;
    for text in [&shown.to_string(), &history.text] {
        assert!(!text.contains("street_address") && !text.contains("postal_code"));
    }
    let (keeper, auditor) = (registry.oph().await, official(&registry, &["REKISTERINPITAJA_READ"], ROOT));
    for reader in [keeper, auditor] {
        assert_eq!(reader.own_get(&format!("/persons/{oid}")).await["hidden"], false);
    }
}

async fn problems_name_the_parameter_in_the_callers_language(on: On) {
    let registry = Registry::start(on).await;
    let oph = registry.oph().await;
    let cases = [
        ("/errors?cause=tired", "cause"),
        ("/errors?older_than_days=-1", "older_than_days"),
        ("/errors?organisation=1.2.3", "organisation"),
        ("/errors?as_of=yesterday", "as_of"),
        ("/errors?after=x", "after"),
        ("/errors?limit=101", "limit"),
        ("/imports?sort=colour", "sort"),
        ("/imports?order=up", "order"),
        ("/summary?search=010190-9999", ""),
    ];
    for (path, parameter) in cases {
        let answer = oph.own(Method::GET, path, None).await;
        assert_eq!((answer.status, answer.header("content-type")), (400, Some("application/problem+json")), "{path}");
        assert_eq!(
            (&answer.json()["parameter"], &answer.json()["title"]),
            (&parameter.into(), &"Virheellinen parametri".into())
        );
        assert!(!answer.text.contains("9999"), "values are never repeated");
    }
    let titles = [("sv", "Finns inte"), ("en-GB,fi;q=0.5", "Not found"), ("de", "Ei löydy")];
    for (language, title) in titles {
        let request = oph.own_request(Method::GET, "/no/such/path").header("accept-language", language);
        let answer: Value = serde_json::from_str(&request.send().await.unwrap().text().await.unwrap()).unwrap();
        assert_eq!((&answer["title"], &answer["status"]), (&title.into(), &404.into()));
    }
    let long = oph.own(Method::POST, "/errors/search", Some(json!({"search": "a".repeat(256)}))).await;
    assert_eq!((long.status, &long.json()["pointer"]), (400, &"/search".into()));
    for body in [json!({"hetu": "010190-9999"}), json!([])] {
        let answer = oph.own(Method::POST, "/errors/search", Some(body)).await;
        assert!(answer.status >= 400 && answer.status < 500 && !answer.text.contains("9999"), "{}", answer.text);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    }
    assert_eq!(oph.own(Method::DELETE, "/summary", None).await.json()["status"], 405);
}

async fn lists_go_on_from_their_cursor(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let hetuless = |n| Row { passport: Some(format!("P{n}")), ..foreign_row("Lina", "Berg", &format!("for-{n}")) };
    let mut numbers = Vec::new();
    for n in 0..3 {
        let rows: Vec<Row> = (0..=n).map(hetuless).collect();
        numbers.push(university.import(&rows).await);
        university.resolved(numbers[n as usize]).await;
    }
    let walk = async |path: &str| {
        let (mut found, mut after) = (Vec::new(), String::new());
        loop {
            let page = university.own_get(&format!("{path}{after}")).await;
            found.extend(page["items"].as_array().unwrap().clone());
            match page["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => return found,
            }
        }
    };
    for (sort, order, expected) in [
        ("number", "desc", [2, 1, 0]),
        ("received", "asc", [0, 1, 2]),
        ("failures", "asc", [0, 1, 2]),
        ("sent_by", "desc", [2, 1, 0]),
        ("conflicts", "asc", [0, 1, 2]),
    ] {
        let imports = walk(&format!("/imports?limit=1&sort={sort}&order={order}")).await;
        let found: Vec<u64> = imports.iter().map(|import| import["number"].as_u64().unwrap()).collect();
        assert_eq!(found, expected.map(|n: usize| numbers[n]), "{sort} {order}");
    }
    let rows = walk(&format!("/imports/{}/rows?limit=2", numbers[2])).await;
    assert_eq!(rows.iter().map(|row| row["row"].as_u64().unwrap()).collect::<Vec<_>>(), [0, 1, 2]);
    assert!(rows.iter().all(|row| row["status"] == "failed" && row["cause"] == "no_hetu"));
    for (filter, expected) in [("failed", 3), ("successful", 0), ("refused", 0), ("conflicts", 0)] {
        let page = university.own_get(&format!("/imports/{}/rows?filter={filter}", numbers[2])).await;
        assert_eq!((page["items"].as_array().unwrap().len(), &page["total"]), (expected, &expected.into()), "{filter}");
    }
    assert_eq!(walk("/errors?limit=1").await.len(), 3);
}
