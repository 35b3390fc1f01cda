//! Requests to unknown paths and methods. Without a token they are refused as all others, so that nobody can probe for
//! paths.

use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::errors::OnrError;
use crate::auth::gate::Signed;

/// A path that is not here: 404.
pub async fn unknown_path(_: Signed) -> OnrError {
    OnrError::not_found()
}

/// A method that a path does not have: 405, and `OPTIONS` asks which it has. The router adds `Allow`.
pub async fn wrong_method(_: Signed, method: Method) -> Response {
    if method == Method::OPTIONS { StatusCode::OK } else { StatusCode::METHOD_NOT_ALLOWED }.into_response()
}
