//! How every command is sent on our own interface: `POST`, with `?preview=true` for what would happen, `Idempotency-Key`
//! for a name of the sender's own, and `If-Match` with the fingerprint of the preview that is confirmed.

use app::commands::{Call, Command, Fingerprint, Named, Outcome};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, OriginalUri, Request};
use axum::http::header::{HeaderName, IF_MATCH};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use events::codes::Channel;
use events::{Position, RequestId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::openapi::{Content, Ref, RefOr, ResponseBuilder};
use utoipa::{IntoParams, IntoResponses, ToSchema};

use super::Api;
use super::object::{self, is_json};
use super::preview::PreviewAnswer;
use super::problem::Problem;
use super::query::Parameters;
use crate::auth::gate::Signed;
use crate::position::at;

/// The header by which senders name their commands (draft-ietf-httpapi-idempotency-key-header).
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A request that sends a command.
pub struct Sent {
    /// Where it was sent.
    pub uri: Uri,
    call: Call,
    preview: bool,
    json: bool,
    body: Bytes,
}

impl FromRequest<Api> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, api: &Api) -> Result<Sent, Problem> {
        let (mut parts, body) = request.into_parts();
        let Signed(caller) = Signed::from_request_parts(&mut parts, api).await.map_err(Problem::from)?;
        let id = parts.extensions.get::<RequestId>().copied();
        let Some(id) = id else { return Err(Problem::Status(StatusCode::INTERNAL_SERVER_ERROR)) };
        let uri =
            parts.extensions.get::<OriginalUri>().map_or_else(|| parts.uri.clone(), |original| original.0.clone());
        let headers = parts.headers.clone();
        let body = Bytes::from_request(Request::from_parts(parts, body), api).await;
        let body = body.map_err(|refused| Problem::Status(refused.status()))?;
        let mut call = Call::new(caller, Channel::Api, id);
        call.named = named(&call, &headers, (&uri, &body))?;
        call.confirms = confirmed(&headers)?;
        let json = is_json(&headers);
        Ok(Sent { preview: wants_preview(&uri)?, json, uri, call, body })
    }
}

fn wants_preview(uri: &Uri) -> Result<bool, Problem> {
    let parameters = Parameters::of(uri, &["preview"])?;
    Ok(parameters.one_of("preview", &[("true", true), ("false", false)])?.unwrap_or(false))
}

/// The sender's name for the command, in quotes as structured headers have it, or without.
fn named(call: &Call, headers: &HeaderMap, (uri, body): (&Uri, &Bytes)) -> Result<Option<Named>, Problem> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let key = value.to_str().unwrap_or_default().trim().trim_matches('"');
    // A preview asks for the same as the command itself.
    let asked = [uri.path().as_bytes(), b"\n", body].concat();
    let named = Named::new(&call.caller, key, &asked);
    let expected = || {
        let (least, most) = Named::LENGTH.into_inner();
        Problem::parameter("Idempotency-Key", format!("{least}-{most} visible characters, such as a UUID"))
    };
    named.map(Some).ok_or_else(expected)
}

fn confirmed(headers: &HeaderMap) -> Result<Option<Fingerprint>, Problem> {
    let Some(value) = headers.get(IF_MATCH) else { return Ok(None) };
    let tag = value.to_str().unwrap_or_default().trim().trim_matches('"').parse();
    tag.map(Some).map_err(|_| Problem::parameter("If-Match", "the fingerprint of a preview, in quotes"))
}

impl Sent {
    /// Who sends it.
    pub fn caller(&self) -> &app::caller::Caller {
        &self.call.caller
    }

    /// Does the sender hold one of the rights of a command at all?
    pub fn may_hold<C: Command>(&self) -> bool {
        self.call.may_hold::<C>()
    }

    /// The body, for commands that have one.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        if !self.json {
            return Err(Problem::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        object::read(&self.body)
    }

    /// For commands of which the address says everything.
    pub fn nothing(&self) -> Result<(), Problem> {
        let expected = || Problem::Field { pointer: "", expected: "no body: the address says everything".to_owned() };
        self.body.is_empty().then_some(()).ok_or_else(expected)
    }
}

/// Runs what was sent. `read` makes the command; it is asked only for callers who hold one of its rights. `show` writes
/// the answer.
pub async fn run<C: Command>(
    api: &Api,
    sent: Sent,
    read: impl FnOnce(&Sent) -> Result<C, Problem>,
    show: impl FnOnce(C::Answer) -> Response,
) -> Result<Response, Problem> {
    run_at(api, sent, read, |answer, _| show(answer)).await
}

/// The same, where the answer says something of the position of the last event.
pub async fn run_at<C: Command>(
    api: &Api,
    sent: Sent,
    read: impl FnOnce(&Sent) -> Result<C, Problem>,
    show: impl FnOnce(C::Answer, Position) -> Response,
) -> Result<Response, Problem> {
    if !sent.call.may_hold::<C>() {
        return Err(Problem::Lacks(C::RIGHTS));
    }
    let command = read(&sent)?;
    let confirms = sent.call.confirms.is_some();
    let (again, caller) = (command.clone(), sent.call.caller.clone());
    let outcome = match sent.preview {
        true => api.app.preview(command, sent.call).await,
        false => api.app.carry_out(command, sent.call).await,
    };
    match outcome.map_err(Problem::fault)? {
        Outcome::Done { answer, position, .. } => Ok(at(position, show(answer, position))),
        Outcome::Asked { approval, .. } => {
            let answer = AskedAnswer { approval: approval.0 };
            Ok(at(approval, (StatusCode::ACCEPTED, Json(answer)).into_response()))
        }
        Outcome::Previewed(preview) => Ok(PreviewAnswer::from(preview).into_response()),
        Outcome::Moved(preview) => Err(Problem::Unconfirmed { confirms, preview: Box::new(preview.into()) }),
        Outcome::Refused(refusal) => {
            let problem = Problem::refused(&refusal);
            let faults = api.app.blocking(move |app| app.faults_of(&caller, &again, refusal)).await;
            Err(problem.among(faults.map_err(Problem::fault)?))
        }
        Outcome::RightMissing => Err(Problem::Lacks(C::RIGHTS)),
        Outcome::Hidden => Err(Problem::no_person()),
        Outcome::NameTaken => Err(Problem::KeyReused),
        Outcome::AlreadyAsked(approval) => Err(Problem::AlreadyAsked(approval)),
    }
}

/// A second official is asked.
#[derive(Serialize, ToSchema)]
pub struct AskedAnswer {
    /// Number of the approval.
    pub approval: u64,
}

/// Parameters of every command, for the OpenAPI document.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "it only describes")]
pub struct CommandQuery {
    /// `true`: answer what would happen, and change nothing.
    preview: Option<bool>,
}

/// Headers of every command, for the OpenAPI document.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "it only describes")]
pub struct CommandHeaders {
    /// A name of the sender's own for the command, such as a UUID: sent again, it is answered with the first outcome.
    #[param(rename = "Idempotency-Key")]
    idempotency_key: Option<String>,
    /// The fingerprint of the preview that is confirmed, in quotes.
    #[param(rename = "If-Match")]
    if_match: Option<String>,
}

/// Answers that every command may give beside its own, for the OpenAPI document.
pub struct CommandResponses;

impl IntoResponses for CommandResponses {
    fn responses() -> std::collections::BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        let response = |why: &str, schema: &str| {
            let content = Content::builder().schema(Some(Ref::from_schema_name(schema))).build();
            ResponseBuilder::new().description(why).content("application/json", content).build().into()
        };
        let problems = [
            ("400", "Something is not as it should be"),
            ("401", "No valid token"),
            ("403", "A right is missing"),
            ("404", "What the command is about does not exist"),
            ("409", "The present state does not allow it"),
            ("412", "What was confirmed is not what would happen now; the present preview is part of the problem"),
            ("413", "The body is too large"),
            ("415", "The body is not said to be JSON"),
            ("422", "The body has other fields or values, or the Idempotency-Key was used for another command"),
            ("428", "The command must be confirmed; the preview is part of the problem"),
        ];
        let preview = ("200".to_owned(), response("With `preview=true`: what would happen", "PreviewAnswer"));
        let problem = |(status, why): (&str, &str)| (status.to_owned(), response(why, "ProblemDetails"));
        problems.map(problem).into_iter().chain([preview]).collect()
    }
}
