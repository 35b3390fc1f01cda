//! Texts that would be something else where they are shown, searched, logged or sent.

use oppijaloki::generate::{Row, to_oppija_json, to_yleistunniste_json};
use oppijaloki_tests::client::{Client, foreign_row, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use reqwest::Method;
use reqwest::header::COOKIE;
use serde_json::{Value, json};

use super::{goes_on, said, sessions};

/// Texts that a page must show and not be changed by. Each is followed by a mark, by which it is found.
const MARKUP: [&str; 22] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "'><b>",
    "</title><script>alert(1)</script>",
    "</textarea><script>",
    "--><script>",
    "]]><script>",
    "<!--#exec cmd=\"ls\"-->",
    "<a href=//evil.example>",
    "<base href=//evil.example>",
    "<style>@import'//evil.example'</style>",
    "<meta http-equiv=refresh content=0>",
    "\" autofocus onfocus=alert(1) x=\"",
    "' onmouseover='alert(1)",
    "`onload=alert(1)<",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "{{7*7}}<",
    "${7*7}<",
    "<%= 7*7 %>",
    "<iframe srcdoc='&lt;b&gt;'>",
];

fn marked(n: usize) -> String {
    format!("{}merkki{n}z", MARKUP[n])
}

/// Learners without a hetu, with such a text in every field; found again by their passport number.
fn rows(change: &str) -> Vec<Row> {
    let row = |n: usize| {
        let text = marked(n) + change;
        let mut row = Row { passport: Some(marked(n)), ..foreign_row(&text, &text, &text) };
        row.names.call_name = text;
        row
    };
    (0..MARKUP.len()).map(row).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_text_of_a_sender_becomes_a_part_of_a_page() {
    let registry = Registry::start(On::Embedded).await;
    let university = registry.university().await;
    let oids = university.import_resolved(&rows("")).await;
    // The same again by other names: conflicts.
    let number = university.import(&rows(" ja muu")).await;
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    let mut pages: Vec<String> = [
        "/henkilo-ui/oppijoidentuonti?koko=100".to_owned(),
        "/henkilo-ui/oppijoidentuonti?nakyma=tuonnit".to_owned(),
        format!("/henkilo-ui/oppijoidentuonti/{number}?koko=100"),
        format!("/henkilo-ui/oppijoidentuonti/{number}?nakyma=ristiriidat&koko=100"),
        "/henkilo-ui/katselurekisteri".to_owned(),
    ]
    .into();
    pages.extend(oids.iter().map(|oid| format!("/henkilo-ui/oppija/{oid}")));
    let mut shown = 0;
    for user in ["rekisterinpitaja", "yliopisto"] {
        let cookie = sessions::signed_in(&registry, user).await;
        for page in &pages {
            let request = reqwest::Client::new().get(format!("http://{}{page}", registry.address()));
            let answer = request.header(COOKIE, &cookie).header("accept-language", "en").send().await.unwrap();
            assert!(answer.status().as_u16() < 500, "{page}");
            let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{page}: {policy}");
            let html = answer.text().await.unwrap();
            for n in 0..MARKUP.len() {
                assert!(!html.contains(&marked(n)), "{page} has {} as it was sent", marked(n));
                shown += html.matches(&format!("merkki{n}z")).count();
            }
        }
    }
    assert!(shown > 10 * MARKUP.len(), "nothing was there to be shown: {shown}");
}

/// What is typed into a search. Whatever it means to a database, it means the letters in it: what is no letter divides
/// words.
const SEARCHES: [&str; 24] = [
    "%",
    "_",
    "%%%",
    "L%",
    "L_na",
    "*",
    "L*",
    "^L",
    "\"",
    "\"\"",
    "'",
    "''",
    "' OR '1'='1",
    "'; DROP TABLE people; --",
    "\\",
    "L\\",
    "NEAR(Lina Berg)",
    "Lina OR Sofia",
    "Lina NOT Sofia",
    "names:Lina",
    "(Lina",
    "Lina)",
    "{Lina}",
    "-Lina",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_search_has_no_wildcards_and_no_language_of_its_own() {
    let registry = Registry::start(On::Embedded).await;
    let university = registry.university().await;
    let hetuless =
        |name: &str, passport: &str| Row { passport: Some(passport.to_owned()), ..foreign_row(name, "Berg", passport) };
    university.import_resolved(&[hetuless("Lina", "P1"), hetuless("Sofia", "P2")]).await;
    registry.everybody_settled(SOON).await;
    let encoded = |text: &str| {
        reqwest::Url::parse_with_params("http://x/", &[("q", text)]).unwrap().query().unwrap()[2..].to_owned()
    };
    let cookie = sessions::signed_in(&registry, "yliopisto").await;
    let found = async |term: &str| {
        let own = university.own(Method::POST, "/errors/search", Some(json!({"search": term}))).await.ok();
        let term = encoded(term);
        let listed = university.get(&format!("/internal/oppijoidentuonti/virheet?nimiHaku={term}")).await.ok();
        let summary = university.summary(&format!("nimiHaku={term}")).await;
        let changed = university.changed(&format!("nimiHaku={term}")).await;
        let by_sender = university.own_get(&format!("/imports?sent_by={term}")).await;
        let number = |value: &Value| value.as_u64().unwrap();
        let items = |value: &Value| value["items"].as_array().unwrap().len() as u64;
        let counts = [items(&own), number(&listed["totalElements"]), number(&summary["yhteensa"])];
        (counts, number(&changed["numberOfElements"]), items(&by_sender))
    };
    assert_eq!(found("Lina").await, ([1, 1, 1], 1, 0), "the search finds whom it should");
    for term in SEARCHES {
        let letters: String = term.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        let expected = if letters.trim().is_empty() { ([0, 0, 0], 0, 0) } else { found(letters.trim()).await };
        let (counts, changed, senders) = found(term).await;
        assert_eq!((counts, changed), (expected.0, expected.1), "{term}");
        assert!(senders <= expected.2, "{term}");
        if expected.1 > 0 {
            continue;
        }
        let form = reqwest::Client::new().post(format!("http://{}/henkilo-ui/oppijoidentuonti", registry.address()));
        let page = form.header(COOKIE, &cookie).form(&[("haku", term)]).send().await.unwrap();
        let (status, html) = (page.status().as_u16(), page.text().await.unwrap());
        assert!(status == 200 && !html.contains("/henkilo-ui/oppija/1."), "{term}: {status}");
    }
    goes_on(&registry).await;
}

/// Addresses that would write a line of their own into a message, or send it to somebody else.
const ADDRESSES: [&str; 21] = [
    "a@b.example\r\nBcc: victim@c.example",
    "a@b.example\nBcc: victim@c.example",
    "a@b.example\rBcc: victim@c.example",
    "a@b.example\r\n\r\nThe body",
    "a@b.example\r\n.\r\nMAIL FROM:<x@c.example>",
    "\r\na@b.example",
    "a\r\n@b.example",
    "a@b\r\n.example",
    "a@b.example\u{0}",
    "a@b.example\u{85}Bcc: victim@c.example",
    "a@b.example\u{2028}Bcc: victim@c.example",
    "a@b.example, victim@c.example",
    "a@b.example; victim@c.example",
    "a@b.example victim@c.example",
    "<a@b.example>",
    "Name <a@b.example>",
    "\"a b\"@b.example",
    "a@[127.0.0.1]",
    "a@b.example>",
    "a(comment)@b.example",
    "@b.example:a@c.example",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_address_for_notices_adds_a_line_to_a_message() {
    let registry = Registry::start(On::Embedded).await;
    let university = registry.university().await;
    let rows = [row_about(&registry.somebody(1), "stu-1")];
    let before = registry.head();
    for address in ADDRESSES {
        for (path, body) in [
            ("/oppija", to_oppija_json(&rows, Some(address))),
            ("/yleistunniste", to_yleistunniste_json(&rows, Some(address))),
        ] {
            let answer = university.send(Method::PUT, path, body).await;
            assert_eq!(answer.status, 400, "{path} with {address:?}: {}", answer.text);
            assert!(!answer.text.contains("victim"), "{path}: {}", answer.text);
        }
    }
    assert_eq!(registry.head(), before);
}

/// A line that somebody would like to see in the log.
const FORGED: &str = "{\"level\":\"ERROR\",\"message\":\"forged\",\"request_id\":\"x\"}";

fn signed(registry: &Registry, subject: &str, client: &str) -> Client {
    let now = registry.app().now().millis() / 1000;
    let roles = json!({"1.2.246.562.10.90000000011": ["OPPIJANUMEROREKISTERI_OPPIJOIDENTUONTI"], FORGED: [FORGED]});
    let claims = json!({"iss": registry.issuer(), "aud": "oppijaloki", "sub": subject, "client_id": client,
        "exp": now + 600, "roles": roles});
    registry.with_token(Some(registry.signing_key().sign(&claims).unwrap()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_writes_a_line_of_the_log() {
    let registry = Registry::start(On::Embedded).await;
    let breaks = ["\n", "\r\n", "\u{2028}", "\u{85}", "\u{1b}[2K\r", "\u{0}\n", "\"}\n"];
    for (n, line_break) in breaks.into_iter().enumerate() {
        let text = format!("x{line_break}{FORGED}");
        let client = signed(&registry, &text, &text);
        let mut row = row_about(&registry.somebody(n as u64 + 1), "stu-1");
        row.tunniste = Some(FORGED.to_owned());
        client.resolved(client.import(&[row]).await).await;
        // Refused, with such a text where a text can be.
        let mut row = row_about(&registry.somebody(90), &text);
        row.names.surname.clone_from(&text);
        client.send(Method::PUT, "/oppija", to_oppija_json([&row], Some(&text))).await;
        client.own(Method::GET, "/summary", None).await;
    }
    let percent = "%0a%7b%22level%22:%22ERROR%22,%22message%22:%22forged%22%7d";
    for request in [
        format!("GET /henkilo-ui/{percent} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        format!("GET /api/v1/imports/{percent}?x={percent} HTTP/1.1\r\nHost: {FORGED}\r\nConnection: close\r\n\r\n"),
        format!("FORGED{{}} /x HTTP/1.1\r\nHost: x\r\nX-Request-Id: {FORGED}\r\nUser-Agent: {FORGED}\r\n\r\n"),
        format!(
            "GET /oppijanumerorekisteri-service/oppija/{percent} HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\n{FORGED}\r\n\r\n"
        ),
        format!("GET / HTTP/1.1\r\nHost: x\r\nX-Request-Id: 0\r\n {FORGED}\r\n\r\n"),
    ] {
        said(&registry, request.as_bytes()).await;
    }
    let logged = registry.logged();
    assert!(logged.lines().count() > 100);
    for line in logged.lines() {
        let line: Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in a line of the log: {line}"));
        assert!(line.is_object() && line["message"] != "forged", "{line}");
    }
}
