//! Take over what the register says now of a person whom it has confirmed.

use domain::Draft;
use domain::addressed::Addressed;
use domain::reason::with_reason;
use domain::refresh_from_register::{Refusal, UserKind, refresh_from_register, refreshable, taken_over};
use events::catalogue::Provenance;
use events::codes::Right;
use events::{Fact, PersonOid, RegisterAnswer};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::people::addressed::reach;
use crate::register::{FoundHetus, Heard};

/// See the module.
#[derive(Clone)]
pub struct RefreshFromRegister {
    /// Who; of somebody whose hetu is a member's, the head or that member.
    pub person: PersonOid,
    /// What kind of user they are.
    pub user: UserKind,
    /// Why, in the official's own words.
    pub words: Option<String>,
    /// What the register says now.
    pub heard: Heard,
}

/// What the decision rests on.
pub struct State {
    addressed: Option<Addressed>,
    hetus: FoundHetus,
}

impl Command for RefreshFromRegister {
    const NAME: &'static str = "refresh_from_register";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let hetus = match taken_over(&self.heard.finding, self.user) {
            Ok(record) => look.hetus_of(&record)?,
            Err(_) => FoundHetus::default(),
        };
        Ok(State { addressed: look.addressed_by_hetu(self.person)?, hetus })
    }

    fn reach(&self, state: &State) -> Reach {
        reach(state.addressed.as_ref())
    }

    fn decide(&self, state: &State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        refreshable(state.addressed.as_ref(), self.heard.asked)?;
        let record = taken_over(&self.heard.finding, self.user)?;
        let person = state.addressed.as_ref();
        let drafts = refresh_from_register(person, &record, &state.hetus.with_handles(fresh))?;
        Ok(with_reason(drafts, person, self.words.as_deref())?)
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let is_own = |about: Provenance| [about.addressed, about.head].contains(&self.person);
        let refreshed = |fact: &&Fact| matches!(fact, Fact::RegisterDataRefreshed(with) if is_own(with.data.about));
        facts.iter().any(refreshed).then_some(())
    }

    fn register(&self) -> Option<RegisterAnswer> {
        self.heard.answer.clone()
    }
}
