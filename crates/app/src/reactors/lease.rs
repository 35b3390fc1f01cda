//! One node at a time runs the reactors: the one that holds the lease. It spares the register double questions;
//! correctness never rests on it, since each thing done is an event under a derived id. A node whose clock is ahead can
//! write nothing, and leaves the work to others.

use std::time::Duration;

use store::ClockState;
use tokio::time::Instant;
use uuid::Uuid;

use super::{pause, start, stopped};
use crate::App;

/// Name of the lease.
const NAME: &str = "reactors";
/// For how long it is taken: so long nothing is carried on after the node that had it died.
const TIME: Duration = Duration::from_secs(10);
/// How often it is renewed, or asked for.
const AGAIN: Duration = Duration::from_secs(2);

/// Runs the reactors whenever this node holds the lease, until the application stops.
pub async fn run(app: App) {
    let holder = Uuid::new_v4();
    while !stopped(&app) {
        let asked = Instant::now();
        if clock_is_ahead(&app) || ask(&app, holder, TIME).await != Some(true) {
            pause(&app, AGAIN).await;
            continue;
        }
        tracing::info!("this node carries on what is to be done");
        app.counts.runs_reactors(true);
        let term = app.term();
        let mut reactors = start(&term);
        hold(&app, holder, asked).await;
        term.stop();
        while reactors.join_next().await.is_some() {}
        app.counts.runs_reactors(false);
        tracing::info!("this node carries on nothing any more");
    }
    // Another node need not wait until it runs out.
    ask(&app, holder, Duration::ZERO).await;
}

fn clock_is_ahead(app: &App) -> bool {
    matches!(app.clock_state(), ClockState::Ahead { .. })
}

/// Returns when the lease is lost, or may be, or this node can write nothing, or the application stops.
async fn hold(app: &App, holder: Uuid, mut asked: Instant) {
    loop {
        pause(app, AGAIN).await;
        let now = Instant::now();
        if stopped(app) || clock_is_ahead(app) {
            return;
        }
        match ask(app, holder, TIME).await {
            Some(true) => asked = now,
            Some(false) => return,
            None if now.duration_since(asked) > TIME => return,
            None => {}
        }
    }
}

/// `None` when the journal is away.
async fn ask(app: &App, holder: Uuid, time: Duration) -> Option<bool> {
    app.store().journal().lease(NAME, holder, time).await.ok()
}
