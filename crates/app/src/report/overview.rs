//! The report at a glance: causes and ages, what came and what was solved, organisations side by side, and whether the
//! register answers.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::Cause;
use events::{Day, Instant, OrganisationOid};
use projections::counts::query::{Scope, failed_at_ends};
use projections::people::query::waiting_at_most;
use projections::queue::query::{Flow, Group, ages, by_organisation, flow, groups};
use projections::register::query::{outages_since, state};

use crate::register::Availability;
use crate::{App, AppError};

/// So many who wait for the register are counted.
pub const MOST_WAITING: u64 = 100_000;
/// Outages of the register are told of so many days.
const REGISTER_DAYS: u64 = 7;

/// Everything at a glance.
pub struct Overview {
    /// Errors by cause, the most frequent first.
    pub groups: Vec<Group>,
    /// How many errors began on each day.
    pub ages: BTreeMap<Day, u64>,
    /// How the error list grew and shrank on each of the last days, the first one first.
    pub days: Vec<ListDay>,
    /// Errors of each organisation by cause, for those who see everybody.
    pub organisations: Option<BTreeMap<OrganisationOid, BTreeMap<Cause, u64>>>,
    /// How long the register did not answer on each of the last days.
    pub register: Vec<SilentDay>,
}

/// What happened to the error list on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListDay {
    /// The day.
    pub day: Day,
    /// Who came and who was solved.
    pub flow: Flow,
    /// How many stood in it at the end of the day; of today, now.
    pub open: u64,
}

/// How long the register did not answer on a day.
pub type SilentDay = (Day, Duration);

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
    /// The report of a scope at a glance; growing and shrinking are told of so many days.
    pub async fn overview(&self, scope: Scope, days: u64) -> Result<Overview, AppError> {
        self.caught_up().await;
        self.blocking(move |app| {
            let now = app.now();
            let today = Day(now.day_in_finland());
            Ok(app.reads().ask(|connection| {
                let flow = flow(connection, &scope, today.earlier(days))?;
                let days: Vec<Day> = (0..days).rev().map(|back| today.earlier(back)).collect();
                let open = failed_at_ends(connection, &scope, &days)?;
                let of_day =
                    |(day, open): (Day, u64)| ListDay { day, flow: flow.get(&day).copied().unwrap_or_default(), open };
                let everybody = matches!(scope, Scope::Everybody);
                Ok(Overview {
                    groups: groups(connection, &scope)?,
                    ages: ages(connection, &scope)?,
                    days: days.into_iter().zip(open).map(of_day).collect(),
                    organisations: everybody.then(|| by_organisation(connection)).transpose()?,
                    register: {
                        let first = today.earlier(REGISTER_DAYS).ends_in_finland();
                        silent_days(&outages_since(connection, first)?, now)
                    },
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

/// How long the register did not answer on each of the last days, the first one first. What lasts is counted up to now.
fn silent_days(outages: &[(Instant, Option<Instant>)], now: Instant) -> Vec<SilentDay> {
    let today = Day(now.day_in_finland());
    let silent = |day: Day| {
        let (begins, ends) = (day.earlier(1).ends_in_finland().millis(), day.ends_in_finland().min(now).millis());
        let within = |(began, ended): &(Instant, Option<Instant>)| {
            let (began, ended) = (began.millis().max(begins), ended.unwrap_or(now).millis().min(ends));
            u64::try_from(ended - began).unwrap_or(0)
        };
        Duration::from_millis(outages.iter().map(within).sum())
    };
    (0..REGISTER_DAYS).rev().map(|back| today.earlier(back)).map(|day| (day, silent(day))).collect()
}

#[cfg(test)]
mod tests {
    use events::date;

    use super::*;

    /// So many minutes after midnight in Finland.
    fn at(month: u32, day: u32, minutes: i64) -> Instant {
        Day(date(2026, month, day)).earlier(1).ends_in_finland().plus_seconds(minutes * 60)
    }

    fn minutes(outages: &[(Instant, Option<Instant>)], now: Instant) -> Vec<u64> {
        silent_days(outages, now).iter().map(|(_, silent)| silent.as_secs() / 60).collect()
    }

    #[test]
    fn an_outage_is_counted_on_each_day_that_it_touches_in_finland() {
        let noon = at(12, 2, 12 * 60);
        assert_eq!(minutes(&[(at(12, 2, -10), Some(at(12, 2, 5)))], noon), [0, 0, 0, 0, 0, 10, 5]);
        let twice = [(at(12, 2, 60), Some(at(12, 2, 90))), (at(12, 2, 11 * 60 + 30), None)];
        assert_eq!(minutes(&twice, noon), [0, 0, 0, 0, 0, 0, 60]);
    }

    #[test]
    fn an_outage_of_weeks_fills_every_day_and_today_up_to_now() {
        // On 25 October the clocks went back: that day had 25 hours.
        let day = 24 * 60;
        let expected = [day, day + 60, day, day, day, day, 30];
        assert_eq!(minutes(&[(at(10, 1, 0), None)], at(10, 30, 30)), expected);
    }
}
