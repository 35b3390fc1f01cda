//! Correct what is known of a person.

use std::sync::Arc;

use domain::addressed::Addressed;
use domain::correct_details::{Correction, FoundIdentifier, Given, Refusal, Seen, correct_details, faults};
use domain::{CodeSets, Draft, Person, person};
use events::codes::{DetailField, Right};
use events::{Day, Fact, PersonOid, Position, Tag};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::people::addressed::reach;

/// See the module.
#[derive(Clone)]
pub struct CorrectDetails {
    /// Who.
    pub person: PersonOid,
    /// What they are to be.
    pub correction: Correction,
    /// The last event that the official had seen of them. What they left as they saw it stays as it is by now, and what others
    /// have changed since is not overwritten.
    pub seen: Option<Position>,
}

/// What the decision rests on.
pub struct State {
    addressed: Option<Addressed>,
    /// `None` inside: there was no such person when the official looked.
    seen: Option<Option<Person>>,
    found: Vec<FoundIdentifier>,
    codes: Arc<CodeSets>,
    today: Day,
}

impl State {
    fn given(&self) -> Given<'_> {
        let seen = match &self.seen {
            None => Seen::Unsaid,
            Some(None) => Seen::Nobody,
            Some(Some(person)) => Seen::This(person),
        };
        Given { today: self.today.0, codes: &self.codes, seen, found: &self.found }
    }
}

impl Command for CorrectDetails {
    const NAME: &'static str = "correct_details";
    const RIGHTS: &'static [Opens] = &[Opens::within(Right::HenkilonRu), Opens::at_root(Right::Rekisterinpitaja)];
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let addressed = look.addressed(self.person)?;
        let seen = match self.seen {
            Some(position) => {
                let events = look.events(Tag::Person(self.person), person::CHANGES)?;
                Some(Person::fold(events.iter().filter(|event| event.position() <= position)))
            }
            None => None,
        };
        let mut found = Vec::new();
        for identifier in addressed.iter().flat_map(|addressed| self.correction.identifiers(addressed)) {
            let identified = look.identifier(&identifier)?;
            let (handle, holder) = (identified.handle, identified.holder.map(|holder| holder.oid));
            found.push(FoundIdentifier { identifier, handle, holder });
        }
        let (codes, today) = (look.app().codes(), Day(look.app().now().day_in_finland()));
        Ok(State { addressed, seen, found, codes, today })
    }

    fn reach(&self, state: &State) -> Reach {
        reach(state.addressed.as_ref())
    }

    fn decide(&self, state: &State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let mut handles = |identifier: &_, known| fresh.handle(identifier, known);
        correct_details(state.addressed.as_ref(), &self.correction, &state.given(), &mut handles)
    }

    fn faults(&self, state: &State) -> Vec<Refusal> {
        let person = state.addressed.as_ref().map(|addressed| &addressed.person);
        person.map_or_else(Vec::new, |person| faults(person, &self.correction, &state.given()))
    }

    fn overtaken(&self, state: &State) -> Vec<DetailField> {
        let person = state.addressed.as_ref().map(|addressed| &addressed.person);
        person.map_or_else(Vec::new, |person| self.correction.overtaken(person, state.given().seen, state.today.0))
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let about = match facts.first()? {
            Fact::PersonDetailsCorrected(with) => with.data.about,
            Fact::IdentifierAttached(with) => with.data.about,
            Fact::IdentifierDetached(with) => with.data.about,
            _ => return None,
        };
        (about.addressed == self.person).then_some(())
    }
}
