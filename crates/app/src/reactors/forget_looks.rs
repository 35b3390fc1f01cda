//! Forgets entries of the access register some years after they were made. Each node has a register of its own, so this
//! runs on every node, whichever one holds the lease.

use std::time::Duration;

use events::Day;

use super::{count_turn, pause, stopped};
use crate::App;

const LOOK_AGAIN: Duration = Duration::from_secs(60 * 60);

/// Runs until the application stops.
pub async fn run(app: App) {
    while !stopped(&app) {
        if !app.may_expire() {
            pause(&app, LOOK_AGAIN).await;
            continue;
        }
        let kept = i64::try_from(app.parts.settings.access_kept.as_secs()).unwrap_or(i64::MAX / 2000);
        let before = Day(app.now().plus_seconds(-kept).day_in_finland());
        let turn = app.blocking(move |app| Ok(app.store().access().forget_before(before)?)).await;
        if let Err(error) = count_turn(&app, "forget_looks", turn) {
            tracing::error!(%error, "old entries of the access register cannot be forgotten; trying again");
        }
        pause(&app, LOOK_AGAIN).await;
    }
}
