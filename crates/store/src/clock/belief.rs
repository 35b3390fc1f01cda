//! What a node believes of its clock: pure, all readings are arguments.

use events::Instant;

use super::{Moment, Uptime};

/// What no time service leaves uncorrected, in milliseconds.
const LEAP: i64 = 5 * 60 * 1_000;
/// Longer than this nobody stops a registry, in milliseconds. Only asked where nothing else tells the time.
const LONGEST_STOP: i64 = 31 * 24 * 60 * 60 * 1_000;
/// For so long after a machine was started its clock may still be set right by its time service, in milliseconds.
const PROBATION: i64 = 10 * 60 * 1_000;

/// Whether the clock can be believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockState {
    /// Yes.
    Right,
    /// Nothing contradicts it, and the machine has only just started: nothing expires yet.
    Unproven,
    /// It is behind: events keep their order and are written on, and nothing expires.
    Behind {
        /// By so many milliseconds.
        by: i64,
        /// Behind what.
        of: Reference,
    },
    /// It is ahead: nothing is written, and nothing expires.
    Ahead {
        /// By so many milliseconds.
        by: i64,
        /// Ahead of what.
        of: Reference,
    },
}

/// What a clock is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// What it showed before, and how long the machine has been running since.
    Uptime,
    /// The journal's own clock.
    Journal,
    /// The last event.
    Log,
    /// When this registry last showed a sign of life.
    LastSeen,
}

impl ClockState {
    /// Says the same, but for how much.
    pub(crate) fn is_like(&self, other: &ClockState) -> bool {
        match (self, other) {
            (ClockState::Behind { of: one, .. }, ClockState::Behind { of: other, .. })
            | (ClockState::Ahead { of: one, .. }, ClockState::Ahead { of: other, .. }) => one == other,
            _ => self == other,
        }
    }
}

impl std::fmt::Display for ClockState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ClockState::Right => f.write_str("the clock is believed"),
            ClockState::Unproven => {
                f.write_str("the machine has only just started, and its clock may still be set right")
            }
            ClockState::Behind { by, of } => write!(
                f,
                "the clock of this machine is {} behind {of}; set it right, or, when it is right, start once with \
                 --accept-clock",
                span(*by)
            ),
            ClockState::Ahead { by, of } => write!(
                f,
                "the clock of this machine is {} ahead of {of}; set it right, and writing goes on by itself, or, when it \
                 is right, start once with --accept-clock",
                span(*by)
            ),
        }
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Reference::Uptime => "what it showed before and how long the machine has run since",
            Reference::Journal => "the journal's own clock",
            Reference::Log => "the last event in the log",
            Reference::LastSeen => "the last sign of life of this registry",
        })
    }
}

/// A span of milliseconds in words.
fn span(millis: i64) -> String {
    let minutes = millis / 60_000;
    match minutes {
        0..=119 => format!("{minutes} minutes"),
        120..=2_879 => format!("{} hours", minutes / 60),
        _ => format!("{} days", minutes / (24 * 60)),
    }
}

/// What is known at a start.
pub(crate) struct StartEvidence {
    /// What the journal's own clock says, where it has one.
    pub journal: Option<Instant>,
    /// When the last event was recorded, where there is one.
    pub last_recorded: Option<Instant>,
    /// An operator says that the clock is right.
    pub accept: bool,
}

/// The last sign of life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LastSign {
    /// When it was.
    pub moment: Moment,
    /// How long the machine must have been running before the clock counts as proven; `None` when it was.
    pub proven_from: Option<i64>,
    /// The time of the last event up to which an operator has accepted that the log is ahead of the clock.
    pub accepted: Option<Instant>,
}

/// Whether this node's clock is believed.
pub(crate) struct Belief {
    /// A time that is believed, and how long the machine had been running then.
    trusted: Moment,
    /// Where that time is from.
    source: Reference,
    /// How long the machine must have been running before the clock counts as proven; `None` when it is.
    proven_from: Option<i64>,
    last: Moment,
    accepted: Option<Instant>,
}

impl Belief {
    /// At a start.
    pub fn begin(now: Moment, sign: Option<LastSign>, known: &StartEvidence) -> Belief {
        let accepted = if known.accept { known.last_recorded } else { sign.and_then(|sign| sign.accepted) };
        let proven = |trusted, source| Belief { trusted, source, proven_from: None, last: now, accepted };
        let at = |wall| Moment { wall, ..now };
        match (known.journal, sign) {
            (Some(time), _) => proven(at(time), Reference::Journal),
            _ if known.accept => proven(now, Reference::Uptime),
            (None, Some(sign)) if went_on(sign.moment.uptime, now.uptime) => {
                let LastSign { moment, proven_from, .. } = sign;
                Belief { proven_from, last: moment, ..proven(moment, Reference::Uptime) }
            }
            (None, sign) => {
                let seen = sign.map(|sign| sign.moment.wall).max(known.last_recorded);
                let trusted = at(seen.unwrap_or(now.wall));
                Belief { proven_from: Some(PROBATION), ..proven(trusted, Reference::LastSeen) }
            }
        }
    }

    /// The journal's own clock said so, when the machine had been running for so long.
    pub fn told(&mut self, time: Instant, uptime: Uptime) {
        (self.trusted, self.source, self.proven_from) = (Moment { wall: time, uptime }, Reference::Journal, None);
    }

    /// Looks at the clock, when the log's last event was recorded at `last_recorded`.
    pub fn look(&mut self, now: Moment, last_recorded: Instant) -> ClockState {
        let ahead = gained(self.trusted, now);
        let stepped = gained(self.last, now).abs() > LEAP;
        self.last = now;
        let of = self.source;
        let state = match self.proven_from {
            None if ahead > LEAP => ClockState::Ahead { by: ahead, of },
            Some(_) if ahead > LONGEST_STOP => ClockState::Ahead { by: ahead, of },
            _ if ahead < -LEAP => ClockState::Behind { by: -ahead, of },
            None => {
                // A clock that is set right little by little is followed.
                self.trusted = now;
                ClockState::Right
            }
            Some(from) if stepped || now.uptime.millis < from => {
                if stepped {
                    self.proven_from = Some(now.uptime.millis.saturating_add(PROBATION));
                }
                ClockState::Unproven
            }
            Some(_) => {
                (self.trusted, self.source, self.proven_from) = (now, Reference::Uptime, None);
                ClockState::Right
            }
        };
        let over = last_recorded.millis().saturating_sub(now.wall.millis());
        let known = self.accepted.is_some_and(|accepted| last_recorded <= accepted);
        match state {
            ClockState::Ahead { .. } => state,
            _ if over > LEAP && !known => ClockState::Behind { by: over, of: Reference::Log },
            state => state,
        }
    }

    /// What the next start is to know; `None` while something contradicts the clock.
    pub fn sign(&self) -> Option<LastSign> {
        let gained = gained(self.trusted, self.last);
        let most = if self.proven_from.is_some() { LONGEST_STOP } else { LEAP };
        let sign = LastSign { moment: self.last, proven_from: self.proven_from, accepted: self.accepted };
        (-LEAP..=most).contains(&gained).then_some(sign)
    }
}

/// Has the machine been running from the one to the other? In some containers the number starts again within one boot.
fn went_on(before: Uptime, now: Uptime) -> bool {
    before.boot == now.boot && before.millis <= now.millis
}

/// By how much the clock has gained on the uptime between two moments, in milliseconds.
fn gained(before: Moment, after: Moment) -> i64 {
    let wall = after.wall.millis().saturating_sub(before.wall.millis());
    wall.saturating_sub(after.uptime.millis.saturating_sub(before.uptime.millis))
}

#[cfg(test)]
#[path = "belief_tests.rs"]
mod tests;
