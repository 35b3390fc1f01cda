//! Revoke an identification.

use domain::Draft;
use domain::addressed::Addressed;
use domain::approval::About;
use domain::person::{CHANGES, IdentifiedBy};
use domain::revoke_identification::{Refusal, by_hand, revoke_identification};
use events::codes::Right;
use events::{Fact, PersonOid, Position, Tag};
use minicbor::{Decode, Encode};

use super::{Approvable, Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::people::addressed::reach;

/// See the module.
#[derive(Clone, Encode, Decode)]
pub struct RevokeIdentification {
    /// Who.
    #[n(0)]
    pub person: PersonOid,
    /// Which identification.
    #[n(1)]
    pub way: IdentifiedBy,
    /// Why, in their own words.
    #[n(2)]
    pub words: Option<String>,
}

/// What the decision rests on.
pub struct State {
    addressed: Option<Addressed>,
    by_hand: Vec<Position>,
}

impl Command for RevokeIdentification {
    const NAME: &'static str = "revoke_identification";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let addressed = look.addressed(self.person)?;
        let events = look.events(Tag::Person(self.person), CHANGES)?;
        Ok(State { addressed, by_hand: by_hand(&events, self.person) })
    }

    fn reach(&self, state: &State) -> Reach {
        reach(state.addressed.as_ref())
    }

    fn decide(&self, state: &State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let words = self.words.as_deref();
        revoke_identification(state.addressed.as_ref(), self.way, &state.by_hand, words).map(|draft| vec![draft])
    }

    /// What the register said of somebody is not taken back by one official alone.
    fn needs_second(&self, state: &State) -> Option<(About, Approvable)> {
        let addressed = state.addressed.as_ref().filter(|_| self.way == IdentifiedBy::Register)?;
        Some((About::Person(addressed.about()), Approvable::RevokeIdentification(self.clone())))
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let about = match facts {
            [Fact::HetuRemoved(with)] => with.data.about,
            [Fact::Reversed(with)] => with.data.about,
            _ => return None,
        };
        (about.addressed == self.person).then_some(())
    }
}
