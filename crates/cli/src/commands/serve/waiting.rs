//! What a node answers before its journal is open: *live*, and *not ready*.

use std::time::Duration;

use axum::Router;
use axum::http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use web::connections::ConnectionLimits;

use super::Failure;

/// So long an answer may take that is under way when the node is open.
const LET_GO: Duration = Duration::from_secs(1);

/// Answers health questions, and nothing else, until `opening` is done.
pub async fn answer_until<T>(
    listener: &TcpListener,
    opening: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    use std::os::fd::AsFd;
    let io = |error: std::io::Error| Failure(format!("the node cannot answer while it waits: {error}"));
    // The same door under a second handle: what knocks later is answered by the node itself.
    let handle = std::net::TcpListener::from(listener.as_fd().try_clone_to_owned().map_err(io)?);
    let handle = TcpListener::from_std(handle).map_err(io)?;
    let routes = Router::new().route("/health/live", get(|| async { "live\n" })).fallback(not_yet);
    let (opened, is_open) = tokio::sync::oneshot::channel::<()>();
    let until = async move { drop(is_open.await) };
    let limits = ConnectionLimits { stop: LET_GO, ..ConnectionLimits::default() };
    let opening = async move {
        let node = opening.await;
        drop(opened);
        node
    };
    let (node, ()) = tokio::join!(opening, web::connections::serve(handle, routes, limits, until));
    node
}

async fn not_yet() -> Response {
    let body = r#"{"ready":false,"journal":{"state":"away","why":"this node waits for its journal"}}"#;
    let mut answer = (StatusCode::SERVICE_UNAVAILABLE, body).into_response();
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    answer
}
