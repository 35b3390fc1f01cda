//! `GET /persons/{oid}` and its history: one learner, now or as it stood at an event.

use app::access::LookKind;
use app::report::learner::{LearnerRefusal, LearnerView};
use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use events::Position;
use events::codes::Right;

use super::Api;
use super::caller::{Signed, showed};
use super::problem::{Problem, ProblemDetails};
use super::query::{Parameters, number};
use super::shapes::{HistoryAnswer, LearnerAnswer};

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
    responses((status = 200, description = "Done", body = LearnerAnswer), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "Unknown", body = ProblemDetails)))]
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
    let view = learner(&api, &caller, &oid, at).await?;
    let kind = if at.is_some() { LookKind::History } else { LookKind::Page };
    showed(&api.app, &caller, kind, [(view.person.oid, view.person.protected)]).await?;
    Ok(Json(LearnerAnswer::from(&view)))
}

/// What happened to a learner, the newest last, with what each event changed.
#[utoipa::path(get, path = "/persons/{oid}/history", tag = "persons", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = Vec<HistoryAnswer>), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "Unknown", body = ProblemDetails)))]
pub async fn get_history(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(oid): Path<String>,
) -> Result<Json<Vec<HistoryAnswer>>, Problem> {
    let view = learner(&api, &caller, &oid, None).await?;
    showed(&api.app, &caller, LookKind::History, [(view.person.oid, view.person.protected)]).await?;
    Ok(Json(view.history.iter().map(HistoryAnswer::from).collect()))
}

async fn learner(
    api: &Api,
    caller: &app::caller::Caller,
    oid: &str,
    at: Option<Position>,
) -> Result<LearnerView, Problem> {
    let oid = oid.parse().map_err(|_| Problem::NotFound)?;
    let found = api.app.learner(caller, oid, at).await.map_err(Problem::fault)?;
    found.map_err(|refusal| match refusal {
        LearnerRefusal::Unknown => Problem::NotFound,
        LearnerRefusal::Forbidden => Problem::Forbidden(READERS),
    })
}
