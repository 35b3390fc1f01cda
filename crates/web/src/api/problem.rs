//! Problem details (RFC 9457): what an error says, in the language that the caller prefers. Values of the request never
//! stand in one, only the name of the parameter, or the JSON pointer of the field, that is at fault.

use app::commands::{CommandRefusal, Faults, Opens, RefusalKind};
use app::places::NoPlace;
use app::report::learner::LearnerRefusal;
use app::{AppError, Fault};
use axum::Json;
use axum::extract::Request;
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use events::Position;
use events::codes::{DetailField, Right};
use serde::Serialize;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use utoipa::{Modify, ToSchema};

use super::preview::PreviewAnswer;
use crate::access::Denied;
use crate::auth::bearer::NoCaller;
use crate::auth::gate::RETRY_AFTER_OUTAGE;
use crate::language::preferred;
use texts::{Lang, Texts};

/// The media type of every error (RFC 9457, 6.1).
const MEDIA_TYPE: &str = "application/problem+json";

/// What the OpenAPI document says of errors in every operation: that they are problem details, and which may come
/// whatever is asked.
pub(super) struct InEveryOperation;

impl Modify for InEveryOperation {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let operations = openapi.paths.paths.values_mut().flat_map(|path| {
            [&mut path.get, &mut path.post, &mut path.put, &mut path.patch, &mut path.delete].into_iter().flatten()
        });
        for operation in operations {
            let responses = &mut operation.responses.responses;
            for (status, why) in [("500", "A fault of the service"), ("503", "Try again later; see Retry-After")] {
                let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("ProblemDetails"))).build();
                let response = ResponseBuilder::new().description(why).content("application/json", content);
                responses.entry(status.to_owned()).or_insert_with(|| response.build().into());
            }
            for (_, response) in responses.iter_mut().filter(|(status, _)| !status.starts_with('2')) {
                if let RefOr::T(response) = response
                    && let Some(content) = response.content.shift_remove("application/json")
                {
                    response.content.insert(MEDIA_TYPE.to_owned(), content);
                }
            }
        }
    }
}

/// How a request fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A parameter of the query or the path is not what it should be.
    Parameter {
        /// Its name.
        name: String,
        /// What it should be.
        expected: String,
    },
    /// A field of the body is not what it should be.
    Field {
        /// Where it is.
        pointer: &'static str,
        /// What it should be.
        expected: String,
    },
    /// The body is JSON, and not of the documented form.
    Body {
        /// Where the first fault is.
        pointer: String,
        /// What should be there.
        expected: String,
    },
    /// No token, or one that does not hold.
    Unauthenticated,
    /// One of these rights is missing, or is held for other organisations.
    Forbidden(&'static [Right]),
    /// There is nothing of that name.
    NotFound,
    /// There is a person of that OID, of whom the caller may not know: answered as [`Problem::NotFound`], and written down as
    /// a refusal.
    Hidden,
    /// None of the rights that open a command reaches what it is about.
    Lacks(&'static [Opens]),
    /// A decision refuses a command.
    Refused {
        /// Name of the refusal.
        name: &'static str,
        /// Its kind.
        kind: RefusalKind,
        /// Number of what stands in the way.
        number: Option<Position>,
        /// Everything that speaks against what was sent, itself among it: names and kinds.
        all: Vec<(&'static str, RefusalKind)>,
        /// Fields that others have changed meanwhile.
        overtaken: Vec<DetailField>,
    },
    /// A command must be confirmed by the fingerprint of the present preview.
    Unconfirmed {
        /// Another preview was confirmed.
        confirms: bool,
        /// What would happen now.
        preview: Box<PreviewAnswer>,
    },
    /// The `Idempotency-Key` was used for another command.
    KeyReused,
    /// The same waits for a second official, under this number.
    AlreadyAsked(Position),
    /// It passes by itself.
    Unavailable {
        /// When it is worth asking again, in seconds from now.
        retry_after: u32,
    },
    /// What the framework refuses, or our own fault.
    Status(StatusCode),
}

/// A problem as it is written.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct ProblemDetails {
    /// Which problem: `urn:oppijaloki:problem:…`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The same in words, in the language of the answer.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What to do next, in the same language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// What is expected instead, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The parameter at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// JSON pointer of the field at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Everything that speaks against what was sent to a command, this problem among it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// Fields that others have changed since the sender saw them, where that is the problem.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<String>,
    /// Number of what stands in the way: a request that is open already, or an approval that waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// One of these rights is needed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub rights: Vec<Right>,
    /// What would happen now, of a command that must be confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview: Option<PreviewAnswer>,
}

/// One of several things that speak against what was sent.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Which problem: `urn:oppijaloki:problem:…`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The same in words, in the language of the answer.
    pub title: String,
    /// JSON pointer of the field at fault, when it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
}

impl FieldProblem {
    fn new(texts: Texts, name: &str, kind: RefusalKind) -> FieldProblem {
        let title = texts.get(&format!("refused-{name}"));
        FieldProblem { kind: urn(name), title, pointer: pointer(kind) }
    }
}

fn urn(name: &str) -> String {
    format!("urn:oppijaloki:problem:{name}")
}

/// Where the field is that a refusal is about.
fn pointer(kind: RefusalKind) -> Option<String> {
    if let RefusalKind::Invalid(field) = kind { Some(format!("/{field}")) } else { None }
}

impl Problem {
    /// A parameter at fault.
    pub fn parameter(name: &str, expected: impl Into<String>) -> Problem {
        Problem::Parameter { name: name.to_owned(), expected: expected.into() }
    }

    /// A fault as callers see it.
    pub fn fault(error: AppError) -> Problem {
        match error.answer() {
            Fault::Retry { after } => Problem::Unavailable { retry_after: after },
            Fault::Ours => Problem::Status(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }

    /// All places for something are taken.
    pub fn no_place() -> Problem {
        Problem::Unavailable { retry_after: NoPlace::RETRY_AFTER.as_secs() as u32 }
    }

    fn status(&self) -> StatusCode {
        match self {
            Problem::Parameter { .. } | Problem::Field { .. } => StatusCode::BAD_REQUEST,
            Problem::Body { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::Unauthenticated => StatusCode::UNAUTHORIZED,
            Problem::Forbidden(_) => StatusCode::FORBIDDEN,
            Problem::NotFound | Problem::Hidden => StatusCode::NOT_FOUND,
            Problem::Lacks(_) => StatusCode::FORBIDDEN,
            Problem::Refused { kind, .. } => match kind {
                RefusalKind::NotFound => StatusCode::NOT_FOUND,
                RefusalKind::Conflict => StatusCode::CONFLICT,
                RefusalKind::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Problem::Unconfirmed { confirms: true, .. } => StatusCode::PRECONDITION_FAILED,
            Problem::Unconfirmed { confirms: false, .. } => StatusCode::PRECONDITION_REQUIRED,
            Problem::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::AlreadyAsked(_) => StatusCode::CONFLICT,
            Problem::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Status(status) => *status,
        }
    }

    /// Its name; its title is the text `problem-<name>`.
    fn name(&self) -> &'static str {
        match self {
            Problem::Parameter { .. } => "invalid-parameter",
            Problem::Field { .. } | Problem::Body { .. } => "invalid-field",
            Problem::Unauthenticated => "unauthenticated",
            Problem::Forbidden(_) | Problem::Lacks(_) => "forbidden",
            Problem::NotFound | Problem::Hidden => "not-found",
            Problem::Refused { name, .. } => name,
            Problem::Unconfirmed { confirms: true, .. } => "preview-changed",
            Problem::Unconfirmed { confirms: false, .. } => "confirmation-missing",
            Problem::KeyReused => "idempotency-key-reused",
            Problem::AlreadyAsked(_) => "already-asked",
            Problem::Unavailable { .. } => "unavailable",
            Problem::Status(status) if status.is_server_error() => "fault",
            Problem::Status(_) => "bad-request",
        }
    }

    /// What a command about a person whom nobody knows is answered; so is one about a person whom the caller may not know of.
    pub fn no_person() -> Problem {
        Problem::Refused {
            name: "no-person",
            kind: RefusalKind::NotFound,
            number: None,
            all: Vec::new(),
            overtaken: Vec::new(),
        }
    }

    /// Why a learner is not shown. One of these rights is needed.
    pub fn learner(refusal: LearnerRefusal, rights: &'static [Right]) -> Problem {
        match refusal {
            LearnerRefusal::Unknown => Problem::NotFound,
            LearnerRefusal::Hidden => Problem::Hidden,
            LearnerRefusal::Forbidden => Problem::Forbidden(rights),
        }
    }

    /// A refusal of a decision.
    pub fn refused(refusal: &impl CommandRefusal) -> Problem {
        let (name, kind, number) = (refusal.name(), refusal.kind(), refusal.number());
        Problem::Refused { name, kind, number, all: Vec::new(), overtaken: Vec::new() }
    }

    /// This refusal among everything that speaks against what was sent.
    pub fn among(mut self, faults: Faults<impl CommandRefusal>) -> Problem {
        // Of a person whom nobody knows no more is said than of one whom the caller may not know.
        if let Problem::Refused { all, kind, overtaken, .. } = &mut self
            && !matches!(kind, RefusalKind::NotFound)
        {
            *all = faults.all.iter().map(|one| (one.name(), one.kind())).collect();
            *overtaken = faults.overtaken;
        }
        self
    }

    fn response(self, language: Lang) -> Response {
        let (status, name, texts) = (self.status(), self.name(), Texts(language));
        let of = if matches!(self, Problem::Refused { .. }) { "refused" } else { "problem" };
        let next = format!("{of}-{name}-next");
        let mut details = ProblemDetails {
            kind: urn(name),
            title: texts.get(&format!("{of}-{name}")),
            status: status.as_u16(),
            next: texts.has(&next).then(|| texts.get(&next)),
            ..ProblemDetails::default()
        };
        let mut headers = HeaderMap::new();
        match self {
            Problem::Parameter { name, expected } => {
                (details.parameter, details.detail) = (Some(name), Some(expected));
            }
            Problem::Field { pointer, expected } => {
                (details.pointer, details.detail) = (Some(pointer.to_owned()), Some(expected));
            }
            Problem::Body { pointer, expected } => {
                (details.pointer, details.detail) = (Some(pointer), Some(expected));
            }
            Problem::Forbidden(rights) => details.rights = rights.to_vec(),
            Problem::Lacks(rights) => details.rights = rights.iter().map(|opens| opens.right).collect(),
            Problem::Refused { kind, number, all, overtaken, .. } => {
                details.changed = overtaken.into_iter().map(|field| field.to_string()).collect();
                details.number = number.map(|number| number.0);
                details.pointer = pointer(kind);
                details.errors = all.into_iter().map(|(name, kind)| FieldProblem::new(texts, name, kind)).collect();
            }
            Problem::AlreadyAsked(approval) => details.number = Some(approval.0),
            Problem::Unconfirmed { preview, .. } => details.preview = Some(*preview),
            Problem::Unauthenticated => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer error=\"invalid_token\""));
            }
            Problem::Unavailable { retry_after } => {
                headers.insert(RETRY_AFTER, HeaderValue::from(retry_after));
            }
            _ => {}
        }
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
        let mut response = (status, headers, Json(details)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        response
    }
}

impl From<NoCaller> for Problem {
    fn from(refusal: NoCaller) -> Problem {
        match refusal {
            NoCaller::Missing | NoCaller::Invalid | NoCaller::TicketRefused => Problem::Unauthenticated,
            NoCaller::Unavailable => Problem::Unavailable { retry_after: RETRY_AFTER_OUTAGE },
            NoCaller::TooMany => Problem::no_place(),
        }
    }
}

impl IntoResponse for Problem {
    /// Hands the problem to [`with_problems`]; without that layer the answer has a status and no body.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the bodies of failed requests, also of those that the framework refuses by itself.
pub async fn with_problems(request: Request, next: Next) -> Response {
    let language = preferred(request.headers()).unwrap_or(Lang::Fi);
    let mut response = next.run(request).await;
    let no_caller = response.extensions_mut().remove::<NoCaller>().map(Problem::from);
    if let Some(problem) = no_caller.or_else(|| response.extensions_mut().remove()) {
        let refuses = matches!(
            problem,
            Problem::Unauthenticated
                | Problem::Forbidden(_)
                | Problem::Lacks(_)
                | Problem::Hidden
                | Problem::Refused { .. }
        );
        let mut response = problem.response(language);
        if refuses {
            response.extensions_mut().insert(Denied);
        }
        return response;
    }
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let (mut written, refused) = (Problem::Status(status).response(language), response.into_parts().0.headers);
    // Such as Allow beside 405.
    for (name, value) in refused.iter().filter(|(name, _)| !name.as_str().starts_with("content-")) {
        written.headers_mut().insert(name, value.clone());
    }
    written
}
