//! Faults of answers: what the real register is known or feared to do (DVV's interface description).

use std::collections::VecDeque;

use events::Hetu;
use serde::Deserialize;

use super::control::ControlError;
use super::people::{is_test_hetu, test_hetus};

/// How an answer goes wrong. The default is an answer as it should be.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fault {
    /// Wait so many milliseconds before answering.
    pub delay_ms: u64,
    /// Answer with this status instead: 400 or more, or 3xx, which then points elsewhere.
    pub status: Option<u16>,
    /// With it, `Retry-After` in seconds.
    pub retry_after: Option<u64>,
    /// With it, `X-Road-Error` of this type.
    pub x_road_error: Option<String>,
    /// Answer 200 with a page of HTML.
    pub html: bool,
    /// Answer 200 with this text, whatever was asked.
    pub body: Option<String>,
    /// Break the answer off in the middle.
    pub cut_off: bool,
    /// Leave these out.
    #[serde(deserialize_with = "test_hetus")]
    pub missing: Vec<Hetu>,
    /// Say things of impossible shapes about these.
    #[serde(deserialize_with = "test_hetus")]
    pub poisoned: Vec<Hetu>,
    /// Mention these twice.
    #[serde(deserialize_with = "test_hetus")]
    pub doubled: Vec<Hetu>,
    /// Mention these, whoever was asked.
    #[serde(deserialize_with = "test_hetus")]
    pub strangers: Vec<Hetu>,
    /// Use values, and a group, that are not known yet.
    pub unknown_enum: bool,
    /// Fill texts with blanks at their end.
    pub blank_padding: bool,
    /// Give dates with the precision of a month.
    pub month_precision: bool,
    /// Let only each *n*th request go wrong, the *n*th first; 0 and 1 mean every one. Only of the standing fault.
    pub every_nth: u64,
    /// What becomes of the next requests, one by one, before the rest of this fault applies to those after them. Only of
    /// the standing fault.
    pub next: Vec<Fault>,
}

/// What is to go wrong from now on.
#[derive(Default)]
pub(super) struct Faults {
    standing: Fault,
    next: VecDeque<Fault>,
    /// Requests since the standing fault began to apply.
    count: u64,
}

impl Faults {
    /// Replaces what went wrong until now.
    pub(super) fn set(&mut self, mut fault: Fault) -> Result<(), ControlError> {
        if fault.next.iter().any(|next| next.every_nth > 0 || !next.next.is_empty()) {
            return Err(ControlError::NestedFault);
        }
        if std::iter::once(&fault).chain(&fault.next).any(|fault| !fault.is_possible()) {
            return Err(ControlError::ImpossibleFault);
        }
        *self = Faults { next: std::mem::take(&mut fault.next).into(), standing: fault, count: 0 };
        Ok(())
    }

    /// What becomes of a request that has come in.
    pub(super) fn take(&mut self) -> Fault {
        if let Some(fault) = self.next.pop_front() {
            return fault;
        }
        self.count += 1;
        let hit = self.count.is_multiple_of(self.standing.every_nth.max(1));
        if hit { self.standing.clone() } else { Fault::default() }
    }
}

impl Fault {
    fn is_possible(&self) -> bool {
        let hetus = self.missing.iter().chain(&self.poisoned).chain(&self.doubled).chain(&self.strangers);
        let printable = |text: &String| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        self.status.is_none_or(|status| (300..600).contains(&status))
            && self.x_road_error.as_ref().is_none_or(printable)
            && hetus.into_iter().all(is_test_hetu)
    }

    /// Whether the request gets an answer that can be read at all.
    pub(super) fn answers(&self) -> bool {
        self.status.is_none() && self.body.is_none() && !self.html && !self.cut_off
    }
}
