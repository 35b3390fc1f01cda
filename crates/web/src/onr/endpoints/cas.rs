//! Signing in by CAS, and whether the registry is up, as the existing one says it.

use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{Onr, plain};
use crate::auth::gate::Signed;
use crate::headers::cookies;
use crate::onr::CONTEXT_PATH;

/// The cookie of whoever asked [`PREQUEL`] before they had signed in: as in ONR they come back to it.
const ASKED_FIRST: &str = "asked-first";
/// Asked first by pages, so that they are led to sign in.
const PREQUEL: &str = "/cas/prequel";

/// What an answer that leads to the CAS server carries, by what was asked.
pub fn asked_first(path: &str) -> Option<HeaderValue> {
    let asked = path.strip_prefix(CONTEXT_PATH)?.trim_end_matches('/') == PREQUEL;
    asked.then(|| cookie("1", "600"))
}

fn cookie(value: &str, seconds: &str) -> HeaderValue {
    let cookie = format!("{ASKED_FIRST}={value}; Path={CONTEXT_PATH}; Max-Age={seconds}; HttpOnly; SameSite=Lax");
    HeaderValue::try_from(cookie).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// Where CAS sends people and programs back with a ticket. Their session is on this very answer.
#[utoipa::path(get, path = "/j_spring_cas_security_check", tag = "cas", params(("ticket" = String, Query)),
    responses((status = 302, description = "Signed in, or to where one signs in"), (status = 401, description = "The ticket is not accepted"), (status = 503, description = "The CAS server does not answer; see Retry-After")))]
pub async fn get_check(State(onr): State<Onr>, _: Signed, headers: HeaderMap) -> Response {
    let own = onr.gate.cas.as_ref().map_or("", |cas| cas.config.own.trim_end_matches('/'));
    if cookies(&headers).any(|cookie| cookie.name() == ASKED_FIRST) {
        let location = format!("{own}{CONTEXT_PATH}{PREQUEL}");
        return (StatusCode::FOUND, [(LOCATION, location)], [(SET_COOKIE, cookie("", "0"))]).into_response();
    }
    (StatusCode::FOUND, [(LOCATION, format!("{own}{CONTEXT_PATH}/"))]).into_response()
}

/// Asked first by pages, so that they are led to sign in.
#[utoipa::path(get, path = "/cas/prequel", tag = "cas",
    responses((status = 200, description = "ok", body = String, content_type = "text/plain"), (status = 401, description = "No valid token")))]
pub async fn get_prequel(_: Signed, headers: HeaderMap) -> Response {
    plain(&headers, "ok")
}

/// The same.
#[utoipa::path(post, path = "/cas/prequel", tag = "cas",
    responses((status = 200, description = "ok", body = String, content_type = "text/plain"), (status = 401, description = "No valid token")))]
pub async fn post_prequel(signed: Signed, headers: HeaderMap) -> Response {
    get_prequel(signed, headers).await
}

/// Up while it answers. What is wrong is told by `/health/ready`.
pub async fn get_health() -> Response {
    actuator(r#"{"groups":["liveness","readiness"],"status":"UP"}"#)
}

/// One of its groups.
pub async fn get_health_group() -> Response {
    actuator(r#"{"status":"UP"}"#)
}

fn actuator(body: &'static str) -> Response {
    ([(CONTENT_TYPE, "application/vnd.spring-boot.actuator.v3+json")], body).into_response()
}
