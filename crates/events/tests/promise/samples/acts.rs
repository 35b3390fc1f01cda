//! What officials do to a person.

use events::catalogue::{
    ActivityStatement, CorrectedDetails, FoundBy, IdentificationRequested, IdentifierAttached, IdentifierDetached,
    MovedFromOnr, OfficialStatement, PersonDetailsCorrected, PersonPassivated, PersonReactivated, Provenance,
    ReasonStated, WrittenIdentifier,
};
use events::codes::{DetailField, IdentifierKind, PassivationCause};
use events::person::{ContactDetail, ContactField, ContactGroup, ContactOrigin};
use events::{Fact, Instant, Subject, Tag, With};

use super::people::linked;
use super::{Sample, day, handle, person, text, texts};

pub fn samples() -> Vec<Sample> {
    let by_person = |sample: Sample| sample.sealed_for(Subject::Person(person())).tagged([Tag::Person(person())]);
    let [passport, email] =
        [[Tag::Person(person()), Tag::Passport(handle(4))], [Tag::Person(person()), Tag::Email(handle(6))]];
    vec![
        by_person(corrected()),
        by_person(corrected_minimal()),
        by_person(Sample::full(passivated(PassivationCause::Other, linked(), text("Numero on turha.")))),
        by_person(Sample::minimal(passivated(PassivationCause::UnusedNumber, own(), None))),
        by_person(Sample::full(reactivated(linked(), text("Numero on käytössä.")))),
        by_person(Sample::minimal(reactivated(own(), None))),
        by_person(Sample::full(attached(linked(), IdentifierKind::Passport, 4, "XK4471209"))).tagged(passport),
        by_person(Sample::minimal(attached(own(), IdentifierKind::Email, 6, "a@posti.example"))).tagged(email),
        by_person(Sample::full(detached(linked(), IdentifierKind::Passport, 4, "XK4471209"))).tagged(passport),
        by_person(Sample::minimal(detached(own(), IdentifierKind::Email, 6, "a@posti.example"))).tagged(email),
        Sample::full(requested(linked())).tagged([Tag::Person(person())]),
        Sample::minimal(requested(own())).tagged([Tag::Person(person())]),
        Sample::full(moved(linked(), Some(instant(2_000)), text("1.2.246.562.24.00000000001")))
            .tagged([Tag::Person(person())]),
        Sample::minimal(moved(own(), None, None)).tagged([Tag::Person(person())]),
        by_person(Sample::full(reason(linked(), text("Väestötietojärjestelmä vahvisti puhelimessa.")))),
        by_person(Sample::minimal(reason(own(), None))),
    ]
}

fn own() -> Provenance {
    Provenance::unlinked(person(), Some(FoundBy::Oid))
}

fn reason(about: Provenance, words: Option<String>) -> Fact {
    With::new(ReasonStated { about }, OfficialStatement { words }).into()
}

fn corrected() -> Sample {
    let data = PersonDetailsCorrected { about: linked(), fields: DetailField::ALL.to_vec() };
    let details = CorrectedDetails {
        first_names: text("Tuulia Vieno-Maria"),
        call_name: text("Vieno"),
        surname: text("Kettukangas"),
        birth_date: Some(day(1998, 3, 14)),
        sex: text("2"),
        language: text("se"),
        service_language: text("fi"),
        nationalities: texts(&["246", "578"]),
        contacts: vec![ContactGroup {
            origin_code: None,
            kind: 1,
            origin: ContactOrigin::Official,
            details: vec![ContactDetail { field: ContactField::City, value: "Lumijoki".to_owned() }],
        }],
        words: text("Oppija toi passinsa."),
        municipality: text("426"),
        died: Some(day(2026, 2, 28)),
    };
    Sample::full(With::new(data, details))
}

fn corrected_minimal() -> Sample {
    let data = PersonDetailsCorrected { about: own(), fields: vec![DetailField::ServiceLanguage] };
    Sample::minimal(With::new(data, CorrectedDetails::default()))
}

fn passivated(cause: PassivationCause, about: Provenance, words: Option<String>) -> Fact {
    With::new(PersonPassivated { about, cause }, ActivityStatement { words }).into()
}

fn reactivated(about: Provenance, words: Option<String>) -> Fact {
    With::new(PersonReactivated { about }, ActivityStatement { words }).into()
}

fn attached(about: Provenance, kind: IdentifierKind, number: u8, written: &str) -> Fact {
    let (attached, text) = (handle(number), written.to_owned());
    With::new(IdentifierAttached { about, kind, attached }, WrittenIdentifier { text }).into()
}

fn detached(about: Provenance, kind: IdentifierKind, number: u8, written: &str) -> Fact {
    let (detached, text) = (handle(number), written.to_owned());
    With::new(IdentifierDetached { about, kind, detached }, WrittenIdentifier { text }).into()
}

fn moved(about: Provenance, synced: Option<Instant>, handled_by: Option<String>) -> Fact {
    let [registered, modified] = [0, 1_000].map(instant);
    With::new(MovedFromOnr { about, registered, modified, synced, handled_by }, Default::default()).into()
}

/// So many seconds after noon in Finland on 14 August 2019.
fn instant(seconds: i64) -> Instant {
    Instant::from_millis(1_565_773_200_000).plus_seconds(seconds)
}

fn requested(about: Provenance) -> Fact {
    With::new(IdentificationRequested { about }, Default::default()).into()
}
