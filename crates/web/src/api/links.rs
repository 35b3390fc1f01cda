//! `POST /persons/{oid}/links`: two records are one person's.

use app::commands::{HetuOfMember, LinkRecords};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::PersonOid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Api;
use super::command::{CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use super::problem::Problem;

/// Which record is linked with the one in the address.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkBody {
    /// OID of the other record.
    other: String,
    /// OID of the record that shall head, where nothing decides it. Without it the oldest number heads.
    head: Option<String>,
    /// What becomes of the member's own hetu where both have one: `kept`, or `withdrawn` when it was never theirs.
    hetu: Option<String>,
    /// Why, in the official's own words.
    words: Option<String>,
}

/// The link that was made.
#[derive(Serialize, ToSchema)]
pub struct LinkAnswer {
    /// OID of the record that joined.
    member: String,
    /// OID of the record that it joined.
    to: String,
}

pub(super) fn oid(text: &str, pointer: &'static str) -> Result<PersonOid, Problem> {
    text.parse().map_err(|_| Problem::Field { pointer, expected: "an OID of a person".to_owned() })
}

/// Links another record with a learner's. It must be confirmed, and may be reversed.
#[utoipa::path(post, path = "/persons/{oid}/links", tag = "persons", request_body = LinkBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 201, description = "Linked", body = LinkAnswer), CommandResponses))]
pub async fn post_link(State(api): State<Api>, Path(segment): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let body: LinkBody = sent.json()?;
        let hetu = match body.hetu.as_deref() {
            None => HetuOfMember::Unsaid,
            Some("kept") => HetuOfMember::Kept,
            Some("withdrawn") => HetuOfMember::Withdrawn,
            Some(_) => {
                let expected = "kept or withdrawn".to_owned();
                return Err(Problem::Field { pointer: "/hetu", expected });
            }
        };
        Ok(LinkRecords {
            person: segment.parse().map_err(|_| Problem::NotFound)?,
            other: oid(&body.other, "/other")?,
            head: body.head.as_deref().map(|head| oid(head, "/head")).transpose()?,
            hetu,
            words: body.words,
        })
    };
    let show = |(member, to): (PersonOid, PersonOid)| {
        let answer = LinkAnswer { member: member.to_string(), to: to.to_string() };
        (StatusCode::CREATED, Json(answer)).into_response()
    };
    run(&api, sent, read, show).await
}
