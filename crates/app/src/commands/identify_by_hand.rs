//! Identify a person who has no hetu.

use domain::Draft;
use domain::addressed::Addressed;
use domain::identify_by_hand::{Refusal, Statement, faults, identify_by_hand};
use events::codes::Right;
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::people::addressed::reach;

/// See the module.
#[derive(Clone)]
pub struct IdentifyByHand {
    /// Who.
    pub person: PersonOid,
    /// What the official says.
    pub statement: Statement,
}

impl Command for IdentifyByHand {
    const NAME: &'static str = "identify_by_hand";
    const RIGHTS: &'static [Opens] =
        &[Opens::within(Right::ManuaalinenYksilointi), Opens::at_root(Right::Rekisterinpitaja)];
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
        identify_by_hand(addressed.as_ref(), &self.statement).map(|draft| vec![draft])
    }

    fn faults(&self, addressed: &Self::State) -> Vec<Refusal> {
        addressed.as_ref().map_or_else(Vec::new, |addressed| faults(&addressed.person, &self.statement))
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::IdentifiedByOfficial(with)] if with.data.about.addressed == self.person).then_some(())
    }
}
