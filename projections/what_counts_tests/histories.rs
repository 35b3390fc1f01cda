//! Random histories, each step of them one that a command would let through.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::person::counting::REVERSIBLE;
use domain::{Group, Person};
use events::catalogue::*;
use events::codes::*;
use events::envelope::ENVELOPE_FORMAT;
use events::person::{Names, PersonDetails, RegisterRecord, SentRow};
use events::*;
use proptest::prelude::*;
use uuid::Uuid;

pub const PEOPLE: u64 = 5;
const HETUS: u16 = 4;
pub const IMPORT: Position = Position(1);
const IMPORT_ID: ImportId = ImportId(Uuid::from_u128(77));

pub fn oid(number: u64) -> PersonOid {
    PersonOid::issue(1_000_000_000 + number)
}

fn hetu(number: u16) -> Hetu {
    Hetu::compose(date(1998, 3, 14), '-', 940 + number % HETUS).unwrap()
}

fn handle(hetu: &Hetu) -> Handle {
    let mut bytes = [0; 16];
    bytes[..11].copy_from_slice(hetu.as_str().as_bytes());
    Handle(bytes)
}

fn organisation(number: u64) -> OrganisationOid {
    format!("1.2.246.562.10.{:011}", number % 3).parse().unwrap()
}

/// What somebody does; it is left out where no command would let it through.
#[derive(Debug, Clone)]
pub enum Step {
    Register(u64, Option<u16>),
    Row(u64),
    /// The number counts the rows there are, round and round; that of `Reverse` counts what may be reversed.
    Reassign(usize, u64),
    Join(u64, u64),
    Assign(u64, u16),
    Remove(u64, bool),
    Identify(u64, u16),
    Fail(u64),
    ByHand(u64),
    Link(u64, u64),
    Reverse(usize),
    Erase(u64),
}

/// Any of them, of few people with few hetus.
pub fn any_step() -> impl Strategy<Value = Step> {
    let (person, hetu) = (|| 1..=PEOPLE, || 0..HETUS);
    prop_oneof![
        4 => (person(), proptest::option::of(hetu())).prop_map(|(person, hetu)| Step::Register(person, hetu)),
        4 => person().prop_map(Step::Row),
        3 => (any::<usize>(), person()).prop_map(|(row, person)| Step::Reassign(row, person)),
        1 => (person(), 0u64..3).prop_map(|(person, organisation)| Step::Join(person, organisation)),
        2 => (person(), hetu()).prop_map(|(person, hetu)| Step::Assign(person, hetu)),
        2 => (person(), any::<bool>()).prop_map(|(person, withdrawn)| Step::Remove(person, withdrawn)),
        3 => (person(), hetu()).prop_map(|(person, former)| Step::Identify(person, former)),
        2 => person().prop_map(Step::Fail),
        1 => person().prop_map(Step::ByHand),
        5 => (person(), person()).prop_map(|(member, to)| Step::Link(member, to)),
        5 => any::<usize>().prop_map(Step::Reverse),
        1 => person().prop_map(Step::Erase),
    ]
}

/// A log under construction.
#[derive(Default)]
pub struct Log(Vec<OpenedEvent>);

impl Log {
    /// The log of those steps that commands would let through.
    pub fn of(steps: &[Step]) -> Vec<OpenedEvent> {
        let mut log = Log::default();
        let received = ImportReceived {
            import_id: IMPORT_ID,
            interface: Interface::Oppija,
            rows: 100,
            organisations: vec![organisation(1)],
            service: None,
        };
        log.add(With::new(received, NoticeAddress { email: None }), vec![Tag::Import(IMPORT_ID)]);
        steps.iter().for_each(|step| log.take(step));
        log.0
    }

    fn take(&mut self, step: &Step) {
        let mut next = Log(self.0.clone());
        if next.try_step(step).is_some() && next.holds() {
            *self = next;
        }
    }

    fn try_step(&mut self, step: &Step) -> Option<()> {
        match step {
            Step::Register(number, hetu_of) => {
                let (person, hetu) = (oid(*number), hetu_of.map(hetu));
                if person_of(&self.0, person).is_some() {
                    return None;
                }
                let about = Provenance::unlinked(person, None);
                let organisations = vec![organisation(*number)];
                let data = PersonRegistered { about, origin: Origin::ImportRow, import: Some(IMPORT), organisations };
                let claim = hetu.iter().map(|hetu| Tag::Hetu(handle(hetu)));
                let tags = [Tag::Person(person)].into_iter().chain(claim).collect();
                self.add(
                    With::new(data, PersonDetails { names: names(*number), hetu, ..PersonDetails::default() }),
                    tags,
                );
            }
            Step::Row(number) => {
                let (about, _) = self.living(*number)?;
                let row = self.0.len() as u32;
                let outcome = RowOutcome::Matched(IdentifierKind::Oid);
                let (conflicts, contradicting, withheld, hetu_offered) = (vec![], vec![], false, false);
                let import = IMPORT;
                let data =
                    ImportRowResolved { import, row, about, outcome, conflicts, contradicting, withheld, hetu_offered };
                let tags = vec![Tag::Person(about.addressed), Tag::Import(IMPORT_ID)];
                self.add(With::new(data, ResolvedRow { tunniste: None, sent: None }), tags);
            }
            Step::Reassign(which, number) => {
                let (about, _) = self.living(*number)?;
                let rows: Vec<(u32, PersonOid)> = rows_of(&self.0).into_iter().collect();
                if rows.is_empty() {
                    return None;
                }
                let (row, from) = rows[which % rows.len()];
                let conflicts = if row % 2 == 0 { vec![ConflictKind::Spelling] } else { vec![] };
                let (cause, organisations) = (ReassignmentCause::WrongPerson, vec![organisation(1)]);
                let (import, withheld) = (IMPORT, row % 3 == 0);
                let data = ImportRowReassigned { about, import, row, from, cause, organisations, conflicts, withheld };
                let other = (from != about.addressed).then_some(Tag::Person(from));
                let tags = [Tag::Person(about.addressed), Tag::Import(IMPORT_ID)].into_iter().chain(other).collect();
                let personal = ReassignedRow { tunniste: None, sent: SentRow::default(), words: None };
                self.add(With::new(data, personal), tags);
            }
            Step::Join(number, of) => {
                let (about, _) = self.living(*number)?;
                let data = OrganisationJoined { about, organisations: vec![organisation(*of)] };
                self.add(With::new(data, Default::default()), vec![Tag::Person(about.addressed)]);
            }
            Step::Assign(number, of) => {
                let (about, person) = self.living(*number)?;
                let assigned = hetu(*of);
                if person.holds_hetu() {
                    return None;
                }
                let data = HetuAssigned { about, assigned: handle(&assigned) };
                let tags = vec![Tag::Person(about.addressed), Tag::Hetu(handle(&assigned))];
                self.add(With::new(data, AssignedHetu { assigned }), tags);
            }
            Step::Remove(number, withdrawn) => {
                let (about, person) = self.living(*number)?;
                let known = person.hetu?;
                let fate = if *withdrawn { HetuFate::Withdrawn } else { HetuFate::Superseded };
                let data = HetuRemoved { about, removed: known.handle, fate };
                let tags = vec![Tag::Person(about.addressed), Tag::Hetu(known.handle)];
                self.add(With::new(data, RemovedHetu { removed: known.hetu, words: None }), tags);
            }
            Step::Identify(number, former) => {
                let (about, person) = self.living(*number)?;
                let (known, former) = (person.hetu?, hetu(*former));
                let about = Provenance { by: Some(FoundBy::Hetu(known.handle)), ..about };
                let former = Some(former).filter(|former| *former != known.hetu);
                let handles: Vec<Handle> = former.iter().map(handle).collect();
                let tags = handles.iter().copied().map(Tag::Hetu).chain([Tag::Person(about.addressed)]).collect();
                let (way, verified_with) = (IdentificationWay::Automatic, None);
                let data = IdentifiedFromRegister { about, way, former: handles, verified_with };
                self.add(With::new(data, record(known.hetu, former)), tags);
            }
            Step::Fail(number) => {
                let (about, person) = self.living(*number)?;
                let by = Some(FoundBy::Hetu(person.present_hetu?));
                if person.is_in_register() {
                    return None;
                }
                let (about, cause) = (Provenance { by, ..about }, FailureCause::HetuPassive);
                let (hint, next_try, case, other_holder) = (None, None, None, None);
                let data = IdentificationFailed { about, cause, hint, attempt: 1, next_try, case, other_holder };
                self.add(With::new(data, ComparedRecord { record: None }), vec![Tag::Person(about.addressed)]);
            }
            Step::ByHand(number) => {
                let (about, _) = self.living(*number)?;
                let data = IdentifiedByOfficial { about, no_finnish_hetu: true, similar_seen: None };
                self.add(With::new(data, OfficialStatement { words: None }), vec![Tag::Person(about.addressed)]);
            }
            Step::Link(member, to) => {
                let ((about, person), (_, _)) = (self.living(*member)?, self.living(*to)?);
                if person.link.is_some() || group_of(&self.0, oid(*to))?.has(oid(*member)) {
                    return None;
                }
                let (to, link) = (oid(*to), LinkId(Uuid::from_u128(self.0.len() as u128)));
                let data = PersonLinked { about, to, link, reason: LinkReason::SamePerson };
                let tags = vec![Tag::Person(about.addressed), Tag::Person(to), Tag::Link(link)];
                self.add(With::new(data, LinkStatement { words: None }), tags);
            }
            Step::Reverse(which) => {
                let may: Vec<&OpenedEvent> = self.0.iter().filter(|event| REVERSIBLE.has(event.fact.kind())).collect();
                if may.is_empty() {
                    return None;
                }
                let named = may[which % may.len()];
                let (position, mut tags) = (named.position(), named.recorded.envelope.tags.clone());
                let person = tags.iter().find_map(Tag::person)?;
                // Whatever is released or claimed again is hetus of one of them.
                tags.extend((0..HETUS).map(|number| Tag::Hetu(handle(&hetu(number)))));
                tags.sort_unstable();
                tags.dedup();
                let data = Reversed { about: Provenance::unlinked(person, None), events: vec![position] };
                self.add(With::new(data, ReversalStatement { words: None }), tags);
            }
            Step::Erase(number) => {
                let (about, _) = self.living(*number)?;
                let group = group_of(&self.0, oid(*number))?;
                let persons: Vec<PersonOid> = group.records().iter().map(|record| record.oid).collect();
                let handles: Vec<Handle> = group.records().iter().flat_map(Person::handles).collect();
                let tags = persons.iter().copied().map(Tag::Person).chain(handles.iter().copied().map(Tag::Hetu));
                let tags = tags.collect();
                self.add(With::new(ErasureOrdered { about, persons, keys: vec![], handles }, Default::default()), tags);
            }
        }
        Some(())
    }

    fn living(&self, number: u64) -> Option<(Provenance, Person)> {
        let person = person_of(&self.0, oid(number)).filter(|person| !person.void && !person.erased)?;
        let head = group_of(&self.0, oid(number))?.head().oid;
        Some((Provenance { addressed: person.oid, by: None, head }, person))
    }

    /// The invariants that every decision keeps: one holder of each identifier, no circle, everybody answers.
    fn holds(&self) -> bool {
        let people: Vec<Person> = (1..=PEOPLE).filter_map(|number| person_of(&self.0, oid(number))).collect();
        let one_holder = (0..HETUS).all(|number| {
            let handle = handle(&hetu(number));
            people.iter().filter(|person| person.holds(handle)).count() <= 1
        });
        let erased = self
            .0
            .iter()
            .filter_map(|event| if let Fact::ErasureOrdered(with) = &event.fact { Some(with) } else { None });
        let dead: BTreeSet<Handle> = erased.flat_map(|with| with.data.handles.iter().copied()).collect();
        let alive = people.iter().filter(|person| !person.erased);
        let none_dead = alive.into_iter().all(|person| dead.iter().all(|handle| !person.holds(*handle)));
        let groups = || people.iter().filter_map(|person| group_of(&self.0, person.oid));
        let no_circle = groups().all(|group| group.head().link.is_none());
        let whole = groups().all(|group| group.records().iter().all(|record| record.erased == group.head().erased));
        one_holder && none_dead && no_circle && whole
    }

    fn add(&mut self, fact: impl Into<Fact>, tags: Vec<Tag>) {
        let (fact, position) = (fact.into(), self.0.len() as u64 + 1);
        let meta = Meta {
            // Four events a day.
            recorded: Instant::from_millis(1_793_613_600_000).plus_seconds(position as i64 * 6 * 60 * 60),
            valid_from: None,
            actor: Actor::Registry,
            right: None,
            organisations: vec![],
            channel: Channel::Reactor,
            client: None,
            command: CommandId(Uuid::from_u128(position.into())),
            request: RequestId(Uuid::from_u128(4)),
            cause: None,
            reason: None,
            compensates: None,
            asked: None,
            rules: None,
            register: None,
        };
        let envelope = Envelope {
            format: ENVELOPE_FORMAT,
            id: EventId(Uuid::from_u128(position.into())),
            event_type: fact.event_type().to_owned(),
            version: fact.version(),
            tags,
            data: fact.data_bytes(),
            sealed: Vec::new(),
            meta,
        };
        let recorded = Recorded { position: Position(position), chain: Chain::START, size: 0, envelope };
        self.0.push(OpenedEvent { recorded: Arc::new(recorded), fact });
    }
}

fn names(number: u64) -> Names {
    let name = |text: &str| format!("{text}{number}");
    Names { first_names: name("Etunimi"), call_name: name("Etunimi"), surname: name("Sukunimi") }
}

fn record(hetu: Hetu, former: Option<Hetu>) -> RegisterRecord {
    RegisterRecord {
        hetu,
        former_hetus: former.into_iter().collect(),
        names: names(9),
        former_surnames: Vec::new(),
        birth_date: None,
        sex: None,
        language: None,
        nationalities: Vec::new(),
        municipality: None,
        protected: false,
        died: None,
        contacts: Vec::new(),
    }
}

/// The person to whom each row leads.
pub fn rows_of(events: &[OpenedEvent]) -> BTreeMap<u32, PersonOid> {
    let row = |event: &OpenedEvent| match &event.fact {
        Fact::ImportRowResolved(with) => Some((with.data.row, with.data.about.addressed)),
        Fact::ImportRowReassigned(with) => Some((with.data.row, with.data.about.addressed)),
        _ => None,
    };
    events.iter().filter_map(row).collect()
}

/// A record, folded from zero.
pub fn person_of(events: &[OpenedEvent], oid: PersonOid) -> Option<Person> {
    Person::fold(events.iter().filter(|event| event.recorded.envelope.tags.contains(&Tag::Person(oid))))
}

/// A record with those linked with it, folded from zero.
pub fn group_of(events: &[OpenedEvent], of: PersonOid) -> Option<Group> {
    Group::of(of, (1..=PEOPLE).filter_map(|number| person_of(events, oid(number))))
}
