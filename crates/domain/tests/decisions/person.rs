//! What a person's events say of them.

use domain::person::{IdentifiedBy, Readable, holder, is_dead};
use domain::{Draft, Person};
use events::catalogue::{OrganisationJoined, Provenance};
use events::codes::{FailureCause, HetuFate};
use events::date;
use events::person::{ContactDetail, ContactField, ContactGroup, ContactOrigin, PersonDetails, RegisterRecord};
use events::{Day, Handle, OpenedEvent, OrganisationOid, PersonOid, Position, Subject, Tag, With};

use crate::given::*;

/// The person, registered at position 1, after these.
fn after(drafts: impl IntoIterator<Item = Draft>) -> Person {
    person([registered(oid(1), details())].into_iter().chain(drafts))
}

pub fn joined(organisations: Vec<OrganisationOid>) -> Draft {
    let data = OrganisationJoined { about: Provenance::unlinked(oid(1), None), organisations };
    Draft::plain(With::new(data, Default::default()), vec![Tag::Person(oid(1))])
}

pub fn contact(origin: ContactOrigin, value: &str) -> ContactGroup {
    let details = vec![ContactDetail { field: ContactField::Email, value: value.to_owned() }];
    ContactGroup { kind: 8, origin, details, origin_code: None }
}

#[test]
fn a_registration_is_taken_as_it_is() {
    let person = after([]);
    assert_eq!((person.oid, person.key), (oid(1), Some(key_of(Subject::Person(oid(1))))));
    assert!(person.readable == Readable::Yes && person.names == own_names());
    assert!(person.hetu.is_some_and(|known| known.hetu == hetu(946)));
    assert_eq!(person.hetu.map(|known| known.handle), Some(handle(hetu(946).as_str())));
    assert_eq!((person.registered_at, person.modified_at), (moment(1), moment(1)));
    assert_eq!((person.position, person.hetu_since), (Position(1), Position(1)));
    assert!(!person.is_identified() && person.oppijanumero().is_none());
    assert_eq!(person.organisations.into_iter().collect::<Vec<_>>(), [organisation(1)]);
}

#[test]
fn nothing_before_a_registration_makes_a_person() {
    assert!(Person::fold(&history([])).is_none());
    assert!(Person::fold(&history([identified(oid(1), record()), erasure_ordered(oid(1))])).is_none());
}

#[test]
fn the_hetu_tells_the_birth_date_and_else_the_sender() {
    let sent = Some(Day(date(1998, 3, 15)));
    let with = person([registered(oid(1), PersonDetails { birth_date: sent, ..details() })]);
    assert_eq!((with.birth_date, with.sent_birth_date), (Some(Day(BORN)), sent));
    let without = person([registered(oid(1), PersonDetails { birth_date: sent, ..without_hetu() })]);
    assert_eq!((without.birth_date, without.sent_birth_date), (sent, sent));
}

#[test]
fn every_handle_ever_claimed_is_remembered() {
    let (passports, emails) = (vec!["P1".to_owned()], vec!["e@example.org".to_owned()]);
    let registered = registered(oid(1), PersonDetails { passports, emails, ..details() });
    let replaced = hetu_replaced(oid(1), hetu(946), hetu(947), HetuFate::Withdrawn);
    let texts = [hetu(946).as_str().to_owned(), "P1".into(), "e@example.org".into(), hetu(947).as_str().to_owned()];
    let expected: Vec<Handle> = texts.iter().map(|text| handle(text)).collect();
    assert_eq!(person([registered, replaced]).handles(), expected);
}

#[test]
fn organisations_add_up() {
    let person = after([joined(vec![organisation(2)]), joined(vec![organisation(1), organisation(3)])]);
    let organisations: Vec<OrganisationOid> = person.organisations.into_iter().collect();
    assert_eq!(organisations, [organisation(1), organisation(2), organisation(3)]);
}

#[test]
fn a_superseded_hetu_stays_the_persons_and_a_withdrawn_one_does_not() {
    for (fate, stays) in [(HetuFate::Superseded, true), (HetuFate::Withdrawn, false)] {
        let person = after([hetu_replaced(oid(1), hetu(946), hetu(947), fate)]);
        assert!(person.has_hetu(&hetu(947)) && person.hetu.is_some_and(|known| known.hetu == hetu(947)));
        assert_eq!(person.has_hetu(&hetu(946)), stays, "{fate}");
        assert_eq!(person.hetu_since, Position(2));
    }
}

#[test]
fn the_birth_date_follows_the_hetu_until_the_register_gives_one() {
    let other = hetu_of(date(1999, 4, 15), 947);
    let replaced = || hetu_replaced(oid(1), hetu(946), other, HetuFate::Superseded);
    let born = |drafts: Vec<Draft>| after(drafts).birth_date;
    assert_eq!(born(vec![replaced()]), Some(Day(other.birth_date())));
    let silent = RegisterRecord { hetu: other, birth_date: None, ..record() };
    assert_eq!(born(vec![replaced(), identified(oid(1), silent)]), Some(Day(other.birth_date())));
    let given = RegisterRecord { birth_date: Some(Day(date(1998, 3, 16))), ..record() };
    assert_eq!(born(vec![identified(oid(1), given), replaced()]), Some(Day(date(1998, 3, 16))));
}

#[test]
fn the_registers_record_replaces_what_it_supplies() {
    let full = RegisterRecord {
        names: names("Tuulia Vieno", "Tuulia", "Peuraniitty"),
        former_surnames: vec!["Kettukangas".to_owned()],
        birth_date: Some(Day(date(1998, 3, 15))),
        sex: Some("1".to_owned()),
        language: Some("sv".to_owned()),
        nationalities: vec!["752".to_owned()],
        protected: true,
        died: Some(Day(date(2026, 11, 1))),
        ..record()
    };
    let person = after([identified(oid(1), full.clone())]);
    assert!(person.names == full.names && person.former_surnames == full.former_surnames);
    assert!(person.birth_date == full.birth_date && person.sex == full.sex && person.language == full.language);
    assert!(person.nationalities == full.nationalities && person.municipality == full.municipality);
    assert!(person.protected && person.died == full.died);
    assert_eq!(person.oppijanumero(), Some(oid(1)));
    assert_eq!(person.sent_birth_date, Some(Day(BORN)), "what was sent stays as it was sent");
}

#[test]
fn what_the_register_does_not_know_stays() {
    let silent = RegisterRecord {
        birth_date: None,
        sex: None,
        language: None,
        nationalities: vec![],
        municipality: None,
        ..record()
    };
    let person = after([identified(oid(1), record()), identified(oid(1), silent)]);
    assert_eq!((person.sex.as_deref(), person.language.as_deref()), (Some("2"), Some("fi")));
    assert!(person.nationalities == ["246"] && person.birth_date == Some(Day(BORN)));
    assert_eq!(person.municipality, None, "no home municipality is an answer too");
}

#[test]
fn the_registers_contacts_replace_the_registers_alone() {
    let own = vec![contact(ContactOrigin::Other, "own"), contact(ContactOrigin::Register, "stale")];
    let given = |contacts| RegisterRecord { contacts, ..record() };
    let first = given(vec![contact(ContactOrigin::Register, "first")]);
    let second = given(vec![contact(ContactOrigin::Register, "second")]);
    let registered = registered(oid(1), PersonDetails { contacts: own, ..details() });
    let person = person([registered, identified(oid(1), first), identified(oid(1), second)]);
    let values: Vec<&str> = person.contacts.iter().map(|group| group.details[0].value.as_str()).collect();
    assert_eq!(values, ["own", "second"]);
}

#[test]
fn the_call_name_is_the_registers_else_the_persons_where_it_fits_else_all_first_names() {
    let call_name = |own: &str, first_names: &str, registers: &str| {
        let details = PersonDetails { names: names("Tuulia Vieno", own, "Kettukangas"), ..details() };
        let record = RegisterRecord { names: names(first_names, registers, "Kettukangas"), ..record() };
        person([registered(oid(1), details), identified(oid(1), record)]).names.call_name
    };
    assert_eq!(call_name("Vieno", "Tuulia Vieno", "Tuulia"), "Tuulia");
    assert_eq!(call_name("Vieno", "Tuulia Vieno", ""), "Vieno");
    assert_eq!(call_name("Vieno", "Tuulia Vieno-Maria", ""), "Vieno");
    assert_eq!(call_name("Vienokainen", "Tuulia Vieno", ""), "Tuulia Vieno");
    assert_eq!(call_name("", "Tuulia Vieno", ""), "Tuulia Vieno");
}

#[test]
fn a_failure_stands_until_an_identification_or_another_hetu() {
    let failure = || failed(oid(1), FailureCause::NamesNearlySame, 2, Some(record()));
    let listed = after([failure()]);
    let found = listed.failure.unwrap();
    assert_eq!((found.cause, found.attempt, found.case), (FailureCause::NamesNearlySame, 2, Some(case())));
    assert_eq!((found.at, found.next_try, found.hint), (moment(2), None, None));
    assert_eq!(listed.cases, [(case(), key_of(Subject::Case(case())))]);
    assert!(listed.names == own_names(), "the compared record is nobody's yet");
    let resolved = after([failure(), identified(oid(1), record())]);
    let replaced = after([failure(), hetu_replaced(oid(1), hetu(946), hetu(947), HetuFate::Withdrawn)]);
    for person in [resolved, replaced] {
        assert_eq!(person.failure, None);
        assert_eq!(person.cases.len(), 1, "an erasure must find its key");
    }
    assert!(after([failure(), identified_by_official(oid(1), None)]).failure.is_some());
}

#[test]
fn who_waits_for_the_register_and_since_when() {
    let waits = |drafts: Vec<Draft>| after(drafts).awaits_register();
    assert_eq!(waits(vec![]), Some(Position(1)));
    assert_eq!(waits(vec![joined(vec![organisation(2)])]), Some(Position(1)));
    assert_eq!(waits(vec![failed(oid(1), FailureCause::NotInRegister, 1, None)]), Some(Position(1)));
    assert_eq!(waits(vec![failed(oid(1), FailureCause::HetuPassive, 1, None)]), None);
    assert_eq!(waits(vec![identified(oid(1), record())]), None);
    assert_eq!(waits(vec![identified_by_official(oid(1), None)]), Some(Position(1)));
    let replaced = hetu_replaced(oid(1), hetu(946), hetu(947), HetuFate::Withdrawn);
    let given_up = failed(oid(1), FailureCause::HetuPassive, 1, None);
    assert_eq!(waits(vec![given_up, replaced]), Some(Position(3)));
    assert_eq!(waits(vec![erasure_ordered(oid(1))]), None);
    assert_eq!(person([registered(oid(1), without_hetu())]).awaits_register(), None);
}

#[test]
fn both_ways_of_identification_are_kept() {
    let person = after([identified_by_official(oid(1), Some("seen")), identified(oid(1), record())]);
    let ways: Vec<IdentifiedBy> = person.identified.into_iter().collect();
    assert_eq!(ways, [IdentifiedBy::Official, IdentifiedBy::Register]);
}

#[test]
fn the_holder_of_a_handle_follows_claims_and_releases() {
    let [old, new] = [hetu(946), hetu(947)].map(|hetu| handle(hetu.as_str()));
    let registered = || registered(oid(1), details());
    let replaced = |fate| hetu_replaced(oid(1), hetu(946), hetu(947), fate);
    let held = |handle, drafts: Vec<Draft>| holds(handle, &history(drafts));
    assert_eq!(held(old, vec![]), None);
    assert_eq!(held(old, vec![registered()]), Some(oid(1)));
    assert_eq!(held(new, vec![registered(), replaced(HetuFate::Withdrawn)]), Some(oid(1)));
    assert_eq!(held(old, vec![registered(), replaced(HetuFate::Superseded)]), Some(oid(1)), "still theirs");
    assert_eq!(held(old, vec![registered(), replaced(HetuFate::Withdrawn)]), None, "never theirs");
    assert_eq!(held(old, vec![registered(), erasure_ordered(oid(1))]), None);
    let of_other = crate::given::registered(oid(2), details());
    assert_eq!(held(old, vec![registered(), replaced(HetuFate::Withdrawn), of_other]), Some(oid(2)));
}

#[test]
fn an_identifier_of_somebody_erased_is_free_but_its_handle_is_dead() {
    let held = handle(hetu(946).as_str());
    let claims = |drafts: &[Draft]| {
        let tagged = |draft: &&Draft| draft.tags.contains(&Tag::Hetu(held));
        history(drafts.iter().filter(tagged).cloned().collect::<Vec<_>>())
    };
    let life = vec![registered(oid(1), details()), joined(vec![organisation(2)])];
    let replaced = hetu_replaced(oid(1), hetu(946), hetu(947), HetuFate::Withdrawn);
    let erased = [life.clone(), vec![erasure_of(&life)]].concat();
    assert_eq!((holds(held, &history(erased.clone())), is_dead(&claims(&erased))), (None, true));
    assert!(!is_dead(&claims(&life)) && !is_dead(&claims(&[])));
    // A withdrawn hetu keeps its handle for whoever it really belongs to.
    assert!(!is_dead(&claims(&[life, vec![replaced]].concat())));
}

#[test]
fn debug_shows_who_and_when_and_nothing_personal() {
    assert_eq!(format!("{:?}", after([])), format!("Person({} at 1)", oid(1)));
}

/// Who holds a handle after a history.
pub fn holds(handle: Handle, events: &[OpenedEvent]) -> Option<PersonOid> {
    let of = |oid| Person::fold(events.iter().filter(|event| event.recorded.envelope.tags.contains(&Tag::Person(oid))));
    let is_it = |tag: &Tag| matches!(tag, Tag::Hetu(of) | Tag::Passport(of) | Tag::Email(of) if *of == handle);
    let carries = |event: &&OpenedEvent| event.recorded.envelope.tags.iter().any(is_it);
    holder(handle, events.iter().filter(carries), of).map(|person| person.oid)
}
