//! `/imports/{number}/undo`: a whole import is taken back; and what would happen.

use app::commands::UndoImport;
use app::imports::numbers::ImportNumbers;
use app::imports::undo::{Going, Keeping, UndoPlan};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::codes::Right;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Api;
use super::command::{CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use super::imports::import;
use super::problem::{Problem, ProblemDetails};
use crate::auth::gate::Signed;

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoBody {
    /// In the official's own words.
    words: String,
}

/// What was ordered.
#[derive(Serialize, ToSchema)]
pub struct UndoAnswer {
    /// Rows that are undone.
    undone: u32,
    /// Rows that are kept, because others rely on what they did.
    kept: u32,
}

/// What would happen.
#[derive(Serialize, ToSchema)]
pub struct UndoPlanAnswer {
    /// Rows that would be undone, or are.
    undone: u32,
    /// Rows that would be kept, or are, because others rely on what they did.
    kept: u32,
    /// Rows that did nothing to a person that still counts.
    nothing: u32,
    /// Rows that are left of an undoing that is under way; `null` when none is.
    left: Option<u32>,
    /// A second official must agree.
    needs_second: bool,
    /// Rows that would be undone: the first thousand.
    goes: Vec<GoingRowAnswer>,
    /// Rows that would be kept: the first thousand.
    rows: Vec<KeptRowAnswer>,
}

/// A row that would be undone.
#[derive(Serialize, ToSchema)]
pub struct GoingRowAnswer {
    /// Its number, from 0.
    row: u32,
    /// OID of the person.
    oid: String,
    /// It created the number, which becomes void. Otherwise the access ends that it gave.
    voids: bool,
}

/// A row that would be kept.
#[derive(Serialize, ToSchema)]
pub struct KeptRowAnswer {
    /// Its number, from 0.
    row: u32,
    /// OID of the person.
    oid: String,
    /// `official`, `other_import`, `register`, `program` or `fetched`.
    because: String,
    /// Number of the other import, where one relies on it.
    import: Option<i64>,
}

impl UndoPlanAnswer {
    fn of(plan: UndoPlan, numbers: &ImportNumbers) -> UndoPlanAnswer {
        let UndoPlan { undone, kept, nothing, left, needs_second, goes, listed } = plan;
        let going = |Going { row, oid, voids }| GoingRowAnswer { row, oid: oid.to_string(), voids };
        let row = |Keeping { row, oid, because, import }| KeptRowAnswer {
            row,
            oid: oid.to_string(),
            because: because.to_string(),
            import: import.map(|import| numbers.of(import)),
        };
        let (goes, rows) = (goes.into_iter().map(going).collect(), listed.into_iter().map(row).collect());
        UndoPlanAnswer { undone, kept, nothing, left, needs_second, goes, rows }
    }
}

/// Rights by which plans are seen, at the root.
const PLANNERS: &[Right] = &[Right::Rekisterinpitaja, Right::RekisterinpitajaRead];

/// What would happen if an import were undone, row by row; and how far it is. Nothing changes.
#[utoipa::path(get, path = "/imports/{number}/undo", tag = "report", params(("number" = u64, Path)),
    responses((status = 200, description = "Done", body = UndoPlanAnswer), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "Unknown", body = ProblemDetails), (status = 503, description = "Try again later; see Retry-After", body = ProblemDetails)))]
pub async fn get_undo(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
) -> Result<Json<UndoPlanAnswer>, Problem> {
    if !caller.reads_all() {
        return Err(Problem::Forbidden(PLANNERS));
    }
    let plan = api.app.undo_plan(&caller, import(&segment)?).await.map_err(Problem::fault)?;
    let plan = plan.ok_or(Problem::NotFound)?;
    let others = plan.listed.iter().filter_map(|keeping| keeping.import).collect();
    let numbers = api.app.import_numbers(others).await.map_err(Problem::fault)?;
    Ok(Json(UndoPlanAnswer::of(plan, &numbers)))
}

/// Takes a whole import back, part by part: what its rows did to persons no longer counts, where nobody else relies on it.
/// It must be confirmed, and from eleven rows on a second official must agree.
#[utoipa::path(post, path = "/imports/{number}/undo", tag = "report", request_body = UndoBody,
    params(("number" = u64, Path), CommandQuery, CommandHeaders),
    responses((status = 202, description = "Ordered; it is carried out part by part", body = UndoAnswer), CommandResponses))]
pub async fn post_undo(State(api): State<Api>, Path(segment): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let UndoBody { words } = sent.json()?;
        Ok(UndoImport { import: import(&segment)?, words })
    };
    let show = |(undone, kept)| (StatusCode::ACCEPTED, Json(UndoAnswer { undone, kept })).into_response();
    run(&api, sent, read, show).await
}
