//! `/persons/{oid}/not-duplicates`: two records that are alike are of two persons; and that is open again.

use app::commands::{MarkNotDuplicate, ReopenPair};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Api;
use super::command::{CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use super::links::oid;
use super::problem::Problem;

/// The record with which the one in the address was compared.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotDuplicateBody {
    /// OID of the other record.
    other: String,
    /// Why, in the official's own words.
    words: Option<String>,
}

/// The record of which it was said that it is somebody else's.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopeningBody {
    /// OID of the other record.
    other: String,
}

/// Notes that two records are of two persons. They are possible duplicates no longer, until something that is compared
/// changes of either.
#[utoipa::path(post, path = "/persons/{oid}/not-duplicates", tag = "persons", request_body = NotDuplicateBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_not_duplicate(
    State(api): State<Api>,
    Path(segment): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let NotDuplicateBody { other, words } = sent.json()?;
        let person = segment.parse().map_err(|_| Problem::NotFound)?;
        Ok(MarkNotDuplicate { person, other: oid(&other, "/other")?, words })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

/// Takes that back: the two are possible duplicates again.
#[utoipa::path(post, path = "/persons/{oid}/not-duplicates/reopening", tag = "persons", request_body = ReopeningBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_reopening(
    State(api): State<Api>,
    Path(segment): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let ReopeningBody { other } = sent.json()?;
        let person = segment.parse().map_err(|_| Problem::NotFound)?;
        Ok(ReopenPair { person, other: oid(&other, "/other")? })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}
