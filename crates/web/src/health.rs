//! Liveness and readiness.

use app::current::Heard;
use app::invariants::{Invariant, Invariants};
use app::{App, ClockState, JournalState};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::metrics::Metrics;

/// Further behind than this, answers would surprise people.
const LARGEST_LAG: u64 = 100_000;

/// What the health endpoints share.
#[derive(Clone)]
pub struct Health {
    /// The application.
    pub app: App,
    /// What is measured.
    pub metrics: Metrics,
}

#[derive(Serialize)]
struct Readiness {
    ready: bool,
    /// Position of the last event.
    log_position: u64,
    /// What each read model holds; they advance together.
    read_models: ReadModels,
    /// How many events could not be folded and were set aside: an alarm, though everything else goes on.
    events_set_aside: u64,
    /// Whether what must hold after every event does: an alarm, though everything else goes on.
    invariants: Held,
    /// Whether the population register answers.
    register_available: bool,
    /// Whether what is sent in is kept; `false` while storage cannot be written at all, such as on a full disk.
    writing: bool,
    /// How this node stands to the journal.
    journal: Journal,
    /// Whether this node's clock is believed.
    clock: ClockBelief,
    /// Services that tell organisations, code sets or names of services, where any are asked.
    neighbours: Vec<Neighbour>,
}

#[derive(Serialize)]
struct Neighbour {
    /// What it tells: `organisations`, `codes` or `services`.
    tells: &'static str,
    /// Whether it answered when it was asked last. What it told before is used while it does not.
    answers: bool,
    /// How many seconds ago it told what is used; `null` when a file's is used, because it has never told anything.
    age_seconds: Option<i64>,
}

impl Neighbour {
    fn of(app: &App, tells: &'static str, heard: Heard) -> Neighbour {
        let age = heard.told.map(|told| (app.now().millis() - told.millis()) / 1000);
        Neighbour { tells, answers: heard.answers, age_seconds: age }
    }
}

#[derive(Serialize)]
struct Held {
    /// Position of the last event that was looked at; it follows the log at leisure.
    checked: u64,
    /// The first event that broke one and that no operator has accepted.
    broken_by: Option<u64>,
    /// Which: `one_holder`, `one_edge`, `no_circle`, `every_number_answers` or `one_state`.
    broken: Option<Invariant>,
    /// Events that broke one and that an operator has accepted: `accepted_breaks` of the configuration.
    accepted: Vec<u64>,
}

impl Held {
    fn of(app: &App) -> Held {
        let Invariants { checked, broken } = app.invariants();
        Held {
            checked: checked.0,
            broken_by: broken.map(|broken| broken.event.0),
            broken: broken.map(|broken| broken.invariant),
            accepted: app.accepted_breaks().map(|event| event.0).collect(),
        }
    }
}

#[derive(Serialize)]
struct ClockBelief {
    /// `right`, `unproven` (the machine has only just started, and nothing expires), `behind` (nothing
    /// expires), or `ahead` (this node writes nothing).
    state: &'static str,
    /// Why, when it is not right.
    why: Option<String>,
}

impl ClockBelief {
    fn of(state: &ClockState) -> ClockBelief {
        let name = match state {
            ClockState::Right => return ClockBelief { state: "right", why: None },
            ClockState::Unproven => "unproven",
            ClockState::Behind { .. } => "behind",
            ClockState::Ahead { .. } => "ahead",
        };
        ClockBelief { state: name, why: Some(state.to_string()) }
    }
}

#[derive(Serialize)]
struct Journal {
    /// `followed`, `away` (reading goes on, writing is refused), or `refused` (an operator must decide).
    state: &'static str,
    /// Why, when it is not followed.
    why: Option<String>,
}

impl Journal {
    fn of(state: JournalState) -> Journal {
        match state {
            JournalState::Followed => Journal { state: "followed", why: None },
            JournalState::Away(why) => Journal { state: "away", why: Some(why) },
            JournalState::Refused(why) => Journal { state: "refused", why: Some(why) },
        }
    }
}

#[derive(Serialize)]
struct ReadModels {
    position: u64,
    lag_events: u64,
}

/// 200 as long as the process answers.
pub async fn live() -> &'static str {
    "live\n"
}

/// 200 when requests may be sent, else 503; the body says why.
pub async fn ready(State(health): State<Health>) -> Response {
    let app = &health.app;
    let (log, read) = (app.store().head().position.0, app.read_position().0);
    let lag = log.saturating_sub(read);
    let register = app.ask(projections::register::query::state).await;
    let journal = Journal::of(app.journal_state());
    let clock = ClockBelief::of(&app.clock_state());
    let writing = journal.state == "followed" && clock.state != "ahead" && app.takes_writes().await;
    // While a journal that nodes share is only away, or takes nothing, reading goes on: others could answer no better.
    let ready = journal.state != "refused"
        && clock.state != "ahead"
        && (writing || app.store().shares_journal())
        && lag <= LARGEST_LAG
        && register.is_ok()
        && app.read_models_advance();
    let register_available = register.is_ok_and(|state| state.unavailable.is_none());
    let read_models = ReadModels { position: read, lag_events: lag };
    let events_set_aside = app.ask(projections::set_aside::query::count).await.unwrap_or_default();
    let log_position = log;
    let body = Readiness {
        ready,
        log_position,
        read_models,
        events_set_aside,
        invariants: Held::of(app),
        register_available,
        writing,
        journal,
        clock,
        neighbours: app.told_elsewhere().into_iter().map(|(tells, heard)| Neighbour::of(app, tells, heard)).collect(),
    };
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(body)).into_response()
}

/// Prometheus metrics.
pub async fn metrics(State(health): State<Health>) -> String {
    health.metrics.text(&health.app).await
}
