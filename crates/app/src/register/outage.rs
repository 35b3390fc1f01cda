//! Whether the register answers, and when it is asked next while it does not: one answer for all reactors.
//!
//! An outage is two events of the log, its beginning and its end. Nobody remembers which of them are written: after each
//! answer, and whenever else the reactor turns round, what the last answer showed is compared with what the log says, and
//! the event that is missing is appended. Read models that are late put that off, and a restart waits for the first answer.

use std::sync::{Mutex, PoisonError};

use domain::Draft;
use events::catalogue::{RegisterAvailable, RegisterUnavailable};
use events::codes::Outage;
use events::{Backoff, CommandId, CommandSource, Fact, Instant, Position, RequestId, With};
use projections::register::query::{RegisterState, state};
use store::{Condition, Lane};
use uuid::Uuid;
use vtj::client::RegisterOutage;

use crate::app::random_share;
use crate::maker::Grounds;
use crate::write::Decided;
use crate::{App, AppError, Maker};

/// Delays between tries.
const BACKOFF: Backoff = Backoff::seconds(1, 300);

/// Whether the register answers, as reactors share it.
#[derive(Default)]
pub(crate) struct SharedAvailability(Mutex<Availability>);

impl SharedAvailability {
    /// As its last answer showed it.
    pub fn get(&self) -> Availability {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A try failed: the next delay is longer than the previous one.
    pub fn failed(&self, outage: &RegisterOutage, now: Instant) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).failed(outage, now, random_share());
    }

    /// A try succeeded.
    pub fn answered(&self, now: Instant) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).answered(now);
    }
}

/// The register as its last answer showed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Availability {
    /// It was not asked yet: it is tried at once.
    #[default]
    Unknown,
    /// It answers.
    Available {
        /// When it last did.
        at: Instant,
        /// How many tries had failed before it did.
        failed_attempts: u32,
    },
    /// It does not answer.
    Unavailable {
        /// How many tries have failed.
        failed_attempts: u32,
        /// How the last one did.
        outage: Outage,
        /// When it is tried again.
        next_try: Instant,
    },
}

/// What the log does not say yet.
#[derive(Debug, PartialEq, Eq)]
struct Missing {
    /// The last turn that it knows of: the command follows from it, so anyone else who appends the same finds it done.
    after: Position,
    /// Number of the turn after that.
    turn: u32,
    fact: Fact,
}

impl Availability {
    /// Nothing speaks against asking it.
    pub fn is_available(&self) -> bool {
        self.next_try().is_none()
    }

    /// Is it time to try?
    pub fn may_be_asked(&self, now: Instant) -> bool {
        self.next_try().is_none_or(|next_try| next_try <= now)
    }

    /// When it is tried again, while it does not answer.
    pub fn next_try(&self) -> Option<Instant> {
        match self {
            Availability::Unavailable { next_try, .. } => Some(*next_try),
            Availability::Unknown | Availability::Available { .. } => None,
        }
    }

    /// `random`, from 0 to 1, is the jitter of the next try.
    fn failed(&mut self, outage: &RegisterOutage, now: Instant, random: f64) {
        let failed_before = match self {
            Availability::Unavailable { failed_attempts, .. } => *failed_attempts,
            Availability::Unknown | Availability::Available { .. } => 0,
        };
        let failed_attempts = failed_before.saturating_add(1);
        let asked_for = outage.retry_after.unwrap_or_default().min(BACKOFF.most);
        let next_try = now.plus(BACKOFF.with_jitter(failed_attempts, random).max(asked_for));
        *self = Availability::Unavailable { failed_attempts, outage: outage.kind, next_try };
        tracing::warn!(%outage, failed_attempts, %next_try, "the register does not answer");
    }

    fn answered(&mut self, now: Instant) {
        let failed_attempts = match self {
            Availability::Unknown => 0,
            Availability::Available { failed_attempts, .. } | Availability::Unavailable { failed_attempts, .. } => {
                *failed_attempts
            }
        };
        *self = Availability::Available { at: now, failed_attempts };
    }

    /// Writes down what the log does not say yet: one event for each outage, and one for its end.
    pub async fn write_down(self, app: &App) -> Result<(), AppError> {
        let Some(missing) = app.ask(move |connection| Ok(self.missing(&state(connection)?))).await? else {
            return Ok(());
        };
        if missing.turn == BACK {
            tracing::info!("the register answers again");
        }
        append(app, missing).await?;
        // Otherwise the next turn would append the same event again.
        app.caught_up().await;
        Ok(())
    }

    fn missing(&self, log: &RegisterState) -> Option<Missing> {
        match (*self, log.unavailable) {
            (Availability::Unavailable { outage, next_try, .. }, None) => {
                let fact = With::new(RegisterUnavailable { outage, next_try }, Default::default()).into();
                Some(Missing { after: log.available, turn: DOWN, fact })
            }
            // An answer from before the outage, which another node has noticed, is not its end.
            (Availability::Available { at, failed_attempts }, Some(after))
                if log.since.is_none_or(|since| since <= at) =>
            {
                let fact = With::new(RegisterAvailable { failed_attempts }, Default::default()).into();
                Some(Missing { after, turn: BACK, fact })
            }
            _ => None,
        }
    }
}

/// Numbers of the two turns in their commands.
const DOWN: u32 = 0;
const BACK: u32 = 1;

async fn append(app: &App, missing: Missing) -> Result<(), AppError> {
    let unit = app
        .blocking(move |app| {
            let maker = Maker::registry(RequestId(Uuid::new_v4()));
            let command = CommandId::derived(CommandSource::RegisterState, missing.after, missing.turn);
            let drafts = vec![Draft::plain(missing.fact, Vec::new())];
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_millis(1_790_000_000_000).plus_seconds(seconds)
    }

    fn outage(retry_after: Option<u64>) -> RegisterOutage {
        let retry_after = retry_after.map(Duration::from_secs);
        RegisterOutage { kind: Outage::Failing, retry_after, what: "HTTP 500".to_owned() }
    }

    /// The log since an outage began at a position, or since the last one ended there.
    fn down(position: u64, since: Instant) -> RegisterState {
        let (unavailable, outage) = (Some(Position(position)), Some(Outage::Failing));
        RegisterState { unavailable, outage, since: Some(since), ..RegisterState::default() }
    }

    fn up(available: u64) -> RegisterState {
        RegisterState { available: Position(available), ..RegisterState::default() }
    }

    /// Which turn is missing, and after which event.
    fn missing(register: &Availability, log: &RegisterState) -> Option<(Position, u32)> {
        register.missing(log).map(|missing| (missing.after, missing.turn))
    }

    #[test]
    fn an_outage_is_written_once_and_so_is_its_end() {
        let mut register = Availability::default();
        register.failed(&outage(None), at(0), 1.0);
        assert_eq!(missing(&register, &up(7)), Some((Position(7), DOWN)));
        register.failed(&outage(None), at(1), 1.0);
        assert_eq!(missing(&register, &down(9, at(0))), None);
        register.answered(at(3));
        let back = RegisterAvailable { failed_attempts: 2 };
        assert_eq!(register.missing(&down(9, at(0))).unwrap().fact, With::new(back, Default::default()).into());
        assert_eq!(missing(&register, &down(9, at(0))), Some((Position(9), BACK)));
        assert_eq!(missing(&register, &up(11)), None);
    }

    #[test]
    fn an_outage_ends_however_late_the_log_is_known() {
        let mut register = Availability::default();
        register.failed(&outage(None), at(0), 1.0);
        register.answered(at(1));
        assert_eq!(missing(&register, &up(0)), None, "nothing is known of an outage yet");
        register.answered(at(2));
        assert_eq!(missing(&register, &down(9, at(0))), Some((Position(9), BACK)));
    }

    #[test]
    fn an_outage_of_before_a_restart_is_ended_by_the_first_answer() {
        let mut register = Availability::default();
        assert_eq!(missing(&register, &down(9, at(0))), None, "nobody knows yet");
        register.answered(at(1));
        assert_eq!(missing(&register, &down(9, at(0))), Some((Position(9), BACK)));
    }

    #[test]
    fn an_answer_of_before_the_outage_does_not_end_it() {
        let mut register = Availability::default();
        register.answered(at(1));
        assert_eq!(missing(&register, &down(9, at(2))), None);
    }

    #[test]
    fn tries_are_further_and_further_apart_and_as_late_as_the_register_asks() {
        let next = |register: &mut Availability, retry_after| {
            register.failed(&outage(retry_after), at(0), 1.0);
            register.next_try().unwrap()
        };
        let mut register = Availability::default();
        let delays: Vec<Instant> = (0..12).map(|_| next(&mut register, None)).collect();
        assert_eq!(delays[..4], [at(1), at(2), at(4), at(8)]);
        assert_eq!(delays[8..], [at(256), at(300), at(300), at(300)]);
        assert_eq!(next(&mut Availability::default(), Some(17)), at(17));
        assert_eq!(next(&mut Availability::default(), Some(u64::MAX)), at(300));
        assert!(!register.may_be_asked(at(299)) && register.may_be_asked(at(300)));
    }
}
