//! The report at a glance: causes and ages, what came and what was solved, organisations side by side, and whether the
//! register answers.

use std::collections::BTreeMap;

use domain::Cause;
use events::{Day, Instant, OrganisationOid};
use projections::counts::query::Scope;
use projections::people::query::waiting_at_most;
use projections::queue::query::{Flow, Group, ages, by_organisation, flow, groups};
use projections::register::query::state;

use crate::register::Availability;
use crate::{App, AppError};

/// So many who wait for the register are counted.
pub const MOST_WAITING: u64 = 100_000;
/// What is said of growing and shrinking goes back so many days.
const DAYS: u64 = 30;

/// Everything at a glance.
pub struct Overview {
    /// Errors by cause, the most frequent first.
    pub groups: Vec<Group>,
    /// How many errors began on each day.
    pub ages: BTreeMap<Day, u64>,
    /// What came and what was solved, each of the last days.
    pub flow: Vec<(Day, Flow)>,
    /// Errors of each organisation by cause, for those who see everybody.
    pub organisations: Option<BTreeMap<OrganisationOid, BTreeMap<Cause, u64>>>,
}

/// The register does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutageNow {
    /// Since when.
    pub since: Instant,
    /// When it is tried again; known where this node tries.
    pub next_try: Option<Instant>,
    /// How many wait for it, up to [`MOST_WAITING`].
    pub waiting: u64,
}

impl App {
    /// The report of a scope at a glance.
    pub async fn overview(&self, scope: Scope) -> Result<Overview, AppError> {
        self.caught_up().await;
        self.blocking(move |app| {
            let today = Day(app.now().day_in_finland());
            Ok(app.reads().ask(|connection| {
                let flow = flow(connection, &scope, today.earlier(DAYS))?;
                let days = (0..DAYS).rev().map(|back| today.earlier(back));
                let everybody = matches!(scope, Scope::Everybody);
                Ok(Overview {
                    groups: groups(connection, &scope)?,
                    ages: ages(connection, &scope)?,
                    flow: days.map(|day| (day, flow.get(&day).copied().unwrap_or_default())).collect(),
                    organisations: everybody.then(|| by_organisation(connection)).transpose()?,
                })
            })?)
        })
        .await
    }

    /// Says that the register does not answer, while it does not.
    pub async fn outage(&self) -> Result<Option<OutageNow>, AppError> {
        let (held, waiting) = self
            .ask(|connection| {
                let state = state(connection)?;
                let out = state.unavailable.is_some();
                Ok((state, if out { waiting_at_most(connection, MOST_WAITING)? } else { 0 }))
            })
            .await?;
        let (Some(_), Some(since)) = (held.unavailable, held.since) else { return Ok(None) };
        let next_try = match self.register.get() {
            Availability::Unavailable { next_try, .. } => Some(next_try),
            _ => None,
        };
        Ok(Some(OutageNow { since, next_try, waiting }))
    }
}
