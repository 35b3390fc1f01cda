//! The clock, and whether it is believed.
//!
//! A wrong clock does damage that stays: the time of an event is never changed, and what has expired is destroyed. So the
//! clock is compared with the machine's monotonic time ([`Uptime`]), with the journal's own clock where it has one, and
//! with the time of the log's last event. A node whose clock is ahead writes nothing; while clock and log
//! disagree in either way, nothing expires.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use events::Instant;
use uuid::Uuid;

use crate::StoreError;

mod belief;
mod sign;

use belief::Belief;
pub(crate) use belief::StartEvidence;
pub use belief::{ClockState, Reference};
use sign::SignOfLife;

/// Two clocks are read within this time, in milliseconds, or read again: a process may be stopped in between.
const AT_ONCE: i64 = 1_000;
const TRIES: u32 = 10;

/// How long the machine has been running. It goes on evenly, whatever the clock is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uptime {
    /// Since which start of the machine.
    pub boot: Uuid,
    /// Milliseconds since then, those in which it was suspended included.
    pub millis: i64,
}

/// The clocks of a machine. The real ones in service, hand-set ones in tests.
#[derive(Clone)]
pub struct Clock {
    wall: Arc<dyn Fn() -> Instant + Send + Sync>,
    uptime: Arc<dyn Fn() -> Uptime + Send + Sync>,
}

/// Both clocks at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub wall: Instant,
    pub uptime: Uptime,
}

impl Clock {
    /// Of a clock that tells the time, and one that tells how long the machine has been running.
    pub fn new(
        wall: impl Fn() -> Instant + Send + Sync + 'static,
        uptime: impl Fn() -> Uptime + Send + Sync + 'static,
    ) -> Clock {
        Clock { wall: Arc::new(wall), uptime: Arc::new(uptime) }
    }

    /// The present instant, as the clock has it.
    pub fn now(&self) -> Instant {
        (self.wall)()
    }

    fn uptime(&self) -> Uptime {
        (self.uptime)()
    }

    fn moment(&self) -> Moment {
        let mut uptime = self.uptime();
        for _ in 0..TRIES {
            let (wall, after) = (self.now(), self.uptime());
            if after.millis - uptime.millis < AT_ONCE {
                return Moment { wall, uptime };
            }
            uptime = after;
        }
        Moment { wall: self.now(), uptime }
    }
}

/// The clock of a node, with what is known about it.
pub(crate) struct Time {
    clock: Clock,
    sign: SignOfLife,
    believed: Mutex<Believed>,
}

struct Believed {
    belief: Belief,
    /// What was said last.
    state: ClockState,
}

impl Time {
    /// Begins in a data folder, with what is known at the start. The folder keeps the last sign of life.
    pub fn begin(clock: Clock, folder: &Path, known: StartEvidence) -> Time {
        let sign = SignOfLife::in_folder(folder);
        let belief = Belief::begin(clock.moment(), sign.read(), &known);
        let believed = Mutex::new(Believed { belief, state: ClockState::Right });
        Time { clock, sign, believed }
    }

    /// The time to write on events behind one that was recorded at `last`; never earlier than that.
    pub fn stamp(&self, last: Instant) -> Result<Instant, StoreError> {
        let (now, state) = self.look(last);
        match state {
            ClockState::Ahead { .. } => Err(StoreError::ClockAhead(state.to_string())),
            _ => Ok(now.max(last)),
        }
    }

    /// Whether the clock is believed, when the log's last event was recorded at `last`.
    pub fn state(&self, last: Instant) -> ClockState {
        self.look(last).1
    }

    fn look(&self, last: Instant) -> (Instant, ClockState) {
        let mut believed = self.believed();
        let now = self.clock.moment();
        let state = believed.belief.look(now, last);
        if !state.is_like(&believed.state) {
            say(&state);
        }
        believed.state = state.clone();
        (now.wall, state)
    }

    /// How long the machine has been running, for anyone who asks the journal what time it is.
    pub fn uptime(&self) -> Uptime {
        self.clock.uptime()
    }

    /// The journal's own clock said `time` to a question that was asked when the machine had run for so long.
    pub fn told(&self, time: Instant, asked: Uptime) {
        let answered = self.clock.uptime();
        // An answer that was long under way tells nothing.
        if answered.millis - asked.millis < AT_ONCE {
            self.believed().belief.told(time, answered);
        }
    }

    /// Leaves a sign of life for the next start, when nothing contradicts the clock.
    pub fn leave_sign(&self) {
        let sign = self.believed().belief.sign();
        if let Some(sign) = sign
            && let Err(error) = self.sign.write(sign)
        {
            tracing::warn!(%error, "the time of the last sign of life cannot be kept");
        }
    }

    fn believed(&self) -> MutexGuard<'_, Believed> {
        self.believed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells operators of a change.
fn say(state: &ClockState) {
    match state {
        ClockState::Right => tracing::info!("the clock is believed"),
        ClockState::Unproven => {
            tracing::info!("the machine has only just started: nothing expires until its clock has run evenly")
        }
        ClockState::Behind { .. } => tracing::error!(why = %state, "the clock and the log disagree; nothing expires"),
        ClockState::Ahead { .. } => tracing::error!(why = %state, "the clock is wrong; nothing is written"),
    }
}
