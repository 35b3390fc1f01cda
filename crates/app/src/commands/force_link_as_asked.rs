//! Link records to a person though an official has identified them, as a program says it (`forcelink`).

use domain::Draft;
use domain::link_as_asked::Refusal;
use events::Fact;
use events::codes::Right;

use super::link_as_asked::State;
use super::{Command, Fresh, LinkAsAsked, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct ForceLinkAsAsked(pub LinkAsAsked);

impl Command for ForceLinkAsAsked {
    const NAME: &'static str = "force_link_as_asked";
    const RIGHTS: &'static [Opens] = &[
        Opens::at_root(Right::YksiloinninPurku),
        Opens::within(Right::Oppijoidentuonti),
        Opens::at_root(Right::Rekisterinpitaja),
    ];
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        self.0.look(look)
    }

    fn reach(&self, state: &State) -> Reach {
        self.0.reach(state)
    }

    fn decide(&self, state: &State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        state.decide(true)
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        // Of a member of the group the identification alone ends.
        let ended = facts.iter().any(|fact| matches!(fact, Fact::Reversed(_)));
        ended.then_some(()).or_else(|| self.0.answer(facts))
    }
}
