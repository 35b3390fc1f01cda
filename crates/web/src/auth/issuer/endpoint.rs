//! The issuer's HTTP side: the token endpoint, the key set, and where to find both.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{ISSUER_PATH, Issuer};
use crate::clock::Clock;

#[derive(Clone)]
struct Endpoint {
    issuer: Arc<Issuer>,
    clock: Clock,
}

/// `POST …/oauth2/token`, `GET …/oauth2/jwks` and `GET …/.well-known/openid-configuration` under [`ISSUER_PATH`].
pub fn router(issuer: Arc<Issuer>, clock: Clock) -> Router {
    let endpoints = Router::new()
        .route("/oauth2/token", post(token))
        .route("/oauth2/jwks", get(key_set))
        .route("/.well-known/openid-configuration", get(metadata))
        .with_state(Endpoint { issuer, clock });
    Router::new().nest(ISSUER_PATH, endpoints)
}

/// The form of a token request. No `Debug`: it carries a secret.
#[derive(Deserialize)]
struct TokenRequest {
    grant_type: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
}

#[derive(Serialize)]
struct TokenAnswer {
    access_token: String,
    token_type: &'static str,
    expires_in: u32,
}

/// What RFC 6749, 5.2 calls these cases.
#[derive(Clone, Copy)]
enum OauthError {
    InvalidRequest,
    InvalidClient { basic: bool },
    UnsupportedGrantType,
    ServerError,
}

async fn token(
    State(endpoint): State<Endpoint>,
    headers: HeaderMap,
    form: Result<Form<TokenRequest>, FormRejection>,
) -> Result<Response, OauthError> {
    let Form(form) = form.map_err(|_| OauthError::InvalidRequest)?;
    let basic = basic_credentials(&headers);
    let refused = OauthError::InvalidClient { basic: basic.is_some() };
    let (id, secret) = match (basic, form.client_id, form.client_secret) {
        (Some(credentials), _, None) => credentials.ok_or(refused)?,
        // One way of authenticating, not two (RFC 6749, 2.3).
        (Some(_), _, Some(_)) => return Err(OauthError::InvalidRequest),
        (None, Some(id), Some(secret)) => (id, secret),
        (None, _, _) => return Err(refused),
    };
    let client = endpoint.issuer.client(&id, &secret).ok_or(refused)?;
    match form.grant_type.as_deref() {
        Some("client_credentials") => {}
        Some(_) => return Err(OauthError::UnsupportedGrantType),
        None => return Err(OauthError::InvalidRequest),
    }
    let token = endpoint.issuer.token(client, endpoint.clock.now()).map_err(|_| OauthError::ServerError)?;
    let answer = TokenAnswer { access_token: token, token_type: "Bearer", expires_in: endpoint.issuer.config.lifetime };
    Ok(([(CACHE_CONTROL, "no-store")], Json(answer)).into_response())
}

/// Id and secret of a Basic header: `None` without one, `Some(None)` when it cannot be read.
fn basic_credentials(headers: &HeaderMap) -> Option<Option<(String, String)>> {
    let text = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = text.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Basic").then_some(())?;
    let decoded = STANDARD.decode(encoded.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    Some(
        decoded.as_deref().and_then(|text| text.split_once(':')).map(|(id, secret)| (id.to_owned(), secret.to_owned())),
    )
}

async fn key_set(State(endpoint): State<Endpoint>) -> Json<Value> {
    Json(endpoint.issuer.key.key_set())
}

async fn metadata(State(endpoint): State<Endpoint>) -> Json<Value> {
    let issuer = &endpoint.issuer.config.issuer;
    Json(json!({
        "issuer": issuer,
        "token_endpoint": format!("{issuer}/oauth2/token"),
        "jwks_uri": format!("{issuer}/oauth2/jwks"),
        "grant_types_supported": ["client_credentials"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
    }))
}

impl IntoResponse for OauthError {
    fn into_response(self) -> Response {
        let (status, error) = match self {
            OauthError::InvalidRequest => (StatusCode::BAD_REQUEST, "invalid_request"),
            OauthError::InvalidClient { .. } => (StatusCode::UNAUTHORIZED, "invalid_client"),
            OauthError::UnsupportedGrantType => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
            OauthError::ServerError => (StatusCode::INTERNAL_SERVER_ERROR, "server_error"),
        };
        let body = Json(json!({ "error": error }));
        let mut response = (status, [(CACHE_CONTROL, "no-store")], body).into_response();
        if matches!(self, OauthError::InvalidClient { basic: true }) {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"oauth2\""));
        }
        response
    }
}

#[cfg(test)]
#[path = "endpoint_tests.rs"]
mod tests;
