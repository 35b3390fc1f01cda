//! The call `perustiedot` as the register serves it, bare and behind a security server (DVV's interface description).

use std::borrow::Cow;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::post;
use chrono::NaiveDate;
use events::Hetu;
use serde::Deserialize;
use uuid::Uuid;

use super::Shared;
use super::answer::{self, Style};
use super::faults::Fault;

/// Where the service lies behind a security server, after the name of the X-Road instance.
pub(super) const X_ROAD_SERVICE: &str = "GOV/0245437-2/VTJmutpa/VTJmutpa";

/// The two addresses of the service.
pub(super) fn routes(shared: Arc<Shared>) -> Router {
    let behind_security_server = format!("/r1/{{instance}}/{X_ROAD_SERVICE}/api/v1/perustiedot");
    Router::new()
        .route("/api/v1/perustiedot", post(bare))
        .route(&behind_security_server, post(through_x_road))
        .with_state(shared)
}

/// The body of a question. The register's schema forbids anything else in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question<'a> {
    #[serde(borrow)]
    hetulista: Vec<&'a str>,
    #[serde(borrow, default, deserialize_with = "some_groups")]
    tietoryhmat: Option<Vec<Cow<'a, str>>>,
}

/// The list of groups must be left out rather than null or empty.
fn some_groups<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Cow<'de, str>>>, D::Error> {
    let groups = Vec::deserialize(deserializer)?;
    if groups.is_empty() { Err(serde::de::Error::custom("no groups")) } else { Ok(Some(groups)) }
}

async fn bare(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    serve(&shared, &headers, &body).await
}

async fn through_x_road(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    if !headers.contains_key("x-road-client") {
        shared.counts.count_request();
        return x_road_error(StatusCode::BAD_REQUEST, "Client.MissingHeader");
    }
    let mut response = serve(&shared, &headers, &body).await;
    let new_id = || HeaderValue::try_from(Uuid::new_v4().to_string()).ok();
    if let Some(id) = headers.get("x-road-id").cloned().or_else(new_id) {
        response.headers_mut().insert("x-road-id", id);
    }
    if let Some(id) = new_id() {
        response.headers_mut().insert("x-road-request-id", id);
    }
    response
}

async fn serve(shared: &Shared, headers: &HeaderMap, body: &[u8]) -> Response {
    shared.counts.count_request();
    let Some(uncensored) = shared.sees_protected(credentials(headers)) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let Ok(question) = serde_json::from_slice::<Question<'_>>(body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let asked: Option<Vec<Hetu>> =
        question.hetulista.iter().map(|text| Hetu::parse(text, NaiveDate::MAX).ok()).collect();
    let Some(asked) = asked.filter(|asked| !asked.is_empty() && asked.len() <= shared.batch_limit) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let fault = shared.faults.lock().unwrap_or_else(PoisonError::into_inner).take();
    if fault.delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    }
    if let Some(response) = instead_of_an_answer(&fault) {
        return response;
    }
    let style = Style { wanted: question.tietoryhmat.as_deref(), uncensored, fault: &fault };
    let Ok(mut answer) = write_answer(shared, &asked, &style) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if fault.cut_off {
        answer.truncate(answer.len() / 2);
    }
    if fault.answers() {
        shared.counts.count_answer(&asked);
    }
    json(answer)
}

/// The Basic credentials, in either of the headers that clients send them in.
fn credentials(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(AUTHORIZATION).or_else(|| headers.get("x-authorization"))?;
    header.to_str().ok()?.strip_prefix("Basic ")
}

fn instead_of_an_answer(fault: &Fault) -> Option<Response> {
    if let Some(status) = fault.status.and_then(|status| StatusCode::from_u16(status).ok()) {
        let mut response = match (status, &fault.x_road_error) {
            (status, Some(error)) => x_road_error(status, error),
            // What gateways send; everything else has an empty body here, since nobody has documented one.
            (StatusCode::BAD_GATEWAY, None) => (status, Html("<html><body>Bad Gateway</body></html>")).into_response(),
            (status, None) if status.is_redirection() => (status, [(LOCATION, "/elsewhere")]).into_response(),
            (status, None) => status.into_response(),
        };
        if let Some(seconds) = fault.retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        return Some(response);
    }
    if fault.html {
        return Some(Html("<html><body>We will be back soon</body></html>").into_response());
    }
    fault.body.as_ref().map(|body| json(body.clone().into_bytes()))
}

fn write_answer(shared: &Shared, asked: &[Hetu], style: &Style<'_>) -> serde_json::Result<Vec<u8>> {
    // Most people take somewhat less.
    let mut out = Vec::with_capacity(64 + 1600 * asked.len());
    out.extend_from_slice(b"{\"perustiedot\":[");
    let start = out.len();
    let view = shared.people.read();
    let fault = style.fault;
    for hetu in asked.iter().filter(|hetu| !fault.missing.contains(hetu)).chain(&fault.strangers) {
        for _ in 0..if fault.doubled.contains(hetu) { 2 } else { 1 } {
            let end = out.len();
            if end > start {
                out.push(b',');
            }
            if fault.poisoned.contains(hetu) {
                write_poison(&mut out, hetu);
            } else if !answer::write(&mut out, hetu, &view.look_up(hetu), style)? {
                out.truncate(end);
            }
        }
    }
    out.extend_from_slice(b"],\"ajanTasalla\":true}");
    Ok(out)
}

/// Somebody whose groups have shapes that they never have.
fn write_poison(out: &mut Vec<u8>, hetu: &Hetu) {
    out.extend_from_slice(b"{\"henkilotunnus\":\"");
    out.extend_from_slice(hetu.as_str().as_bytes());
    out.extend_from_slice(
        b"\",\"tietoryhmat\":[{\"tietoryhma\":\"HENKILON_NIMI\",\"etunimi\":42,\"sukunimi\":[\"\\ud800\"]}]}",
    );
}

fn json(body: Vec<u8>) -> Response {
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

/// An error of the security server, in the shape of the X-Road protocol for REST.
fn x_road_error(status: StatusCode, error: &str) -> Response {
    let body = format!("{{\"type\":\"{error}\",\"message\":\"Request refused\",\"detail\":\"{}\"}}", Uuid::new_v4());
    let mut response = (status, [(CONTENT_TYPE, "application/json")], body).into_response();
    if let Ok(value) = HeaderValue::try_from(error) {
        response.headers_mut().insert("x-road-error", value);
    }
    response
}
