//! Reading one's own writes, on any node: each answer says how far the log is, and a request that says so in turn waits
//! until this node is as far.

use std::time::Duration;

use app::App;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use events::Position;

/// Header that carries a position of the log, in requests and in answers.
pub const POSITION: &str = "x-log-position";

/// No request waits longer; the position in its answer then says that this node is behind.
const AT_MOST: Duration = Duration::from_secs(1);

/// Waits for the position that the request carries, and puts this node's own on the answer.
pub async fn read_your_writes(State(app): State<App>, request: Request, next: Next) -> Response {
    let written = request.headers().get(POSITION).and_then(|value| value.to_str().ok()?.parse().ok());
    let caught_up = match written {
        Some(position) => app.wait_for(Position(position), AT_MOST).await.is_ok(),
        None => true,
    };
    let mut response = next.run(request).await;
    let position = if caught_up { app.store().head().position } else { app.read_position() };
    response.headers_mut().insert(POSITION, HeaderValue::from(position.0));
    response
}
