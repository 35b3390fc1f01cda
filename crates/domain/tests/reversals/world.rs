//! A log of invented people, and commands that append to it as the service does: decided on what the log says, several
//! events at once, each with its command, cause and actor.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::as_if::as_if_recorded;
use domain::reverse::{self, Plan, Scene};
use domain::{Draft, Group, Person, link};
use events::catalogue::*;
use events::codes::{HetuFate, IdentificationWay, Origin};
use events::person::{Names, PersonDetails, RegisterRecord};
use events::{
    Actor, CommandId, Day, EventId, Handle, Hetu, Instant, OpenedEvent, OrganisationOid, PersonOid, Position, Tag,
    With, date,
};
use uuid::Uuid;

/// An invented person's number.
pub type Number = u64;

/// Numbers that people may have: smaller ones.
const PEOPLE: Number = 20;

pub fn oid(number: Number) -> PersonOid {
    PersonOid::issue(1_000_000_000 + number)
}

pub fn hetu(number: u16) -> Hetu {
    Hetu::compose(date(1998, 3, 14), '-', 900 + number).unwrap()
}

pub fn handle(number: u16) -> Handle {
    Handle(u128::from(number).to_be_bytes())
}

pub fn email(number: u16) -> Handle {
    Handle((1_000 + u128::from(number)).to_be_bytes())
}

fn names(surname: &str) -> Names {
    Names { first_names: "Tuulia Vieno".to_owned(), call_name: "Vieno".to_owned(), surname: surname.to_owned() }
}

/// The log, and each person's part of it.
#[derive(Default, Clone)]
pub struct World {
    pub log: Vec<OpenedEvent>,
    people: BTreeMap<Number, Known>,
    commands: u128,
}

/// Somebody whom events name: these, and what they fold to from zero.
#[derive(Clone)]
struct Known {
    events: Vec<OpenedEvent>,
    person: Person,
}

impl World {
    /// Appends the events of one command and gives the position of the first.
    pub fn append(&mut self, drafts: Vec<Draft>, cause: Option<EventId>, by_person: bool) -> u64 {
        self.commands += 1;
        let (first, command) = (self.log.len() as u64 + 1, CommandId(Uuid::from_u128(self.commands)));
        for (n, draft) in (0..).zip(drafts) {
            let position = Position(self.log.len() as u64 + 1);
            let mut event = as_if_recorded(&draft, position);
            let mut recorded = (*event.recorded).clone();
            recorded.envelope.id = command.event(n);
            let meta = &mut recorded.envelope.meta;
            (meta.command, meta.cause) = (command, cause);
            meta.recorded = Instant::from_millis(1_700_000_000_000 + position.0 as i64 * 1_000);
            meta.actor = if by_person { Actor::Person("1.2.246.562.24.1".to_owned()) } else { Actor::Registry };
            event.recorded = Arc::new(recorded);
            self.log.push(event);
        }
        self.fold_anew(first as usize - 1);
        first
    }

    /// Position of the first event of the last command.
    pub fn last_command(&self) -> usize {
        let command = |event: &OpenedEvent| event.recorded.envelope.meta.command;
        let last = self.log.last().map(command);
        self.log.len() - self.log.iter().rev().take_while(|event| Some(command(event)) == last).count() + 1
    }

    /// How many hold a hetu by the first events of the log alone.
    pub fn holders_at(&self, cut: usize, hetu: u16) -> usize {
        let holds = |number: &Number| {
            let events = self.events_of(*number);
            let person = Person::fold(events.iter().filter(|event| event.position().0 as usize <= cut));
            person.is_some_and(|person| person.holds(handle(hetu)))
        };
        self.numbers().iter().filter(|number| holds(number)).count()
    }

    /// Folds those anew whom the events from a place of the log on name.
    fn fold_anew(&mut self, from: usize) {
        let named =
            |event: &OpenedEvent| event.recorded.envelope.tags.iter().filter_map(Tag::person).collect::<Vec<_>>();
        let new: BTreeSet<PersonOid> = self.log[from..].iter().flat_map(named).collect();
        for number in (0..PEOPLE).filter(|number| new.contains(&oid(*number))) {
            let tag = Tag::Person(oid(number));
            let mut events = self.people.remove(&number).map(|known| known.events).unwrap_or_default();
            events.extend(self.log[from..].iter().filter(|event| event.recorded.envelope.tags.contains(&tag)).cloned());
            let person = Person::fold(&events).unwrap();
            self.people.insert(number, Known { events, person });
        }
    }

    pub fn id(&self, position: u64) -> EventId {
        self.log[position as usize - 1].recorded.envelope.id
    }

    pub fn events_of(&self, number: Number) -> &[OpenedEvent] {
        &self.people[&number].events
    }

    pub fn person(&self, number: Number) -> &Person {
        &self.people[&number].person
    }

    pub fn numbers(&self) -> Vec<Number> {
        self.people.keys().copied().collect()
    }

    pub fn group(&self, number: Number) -> Group {
        Group::of(oid(number), self.people.values().map(|known| known.person.clone())).unwrap()
    }

    pub fn scene(&self) -> Scene {
        let people = self.people.iter().map(|(number, known)| (oid(*number), known.events.clone()));
        Scene { people: people.collect() }
    }

    pub fn holder(&self, hetu: u16) -> Option<Number> {
        self.numbers().into_iter().find(|number| self.person(*number).holds(handle(hetu)))
    }

    // What happens to people.

    pub fn registers(&mut self, number: Number, own: Option<u16>) -> u64 {
        self.append(vec![World::registration(number, own)], None, false)
    }

    pub fn registration(number: Number, own: Option<u16>) -> Draft {
        let details = PersonDetails {
            names: names(&format!("Kettukangas{}", (b'a' + number as u8) as char)),
            hetu: own.map(hetu),
            emails: vec![format!("e{number}@example.org")],
            ..PersonDetails::default()
        };
        let about = Provenance::unlinked(oid(number), None);
        let organisations = vec![organisation(number)];
        let data = PersonRegistered { about, origin: Origin::ImportRow, import: None, organisations };
        let tags: Vec<Tag> =
            own.map(|own| Tag::Hetu(handle(own))).into_iter().chain([Tag::Email(email(number as u16))]).collect();
        Draft::about(oid(number), With::new(data, details)).tagged(tags)
    }

    pub fn assigns(&mut self, number: Number, own: u16) -> u64 {
        let data = HetuAssigned { about: Provenance::unlinked(oid(number), None), assigned: handle(own) };
        let draft = Draft::about(oid(number), With::new(data, AssignedHetu { assigned: hetu(own) }));
        self.append(vec![draft.tagged([Tag::Hetu(handle(own))])], None, true)
    }

    pub fn replaces(&mut self, number: Number, former: u16, own: u16, fate: HetuFate) -> u64 {
        let about = Provenance::unlinked(oid(number), None);
        let data = HetuReplaced { about, assigned: handle(own), former: handle(former), fate };
        let personal = ReplacedHetu { assigned: hetu(own), former: hetu(former), words: None };
        let draft = Draft::about(oid(number), With::new(data, personal));
        self.append(vec![draft.tagged([Tag::Hetu(handle(own)), Tag::Hetu(handle(former))])], None, true)
    }

    pub fn removes(&mut self, number: Number, own: u16, fate: HetuFate) -> u64 {
        let data = HetuRemoved { about: Provenance::unlinked(oid(number), None), removed: handle(own), fate };
        let draft = Draft::about(oid(number), With::new(data, RemovedHetu { removed: hetu(own), words: None }));
        self.append(vec![draft.tagged([Tag::Hetu(handle(own))])], None, true)
    }

    /// The register says who it is; `cause` is the event by which it was asked.
    pub fn identifies(&mut self, number: Number, by: u16, cause: Option<u64>) -> u64 {
        let about = Provenance::unlinked(oid(number), Some(FoundBy::Hetu(handle(by))));
        let data = IdentifiedFromRegister {
            about,
            way: IdentificationWay::Automatic,
            former: Vec::new(),
            verified_with: None,
        };
        let cause = cause.map(|position| self.id(position));
        self.append(vec![Draft::about(oid(number), With::new(data, record(by)))], cause, false)
    }

    pub fn identified_by_hand(&mut self, number: Number) -> u64 {
        let about = Provenance::unlinked(oid(number), None);
        let data = IdentifiedByOfficial { about, no_finnish_hetu: true, similar_seen: None };
        self.append(vec![Draft::about(oid(number), With::new(data, OfficialStatement { words: None }))], None, true)
    }

    /// A row of an organisation comes.
    pub fn joined_by(&mut self, number: Number, by: u64) -> u64 {
        self.append(vec![World::joining(number, by)], None, false)
    }

    pub fn joining(number: Number, by: u64) -> Draft {
        let about = Provenance::unlinked(oid(number), None);
        let data = OrganisationJoined { about, organisations: vec![organisation(by)] };
        Draft::plain(With::new(data, Default::default()), vec![Tag::Person(oid(number))])
    }

    /// The whole group is to be erased.
    pub fn erases(&mut self, number: Number) -> u64 {
        let group = self.group(number);
        let persons: Vec<PersonOid> = group.records().iter().map(|person| person.oid).collect();
        let identifiers = group.identifiers();
        let handles = group.records().iter().flat_map(Person::handles).collect();
        let data = ErasureOrdered {
            about: Provenance::unlinked(persons[0], None),
            persons: persons.clone(),
            keys: Vec::new(),
            handles,
        };
        let tags = persons.into_iter().map(Tag::Person).chain(identifiers).collect();
        self.append(vec![Draft::plain(With::new(data, Default::default()), tags)], None, true)
    }

    /// An official links two records.
    pub fn links(&mut self, one: Number, other: Number, wanted: &link::Wanted) -> Result<u64, link::Refusal> {
        let drafts = link::link(Some(&self.group(one)), Some(&self.group(other)), wanted, true)?;
        Ok(self.append(drafts, None, true))
    }

    pub fn plan(&self, events: &[u64]) -> Result<Plan, reverse::Refusal> {
        reverse::plan(&self.scene(), &wanted(events))
    }

    /// An official has events count no longer.
    pub fn reverses(&mut self, events: &[u64]) -> Result<u64, reverse::Refusal> {
        self.reverses_so(&wanted(events))
    }

    pub fn reverses_so(&mut self, wanted: &reverse::Wanted) -> Result<u64, reverse::Refusal> {
        let drafts = reverse::reverse(&self.scene(), wanted)?;
        Ok(self.append(drafts, None, true))
    }
}

/// The register's record of whoever has a hetu now.
pub fn record(by: u16) -> RegisterRecord {
    RegisterRecord {
        hetu: hetu(by),
        former_hetus: Vec::new(),
        names: names(&format!("Rekisteri{by}")),
        former_surnames: Vec::new(),
        birth_date: Some(Day(date(1998, 3, 14))),
        sex: Some("2".to_owned()),
        language: None,
        nationalities: vec!["246".to_owned()],
        municipality: None,
        protected: false,
        died: None,
        contacts: Vec::new(),
    }
}

pub fn organisation(number: u64) -> OrganisationOid {
    format!("1.2.246.562.10.{number:011}").parse().unwrap()
}

pub fn wanted(events: &[u64]) -> reverse::Wanted {
    let events: BTreeSet<Position> = events.iter().copied().map(Position).collect();
    reverse::Wanted { events, words: Some("words".to_owned()), ..reverse::Wanted::default() }
}

/// A person but for when they last changed, and for what has ended.
pub fn settled(person: &Person) -> Person {
    let mut person = person.clone();
    person.claims.retain(|claim| claim.state != domain::person::ClaimState::Ended);
    person.claims.sort_by_key(|claim| claim.handle);
    (person.position, person.hetu_since, person.hetu_given) = (Position(0), Position(0), Position(0));
    person.modified_at = person.registered_at;
    person.cases.clear();
    person.handled_by = None;
    person
}
