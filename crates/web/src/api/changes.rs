//! `GET /changes` and `/changes/stream`: what changed, for consumers, as CloudEvents 1.0.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use app::App;
use app::changes::{Change, What};
use app::commands::AcknowledgementRefusal;
use axum::Json;
use axum::extract::{Extension, OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use events::Position;
use events::codes::Right;
use futures_util::{StreamExt, stream};
use serde::Serialize;
use utoipa::ToSchema;

use super::Api;
use super::problem::{Problem, ProblemDetails};
use super::query::{Parameters, number};
use crate::auth::gate::Signed;
use crate::connections::Stopping;

/// Rights by which changes are read, at the root.
pub(super) const READERS: &[Right] = &[Right::Rekisterinpitaja, Right::RekisterinpitajaRead];
/// Changes of a page when `limit` is not given, and at most.
const LIMIT: (usize, usize) = (500, 5_000);
/// The longest wait for something new, in seconds.
const LONGEST_WAIT: u64 = 60;
/// So long a node may lag behind one that gave a cursor.
const LAG: Duration = Duration::from_secs(5);
/// A stream ends after this, and its consumer opens another: so a token that has ended tells nobody anything.
const LIFE: Duration = Duration::from_secs(15 * 60);
/// A stream says that it lives at least this often.
const ALIVE: Duration = Duration::from_secs(15);
/// Changes that a stream reads at once.
const PART: usize = 500;

/// One change, a CloudEvent 1.0.
#[derive(Serialize, ToSchema)]
pub struct ChangeEvent {
    /// Always `1.0`.
    #[schema(value_type = String)]
    specversion: &'static str,
    /// Id of the change: the same whenever it is told.
    id: String,
    /// Always `/api/v1/changes`.
    #[schema(value_type = String)]
    source: &'static str,
    /// `fi.oppijaloki.` and what changed: `NumberIssued`, `NumberVoided`, `NumberSeparated`, `Identified`,
    /// `IdentificationReversed`, `Linked`, `LinkReversed`, `HetuChanged` (birth date and sex may change with it), `DataChanged`,
    /// `Passivated`, `Reactivated`, `Erased`. Who belongs to which organisation is not told.
    #[serde(rename = "type")]
    kind: String,
    /// OID of the person.
    subject: String,
    /// When (RFC 3339).
    time: String,
    /// Always `application/json`.
    #[schema(value_type = String)]
    datacontenttype: &'static str,
    /// Position of the event in the log, a cursor.
    sequence: String,
    /// What is to be known of it.
    data: ChangeData,
}

/// What is to be known of a change; nothing personal.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangeData {
    /// OID of the person.
    oid: String,
    /// Whom they joined, or do not belong to any more; or who had the same OID and has this one now.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    /// Which fields may be others; empty when any may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>)]
    fields: Option<Vec<&'static str>>,
}

/// A part of the changes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangesAnswer {
    /// In the order of the log.
    changes: Vec<ChangeEvent>,
    /// `after` of the next question: everything up to here has been told.
    cursor: u64,
    /// There is nothing behind it yet.
    at_end: bool,
}

impl ChangeEvent {
    fn of(change: Change) -> ChangeEvent {
        let Change { position, event, place, at, person, what } = change;
        let kind = format!("fi.oppijaloki.{}", what.name());
        let (to, fields) = match what {
            What::Linked { to } | What::LinkReversed { to } | What::NumberSeparated { to } => {
                (Some(to.to_string()), None)
            }
            What::DataChanged { fields } => (None, Some(fields)),
            _ => (None, None),
        };
        ChangeEvent {
            specversion: "1.0",
            id: format!("{event}-{place}"),
            source: "/api/v1/changes",
            kind,
            subject: person.to_string(),
            time: at.to_string(),
            datacontenttype: "application/json",
            sequence: position.to_string(),
            data: ChangeData { oid: person.to_string(), to, fields },
        }
    }
}

/// The changes after a cursor. With `wait`, an answer without any comes when there is something new, or after so many
/// seconds.
#[utoipa::path(get, path = "/changes", tag = "changes",
    params(("after" = Option<u64>, Query, description = "The cursor of the last answer; 0 for everything"), ("limit" = Option<u32>, Query, description = "1 to 5000, default 500"), ("wait" = Option<u32>, Query, description = "Seconds, at most 60")),
    responses((status = 200, description = "Done", body = ChangesAnswer), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 409, description = "The log has no event of that cursor: fetch everything again", body = ProblemDetails)))]
pub async fn get_changes(
    State(api): State<Api>,
    Signed(caller): Signed,
    stopping: Option<Extension<Stopping>>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<ChangesAnswer>, Problem> {
    if !caller.reads_all() {
        return Err(Problem::Forbidden(READERS));
    }
    let parameters = Parameters::of(&uri, &["after", "limit", "wait"])?;
    let mut after = cursor(&parameters)?;
    let limit = parameters.value("limit", "a whole number from 1 to 5000")?.unwrap_or(LIMIT.0);
    let wait = parameters.value("wait", "a number of seconds, at most 60")?.unwrap_or(0u64);
    if !(1..=LIMIT.1).contains(&limit) {
        return Err(Problem::parameter("limit", "a whole number from 1 to 5000"));
    }
    if wait > LONGEST_WAIT {
        return Err(Problem::parameter("wait", "a number of seconds, at most 60"));
    }
    reached(&api.app, after).await?;
    let until = tokio::time::Instant::now() + Duration::from_secs(wait);
    loop {
        let told = api.app.changes(after, limit).await.map_err(Problem::fault)?;
        let left = until.saturating_duration_since(tokio::time::Instant::now());
        if !told.changes.is_empty() || (told.at_end && left.is_zero()) {
            let changes = told.changes.into_iter().map(ChangeEvent::of).collect();
            return Ok(Json(ChangesAnswer { changes, cursor: told.cursor.0, at_end: told.at_end }));
        }
        after = told.cursor;
        if told.at_end {
            something_or_stop(&api.app, after, left, stopping.as_deref().cloned()).await;
        }
        // Nobody who is to wait holds up the end of the server.
        if stopping.as_deref().is_some_and(Stopping::has_begun) {
            return Ok(Json(ChangesAnswer { changes: Vec::new(), cursor: after.0, at_end: told.at_end }));
        }
    }
}

/// A cursor that the log does not have was given before a restore from an older backup: its owner must fetch again, or would
/// never be told of what comes until the log is as long again.
async fn reached(app: &App, cursor: Position) -> Result<(), Problem> {
    if app.reaches(cursor, LAG).await { Ok(()) } else { Err(Problem::refused(&AcknowledgementRefusal::Ahead)) }
}

async fn something_or_stop(app: &App, after: Position, at_most: Duration, stopping: Option<Stopping>) {
    let stopped = async {
        match stopping {
            Some(mut stopping) => stopping.begun().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = app.something_after(after, at_most) => {}
        () = stopped => {}
    }
}

fn cursor(parameters: &Parameters) -> Result<Position, Problem> {
    let Some(text) = parameters.text("after") else { return Ok(Position::START) };
    number(text).ok_or_else(|| Problem::parameter("after", "the cursor of an answer"))
}

/// The same as server-sent events, as they happen. `id` is the cursor, which `Last-Event-ID` brings back.
#[utoipa::path(get, path = "/changes/stream", tag = "changes",
    params(("after" = Option<u64>, Query, description = "The cursor of the last answer; 0 for everything"), ("Last-Event-ID" = Option<u64>, Header, description = "The same, sent by whoever comes back")),
    responses((status = 200, description = "A stream of CloudEvents", body = ChangeEvent, content_type = "text/event-stream"), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 409, description = "The log has no event of that cursor: fetch everything again", body = ProblemDetails)))]
pub async fn get_stream(
    State(api): State<Api>,
    Signed(caller): Signed,
    stopping: Option<Extension<Stopping>>,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Problem> {
    if !caller.reads_all() {
        return Err(Problem::Forbidden(READERS));
    }
    let asked = cursor(&Parameters::of(&uri, &["after"])?)?;
    let seen = headers.get("last-event-id").map(|id| {
        let id = id.to_str().ok().and_then(number);
        id.ok_or_else(|| Problem::parameter("Last-Event-ID", "the id of an event of this stream"))
    });
    let cursor = seen.transpose()?.unwrap_or(asked);
    reached(&api.app, cursor).await?;
    let told = Told { app: api.app, cursor, waiting: VecDeque::new() };
    let told = stream::unfold(told, Told::next);
    let stopped = async move {
        match stopping {
            Some(Extension(mut stopping)) => tokio::select! {
                () = stopping.begun() => {}
                () = tokio::time::sleep(LIFE) => {}
            },
            None => tokio::time::sleep(LIFE).await,
        }
    };
    let alive = KeepAlive::new().interval(ALIVE);
    Ok(Sse::new(told.take_until(Box::pin(stopped))).keep_alive(alive).into_response())
}

/// How far a stream is.
struct Told {
    app: App,
    cursor: Position,
    waiting: VecDeque<Change>,
}

impl Told {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Told)> {
        loop {
            if let Some(change) = self.waiting.pop_front() {
                // Whoever comes back in the middle of an event is told all of it again.
                let is_last = self.waiting.front().is_none_or(|next| next.position != change.position);
                let (position, name) = (change.position, change.what.name());
                let event = Event::default().event(name).json_data(ChangeEvent::of(change)).ok()?;
                let event = if is_last { event.id(position.to_string()) } else { event };
                return Some((Ok(event), self));
            }
            let told = self.app.changes(self.cursor, PART).await.ok()?;
            (self.cursor, self.waiting) = (told.cursor, told.changes.into());
            if self.waiting.is_empty() && told.at_end {
                self.app.something_after(self.cursor, LIFE).await;
            }
        }
    }
}
