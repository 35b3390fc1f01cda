//! A single learner without a hetu.

use domain::register_learner::{NewLearner, Refusal, register_learner};
use events::catalogue::Provenance;
use events::codes::Origin;
use events::person::PersonDetails;
use events::{Fact, Subject, Tag};

use crate::given::*;

fn learner(identified: bool) -> NewLearner {
    let details = PersonDetails { passports: vec!["P1".to_owned(), "P2".to_owned()], ..without_hetu() };
    NewLearner { details, identified, organisations: vec![organisation(3)] }
}

#[test]
fn a_learner_is_registered_and_found_by_each_passport() {
    let drafts = register_learner(&learner(false), oid(5), &[handle("P1"), handle("P2")], false).unwrap();
    let [Fact::PersonRegistered(registered)] = facts(&drafts)[..] else { panic!("{:?}", types(&drafts)) };
    assert_eq!(registered.data.about, Provenance::unlinked(oid(5), None));
    assert_eq!((registered.data.origin, registered.data.import), (Origin::SingleLearner, None));
    assert_eq!(registered.data.organisations, [organisation(3)]);
    assert!(registered.personal.known() == Some(&learner(false).details));
    let passports = [Tag::Passport(handle("P1")), Tag::Passport(handle("P2"))];
    assert_eq!(drafts[0].tags, [Tag::Person(oid(5)), passports[0], passports[1]]);
    assert_eq!(drafts[0].subject, Some(Subject::Person(oid(5))));
    assert_eq!(person(drafts).oppijanumero(), None);
}

#[test]
fn a_learner_whom_the_caller_identifies_has_an_oppijanumero_at_once() {
    let drafts = register_learner(&learner(true), oid(5), &[handle("P1"), handle("P2")], false).unwrap();
    let [_, Fact::IdentifiedByOfficial(identified)] = facts(&drafts)[..] else { panic!("{:?}", types(&drafts)) };
    assert!(identified.data.no_finnish_hetu);
    assert_eq!(identified.data.similar_seen, None, "the call does not say whether similar persons were shown");
    assert!(identified.personal.known().unwrap().words.is_none());
    assert_eq!(person(drafts).oppijanumero(), Some(oid(5)));
}

#[test]
fn a_passport_number_belongs_to_one_person() {
    for identified in [false, true] {
        let refused = register_learner(&learner(identified), oid(5), &[handle("P1")], true);
        assert_eq!(refused, Err(Refusal::PassportInUse));
    }
}
