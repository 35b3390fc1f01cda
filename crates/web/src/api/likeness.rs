//! `POST /candidates`: who may be the same person as somebody who is about to be registered. Names stand in a body, never in
//! an address.

use app::access::LookKind;
use app::applications::Applications;
use app::report::candidates::Described;
use axum::Json;
use axum::extract::State;
use events::Day;
use events::codes::Right;
use events::person::Names;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Api;
use super::caller::showed;
use super::object::Object;
use super::problem::{Problem, ProblemDetails};
use super::shapes::CandidatesAnswer;
use crate::auth::gate::Signed;

/// Rights by which they are looked for.
const LOOKERS: &[Right] = &[
    Right::Duplikaattinakyma,
    Right::ManuaalinenYksilointi,
    Right::HenkilonRu,
    Right::Rekisterinpitaja,
    Right::RekisterinpitajaRead,
];
/// Candidates that are told of.
const LIMIT: usize = 10;
/// The longest name, in characters.
const LONGEST: usize = 255;

/// Somebody as far as they are known.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribedBody {
    /// First names.
    #[serde(default)]
    first_names: String,
    /// The name used.
    #[serde(default)]
    call_name: String,
    /// Surname.
    surname: String,
    /// Birth date, yyyy-MM-dd.
    birth_date: Option<String>,
    /// Code of *sukupuoli*.
    sex: Option<String>,
}

/// Those who may be the same as somebody who is described, the likeliest first. Nothing is linked by likeness.
#[utoipa::path(post, path = "/candidates", tag = "persons", request_body = DescribedBody,
    responses((status = 200, description = "Done", body = CandidatesAnswer), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 413, description = "The body is too large", body = ProblemDetails), (status = 415, description = "The body is not said to be JSON", body = ProblemDetails), (status = 422, description = "A field is not as it should be", body = ProblemDetails), (status = 503, description = "Try again later; see Retry-After", body = ProblemDetails)))]
pub async fn post_candidates(
    State(api): State<Api>,
    Signed(caller): Signed,
    body: Result<Object<DescribedBody>, Problem>,
) -> Result<Json<CandidatesAnswer>, Problem> {
    if !api.app.looks_for_similar(&caller) {
        return Err(Problem::Forbidden(LOOKERS));
    }
    let Object(body) = body?;
    let DescribedBody { first_names, call_name, surname, birth_date, sex } = body;
    for (pointer, text) in [("/first_names", &first_names), ("/call_name", &call_name), ("/surname", &surname)] {
        if text.chars().count() > LONGEST {
            return Err(Problem::Field { pointer, expected: format!("at most {LONGEST} characters") });
        }
    }
    let expected = || Problem::Field { pointer: "/birth_date", expected: "a day, yyyy-MM-dd".to_owned() };
    let birth_date: Option<Day> = birth_date.map(|text| text.parse().map_err(|_| expected())).transpose()?;
    let described = Described { names: Names { first_names, call_name, surname }, birth_date, sex };
    let found = api.app.candidates_of(&caller, described, LIMIT).await.map_err(Problem::fault)?;
    let shown = found.iter().map(|candidate| (candidate.person.oid, candidate.person.protected));
    showed(&api.app, &caller, LookKind::Listed, shown).await?;
    Ok(Json(CandidatesAnswer::of_nobody(&found, &Applications::NotAsked)))
}
