//! Changing the stand-in's people and making it fail: in the same process, or over HTTP below `/control/`.
//!
//! | request | does |
//! |---|---|
//! | `POST /control/changes` | one [`Change`], or a list of them, stopping at the first that is impossible |
//! | `DELETE /control/changes` | forgets all changes |
//! | `PUT /control/faults` | one [`Fault`] in place of what went wrong until now |
//! | `DELETE /control/faults` | lets nothing go wrong |
//! | `GET /control/requests` | [`Requests`] |
//! | `DELETE /control/requests` | counts from zero |
//!
//! Only connections from the same machine are served. Hetus stand in bodies, never in an address.

use std::net::SocketAddr;
use std::sync::{Arc, PoisonError};

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};

use super::Shared;
use super::counts::Requests;
use super::faults::Fault;
use super::people::Change;

/// Why the stand-in does not do as told. Says nothing of whom it was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ControlError {
    /// Only hetus that no real person can have may be held.
    #[error("the hetu has not an individual number of 900 or more")]
    NotATestHetu,
    /// The change is about somebody whom the register does not hold.
    #[error("nobody in the register has the hetu")]
    NobodyThere,
    /// The hetu to be given is or was somebody's.
    #[error("somebody in the register has or had the hetu")]
    HetuTaken,
    /// Not a code of code set *sukupuoli*.
    #[error("sex must be 1 or 2")]
    UnknownSex,
    /// `next` or `every_nth` within `next`.
    #[error("a fault within next must not hold next or every_nth")]
    NestedFault,
    /// A status that does not exist, or a hetu that a real person may have.
    #[error("status must be 300 to 599, hetus must be test hetus, x_road_error must be printable")]
    ImpossibleFault,
}

/// The controls of a running stand-in. What is done through one clone or over HTTP is seen by all.
#[derive(Clone)]
pub struct Control(pub(super) Arc<Shared>);

impl Control {
    /// Makes one change to the people, seen by every answer from now on.
    pub fn change(&self, change: Change) -> Result<(), ControlError> {
        self.0.people.apply(change)
    }

    /// Takes all changes back.
    pub fn reset_people(&self) {
        self.0.people.reset();
    }

    /// Lets requests go wrong from now on, in place of what went wrong before.
    pub fn set_fault(&self, fault: Fault) -> Result<(), ControlError> {
        self.0.faults.lock().unwrap_or_else(PoisonError::into_inner).set(fault)
    }

    /// Lets nothing go wrong any more.
    pub fn reset_faults(&self) {
        *self.0.faults.lock().unwrap_or_else(PoisonError::into_inner) = Default::default();
    }

    /// What has been asked.
    pub fn requests(&self) -> Requests {
        self.0.counts.read()
    }

    /// Counts from zero.
    pub fn reset_requests(&self) {
        self.0.counts.reset();
    }
}

/// The paths below `/control`.
pub(super) fn routes(control: Control) -> Router {
    Router::new()
        .route("/control/changes", post(post_changes).delete(delete_changes))
        .route("/control/faults", put(put_faults).delete(delete_faults))
        .route("/control/requests", get(get_requests).delete(delete_requests))
        .layer(middleware::from_fn(same_machine))
        .with_state(control)
}

async fn same_machine(ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request, next: Next) -> Response {
    if peer.ip().to_canonical().is_loopback() {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "the controls are for this machine only\n").into_response()
    }
}

async fn post_changes(State(control): State<Control>, body: Bytes) -> Response {
    let changes = match body.trim_ascii_start().first() {
        Some(b'[') => serde_json::from_slice(&body),
        _ => serde_json::from_slice(&body).map(|change: Change| vec![change]),
    };
    match changes {
        Ok(changes) => answer(changes.into_iter().try_for_each(|change| control.change(change))),
        Err(error) => malformed(&error),
    }
}

async fn delete_changes(State(control): State<Control>) -> StatusCode {
    control.reset_people();
    StatusCode::NO_CONTENT
}

async fn put_faults(State(control): State<Control>, body: Bytes) -> Response {
    match serde_json::from_slice(&body) {
        Ok(fault) => answer(control.set_fault(fault)),
        Err(error) => malformed(&error),
    }
}

async fn delete_faults(State(control): State<Control>) -> StatusCode {
    control.reset_faults();
    StatusCode::NO_CONTENT
}

async fn get_requests(State(control): State<Control>) -> Json<Requests> {
    Json(control.requests())
}

async fn delete_requests(State(control): State<Control>) -> StatusCode {
    control.reset_requests();
    StatusCode::NO_CONTENT
}

fn answer(done: Result<(), ControlError>) -> Response {
    match done {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => (StatusCode::CONFLICT, format!("{error}\n")).into_response(),
    }
}

/// The place of the mistake only: the error's own text may quote the body.
fn malformed(error: &serde_json::Error) -> Response {
    let text = format!("not such a body: line {}, column {}\n", error.line(), error.column());
    (StatusCode::BAD_REQUEST, text).into_response()
}
