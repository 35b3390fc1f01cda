//! Requests that no client sends: odd framing, odd heads, odd paths. Each is answered by something that is no fault of
//! ours, or by the end of the connection, and never takes another request along.

use oppijaloki_tests::client::CONTEXT;
use oppijaloki_tests::server::{On, Registry};

use super::{goes_on, said};

/// What would be answered if a request within a body were taken for one.
const SMUGGLED: &str = "GET /oppijanumerorekisteri-service/v3/api-docs HTTP/1.1\r\nHost: x\r\n\r\n";
const OF_SMUGGLED: &str = "\"openapi\"";
/// What follows on the same connection.
const LAST: &str = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

/// Statuses of all answers on a connection.
fn statuses(answers: &str) -> Vec<u16> {
    let heads = answers.split("HTTP/1.1 ").skip(1);
    heads.map(|head| head[..3].parse().unwrap()).collect()
}

/// Lengths that are none, are said twice, or contradict the encoding.
const FRAMINGS: [&str; 25] = [
    "Content-Length: 5\r\nContent-Length: 6",
    "Content-Length: 5\r\nContent-Length: 200",
    "Content-Length: +5",
    "Content-Length: -1",
    "Content-Length: 5, 6",
    "Content-Length: 0x5",
    "Content-Length: 5 5",
    "Content-Length: 5e1",
    "Content-Length: ",
    "Content-Length: 99999999999999999999999",
    "Content-Length: 18446744073709551615",
    "Content-Length : 5",
    "Content-Length\t: 5",
    "Content-Length: 5\r\nTransfer-Encoding: xchunked",
    "Content-Length: 5\r\nTransfer-Encoding : chunked",
    "Content-Length: 5\r\nTransfer-Encoding: chunked, identity",
    "Content-Length: 5\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    "Content-Length: 5\r\nTransfer-Encoding: identity",
    "Transfer-Encoding: gzip, chunked, gzip",
    "Transfer-Encoding: \"chunked\"",
    "Transfer-Encoding:\u{b}chunked",
    "X: y\n Transfer-Encoding: chunked",
    "X: y\r\n Content-Length: 5",
    " Content-Length: 5",
    "Content-Length: 5\r\n\u{0}X: y",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_within_a_body_is_not_taken_for_one() {
    let registry = Registry::start(On::Embedded).await;
    let token = registry.university().await.token().to_owned();
    let before = registry.head();
    for framing in FRAMINGS {
        let request = format!(
            "PUT {CONTEXT}/oppija HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n{framing}\r\n\r\n{SMUGGLED}{LAST}"
        );
        let answers = said(&registry, request.as_bytes()).await;
        assert!(!answers.contains(OF_SMUGGLED), "{framing:?}: {answers}");
        assert!(statuses(&answers).iter().all(|status| *status < 500), "{framing:?}: {answers}");
    }
    assert_eq!(registry.head(), before);
    goes_on(&registry).await;
}

/// Chunks that are none.
const CHUNKS: [&str; 10] = [
    "zz\r\nabc\r\n0\r\n\r\n",
    "-1\r\nabc\r\n0\r\n\r\n",
    "0x3\r\nabc\r\n0\r\n\r\n",
    "3 \r\nabcd\r\n0\r\n\r\n",
    "3\nabc\n0\n\n",
    "3\r\nabcde\r\n0\r\n\r\n",
    "fffffffffffffffff\r\nabc\r\n0\r\n\r\n",
    "ffffffffffffffff\r\nabc\r\n0\r\n\r\n",
    "3;name=\"\r\n0\r\n\r\n",
    "\r\n0\r\n\r\n",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chunks_that_are_none_end_the_request() {
    let registry = Registry::start(On::Embedded).await;
    let token = registry.university().await.token().to_owned();
    let long_extension = format!("3;{}\r\nabc\r\n0\r\n\r\n", "x".repeat(100_000));
    let endless_trailers = format!("0\r\n{}\r\n", "X: y\r\n".repeat(20_000));
    for chunks in CHUNKS.into_iter().chain([long_extension.as_str(), &endless_trailers]) {
        let request = format!(
            "PUT {CONTEXT}/oppija HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\n\
             {chunks}{SMUGGLED}"
        );
        let answers = said(&registry, request.as_bytes()).await;
        let chunks: String = chunks.chars().take(40).collect();
        assert!(statuses(&answers).iter().all(|status| *status < 500), "{chunks:?}: {answers}");
        assert!(!answers.contains(OF_SMUGGLED), "{chunks:?}: {answers}");
    }
    goes_on(&registry).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn heads_that_are_none_are_refused() {
    let registry = Registry::start(On::Embedded).await;
    let long = "a".repeat(1_000_000);
    let heads = [
        "".to_owned(),
        "\r\n\r\n".to_owned(),
        "GET".to_owned(),
        "GET /health/live\r\n\r\n".to_owned(),
        "GET /health/live HTTP/9.9\r\nHost: x\r\n\r\n".to_owned(),
        "GET  /health/live HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(),
        "G\u{0}T /health/live HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(),
        "GET /health/live HTTP/1.1\r\nHost x\r\n\r\n".to_owned(),
        "GET /health/live HTTP/1.1\r\nHost: x\r\nX: a\u{0}b\r\n\r\n".to_owned(),
        "GET /health/live HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n".to_owned(),
        "GET /health live HTTP/1.1\r\nHost: x\r\n\r\n".to_owned(),
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_owned(),
        format!("GET /{long} HTTP/1.1\r\nHost: x\r\n\r\n"),
        format!("GET /health/live HTTP/1.1\r\nHost: x\r\nX: {long}\r\n\r\n"),
        format!("GET /health/live HTTP/1.1\r\nHost: x\r\n{}\r\n", "X: y\r\n".repeat(20_000)),
        format!("{long} /health/live HTTP/1.1\r\nHost: x\r\n\r\n"),
    ];
    for head in heads {
        let answers = said(&registry, format!("{head}{LAST}").as_bytes()).await;
        let shown: String = head.chars().take(60).collect();
        let refused = statuses(&answers);
        assert!(refused.iter().all(|status| (200..500).contains(status)), "{shown:?}: {answers}");
        assert!(refused.len() <= 1 || refused[0] >= 400 || head.trim().is_empty(), "{shown:?}: {answers}");
    }
    goes_on(&registry).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn methods_and_targets_lead_nowhere_else() {
    let registry = Registry::start(On::Embedded).await;
    for line in [
        "get /health/live",
        "FOO /health/live",
        "TRACE /health/live",
        "TRACK /health/live",
        "DEBUG /health/live",
        "PROPFIND /",
        "CONNECT 127.0.0.1:22",
        "CONNECT evil.example:443",
        "OPTIONS *",
        "GET *",
        "GET health/live",
        "GET http://evil.example/",
        "GET http://127.0.0.1:9/health/live",
        "GET file:///etc/passwd",
        "GET //evil.example/henkilo-ui",
        "GET /health/live%00",
        "GET /health/live\u{e4}",
        "GET /health/live#fragment",
        "GET /%2e%2e/%2e%2e/etc/passwd",
        "GET /..;/health/live",
        "GET /health//live",
        "GET /HEALTH/LIVE",
        "DELETE /oppijanumerorekisteri-service/oppija",
        "PATCH /api/v1/imports/1",
    ] {
        let answers =
            said(&registry, format!("{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes()).await;
        let statuses = statuses(&answers);
        assert!(statuses.iter().all(|status| (200..500).contains(status)), "{line}: {answers}");
        assert!(!answers.contains("root:") && !answers.contains("evil.example"), "{line}: {answers}");
        // Nobody's request is sent on, or back.
        assert!(!answers.contains(line) && !answers.contains("message/http"), "{line}: {answers}");
    }
    goes_on(&registry).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_file_is_reached_by_a_path() {
    let registry = Registry::start(On::Embedded).await;
    let up = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "%252e%252e%252f", "....//", "..%c0%af"];
    for base in
        ["/henkilo-ui/assets/", "/henkilo-ui/ohjeet/", "/henkilo-ui/", "/oppijanumerorekisteri-service/", "/api/v1/"]
    {
        for up in up {
            let path = format!("{base}{}etc/passwd", up.repeat(8));
            let answers =
                said(&registry, format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes())
                    .await;
            let statuses = statuses(&answers);
            assert!(statuses.iter().all(|status| (300..500).contains(status)), "{path}: {answers}");
            assert!(!answers.contains("root:"), "{path}");
        }
    }
}
