//! What this node has done since its start: for the metrics.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use store::timings::Spent;

use crate::App;

/// How long the journal is waited for when it is asked how far it is.
const WAIT_FOR_JOURNAL: Duration = Duration::from_secs(1);

/// Counts since the start, of this node.
#[derive(Default)]
pub struct Counts(Mutex<Counted>);

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// Commands, by name and outcome. A fault counts as `failed`.
    pub outcomes: BTreeMap<(&'static str, &'static str), u64>,
    /// How often a command was looked at again because something else came first.
    pub retries: BTreeMap<&'static str, u64>,
    /// Turns of reactors, by name and outcome: `done` or `failed`.
    pub turns: BTreeMap<(&'static str, &'static str), u64>,
    /// This node runs the reactors.
    pub runs_reactors: bool,
    /// Requests to the population register, by outcome: `answered`, or the kind of outage.
    pub register: BTreeMap<String, Calls>,
}

/// Calls, and how long they took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Calls {
    /// How many.
    pub times: u64,
    /// All together.
    pub took: Duration,
}

impl Counts {
    pub(crate) fn command(&self, name: &'static str, outcome: &'static str, tries: usize) {
        self.count(|counted| {
            *counted.outcomes.entry((name, outcome)).or_default() += 1;
            *counted.retries.entry(name).or_default() += tries.saturating_sub(1) as u64;
        });
    }

    pub(crate) fn turn(&self, reactor: &'static str, done: bool) {
        let outcome = if done { "done" } else { "failed" };
        self.count(|counted| *counted.turns.entry((reactor, outcome)).or_default() += 1);
    }

    pub(crate) fn runs_reactors(&self, runs: bool) {
        self.count(|counted| counted.runs_reactors = runs);
    }

    pub(crate) fn register_call(&self, outcome: String, took: Duration) {
        self.count(|counted| {
            let calls = counted.register.entry(outcome).or_default();
            (calls.times, calls.took) = (calls.times + 1, calls.took + took);
        });
    }

    /// What has been counted so far.
    pub fn now(&self) -> Counted {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn count(&self, count: impl FnOnce(&mut Counted)) {
        count(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl App {
    /// What this node has done since its start.
    pub fn counted(&self) -> Counted {
        self.counts.now()
    }

    /// How long the steps of commands took since the start, by their names.
    pub fn timed(&self) -> BTreeMap<&'static str, Spent> {
        self.store().timings().now()
    }

    /// How many events of a journal that nodes share are not on this node yet; `None` when the journal does not say so soon.
    pub async fn journal_lag(&self) -> Option<u64> {
        let own = self.store().head().position.0;
        if !self.store().shares_journal() {
            return Some(0);
        }
        let head = tokio::time::timeout(WAIT_FOR_JOURNAL, self.store().journal().head()).await.ok()?.ok()?;
        Some(head.position.0.saturating_sub(own))
    }
}
