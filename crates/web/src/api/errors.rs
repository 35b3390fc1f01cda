//! `GET /errors` and `POST /errors/search`: imported people whom somebody must look at. What is searched for may be a
//! hetu, so it stands in a body, never in an address.

use app::access::LookKind;
use app::caller::Caller;
use app::report::View;
use app::report::errors::ErrorFilter;
use app::rules::Cause;
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::Uri;
use events::OrganisationOid;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Api;
use super::caller::{scope, showed};
use super::object::Object;
use super::problem::{Problem, ProblemDetails};
use super::query::{Parameters, number, today};
use super::shapes::{ErrorAnswer, SliceAnswer};
use crate::auth::gate::Signed;

/// The longest text that is searched for, in characters.
const LONGEST_SEARCH: usize = 255;
const PARAMETERS: &[&str] = &["cause", "import", "older_than_days", "organisation", "as_of", "after", "limit"];

/// Body of a search; the parameters are those of the list.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorSearch {
    /// An OID, a hetu, or the beginnings of words of names in any order; the sender's reference (*tunniste*) of a row, in
    /// imports that the caller may see; a passport number or e-mail identifier of somebody whom the caller may see.
    pub search: String,
}

/// The error list, the newest first.
#[utoipa::path(get, path = "/errors", tag = "report",
    params(("cause" = Option<String>, Query), ("import" = Option<u64>, Query), ("older_than_days" = Option<u32>, Query), ("organisation" = Option<String>, Query), ("as_of" = Option<String>, Query, description = "yyyy-MM-dd, today at the latest"), ("after" = Option<String>, Query, description = "`next` of the page before"), ("limit" = Option<u32>, Query, description = "1-100")),
    responses((status = 200, description = "Done", body = SliceAnswer<ErrorAnswer>), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails)))]
pub async fn get_errors(
    State(api): State<Api>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<SliceAnswer<ErrorAnswer>>, Problem> {
    let (view, filter) = read(&api, &caller, &uri)?;
    answer(&api, &caller, view, filter).await
}

/// The error list narrowed to whom a text finds.
#[utoipa::path(post, path = "/errors/search", tag = "report", request_body = ErrorSearch,
    params(("cause" = Option<String>, Query), ("import" = Option<u64>, Query), ("older_than_days" = Option<u32>, Query), ("organisation" = Option<String>, Query), ("as_of" = Option<String>, Query, description = "yyyy-MM-dd, today at the latest"), ("after" = Option<String>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, description = "Done", body = SliceAnswer<ErrorAnswer>), (status = 400, description = "A parameter or the body is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 413, description = "The body is too large", body = ProblemDetails), (status = 415, description = "The body is not said to be JSON", body = ProblemDetails), (status = 422, description = "The body has other fields than `search`, or other values", body = ProblemDetails)))]
pub async fn search_errors(
    State(api): State<Api>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
    body: Result<Object<ErrorSearch>, Problem>,
) -> Result<Json<SliceAnswer<ErrorAnswer>>, Problem> {
    let (view, filter) = read(&api, &caller, &uri)?;
    let Object(body) = body?;
    if body.search.chars().count() > LONGEST_SEARCH {
        let expected = format!("at most {LONGEST_SEARCH} characters");
        return Err(Problem::Field { pointer: "/search", expected });
    }
    answer(&api, &caller, view, ErrorFilter { search: Some(body.search), ..filter }).await
}

fn read(api: &Api, caller: &app::caller::Caller, uri: &Uri) -> Result<(View, ErrorFilter), Problem> {
    let parameters = Parameters::of(uri, PARAMETERS)?;
    let cause = match parameters.text("cause") {
        None => None,
        Some(name) => Some(Cause::from_name(name).ok_or_else(|| {
            let names: Vec<String> = Cause::all().map(Cause::name).collect();
            Problem::parameter("cause", format!("one of: {}", names.join(", ")))
        })?),
    };
    let import = match parameters.text("import") {
        None => None,
        Some(text) => Some(number(text).ok_or_else(|| Problem::parameter("import", "a whole number"))?),
    };
    let organisation: Option<OrganisationOid> = parameters.value("organisation", "the OID of an organisation")?;
    let older_than_days = parameters.value("older_than_days", "a whole number")?;
    let view = parameters.view(scope(&api.app, caller, None)?, today(&api.app))?;
    let identifiers_of = Some(api.app.identifiers_shown(caller));
    Ok((
        view,
        ErrorFilter {
            search: None,
            people: None,
            identifiers_of,
            cause,
            import,
            older_than_days,
            since: None,
            organisation,
        },
    ))
}

async fn answer(
    api: &Api,
    caller: &Caller,
    view: View,
    filter: ErrorFilter,
) -> Result<Json<SliceAnswer<ErrorAnswer>>, Problem> {
    let slice = api.app.report_errors(view, filter).await.map_err(Problem::fault)?;
    showed(&api.app, caller, LookKind::Listed, slice.items.iter().map(|line| (line.oid, false))).await?;
    Ok(Json(SliceAnswer::of(slice, ErrorAnswer::from)))
}
