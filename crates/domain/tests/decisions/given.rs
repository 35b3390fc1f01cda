//! What is given: histories of invented people, made of drafts as if they had been appended.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use domain::identify::{Finding, RegisterQuestion};
use domain::match_row::{AskRegister, Handles, RowOf};
use domain::register_record::RecordHetus;
use domain::register_says::RegisterSays;
use domain::{Draft, Group, Person, match_row as rows};
use events::catalogue::{
    AssignedHetu, ComparedRecord, DistinctionStatement, ErasureOrdered, FoundBy, HetuAssigned, HetuRemoved,
    HetuReplaced, IdentificationFailed, IdentifiedByOfficial, IdentifiedFromRegister, ImportRowWithheld, LinkStatement,
    MarkedNotDuplicate, OfficialStatement, OrganisationLeft, PersonLinked, PersonRegistered, Provenance,
    RegisterDataRefreshed, RemovedHetu, ReplacedHetu, ReversalStatement, Reversed,
};
use events::codes::{Channel, ConflictKind, FailureCause, HetuFate, IdentificationWay, LinkReason, Origin};
use events::date;
use events::envelope::ENVELOPE_FORMAT;
use events::person::{Names, PersonDetails, RegisterRecord, SentRow};
use events::recorded::{OpenedEvent, Recorded};
use events::sealed::Algorithm;
use events::{
    Actor, CaseId, Chain, CommandId, Day, Envelope, EventId, Fact, Handle, Hetu, ImportId, Instant, KeyId, LinkId,
    Meta, OrganisationOid, PersonOid, Position, RequestId, SealedPart, Subject, Tag, With,
};
use uuid::Uuid;

/// Noon in Finland on 2 November 2026.
const FIRST_MOMENT: i64 = 1_793_613_600_000;
pub const BORN: NaiveDate = date(1998, 3, 14);

/// Drafts as events of one history, from position 1.
pub fn history(drafts: impl IntoIterator<Item = Draft>) -> Vec<OpenedEvent> {
    (1..).zip(drafts).map(|(position, draft)| recorded(position, draft)).collect()
}

/// The person of a history.
pub fn person(drafts: impl IntoIterator<Item = Draft>) -> Person {
    Person::fold(&history(drafts)).expect("the history begins with a registration")
}

/// When the event at a position was recorded: they are an hour apart.
pub fn moment(position: u64) -> Instant {
    Instant::from_millis(FIRST_MOMENT).plus_seconds(position as i64 * 3600)
}

/// A draft with its place in the log, sealed when it has personal data.
pub fn recorded(position: u64, draft: Draft) -> OpenedEvent {
    let subject = draft.subject.filter(|_| draft.fact.personal_bytes().is_some());
    let sealed = |subject| SealedPart {
        subject,
        key: key_of(subject),
        algorithm: Algorithm::Aes256Gcm,
        nonce: [0; 12],
        bytes: Vec::new(),
    };
    let envelope = Envelope {
        format: ENVELOPE_FORMAT,
        id: EventId(Uuid::from_u128(position.into())),
        event_type: draft.fact.event_type().to_owned(),
        version: draft.fact.version(),
        tags: draft.tags,
        data: draft.fact.data_bytes(),
        sealed: subject.map(sealed).into_iter().collect(),
        meta: meta(moment(position)),
    };
    let recorded = Recorded { position: Position(position), chain: Chain::START, size: 0, envelope };
    OpenedEvent { recorded: Arc::new(recorded), fact: draft.fact }
}

fn meta(recorded: Instant) -> Meta {
    Meta {
        recorded,
        valid_from: None,
        actor: Actor::Registry,
        right: None,
        organisations: vec![],
        channel: Channel::Reactor,
        client: None,
        command: CommandId(Uuid::from_u128(1)),
        request: RequestId(Uuid::from_u128(2)),
        cause: None,
        reason: None,
        compensates: None,
        asked: None,
        rules: None,
        register: None,
    }
}

/// The key of a subject: each has one.
pub fn key_of(subject: Subject) -> KeyId {
    KeyId(match subject {
        Subject::Person(oid) => Uuid::from_u128(oid.number().into()),
        Subject::Import(import) => import.0,
        Subject::Case(case) => case.0,
    })
}

pub fn oid(number: u64) -> PersonOid {
    PersonOid::issue(1_000_000_000 + number)
}

pub fn organisation(number: u64) -> OrganisationOid {
    format!("1.2.246.562.10.{number:011}").parse().unwrap()
}

pub fn import_id() -> ImportId {
    ImportId(Uuid::from_u128(77))
}

pub fn case() -> CaseId {
    CaseId(Uuid::from_u128(88))
}

/// A hetu of somebody born on [`BORN`].
pub fn hetu(individual: u16) -> Hetu {
    hetu_of(BORN, individual)
}

pub fn hetu_of(born: NaiveDate, individual: u16) -> Hetu {
    let separator = if born.year() < 1900 {
        '+'
    } else if born.year() < 2000 {
        '-'
    } else {
        'A'
    };
    Hetu::compose(born, separator, individual).unwrap()
}

/// The handle of an identifier: in tests its text, so that it can be told whose it is.
pub fn handle(identifier: &str) -> Handle {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(identifier.bytes()).for_each(|(to, from)| *to = from);
    Handle(bytes)
}

pub fn names(first_names: &str, call_name: &str, surname: &str) -> Names {
    let [first_names, call_name, surname] = [first_names, call_name, surname].map(str::to_owned);
    Names { first_names, call_name, surname }
}

/// The names of the person whom most tests are about.
pub fn own_names() -> Names {
    names("Tuulia Vieno", "Vieno", "Kettukangas")
}

/// Nobody with these names could be taken for the person above.
pub fn other_names() -> Names {
    names("Osmo Kalervo", "Osmo", "Jylhäranta")
}

/// The person whom most tests are about, as an import brought them.
pub fn details() -> PersonDetails {
    PersonDetails {
        names: own_names(),
        hetu: Some(hetu(946)),
        birth_date: Some(Day(BORN)),
        sex: Some("2".to_owned()),
        language: Some("fi".to_owned()),
        nationalities: vec!["246".to_owned()],
        ..PersonDetails::default()
    }
}

/// The same without a hetu.
pub fn without_hetu() -> PersonDetails {
    PersonDetails { hetu: None, ..details() }
}

/// Somebody enters, with handles for all their identifiers and organisation 1.
pub fn registered(oid: PersonOid, details: PersonDetails) -> Draft {
    let about = Provenance::unlinked(oid, None);
    let data =
        PersonRegistered { about, origin: Origin::ImportRow, import: None, organisations: vec![organisation(1)] };
    let tags: Vec<Tag> = std::iter::empty()
        .chain(details.hetu.iter().map(|hetu| Tag::Hetu(handle(hetu.as_str()))))
        .chain(details.passports.iter().map(|passport| Tag::Passport(handle(passport))))
        .chain(details.emails.iter().map(|email| Tag::Email(handle(email))))
        .collect();
    Draft::about(oid, With::new(data, details)).tagged(tags)
}

/// What the register holds of them.
pub fn record() -> RegisterRecord {
    RegisterRecord {
        hetu: hetu(946),
        former_hetus: Vec::new(),
        names: names("Tuulia Vieno", "", "Kettukangas"),
        former_surnames: Vec::new(),
        birth_date: Some(Day(BORN)),
        sex: Some("2".to_owned()),
        language: Some("fi".to_owned()),
        nationalities: vec!["246".to_owned()],
        municipality: Some("837".to_owned()),
        protected: false,
        died: None,
        contacts: Vec::new(),
    }
}

pub fn identified(oid: PersonOid, record: RegisterRecord) -> Draft {
    let (former, way) = (former_handles(&record), IdentificationWay::Automatic);
    let claims: Vec<Tag> = former.iter().copied().map(Tag::Hetu).collect();
    let data = IdentifiedFromRegister { about: Provenance::unlinked(oid, None), way, former, verified_with: None };
    Draft::about(oid, With::new(data, record)).tagged(claims)
}

pub fn refreshed(oid: PersonOid, record: RegisterRecord) -> Draft {
    let former = former_handles(&record);
    let claims: Vec<Tag> = former.iter().copied().map(Tag::Hetu).collect();
    Draft::about(oid, With::new(RegisterDataRefreshed { about: Provenance::unlinked(oid, None), former }, record))
        .tagged(claims)
}

fn former_handles(record: &RegisterRecord) -> Vec<Handle> {
    record.former_hetus.iter().map(|hetu| handle(hetu.as_str())).collect()
}

/// The hetus of a record, held by these.
pub fn hetus_of(record: &RegisterRecord, holders: &[PersonOid]) -> RecordHetus {
    let current = handle(record.hetu.as_str());
    RecordHetus { current, former: former_handles(record), holders: holders.to_vec() }
}

pub fn hetu_assigned(oid: PersonOid, assigned: Hetu) -> Draft {
    let claim = handle(assigned.as_str());
    let data = HetuAssigned { about: Provenance::unlinked(oid, None), assigned: claim };
    Draft::about(oid, With::new(data, AssignedHetu { assigned })).tagged([Tag::Hetu(claim)])
}

pub fn left(oid: PersonOid, organisations: Vec<OrganisationOid>) -> Draft {
    let data = OrganisationLeft { about: Provenance::unlinked(oid, None), organisations };
    Draft::plain(With::new(data, Default::default()), vec![Tag::Person(oid)])
}

/// A row of import 2 was judged again.
pub fn row_withheld(oid: PersonOid, row: u32) -> Draft {
    let (about, conflicts) = (Provenance::unlinked(oid, None), vec![ConflictKind::DifferentName]);
    let data = ImportRowWithheld { about, import: Position(2), row, conflicts };
    Draft::plain(With::new(data, Default::default()), vec![Tag::Person(oid), Tag::Import(import_id())])
}

pub fn identified_by_official(oid: PersonOid, words: Option<&str>) -> Draft {
    let about = Provenance::unlinked(oid, None);
    let data = IdentifiedByOfficial { about, no_finnish_hetu: true, similar_seen: Some(0) };
    Draft::about(oid, With::new(data, OfficialStatement { words: words.map(str::to_owned) }))
}

/// An attempt failed; with a record, it is kept under a comparison's key.
pub fn failed(oid: PersonOid, cause: FailureCause, attempt: u32, record: Option<RegisterRecord>) -> Draft {
    let case = record.as_ref().map(|_| case());
    let about = Provenance::unlinked(oid, None);
    let next_try = (cause == FailureCause::NotInRegister).then(|| moment(24));
    let data = IdentificationFailed { about, cause, hint: None, attempt, next_try, case, other_holder: None };
    let draft = Draft::about(oid, With::new(data, ComparedRecord { record }));
    match case {
        Some(case) => draft.sealed_for(Subject::Case(case)).tagged([Tag::Case(case)]),
        None => draft,
    }
}

pub fn hetu_replaced(oid: PersonOid, former: Hetu, assigned: Hetu, fate: HetuFate) -> Draft {
    let [former_handle, assigned_handle] = [former, assigned].map(|hetu| handle(hetu.as_str()));
    let about = Provenance::unlinked(oid, None);
    let data = HetuReplaced { about, assigned: assigned_handle, former: former_handle, fate };
    Draft::about(oid, With::new(data, ReplacedHetu { assigned, former, words: None }))
        .tagged([Tag::Hetu(assigned_handle), Tag::Hetu(former_handle)])
}

/// A hetu leaves a person.
pub fn hetu_removed(oid: PersonOid, removed: Hetu, fate: HetuFate) -> Draft {
    let handle = handle(removed.as_str());
    let data = HetuRemoved { about: Provenance::unlinked(oid, None), removed: handle, fate };
    Draft::about(oid, With::new(data, RemovedHetu { removed, words: None })).tagged([Tag::Hetu(handle)])
}

/// A person joins another one.
pub fn linked(member: PersonOid, to: PersonOid) -> Draft {
    let (about, link) = (Provenance::unlinked(member, None), LinkId(Uuid::from_u128(99)));
    let data = PersonLinked { about, to, link, reason: LinkReason::SamePerson };
    let personal = LinkStatement { words: Some("words".to_owned()) };
    Draft::about(member, With::new(data, personal)).tagged([Tag::Person(to), Tag::Link(link)])
}

/// They are two persons, by what these events left of them.
pub fn marked_apart(one: PersonOid, other: PersonOid, evidence: [u64; 2]) -> Draft {
    let [evidence, other_evidence] = evidence.map(Position);
    let about = Provenance::unlinked(one, None);
    let data = MarkedNotDuplicate { about, other, evidence, other_evidence, points: 61 };
    let personal = DistinctionStatement { words: Some("words".to_owned()) };
    Draft::about(one, With::new(data, personal)).tagged([Tag::Person(other)])
}

/// Events that no longer count; the tags of whom and what they are about are to be added.
pub fn reversed(oid: PersonOid, events: &[u64]) -> Draft {
    let events = events.iter().copied().map(Position).collect();
    let data = Reversed { about: Provenance::unlinked(oid, None), events };
    Draft::about(oid, With::new(data, ReversalStatement { words: Some("words".to_owned()) }))
}

/// The same answer of the register, asked by this hetu.
pub fn asked_by(draft: Draft, hetu: Hetu) -> Draft {
    let by = Some(FoundBy::Hetu(handle(hetu.as_str())));
    let mut fact = draft.fact;
    match &mut fact {
        Fact::IdentifiedFromRegister(with) => with.data.about.by = by,
        Fact::RegisterDataRefreshed(with) => with.data.about.by = by,
        Fact::IdentificationFailed(with) => with.data.about.by = by,
        _ => panic!("no answer of the register"),
    }
    Draft { fact, ..draft }
}

/// The order to erase the person whom most tests are about, with the hetus they have in them.
pub fn erasure_ordered(oid: PersonOid) -> Draft {
    erasure_of(&[registered(oid, details()), hetu_replaced(oid, hetu(946), hetu(947), HetuFate::Superseded)])
}

/// The order to erase everybody in a history, addressed to the first of them: every person and every identifier is among
/// its tags.
pub fn erasure_of(drafts: &[Draft]) -> Draft {
    let (mut tags, mut persons, mut handles) = (Vec::new(), Vec::new(), Vec::new());
    for tag in drafts.iter().flat_map(|draft| &draft.tags) {
        match tag {
            _ if tags.contains(tag) => continue,
            Tag::Person(oid) => persons.push(*oid),
            Tag::Hetu(handle)
            | Tag::Passport(handle)
            | Tag::Email(handle)
            | Tag::Eidas(handle)
            | Tag::Account(handle) => handles.push(*handle),
            Tag::Import(_) | Tag::Case(_) | Tag::Link(_) | Tag::Consumer(_) => continue,
        }
        tags.push(*tag);
    }
    let about = Provenance::unlinked(persons[0], None);
    let keys = persons.iter().map(|oid| key_of(Subject::Person(*oid))).collect();
    let data = ErasureOrdered { about, persons, keys, handles };
    Draft::plain(With::new(data, Default::default()), tags)
}

/// A row with the person's names and nothing else.
pub fn row() -> SentRow {
    SentRow { tunniste: Some("row-1".to_owned()), names: own_names(), ..SentRow::default() }
}

/// The facts of drafts.
pub fn facts(drafts: &[Draft]) -> Vec<&Fact> {
    drafts.iter().map(|draft| &draft.fact).collect()
}

/// Names of the types that were decided.
pub fn types(drafts: &[Draft]) -> Vec<&'static str> {
    drafts.iter().map(|draft| draft.fact.event_type()).collect()
}

/// Who holds each identifier of a row, each a person who is linked to nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Holders<'a> {
    pub oid: Option<&'a Person>,
    pub hetu: Option<&'a Person>,
    pub passport: Option<&'a Person>,
    pub email: Option<&'a Person>,
}

/// The decision about a row, for people without links.
pub fn match_row(
    of: &RowOf<'_>,
    sent: &SentRow,
    handles: &Handles,
    holders: &Holders<'_>,
    new: PersonOid,
    register: RegisterSays<'_>,
) -> Result<Vec<Draft>, AskRegister> {
    let alone = |person: Option<&Person>| person.cloned().map(Group::alone);
    let [oid, hetu, passport, email] = [holders.oid, holders.hetu, holders.passport, holders.email].map(alone);
    let [oid, hetu, passport, email] = [&oid, &hetu, &passport, &email].map(Option::as_ref);
    rows::match_row(of, sent, handles, &rows::Holders { oid, hetu, passport, email }, new, register)
}

/// The decision about an answer of the register, for a person without links.
pub fn identify(person: &Person, finding: &Finding, asked: &RegisterQuestion<'_>) -> Vec<Draft> {
    domain::identify::identify(&Group::alone(person.clone()), finding, asked)
}
