//! What a provider asks the keeper for is opened once, and ends when it is decided or has happened.

use domain::request::{Asked, Decision, End, OpenRefusal, Refusal, Request, decide, open, requests};
use domain::{Draft, Group, Person};
use events::catalogue::{ActivityStatement, PersonPassivated, PersonReactivated, Provenance};
use events::codes::{PassivationCause, RequestKind, RequestOutcome};
use events::person::{PersonDetails, RegisterRecord};
use events::{Actor, Fact, OpenedEvent, PersonOid, Position, Subject, Tag, With};

use crate::given::*;

const REASON: &str = "The number was made needlessly";

fn draft_of(draft: Result<Vec<Draft>, OpenRefusal>) -> Draft {
    let mut drafts = draft.unwrap();
    assert_eq!(drafts.len(), 1);
    drafts.remove(0)
}

/// Somebody with a hetu, and somebody without one.
fn two() -> Vec<Draft> {
    vec![registered(oid(1), details()), registered(oid(2), without_hetu())]
}

fn group(events: &[OpenedEvent], oid: PersonOid) -> Option<Group> {
    let of = |oid: PersonOid| {
        let own = events.iter().filter(|e| e.recorded.envelope.tags.contains(&Tag::Person(oid))).cloned();
        Person::fold(&own.collect::<Vec<_>>())
    };
    Group::of(oid, (1..=3).filter_map(|n| of(crate::given::oid(n))))
}

/// Asks about persons, after what was given.
fn ask(given: Vec<Draft>, kind: RequestKind, people: &[u64], other: Option<u64>) -> Result<Vec<Draft>, OpenRefusal> {
    let events = history(given);
    let people: Vec<Option<Group>> = people.iter().map(|n| group(&events, oid(*n))).collect();
    let other = other.and_then(|n| group(&events, oid(n)));
    let earlier = requests(&events);
    let (other, unused_elsewhere) = (other.as_ref(), true);
    open(&Asked { kind, people: &people, other, unused_elsewhere, words: REASON, earlier: &earlier })
}

fn passivated(n: u64) -> Draft {
    let data = PersonPassivated { about: Provenance::unlinked(oid(n), None), cause: PassivationCause::UnusedNumber };
    Draft::about(oid(n), With::new(data, ActivityStatement { words: None }))
}

fn reactivated(n: u64) -> Draft {
    let data = PersonReactivated { about: Provenance::unlinked(oid(n), None) };
    Draft::about(oid(n), With::new(data, ActivityStatement { words: None }))
}

fn by(subject: &str) -> Actor {
    Actor::Person(subject.to_owned())
}

fn decided(parts: &[Request], outcome: RequestOutcome, words: Option<&str>) -> Result<Vec<Draft>, Refusal> {
    decide(parts, Decision { outcome, words, by: &Actor::Registry })
}

/// One of each type.
pub fn opened_and_decided() -> Vec<Draft> {
    let opened = draft_of(ask(two(), RequestKind::Passivate, &[1], None));
    let events = history([two(), vec![opened.clone()]].concat());
    let mut all = decided(&requests(&events), RequestOutcome::Refused, Some("It is in use")).unwrap();
    all.insert(0, opened);
    all
}

#[test]
fn a_request_about_several_persons_is_an_event_for_each_sealed_under_their_key() {
    let drafts = ask(two(), RequestKind::Passivate, &[1, 2], None).unwrap();
    for (n, draft) in (1..).zip(&drafts) {
        assert_eq!((&draft.tags[..], draft.subject), (&[Tag::Person(oid(n))][..], Some(Subject::Person(oid(n)))));
    }
    let events = history([two(), drafts].concat());
    let found = requests(&events);
    assert!(found.iter().all(|request| request.number == Position(3) && request.asked.people == 2));
    assert_eq!(found.iter().map(|request| request.person()).collect::<Vec<_>>(), [oid(1), oid(2)]);
}

#[test]
fn what_cannot_be_asked_is_told_before_anything_is_opened() {
    let passive = [two(), vec![passivated(1)]].concat();
    assert_eq!(ask(two(), RequestKind::Passivate, &[], None).err(), Some(OpenRefusal::Nobody));
    assert_eq!(ask(two(), RequestKind::Passivate, &[3], None).err(), Some(OpenRefusal::NoPerson));
    assert_eq!(ask(two(), RequestKind::Passivate, &[1, 3], None).err(), Some(OpenRefusal::OneUnknown));
    assert_eq!(ask(two(), RequestKind::Check, &[1, 2], None).err(), Some(OpenRefusal::OneAlone));
    assert_eq!(ask(passive, RequestKind::Passivate, &[1], None).err(), Some(OpenRefusal::PassiveAlready));
    assert_eq!(ask(two(), RequestKind::Reactivate, &[1], None).err(), Some(OpenRefusal::ActiveAlready));
    assert_eq!(ask(two(), RequestKind::Refresh, &[1], None).err(), Some(OpenRefusal::NotConfirmed));
    assert_eq!(ask(two(), RequestKind::Merge, &[1], None).err(), Some(OpenRefusal::NoOther));
    assert_eq!(ask(two(), RequestKind::Merge, &[1], Some(2)).err(), Some(OpenRefusal::NotBothConfirmed));
    assert_eq!(ask(two(), RequestKind::Reverse, &[1], None).err(), Some(OpenRefusal::NoLink));
    assert_eq!(ask(two(), RequestKind::Link, &[1], None).err(), Some(OpenRefusal::NoOther));
    assert_eq!(ask(two(), RequestKind::Revoke, &[1], None).err(), Some(OpenRefusal::NotIdentified));
}

#[test]
fn whoever_asks_for_passivation_states_that_the_number_is_not_in_use_elsewhere_and_says_why() {
    let events = history(two());
    let people = [group(&events, oid(1))];
    let asked = |kind, unused_elsewhere, words| {
        open(&Asked { kind, people: &people, other: None, unused_elsewhere, words, earlier: &[] }).err()
    };
    assert_eq!(asked(RequestKind::Passivate, false, REASON), Some(OpenRefusal::UsedElsewhere));
    assert_eq!(asked(RequestKind::Passivate, true, "  "), Some(OpenRefusal::WordsMissing));
    assert_eq!(asked(RequestKind::Check, false, REASON), None);
}

#[test]
fn the_same_is_not_asked_twice_while_it_is_open() {
    let open = draft_of(ask(two(), RequestKind::Passivate, &[1], None));
    let given = [two(), vec![open]].concat();
    let again = |given: Vec<Draft>| ask(given, RequestKind::Passivate, &[2, 1], None).err();
    assert_eq!(again(given.clone()), Some(OpenRefusal::OpenAlready(Position(3))));
    assert!(ask(given.clone(), RequestKind::Check, &[1], None).is_ok(), "something else may be asked");
    let parts = requests(&history(given.clone()));
    let refused = decided(&parts, RequestOutcome::Refused, Some("In use")).unwrap();
    assert_eq!(again([given, refused].concat()), None, "and the same once more when it was decided");
}

#[test]
fn two_who_are_to_be_merged_are_asked_about_once_in_either_direction() {
    let other = || PersonDetails { hetu: Some(hetu(947)), ..details() };
    let confirmed = |n, individual| {
        let record = RegisterRecord { hetu: hetu(individual), ..record() };
        asked_by(identified(oid(n), record), hetu(individual))
    };
    let mut given = vec![registered(oid(1), details()), registered(oid(2), other())];
    given.extend([confirmed(1, 946), confirmed(2, 947)]);
    let open = draft_of(ask(given.clone(), RequestKind::Merge, &[1], Some(2)));
    assert_eq!(open.tags, [Tag::Person(oid(1)), Tag::Person(oid(2))]);
    given.push(open);
    let number = Some(OpenRefusal::OpenAlready(Position(5)));
    assert_eq!(ask(given.clone(), RequestKind::Merge, &[2], Some(1)).err(), number);
    given.push(linked(oid(2), oid(1)));
    assert_eq!(requests(&history(given)).remove(0).end, Some(End::Happened(Position(6))));
}

#[test]
fn the_link_that_is_to_be_reversed_is_found_from_either_end() {
    let given = [two(), vec![linked(oid(2), oid(1))]].concat();
    for asked in [1, 2] {
        let draft = draft_of(ask(given.clone(), RequestKind::Reverse, &[asked], None));
        let Fact::RequestOpened(with) = &draft.fact else { panic!() };
        assert_eq!((with.data.link, with.data.other), (Some(Position(3)), Some(oid(3 - asked))));
        let events =
            history([given.clone(), vec![draft, reversed(oid(2), &[3]).tagged([Tag::Person(oid(1))])]].concat());
        assert_eq!(requests(&events)[0].end, Some(End::Happened(Position(5))));
    }
}

#[test]
fn a_request_ends_when_what_it_asks_for_has_happened_by_another_way() {
    let open = ask(two(), RequestKind::Passivate, &[1, 2], None).unwrap();
    let given = [two(), open, vec![passivated(1)]].concat();
    let found = requests(&history(given.clone()));
    assert_eq!((found[0].end, found[1].end), (Some(End::Happened(Position(5))), None));
    let rest = decided(&found, RequestOutcome::Accepted, None).unwrap();
    assert_eq!(rest.len(), 1, "only what is still open is decided");
    // What happens afterwards opens nothing again.
    let found = requests(&history([given, rest, vec![reactivated(1)]].concat()));
    assert_eq!(found[0].end, Some(End::Happened(Position(5))));
    assert_eq!(found[1].end, Some(End::Decided(RequestOutcome::Accepted, Position(6))));
    assert_eq!(decided(&found, RequestOutcome::Accepted, None), Err(Refusal::Ended));
}

#[test]
fn a_refusal_says_why_and_only_whoever_asked_takes_it_back() {
    let events = history([two(), vec![draft_of(ask(two(), RequestKind::Passivate, &[1], None))]].concat());
    let parts = requests(&events);
    assert_eq!(decided(&parts, RequestOutcome::Refused, None), Err(Refusal::WordsMissing));
    assert_eq!(decided(&[], RequestOutcome::Refused, None), Err(Refusal::NoRequest));
    assert!(decided(&parts, RequestOutcome::Withdrawn, None).is_ok());
    let other = by("somebody");
    let decision = Decision { outcome: RequestOutcome::Withdrawn, words: None, by: &other };
    assert_eq!(decide(&parts, decision), Err(Refusal::NotOwn));
}

#[test]
fn what_was_checked_with_dvv_is_told_in_words() {
    let opened = draft_of(ask(two(), RequestKind::Check, &[1], None));
    let parts = requests(&history([two(), vec![opened]].concat()));
    assert_eq!(decided(&parts, RequestOutcome::Accepted, Some(" ")), Err(Refusal::WordsMissing));
    assert!(decided(&parts, RequestOutcome::Accepted, Some("The hetu is right")).is_ok());
}
