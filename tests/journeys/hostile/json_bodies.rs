//! JSON as nobody writes it, on every path that takes a body: refused, or taken as what it says; never a fault of ours,
//! and never repeated in an answer.

use oppijaloki::generate::to_oppija_json;
use oppijaloki_tests::client::{Client, row_about};
use oppijaloki_tests::server::{On, Registry};
use reqwest::Method;

use super::goes_on;

/// Stands in every body, and may stand in no answer.
const MARK: &str = "Salaisuus7731";

/// The paths that take JSON, below the server.
const PATHS: [(Method, &str); 6] = [
    (Method::PUT, "/oppijanumerorekisteri-service/oppija"),
    (Method::PUT, "/oppijanumerorekisteri-service/yleistunniste"),
    (Method::POST, "/oppijanumerorekisteri-service/oppija"),
    (Method::POST, "/oppijanumerorekisteri-service/yleistunniste/hae"),
    (Method::POST, "/api/v1/errors/search"),
    (Method::POST, "/api/v1/imports/1/conflicts/0/review"),
];

async fn sent(registry: &Registry, client: &Client, (method, path): &(Method, &str), body: Vec<u8>) -> (u16, String) {
    let request = reqwest::Client::new().request(method.clone(), format!("http://{}{path}", registry.address()));
    let request = request.bearer_auth(client.token()).header("content-type", "application/json");
    match request.body(body).send().await {
        Ok(answer) => (answer.status().as_u16(), answer.text().await.unwrap_or_default()),
        // Refused before all of it was sent.
        Err(_) => (413, String::new()),
    }
}

/// Values, as JSON, that stand where a text should.
fn values() -> Vec<String> {
    let long = MARK.repeat(80_000);
    let mut values: Vec<String> = [
        r#""\ud800""#,
        r#""\udc00\ud800""#,
        r#""\u0000""#,
        "\"\u{0}\"",
        r#""\u001b[31m""#,
        r#""\x41""#,
        "'text'",
        "1e400",
        "-0",
        "0x10",
        "01",
        "1.",
        "NaN",
        "Infinity",
        "undefined",
        "true",
        "null,",
        "{}",
        "[[[]]]",
        r#"{"a":{"a":{"a":null}}}"#,
        "\"\u{202e}\u{feff}\u{ffff}\"",
        "/* comment */ null",
    ]
    .map(str::to_owned)
    .into();
    values.extend([
        format!("\"{long}\""),
        "9".repeat(100_000),
        format!("-{}.{}e-{}", "9".repeat(5_000), "9".repeat(5_000), "9".repeat(50)),
        format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("{}null{}", "{\"a\":".repeat(100_000), "}".repeat(100_000)),
        format!("\"{}\"", "\\u0041".repeat(50_000)),
    ]);
    values
}

/// A body for each path that is as it should be, but for one value.
fn with(value: &str, path: &str) -> String {
    match path.rsplit('/').next() {
        Some("oppija") if path.contains("service") => format!(
            "{{\"henkilot\":[{{\"tunniste\":\"{MARK}\",\"henkilo\":{{\"hetu\":null,\"etunimet\":{value},\"kutsumanimi\":\"A\",\
             \"sukunimi\":\"{MARK}\"}}}}],\"etunimet\":{value},\"kutsumanimi\":\"{MARK}\",\"sukunimi\":{value}}}"
        ),
        Some("yleistunniste") => format!(
            "{{\"henkilot\":[{{\"tunniste\":{value},\"henkilo\":{{\"hetu\":\"{MARK}\",\"etunimet\":\"{MARK}\",\
             \"kutsumanimi\":\"A\",\"sukunimi\":\"B\"}}}}]}}"
        ),
        Some("hae") => {
            format!("{{\"hetu\":{value},\"etunimet\":\"{MARK}\",\"kutsumanimi\":\"{MARK}\",\"sukunimi\":\"{MARK}\"}}")
        }
        _ => format!("{{\"search\":{value},\"{MARK}\":1}}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_body_is_a_fault_of_ours_and_none_comes_back() {
    let registry = Registry::start(On::Embedded).await;
    let oph = registry.oph().await;
    let good = to_oppija_json([&row_about(&registry.somebody(1), MARK)], None).trim_end().to_owned();
    let utf_16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let many = format!("{{{}}}", vec![format!("\"{MARK}\":0"); 50_000].join(","));
    let whole: [Vec<u8>; 14] = [
        vec![],
        b" \n\t".to_vec(),
        format!("\"{MARK}\"").into_bytes(),
        format!("[\"{MARK}\"]").into_bytes(),
        format!("{good}{good}").into_bytes(),
        format!("{good}\u{0}").into_bytes(),
        good.as_bytes()[..good.len() - 1].to_vec(),
        good.replace('"', "'").into_bytes(),
        [good.as_bytes(), b"\xff\xfe"].concat(),
        good.replace(MARK, "\u{fffd}").into_bytes().iter().map(|byte| byte | 0x80).collect(),
        [b"\xc0\xaf\xe0\x80\xaf".as_slice(), good.as_bytes()].concat(),
        utf_16,
        many.into_bytes(),
        good.replace("\"hetu\":", "\"hetu\":null,\"hetu\":").into_bytes(),
    ];
    let before = registry.head();
    for path in &PATHS {
        for body in whole.iter().cloned().chain(values().iter().map(|value| with(value, path.1).into_bytes())) {
            let shown = String::from_utf8_lossy(&body[..body.len().min(90)]).into_owned();
            let (status, text) = sent(&registry, &oph, path, body).await;
            assert!((400..500).contains(&status), "{path:?} {shown}: {status} {text}");
            assert!(!text.contains(MARK) && text.len() < 20_000, "{path:?} {shown}: {text}");
        }
    }
    assert_eq!(registry.head(), before, "something was kept of it");
    goes_on(&registry).await;
}
