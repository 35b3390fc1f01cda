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
use crate::people::group_at;

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
    /// The person as they are shown, where they head others, and those others.
    shown: Option<Person>,
    members: Vec<Addressed>,
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
        Given {
            today: self.today.0,
            codes: &self.codes,
            seen,
            found: &self.found,
            shown: self.shown.as_ref(),
            members: &self.members,
        }
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
        let heads = look.heading(self.person)?;
        let mut members = Vec::new();
        for member in heads.iter().flat_map(|group| group.members()).map(|member| member.oid) {
            members.extend(look.addressed(member)?);
        }
        let seen = match self.seen {
            Some(position) => Some(self.seen_at(position, look)?),
            None => None,
        };
        let records: Vec<Addressed> = addressed.iter().chain(&members).cloned().collect();
        let mut found = Vec::new();
        for identifier in self.correction.identifiers(&records) {
            let identified = look.identifier(&identifier)?;
            let (handle, holder) = (identified.handle, identified.holder.map(|holder| holder.oid));
            found.push(FoundIdentifier { identifier, handle, holder });
        }
        let (codes, today) = (look.app().codes(), Day(look.app().now().day_in_finland()));
        let shown = heads.map(|group| group.into_shown());
        Ok(State { addressed, shown, members, seen, found, codes, today })
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
        let person = state.shown.as_ref().or(state.addressed.as_ref().map(|addressed| &addressed.person));
        person.map_or_else(Vec::new, |person| self.correction.overtaken(person, state.given().seen, state.today.0))
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let about = match facts.first()? {
            Fact::PersonDetailsCorrected(with) => with.data.about,
            Fact::IdentifierAttached(with) => with.data.about,
            Fact::IdentifierDetached(with) => with.data.about,
            _ => return None,
        };
        // What is taken may be taken from a record that the person heads.
        [about.addressed, about.head].contains(&self.person).then_some(())
    }
}

impl CorrectDetails {
    /// The person as the official saw them at a position: a head completed from those whom it headed then.
    fn seen_at(&self, position: Position, look: &mut Look<'_>) -> Result<Option<Person>, AppError> {
        let headed = group_at(&look.reading, self.person, Some(position))?.filter(|group| !group.is_member());
        if let Some(group) = headed {
            return Ok(Some(group.into_shown()));
        }
        let events = look.events(Tag::Person(self.person), person::CHANGES)?;
        Ok(Person::fold(events.iter().filter(|event| event.position() <= position)))
    }
}
