//! Make a person passive.

use domain::Draft;
use domain::addressed::Addressed;
use domain::passivate::{Refusal, passivate};
use events::codes::{PassivationCause, Right};
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::people::addressed::reach;

/// See the module.
#[derive(Clone)]
pub struct Passivate {
    /// Who.
    pub person: PersonOid,
    /// Why.
    pub cause: PassivationCause,
    /// Why, in their own words.
    pub words: Option<String>,
}

impl Command for Passivate {
    const NAME: &'static str = "passivate";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = Option<Addressed>;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Self::State, AppError> {
        look.addressed(self.person)
    }

    fn reach(&self, addressed: &Self::State) -> Reach {
        reach(addressed.as_ref())
    }

    fn decide(&self, addressed: &Self::State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        passivate(addressed.as_ref(), self.cause, self.words.as_deref()).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::PersonPassivated(with)] if with.data.about.addressed == self.person).then_some(())
    }
}
