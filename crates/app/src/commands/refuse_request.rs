//! The keeper refuses a request, and says why.

use domain::Draft;
use domain::request::{Decision, Refusal, Request, decide};
use events::codes::{RequestOutcome, Right};
use events::{Actor, EventId, Fact, Position};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct RefuseRequest {
    /// Its number.
    pub request: Position,
    /// Why, in the official's own words.
    pub words: String,
}

impl Command for RefuseRequest {
    const NAME: &'static str = "refuse_request";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
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
        decide(parts, Decision { outcome: RequestOutcome::Refused, words: Some(&self.words), by })
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let refused = |with: &events::catalogue::RequestDecided| with.outcome == RequestOutcome::Refused;
        matches!(facts, [Fact::RequestDecided(with), ..] if refused(&with.data)).then_some(())
    }

    fn cause(&self, (parts, _): &Self::State) -> Option<EventId> {
        parts.first().map(|part| part.id)
    }
}
