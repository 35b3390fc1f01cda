//! Take a link back, as a program says it (`unlink`).

use domain::link_as_asked::{Refusal, unlink_as_asked};
use domain::{Draft, Group};
use events::codes::Right;
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct UnlinkAsAsked {
    /// Whom the other one is linked to.
    pub person: PersonOid,
    /// The other one.
    pub member: PersonOid,
}

/// What the decision rests on.
pub struct State {
    person: Option<Group>,
    member: Option<Group>,
}

impl Command for UnlinkAsAsked {
    const NAME: &'static str = "unlink_as_asked";
    const RIGHTS: &'static [Opens] = &[Opens::anywhere(Right::Rekisterinpitaja)];
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        Ok(State { person: look.group(self.person)?, member: look.group(self.member)? })
    }

    fn reach(&self, _: &State) -> Reach {
        // As in ONR the right need not be held where the persons are.
        Reach::Organisations(Vec::new())
    }

    fn decide(&self, state: &State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        unlink_as_asked(state.person.as_ref(), state.member.as_ref())
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let about = match facts.first()? {
            Fact::Reversed(with) => with.data.about,
            Fact::PersonReactivated(with) => with.data.about,
            _ => return None,
        };
        (about.addressed == self.member).then_some(())
    }
}
