//! `/persons/{oid}/hetu…`: give a hetu, put another in its place, take it away.

use app::commands::{AddHetu, RemoveHetu, ReplaceHetu};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::codes::HetuFate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::person_of;
use crate::api::Api;
use crate::api::command::{CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use crate::api::problem::Problem;

/// What becomes of a hetu that leaves a person.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FateBody {
    /// It was theirs, and is a former one from now on.
    Superseded,
    /// It was never theirs.
    Withdrawn,
}

impl From<FateBody> for HetuFate {
    fn from(fate: FateBody) -> HetuFate {
        match fate {
            FateBody::Superseded => HetuFate::Superseded,
            FateBody::Withdrawn => HetuFate::Withdrawn,
        }
    }
}

/// A hetu for somebody who has none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HetuBody {
    /// The hetu.
    hetu: String,
    /// Why, in one's own words.
    words: Option<String>,
}

/// A hetu in the place of another.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HetuReplacementBody {
    /// The new one.
    hetu: String,
    /// What becomes of the one before.
    former: FateBody,
    /// Why, in one's own words.
    words: Option<String>,
}

/// A hetu is taken away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HetuRemovalBody {
    /// What becomes of it.
    former: FateBody,
    /// Why, in one's own words.
    words: Option<String>,
}

/// Gives a hetu to a person who has none. The population register is asked by itself.
#[utoipa::path(post, path = "/persons/{oid}/hetu", tag = "persons", request_body = HetuBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_hetu(State(api): State<Api>, Path(oid): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let HetuBody { hetu, words } = sent.json()?;
        Ok(AddHetu { person: person_of(&oid)?, hetu, words })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

/// Puts another hetu in the place of a person's.
#[utoipa::path(post, path = "/persons/{oid}/hetu/replacement", tag = "persons", request_body = HetuReplacementBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_replacement(
    State(api): State<Api>,
    Path(oid): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let HetuReplacementBody { hetu, former, words } = sent.json()?;
        Ok(ReplaceHetu { person: person_of(&oid)?, hetu, fate: former.into(), words })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

/// Takes a person's hetu away.
#[utoipa::path(post, path = "/persons/{oid}/hetu/removal", tag = "persons", request_body = HetuRemovalBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_removal(State(api): State<Api>, Path(oid): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let HetuRemovalBody { former, words } = sent.json()?;
        Ok(RemoveHetu { person: person_of(&oid)?, fate: former.into(), words })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}
