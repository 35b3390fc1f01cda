//! Identification.

use events::catalogue::{
    ComparedRecord, IdentificationFailed, IdentifiedByOfficial, IdentifiedFromRegister, OfficialStatement, Provenance,
    RegisterDataRefreshed,
};
use events::codes::{FailureCause, Hint, IdentificationWay, VerifiedWith};
use events::person::{ContactDetail, ContactField, ContactGroup, ContactOrigin, Names, RegisterRecord};
use events::{Instant, Subject, Tag, With};

use super::people::linked;
use super::{Sample, case, day, handle, head, hetu, person, text, texts};

pub fn samples() -> Vec<Sample> {
    let by_person = |sample: Sample| sample.sealed_for(Subject::Person(person())).tagged([Tag::Person(person())]);
    let by_case =
        |sample: Sample| sample.sealed_for(Subject::Case(case())).tagged([Tag::Person(person()), Tag::Case(case())]);
    vec![
        by_person(identified()).tagged(former_claims()),
        by_person(identified_minimal()),
        by_person(refreshed()).tagged(former_claims()),
        by_person(refreshed_minimal()),
        by_case(failed()),
        by_person(failed_minimal()),
        by_person(by_official()),
        by_person(by_official_minimal()),
    ]
}

fn record() -> RegisterRecord {
    RegisterRecord {
        hetu: hetu(1998, 'X', 948),
        former_hetus: vec![hetu(1998, 'Y', 947), hetu(1998, 'W', 946)],
        names: Names {
            first_names: "Tuulia Vieno-Maria".to_owned(),
            call_name: "Maria".to_owned(),
            surname: "Kettukangas".to_owned(),
        },
        former_surnames: texts(&["Peuraniitty", "Jokihovi"]),
        birth_date: Some(day(1998, 3, 15)),
        sex: text("2"),
        language: text("fi"),
        nationalities: texts(&["246"]),
        municipality: text("837"),
        protected: true,
        died: Some(day(2026, 10, 1)),
        contacts: vec![ContactGroup {
            kind: 5,
            origin: ContactOrigin::Official,
            details: vec![ContactDetail { field: ContactField::StreetAddress, value: "Påhittsgatan 1".to_owned() }],
            origin_code: None,
        }],
    }
}

fn minimal_record() -> RegisterRecord {
    RegisterRecord {
        hetu: hetu(2004, 'A', 951),
        former_hetus: vec![],
        names: Names::default(),
        former_surnames: vec![],
        birth_date: None,
        sex: None,
        language: None,
        nationalities: vec![],
        municipality: None,
        protected: false,
        died: None,
        contacts: vec![],
    }
}

/// Claims of the former hetus of the record.
fn former_claims() -> [Tag; 3] {
    [Tag::Person(person()), Tag::Hetu(handle(7)), Tag::Hetu(handle(8))]
}

fn identified() -> Sample {
    let (way, former) = (IdentificationWay::Override, vec![handle(7), handle(8)]);
    Sample::full(With::new(
        IdentifiedFromRegister { about: linked(), way, former, verified_with: Some(VerifiedWith::Dvv) },
        record(),
    ))
}

fn identified_minimal() -> Sample {
    let (about, way) = (Provenance::unlinked(person(), None), IdentificationWay::Automatic);
    Sample::minimal(With::new(
        IdentifiedFromRegister { about, way, former: vec![], verified_with: None },
        minimal_record(),
    ))
}

fn refreshed() -> Sample {
    let data = RegisterDataRefreshed { about: linked(), former: vec![handle(7), handle(8)] };
    Sample::full(With::new(data, record()))
}

fn refreshed_minimal() -> Sample {
    let data = RegisterDataRefreshed { about: Provenance::unlinked(person(), None), former: vec![] };
    Sample::minimal(With::new(data, minimal_record()))
}

fn failed() -> Sample {
    let data = IdentificationFailed {
        about: linked(),
        cause: FailureCause::HetuChanged,
        hint: Some(Hint::WrongSeparator),
        attempt: 3,
        next_try: Some(Instant::from_millis(1_795_398_745_678)),
        case: Some(case()),
        other_holder: Some(head()),
    };
    Sample::full(With::new(data, ComparedRecord { record: Some(record()) }))
}

fn failed_minimal() -> Sample {
    let data = IdentificationFailed {
        about: Provenance::unlinked(person(), None),
        cause: FailureCause::NotInRegister,
        hint: None,
        attempt: 1,
        next_try: None,
        case: None,
        other_holder: None,
    };
    Sample::minimal(With::new(data, ComparedRecord { record: None }))
}

fn by_official() -> Sample {
    let data = IdentifiedByOfficial { about: linked(), no_finnish_hetu: true, similar_seen: Some(2) };
    Sample::full(With::new(data, OfficialStatement { words: text("Passport seen at the office.") }))
}

fn by_official_minimal() -> Sample {
    let about = Provenance::unlinked(person(), None);
    let data = IdentifiedByOfficial { about, no_finnish_hetu: false, similar_seen: None };
    Sample::minimal(With::new(data, OfficialStatement { words: None }))
}
