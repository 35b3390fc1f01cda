//! Give an organisation access to a learner, or take it (`/oppija/{oid}/organisaatio`).

use domain::organisations::{Access, Refusal, change_access};
use domain::{Draft, Group};
use events::codes::Right;
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct ChangeAccess {
    /// Whose learner it is.
    pub person: PersonOid,
    /// What becomes of it.
    pub access: Access,
}

impl Command for ChangeAccess {
    const NAME: &'static str = "change_access";
    const RIGHTS: &'static [Opens] = &[Opens::anywhere(Right::Rekisterinpitaja)];
    type State = Option<Group>;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Option<Group>, AppError> {
        look.group(self.person)
    }

    fn reach(&self, _: &Option<Group>) -> Reach {
        // As in ONR the right need not be held where the learner is.
        Reach::Organisations(Vec::new())
    }

    fn decide(&self, group: &Option<Group>, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        change_access(&self.access, group.as_ref())
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::OrganisationJoined(_) | Fact::OrganisationLeft(_)]).then_some(())
    }
}
