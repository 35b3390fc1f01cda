//! Note that two records which are alike are of two persons.

use domain::not_duplicate::{Refusal, mark_not_duplicate};
use domain::{Draft, Group};
use events::codes::Right;
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct MarkNotDuplicate {
    /// The person on whose page it was decided.
    pub person: PersonOid,
    /// The other record.
    pub other: PersonOid,
    /// Why, in the official's own words.
    pub words: Option<String>,
}

/// Two records that are compared, with those linked with each.
pub struct Two {
    /// The one on whose page it is decided.
    pub one: Option<Group>,
    /// The other.
    pub other: Option<Group>,
}

impl Two {
    pub(super) fn look(look: &mut Look<'_>, one: PersonOid, other: PersonOid) -> Result<Two, AppError> {
        Ok(Two { one: look.group(one)?, other: look.group(other)? })
    }

    pub(super) fn reach(&self) -> Reach {
        let organisations = |one: &Group| Reach::Person(one.organisations().iter().cloned().collect());
        self.one.as_ref().map_or(Reach::Nothing, organisations)
    }
}

impl Command for MarkNotDuplicate {
    const NAME: &'static str = "mark_not_duplicate";
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
        let draft = mark_not_duplicate(state.one.as_ref(), state.other.as_ref(), self.words.clone())?;
        Ok(vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::MarkedNotDuplicate(_)]).then_some(())
    }
}
