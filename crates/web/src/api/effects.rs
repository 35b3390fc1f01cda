//! `GET /persons/{oid}/effects`: what an event brought about, and what would undo each part of it.

use app::report::effects::{Effect, Follows, Undo};
use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use events::codes::Right;
use serde::Serialize;
use utoipa::ToSchema;

use super::Api;
use super::problem::{Problem, ProblemDetails};
use super::query::{Parameters, number};
use crate::auth::gate::Signed;

/// Rights by which it is seen, at the root.
const READERS: &[Right] = &[Right::Rekisterinpitaja, Right::RekisterinpitajaRead];

/// An event that was brought about. They stand as a tree is read: each below the one from which it follows.
#[derive(Serialize, ToSchema)]
pub struct EffectAnswer {
    /// Its position.
    position: u64,
    /// How many steps it is from the event that was asked for.
    depth: u32,
    /// `asked`, `same_command`, `caused`, `reversed` (a reversal has it count no longer) or `restored` (it counts again).
    follows: &'static str,
    /// Its type.
    event: &'static str,
    /// When.
    at: String,
    /// OID of the person whom it is about.
    person: Option<String>,
    /// `reversal`, `nothing` when it says what the world did, or `undone` when it does not count any more.
    undo: &'static str,
    /// Position of the reversal that undid it.
    undone_by: Option<u64>,
}

impl From<Effect> for EffectAnswer {
    fn from(effect: Effect) -> EffectAnswer {
        let (undo, undone_by) = match effect.undo {
            Undo::Reversal => ("reversal", None),
            Undo::Nothing => ("nothing", None),
            Undo::Undone(by) => ("undone", by.map(|by| by.0)),
        };
        EffectAnswer {
            position: effect.position.0,
            depth: effect.depth,
            follows: match effect.by {
                Follows::Asked => "asked",
                Follows::SameCommand => "same_command",
                Follows::Caused => "caused",
                Follows::Reversed => "reversed",
                Follows::Restored => "restored",
            },
            event: effect.event.kind.name(),
            at: effect.event.at.to_string(),
            person: effect.person.map(|oid| oid.to_string()),
            undo,
            undone_by,
        }
    }
}

/// What an event of a learner brought about, directly and onwards.
#[utoipa::path(get, path = "/persons/{oid}/effects", tag = "persons",
    params(("oid" = String, Path), ("event" = u64, Query, description = "Position of the event")),
    responses((status = 200, description = "Done", body = Vec<EffectAnswer>), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "Unknown", body = ProblemDetails), (status = 503, description = "Try again later; see Retry-After", body = ProblemDetails)))]
pub async fn get_effects(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<Vec<EffectAnswer>>, Problem> {
    if !caller.reads_all() {
        return Err(Problem::Forbidden(READERS));
    }
    let parameters = Parameters::of(&uri, &["event"])?;
    let event = parameters.text("event").and_then(number).ok_or_else(|| Problem::parameter("event", "a position"))?;
    let oid = segment.parse().map_err(|_| Problem::NotFound)?;
    let found = api.app.brought_about(&caller, oid, event).await.map_err(Problem::fault)?;
    found.map(|found| Json(found.into_iter().map(EffectAnswer::from).collect())).ok_or(Problem::NotFound)
}
