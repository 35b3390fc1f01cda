//! What needs a second official: `/persons/{oid}/erasure` asks, `/approvals…` lists and decides.

use app::commands::{GiveApproval, OrderErasure, RefuseApproval};
use app::report::approvals::ApprovalLine;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::codes::{Reason, Right};
use events::{Actor, Position};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Api;
use super::command::{AskedAnswer, CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use super::problem::{Problem, ProblemDetails};
use super::query::number;
use crate::auth::gate::Signed;

/// Rights by which approvals are listed, at the root.
const KEEPER: &[Right] = &[Right::Rekisterinpitaja];

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonSent {
    /// In the official's own words.
    pub reason: String,
}

/// Why somebody's data is erased.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasureSent {
    /// In the official's own words. They are erased with the rest.
    pub reason: String,
    /// On which ground; by itself `erasure_request`. It stays.
    #[serde(default)]
    pub ground: Option<ErasureGround>,
}

/// On which ground data is erased.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErasureGround {
    /// The data subject asks for it.
    ErasureRequest,
    /// The data was recorded without lawful grounds.
    UnlawfulProcessing,
    /// A law, a court or an authority requires it.
    LegalObligation,
}

impl From<ErasureGround> for Reason {
    fn from(ground: ErasureGround) -> Reason {
        match ground {
            ErasureGround::ErasureRequest => Reason::ErasureRequest,
            ErasureGround::UnlawfulProcessing => Reason::UnlawfulProcessing,
            ErasureGround::LegalObligation => Reason::LegalObligation,
        }
    }
}

/// Something that waits for a second official.
#[derive(Serialize, ToSchema)]
pub struct ApprovalAnswer {
    /// Its number.
    pub number: u64,
    /// What is asked, such as `order_erasure`.
    pub command: String,
    /// OID of the person whom it is about.
    pub person: Option<String>,
    /// OID of the other person, where two would be merged.
    pub other: Option<String>,
    /// Number of the import that it is about.
    pub import: Option<i64>,
    /// Number of the request that it accepts.
    pub request: Option<u64>,
    /// On which ground data would be erased.
    pub ground: Option<String>,
    /// Positions of the events that it has count no longer.
    pub reverses: Vec<u64>,
    /// Why, in the words of whoever asked; `null` when it cannot be read any more.
    pub reason: Option<String>,
    /// Who asked.
    pub asked_by: Option<String>,
    /// When.
    pub asked_at: String,
}

/// Orders that the personal data of a learner and everybody linked with them is erased. A second official must agree.
#[utoipa::path(post, path = "/persons/{oid}/erasure", tag = "approvals", request_body = ErasureSent,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 202, description = "A second official is asked", body = AskedAnswer), CommandResponses))]
pub async fn post_erasure(State(api): State<Api>, Path(oid): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let ErasureSent { reason: words, ground } = sent.json()?;
        let (person, ground) = (oid.parse().map_err(|_| Problem::NotFound)?, ground.map(Reason::from));
        Ok(OrderErasure { person, words, ground })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

/// What waits for a second official, the newest first.
#[utoipa::path(get, path = "/approvals", tag = "approvals",
    responses((status = 200, description = "Done", body = Vec<ApprovalAnswer>), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails)))]
pub async fn get_approvals(
    State(api): State<Api>,
    Signed(caller): Signed,
) -> Result<Json<Vec<ApprovalAnswer>>, Problem> {
    let lines = api.app.approvals(&caller).await.map_err(Problem::fault)?.ok_or(Problem::Forbidden(KEEPER))?;
    Ok(Json(lines.into_iter().map(ApprovalAnswer::from).collect()))
}

/// Agrees: what was asked is carried out, if it would still do the same. Nobody approves their own.
#[utoipa::path(post, path = "/approvals/{number}/give", tag = "approvals",
    params(("number" = u64, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Carried out"), CommandResponses))]
pub async fn post_give(State(api): State<Api>, Path(segment): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let giving = api.app.giving(sent.caller(), approval(&segment)?).await.map_err(Problem::fault)?;
    let read = |sent: &Sent| {
        sent.nothing()?;
        Ok(giving)
    };
    run::<GiveApproval>(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

/// Does not agree; whoever asked takes it back likewise.
#[utoipa::path(post, path = "/approvals/{number}/refuse", tag = "approvals", request_body = ReasonSent,
    params(("number" = u64, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Refused"), CommandResponses))]
pub async fn post_refuse(State(api): State<Api>, Path(segment): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let ReasonSent { reason } = sent.json()?;
        Ok(RefuseApproval { approval: approval(&segment)?, words: Some(reason).filter(|reason| !reason.is_empty()) })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

fn approval(segment: &str) -> Result<Position, Problem> {
    number(segment).ok_or(Problem::NotFound)
}

impl From<ApprovalLine> for ApprovalAnswer {
    fn from(line: ApprovalLine) -> ApprovalAnswer {
        ApprovalAnswer {
            number: line.number.0,
            person: line.person.map(|oid| oid.to_string()),
            other: line.other.map(|oid| oid.to_string()),
            import: line.import_known_as,
            request: line.request.map(|request| request.number.0),
            reverses: line.reverses.iter().map(|event| event.position.0).collect(),
            ground: line.ground.map(|ground| ground.to_string()),
            command: line.command,
            reason: line.words,
            asked_by: match line.asked_by {
                Actor::Person(subject) | Actor::Service(subject) => Some(subject),
                Actor::Registry | Actor::Operator => None,
            },
            asked_at: line.asked_at.to_string(),
        }
    }
}
