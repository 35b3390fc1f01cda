//! Every request gets an id, which stands in every log line and event that it causes, and is measured.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::middleware::Next;
use axum::response::Response;
use events::RequestId;
use tracing::Instrument;
use uuid::Uuid;

use app::App;

use crate::access::{Asker, Named, note_refusal};
use crate::metrics::Metrics;

/// Header that carries the id, in requests (when it is a UUID) and in answers.
pub const REQUEST_ID: &str = "x-request-id";

/// Where what happens to requests is noted.
#[derive(Clone)]
pub struct Watch {
    /// Counts them.
    pub metrics: Metrics,
    /// Whose access register is told of refusals.
    pub app: App,
}

/// Names the request, logs how it ended, and counts it. The route is logged, never the path: it may hold anything.
pub async fn identified(State(watch): State<Watch>, mut request: Request, next: Next) -> Response {
    let sent = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()?.parse().ok());
    let id = RequestId(sent.unwrap_or_else(Uuid::new_v4));
    let route = request.extensions().get::<MatchedPath>().map_or("unknown", |path| path.as_str()).to_owned();
    let method = request.method().clone();
    let (asker, named) = (Asker::default(), Named::in_address(request.uri()));
    request.extensions_mut().insert(id);
    request.extensions_mut().insert(asker.clone());
    let span = tracing::error_span!("request", request_id = %id, %method, %route);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status(), began.elapsed());
    span.in_scope(|| tracing::info!(status = status.as_u16(), ms = took.as_millis() as u64, "answered"));
    watch.metrics.request(&route, status, took);
    note_refusal(&watch.app, &asker, (method, &route), named, &response);
    if let Some(cookie) = asker.cookie() {
        response.headers_mut().append(SET_COOKIE, cookie.clone());
    }
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}
