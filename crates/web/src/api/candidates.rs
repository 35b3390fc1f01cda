//! `GET /persons/{oid}/candidates…`: who may be the same person, how likely, and why; and why somebody is not.

use app::access::LookKind;
use app::applications::{Applications, WITHIN_AN_ANSWER};
use app::commands::Joining;
use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use events::PersonOid;
use events::codes::Right;

use super::Api;
use super::caller::showed;
use super::persons::person_of;
use super::problem::{Problem, ProblemDetails};
use super::query::Parameters;
use super::shapes::{CandidatesAnswer, PairAnswer};
use crate::auth::gate::Signed;

/// Rights by which duplicates are looked for.
pub(super) const LOOKERS: &[Right] = &[Right::Duplikaattinakyma, Right::Rekisterinpitaja, Right::RekisterinpitajaRead];
/// Candidates when `limit` is not given.
const LIMIT: usize = 10;
/// Most candidates.
const MOST: usize = 50;

/// A learner's possible duplicates, the likeliest first. Nothing is linked by likeness: it is advice for whoever compares.
#[utoipa::path(get, path = "/persons/{oid}/candidates", tag = "persons",
    params(("oid" = String, Path), ("limit" = Option<u32>, Query, description = "1 to 50; 10 when not given"), ("applications" = Option<bool>, Query, description = "true: with the applications of each, which another service is asked for; it has ten seconds")),
    responses((status = 200, description = "Done", body = CandidatesAnswer), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "Unknown", body = ProblemDetails), (status = 503, description = "Try again later; see Retry-After", body = ProblemDetails)))]
pub async fn get_candidates(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(oid): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<CandidatesAnswer>, Problem> {
    let parameters = Parameters::of(&uri, &["limit", "applications"])?;
    let expected = format!("a whole number from 1 to {MOST}");
    let limit = parameters.value("limit", &expected)?.unwrap_or(LIMIT);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::parameter("limit", expected));
    }
    let with_applications = parameters.value("applications", "true or false")?.unwrap_or(false);
    let oid = person_of(&oid)?;
    let found = api.app.candidates(&caller, oid, limit).await.map_err(Problem::fault)?;
    let view = found.map_err(|refusal| Problem::learner(refusal, LOOKERS))?;
    let shown =
        view.found.iter().chain(&view.told_apart).map(|candidate| (candidate.person.oid, candidate.person.protected));
    showed(&api.app, &caller, LookKind::Listed, shown).await?;
    let applications = match with_applications {
        false => Applications::NotAsked,
        // Whoever may not open somebody's page is told nothing by which they could be found elsewhere.
        true => {
            let opened = view.found.iter().filter(|candidate| candidate.opens).map(|candidate| candidate.person.oid);
            api.app.applications(opened.collect(), WITHIN_AN_ANSWER).await
        }
    };
    Ok(Json(CandidatesAnswer::of(&view, &applications)))
}

/// A learner beside any other one: how likely they are the same, why, what would turn that, and what a link of them would
/// be. Nothing is linked by it.
#[utoipa::path(get, path = "/persons/{oid}/candidates/{other}", tag = "persons",
    params(("oid" = String, Path), ("other" = String, Path)),
    responses((status = 200, description = "Done", body = PairAnswer), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "One of them is unknown, or the caller may not open their page", body = ProblemDetails), (status = 503, description = "Try again later; see Retry-After", body = ProblemDetails)))]
pub async fn get_pair(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path((oid, other)): Path<(String, String)>,
) -> Result<Json<PairAnswer>, Problem> {
    if !api.app.looks_for_duplicates(&caller) {
        return Err(Problem::Forbidden(LOOKERS));
    }
    let (oid, other): (PersonOid, PersonOid) = (person_of(&oid)?, person_of(&other)?);
    let pair = api.app.pair(&caller, (oid, other), Joining::default()).await.map_err(Problem::fault)?;
    let pair = pair.ok_or(Problem::NotFound)?;
    showed(&api.app, &caller, LookKind::Listed, [(pair.other.oid, pair.other.protected)]).await?;
    Ok(Json(PairAnswer::from(&pair)))
}
