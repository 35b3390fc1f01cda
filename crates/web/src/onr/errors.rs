//! ONR's error bodies, in the three shapes that its programs know (ONR's behaviour):
//!
//! | shape | when | what is in it |
//! |---|---|---|
//! | A, [`MessageBody`] | a refusal with a message | `timestamp, status, error, exception, message, path` |
//! | B, [`FieldsBody`] | faults of single fields, found after reading; 400 | A and `globalErrors`, `fieldErrors` |
//! | C, [`StatusBody`] | everything else | `timestamp, status, error, path` |
//!
//! A handler answers with an [`OnrError`]; [`with_error_bodies`], laid around the whole interface, writes the body,
//! since only there the full path and the time are known. It also gives a body of shape C to what the framework refuses
//! by itself (405, 413, 415 and the like). Values of the request never stand in a body, except plain codes.

use app::caller::Caller;
use std::sync::Arc;

use app::places::NoPlace;
use axum::Json;
use axum::extract::{OriginalUri, Request, State};
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RETRY_AFTER, SET_COOKIE, WWW_AUTHENTICATE,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use events::codes::Right;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::masking::without_hetus;
use crate::access::Denied;
use crate::auth::bearer::NoCaller;
use crate::auth::gate::RETRY_AFTER_OUTAGE;
use crate::body::BodyRefusal;
use crate::clock::Clock;
use crate::onr::endpoints::cas::asked_first;

/// Names of the Java exceptions that ONR's bodies carry and some programs tell cases apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exception {
    /// A rule of the registry refuses (400).
    Validation,
    /// The body is not JSON, or not of the right types (400).
    Unreadable,
    /// The body or the query breaks rules about its fields (400, shape A).
    ArgumentNotValid,
    /// Fields break rules that were checked after reading (400, shape B).
    Unprocessable,
    /// Not allowed, though the role would suffice (403).
    Forbidden,
    /// An argument is none that can be used (400).
    IllegalArgument,
    /// A number in the path is none (400).
    NotANumber,
    /// A query parameter, or an element of a list, breaks its bounds (400).
    ConstraintViolation,
    /// What must be unique belongs to somebody else (400).
    DataIntegrity,
    /// What another service says does not go together with what is here (500).
    DataInconsistency,
}

impl Exception {
    /// The class name in the body's `exception`.
    pub fn class_name(self) -> &'static str {
        match self {
            Exception::Validation => "fi.vm.sade.oppijanumerorekisteri.exceptions.ValidationException",
            Exception::Unreadable => "org.springframework.http.converter.HttpMessageNotReadableException",
            Exception::ArgumentNotValid => "org.springframework.web.bind.MethodArgumentNotValidException",
            Exception::Unprocessable => "fi.vm.sade.oppijanumerorekisteri.exceptions.UnprocessableEntityException",
            Exception::Forbidden => "fi.vm.sade.oppijanumerorekisteri.exceptions.ForbiddenException",
            Exception::IllegalArgument => "java.lang.IllegalArgumentException",
            Exception::NotANumber => "java.lang.NumberFormatException",
            Exception::ConstraintViolation => "jakarta.validation.ConstraintViolationException",
            Exception::DataIntegrity => "org.springframework.dao.DataIntegrityViolationException",
            Exception::DataInconsistency => "fi.vm.sade.oppijanumerorekisteri.exceptions.DataInconsistencyException",
        }
    }

    /// The status that ONR answers with.
    pub fn status(self) -> StatusCode {
        match self {
            Exception::Forbidden => StatusCode::FORBIDDEN,
            Exception::DataInconsistency => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

/// What ONR says of an import that is not shown, whether it is not ready or somebody else's.
pub const IMPORT_NOT_SHOWN: &str = "Oppijoiden tuonnin tietoihin ei oikeuksia";

/// How a request on the compatible paths fails.
#[derive(Debug, Clone, PartialEq)]
pub enum OnrError {
    /// Shape A. The message must carry nothing of the request's values.
    Message {
        /// Which refusal; the status follows from it.
        exception: Exception,
        /// In words; `None` where ONR has none.
        message: Option<String>,
    },
    /// Shape B, 400.
    Fields {
        /// In words.
        message: String,
        /// One by one.
        field_errors: Vec<FieldError>,
    },
    /// Shape C with this status: 404 unknown, 401 lacking right, 409 names differ, 500.
    Status(StatusCode),
    /// No row of the import is done yet: 403 in shape A, which clients take as *not ready*.
    NotReady,
    /// No token, or one that does not hold: 401 with `WWW-Authenticate`, without a body.
    Unauthenticated,
    /// Neither token, ticket nor session: 302 to where one signs in, without a body.
    SignIn {
        /// Where.
        location: String,
    },
    /// The CAS server does not accept the ticket: 401 without a body.
    TicketRefused,
    /// We cannot answer just now: shape C, 503, with `Retry-After`.
    Unavailable {
        /// When it is worth asking again, in seconds from now.
        retry_after: u32,
    },
}

/// One fault of shape B.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FieldError {
    /// Stable code, such as `invalid.kansalaisuus`.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// What the message is made with: unknown codes that are plainly codes; else null.
    pub arguments: Option<Value>,
    /// In words, in Finnish as in ONR; or null.
    pub message: Option<String>,
    /// Path of the field, such as `henkilot[1].henkilo.kansalaisuus`.
    pub field: String,
    /// The value refused, when it is plainly a code; else null, where ONR repeats whatever was sent.
    pub rejected_value: Option<Value>,
}

/// Shape A.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MessageBody {
    /// When, in milliseconds since 1970.
    pub timestamp: i64,
    /// HTTP status.
    pub status: u16,
    /// The status in words.
    #[schema(value_type = String)]
    pub error: &'static str,
    /// Java class name of ONR's exception.
    #[schema(value_type = String)]
    pub exception: &'static str,
    /// In words; may be null.
    pub message: Option<String>,
    /// Path of the request with the context path, without the query.
    pub path: String,
}

/// Shape B.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FieldsBody {
    /// The properties of shape A.
    #[serde(flatten)]
    pub message: MessageBody,
    /// Faults of no single field. Always empty.
    pub global_errors: Vec<FieldError>,
    /// Faults of single fields.
    pub field_errors: Vec<FieldError>,
}

/// Shape C.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct StatusBody {
    /// When, in milliseconds since 1970.
    pub timestamp: i64,
    /// HTTP status.
    pub status: u16,
    /// The status in words.
    #[schema(value_type = String)]
    pub error: &'static str,
    /// Path of the request with the context path, without the query.
    pub path: String,
}

impl OnrError {
    /// Nothing of that name: 404.
    pub fn not_found() -> OnrError {
        OnrError::Status(StatusCode::NOT_FOUND)
    }

    /// A known caller lacks the right: 401 as in ONR, never 403, and without `WWW-Authenticate`.
    pub fn lacks_right() -> OnrError {
        OnrError::Status(StatusCode::UNAUTHORIZED)
    }

    /// What was found contradicts what was sent: 409.
    pub fn conflict() -> OnrError {
        OnrError::Status(StatusCode::CONFLICT)
    }

    /// A rule refuses (400, shape A). The message must carry nothing of the request's values.
    pub fn refused(message: impl Into<String>) -> OnrError {
        OnrError::Message { exception: Exception::Validation, message: Some(message.into()) }
    }

    /// The body cannot be read (400, shape A). The message must carry nothing of it.
    pub fn unreadable(message: impl Into<String>) -> OnrError {
        OnrError::Message { exception: Exception::Unreadable, message: Some(message.into()) }
    }

    /// All places for something are taken: 503.
    pub fn no_place() -> OnrError {
        OnrError::Unavailable { retry_after: NoPlace::RETRY_AFTER.as_secs() as u32 }
    }

    /// HTTP status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            OnrError::Message { exception, .. } => exception.status(),
            OnrError::Fields { .. } => Exception::Unprocessable.status(),
            OnrError::Status(status) => *status,
            OnrError::NotReady => Exception::Forbidden.status(),
            OnrError::Unauthenticated | OnrError::TicketRefused => StatusCode::UNAUTHORIZED,
            OnrError::SignIn { .. } => StatusCode::FOUND,
            OnrError::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Does it turn somebody away? Then it belongs in the access register.
    fn refuses(&self) -> bool {
        let turned_away = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&self.status());
        turned_away && *self != OnrError::NotReady
    }

    /// The whole answer, for this path (as the client wrote it, with context path) and moment.
    pub fn response(self, path: &str, now: events::Instant) -> Response {
        let status = self.status();
        let (timestamp, path) = (now.millis(), without_hetus(path));
        let error = status.canonical_reason().unwrap_or("Unknown");
        let of_message = |exception: Exception, message: Option<String>, path: String| MessageBody {
            timestamp,
            status: status.as_u16(),
            error,
            exception: exception.class_name(),
            message,
            path,
        };
        match self {
            OnrError::Message { exception, message } => {
                (status, Json(of_message(exception, message, path))).into_response()
            }
            OnrError::Fields { message, field_errors } => {
                let message = of_message(Exception::Unprocessable, Some(message), path);
                (status, Json(FieldsBody { message, global_errors: Vec::new(), field_errors })).into_response()
            }
            OnrError::NotReady => {
                let message = Some(IMPORT_NOT_SHOWN.to_owned());
                (status, Json(of_message(Exception::Forbidden, message, path))).into_response()
            }
            OnrError::SignIn { location } => (status, [(LOCATION, location)]).into_response(),
            OnrError::TicketRefused => status.into_response(),
            OnrError::Unauthenticated => {
                (status, [(WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")]).into_response()
            }
            OnrError::Status(_) | OnrError::Unavailable { .. } => {
                let body = StatusBody { timestamp, status: status.as_u16(), error, path };
                let mut response = (status, Json(body)).into_response();
                self.add_headers(&mut response);
                response
            }
        }
    }

    fn add_headers(&self, response: &mut Response) {
        if let OnrError::Unavailable { retry_after } = self {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*retry_after));
        }
    }
}

impl From<NoCaller> for OnrError {
    fn from(refusal: NoCaller) -> OnrError {
        match refusal {
            NoCaller::Missing | NoCaller::Invalid => OnrError::Unauthenticated,
            NoCaller::TicketRefused => OnrError::TicketRefused,
            NoCaller::Unavailable => OnrError::Unavailable { retry_after: RETRY_AFTER_OUTAGE },
            NoCaller::TooMany => OnrError::no_place(),
        }
    }
}

impl From<BodyRefusal> for OnrError {
    fn from(refused: BodyRefusal) -> OnrError {
        match refused {
            BodyRefusal::LacksRight => OnrError::lacks_right(),
            BodyRefusal::NoPlace => OnrError::no_place(),
            BodyRefusal::Stopping => OnrError::Unavailable { retry_after: 1 },
            BodyRefusal::NotGzip => OnrError::unreadable("the body is not gzip, as its Content-Encoding says"),
            BodyRefusal::Status(status) => OnrError::Status(status),
        }
    }
}

/// Lets a caller pass who holds one of the rights anywhere; else 401 without `WWW-Authenticate`, as ONR.
///
/// The order is ONR's: first the token, then the body, then the right, so that a caller without the right who sends a
/// bad body gets 400, not 401. So `Signed` stands before the body in a handler's arguments, and this is called after the
/// body has been read.
pub fn demand(caller: &Caller, any_of: &[Right]) -> Result<(), OnrError> {
    if caller.holds_any(any_of) { Ok(()) } else { Err(OnrError::lacks_right()) }
}

impl IntoResponse for OnrError {
    /// Hands the error to [`with_error_bodies`]; without that layer the answer has a status and no body.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What errors are written by.
#[derive(Clone)]
pub struct ErrorBodies {
    /// When it is.
    pub clock: Clock,
    /// Where nobody is sent to sign in; 401 when there is no such place.
    pub sign_in: Option<Arc<str>>,
}

/// Writes the bodies of failed requests. Lay it around the whole compatible interface with
/// `axum::middleware::from_fn_with_state(bodies, with_error_bodies)`.
pub async fn with_error_bodies(State(bodies): State<ErrorBodies>, request: Request, next: Next) -> Response {
    let path = match request.extensions().get::<OriginalUri>() {
        Some(OriginalUri(uri)) => uri.path().to_owned(),
        None => request.uri().path().to_owned(),
    };
    let is_head = request.method() == Method::HEAD;
    let is_file = is_like_a_file(&path) && !is_head;
    let mut response = with_body(next.run(request).await, &path, &bodies);
    if response.status() == StatusCode::FOUND {
        response.headers_mut().extend(asked_first(&path).map(|cookie| (SET_COOKIE, cookie)));
    }
    if is_head && (response.status().is_client_error() || response.status().is_server_error()) {
        response.headers_mut().remove(CONTENT_TYPE);
    }
    if is_file && response.headers().contains_key(CONTENT_TYPE) {
        let inline = HeaderValue::from_static("inline;filename=f.txt");
        response.headers_mut().insert(CONTENT_DISPOSITION, inline);
    }
    response
}

/// Does the path end like the name of a file? Spring then says that its answer is none that a browser should run.
fn is_like_a_file(path: &str) -> bool {
    path.trim_end_matches('/').rsplit('/').next().is_some_and(|last| last.contains('.'))
}

fn with_body(mut response: Response, path: &str, bodies: &ErrorBodies) -> Response {
    let ErrorBodies { clock, sign_in } = bodies;
    let no_caller = response.extensions_mut().remove::<NoCaller>().map(|nobody| match (nobody, sign_in) {
        (NoCaller::Missing, Some(location)) => OnrError::SignIn { location: location.to_string() },
        (nobody, _) => OnrError::from(nobody),
    });
    if let Some(error) = no_caller.or_else(|| response.extensions_mut().remove()) {
        let refuses = error.refuses();
        let mut response = error.response(path, clock.now());
        if refuses {
            response.extensions_mut().insert(Denied);
        }
        return response;
    }
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    // The framework's own refusal: its headers stay (such as Allow beside 405), its text gives way to shape C.
    let written = OnrError::Status(status).response(path, clock.now());
    let (mut parts, body) = (response.into_parts().0, written.into_body());
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Response::from_parts(parts, body)
}

#[cfg(test)]
#[path = "errors_tests.rs"]
mod tests;
