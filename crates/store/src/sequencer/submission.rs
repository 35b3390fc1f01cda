//! What a sender hands over, how far it is settled, and the way back.

use std::time::Instant;

use tokio::sync::oneshot;

use super::{Lane, Outcome, Unit};
use crate::StoreError;

type Reply = Result<Vec<Outcome>, StoreError>;

/// Units sent together, with the way back for their outcomes.
pub(crate) struct Submission {
    units: Vec<Unit>,
    /// What became of the first of them.
    outcomes: Vec<Outcome>,
    lane: Lane,
    /// When it came; `None` once it is being looked at.
    came: Option<Instant>,
    reply: Option<oneshot::Sender<Reply>>,
}

impl Submission {
    pub fn new(units: Vec<Unit>, lane: Lane, reply: oneshot::Sender<Reply>) -> Submission {
        Submission { units, outcomes: Vec::new(), lane, came: Some(Instant::now()), reply: Some(reply) }
    }

    /// Who waits for it.
    pub fn lane(&self) -> Lane {
        self.lane
    }

    /// Its turn has come; tells when it came, the first time.
    pub fn begin(&mut self) -> Option<Instant> {
        self.came.take()
    }

    /// How many events it has that are not settled yet.
    pub fn events(&self) -> usize {
        self.unsettled().iter().map(|unit| unit.events.len()).sum()
    }

    /// The units of which nothing is known yet.
    pub fn unsettled(&self) -> &[Unit] {
        &self.units[self.outcomes.len()..]
    }

    /// Writes down what became of the next units.
    pub fn settle(&mut self, outcomes: Vec<Outcome>) {
        self.outcomes.extend(outcomes);
    }

    fn reply(&mut self, answer: Reply) {
        // A sender that went away does not change what was done.
        let _ = self.reply.take().map(|reply| reply.send(answer));
    }

    /// Answers the sender when every unit is settled, and tells whether it is.
    pub fn answer(&mut self) -> bool {
        let settled = self.unsettled().is_empty();
        if settled {
            let outcomes = std::mem::take(&mut self.outcomes);
            self.reply(Ok(outcomes));
        }
        settled
    }

    /// Answers the sender why no more of this is done. Only when nothing of it was appended is that the whole truth.
    pub fn refuse(&mut self, why: &StoreError) {
        let begun = self.outcomes.iter().any(|outcome| matches!(outcome, Outcome::Appended { .. }));
        self.reply(Err(if begun { StoreError::Unsettled } else { why.clone() }));
    }

    /// As [`Submission::refuse`], if it is of this lane, and tells whether it is.
    pub fn refuse_in(&mut self, lane: Lane, why: &StoreError) -> bool {
        if self.lane == lane {
            self.refuse(why);
        }
        self.lane == lane
    }
}
