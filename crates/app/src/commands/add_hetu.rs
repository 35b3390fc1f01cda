//! Give a hetu to a person who has none.

use domain::Draft;
use domain::addressed::Addressed;
use domain::change_hetu::{Refusal, add};
use domain::reason::with_reason;
use events::codes::Right;
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::people::addressed::{TypedHetu, reach};

/// See the module.
#[derive(Clone)]
pub struct AddHetu {
    /// Who.
    pub person: PersonOid,
    /// The hetu as it was typed.
    pub hetu: String,
    /// Why, in the official's own words.
    pub words: Option<String>,
}

/// What the decision rests on.
pub struct State {
    addressed: Option<Addressed>,
    hetu: TypedHetu,
}

impl Command for AddHetu {
    const NAME: &'static str = "add_hetu";
    const RIGHTS: &'static [Opens] = &[Opens::within(Right::HenkilonRu), Opens::at_root(Right::Rekisterinpitaja)];
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        Ok(State { addressed: look.addressed(self.person)?, hetu: look.typed_hetu(&self.hetu)? })
    }

    fn reach(&self, state: &State) -> Reach {
        reach(state.addressed.as_ref())
    }

    fn decide(&self, state: &State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let handle = state.hetu.handle(fresh);
        let to = state.addressed.as_ref();
        let given = add(to, &state.hetu.typed, handle)?;
        Ok(with_reason(vec![given], to, self.words.as_deref())?)
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::HetuAssigned(with), ..] if with.data.about.addressed == self.person).then_some(())
    }
}
