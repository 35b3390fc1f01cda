//! Where a person stands.

use domain::cause::{Cause, cause};
use domain::passivate::passivate;
use domain::status::status;
use domain::{Draft, Status};
use events::codes::{FailureCause, HetuFate, PassivationCause};

use crate::acts::{addressed, passivated, passive_sent, reactivated};
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
fn nobody_has_to_act_for_an_erased_person() {
    let failing = [registered(oid(1), details()), failed(oid(1), FailureCause::NotInRegister, 1, None)];
    let (waiting, before) = (person([registered(oid(1), details())]), person(failing.clone()));
    assert_eq!((status(&waiting), status(&before)), (Status::InProgress, Status::Failed));
    for history in [vec![registered(oid(1), details())], vec![registered(oid(1), without_hetu())], failing.to_vec()] {
        let erased = person(history.into_iter().chain([erasure_ordered(oid(1))]));
        assert_eq!((status(&erased), cause(&erased)), (Status::Successful, None));
    }
    let done = person([registered(oid(1), details()), identified(oid(1), record()), erasure_ordered(oid(1))]);
    assert_eq!(status(&done), Status::Successful);
}

#[test]
fn a_passive_person_counts_as_done_and_is_not_asked_about() {
    let passive = [registered(oid(1), details()), passivated()];
    let person_of = |drafts: &[Draft]| person(drafts.to_vec());
    let after = person_of(&passive);
    assert_eq!((status(&after), after.awaits_register()), (Status::Successful, None));
    let active = person_of(&[passive.to_vec(), vec![reactivated()]].concat());
    assert_eq!(status(&active), Status::InProgress);
}

#[test]
fn a_passive_person_who_is_sent_in_again_fails_until_somebody_has_looked() {
    let then = |more: &[Draft]| {
        let after =
            person([registered(oid(1), details()), passivated(), passive_sent()].into_iter().chain(more.to_vec()));
        (status(&after), cause(&after))
    };
    assert_eq!(then(&[]), (Status::Failed, Some(Cause::Passivated)));
    assert_eq!(then(&[passivated()]), (Status::Successful, None));
    assert_eq!(then(&[reactivated()]), (Status::InProgress, None));
    assert_eq!(then(&[reactivated(), passivated()]), (Status::Successful, None));
    let sent_again = addressed([registered(oid(1), details()), passivated(), passive_sent()]);
    let again = || passivate(Some(&sent_again), PassivationCause::TestPerson, None);
    assert!(again().is_ok(), "they stay passive, says somebody who has looked");
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
