//! `GET /imports…`: the list of imports, one import, its rows.

use app::access::LookKind;
use app::imports::read::NotShown;
use app::report::imports::{ImportColumn, ImportFilter, RowFilter};
use app::rules::Status;
use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use events::Position;
use projections::counts::query::Scope;

use super::Api;
use super::caller::{READERS, scope, showed};
use super::problem::{Problem, ProblemDetails};
use super::query::{Parameters, number, today};
use super::shapes::{ImportAnswer, ImportDetailsAnswer, RowAnswer, SliceAnswer};
use crate::auth::gate::Signed;

const COLUMNS: &[(&str, ImportColumn)] = &[
    ("number", ImportColumn::Number),
    ("received", ImportColumn::Received),
    ("sent_by", ImportColumn::SentBy),
    ("total", ImportColumn::Total),
    ("successful", ImportColumn::Successful),
    ("failures", ImportColumn::Failures),
    ("in_progress", ImportColumn::InProgress),
    ("conflicts", ImportColumn::Conflicts),
];

const ROWS: &[(&str, RowFilter)] = &[
    ("all", RowFilter::All),
    ("successful", RowFilter::Status(Status::Successful)),
    ("in_progress", RowFilter::Status(Status::InProgress)),
    ("failed", RowFilter::Status(Status::Failed)),
    ("refused", RowFilter::Refused),
    ("conflicts", RowFilter::Conflicts),
    ("renumbered", RowFilter::Renumbered),
];

/// The list of imports.
#[utoipa::path(get, path = "/imports", tag = "report",
    params(("number" = Option<u64>, Query), ("sent_by" = Option<String>, Query), ("sort" = Option<String>, Query), ("order" = Option<String>, Query, description = "`desc` or `asc`"), ("as_of" = Option<String>, Query, description = "yyyy-MM-dd, today at the latest"), ("after" = Option<String>, Query, description = "`next` of the page before"), ("limit" = Option<u32>, Query, description = "1-100")),
    responses((status = 200, description = "Done", body = SliceAnswer<ImportAnswer>), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails)))]
pub async fn get_imports(
    State(api): State<Api>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<SliceAnswer<ImportAnswer>>, Problem> {
    let parameters = Parameters::of(&uri, &["number", "sent_by", "sort", "order", "as_of", "after", "limit"])?;
    let view = parameters.view(scope(&api.app, &caller, None)?, today(&api.app))?;
    let number = match parameters.text("number") {
        None => None,
        Some(text) => Some(number(text).ok_or_else(|| Problem::parameter("number", "a whole number"))?),
    };
    let filter = ImportFilter {
        number,
        sent_by: parameters.text("sent_by").map(str::to_owned),
        sort: parameters.one_of("sort", COLUMNS)?.unwrap_or(ImportColumn::Number),
        descending: parameters.one_of("order", &[("desc", true), ("asc", false)])?.unwrap_or(true),
    };
    let slice = api.app.report_imports(view, filter).await.map_err(Problem::fault)?;
    Ok(Json(SliceAnswer::of(slice, ImportAnswer::from)))
}

/// One import.
#[utoipa::path(get, path = "/imports/{number}", tag = "report", params(("number" = u64, Path)),
    responses((status = 200, description = "Done", body = ImportDetailsAnswer), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "Another organisation's", body = ProblemDetails), (status = 404, description = "Unknown", body = ProblemDetails)))]
pub async fn get_import(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
) -> Result<Json<ImportDetailsAnswer>, Problem> {
    let found = api.app.report_import(&caller, import(&segment)?).await.map_err(Problem::fault)?;
    found.map(|details| Json(details.into())).map_err(not_shown)
}

/// The rows of an import that are done, in the order sent.
#[utoipa::path(get, path = "/imports/{number}/rows", tag = "report",
    params(("number" = u64, Path), ("filter" = Option<String>, Query), ("after" = Option<String>, Query, description = "`next` of the page before"), ("limit" = Option<u32>, Query, description = "1-100")),
    responses((status = 200, description = "Done", body = SliceAnswer<RowAnswer>), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "Another organisation's", body = ProblemDetails), (status = 404, description = "Unknown", body = ProblemDetails)))]
pub async fn get_rows(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<SliceAnswer<RowAnswer>>, Problem> {
    let parameters = Parameters::of(&uri, &["filter", "after", "limit"])?;
    let filter = parameters.one_of("filter", ROWS)?.unwrap_or(RowFilter::All);
    let view = parameters.view(Scope::Everybody, today(&api.app))?;
    let found = api.app.report_rows(&caller, import(&segment)?, filter, view).await.map_err(Problem::fault)?;
    let slice = found.map_err(not_shown)?;
    let named = slice.items.iter().filter(|row| row.names.is_some()).filter_map(|row| row.oid);
    showed(&api.app, &caller, LookKind::Listed, named.map(|oid| (oid, false))).await?;
    Ok(Json(SliceAnswer::of(slice, RowAnswer::from)))
}

/// The import that a path names.
pub(super) fn import(segment: &str) -> Result<Position, Problem> {
    number(segment).ok_or(Problem::NotFound)
}

pub(super) fn not_shown(refusal: NotShown) -> Problem {
    match refusal {
        NotShown::Unknown => Problem::NotFound,
        NotShown::NotReady | NotShown::Forbidden => Problem::Forbidden(READERS),
    }
}
