//! `/imports/{number}/unsent-rows`: rows of the sender's file that its program refused before it sent the others.

use app::commands::{ReportUnsentRows, Reported};
use app::report::unsent::UnsentRow;
use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::catalogue::UnsentFault;
use events::codes::{RowFault, RowField};
use projections::counts::query::Scope;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};

use super::Api;
use super::command::{CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use super::imports::{import, not_shown};
use super::problem::{Problem, ProblemDetails};
use super::query::{Parameters, today};
use super::shapes::SliceAnswer;
use crate::auth::gate::Signed;

/// Rows that were not sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnsentRowsBody {
    /// 1-500 of them. Those that were reported before stay as they are.
    rows: Vec<UnsentRowBody>,
}

/// A row that was not sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnsentRowBody {
    /// Its number in the sender's file, from 1.
    row: u32,
    /// The sender's own reference.
    tunniste: Option<String>,
    /// What is wrong with it: 1-20 faults.
    faults: Vec<UnsentFaultBody>,
}

/// What is wrong with a row. Never what stands in it.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnsentFaultBody {
    /// The field, as the interface names it; null when it is the row as a whole.
    #[schema(schema_with = fields)]
    field: Option<RowField>,
    /// What is wrong with it.
    #[schema(schema_with = faults)]
    fault: RowFault,
}

fn fields() -> Schema {
    let null = ObjectBuilder::new().schema_type(Type::Null);
    OneOfBuilder::new().item(null).item(codes(RowField::ALL)).into()
}

fn faults() -> Schema {
    codes(RowFault::ALL).into()
}

fn codes(all: &[impl ToString]) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(all.iter().map(ToString::to_string)))
}

/// A row of the sender's file that never came.
#[derive(Serialize, ToSchema)]
pub struct UnsentRowAnswer {
    /// Its number in the sender's file, from 1.
    row: u32,
    /// The sender's own reference; null when there is none, or when what was sent in the import is kept no longer.
    tunniste: Option<String>,
    /// What is wrong with it.
    faults: Vec<UnsentFaultBody>,
}

impl From<UnsentRow> for UnsentRowAnswer {
    fn from(row: UnsentRow) -> UnsentRowAnswer {
        let fault = |fault: UnsentFault| UnsentFaultBody { field: fault.field, fault: fault.fault };
        UnsentRowAnswer { row: row.row, tunniste: row.tunniste, faults: row.faults.into_iter().map(fault).collect() }
    }
}

/// Rows of the sender's file that were refused before sending, as far as its program reported them. They are no rows of
/// the import and stand in none of its counts.
#[utoipa::path(get, path = "/imports/{number}/unsent-rows", tag = "report",
    params(("number" = u64, Path), ("after" = Option<String>, Query, description = "`next` of the page before"), ("limit" = Option<u32>, Query, description = "1-100")),
    responses((status = 200, description = "Done", body = SliceAnswer<UnsentRowAnswer>), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "Another organisation's", body = ProblemDetails), (status = 404, description = "Unknown", body = ProblemDetails)))]
pub async fn get_unsent_rows(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<SliceAnswer<UnsentRowAnswer>>, Problem> {
    let view = Parameters::of(&uri, &["after", "limit"])?.view(Scope::Everybody, today(&api.app))?;
    let found = api.app.report_unsent_rows(&caller, import(&segment)?, view).await.map_err(Problem::fault)?;
    Ok(Json(SliceAnswer::of(found.map_err(not_shown)?, UnsentRowAnswer::from)))
}

/// Notes rows that the sender's program refused before sending, for the officials who look at the import.
#[utoipa::path(post, path = "/imports/{number}/unsent-rows", tag = "report", request_body = UnsentRowsBody,
    params(("number" = u64, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Noted"), CommandResponses))]
pub async fn post_unsent_rows(
    State(api): State<Api>,
    Path(segment): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let UnsentRowsBody { rows } = sent.json()?;
        let fault = |fault: UnsentFaultBody| UnsentFault { field: fault.field, fault: fault.fault };
        let row = |row: UnsentRowBody| Reported {
            row: row.row,
            tunniste: row.tunniste,
            faults: row.faults.into_iter().map(fault).collect(),
        };
        Ok(ReportUnsentRows { import: import(&segment)?, rows: rows.into_iter().map(row).collect() })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}
