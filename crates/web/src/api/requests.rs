//! `/requests…`: what providers ask the keeper of the registry for.

use app::commands::{Accepting, OpenRequest, RefuseRequest, UserKind, WithdrawRequest};
use app::report::requests::RequestView;
use axum::Json;
use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::codes::{PassivationCause, RequestKind, Right};
use events::{Actor, PersonOid, Position};
use projections::counts::query::Scope;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Api;
use super::command::{CommandHeaders, CommandQuery, CommandResponses, Sent, run, run_at};
use super::persons::comparison::UserBody;
use super::persons::identification::CauseBody;
use super::preview::FetchedAnswer;
use super::problem::{Problem, ProblemDetails};
use super::query::{Parameters, number, today};
use super::shapes::SliceAnswer;
use crate::auth::gate::Signed;

/// Rights by which the queue is read, at the root.
const READERS: &[Right] = &[Right::Rekisterinpitaja, Right::RekisterinpitajaRead];
/// Rights of those who ask.
const ASKERS: &[Right] = &[Right::Oppijoidentuonti, Right::HenkilonRu];

/// What is asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestBody {
    /// `passivate`, `reactivate`, `merge`, `reverse`, `check` (hetu or names with DVV) or `refresh`.
    #[schema(value_type = String)]
    kind: RequestKind,
    /// OIDs: 1-30 of whom `passivate` and `reactivate` are asked, and one of anything else.
    people: Vec<String>,
    /// OID of the other person of `merge`, or of the record at the other end of the link of `reverse`; that may be left out
    /// where there is one link.
    other: Option<String>,
    /// Whoever asks states that the numbers are not in use elsewhere: needed of `passivate`.
    #[serde(default)]
    unused_elsewhere: bool,
    /// Why, in one's own words.
    words: String,
}

/// What the keeper says beside that they accept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptBody {
    /// The answer, and the reason of what is done, in one's own words; needed of `check` and `merge`.
    words: Option<String>,
    /// Why the persons are made passive: needed of `passivate`.
    cause: Option<CauseBody>,
    /// What kind of user is refreshed; a learner unless it is said.
    user: Option<UserBody>,
}

/// Why a request is refused.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefuseBody {
    /// In the official's own words.
    words: String,
}

/// A request was opened.
#[derive(Serialize, ToSchema)]
pub struct OpenedAnswer {
    /// Its number.
    number: u64,
}

/// A request.
#[derive(Serialize, ToSchema)]
pub struct RequestAnswer {
    /// Its number.
    number: u64,
    /// What is asked for.
    #[schema(value_type = String)]
    kind: RequestKind,
    /// `open`, `accepted`, `refused`, `withdrawn`, or `happened` by another way.
    state: String,
    /// About whom.
    people: Vec<RequestedAnswer>,
    /// OID of the other of two persons.
    other: Option<String>,
    /// Whoever asks states that the numbers are not in use elsewhere.
    unused_elsewhere: bool,
    /// Why, in their own words; null when it cannot be read any more.
    words: Option<String>,
    /// Who asked.
    asked_by: Option<String>,
    /// OIDs of the organisations for which they did.
    organisations: Vec<String>,
    /// When.
    asked_at: String,
    /// The keeper's answer, in words.
    answer: Option<String>,
}

/// Somebody whom a request is about.
#[derive(Serialize, ToSchema)]
pub struct RequestedAnswer {
    /// OID.
    oid: String,
    /// It is still open about them.
    open: bool,
}

/// A request with what is known of the use of its numbers.
#[derive(Serialize, ToSchema)]
pub struct RequestDetailsAnswer {
    /// The request.
    #[serde(flatten)]
    request: RequestAnswer,
    /// Whose programs have fetched the numbers, the organisations of whoever asked left out; null for those who may not
    /// decide. Use outside the registry is unknown.
    fetched: Option<Vec<FetchedAnswer>>,
}

/// Asks the keeper for what one may not do oneself.
#[utoipa::path(post, path = "/requests", tag = "requests", request_body = RequestBody,
    params(CommandQuery, CommandHeaders),
    responses((status = 201, description = "Opened", body = OpenedAnswer), CommandResponses))]
pub async fn post_request(State(api): State<Api>, sent: Sent) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let RequestBody { kind, people, other, unused_elsewhere, words } = sent.json()?;
        let oid = |pointer| {
            move |text: &String| -> Result<PersonOid, Problem> {
                text.parse().map_err(|_| Problem::Field { pointer, expected: "the OID of a person".to_owned() })
            }
        };
        let people = people.iter().map(oid("/people")).collect::<Result<_, _>>()?;
        let other = other.as_ref().map(oid("/other")).transpose()?;
        Ok(OpenRequest { kind, people, other, unused_elsewhere, words })
    };
    let opened = |people, last| {
        let number = OpenRequest::number(people, last).0;
        (StatusCode::CREATED, Json(OpenedAnswer { number })).into_response()
    };
    run_at(&api, sent, read, opened).await
}

/// Requests that are open, the oldest first.
#[utoipa::path(get, path = "/requests", tag = "requests",
    params(("after" = Option<String>, Query, description = "`next` of the page before"), ("limit" = Option<u32>, Query, description = "1-100")),
    responses((status = 200, description = "Done", body = SliceAnswer<RequestAnswer>), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails)))]
pub async fn get_requests(
    State(api): State<Api>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<SliceAnswer<RequestAnswer>>, Problem> {
    let view = Parameters::of(&uri, &["after", "limit"])?.view(Scope::Everybody, today(&api.app))?;
    let found = api.app.open_requests(&caller, view.after, view.limit).await.map_err(Problem::fault)?;
    Ok(Json(SliceAnswer::of(found.ok_or(Problem::Forbidden(READERS))?, RequestAnswer::from)))
}

/// Requests that the caller has made, the newest first.
#[utoipa::path(get, path = "/requests/own", tag = "requests",
    params(("after" = Option<String>, Query, description = "`next` of the page before"), ("limit" = Option<u32>, Query, description = "1-100")),
    responses((status = 200, description = "Done", body = SliceAnswer<RequestAnswer>), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails)))]
pub async fn get_own(
    State(api): State<Api>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<SliceAnswer<RequestAnswer>>, Problem> {
    if !api.app.may_ask(&caller) {
        return Err(Problem::Forbidden(ASKERS));
    }
    let view = Parameters::of(&uri, &["after", "limit"])?.view(Scope::Everybody, today(&api.app))?;
    let found = api.app.own_requests(&caller, view.after, view.limit).await.map_err(Problem::fault)?;
    Ok(Json(SliceAnswer::of(found, RequestAnswer::from)))
}

/// A request, for whoever made it, works for an organisation for which it was made, or reads everything.
#[utoipa::path(get, path = "/requests/{number}", tag = "requests", params(("number" = u64, Path)),
    responses((status = 200, description = "Done", body = RequestDetailsAnswer), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "Unknown, or another organisation's", body = ProblemDetails)))]
pub async fn get_request(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
) -> Result<Json<RequestDetailsAnswer>, Problem> {
    if !api.app.may_ask(&caller) && !caller.reads_all() {
        return Err(Problem::Forbidden(ASKERS));
    }
    let view = api.app.request(&caller, request(&segment)?).await.map_err(Problem::fault)?.ok_or(Problem::NotFound)?;
    let fetched = match caller.reads_all() {
        true => Some(api.app.fetched_beside(&caller, &view).await.map_err(Problem::fault)?),
        false => None,
    };
    let fetched = fetched.map(|all| all.into_iter().map(FetchedAnswer::from).collect());
    Ok(Json(RequestDetailsAnswer { request: view.into(), fetched }))
}

/// Accepts a request: what it asks for is done at once, or asked of a second official where that needs one.
#[utoipa::path(post, path = "/requests/{number}/accept", tag = "requests", request_body = AcceptBody,
    params(("number" = u64, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Accepted, and done"), (status = 202, description = "A second official is asked", body = super::command::AskedAnswer), CommandResponses))]
pub async fn post_accept(State(api): State<Api>, Path(segment): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let number = request(&segment)?;
    // What the register says must be heard before anything is decided.
    let said = match sent.may_hold::<app::commands::AcceptRequest>() {
        true => sent.json::<AcceptBody>()?.into(),
        false => Accepting::default(),
    };
    let accepting = api.app.accepting(sent.caller(), number, said).await.map_err(Problem::fault)?;
    run(&api, sent, |_| Ok(accepting), |()| StatusCode::NO_CONTENT.into_response()).await
}

/// Refuses a request.
#[utoipa::path(post, path = "/requests/{number}/refuse", tag = "requests", request_body = RefuseBody,
    params(("number" = u64, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Refused"), CommandResponses))]
pub async fn post_refuse(State(api): State<Api>, Path(segment): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let RefuseBody { words } = sent.json()?;
        Ok(RefuseRequest { request: request(&segment)?, words })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

/// Takes one's own request back.
#[utoipa::path(post, path = "/requests/{number}/withdraw", tag = "requests",
    params(("number" = u64, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Taken back"), CommandResponses))]
pub async fn post_withdraw(
    State(api): State<Api>,
    Path(segment): Path<String>,
    sent: Sent,
) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        sent.nothing()?;
        Ok(WithdrawRequest { request: request(&segment)? })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

fn request(segment: &str) -> Result<Position, Problem> {
    number(segment).ok_or(Problem::NotFound)
}

impl From<AcceptBody> for Accepting {
    fn from(body: AcceptBody) -> Accepting {
        let user = body.user.map(|user| match user {
            UserBody::Learner => UserKind::Learner,
            UserBody::Staff => UserKind::Staff,
        });
        Accepting { words: body.words, cause: body.cause.map(PassivationCause::from), user }
    }
}

impl From<RequestView> for RequestAnswer {
    fn from(view: RequestView) -> RequestAnswer {
        let person = |(oid, open): (PersonOid, bool)| RequestedAnswer { oid: oid.to_string(), open };
        RequestAnswer {
            number: view.number.0,
            kind: view.kind,
            state: view.state.name(),
            people: view.people.into_iter().map(person).collect(),
            other: view.other.map(|oid| oid.to_string()),
            unused_elsewhere: view.unused_elsewhere,
            words: view.words,
            asked_by: match view.by {
                Actor::Person(subject) | Actor::Service(subject) => Some(subject),
                Actor::Registry | Actor::Operator => None,
            },
            organisations: view.organisations.iter().map(ToString::to_string).collect(),
            asked_at: view.at.to_string(),
            answer: view.answer,
        }
    }
}
