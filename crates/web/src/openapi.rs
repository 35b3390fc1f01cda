//! What the descriptions of both interfaces for programs share.

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use utoipa::Modify;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};

/// Every path needs a bearer token.
pub(crate) struct BearerToken;

impl Modify for BearerToken {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(token));
    }
}

/// A description as its path answers it.
pub(crate) fn document(description: &utoipa::openapi::OpenApi) -> Bytes {
    description.to_json().unwrap_or_default().into()
}

/// The answer with a document.
pub(crate) fn described(document: &Bytes) -> Response {
    ([(CONTENT_TYPE, "application/json")], document.clone()).into_response()
}
