//! Make several persons passive in one act: numbers that nobody needs, or test persons.

use std::collections::BTreeSet;

use domain::Draft;
use domain::addressed::Addressed;
use domain::passivate::{SeveralRefusal, passivate_several};
use events::codes::{PassivationCause, Right};
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct PassivateSeveral {
    /// Who.
    pub people: BTreeSet<PersonOid>,
    /// Why.
    pub cause: PassivationCause,
    /// Why, in their own words.
    pub words: Option<String>,
}

impl PassivateSeveral {
    /// Most persons of one act.
    pub const MOST: usize = domain::passivate::MOST;
}

impl Command for PassivateSeveral {
    const NAME: &'static str = "passivate_several";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = Vec<Option<Addressed>>;
    /// How many.
    type Answer = usize;
    type Refusal = SeveralRefusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Self::State, AppError> {
        // The decision refuses more.
        self.people.iter().take(Self::MOST + 1).map(|oid| look.addressed(*oid)).collect()
    }

    fn reach(&self, people: &Self::State) -> Reach {
        let organisations = people.iter().flatten().flat_map(|addressed| addressed.organisations.iter().cloned());
        Reach::Organisations(organisations.collect())
    }

    fn decide(&self, people: &Self::State, _: &mut Fresh) -> Result<Vec<Draft>, SeveralRefusal> {
        passivate_several(people, self.cause, self.words.as_deref())
    }

    fn answer(&self, facts: &[&Fact]) -> Option<usize> {
        let passivated = |fact: &&&Fact| matches!(fact, Fact::PersonPassivated(with) if self.people.contains(&with.data.about.addressed));
        let count = facts.iter().filter(passivated).count();
        (count == facts.len() && count > 0).then_some(count)
    }
}
