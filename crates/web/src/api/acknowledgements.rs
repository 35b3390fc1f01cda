//! `/changes/acknowledgements`: consumers say up to where they have taken the changes, and who has taken what.

use std::time::Duration;

use app::acknowledgements::{ConsumerLine, Taking};
use app::commands::{AcknowledgeChanges, RemoveConsumer};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::Position;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Api;
use super::changes::READERS;
use super::command::{CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use super::problem::{Problem, ProblemDetails};
use super::query::number;
use crate::auth::gate::Signed;

/// How long a cursor of another node is waited for.
const CATCHES_UP: Duration = Duration::from_secs(1);

/// Up to where everything was taken.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acknowledgement {
    /// The `cursor` of the answer that was taken.
    pub cursor: u64,
}

/// A consumer that is gone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// Its name, as the list of consumers has it.
    pub consumer: String,
}

/// A consumer of the changes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConsumerAnswer {
    /// The client id of its token, else the subject.
    consumer: String,
    /// What the registry calls it; `null` when it has no name for it.
    name: Option<String>,
    /// Up to where it has acknowledged.
    cursor: u64,
    /// When it did.
    acknowledged_at: String,
    /// Events that changed something and that it has not acknowledged.
    left: u64,
    /// When the oldest of them happened.
    oldest_left: Option<String>,
}

/// Whether a consumer has taken an event.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TakingAnswer {
    /// The client id of its token, else the subject.
    consumer: String,
    /// What the registry calls it; `null` when it has no name for it.
    name: Option<String>,
    /// When it acknowledged the event; `null` when it has not yet.
    acknowledged_at: Option<String>,
}

impl From<ConsumerLine> for ConsumerAnswer {
    fn from(line: ConsumerLine) -> ConsumerAnswer {
        ConsumerAnswer {
            consumer: line.consumer,
            name: line.name,
            cursor: line.upto.0,
            acknowledged_at: line.at.to_string(),
            left: line.left,
            oldest_left: line.oldest_left.map(|at| at.to_string()),
        }
    }
}

impl From<Taking> for TakingAnswer {
    fn from(taking: Taking) -> TakingAnswer {
        let Taking { consumer, name, taken } = taking;
        TakingAnswer { consumer, name, acknowledged_at: taken.map(|at| at.to_string()) }
    }
}

/// Acknowledges the changes: the caller has taken everything up to the cursor. Sent again, it adds nothing; a cursor before
/// the last one that was acknowledged is refused, and so is one that the log does not have.
#[utoipa::path(post, path = "/changes/acknowledgements", tag = "changes", request_body = Acknowledgement,
    params(CommandQuery, CommandHeaders), responses((status = 204, description = "Acknowledged"), CommandResponses))]
pub async fn post_acknowledgement(State(api): State<Api>, sent: Sent) -> Result<Response, Problem> {
    // Another node may have told the cursor: this one takes in what leads to it first.
    if let (true, Ok(Acknowledgement { cursor })) = (sent.caller().reads_all(), sent.json()) {
        api.app.something_after(Position(cursor.saturating_sub(1)), CATCHES_UP).await;
    }
    let read = |sent: &Sent| {
        let Acknowledgement { cursor } = sent.json()?;
        Ok(AcknowledgeChanges { cursor: Position(cursor) })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

/// Takes a consumer that is gone off the list. What it has acknowledged stays known; it is back when it acknowledges
/// again.
#[utoipa::path(post, path = "/changes/acknowledgements/removals", tag = "changes", request_body = Removal,
    params(CommandQuery, CommandHeaders), responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_removal(State(api): State<Api>, sent: Sent) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let Removal { consumer } = sent.json()?;
        Ok(RemoveConsumer { consumer })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

/// Every consumer that has acknowledged anything and was not taken off the list since, by name: up to where, and what is
/// left to it.
#[utoipa::path(get, path = "/changes/acknowledgements", tag = "changes",
    responses((status = 200, description = "Done", body = Vec<ConsumerAnswer>), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails)))]
pub async fn get_acknowledgements(
    State(api): State<Api>,
    Signed(caller): Signed,
) -> Result<Json<Vec<ConsumerAnswer>>, Problem> {
    if !caller.reads_all() {
        return Err(Problem::Forbidden(READERS));
    }
    let found = api.app.consumers().await.map_err(Problem::fault)?;
    Ok(Json(found.into_iter().map(ConsumerAnswer::from).collect()))
}

/// Which consumers have acknowledged an event, and when.
#[utoipa::path(get, path = "/changes/{event}/acknowledgements", tag = "changes",
    params(("event" = u64, Path, description = "Position of the event: the `sequence` of its changes")),
    responses((status = 200, description = "Done", body = Vec<TakingAnswer>), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "There is no such event, or consumers are told nothing of it", body = ProblemDetails)))]
pub async fn get_acknowledgements_of_event(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
) -> Result<Json<Vec<TakingAnswer>>, Problem> {
    if !caller.reads_all() {
        return Err(Problem::Forbidden(READERS));
    }
    let event = number(&segment).ok_or(Problem::NotFound)?;
    let found = api.app.taken(event).await.map_err(Problem::fault)?.ok_or(Problem::NotFound)?;
    Ok(Json(found.into_iter().map(TakingAnswer::from).collect()))
}
