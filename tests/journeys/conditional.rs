//! Programs ask whether anything has changed since, and take long answers compressed.

use std::io::Read;

use oppijaloki_tests::client::{oids, row_about};
use oppijaloki_tests::server::{On, Registry};
use reqwest::Method;

const CONTEXT: &str = "/oppijanumerorekisteri-service";

/// A request of the keeper's with a header more.
async fn ask(registry: &Registry, method: Method, path: &str, header: (&str, &str), body: String) -> reqwest::Response {
    let address = registry.address();
    let form = "grant_type=client_credentials&client_id=demo-oph&client_secret=demo-secret";
    let http = reqwest::Client::new();
    let token = http.post(format!("http://{address}/kayttooikeus-service/oauth2/token"));
    let token = token.header("content-type", "application/x-www-form-urlencoded").body(form).send().await.unwrap();
    let token: serde_json::Value = token.json().await.unwrap();
    let request = http.request(method, format!("http://{address}{CONTEXT}{path}"));
    let request = request.bearer_auth(token["access_token"].as_str().unwrap()).header(header.0, header.1);
    request.header("content-type", "application/json").body(body).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_the_present_answer_is_told_so_until_something_changes() {
    let registry = Registry::start(On::Embedded).await;
    let oph = registry.oph().await;
    let found = oph.look_up(&row_about(&registry.somebody(1), "")).await.ok();
    let oid = found["oid"].as_str().unwrap();
    let path = format!("/henkilo/{oid}");
    let first = oph.get(&path).await;
    let tag = first.header("etag").unwrap().to_owned();

    let again = ask(&registry, Method::GET, &path, ("If-None-Match", &tag), String::new()).await;
    assert_eq!((again.status().as_u16(), again.headers()["etag"].to_str().unwrap()), (304, tag.as_str()));
    assert!(again.text().await.unwrap().is_empty());

    let update = serde_json::json!({"oidHenkilo": oid, "asiointiKieli": {"kieliKoodi": "sv"}}).to_string();
    assert_eq!(oph.send(Method::PUT, "/henkilo", update).await.status, 200);
    let changed = ask(&registry, Method::GET, &path, ("If-None-Match", &tag), String::new()).await;
    assert_eq!(changed.status(), 200);
    let person: serde_json::Value = changed.json().await.unwrap();
    assert_eq!(person["asiointiKieli"]["kieliKoodi"], "sv");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_list_is_compressed_for_whoever_takes_it() {
    let registry = Registry::start(On::Embedded).await;
    let university = registry.university().await;
    let rows: Vec<_> = (1..=60).map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect();
    let import = university.import(&rows).await;
    university.resolved(import).await;
    let asked = serde_json::json!(oids(&university.number_rows(import).await)).to_string();
    let path = "/henkilo/henkilotByHenkiloOidList";

    let plain = ask(&registry, Method::POST, path, ("Accept-Encoding", "identity"), asked.clone()).await;
    assert!(!plain.headers().contains_key("content-encoding"));
    let plain = plain.bytes().await.unwrap();
    let packed = ask(&registry, Method::POST, path, ("Accept-Encoding", "gzip"), asked).await;
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    let packed = packed.bytes().await.unwrap();
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&*packed).read_to_end(&mut unpacked).unwrap();
    assert!(packed.len() < plain.len() / 3);
    let people = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap().as_array().unwrap().len();
    assert_eq!((people(&unpacked), people(&plain)), (60, 60));
}
