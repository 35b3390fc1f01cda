//! Persons: entering, organisations, hetus.

use events::catalogue::{
    AssignedHetu, FoundBy, HetuAssigned, HetuReplaced, OrganisationJoined, OrganisationLeft, PersonRegistered,
    Provenance, ReplacedHetu,
};
use events::codes::{HetuFate, Origin};
use events::person::{ContactDetail, ContactField, ContactGroup, ContactOrigin, MoreDetails, Names, PersonDetails};
use events::{Position, Subject, Tag, With};

use super::{Sample, day, handle, head, hetu, import, organisation, person, text, texts};

pub fn samples() -> Vec<Sample> {
    let sealed = |sample: Sample| sample.sealed_for(Subject::Person(person()));
    let of_person =
        [registered(), registered_minimal(), assigned(), assigned_minimal(), replaced(), replaced_minimal()];
    let mut all: Vec<Sample> = of_person.into_iter().map(sealed).collect();
    all.extend([joined(), joined_minimal(), left(), left_minimal()]);
    all
}

pub fn linked() -> Provenance {
    Provenance { addressed: person(), by: Some(FoundBy::Hetu(handle(1))), head: head() }
}

fn registered() -> Sample {
    let data = PersonRegistered {
        about: Provenance { by: Some(FoundBy::Email(handle(3))), ..linked() },
        origin: Origin::SingleLearner,
        import: Some(Position(4_711)),
        organisations: vec![organisation("2013112014294919827487"), organisation("00000000001")],
    };
    let details = PersonDetails {
        names: Names {
            first_names: "Tuulia Vieno-Maria".to_owned(),
            call_name: "Vieno".to_owned(),
            surname: "Kettukangas".to_owned(),
        },
        hetu: Some(hetu(1998, 'Y', 947)),
        birth_date: Some(day(1998, 3, 14)),
        sex: text("2"),
        language: text("sv"),
        nationalities: texts(&["246"]),
        passports: texts(&["XP1234567", "XP7654321"]),
        emails: texts(&["learner@example.org"]),
        contacts: vec![every_contact_field(), one_contact(8, ContactOrigin::Other)],
        more: Some(MoreDetails {
            service_language: text("sv"),
            municipality: text("837"),
            protected: true,
            died: Some(day(2026, 10, 1)),
            eidas: texts(&["DE/FI/4711"]),
            accounts: texts(&["google:4711"]),
            no_finnish_hetu: false,
        }),
    };
    let numbers = [Tag::Hetu(handle(1)), Tag::Passport(handle(2)), Tag::Email(handle(3))];
    let handles = numbers.into_iter().chain([Tag::Eidas(handle(4)), Tag::Account(handle(5))]);
    let tags = [Tag::Person(person()), Tag::Import(import())].into_iter().chain(handles);
    Sample::full(With::new(data, details)).tagged(tags)
}

pub fn every_contact_field() -> ContactGroup {
    let fields = [
        (ContactField::Email, "mail@example.org"),
        (ContactField::Phone, "+358 9 0000"),
        (ContactField::MobilePhone, "+358 40 0000"),
        (ContactField::StreetAddress, "Keksittykatu 1 A 2"),
        (ContactField::Municipality, "Kuvitteela"),
        (ContactField::PostalCode, "00001"),
        (ContactField::City, "KUVITTEELA"),
        (ContactField::Country, "246"),
    ];
    let detail = |(field, value): (ContactField, &str)| ContactDetail { field, value: value.to_owned() };
    ContactGroup { kind: 4, origin: ContactOrigin::Register, details: fields.map(detail).to_vec(), origin_code: None }
}

fn one_contact(kind: u8, origin: ContactOrigin) -> ContactGroup {
    let value = "second@example.org".to_owned();
    let details = vec![ContactDetail { field: ContactField::Email, value }];
    ContactGroup { kind, origin, details, origin_code: (origin == ContactOrigin::Other).then_some(8) }
}

fn registered_minimal() -> Sample {
    let data = PersonRegistered {
        about: Provenance::unlinked(person(), None),
        origin: Origin::ImportRow,
        import: None,
        organisations: vec![],
    };
    Sample::minimal(With::new(data, PersonDetails::default())).tagged([Tag::Person(person())])
}

fn joined() -> Sample {
    let organisations = vec![organisation("2013112014294919827487"), organisation("00000000001")];
    let data = OrganisationJoined { about: linked(), organisations };
    Sample::full(With::new(data, Default::default())).tagged([Tag::Person(person())])
}

fn joined_minimal() -> Sample {
    let data = OrganisationJoined {
        about: Provenance::unlinked(person(), None),
        organisations: vec![organisation("00000000001")],
    };
    Sample::minimal(With::new(data, Default::default())).tagged([Tag::Person(person())])
}

fn left() -> Sample {
    let organisations = vec![organisation("00000000001"), organisation("2013112014294919827487")];
    let data = OrganisationLeft { about: linked(), organisations };
    Sample::full(With::new(data, Default::default())).tagged([Tag::Person(person())])
}

fn left_minimal() -> Sample {
    let data = OrganisationLeft {
        about: Provenance::unlinked(person(), None),
        organisations: vec![organisation("00000000001")],
    };
    Sample::minimal(With::new(data, Default::default())).tagged([Tag::Person(person())])
}

fn assigned() -> Sample {
    let about = Provenance { by: Some(FoundBy::Passport(handle(2))), ..linked() };
    let (data, hetu) = (HetuAssigned { about, assigned: handle(4) }, hetu(1998, 'X', 948));
    let tags = [Tag::Person(person()), Tag::Hetu(handle(4))];
    Sample::full(With::new(data, AssignedHetu { assigned: hetu })).tagged(tags)
}

fn assigned_minimal() -> Sample {
    let data = HetuAssigned { about: Provenance::unlinked(person(), None), assigned: handle(6) };
    let tags = [Tag::Person(person()), Tag::Hetu(handle(6))];
    Sample::minimal(With::new(data, AssignedHetu { assigned: hetu(2004, 'A', 949) })).tagged(tags)
}

fn replaced() -> Sample {
    let data = HetuReplaced { about: linked(), assigned: handle(4), former: handle(1), fate: HetuFate::Superseded };
    let hetus = ReplacedHetu {
        assigned: hetu(1998, 'X', 948),
        former: hetu(1998, 'Y', 947),
        words: Some("The number was given to another".to_owned()),
    };
    let tags = [Tag::Person(person()), Tag::Hetu(handle(4)), Tag::Hetu(handle(1))];
    Sample::full(With::new(data, hetus)).tagged(tags)
}

fn replaced_minimal() -> Sample {
    let about = Provenance::unlinked(person(), None);
    let data = HetuReplaced { about, assigned: handle(6), former: handle(5), fate: HetuFate::Withdrawn };
    let hetus = ReplacedHetu { assigned: hetu(2004, 'A', 949), former: hetu(2004, 'B', 950), words: None };
    let tags = [Tag::Person(person()), Tag::Hetu(handle(6)), Tag::Hetu(handle(5))];
    Sample::minimal(With::new(data, hetus)).tagged(tags)
}
