//! Two records that are alike are of two persons, by what is known of both.

use domain::not_duplicate::{Refusal, mark_not_duplicate, take_back, told_apart};
use domain::{Draft, Group, Person};
use events::codes::HetuFate;
use events::{Fact, Position, Tag};

use crate::given::*;

/// The groups of the first two persons after a history.
fn groups(given: &[Draft]) -> [Option<Group>; 2] {
    let events = history(given.to_vec());
    let of = |number: u64| {
        let tag = Tag::Person(oid(number));
        Person::fold(events.iter().filter(|event| event.recorded.envelope.tags.contains(&tag)))
    };
    [1, 2].map(|number| Group::of(oid(number), (1..=3).filter_map(of)))
}

fn twins() -> Vec<Draft> {
    vec![registered(oid(1), without_hetu()), registered(oid(2), without_hetu())]
}

fn mark(given: &[Draft]) -> Result<Draft, Refusal> {
    let [one, other] = groups(given);
    mark_not_duplicate(one.as_ref(), other.as_ref(), Some("Twins".to_owned()))
}

fn apart(given: &[Draft]) -> Option<Position> {
    let [one, other] = groups(given);
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(told_apart(&one, &other), told_apart(&other, &one), "it is known of both");
    told_apart(&one, &other)
}

fn then(given: &[Draft], more: impl IntoIterator<Item = Draft>) -> Vec<Draft> {
    given.iter().cloned().chain(more).collect()
}

fn marked() -> Vec<Draft> {
    then(&twins(), [mark(&twins()).unwrap()])
}

#[test]
fn the_evidence_by_which_it_was_judged_is_named() {
    let draft = mark(&twins()).unwrap();
    let Fact::MarkedNotDuplicate(with) = &draft.fact else { panic!("another event") };
    assert_eq!((with.data.evidence, with.data.other_evidence), (Position(1), Position(2)));
    assert!(with.data.points > 50, "they are alike: {}", with.data.points);
    assert!(draft.compared, "the version of the rules stands with it");
    assert_eq!(apart(&marked()), Some(Position(3)));
    assert_eq!(mark(&marked()), Err(Refusal::ApartAlready));
}

#[test]
fn new_evidence_opens_the_question_again_and_anything_else_does_not() {
    let stays = [joined_of(2), identified_by_official(oid(1), None), linked(oid(3), oid(4))];
    for more in stays {
        assert!(apart(&then(&marked(), [more.clone()])).is_some(), "{}", more.fact.event_type());
    }
    let opens = [hetu_assigned(oid(2), hetu(947)), identified(oid(1), record()), refreshed(oid(2), record())];
    for more in opens {
        let given = then(&marked(), [more.clone()]);
        assert!(apart(&given).is_none(), "{}", more.fact.event_type());
        assert!(mark(&given).is_ok(), "it may be judged anew");
    }
}

fn joined_of(number: u64) -> Draft {
    let mut draft = crate::person::joined(vec![organisation(2)]);
    draft.tags = vec![Tag::Person(oid(number))];
    if let Fact::OrganisationJoined(with) = &mut draft.fact {
        with.data.about.addressed = oid(number);
    }
    draft
}

#[test]
fn what_stops_counting_is_evidence_no_longer() {
    let given = then(&marked(), [hetu_assigned(oid(2), hetu(947))]);
    assert!(apart(&given).is_none());
    let tag = Tag::Hetu(handle(hetu(947).as_str()));
    let reversal = reversed(oid(2), &[4]).tagged([tag]);
    assert!(apart(&then(&given, [reversal])).is_some(), "all is as it was judged");
    let removal = hetu_removed(oid(2), hetu(947), HetuFate::Withdrawn);
    assert!(apart(&then(&given, [removal])).is_none(), "that somebody withdrew a hetu is new");
}

#[test]
fn a_link_with_a_third_record_is_new_evidence() {
    let given = then(&marked(), [registered(oid(3), without_hetu()), linked(oid(3), oid(1))]);
    assert!(apart(&given).is_none());
}

#[test]
fn it_is_taken_back_by_either_side() {
    let [one, other] = groups(&marked());
    for (one, other) in [(&one, &other), (&other, &one)] {
        let draft = take_back(one.as_ref(), other.as_ref()).unwrap();
        let given = then(&marked(), [draft]);
        assert!(apart(&given).is_none());
        let again = then(&given, [mark(&given).unwrap()]);
        assert_eq!(apart(&again), Some(Position(5)));
    }
    let [one, other] = groups(&twins());
    assert_eq!(take_back(one.as_ref(), other.as_ref()), Err(Refusal::NotApart));
}

#[test]
fn there_is_nothing_to_tell_apart_of_one_person_or_of_nobody() {
    assert_eq!(mark(&then(&twins(), [linked(oid(2), oid(1))])), Err(Refusal::Linked));
    assert_eq!(mark(&twins()[1..]), Err(Refusal::NoPerson));
    assert_eq!(mark(&twins()[..1]), Err(Refusal::NoOther));
    let erased = then(&twins(), [erasure_of(&twins()[1..])]);
    assert_eq!(mark(&erased), Err(Refusal::Unreadable));
}
