//! Events are as small as the registry counts on: three for a new, identified row, times a nation, times for ever.

use chrono::NaiveDate;
use events::catalogue::{
    FoundBy, IdentifiedFromRegister, ImportRowResolved, PersonRegistered, Provenance, ResolvedRow, RowOutcome,
};
use events::codes::{Channel, IdentificationWay, Origin, Right};
use events::date;
use events::person::{ContactDetail, ContactField, ContactGroup, ContactOrigin, Names, PersonDetails, RegisterRecord};
use events::{
    Actor, CommandId, Day, EventId, Fact, Handle, Hetu, ImportId, Instant, KeyId, Meta, OrganisationOid, PersonOid,
    Position, RegisterAnswer, RequestId, Subject, Tag, With,
};
use uuid::Uuid;

use crate::examples::envelope_of;
use crate::samples::Sample;
use crate::schema_reader::elements;

/// What an event may take on average, in bytes.
const LIMIT: usize = 430;
const BORN: NaiveDate = date(1998, 3, 14);

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(0x0198_abcd_ef01_7234_8567_89ab_cdef_0000 + number)
}

fn event(fact: impl Into<Fact>, tags: Vec<Tag>, register: Option<RegisterAnswer>) -> Sample {
    let person = PersonOid::issue(7_654_321_098);
    let meta = Meta {
        recorded: Instant::from_millis(1_795_312_345_678),
        valid_from: None,
        actor: Actor::Service("1.2.246.562.24.20518733467".to_owned()),
        right: Some(Right::Oppijoidentuonti),
        organisations: vec![organisation()],
        channel: Channel::Onr,
        client: Some("student-records".to_owned()),
        command: CommandId(uuid(1)),
        request: RequestId(uuid(2)),
        cause: Some(EventId(uuid(3))),
        reason: None,
        compensates: None,
        asked: None,
        rules: register.is_some().then_some(1),
        register,
    };
    let tags = [Tag::Person(person)].into_iter().chain(tags).collect();
    let subject = Some((Subject::Person(person), KeyId(uuid(4))));
    Sample { name: "", about: "", id: EventId(uuid(5)), fact: fact.into(), subject, tags, meta }
}

fn organisation() -> OrganisationOid {
    "1.2.246.562.10.56753942459".parse().unwrap()
}

fn names(first_names: &str, call_name: &str) -> Names {
    let [first_names, call_name, surname] = [first_names, call_name, "Kettukangas"].map(str::to_owned);
    Names { first_names, call_name, surname }
}

fn registered() -> Sample {
    let about = Provenance::unlinked(PersonOid::issue(7_654_321_098), None);
    let (import, organisations) = (Some(Position(12_345_678)), vec![organisation()]);
    let details = PersonDetails {
        names: names("Tuulia Vieno", "Tuulia"),
        hetu: Hetu::compose(BORN, '-', 946),
        birth_date: Some(Day(BORN)),
        sex: Some("2".to_owned()),
        language: Some("fi".to_owned()),
        nationalities: vec!["246".to_owned()],
        ..PersonDetails::default()
    };
    let data = PersonRegistered { about, origin: Origin::ImportRow, import, organisations };
    event(With::new(data, details), vec![Tag::Hetu(Handle([7; 16]))], None)
}

fn resolved() -> Sample {
    let data = ImportRowResolved {
        import: Position(12_345_678),
        row: 4_321,
        about: Provenance::unlinked(PersonOid::issue(7_654_321_098), None),
        outcome: RowOutcome::Created,
        conflicts: vec![],
        contradicting: vec![],
        withheld: false,
        hetu_offered: false,
    };
    let row = ResolvedRow { tunniste: Some("2026-004321".to_owned()), sent: None };
    event(With::new(data, row), vec![Tag::Import(ImportId(uuid(6)))], None)
}

fn identified() -> Sample {
    let about = Provenance::unlinked(PersonOid::issue(7_654_321_098), Some(FoundBy::Hetu(Handle([7; 16]))));
    let address = [
        (ContactField::StreetAddress, "Keksittykatu 12 A 34"),
        (ContactField::PostalCode, "33100"),
        (ContactField::City, "KUVITTEELA"),
        (ContactField::Country, "FI"),
    ];
    let detail = |(field, value): (ContactField, &str)| ContactDetail { field, value: value.to_owned() };
    let record = RegisterRecord {
        hetu: Hetu::compose(BORN, '-', 946).unwrap(),
        former_hetus: vec![],
        names: names("Tuulia Vieno", "Tuulia"),
        former_surnames: vec![],
        birth_date: Some(Day(BORN)),
        sex: Some("2".to_owned()),
        language: Some("fi".to_owned()),
        nationalities: vec!["246".to_owned()],
        municipality: Some("837".to_owned()),
        protected: false,
        died: None,
        contacts: vec![ContactGroup {
            kind: 4,
            origin: ContactOrigin::Register,
            details: address.map(detail).to_vec(),
            origin_code: None,
        }],
    };
    // The id of the way's message: a UUID in text, as gateways give it.
    let answer = RegisterAnswer { id: uuid(7).to_string(), at: Instant::from_millis(1_795_312_345_120) };
    let data = IdentifiedFromRegister { about, way: IdentificationWay::Automatic, former: vec![], verified_with: None };
    event(With::new(data, record), vec![], Some(answer))
}

#[test]
fn a_new_identified_row_takes_three_small_events() {
    let mut report = String::new();
    let mut total = 0;
    for sample in [registered(), resolved(), identified()] {
        let bytes = envelope_of(&sample).to_bytes();
        total += bytes.len();
        let parts: Vec<usize> = elements(&bytes).iter().map(|part| part.len()).collect();
        let meta: Vec<usize> = elements(elements(&bytes)[7]).iter().map(|part| part.len()).collect();
        let (size, event_type) = (bytes.len(), sample.fact.event_type());
        report += &format!("{event_type}: {size}; elements of the envelope {parts:?}, of its meta {meta:?}\n");
    }
    let average = total / 3;
    assert!(average <= LIMIT, "{average} bytes on average, more than {LIMIT}:\n{report}");
}
