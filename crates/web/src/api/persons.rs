//! `GET /persons/{oid}` and its history: one learner, now or as it stood at an event.

pub mod comparison;
pub mod corrections;
pub mod hetu;
pub mod identification;

use std::collections::BTreeSet;

use app::access::LookKind;
use app::report::View;
use app::report::learner::{HistoryPart, LearnerView};
use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use events::codes::Right;
use events::{PersonOid, Position};
use projections::counts::query::Scope;

use super::Api;
use super::caller::showed;
use super::problem::{Problem, ProblemDetails};
use super::query::{Parameters, number, today};
use super::shapes::{HistoryAnswer, LearnerAnswer, SliceAnswer};
use crate::auth::gate::Signed;

/// Rights by which learners are seen.
const READERS: &[Right] = &[
    Right::Oppijoidentuonti,
    Right::HenkilonRu,
    Right::Read,
    Right::ManuaalinenYksilointi,
    Right::VtjVertailunakyma,
    Right::Duplikaattinakyma,
    Right::Rekisterinpitaja,
    Right::RekisterinpitajaRead,
];

/// A learner.
#[utoipa::path(get, path = "/persons/{oid}", tag = "persons",
    params(("oid" = String, Path), ("at" = Option<u64>, Query, description = "As of this event of the history")),
    responses((status = 200, description = "Done", body = LearnerAnswer), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "Unknown", body = ProblemDetails), (status = 503, description = "Try again later; see Retry-After", body = ProblemDetails)))]
pub async fn get_person(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(oid): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<LearnerAnswer>, Problem> {
    let parameters = Parameters::of(&uri, &["at"])?;
    let at = match parameters.text("at") {
        None => None,
        Some(text) => Some(number(text).ok_or_else(|| Problem::parameter("at", "a position in the history"))?),
    };
    let view = learner(&api, &caller, &oid, at, None).await?;
    let kind = if at.is_some() { LookKind::History } else { LookKind::Page };
    showed(&api.app, &caller, kind, seen(&view)).await?;
    Ok(Json(LearnerAnswer::from(&view)))
}

/// What happened to a learner, the newest last, with what each event changed.
#[utoipa::path(get, path = "/persons/{oid}/history", tag = "persons",
    params(("oid" = String, Path), ("after" = Option<String>, Query, description = "`next` of the page before"), ("limit" = Option<u32>, Query, description = "1-100")),
    responses((status = 200, description = "Done", body = SliceAnswer<HistoryAnswer>), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "Unknown", body = ProblemDetails), (status = 503, description = "Try again later; see Retry-After", body = ProblemDetails)))]
pub async fn get_history(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(oid): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<SliceAnswer<HistoryAnswer>>, Problem> {
    let parameters = Parameters::of(&uri, &["after", "limit"])?;
    let View { after, limit, .. } = parameters.view(Scope::Everybody, today(&api.app))?;
    let part = HistoryPart { newest_first: false, after, limit };
    let view = learner(&api, &caller, &oid, None, Some(part)).await?;
    showed(&api.app, &caller, LookKind::History, seen(&view)).await?;
    // Finding what each event changed takes its time.
    let answer = api.app.blocking(move |_| Ok(SliceAnswer::of(view.history, |entry| HistoryAnswer::from(&entry))));
    answer.await.map(Json).map_err(Problem::fault)
}

/// The numbers that were looked at: the one that was asked for, and that of the record which heads it. Once they are apart
/// again, each says who has looked.
fn seen(view: &LearnerView) -> BTreeSet<(PersonOid, bool)> {
    [view.oid, view.person.oid].map(|oid| (oid, view.person.protected)).into()
}

/// The OID of an address. What is none was never issued.
pub(super) fn person_of(segment: &str) -> Result<PersonOid, Problem> {
    segment.parse().map_err(|_| Problem::NotFound)
}

pub(super) async fn learner(
    api: &Api,
    caller: &app::caller::Caller,
    oid: &str,
    at: Option<Position>,
    part: Option<HistoryPart>,
) -> Result<LearnerView, Problem> {
    let oid = oid.parse().map_err(|_| Problem::NotFound)?;
    let found = api.app.learner(caller, oid, at, part).await.map_err(Problem::fault)?;
    found.map_err(|refusal| Problem::learner(refusal, READERS))
}
