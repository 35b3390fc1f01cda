//! `GET /access/looks` and `/access/refusals`: the access register, for auditors.

use app::access::{LookLine, RefusalLine, Wanted};
use app::caller::Caller;
use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::http::Uri;
use events::PersonOid;
use events::codes::Right;
use serde::Serialize;
use utoipa::ToSchema;

use super::Api;
use super::problem::{Problem, ProblemDetails};
use super::query::{Parameters, number};
use crate::auth::gate::Signed;

/// Rights by which the register is read, at the root.
const READERS: &[Right] = &[Right::Rekisterinpitaja, Right::RekisterinpitajaRead];
/// Lines of a page.
const LIMIT: u32 = 100;

/// Looks of one day, or a single one at a person under a protection order.
#[derive(Serialize, ToSchema)]
pub struct LookAnswer {
    /// OID of the person who was seen.
    pub person: String,
    /// Subject who saw them; empty when nobody was signed in.
    pub subject: String,
    /// The organisation under whose right.
    pub organisation: Option<String>,
    /// The program.
    pub client: Option<String>,
    /// What was seen: `numbers`, `fetched`, `listed`, `page`, `history`, `sent_data`.
    #[schema(value_type = Option<String>)]
    pub kind: Option<&'static str>,
    /// How often.
    pub times: u64,
    /// First time that day (RFC 3339).
    pub first: String,
    /// Last time that day (RFC 3339).
    pub last: String,
    /// A single look at a person under a protection order.
    pub protected: bool,
}

/// Refused requests of one day.
#[derive(Serialize, ToSchema)]
pub struct RefusalAnswer {
    /// Subject whose they were; empty when nobody was signed in.
    pub subject: String,
    /// The organisation of their first right.
    pub organisation: Option<String>,
    /// The program.
    pub client: Option<String>,
    /// Method and route, never the path.
    pub route: String,
    /// HTTP status.
    pub status: u16,
    /// OID of the person whom the address named; null when it named nobody.
    pub person: Option<String>,
    /// How often.
    pub times: u64,
    /// First time that day (RFC 3339).
    pub first: String,
    /// Last time that day (RFC 3339).
    pub last: String,
}

/// A page of the register.
#[derive(Serialize, ToSchema)]
pub struct AccessAnswer<T> {
    /// The lines, the newest first.
    pub items: Vec<T>,
    /// `after` of the next page; absent on the last.
    pub next: Option<u32>,
}

/// Who saw whom, the newest first.
#[utoipa::path(get, path = "/access/looks", tag = "access",
    params(("person" = Option<String>, Query), ("subject" = Option<String>, Query), ("from" = Option<String>, Query, description = "yyyy-MM-dd"), ("to" = Option<String>, Query, description = "yyyy-MM-dd"), ("after" = Option<u32>, Query)),
    responses((status = 200, description = "Done", body = AccessAnswer<LookAnswer>), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails)))]
pub async fn get_looks(
    State(api): State<Api>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<AccessAnswer<LookAnswer>>, Problem> {
    let wanted = wanted(&caller, &uri)?;
    let lines = api.app.looks(wanted.clone()).await.map_err(Problem::fault)?;
    let next = next(&wanted, lines.len());
    Ok(Json(AccessAnswer { items: lines.into_iter().map(look).collect(), next }))
}

/// Which requests were refused, and about whom, the newest first.
#[utoipa::path(get, path = "/access/refusals", tag = "access",
    params(("person" = Option<String>, Query), ("subject" = Option<String>, Query), ("from" = Option<String>, Query, description = "yyyy-MM-dd"), ("to" = Option<String>, Query, description = "yyyy-MM-dd"), ("after" = Option<u32>, Query)),
    responses((status = 200, description = "Done", body = AccessAnswer<RefusalAnswer>), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails)))]
pub async fn get_refusals(
    State(api): State<Api>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<AccessAnswer<RefusalAnswer>>, Problem> {
    let wanted = wanted(&caller, &uri)?;
    let lines = api.app.refusals(wanted.clone()).await.map_err(Problem::fault)?;
    let next = next(&wanted, lines.len());
    Ok(Json(AccessAnswer { items: lines.into_iter().map(refusal).collect(), next }))
}

fn wanted(caller: &Caller, uri: &Uri) -> Result<Wanted, Problem> {
    if !caller.reads_all() {
        return Err(Problem::Forbidden(READERS));
    }
    let parameters = Parameters::of(uri, &["person", "subject", "from", "to", "after"])?;
    let skip = match parameters.text("after") {
        None => 0,
        Some(text) => number(text)
            .and_then(|number| u32::try_from(number.0).ok())
            .ok_or_else(|| Problem::parameter("after", "`next` of the page before"))?,
    };
    Ok(Wanted {
        without: &[],
        person: parameters.value::<PersonOid>("person", "the OID of a person")?,
        subject: parameters.text("subject").map(str::to_owned),
        from: parameters.day("from")?,
        to: parameters.day("to")?,
        skip,
        limit: LIMIT,
    })
}

fn next(wanted: &Wanted, found: usize) -> Option<u32> {
    (found == wanted.limit as usize).then_some(wanted.skip + wanted.limit)
}

fn look(line: LookLine) -> LookAnswer {
    LookAnswer {
        person: line.person.to_string(),
        subject: line.looker.subject,
        organisation: line.looker.organisation.map(|oid| oid.to_string()),
        client: line.looker.client,
        kind: line.kind.map(|kind| kind.name()),
        times: line.times,
        first: line.first.to_string(),
        last: line.last.to_string(),
        protected: line.protected,
    }
}

fn refusal(line: RefusalLine) -> RefusalAnswer {
    RefusalAnswer {
        subject: line.looker.subject,
        organisation: line.looker.organisation.map(|oid| oid.to_string()),
        client: line.looker.client,
        route: line.route,
        status: line.status,
        person: line.person.map(|oid| oid.to_string()),
        times: line.times,
        first: line.first.to_string(),
        last: line.last.to_string(),
    }
}
