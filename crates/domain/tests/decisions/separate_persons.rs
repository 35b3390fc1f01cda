//! One OID that was issued to two persons, as a log may hold it that was written before the log refused that.

use domain::person::Other;
use domain::separate_persons::{Refusal, later, separate_persons};
use domain::{Draft, Person};
use events::catalogue::{FoundBy, OrganisationJoined, Provenance};
use events::person::PersonDetails;
use events::recorded::OpenedEvent;
use events::{Fact, Position, Tag, With};

use crate::given::*;

/// The later person.
fn other_details() -> PersonDetails {
    PersonDetails { names: other_names(), hetu: Some(hetu(948)), ..details() }
}

/// The first one, and then the other under the same OID, whom organisation 2 has sent in since.
fn shared() -> Vec<Draft> {
    let by = Some(FoundBy::Hetu(handle(hetu(948).as_str())));
    let data = OrganisationJoined { about: Provenance::unlinked(oid(1), by), organisations: vec![organisation(2)] };
    let joined = Draft::plain(With::new(data, Default::default()), vec![Tag::Person(oid(1))]);
    vec![registered(oid(1), details()), registered(oid(1), other_details()), joined]
}

/// The history with the separation behind it, and the person of the OID then.
fn separated(drafts: Vec<Draft>) -> (Vec<Draft>, Person) {
    let events = history(drafts.clone());
    let person = Person::fold(&events);
    let decided = separate_persons(person.as_ref(), &later(person.as_ref().unwrap(), &events), Some("two"), || oid(9));
    let all = [drafts, decided.unwrap()].concat();
    (all.clone(), Person::fold(&of(1, &all)).unwrap())
}

/// The events of a person.
fn of(number: u64, drafts: &[Draft]) -> Vec<OpenedEvent> {
    let own = |event: &OpenedEvent| event.recorded.envelope.tags.contains(&Tag::Person(oid(number)));
    history(drafts.to_vec()).into_iter().filter(own).collect()
}

#[test]
fn the_first_person_keeps_the_oid_and_nothing_of_the_later_one_is_theirs() {
    let first = person(shared());
    assert_eq!(first.others, [Other { registered: Position(2), has_now: None }]);
    assert!(first.names == own_names() && !first.holds(handle(hetu(948).as_str())));
}

#[test]
fn the_later_person_gets_another_oid_with_their_identifiers_and_organisations() {
    let (all, first) = separated(shared());
    assert_eq!(types(&all[3..]), ["PersonRegistered", "Reversed"]);
    assert_eq!(first.others, [Other { registered: Position(2), has_now: Some(oid(9)) }]);
    assert_eq!(first.organisations, [organisation(1)].into(), "organisation 2 has sent the other person");
    let other = Person::fold(&of(9, &all)).unwrap();
    assert!(other.names == other_names() && other.hetu.unwrap().hetu == hetu(948));
    assert_eq!(other.organisations, [organisation(1), organisation(2)].into());
    assert!(other.awaits_register().is_some(), "the register is asked about them");
}

#[test]
fn whoever_holds_their_identifier_meanwhile_is_the_later_person() {
    let events = history(shared());
    let first = Person::fold(&events).unwrap();
    let mut theirs = later(&first, &events);
    theirs[0].holder = Some(Box::new(person([registered(oid(5), other_details())])));
    let decided = separate_persons(Some(&first), &theirs, None, || panic!("nobody needs an OID")).unwrap();
    assert_eq!(types(&decided), ["OrganisationJoined", "Reversed"]);
    let Fact::Reversed(with) = &decided[1].fact else { panic!("a reversal") };
    assert_eq!((with.data.about.addressed, &with.data.events), (oid(5), &vec![Position(2), Position(3)]));
}

#[test]
fn nobody_is_separated_twice_or_from_nobody() {
    let refused = |drafts: Vec<Draft>| {
        let events = history(drafts);
        let person = Person::fold(&events);
        let later = person.as_ref().map_or_else(Vec::new, |person| later(person, &events));
        separate_persons(person.as_ref(), &later, None, || oid(9)).unwrap_err()
    };
    assert_eq!(refused(vec![]), Refusal::NoPerson);
    assert_eq!(refused(vec![registered(oid(1), details())]), Refusal::OnePerson);
    assert_eq!(refused(separated(shared()).0), Refusal::OnePerson);
}

#[test]
fn a_separation_that_is_reversed_leaves_two_persons_with_one_oid() {
    let (mut all, _) = separated(shared());
    all.push(reversed(oid(1), &[4, 5]).tagged([Tag::Person(oid(9))]));
    let first = Person::fold(&of(1, &all)).unwrap();
    assert_eq!(first.others, [Other { registered: Position(2), has_now: None }]);
    assert!(Person::fold(&of(9, &all)).unwrap().void);
}
