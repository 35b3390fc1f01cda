//! `GET /summary`: distinct imported people by state.

use axum::Json;
use axum::extract::{OriginalUri, State};

use super::Api;
use super::caller::scope;
use super::problem::{Problem, ProblemDetails};
use super::query::{Parameters, today};
use super::shapes::SummaryAnswer;
use crate::auth::gate::Signed;

/// Distinct imported people by state, now or as it stood at the end of a day.
#[utoipa::path(get, path = "/summary", tag = "report",
    params(("organisation" = Option<String>, Query), ("as_of" = Option<String>, Query, description = "yyyy-MM-dd, today at the latest")),
    responses((status = 200, description = "Done", body = SummaryAnswer), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails)))]
pub async fn get_summary(
    State(api): State<Api>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<SummaryAnswer>, Problem> {
    let parameters = Parameters::of(&uri, &["organisation", "as_of"])?;
    let only = parameters.value("organisation", "the OID of an organisation")?;
    let (scope, as_of) = (scope(&api.app, &caller, only.as_ref())?, parameters.as_of(today(&api.app))?);
    let summary = api.app.report_summary(scope, as_of).await.map_err(Problem::fault)?;
    Ok(Json(SummaryAnswer::new(summary, as_of)))
}
