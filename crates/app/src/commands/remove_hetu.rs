//! Remove a person's hetu.

use domain::Draft;
use domain::addressed::Addressed;
use domain::change_hetu::{Refusal, remove};
use events::codes::{HetuFate, Right};
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::people::addressed::reach;

/// See the module.
#[derive(Clone)]
pub struct RemoveHetu {
    /// Who.
    pub person: PersonOid,
    /// What becomes of it.
    pub fate: HetuFate,
    /// Why, in their own words.
    pub words: Option<String>,
}

impl Command for RemoveHetu {
    const NAME: &'static str = "remove_hetu";
    const RIGHTS: &'static [Opens] = &[Opens::within(Right::HenkilonRu), Opens::at_root(Right::Rekisterinpitaja)];
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
        remove(addressed.as_ref(), self.fate, self.words.as_deref()).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::HetuRemoved(with)] if with.data.about.addressed == self.person).then_some(())
    }
}
