//! The bodies as a program sees them, through a router laid out as the real one.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::routing::{get, put};
use events::Instant;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::*;
use crate::onr::CONTEXT_PATH;

const NOW: i64 = 1_756_887_330_000;

async fn ask(method: &str, path: &str) -> (Response, Value) {
    let field = FieldError {
        code: "invalid.kansalaisuus",
        arguments: Some(json!([["9Z9"]])),
        message: Some("Tuntematon koodiston 'maatjavaltiot2' koodit [9Z9]".to_owned()),
        field: "henkilot[1].henkilo.kansalaisuus".to_owned(),
        rejected_value: Some(json!([{"koodi": "9Z9"}])),
    };
    let fields = OnrError::Fields { message: "faults".to_owned(), field_errors: vec![field] };
    let service = Router::new()
        .route("/a", get(|| async { OnrError::refused("not now") }))
        .route("/b", put(|| async move { fields }))
        .route("/signed", get(|| async { OnrError::Unauthenticated }))
        .route("/right", get(|| async { OnrError::lacks_right() }))
        .route("/busy", get(|| async { OnrError::Unavailable { retry_after: 7 } }))
        .route("/fine", get(|| async { "fine" }))
        .fallback(|| async { OnrError::not_found() });
    let bodies = ErrorBodies { clock: Clock::new(|| Instant::from_millis(NOW)), sign_in: None };
    let router = Router::new()
        .nest(CONTEXT_PATH, service)
        .layer(axum::middleware::from_fn_with_state(bodies, with_error_bodies));
    let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 10_000).await.unwrap();
    let value = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    (Response::from_parts(parts, Body::empty()), value)
}

#[tokio::test]
async fn shape_a_has_the_message_and_the_full_path() {
    let (response, body) = ask("GET", "/oppijanumerorekisteri-service/a?nimiHaku=Aino").await;
    assert_eq!(response.status(), 400);
    assert_eq!(
        body.to_string(),
        r#"{"timestamp":1756887330000,"status":400,"error":"Bad Request","#.to_owned()
            + r#""exception":"fi.vm.sade.oppijanumerorekisteri.exceptions.ValidationException","#
            + r#""message":"not now","path":"/oppijanumerorekisteri-service/a"}"#
    );
}

#[tokio::test]
async fn shape_b_lists_fields() {
    let (response, body) = ask("PUT", "/oppijanumerorekisteri-service/b").await;
    assert_eq!(response.status(), 400);
    assert_eq!(
        body,
        json!({"timestamp": NOW, "status": 400, "error": "Bad Request",
            "exception": "fi.vm.sade.oppijanumerorekisteri.exceptions.UnprocessableEntityException",
            "message": "faults", "path": "/oppijanumerorekisteri-service/b", "globalErrors": [],
            "fieldErrors": [{"code": "invalid.kansalaisuus", "arguments": [["9Z9"]],
                "message": "Tuntematon koodiston 'maatjavaltiot2' koodit [9Z9]",
                "field": "henkilot[1].henkilo.kansalaisuus", "rejectedValue": [{"koodi": "9Z9"}]}]})
    );
}

#[tokio::test]
async fn shape_c_has_no_message_also_for_what_the_framework_refuses() {
    for (method, path, status, error) in [
        ("GET", "/oppijanumerorekisteri-service/none", 404, "Not Found"),
        ("GET", "/elsewhere", 404, "Not Found"),
        ("DELETE", "/oppijanumerorekisteri-service/a", 405, "Method Not Allowed"),
        ("GET", "/oppijanumerorekisteri-service/right", 401, "Unauthorized"),
    ] {
        let (response, body) = ask(method, path).await;
        assert_eq!(response.status(), status);
        assert_eq!(body, json!({"timestamp": NOW, "status": status, "error": error, "path": path}));
        assert_eq!(response.headers()["content-type"], "application/json");
        assert!(response.headers().get("www-authenticate").is_none());
    }
    let (response, _) = ask("DELETE", "/oppijanumerorekisteri-service/a").await;
    assert_eq!(response.headers()["allow"], "GET,HEAD");
}

#[tokio::test]
async fn headers_say_what_to_do_next() {
    let (response, body) = ask("GET", "/oppijanumerorekisteri-service/signed").await;
    assert_eq!(response.headers()["www-authenticate"], "Bearer error=\"invalid_token\"");
    assert_eq!((response.status().as_u16(), body), (401, Value::Null), "as in ONR, without a body");
    let (response, body) = ask("GET", "/oppijanumerorekisteri-service/busy").await;
    assert_eq!(response.headers()["retry-after"], "7");
    assert_eq!((response.status().as_u16(), &body["status"]), (503, &json!(503)));
}

#[tokio::test]
async fn a_hetu_in_the_path_is_not_repeated_and_good_answers_pass() {
    let (_, body) = ask("GET", "/oppijanumerorekisteri-service/henkilo/hetu=210705A932J").await;
    assert_eq!(body["path"], "/oppijanumerorekisteri-service/henkilo/hetu=***********");
    let (response, _) = ask("GET", "/oppijanumerorekisteri-service/fine").await;
    assert_eq!(response.status(), 200);
}
