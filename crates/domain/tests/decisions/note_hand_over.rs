//! Noting that a learner was handed over to the keeper.

use domain::note_hand_over::{Refusal, note_hand_over, noted};
use domain::{Draft, Person};

use crate::given::*;

pub fn handed_over() -> Draft {
    let person = Person::fold(&history([registered(oid(1), without_hetu())])).unwrap();
    note_hand_over(Some(&person), None, false).unwrap()
}

fn decide(given: Vec<Draft>, taken_back: bool) -> Result<Draft, Refusal> {
    let events = history(given);
    note_hand_over(Person::fold(&events).as_ref(), noted(&events), taken_back)
}

#[test]
fn a_failing_learner_is_handed_over_once_and_the_note_is_taken_back() {
    let given = vec![registered(oid(1), without_hetu())];
    let note = decide(given.clone(), false).unwrap();
    assert_eq!((types(std::slice::from_ref(&note)), note.subject), (vec!["HandOverNoted"], None));
    let handed = [given.clone(), vec![note]].concat();
    assert_eq!(decide(handed.clone(), false), Err(Refusal::AlreadyNoted));
    let back = decide(handed.clone(), true).unwrap();
    let again = [handed, vec![back]].concat();
    assert_eq!(decide(again.clone(), true), Err(Refusal::AlreadyNoted));
    assert!(decide(again, false).is_ok());
    assert_eq!(decide(given, true), Err(Refusal::AlreadyNoted), "nothing is noted that could be taken back");
}

#[test]
fn there_is_nothing_to_hand_over_of_who_is_identified_or_does_not_exist() {
    let given = vec![registered(oid(1), without_hetu()), identified(oid(1), record())];
    assert_eq!(decide(given, false), Err(Refusal::NothingToHandOver));
    assert_eq!(decide(Vec::new(), false), Err(Refusal::NoPerson));
}
