//! Tells open pages that something changed, as server-sent events. Who gets one asks again for the very page that is
//! open, so what a page shows is decided in one place.

use std::convert::Infallible;
use std::time::Duration;

use app::AppError;
use axum::extract::{Extension, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use events::Position;
use futures_util::{StreamExt, stream};
use tokio::time::Instant;

use super::Staff;
use super::language::Asked;
use super::refusal::refuse;
use super::session::Official;
use crate::connections::Stopping;

/// Not told more often than this.
const PAUSE: Duration = Duration::from_secs(1);
/// A stream ends after this and the browser opens another, so a session that has ended tells nobody anything. It also
/// ends when the server is to stop.
const LIFE: Duration = Duration::from_secs(10);

/// Tells each time that the read models have moved, from the position that the page has seen last.
pub async fn changes(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    stopping: Option<Extension<Stopping>>,
    headers: HeaderMap,
) -> Response {
    let place = match staff.live.take(&official.caller) {
        Ok(place) => place,
        Err(taken) => return refuse(&asked, Some(&official), AppError::from(taken)),
    };
    let seen = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok()).map(Position);
    let from = seen.unwrap_or_else(|| staff.app.read_position());
    let end = Instant::now() + LIFE;
    let told = stream::unfold((staff, from, true), move |(staff, from, first)| async move {
        if first {
            // The browser learns the position and how soon to come back, before anything happens.
            return Some((Ok(told("alku", from).retry(PAUSE)), (staff, from, false)));
        }
        tokio::time::sleep(PAUSE).await;
        let left = end.checked_duration_since(Instant::now())?;
        staff.app.wait_for(from.next(), left).await.ok()?;
        let at = staff.app.read_position();
        Some((Ok::<_, Infallible>(told("muutos", at)), (staff, at, false)))
    });
    let stopped = async move {
        let _held = place;
        match stopping {
            Some(Extension(mut stopping)) => stopping.begun().await,
            None => std::future::pending().await,
        }
    };
    Sse::new(told.take_until(stopped)).into_response()
}

/// Browsers drop an event without data, so the position stands there too.
fn told(name: &str, at: Position) -> Event {
    Event::default().event(name).id(at.to_string()).data(at.to_string())
}
