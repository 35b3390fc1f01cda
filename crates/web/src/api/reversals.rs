//! `/persons/{oid}/reversals`: events count no longer; and what would happen, conflicts and all.

use app::commands::{Conflict, Goes, Kept, Plan, Reversal, ReverseEvents};
use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::codes::Right;
use events::{Handle, Position, Tag};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Api;
use super::command::{CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use super::problem::{Problem, ProblemDetails};
use super::query::{Parameters, number};
use crate::auth::gate::Signed;

/// Which events shall count no longer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReversalBody {
    /// Their positions.
    events: Vec<u64>,
    /// Events that would go with them, and shall count all the same.
    #[serde(default)]
    leave: Vec<u64>,
    /// Identifiers that are somebody else's meanwhile and are given up, as `identifier` of the plan's conflicts says them.
    #[serde(default)]
    give_up: Vec<String>,
    /// Why, in the official's own words. It must be said.
    words: Option<String>,
}

/// What was reversed.
#[derive(Serialize, ToSchema)]
pub struct ReversalAnswer {
    /// Positions of the events that no longer count.
    events: Vec<u64>,
}

/// What would happen.
#[derive(Serialize, ToSchema)]
pub struct PlanAnswer {
    /// Events that would no longer count, and why each.
    goes: Vec<GoesAnswer>,
    /// Events that have to do with them and are kept: `decided` by somebody, or `left` by the request.
    kept: Vec<KeptAnswer>,
    /// What stands in the way; nothing is reversed before each of them is decided.
    conflicts: Vec<ConflictAnswer>,
    /// What was done to a head while a link that goes was in force: it stays with the head.
    addressed_to_head: Vec<u64>,
    /// OIDs that would answer otherwise: of the records that would change, and of those linked with them.
    changed: Vec<String>,
}

/// An event that would no longer count.
#[derive(Serialize, ToSchema)]
pub struct GoesAnswer {
    /// Its position.
    position: u64,
    /// `named`, `same_command`, or `caused` by another one that goes.
    why: &'static str,
    /// The event that caused it.
    by: Option<u64>,
}

/// An event that is kept.
#[derive(Serialize, ToSchema)]
pub struct KeptAnswer {
    /// Its position.
    position: u64,
    /// `decided` or `left`.
    why: &'static str,
}

/// Two things that could not both hold.
#[derive(Serialize, ToSchema)]
#[schema(as = ReversalConflictAnswer)]
pub struct ConflictAnswer {
    /// `identifier_taken`, `two_links`, `circle`, `void_head` or `both_verified` (`holder` is the other one whom the register
    /// has confirmed).
    kind: &'static str,
    /// OID of the record.
    person: String,
    /// OID of whoever has the identifier.
    holder: Option<String>,
    /// The identifier, for `give_up`.
    identifier: Option<String>,
    /// Links of which one must be named too.
    links: Vec<u64>,
}

/// Rights by which plans are seen.
const PLANNERS: &[Right] = &[Right::Rekisterinpitaja, Right::RekisterinpitajaRead];

/// What would happen if events counted no longer. Nothing changes.
#[utoipa::path(get, path = "/persons/{oid}/reversals", tag = "persons",
    params(("oid" = String, Path), ("events" = String, Query, description = "Positions, separated by commas"), ("leave" = Option<String>, Query, description = "Positions that shall count all the same")),
    responses((status = 200, description = "Done", body = PlanAnswer), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "Unknown", body = ProblemDetails), (status = 409, description = "It cannot be reversed", body = ProblemDetails), (status = 503, description = "Try again later; see Retry-After", body = ProblemDetails)))]
pub async fn get_plan(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<PlanAnswer>, Problem> {
    if !caller.reads_all() {
        return Err(Problem::Forbidden(PLANNERS));
    }
    let parameters = Parameters::of(&uri, &["events", "leave"])?;
    let wanted = Reversal {
        about: Some(segment.parse().map_err(|_| Problem::NotFound)?),
        events: positions(&parameters, "events")?,
        leave: positions(&parameters, "leave")?,
        ..Reversal::default()
    };
    let plan = api.app.reversal_plan(&caller, wanted).await.map_err(Problem::fault)?;
    Ok(Json(PlanAnswer::from(&plan.map_err(|refusal| Problem::refused(&refusal))?)))
}

fn positions<C: FromIterator<Position>>(parameters: &Parameters, name: &'static str) -> Result<C, Problem> {
    let text = parameters.text(name).unwrap_or_default();
    let each = text.split(',').filter(|part| !part.is_empty()).map(|part| number(part.trim()));
    each.collect::<Option<C>>().ok_or_else(|| Problem::parameter(name, "positions of the history, separated by commas"))
}

/// Has events of a learner count no longer, with what goes along. It must be confirmed, and may itself be reversed.
#[utoipa::path(post, path = "/persons/{oid}/reversals", tag = "persons", request_body = ReversalBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 201, description = "Reversed", body = ReversalAnswer), CommandResponses))]
pub async fn post_reversal(
    State(api): State<Api>,
    Path(segment): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let body: ReversalBody = sent.json()?;
        let give_up = body.give_up.iter().map(|text| identifier(text)).collect::<Option<_>>();
        let expected = || "identifiers as the plan says them".to_owned();
        let wanted = Reversal {
            about: Some(segment.parse().map_err(|_| Problem::NotFound)?),
            events: body.events.into_iter().map(Position).collect(),
            leave: body.leave.into_iter().map(Position).collect(),
            give_up: give_up.ok_or_else(|| Problem::Field { pointer: "/give_up", expected: expected() })?,
            words: body.words,
        };
        Ok(ReverseEvents { wanted })
    };
    let show = |events: Vec<Position>| {
        let events = events.into_iter().map(|position| position.0).collect();
        (StatusCode::CREATED, Json(ReversalAnswer { events })).into_response()
    };
    run(&api, sent, read, show).await
}

fn identifier(text: &str) -> Option<Handle> {
    let number = (text.len() == 32).then(|| u128::from_str_radix(text, 16).ok())??;
    Some(Handle(number.to_be_bytes()))
}

fn told(tag: &Tag) -> Option<String> {
    tag.handle().map(|handle| format!("{:032x}", u128::from_be_bytes(handle.0)))
}

impl From<&Plan> for PlanAnswer {
    fn from(plan: &Plan) -> PlanAnswer {
        let goes = plan.goes.iter().map(|(position, goes)| {
            let (why, by) = match goes {
                Goes::Named => ("named", None),
                Goes::SameCommand => ("same_command", None),
                Goes::CausedBy(cause) => ("caused", Some(cause.0)),
            };
            GoesAnswer { position: position.0, why, by }
        });
        let kept = plan.kept.iter().map(|(position, kept)| KeptAnswer {
            position: position.0,
            why: if *kept == Kept::Decided { "decided" } else { "left" },
        });
        PlanAnswer {
            goes: goes.collect(),
            kept: kept.collect(),
            conflicts: plan.conflicts.iter().map(ConflictAnswer::from).collect(),
            addressed_to_head: plan.addressed_to_head.iter().map(|position| position.0).collect(),
            changed: plan.answers.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<&Conflict> for ConflictAnswer {
    fn from(conflict: &Conflict) -> ConflictAnswer {
        let of = |kind, person: &events::PersonOid, links: &[Position]| ConflictAnswer {
            kind,
            person: person.to_string(),
            holder: None,
            identifier: None,
            links: links.iter().map(|position| position.0).collect(),
        };
        match conflict {
            Conflict::Taken { tag, of: person, holder } => ConflictAnswer {
                holder: Some(holder.to_string()),
                identifier: told(tag),
                ..of("identifier_taken", person, &[])
            },
            Conflict::TwoLinks { member, edges } => of("two_links", member, edges),
            Conflict::Circle { member, edge } => of("circle", member, &[*edge]),
            Conflict::VoidHead { member, edge } => of("void_head", member, &[*edge]),
            Conflict::BothVerified { member, other, edge } => {
                ConflictAnswer { holder: Some(other.to_string()), ..of("both_verified", member, &[*edge]) }
            }
        }
    }
}
