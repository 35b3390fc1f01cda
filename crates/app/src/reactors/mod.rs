//! Reactors: they carry on what a command began. None has a checkpoint; their to-do list is a read model, each
//! completion an event, so a crash loses nothing and repeats nothing.

pub mod complete_erasures;
pub mod expire_imports;
pub mod forget_looks;
pub mod identify;
pub mod lease;
pub mod resolve_imports;
pub mod send_notices;
pub mod tend_vault;
pub mod undo_imports;

use std::time::Duration;

use tokio::task::JoinSet;
use tracing::Instrument;

use crate::{App, AppError};

/// How long a reactor may take to finish what it is at.
const GRACE: Duration = Duration::from_secs(10);

/// Starts every reactor that one node at a time runs. They end after [`App::stop`].
pub fn start(app: &App) -> JoinSet<()> {
    let mut reactors = JoinSet::new();
    reactors.spawn(until_stopped(app, resolve_imports::run(app.clone())));
    reactors.spawn(until_stopped(app, identify::run(app.clone())));
    reactors.spawn(until_stopped(app, expire_imports::run(app.clone())));
    reactors.spawn(until_stopped(app, complete_erasures::run(app.clone())));
    reactors.spawn(until_stopped(app, send_notices::run(app.clone())));
    reactors.spawn(until_stopped(app, tend_vault::run(app.clone())));
    reactors.spawn(until_stopped(app, undo_imports::run(app.clone())));
    reactors
}

/// Runs a reactor, which ends by itself when the application stops. One that waits for a journal that does not answer is
/// cut off: anyone who carries on begins the same again.
fn until_stopped<R>(app: &App, run: R) -> impl Future<Output = ()> + Send + use<R>
where
    R: Future<Output = ()> + Send,
{
    let mut stopping = app.stopping();
    let until = async move {
        let told = async {
            let _ = stopping.wait_for(|stop| *stop).await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            () = run => {}
            () = told => tracing::warn!("a reactor was cut off in the middle of its work"),
        }
    };
    until.in_current_span()
}

/// Counts how a turn of a reactor ended.
fn count_turn<T>(app: &App, reactor: &'static str, turn: Result<T, AppError>) -> Result<T, AppError> {
    app.counts.turn(reactor, turn.is_ok());
    turn
}

/// Waits, but not past the end.
pub(crate) async fn pause(app: &App, time: Duration) {
    let mut stopping = app.stopping();
    let _ = tokio::time::timeout(time, stopping.wait_for(|stop| *stop)).await;
}

pub(crate) fn stopped(app: &App) -> bool {
    *app.stopping().borrow()
}
