//! `POST /persons/{oid}/merges`: two learners whom the register has confirmed are one person by its word.

use app::commands::{HeardOfBoth, MergeVerified};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::PersonOid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Api;
use super::command::{AskedAnswer, CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use super::links::oid;
use super::problem::Problem;

/// Who is merged with the learner in the address.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeBody {
    /// OID of the other learner.
    other: String,
    /// Why, in the official's own words.
    words: String,
}

/// The merge that was made.
#[derive(Serialize, ToSchema)]
pub struct MergeAnswer {
    /// OID of the learner that joined: the younger number.
    member: String,
    /// OID of the one that heads: the older number.
    to: String,
}

/// Merges two learners whom the register has confirmed. The register is asked about both hetus, and must say that they are
/// one person; a second official must agree, and the register is asked again then. It may be reversed.
#[utoipa::path(post, path = "/persons/{oid}/merges", tag = "persons", request_body = MergeBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 201, description = "Merged", body = MergeAnswer),
        (status = 202, description = "A second official is asked", body = AskedAnswer), CommandResponses))]
pub async fn post_merge(State(api): State<Api>, Path(segment): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let heard = match persons(&segment, &sent) {
        Some(persons) => api.app.hear_of_both(sent.caller(), persons).await.map_err(Problem::fault)?,
        None => HeardOfBoth::default(),
    };
    let read = |sent: &Sent| {
        let MergeBody { other, words } = sent.json()?;
        let person = segment.parse().map_err(|_| Problem::NotFound)?;
        Ok(MergeVerified { person, other: oid(&other, "/other")?, words, heard })
    };
    let show = |(member, to): (PersonOid, PersonOid)| {
        let answer = MergeAnswer { member: member.to_string(), to: to.to_string() };
        (StatusCode::CREATED, Json(answer)).into_response()
    };
    run(&api, sent, read, show).await
}

/// Whom it is about, where that can be read.
fn persons(segment: &str, sent: &Sent) -> Option<[PersonOid; 2]> {
    let MergeBody { other, .. } = sent.json().ok()?;
    Some([segment.parse().ok()?, other.parse().ok()?])
}
