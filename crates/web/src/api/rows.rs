//! `/persons/{oid}/rows`: the rows of imports that lead to a learner, and to whom they shall lead.

use app::commands::{Command, ReassignRows, Reassignment, RowGoes, RowToDecide};
use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use axum::response::{IntoResponse, Response};
use events::{PersonOid, Position};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Api;
use super::command::{CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use super::persons::{learner, person_of};
use super::problem::{Problem, ProblemDetails};
use super::query::Parameters;
use crate::auth::gate::Signed;

/// A row that leads to a learner.
#[derive(Serialize, ToSchema)]
pub struct LedRowAnswer {
    /// Number of the import.
    import: u64,
    /// Number of the row, from 0.
    row: u32,
    /// The identifier by which the row came does not lead to the learner any more: somebody decides to whom it leads.
    turns: bool,
    /// The sender's own reference; null where the caller may not see what was sent.
    tunniste: Option<String>,
}

/// To whom rows shall lead.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReassignmentBody {
    /// The rows.
    rows: Vec<RowBody>,
    /// Why, in the official's own words.
    words: Option<String>,
}

/// A row, and to whom it shall lead.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RowBody {
    /// Number of the import.
    import: u64,
    /// Number of the row, from 0.
    row: u32,
    /// `stays`, the OID of another person, or `new`: all of these go to one new person, registered from the first.
    to: String,
}

/// To whom rows lead now.
#[derive(Serialize, ToSchema)]
pub struct ReassignmentAnswer {
    /// The rows.
    rows: Vec<ReassignedAnswer>,
}

/// To whom a row leads now.
#[derive(Serialize, ToSchema)]
pub struct ReassignedAnswer {
    /// Number of the import.
    import: u64,
    /// Number of the row, from 0.
    row: u32,
    /// OID of the person.
    oid: String,
}

/// The rows of imports that lead to a learner: those first that turn, then the newest. For whoever may reassign them.
#[utoipa::path(get, path = "/persons/{oid}/rows", tag = "persons", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = Vec<LedRowAnswer>), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "Unknown", body = ProblemDetails), (status = 503, description = "Try again later; see Retry-After", body = ProblemDetails)))]
pub async fn get_rows(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(oid): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<Vec<LedRowAnswer>>, Problem> {
    Parameters::of(&uri, &[])?;
    let view = learner(&api, &caller, &oid, None, None).await?;
    let organisations: Vec<_> = view.person.organisations.iter().cloned().collect();
    if !api.app.may::<ReassignRows>(&caller, &organisations) {
        return Err(Problem::Lacks(ReassignRows::RIGHTS));
    }
    let rows = api.app.rows_to_decide(&caller, person_of(&oid)?).await.map_err(Problem::fault)?;
    Ok(Json(rows.iter().map(LedRowAnswer::from).collect()))
}

impl From<&RowToDecide> for LedRowAnswer {
    fn from(row: &RowToDecide) -> LedRowAnswer {
        let (import, number) = row.number;
        let tunniste = row.sent.as_ref().and_then(|sent| sent.tunniste.clone());
        LedRowAnswer { import: import.0, row: number, turns: row.turns, tunniste }
    }
}

/// Says to whom rows lead that led to a learner. It must be confirmed. Senders are told of numbers that change.
#[utoipa::path(post, path = "/persons/{oid}/rows/reassignment", tag = "persons", request_body = ReassignmentBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 200, description = "Done", body = ReassignmentAnswer), CommandResponses))]
pub async fn post_reassignment(
    State(api): State<Api>,
    Path(oid): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let ReassignmentBody { rows, words } = sent.json()?;
        let rows = rows.iter().map(|row| Ok(((Position(row.import), row.row), goes(&row.to)?)));
        let wanted = Reassignment { rows: rows.collect::<Result<_, Problem>>()?, words };
        Ok(ReassignRows { person: person_of(&oid)?, wanted })
    };
    run(&api, sent, read, |rows| Json(ReassignmentAnswer::from(rows)).into_response()).await
}

fn goes(text: &str) -> Result<RowGoes, Problem> {
    match text {
        "stays" => Ok(RowGoes::Stays),
        "new" => Ok(RowGoes::New),
        oid => oid.parse().map(RowGoes::Person).map_err(|_| Problem::Field {
            pointer: "/rows",
            expected: "to: stays, new, or an OID of a person".to_owned(),
        }),
    }
}

impl From<Vec<((Position, u32), PersonOid)>> for ReassignmentAnswer {
    fn from(rows: Vec<((Position, u32), PersonOid)>) -> ReassignmentAnswer {
        let row = |((import, row), oid): ((Position, u32), PersonOid)| ReassignedAnswer {
            import: import.0,
            row,
            oid: oid.to_string(),
        };
        ReassignmentAnswer { rows: rows.into_iter().map(row).collect() }
    }
}
