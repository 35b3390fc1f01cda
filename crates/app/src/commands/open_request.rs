//! Ask the keeper for what an official of a provider may not do themselves.

use std::collections::BTreeSet;

use domain::request::{Asked, OpenRefusal, READS, Request, open, requests};
use domain::{Draft, Group};
use events::codes::{RequestKind, Right};
use events::{Fact, OrganisationOid, PersonOid, Position, Tag};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct OpenRequest {
    /// What for.
    pub kind: RequestKind,
    /// About whom.
    pub people: BTreeSet<PersonOid>,
    /// The other person of two: who is to be merged, or at the other end of a link.
    pub other: Option<PersonOid>,
    /// They state that the numbers are not in use elsewhere.
    pub unused_elsewhere: bool,
    /// Why, in their own words.
    pub words: String,
}

impl OpenRequest {
    /// Most persons of one request.
    pub const MOST: usize = domain::request::MOST;

    /// Number of the request about so many persons whose last event stands at a position.
    pub fn number(people: u32, last: Position) -> Position {
        Position((last.0 + 1).saturating_sub(people.into()))
    }
}

/// What the decision rests on.
pub struct State {
    people: Vec<Option<Group>>,
    other: Option<Group>,
    earlier: Vec<Request>,
    /// Every one of the persons must be reached, so what one of them belongs to who is not, or all.
    reach: BTreeSet<OrganisationOid>,
}

impl Command for OpenRequest {
    const NAME: &'static str = "open_request";
    const RIGHTS: &'static [Opens] = &[
        Opens::within(Right::Oppijoidentuonti),
        Opens::within(Right::HenkilonRu),
        Opens::at_root(Right::Rekisterinpitaja),
    ];
    type State = State;
    /// About how many persons.
    type Answer = u32;
    type Refusal = OpenRefusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        // The decision refuses more.
        let asked = self.people.iter().take(Self::MOST + 1);
        let people = asked.map(|oid| look.group(*oid)).collect::<Result<Vec<_>, _>>()?;
        let other = self.other.map(|oid| look.group(oid)).transpose()?.flatten();
        let of = |group: &Group| [group.addressed().oid, group.head().oid];
        let records: BTreeSet<PersonOid> = people.iter().flatten().flat_map(of).collect();
        let mut earlier = Vec::new();
        for oid in records {
            earlier.extend(requests(&look.events(Tag::Person(oid), READS)?));
        }
        let organisations = || people.iter().flatten().map(Group::organisations);
        let beyond = organisations().find(|of_one| !look.grants(Self::RIGHTS, of_one)).cloned();
        let reach = beyond.unwrap_or_else(|| organisations().flatten().cloned().collect());
        Ok(State { people, other, earlier, reach })
    }

    fn reach(&self, state: &State) -> Reach {
        match state.people.iter().any(Option::is_some) {
            true => Reach::Person(state.reach.iter().cloned().collect()),
            false => Reach::Nothing,
        }
    }

    fn decide(&self, state: &State, _: &mut Fresh) -> Result<Vec<Draft>, OpenRefusal> {
        open(&Asked {
            kind: self.kind,
            people: &state.people,
            other: state.other.as_ref(),
            unused_elsewhere: self.unused_elsewhere,
            words: &self.words,
            earlier: &state.earlier,
        })
    }

    fn answer(&self, facts: &[&Fact]) -> Option<u32> {
        match facts {
            [Fact::RequestOpened(with), ..] if with.data.kind == self.kind => Some(with.data.people),
            _ => None,
        }
    }
}
