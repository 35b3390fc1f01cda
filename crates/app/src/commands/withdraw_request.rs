//! Whoever made a request takes it back.

use domain::Draft;
use domain::request::{Decision, Refusal, Request, decide};
use events::codes::{RequestOutcome, Right};
use events::{Actor, EventId, Fact, Position};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct WithdrawRequest {
    /// Its number.
    pub request: Position,
}

impl Command for WithdrawRequest {
    const NAME: &'static str = "withdraw_request";
    /// Whoever may ask; that it is their own is a question of the decision.
    const RIGHTS: &'static [Opens] = &[
        Opens::anywhere(Right::Oppijoidentuonti),
        Opens::anywhere(Right::HenkilonRu),
        Opens::at_root(Right::Rekisterinpitaja),
    ];
    type State = (Vec<Request>, Actor);
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Self::State, AppError> {
        Ok((look.request(self.request)?, look.caller().actor()))
    }

    fn reach(&self, (parts, _): &Self::State) -> Reach {
        if parts.is_empty() { Reach::Nothing } else { Reach::Organisations(Vec::new()) }
    }

    fn decide(&self, (parts, by): &Self::State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        decide(parts, Decision { outcome: RequestOutcome::Withdrawn, words: None, by })
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let withdrawn = |with: &events::catalogue::RequestDecided| with.outcome == RequestOutcome::Withdrawn;
        matches!(facts, [Fact::RequestDecided(with), ..] if withdrawn(&with.data)).then_some(())
    }

    fn cause(&self, (parts, _): &Self::State) -> Option<EventId> {
        parts.first().map(|part| part.id)
    }
}
