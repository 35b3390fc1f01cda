//! Link two records of one person: the one joins the other.

use domain::link::{HetuOfMember, Refusal, Wanted, link};
use domain::{Draft, Group};
use events::codes::Right;
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct LinkRecords {
    /// The person on whose page it was decided.
    pub person: PersonOid,
    /// The other record.
    pub other: PersonOid,
    /// Who shall head, where nothing decides it.
    pub head: Option<PersonOid>,
    /// What becomes of the members' own hetu.
    pub hetu: HetuOfMember,
    /// Why, in the official's own words.
    pub words: Option<String>,
}

/// Who may let an identification by hand not count any more.
const UNIDENTIFIES: &[Opens] = &[Opens::within(Right::YksiloinninPurku), Opens::at_root(Right::Rekisterinpitaja)];

/// What the decision rests on.
pub struct State {
    one: Option<Group>,
    other: Option<Group>,
    /// The official may let the identification by hand of either not count any more.
    may_unidentify: bool,
}

impl Command for LinkRecords {
    const NAME: &'static str = "link_records";
    const RIGHTS: &'static [Opens] =
        &[Opens::within(Right::Duplikaattinakyma), Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = State;
    /// The member that joined, and whom.
    type Answer = (PersonOid, PersonOid);
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let (one, other) = (look.group(self.person)?, look.group(self.other)?);
        let may = |group: &Option<Group>| {
            group.as_ref().is_some_and(|group| look.grants(UNIDENTIFIES, group.organisations()))
        };
        let may_unidentify = may(&one) && may(&other);
        Ok(State { one, other, may_unidentify })
    }

    fn reach(&self, state: &State) -> Reach {
        state.one.as_ref().map_or(Reach::Nothing, |one| Reach::Person(one.organisations().iter().cloned().collect()))
    }

    fn decide(&self, state: &State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let LinkRecords { head, hetu, words, .. } = self.clone();
        link(state.one.as_ref(), state.other.as_ref(), &Wanted { head, hetu, words }, state.may_unidentify)
    }

    fn answer(&self, facts: &[&Fact]) -> Option<(PersonOid, PersonOid)> {
        facts.iter().find_map(|fact| match fact {
            Fact::PersonLinked(with) => Some((with.data.about.addressed, with.data.to)),
            _ => None,
        })
    }
}
