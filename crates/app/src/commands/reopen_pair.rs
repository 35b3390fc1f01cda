//! Take back that two records are of two persons: they are possible duplicates again.

use domain::Draft;
use domain::not_duplicate::{Refusal, take_back};
use events::codes::Right;
use events::{Fact, PersonOid};

use super::mark_not_duplicate::Two;
use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct ReopenPair {
    /// The person on whose page it is decided.
    pub person: PersonOid,
    /// The other record.
    pub other: PersonOid,
}

impl Command for ReopenPair {
    const NAME: &'static str = "reopen_pair";
    const RIGHTS: &'static [Opens] =
        &[Opens::within(Right::Duplikaattinakyma), Opens::at_root(Right::Rekisterinpitaja)];
    type State = Two;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Two, AppError> {
        Two::look(look, self.person, self.other)
    }

    fn reach(&self, state: &Two) -> Reach {
        state.reach()
    }

    fn decide(&self, state: &Two, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        take_back(state.one.as_ref(), state.other.as_ref()).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::Reversed(_)]).then_some(())
    }
}
