//! The endpoints of the compatible interface, one file for each noun of its paths.

pub mod cas;
pub mod changes;
pub mod comparison;
pub mod duplicates;
pub mod henkilo;
pub mod henkilo_lists;
pub mod identifiers;
pub mod imports;
pub mod learners;
pub mod links;
pub mod numbers;
pub mod organisations;
pub mod register;
pub mod report;
pub mod s2s;
pub mod search;

mod answers;
mod stream;

use std::sync::Arc;

use app::caller::Caller;
use app::commands::{Call, Command, Outcome};
use app::imports::read::NotShown;
use app::{App, AppError, Fault, Maker};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use events::codes::{Channel, Right};
use events::{Position, RequestId};
use serde::Serialize;

use super::errors::{Exception, IMPORT_NOT_SHOWN, OnrError};
use super::import_body::BodyFault;
use crate::auth::gate::Gate;
use crate::body::BodyLimits;
use crate::headers::weighted;

/// What the endpoints share. Each request has a clone.
#[derive(Clone)]
pub struct Onr(Arc<Shared>);

/// See [`Onr`].
pub struct Shared {
    /// The application.
    pub app: App,
    /// Who may ask.
    pub gate: Gate,
    /// How much may be sent.
    pub limits: BodyLimits,
}

impl Onr {
    /// Of this application, for whom the gate knows, within these limits.
    pub fn new(app: App, gate: Gate, limits: BodyLimits) -> Onr {
        Onr(Arc::new(Shared { app, gate, limits }))
    }
}

impl std::ops::Deref for Onr {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl AsRef<Gate> for Onr {
    fn as_ref(&self) -> &Gate {
        &self.gate
    }
}

/// A single learner usually takes no more bytes.
const USUAL_SINGLE: usize = 4 * 1024;
/// Rights by which people import.
const IMPORTERS: &[Right] = &[Right::Rekisterinpitaja, Right::Oppijoidentuonti];
/// Rights by which imports are read.
const READERS: &[Right] = &[Right::Rekisterinpitaja, Right::RekisterinpitajaRead, Right::Oppijoidentuonti];

/// On whose behalf a request acts: by the first of these rights that the caller holds.
fn maker(caller: &Caller, rights: &[Right], request: RequestId) -> Maker {
    Maker::on_behalf_of(caller, rights, Channel::Onr, request)
}

/// The number in `tuonti=123`; another text names nothing.
fn import_number(segment: &str) -> Result<Position, OnrError> {
    whole_number(segment.strip_prefix("tuonti=").ok_or_else(OnrError::not_found)?)
}

/// The number of an import. ONR's numbers are Java's longs, and so are SQLite's: a larger one is none.
fn whole_number(digits: &str) -> Result<Position, OnrError> {
    let number: i64 = digits.parse().map_err(|_| OnrError::Message {
        exception: Exception::NotANumber,
        message: Some("the number of an import must be a whole number".to_owned()),
    })?;
    u64::try_from(number).map(Position).map_err(|_| OnrError::not_found())
}

/// The import that the number in `tuonti=123` means to a caller.
async fn import_meant(onr: &Onr, caller: &Caller, segment: &str) -> Result<Position, OnrError> {
    let number = import_number(segment)?;
    onr.app.import_meant(caller, number).await.map_err(fault)
}

/// Text as the whole body, unquoted also for whoever prefers JSON: programs take it for the value itself.
fn plain(headers: &HeaderMap, text: impl Into<String>) -> Response {
    let kind = if prefers_json(headers) { "application/json" } else { "text/plain;charset=UTF-8" };
    ([(CONTENT_TYPE, kind)], text.into()).into_response()
}

/// Does `Accept` name JSON before text? The first of those with the greatest weight decides, as in ONR; `*/*` means text.
fn prefers_json(headers: &HeaderMap) -> bool {
    let named = weighted(headers, ACCEPT).filter(|(kind, weight)| *weight > 0.0 && *kind != "*/*");
    let first = named.reduce(|best, next| if next.1 > best.1 { next } else { best });
    first.is_some_and(|(kind, _)| kind.eq_ignore_ascii_case("application/json"))
}

/// A short answer.
fn json<T: Serialize + ?Sized>(value: &T) -> Result<Response, OnrError> {
    written_json(serde_json::to_vec(value))
}

/// An answer that was written already.
fn written_json(json: serde_json::Result<Vec<u8>>) -> Result<Response, OnrError> {
    let json = json.map_err(|_| OnrError::Status(StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok(([(CONTENT_TYPE, "application/json")], json).into_response())
}

/// Reads a body about a single learner. One of unusual size is read away from the threads that answer requests.
async fn read_single<T: Send + 'static>(
    app: &App,
    body: Vec<u8>,
    read: impl FnOnce(&[u8], &App) -> Result<T, BodyFault> + Send + 'static,
) -> Result<T, OnrError> {
    let read = if body.len() <= USUAL_SINGLE {
        read(&body, app)
    } else {
        app.blocking(move |app| Ok(read(&body, app))).await.map_err(fault)?
    };
    read.map_err(OnrError::from)
}

/// A page, made and written away from the threads that answer requests: it may have thousands of rows.
async fn written<R: Serialize>(app: &App, make: impl FnOnce(&App) -> R + Send + 'static) -> Result<Response, OnrError> {
    written_json(app.blocking(move |app| Ok(serde_json::to_vec(&make(app)))).await.map_err(fault)?)
}

/// Why an import is not shown. 403 also stands for *not ready*, as in ONR.
fn refused_import(refusal: NotShown) -> OnrError {
    match refusal {
        NotShown::Unknown => OnrError::not_found(),
        NotShown::NotReady => OnrError::NotReady,
        NotShown::Forbidden => {
            OnrError::Message { exception: Exception::Forbidden, message: Some(IMPORT_NOT_SHOWN.to_owned()) }
        }
    }
}

/// Carries a command out. One that must be confirmed is confirmed as it stands: these paths show no preview.
async fn carry_out<C: Command>(
    onr: &Onr,
    caller: &Caller,
    request: RequestId,
    command: C,
) -> Result<Result<C::Answer, C::Refusal>, OnrError> {
    let mut call = Call::new(caller.clone(), Channel::Onr, request);
    for _ in 0..TRIES {
        match onr.app.carry_out(command.clone(), call.clone()).await.map_err(fault)? {
            Outcome::Done { answer, .. } => return Ok(Ok(answer)),
            Outcome::Refused(refusal) => return Ok(Err(refusal)),
            Outcome::RightMissing | Outcome::Hidden => return Err(OnrError::lacks_right()),
            // What was confirmed has moved.
            Outcome::Moved(preview) | Outcome::Previewed(preview) => call.confirms = Some(preview.fingerprint),
            // It has no name, and no second official.
            Outcome::NameTaken | Outcome::Asked { .. } | Outcome::AlreadyAsked(_) => {
                return Err(OnrError::Status(StatusCode::INTERNAL_SERVER_ERROR));
            }
        }
    }
    Err(fault(AppError::Busy))
}

/// So often somebody else may change what a command rests on before it is given up.
const TRIES: usize = 5;

/// A fault as ONR's clients see it.
fn fault(error: AppError) -> OnrError {
    match error.answer() {
        Fault::Retry { after } => OnrError::Unavailable { retry_after: after },
        Fault::Ours => OnrError::Status(StatusCode::INTERNAL_SERVER_ERROR),
    }
}
