//! How often commands were run, and how they ended: for the metrics.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Counts since the start, of this node.
#[derive(Default)]
pub struct CommandCounts(Mutex<Counted>);

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// By command and outcome. A fault counts as `failed`.
    pub outcomes: BTreeMap<(&'static str, &'static str), u64>,
    /// How often a command was looked at again because something else came first.
    pub retries: BTreeMap<&'static str, u64>,
}

impl CommandCounts {
    pub(super) fn ended(&self, command: &'static str, outcome: &'static str, tries: usize) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counted.outcomes.entry((command, outcome)).or_default() += 1;
        *counted.retries.entry(command).or_default() += tries.saturating_sub(1) as u64;
    }

    /// What has been counted so far.
    pub fn now(&self) -> Counted {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
