//! Take over the register's record of a person whose names did not fit it.

use domain::Draft;
use domain::addressed::Addressed;
use domain::override_with_register::{Compared, Now, Refusal, override_with_register};
use domain::reason::with_reason;
use events::codes::{Right, VerifiedWith};
use events::{Fact, PersonOid, RegisterAnswer};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::people::addressed::reach;
use crate::register::{FoundHetus, Heard};

/// See the module.
#[derive(Clone)]
pub struct OverrideWithRegister {
    /// Who.
    pub person: PersonOid,
    /// Whom the official asked, when the names clearly differ.
    pub verified_with: Option<VerifiedWith>,
    /// Why, in the official's own words.
    pub words: Option<String>,
    /// What the register says now.
    pub heard: Heard,
}

/// What the decision rests on.
pub struct State {
    addressed: Option<Addressed>,
    compared: Option<Compared>,
    hetus: FoundHetus,
}

impl Command for OverrideWithRegister {
    const NAME: &'static str = "override_with_register";
    const RIGHTS: &'static [Opens] =
        &[Opens::within(Right::VtjVertailunakyma), Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let addressed = look.addressed(self.person)?;
        let compared = match &addressed {
            Some(addressed) => look.compared(&addressed.person)?.map(|(compared, _)| compared),
            None => None,
        };
        let hetus = match &compared {
            Some(compared) => look.hetus_of(&compared.record)?,
            None => FoundHetus::default(),
        };
        Ok(State { addressed, compared, hetus })
    }

    fn reach(&self, state: &State) -> Reach {
        reach(state.addressed.as_ref())
    }

    fn decide(&self, state: &State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let hetus = state.hetus.with_handles(fresh);
        let now = Now { finding: &self.heard.finding, hetus: &hetus };
        let person = state.addressed.as_ref();
        let drafts = override_with_register(person, state.compared.as_ref(), now, self.verified_with)?;
        Ok(with_reason(drafts, person, self.words.as_deref())?)
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let is_own = |fact: &&&Fact| matches!(fact, Fact::IdentifiedFromRegister(with) if with.data.about.addressed == self.person);
        facts.iter().any(|fact| is_own(&fact)).then_some(())
    }

    fn register(&self) -> Option<RegisterAnswer> {
        self.heard.answer.clone()
    }
}
