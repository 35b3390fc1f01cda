//! `/imports/{number}/conflicts…`: rows that differ from the registry, side by side, and the note that one was checked.

use app::access::LookKind;
use app::commands::ReviewConflict;
use app::imports::read::NotShown;
use app::report::conflicts::ConflictFilter;
use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::codes::{ConflictKind, Right};
use projections::counts::query::Scope;

use super::Api;
use super::caller::showed;
use super::command::{CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use super::imports::import;
use super::problem::{Problem, ProblemDetails};
use super::query::{Parameters, today};
use super::shapes::{ConflictAnswer, SliceAnswer};
use crate::auth::gate::Signed;

/// Rights by which what was sent is seen.
const DATA_READERS: &[Right] = &[Right::TuontidataRead, Right::Rekisterinpitaja, Right::RekisterinpitajaRead];

/// Rows that differ from the person they led to: what was sent, what the registry held then, what it holds now.
#[utoipa::path(get, path = "/imports/{number}/conflicts", tag = "report",
    params(("number" = u64, Path), ("kind" = Option<String>, Query), ("after" = Option<String>, Query, description = "`next` of the page before"), ("limit" = Option<u32>, Query, description = "1-100")),
    responses((status = 200, description = "Done", body = SliceAnswer<ConflictAnswer>), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "Unknown", body = ProblemDetails), (status = 503, description = "Try again later; see Retry-After", body = ProblemDetails)))]
pub async fn get_conflicts(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<SliceAnswer<ConflictAnswer>>, Problem> {
    let parameters = Parameters::of(&uri, &["kind", "after", "limit"])?;
    let kinds: Vec<(String, ConflictKind)> = ConflictKind::ALL.iter().map(|kind| (kind.to_string(), *kind)).collect();
    let kinds: Vec<(&str, ConflictKind)> = kinds.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    let (kind, view) = (parameters.one_of("kind", &kinds)?, parameters.view(Scope::Everybody, today(&api.app))?);
    let filter = ConflictFilter { kind, unchecked: false };
    let found = api.app.report_conflicts(&caller, import(&segment)?, filter, view).await.map_err(Problem::fault)?;
    let slice = found.map_err(|refusal| match refusal {
        NotShown::Unknown => Problem::NotFound,
        NotShown::NotReady | NotShown::Forbidden => Problem::Forbidden(DATA_READERS),
    })?;
    let people = slice.items.iter().flat_map(|line| line.people()).map(|oid| (oid, false));
    showed(&api.app, &caller, LookKind::SentData, people).await?;
    Ok(Json(SliceAnswer::of(slice, ConflictAnswer::from)))
}

/// Notes that a conflict was checked in the sender's own register.
#[utoipa::path(post, path = "/imports/{number}/conflicts/{row}/review", tag = "report",
    params(("number" = u64, Path), ("row" = u32, Path, description = "Number of the row, from 0 as in `henkilot`"), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Noted"), CommandResponses))]
pub async fn post_review(
    State(api): State<Api>,
    Path(path): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    review(&api, &path, sent, false).await
}

/// Takes back the note that a conflict was checked.
#[utoipa::path(delete, path = "/imports/{number}/conflicts/{row}/review", tag = "report",
    params(("number" = u64, Path), ("row" = u32, Path, description = "Number of the row, from 0 as in `henkilot`"), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Taken back"), CommandResponses))]
pub async fn delete_review(
    State(api): State<Api>,
    Path(path): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    review(&api, &path, sent, true).await
}

async fn review(
    api: &Api,
    (segment, row): &(String, String),
    sent: Sent,
    taken_back: bool,
) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        sent.nothing()?;
        let row = row.parse().map_err(|_| Problem::NotFound)?;
        Ok(ReviewConflict { import: import(segment)?, row, taken_back })
    };
    run(api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}
