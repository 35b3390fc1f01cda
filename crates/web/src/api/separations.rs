//! `POST /persons/{oid}/separation`: one OID was given to several persons, and each later one gets another.

use app::commands::SeparatePersons;
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

/// Why the persons are separated.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeparationBody {
    /// Why, in the official's own words.
    words: Option<String>,
}

/// Who was separated.
#[derive(Serialize, ToSchema)]
pub struct SeparationAnswer {
    /// OIDs that the later persons have now, in the order in which they were registered.
    others: Vec<String>,
}

/// Separates persons who were given one OID: the first keeps it. It must be confirmed.
#[utoipa::path(post, path = "/persons/{oid}/separation", tag = "persons", request_body = SeparationBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 201, description = "Separated", body = SeparationAnswer), CommandResponses))]
pub async fn post_separation(
    State(api): State<Api>,
    Path(segment): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let SeparationBody { words } = sent.json()?;
        Ok(SeparatePersons { person: segment.parse().map_err(|_| Problem::NotFound)?, words })
    };
    let show = |others: Vec<PersonOid>| {
        let others = others.iter().map(ToString::to_string).collect();
        (StatusCode::CREATED, Json(SeparationAnswer { others })).into_response()
    };
    run(&api, sent, read, show).await
}
