//! Whatever is asked of our own interface: the answer is one that its document declares, with the media type it declares.

use oppijaloki_tests::client::{Client, foreign_row, row_about};
use oppijaloki_tests::server::{On, Registry};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::Value;

/// Does a path have the form of one in the document?
fn is_of(template: &str, path: &str) -> bool {
    let (template, path): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template.iter().zip(path).all(|(known, found)| known.starts_with('{') || *known == found)
}

/// Is this status declared for the operation, with this media type?
fn declared(document: &Value, method: &Method, path: &str, status: u16, kind: Option<&str>) -> bool {
    let path = path.split('?').next().unwrap();
    let paths = document["paths"].as_object().unwrap();
    let operation = paths.iter().find(|(template, _)| is_of(template, path)).map(|(_, item)| item);
    let operation =
        &operation.unwrap_or_else(|| panic!("{path} is not in the document"))[method.as_str().to_lowercase()];
    let response = &operation["responses"][status.to_string()];
    match kind {
        None => response.is_object() && response["content"].is_null(),
        Some(kind) => response["content"][kind].is_object(),
    }
}

/// Bodies, with what they are said to be.
const BODIES: [(Option<&str>, &str); 9] = [
    (None, ""),
    (Some("application/json"), "{\"search\":\"Virtanen\"}"),
    (Some("application/json"), "{}"),
    (Some("application/json"), "{"),
    (Some("application/json"), "{\"search\":1}"),
    (Some("application/json"), "{\"search\":\"a\",\"more\":1}"),
    (Some("application/json"), ""),
    (Some("text/plain"), "{\"search\":\"Virtanen\"}"),
    (None, "{\"search\":\"Virtanen\"}"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_is_one_that_the_document_declares() {
    let registry = Registry::start(On::Embedded).await;
    let (university, school, oph) = (registry.university().await, registry.school().await, registry.oph().await);
    let mut differing = row_about(&registry.somebody(1), "stu-1");
    let oid = university.import_resolved(std::slice::from_ref(&differing)).await.remove(0);
    differing.names = foreign_row("Olavi", "Tervasmäki", "").names;
    let number = university.import(&[differing]).await;
    university.resolved(number).await;
    let document: Value = serde_json::from_str(&web::api::openapi()).unwrap();
    let nobody = registry.with_token(None);
    let long = format!("{{\"search\":\"{}\"}}", "x".repeat(300));
    let large = format!("{{\"search\":\"{}\"}}", "x".repeat(3_000_000));
    let paths = [
        (Method::GET, "/summary".to_owned()),
        (Method::GET, "/summary?as_of=x".to_owned()),
        (Method::GET, "/errors".to_owned()),
        (Method::GET, "/errors?limit=0".to_owned()),
        (Method::GET, "/imports?sort=x".to_owned()),
        (Method::GET, format!("/imports/{number}")),
        (Method::GET, "/imports/99999".to_owned()),
        (Method::GET, "/imports/x".to_owned()),
        (Method::GET, format!("/imports/{number}/rows?filter=x")),
        (Method::GET, format!("/imports/{number}/rows")),
        (Method::GET, format!("/imports/{number}/conflicts")),
        (Method::GET, "/imports/99999/conflicts".to_owned()),
        (Method::GET, format!("/persons/{oid}")),
        (Method::GET, format!("/persons/{oid}?at=x")),
        (Method::GET, format!("/persons/{oid}/history")),
        (Method::GET, "/persons/1.2.3/history".to_owned()),
        (Method::GET, "/access/looks?after=x".to_owned()),
        (Method::GET, "/access/refusals".to_owned()),
        (Method::POST, "/errors/search".to_owned()),
        (Method::POST, "/errors/search?limit=0".to_owned()),
        (Method::POST, format!("/imports/{number}/conflicts/7/review")),
        (Method::POST, format!("/imports/{number}/conflicts/x/review")),
        (Method::POST, "/imports/99999/conflicts/0/review".to_owned()),
        (Method::POST, format!("/imports/{number}/conflicts/0/review")),
    ];
    for (method, path) in paths {
        let more = [(Some("application/json"), long.as_str()), (Some("application/json"), large.as_str())];
        let bodies = if method == Method::POST { [BODIES.as_slice(), &more].concat() } else { vec![(None, "")] };
        for client in [&nobody, &school, &university, &oph] {
            for (kind, body) in &bodies {
                check(&document, client, (&method, &path), (*kind, body)).await;
            }
        }
    }
}

async fn check(document: &Value, client: &Client, (method, path): (&Method, &str), (kind, body): (Option<&str>, &str)) {
    let request = client.own_request(method.clone(), path);
    let request = kind.into_iter().fold(request, |request, kind| request.header(CONTENT_TYPE, kind));
    let request = if body.is_empty() { request } else { request.body(body.to_owned()) };
    // The connection may be closed before so much was sent.
    let Ok(answer) = request.send().await else { return assert!(body.len() > 1_000_000, "{method} {path}") };
    let status = answer.status().as_u16();
    let found = answer.headers().get(CONTENT_TYPE).map(|kind| kind.to_str().unwrap().to_owned());
    let body: String = body.chars().take(30).collect();
    assert!(
        declared(document, method, path, status, found.as_deref()),
        "{method} {path} {kind:?} {body}: {status} {found:?}"
    );
}

/// Anyone who may not is told that, whatever they sent; and anyone who may is told what is wrong with it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_right_is_looked_at_before_the_body() {
    let registry = Registry::start(On::Embedded).await;
    let (university, oph) = (registry.university().await, registry.oph().await);
    let powerless = web::auth::issuer::SigningKey::sign(
        &registry.signing_key(),
        &serde_json::json!({"iss": registry.issuer(), "aud": "oppijaloki", "sub": "nobody of importance",
            "exp": registry.app().now().millis() / 1000 + 600, "roles": {}}),
    );
    let powerless = registry.with_token(powerless.ok());
    let number = university.import(&[row_about(&registry.somebody(1), "stu-1")]).await;
    university.resolved(number).await;
    let ask = async |client: &Client, path: &str, kind: &str, body: &'static str| {
        let request = client.own_request(Method::POST, path).header(CONTENT_TYPE, kind).body(body);
        request.send().await.unwrap().status().as_u16()
    };
    let (search, review) = ("/errors/search".to_owned(), format!("/imports/{number}/conflicts/0/review"));
    for (kind, body) in [("text/plain", "x"), ("application/json", "{"), ("application/json", "{\"other\":1}")] {
        assert_eq!(ask(&powerless, &search, kind, body).await, 403, "{kind} {body}");
        assert!([400, 415, 422].contains(&ask(&university, &search, kind, body).await), "{kind} {body}");
        assert_eq!(ask(&powerless, &review, kind, body).await, 403, "{kind} {body}");
        assert_eq!(ask(&oph, &review, kind, body).await, 400, "{kind} {body}");
    }
    assert_eq!(ask(&oph, &review, "application/json", "").await, 409, "a row without a conflict");
}
