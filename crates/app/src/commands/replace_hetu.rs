//! Replace a person's hetu by another one.

use domain::Draft;
use domain::addressed::Addressed;
use domain::change_hetu::{Refusal, replace};
use events::codes::{HetuFate, Right};
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::people::addressed::{TypedHetu, reach};

/// See the module.
#[derive(Clone)]
pub struct ReplaceHetu {
    /// Who.
    pub person: PersonOid,
    /// The hetu as it was typed.
    pub hetu: String,
    /// What becomes of the one before.
    pub fate: HetuFate,
    /// Why, in their own words.
    pub words: Option<String>,
}

/// What the decision rests on.
pub struct State {
    addressed: Option<Addressed>,
    hetu: TypedHetu,
}

impl Command for ReplaceHetu {
    const NAME: &'static str = "replace_hetu";
    const RIGHTS: &'static [Opens] = &[Opens::within(Right::HenkilonRu), Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
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
        let former = (self.fate, self.words.as_deref());
        replace(state.addressed.as_ref(), &state.hetu.typed, handle, former).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::HetuReplaced(with)] if with.data.about.addressed == self.person).then_some(())
    }
}
