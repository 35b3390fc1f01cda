//! `/persons/{oid}/identification…` and whether a person is active.

use app::commands::{IdentifyByHand, Passivate, PassivateSeveral, Reactivate, RequestIdentification, Statement};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::codes::PassivationCause;
use serde::Deserialize;
use utoipa::ToSchema;

use super::person_of;
use crate::api::Api;
use crate::api::command::{CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use crate::api::problem::Problem;

/// What whoever identifies by hand says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementBody {
    /// The person has no Finnish hetu.
    no_finnish_hetu: bool,
    /// How many similar persons were looked at, none of whom is this one.
    similar_seen: Option<u32>,
    /// In one's own words.
    words: Option<String>,
}

/// Why a person is made passive.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PassivationBody {
    /// Why.
    cause: CauseBody,
    /// Why, in one's own words.
    words: Option<String>,
}

/// Why a person is made passive.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CauseBody {
    /// The number was issued needlessly, and nobody uses it.
    UnusedNumber,
    /// No natural person.
    TestPerson,
    /// Something else, which stands in words.
    Other,
}

impl From<CauseBody> for PassivationCause {
    fn from(cause: CauseBody) -> PassivationCause {
        match cause {
            CauseBody::UnusedNumber => PassivationCause::UnusedNumber,
            CauseBody::TestPerson => PassivationCause::TestPerson,
            CauseBody::Other => PassivationCause::Other,
        }
    }
}

/// Several persons who are made passive in one act, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PassivationsBody {
    /// OIDs, 1-100.
    people: Vec<String>,
    /// Why.
    cause: CauseBody,
    /// Why, in one's own words.
    words: Option<String>,
}

/// Why a person is made active again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReactivationBody {
    /// Why, in one's own words. It must be said.
    words: Option<String>,
}

/// Identifies a person who has no hetu.
#[utoipa::path(post, path = "/persons/{oid}/identification", tag = "persons", request_body = StatementBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_identification(
    State(api): State<Api>,
    Path(oid): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let StatementBody { no_finnish_hetu, similar_seen, words } = sent.json()?;
        let statement = Statement { no_finnish_hetu, similar_seen, words };
        Ok(IdentifyByHand { person: person_of(&oid)?, statement })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

/// Has the population register asked about a person now. Its answer comes by itself.
#[utoipa::path(post, path = "/persons/{oid}/identification/request", tag = "persons",
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 202, description = "The register is being asked"), CommandResponses))]
pub async fn post_request(State(api): State<Api>, Path(oid): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        sent.nothing()?;
        Ok(RequestIdentification { person: person_of(&oid)? })
    };
    run(&api, sent, read, |()| StatusCode::ACCEPTED.into_response()).await
}

/// Makes a person passive.
#[utoipa::path(post, path = "/persons/{oid}/passivation", tag = "persons", request_body = PassivationBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_passivation(
    State(api): State<Api>,
    Path(oid): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let PassivationBody { cause, words } = sent.json()?;
        Ok(Passivate { person: person_of(&oid)?, cause: cause.into(), words })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

/// Makes several persons passive, all of them or none.
#[utoipa::path(post, path = "/passivations", tag = "persons", request_body = PassivationsBody,
    params(CommandQuery, CommandHeaders), responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_passivations(State(api): State<Api>, sent: Sent) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let PassivationsBody { people, cause, words } = sent.json()?;
        let oid = |text: &String| {
            let expected = "OIDs of persons".to_owned();
            text.parse().map_err(|_| Problem::Field { pointer: "/people", expected })
        };
        let people = people.iter().map(oid).collect::<Result<_, _>>()?;
        Ok(PassivateSeveral { people, cause: cause.into(), words })
    };
    run(&api, sent, read, |_| StatusCode::NO_CONTENT.into_response()).await
}

/// Makes a passive person active again.
#[utoipa::path(post, path = "/persons/{oid}/reactivation", tag = "persons", request_body = ReactivationBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_reactivation(
    State(api): State<Api>,
    Path(oid): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let ReactivationBody { words } = sent.json()?;
        Ok(Reactivate { person: person_of(&oid)?, words })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}
