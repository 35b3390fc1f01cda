//! Whether the register answers, and when it is asked next while it does not.

use domain::Draft;
use events::catalogue::{RegisterAvailable, RegisterUnavailable};
use events::codes::Outage;
use events::{CommandId, CommandSource, Fact, Instant, Position, RequestId, With};
use projections::register::query::state;
use store::{Condition, Lane};
use uuid::Uuid;
use vtj::client::RegisterOutage;

use crate::maker::Grounds;
use crate::write::Decided;
use crate::{App, AppError, Maker};

/// First and longest delay between tries, in seconds.
const DELAYS: std::ops::RangeInclusive<i64> = 1..=300;

/// The register as the reactor knows it. A restart begins with a try at once.
#[derive(Default)]
pub(super) struct Register {
    down: Option<Down>,
    /// The log has been asked whether an earlier outage is still open.
    checked: bool,
}

struct Down {
    failed_attempts: u32,
    next_try: Instant,
}

impl Register {
    pub fn is_available(&self) -> bool {
        self.down.is_none()
    }

    pub fn may_be_asked(&self, now: Instant) -> bool {
        self.down.as_ref().is_none_or(|down| down.next_try <= now)
    }

    pub fn next_try(&self) -> Option<Instant> {
        self.down.as_ref().map(|down| down.next_try)
    }

    /// A try failed: the first of an outage is written down, and the next one is later than the last.
    pub async fn failed(&mut self, app: &App, outage: &RegisterOutage) -> Result<(), AppError> {
        let failed_attempts = self.down.as_ref().map_or(0, |down| down.failed_attempts) + 1;
        let doubled = DELAYS.start() << (failed_attempts - 1).min(10);
        let asked_for = outage.retry_after.map_or(0, |after| after.as_secs() as i64);
        let next_try = app.now().plus_seconds(doubled.max(asked_for).min(*DELAYS.end()));
        self.down = Some(Down { failed_attempts, next_try });
        tracing::warn!(%outage, failed_attempts, %next_try, "the register does not answer");
        write_unavailable(app, outage.kind, next_try).await
    }

    /// A try succeeded: the end of an outage is written down.
    pub async fn answered(&mut self, app: &App) -> Result<(), AppError> {
        let down = self.down.take();
        if down.is_none() && self.checked {
            return Ok(());
        }
        self.checked = true;
        write_available(app, down.map_or(0, |down| down.failed_attempts)).await
    }
}

/// One event for each outage: its command follows from the last return, so a second one finds it carried out.
async fn write_unavailable(app: &App, outage: Outage, next_try: Instant) -> Result<(), AppError> {
    app.caught_up().await;
    let state = app.ask(state).await?;
    if state.unavailable.is_some() {
        return Ok(());
    }
    let fact = With::new(RegisterUnavailable { outage, next_try }, Default::default());
    write(app, state.available, 0, fact.into()).await
}

async fn write_available(app: &App, failed_attempts: u32) -> Result<(), AppError> {
    app.caught_up().await;
    let Some(since) = app.ask(state).await?.unavailable else { return Ok(()) };
    tracing::info!("the register answers again");
    write(app, since, 1, With::new(RegisterAvailable { failed_attempts }, Default::default()).into()).await
}

async fn write(app: &App, after: Position, turn: u32, fact: Fact) -> Result<(), AppError> {
    let unit = app
        .blocking(move |app| {
            let maker = Maker::registry(RequestId(Uuid::new_v4()));
            let command = CommandId::derived(CommandSource::RegisterState, after, turn);
            let drafts = vec![Draft::plain(fact, Vec::new())];
            let (grounds, condition) = (Grounds::default(), Condition::default());
            let decided = Decided { command, maker: &maker, grounds, drafts, condition, keys: Vec::new() };
            Ok(app.seal(vec![decided])?.pop())
        })
        .await?;
    if let Some(unit) = unit {
        app.append(unit, Lane::Bulk).await?;
    }
    Ok(())
}
