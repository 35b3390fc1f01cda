//! The worked examples of what counts that are about several records, or about two who act at once. Those about one record
//! are in `counting`, those about the looks of linked records in `group`.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::link::{HetuOfMember, Refusal as NotLinked, Wanted as Link, link};
use domain::order_erasure::{ToErase, order_erasure};
use domain::reverse::{Conflict, Refusal, Scene, Wanted, plan, reverse};
use domain::status::status;
use domain::{Draft, Group, Person, Status};
use events::catalogue::{CorrectedDetails, PersonDetailsCorrected, Provenance};
use events::codes::{DetailField, HetuFate};
use events::person::RegisterRecord;
use events::recorded::OpenedEvent;
use events::{CommandId, Fact, Hetu, PersonOid, Position, Subject, Tag, With};
use uuid::Uuid;

use crate::given::*;

const A: u64 = 1;
const B: u64 = 2;
const D: u64 = 4;

fn h1() -> Hetu {
    hetu(946)
}

fn of(hetu: Hetu) -> Tag {
    Tag::Hetu(handle(hetu.as_str()))
}

/// Everybody whom a history is about, each with their events; each event was appended by a command of its own.
fn scene(drafts: &[Draft]) -> Scene {
    let mut people: BTreeMap<PersonOid, Vec<OpenedEvent>> = BTreeMap::new();
    for mut event in history(drafts.to_vec()) {
        let mut recorded = (*event.recorded).clone();
        recorded.envelope.meta.command = CommandId(Uuid::from_u128(event.position().0.into()));
        event.recorded = Arc::new(recorded);
        for oid in event.recorded.envelope.tags.iter().filter_map(Tag::person) {
            people.entry(oid).or_default().push(event.clone());
        }
    }
    Scene { people }
}

fn of_person(number: u64, drafts: &[Draft]) -> Person {
    Person::fold(&scene(drafts).people[&oid(number)]).unwrap()
}

fn group(number: u64, drafts: &[Draft]) -> Group {
    Group::of(oid(number), scene(drafts).people.values().filter_map(Person::fold)).unwrap()
}

fn reversing(events: &[u64]) -> Wanted {
    let words = Some("words".to_owned());
    Wanted { events: events.iter().copied().map(Position).collect(), words, ..Wanted::default() }
}

/// The command by which one official joins a record to another.
fn joining(member: u64, head: u64, drafts: &[Draft]) -> Result<Vec<Draft>, NotLinked> {
    let wanted = Link { head: Some(oid(head)), hetu: HetuOfMember::Unsaid, words: None };
    link(Some(&group(member, drafts)), Some(&group(head, drafts)), &wanted, false)
}

#[test]
fn example_8_a_hetu_that_is_somebody_elses_by_now_is_given_back_to_nobody() {
    let life = vec![
        registered(oid(A), details()),
        hetu_removed(oid(A), h1(), HetuFate::Withdrawn),
        registered(oid(D), details()),
    ];
    let scene = scene(&life);
    assert_eq!(reverse(&scene, &reversing(&[2])).unwrap_err(), Refusal::Undecided);
    let conflicts = plan(&scene, &reversing(&[2])).unwrap().conflicts;
    assert_eq!(conflicts, [Conflict::Taken { tag: of(h1()), of: oid(A), holder: oid(D) }]);
    // Or the two are one person: then their one hetu is the one that D has.
    let linked = [life.clone(), joining(A, D, &life).unwrap()].concat();
    assert_eq!(group(A, &linked).shown().hetu.map(|known| known.hetu), Some(h1()));
}

#[test]
fn example_12_an_erasure_takes_everybody_who_is_linked_and_leaves_what_was() {
    let life = vec![
        registered(oid(A), details()),
        asked_by(identified(oid(A), record()), h1()),
        registered(oid(B), without_hetu()),
        linked(oid(B), oid(A)),
    ];
    let before = group(B, &life);
    let to_erase = |person: &Person| {
        let identifiers = person.identifiers().collect();
        ToErase { person: person.clone(), identifiers, other_keys: Vec::new() }
    };
    let records: Vec<ToErase> = before.records().iter().map(to_erase).collect();
    let order = order_erasure(oid(A), &records, "asked for by the learner").unwrap();
    let Fact::ErasureOrdered(with) = &order.fact else { panic!("an order") };
    assert_eq!(with.data.keys, [A, B].map(|number| key_of(Subject::Person(oid(number)))));
    let after = [life.clone(), vec![order]].concat();
    for number in [A, B] {
        let erased = group(number, &after);
        let person = erased.addressed();
        assert_eq!((person.oid, person.erased), (oid(number), true), "the OID answers that it is erased");
    }
    assert!(group(B, &after).is_member() && of_person(A, &after).is_identified(), "links and causes stay");
    assert_eq!(status(group(B, &life).shown()), Status::Successful, "as of the day before they count as they did");
}

#[test]
fn example_13_an_override_is_taken_back_and_what_an_official_wrote_since_stays() {
    let registers = RegisterRecord { names: names("Tuulia Vieno Maria", "Maria", "Kettu"), ..record() };
    let corrected =
        PersonDetailsCorrected { about: Provenance::unlinked(oid(A), None), fields: vec![DetailField::CallName] };
    let call_name = CorrectedDetails { call_name: Some("Tuulia".to_owned()), ..CorrectedDetails::default() };
    let mut life = vec![
        registered(oid(A), details()),
        asked_by(identified(oid(A), registers), h1()),
        Draft::about(oid(A), With::new(corrected, call_name)),
    ];
    assert!(of_person(A, &life).names == names("Tuulia Vieno Maria", "Tuulia", "Kettu"));
    life.extend(reverse(&scene(&life), &reversing(&[2])).unwrap());
    let after = of_person(A, &life);
    assert!(after.names == names("Tuulia Vieno", "Tuulia", "Kettukangas") && !after.is_identified());
}

#[test]
fn example_14_of_two_officials_who_reverse_one_link_the_second_is_told_that_it_is_done() {
    let life = vec![registered(oid(A), details()), registered(oid(B), without_hetu()), linked(oid(B), oid(A))];
    let silent = Wanted { words: Some(" ".to_owned()), ..reversing(&[3]) };
    assert_eq!(reverse(&scene(&life), &silent).unwrap_err(), Refusal::ReasonNeeded);
    let first = reverse(&scene(&life), &reversing(&[3])).unwrap();
    assert_eq!(reverse(&scene(&life), &reversing(&[3])).unwrap(), first, "either may be the first");
    let after = [life, first].concat();
    assert_eq!(reverse(&scene(&after), &reversing(&[3])).unwrap_err(), Refusal::AlreadyReversed);
    assert!(!group(B, &after).is_member());
}

#[test]
fn example_15_of_two_links_that_would_close_a_circle_one_is_made() {
    let life = vec![registered(oid(A), without_hetu()), registered(oid(B), without_hetu())];
    let (one, other) = (joining(B, A, &life).unwrap(), joining(A, B, &life).unwrap());
    for (made, [head, member]) in [(one, [A, B]), (other, [B, A])] {
        let after = [life.clone(), made].concat();
        assert_eq!(joining(head, member, &after).unwrap_err(), NotLinked::Linked);
        assert_eq!(group(member, &after).head().oid, oid(head));
    }
}
