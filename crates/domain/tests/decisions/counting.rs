//! What counts: the worked examples of events that stop counting, and properties of any history with reversals.

use domain::person::{ClaimState, IdentifiedBy};
use domain::{Cause, Draft, Person, cause::cause};
use events::codes::{FailureCause, HetuFate};
use events::person::RegisterRecord;
use events::recorded::OpenedEvent;
use events::{Handle, Hetu, PersonOid, Position, Tag};
use proptest::prelude::*;

use crate::given::*;
use crate::person::{holds, joined};

const A: u64 = 1;

fn h1() -> Hetu {
    hetu(946)
}

fn h2() -> Hetu {
    hetu(947)
}

fn of(hetu: Hetu) -> Handle {
    handle(hetu.as_str())
}

/// The register's names differ from those sent by a name used.
fn registers() -> RegisterRecord {
    RegisterRecord { names: names("Tuulia Vieno Maria", "Maria", "Kettukangas"), ..record() }
}

fn registered_with(hetu: Hetu) -> Draft {
    registered(oid(A), events::person::PersonDetails { hetu: Some(hetu), ..details() })
}

fn identified_by(hetu: Hetu) -> Draft {
    asked_by(identified(oid(A), registers()), hetu)
}

fn withdrawn(hetu: Hetu) -> Draft {
    hetu_removed(oid(A), hetu, HetuFate::Withdrawn)
}

/// Anyone who holds a hetu after a history.
fn led_to(hetu: Hetu, drafts: &[Draft]) -> Option<PersonOid> {
    holds(of(hetu), &history(drafts.to_vec()))
}

#[test]
fn example_1_identified_then_withdrawn_then_reversed() {
    let life = [registered_with(h1()), identified_by(h1())];
    let as_identified = person(life.clone());
    assert!(as_identified.is_in_register() && as_identified.names.call_name == "Maria");

    let life = [life.as_slice(), &[withdrawn(h1())]].concat();
    let alone = person(life.clone());
    assert_eq!((alone.hetu.is_some(), alone.is_identified(), alone.holds_hetu()), (false, false, false));
    assert!(alone.names == own_names(), "names as sent");
    assert_eq!(led_to(h1(), &life), None);

    let life = [life.as_slice(), &[reversed(oid(A), &[3]).tagged([Tag::Hetu(of(h1()))])]].concat();
    let again = person(life.clone());
    assert!(same(&again, &as_identified));
    assert_eq!(led_to(h1(), &life), Some(oid(A)));
}

#[test]
fn example_2_a_superseded_claim_stands() {
    let replaced = hetu_replaced(oid(A), h1(), h2(), HetuFate::Superseded);
    let life = [registered_with(h1()), identified_by(h1()), replaced];
    let a = person(life.clone());
    assert!(a.is_in_register() && a.has_hetu(&h1()) && a.hetu.is_some_and(|own| own.hetu == h2()));
    assert_eq!((led_to(h1(), &life), led_to(h2(), &life)), (Some(oid(A)), Some(oid(A))));
}

#[test]
fn example_3_a_failure_ends_with_the_claim_it_rested_on() {
    let failure = asked_by(failed(oid(A), FailureCause::HetuPassive, 1, None), h1());
    let life = [
        registered(oid(A), without_hetu()),
        hetu_assigned(oid(A), h1()),
        failure,
        withdrawn(h1()),
        hetu_assigned(oid(A), h1()),
    ];
    assert!(person(life[..3].to_vec()).failure.is_some());
    assert_eq!(person(life[..4].to_vec()).failure, None);
    let a = person(life);
    assert_eq!((a.failure, a.awaits_register()), (None, Some(Position(5))));
}

#[test]
fn example_7_a_withdrawal_and_a_link_are_reversed_together_or_the_link_alone() {
    let (t, b) = (hetu(999), oid(A));
    let life = [
        registered(oid(2), without_hetu()),
        joined(vec![organisation(3)]),
        registered_with(t),
        withdrawn(t),
        linked(b, oid(2)),
    ];
    let of_b = |drafts: &[Draft]| {
        let events = history(drafts.to_vec());
        let own = events.iter().filter(|event| event.recorded.envelope.tags.contains(&Tag::Person(b)));
        Person::fold(own.filter(|event| event.position() > Position(2))).unwrap()
    };
    let before = of_b(&life[..3]);
    let together = of_b(&life);
    assert!(together.link.is_some_and(|link| link.to == oid(2)) && !together.holds(of(t)));
    let both = [life.as_slice(), &[reversed(b, &[4, 5]).tagged([Tag::Hetu(of(t))])]].concat();
    assert!(same(&of_b(&both), &before));
    let link_alone = [life.as_slice(), &[reversed(b, &[5])]].concat();
    let alone = of_b(&link_alone);
    assert_eq!((alone.link, alone.holds(of(t)), alone.hetu.is_some()), (None, false, false));
}

#[test]
fn example_9_reversing_a_reversal_is_as_if_it_had_never_been() {
    let life = [registered_with(h1()), linked(oid(A), oid(2)), reversed(oid(A), &[2]), reversed(oid(A), &[3])];
    let [linked, apart, again] = [2, 3, 4].map(|length| person(life[..length].to_vec()).link);
    assert_eq!((linked.is_some(), apart, again), (true, None, linked));
}

#[test]
fn example_10_a_hetu_that_is_superseded_without_a_successor_here_leaves_the_identification() {
    let superseded = hetu_removed(oid(A), h1(), HetuFate::Superseded);
    let life = [registered_with(h1()), identified_by(h1()), superseded];
    let a = person(life.clone());
    assert_eq!((a.hetu.is_some(), a.has_hetu(&h1()), a.is_in_register()), (false, true, true));
    assert_eq!(led_to(h1(), &life), Some(oid(A)));
    let back = [life.as_slice(), &[reversed(oid(A), &[3]).tagged([Tag::Hetu(of(h1()))])]].concat();
    assert!(same(&person(back), &person(life[..2].to_vec())));
}

#[test]
fn example_11_a_registration_that_does_not_count_leaves_a_void_person_and_frees_the_hetu() {
    let life = [registered_with(h1()), joined(vec![organisation(2)]), reversed(oid(A), &[1])];
    let void = person(life.clone());
    assert!(void.void && void.oid == oid(A));
    assert_eq!((void.hetu.is_some(), void.is_identified(), void.names == Default::default()), (false, false, true));
    assert_eq!(void.organisations.len(), 2, "they are told so");
    assert_eq!(cause(&void), Some(Cause::Void));
    assert_eq!(void.handles(), [of(h1())], "an erasure must find it");
    let life = [life.as_slice(), &[registered(oid(4), details())]].concat();
    assert_eq!(led_to(h1(), &life), Some(oid(4)));
}

#[test]
fn former_hetus_end_with_the_answer_that_named_them_and_so_does_what_rests_on_them() {
    let (f, g) = (hetu(945), hetu(944));
    let record = |former: Vec<Hetu>| RegisterRecord { former_hetus: former, ..registers() };
    let life = [
        registered_with(h1()),
        asked_by(identified(oid(A), record(vec![f])), h1()),
        asked_by(refreshed(oid(A), record(vec![g])), f),
        withdrawn(h1()),
    ];
    let before = life[..3].to_vec();
    assert_eq!([h1(), f, g].map(|hetu| led_to(hetu, &before)), [Some(oid(A)); 3]);
    let a = person(life.clone());
    assert!([h1(), f, g].iter().all(|hetu| !a.holds(of(*hetu)) && !a.has_hetu(hetu)));
    assert!(a.names == own_names() && a.handles().len() == 3);
}

#[test]
fn an_answer_to_a_hetu_that_the_person_lost_meanwhile_does_not_count() {
    let late = [registered_with(h1()), withdrawn(h1()), identified_by(h1())];
    assert!(!person(late).is_identified());
}

#[test]
fn failures_and_erasures_count_whatever_names_them() {
    let failure = asked_by(failed(oid(A), FailureCause::HetuPassive, 1, None), h1());
    assert!(person([registered_with(h1()), failure, reversed(oid(A), &[2])]).failure.is_some());
    assert!(person([registered_with(h1()), erasure_ordered(oid(A)), reversed(oid(A), &[2])]).erased);
}

#[test]
fn an_event_changes_the_person_it_is_about_and_nobody_else_among_its_tags() {
    let of_other = hetu_assigned(oid(2), h2()).tagged([Tag::Person(oid(A))]);
    let before = person([registered(oid(A), without_hetu())]);
    let after = person([registered(oid(A), without_hetu()), of_other]);
    assert!(after == before);
    let joined_by_other = person([registered(oid(A), without_hetu()), linked(oid(2), oid(A))]);
    assert_eq!((joined_by_other.link, joined_by_other.members.len()), (None, 1));
}

/// The same person but for when they last changed, what has ended, and since when the register is awaited.
fn same(one: &Person, other: &Person) -> bool {
    settled(one) == settled(other)
}

pub fn settled(person: &Person) -> Person {
    let mut person = person.clone();
    person.claims.retain(|claim| claim.state != ClaimState::Ended);
    person.claims.sort_by_key(|claim| claim.handle);
    (person.position, person.hetu_since) = (Position(0), Position(0));
    person.modified_at = person.registered_at;
    person.cases.clear();
    person
}

fn any_change() -> impl Strategy<Value = Draft> {
    let (one, any_hetu) = (oid(A), || (940u16..944).prop_map(hetu));
    let fate = || prop_oneof![Just(HetuFate::Superseded), Just(HetuFate::Withdrawn)];
    let former = |own: Hetu, former: Hetu| RegisterRecord { former_hetus: vec![former], hetu: own, ..registers() };
    prop_oneof![
        (1u64..4).prop_map(|number| joined(vec![organisation(number)])),
        (1u64..4).prop_map(move |number| left(one, vec![organisation(number)])),
        any_hetu().prop_map(move |hetu| hetu_assigned(one, hetu)),
        (any_hetu(), any_hetu(), fate()).prop_map(move |(from, to, fate)| hetu_replaced(one, from, to, fate)),
        (any_hetu(), fate()).prop_map(move |(hetu, fate)| hetu_removed(one, hetu, fate)),
        (any_hetu(), any_hetu()).prop_map(move |(by, f)| asked_by(identified(one, former(by, f)), by)),
        (any_hetu(), any_hetu()).prop_map(move |(by, f)| asked_by(refreshed(one, former(by, f)), by)),
        Just(identified_by_official(one, None)),
        (2u64..5).prop_map(move |to| linked(one, oid(to))),
        (2u64..5).prop_map(move |member| linked(oid(member), one)),
    ]
}

/// A life, and which of its events after the registration are named by a reversal.
fn any_life() -> impl Strategy<Value = (Vec<Draft>, Vec<u64>)> {
    let changes = proptest::collection::vec(any_change(), 1..14);
    (changes, proptest::collection::vec(any::<bool>(), 14)).prop_map(|(changes, named)| {
        let places = (2..).zip(&named).take(changes.len()).filter(|(_, named)| **named).map(|(place, _)| place);
        let places = places.collect();
        ([registered_with(hetu(940))].into_iter().chain(changes).collect(), places)
    })
}

fn without(events: &[OpenedEvent], places: &[u64]) -> Vec<OpenedEvent> {
    events.iter().filter(|event| !places.contains(&event.position().0)).cloned().collect()
}

proptest! {
    #[test]
    fn a_history_with_a_reversal_is_the_history_without_the_events_it_names((life, named) in any_life()) {
        let events = history(life.clone());
        let mut with = life;
        with.push(reversed(oid(A), &named));
        let reversed = Person::fold(&history(with)).unwrap();
        prop_assert!(same(&reversed, &Person::fold(&without(&events, &named)).unwrap()));
    }

    #[test]
    fn a_reversal_that_is_reversed_has_never_been((life, named) in any_life()) {
        let length = life.len() as u64;
        let mut with = life.clone();
        with.extend([reversed(oid(A), &named), reversed(oid(A), &[length + 1])]);
        prop_assert!(same(&person(with), &person(life)));
    }

    #[test]
    fn whoever_follows_sees_what_whoever_folds_all_sees((life, named) in any_life()) {
        let mut with = life;
        with.push(reversed(oid(A), &named));
        with.push(reversed(oid(A), &[with.len() as u64]));
        let events = history(with);
        let mut followed = domain::person::Followed::default();
        for (n, event) in events.iter().enumerate() {
            followed.take(event.clone());
            prop_assert!(followed.person() == Person::fold(&events[..=n]).as_ref());
        }
    }

    #[test]
    fn what_a_person_has_and_what_leads_to_them_agree((life, named) in any_life()) {
        let mut with = life;
        with.push(reversed(oid(A), &named));
        for length in 1..=with.len() {
            let person = person(with[..length].to_vec());
            prop_assert_eq!(person.hetu.map(|own| own.handle), person.present_hetu);
            for known in person.hetu.iter().chain(&person.superseded) {
                prop_assert!(person.holds(known.handle));
            }
            prop_assert!(!person.identified.contains(&IdentifiedBy::Register) || !person.void);
        }
    }
}
