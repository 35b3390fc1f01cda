//! Identify a person without a hetu, as a program says it (`yksiloihetuton`).

use domain::Draft;
use domain::addressed::Addressed;
use domain::identify_by_hand::{Refusal, identify_as_asked};
use events::codes::Right;
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::people::addressed::reach;

/// See the module.
#[derive(Clone)]
pub struct IdentifyAsAsked {
    /// Who.
    pub person: PersonOid,
}

impl Command for IdentifyAsAsked {
    const NAME: &'static str = "identify_as_asked";
    const RIGHTS: &'static [Opens] = &[
        Opens::at_root(Right::ManuaalinenYksilointi),
        Opens::within(Right::Oppijoidentuonti),
        Opens::at_root(Right::Rekisterinpitaja),
    ];
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
        identify_as_asked(addressed.as_ref()).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::IdentifiedByOfficial(with)] if with.data.about.addressed == self.person).then_some(())
    }
}
