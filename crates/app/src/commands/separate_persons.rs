//! Separate persons who were given one OID: the first keeps it, and each later one gets another.

use domain::separate_persons::{Later, Refusal, identifiers, later, separate_persons};
use domain::{Draft, Person};
use events::codes::Right;
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct SeparatePersons {
    /// The OID.
    pub person: PersonOid,
    /// Why, in the official's own words.
    pub words: Option<String>,
}

/// What the decision rests on.
pub struct State {
    person: Option<Person>,
    later: Vec<Later>,
}

impl Command for SeparatePersons {
    const NAME: &'static str = "separate_persons";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = State;
    /// The OIDs that the later persons have now.
    type Answer = Vec<PersonOid>;
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let person = look.person(self.person)?;
        let events = look.history(self.person)?;
        let mut later = person.as_ref().map_or_else(Vec::new, |person| later(person, &events));
        for one in &mut later {
            for tag in identifiers(&one.registration) {
                if one.holder.is_none() {
                    one.holder = look.holder(tag)?;
                }
            }
        }
        Ok(State { person, later })
    }

    fn reach(&self, state: &State) -> Reach {
        if state.person.is_some() { Reach::Organisations(Vec::new()) } else { Reach::Nothing }
    }

    fn decide(&self, state: &State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        separate_persons(state.person.as_ref(), &state.later, self.words.as_deref(), || fresh.oid())
    }

    fn answer(&self, facts: &[&Fact]) -> Option<Vec<PersonOid>> {
        let has_now = |fact: &&Fact| match fact {
            Fact::Reversed(with) => Some(with.data.about.addressed),
            _ => None,
        };
        let numbers: Vec<PersonOid> = facts.iter().filter_map(has_now).collect();
        (!numbers.is_empty()).then_some(numbers)
    }
}
