//! Make a person passive, as a program says it (`DELETE /henkilo/{oid}`).

use domain::Draft;
use domain::addressed::Addressed;
use domain::passivate::{Refusal, passivate_as_asked};
use events::codes::Right;
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct PassivateAsAsked {
    /// Who.
    pub person: PersonOid,
}

impl Command for PassivateAsAsked {
    const NAME: &'static str = "passivate_as_asked";
    const RIGHTS: &'static [Opens] = &[Opens::anywhere(Right::Rekisterinpitaja), Opens::anywhere(Right::HenkilonRu)];
    type State = Option<Addressed>;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Self::State, AppError> {
        look.addressed(self.person)
    }

    fn reach(&self, _: &Self::State) -> Reach {
        // As in ONR the right need not be held where the person is.
        Reach::Organisations(Vec::new())
    }

    fn decide(&self, addressed: &Self::State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        passivate_as_asked(addressed.as_ref()).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::PersonPassivated(with)] if with.data.about.addressed == self.person).then_some(())
    }
}
