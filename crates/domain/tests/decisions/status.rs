//! Where a person stands.

use domain::Status;
use domain::status::status;
use events::codes::{FailureCause, HetuFate};

use crate::given::*;

#[test]
fn identified_by_any_means_is_successful() {
    let from_register = person([registered(oid(1), details()), identified(oid(1), record())]);
    assert_eq!(status(&from_register), Status::Successful);
    let by_official = person([registered(oid(1), without_hetu()), identified_by_official(oid(1), None)]);
    assert_eq!(status(&by_official), Status::Successful);
}

#[test]
fn a_hetu_without_an_answer_is_in_progress() {
    assert_eq!(status(&person([registered(oid(1), details())])), Status::InProgress);
    let failure = failed(oid(1), FailureCause::NotInRegister, 1, None);
    let replaced = hetu_replaced(oid(1), hetu(946), hetu(947), HetuFate::Withdrawn);
    let again = person([registered(oid(1), details()), failure, replaced]);
    assert_eq!(status(&again), Status::InProgress, "the new hetu has no answer yet");
}

#[test]
fn without_a_hetu_somebody_must_act() {
    assert_eq!(status(&person([registered(oid(1), without_hetu())])), Status::Failed);
}

#[test]
fn every_failure_is_listed_even_while_it_is_tried_again() {
    for cause in FailureCause::ALL {
        let person = person([registered(oid(1), details()), failed(oid(1), *cause, 1, None)]);
        assert_eq!(status(&person), Status::Failed, "{cause}");
    }
}

#[test]
fn a_failure_after_an_identification_takes_nothing_back() {
    let by_official = identified_by_official(oid(1), None);
    let failure = failed(oid(1), FailureCause::NamesNearlySame, 1, Some(record()));
    assert_eq!(status(&person([registered(oid(1), details()), by_official, failure])), Status::Successful);
}

#[test]
fn an_erased_person_keeps_what_was_reached() {
    let waiting = person([registered(oid(1), details()), erasure_ordered(oid(1))]);
    assert_eq!(status(&waiting), Status::Failed);
    let done = person([registered(oid(1), details()), identified(oid(1), record()), erasure_ordered(oid(1))]);
    assert_eq!(status(&done), Status::Successful);
}

#[test]
fn numbers_come_back() {
    for status in [Status::Successful, Status::InProgress, Status::Failed] {
        assert_eq!(Status::from_number(status.number()), status);
    }
    assert_eq!([Status::Successful, Status::InProgress, Status::Failed].map(Status::number), [0, 1, 2]);
}

/// What a later reader makes of a history whose personal data has been erased in the meantime.
fn read_after_erasure(drafts: Vec<domain::Draft>) -> domain::Person {
    let mut events = history(drafts);
    for event in &mut events {
        if let events::Fact::PersonRegistered(with) = &mut event.fact {
            with.personal = events::Opened::Erased;
        }
    }
    domain::Person::fold(&events).unwrap()
}

#[test]
fn a_past_state_is_the_same_after_the_person_was_erased() {
    let histories = [
        vec![registered(oid(1), details())],
        vec![registered(oid(1), without_hetu())],
        vec![registered(oid(1), details()), failed(oid(1), FailureCause::NotInRegister, 1, None)],
        vec![registered(oid(1), details()), erasure_ordered(oid(1))],
    ];
    for history in histories {
        let (then, now) = (person(history.clone()), read_after_erasure(history));
        assert_eq!((status(&then), domain::cause::cause(&then)), (status(&now), domain::cause::cause(&now)));
    }
}
