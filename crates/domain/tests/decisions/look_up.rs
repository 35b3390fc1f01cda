//! The single find-or-create.

use domain::identify::Finding;
use domain::look_up::{LookUp, Refusal, fitting, register};
use domain::{Draft, Person, look_up};
use events::catalogue::{FoundBy, Provenance};
use events::codes::{HetuFate, IdentificationWay, Origin};
use events::person::{Names, RegisterRecord};
use events::{Fact, Tag};

use crate::given::*;

/// Somebody is found by the handle of the hetu asked.
fn found(look_up: &LookUp, person: &Person) -> Result<Vec<Draft>, Refusal> {
    look_up::found(look_up, person, handle("hetu"))
}

fn look_up() -> LookUp {
    named(own_names())
}

fn named(names: Names) -> LookUp {
    LookUp { hetu: hetu(946), names, organisations: vec![organisation(1), organisation(2)] }
}

fn answer(record: RegisterRecord) -> Finding {
    Finding::Found(Box::new(record))
}

#[test]
fn a_person_with_fitting_names_gains_the_callers_organisations() {
    let known = person([registered(oid(1), details())]);
    let drafts = found(&look_up(), &known).unwrap();
    let [Fact::OrganisationJoined(joined)] = facts(&drafts)[..] else { panic!("{:?}", types(&drafts)) };
    assert_eq!(joined.data.organisations, [organisation(2)]);
    assert_eq!(joined.data.about, Provenance::of(oid(1), Some(FoundBy::Hetu(handle("hetu")))));
    let after = person([registered(oid(1), details())].into_iter().chain(drafts));
    assert_eq!(found(&look_up(), &after), Ok(vec![]));
}

#[test]
fn one_first_name_of_several_is_no_difference_but_another_name_is() {
    let known = person([registered(oid(1), details())]);
    assert!(found(&named(names("Vieno", "Vieno", "Kettukangas")), &known).is_ok());
    assert_eq!(found(&named(other_names()), &known), Err(Refusal::NamesDiffer));
    // Neither a former surname nor swapped fields are forgiven here, unlike in imports.
    let mut renamed = known.clone();
    renamed.former_surnames = vec!["Jylhäranta".to_owned()];
    assert_eq!(found(&named(names("Tuulia Vieno", "Vieno", "Jylhäranta")), &renamed), Err(Refusal::NamesDiffer));
    assert_eq!(found(&named(names("Kettukangas", "", "Tuulia Vieno")), &known), Err(Refusal::NamesDiffer));
}

#[test]
fn an_erased_person_is_not_found() {
    let gone = person([registered(oid(1), details()), erasure_ordered(oid(1))]);
    assert_eq!(found(&look_up(), &gone), Err(Refusal::NotFound));
}

#[test]
fn whom_the_register_knows_is_registered_and_identified_at_once() {
    let drafts = register(&look_up(), &record(), oid(9), handle("hetu"), None);
    let [Fact::PersonRegistered(registered), Fact::IdentifiedFromRegister(identified)] = facts(&drafts)[..] else {
        panic!("{:?}", types(&drafts))
    };
    assert_eq!((registered.data.origin, registered.data.import), (Origin::SingleLookUp, None));
    assert_eq!(registered.data.organisations, [organisation(1), organisation(2)]);
    let details = registered.personal.known().unwrap();
    assert!(details.names == own_names() && details.hetu == Some(hetu(946)));
    assert_eq!(details.nationalities, ["999"]);
    assert_eq!(registered.data.about, Provenance::of(oid(9), None), "nobody was found");
    assert_eq!(identified.data.about, Provenance::of(oid(9), Some(FoundBy::Hetu(handle("hetu")))));
    assert_eq!(identified.data.way, IdentificationWay::SingleLookUp);
    assert!(identified.personal.known() == Some(&record()));
    assert_eq!(drafts[0].tags, [Tag::Person(oid(9)), Tag::Hetu(handle("hetu"))]);
    assert!(!drafts[0].compared && drafts[1].compared);
    let person = person(drafts);
    assert_eq!(person.oppijanumero(), Some(oid(9)));
    assert_eq!(person.hetu.unwrap().hetu, hetu(946));
}

#[test]
fn a_hetu_that_has_been_replaced_is_superseded_from_the_start() {
    let current = RegisterRecord { hetu: hetu(947), former_hetus: vec![hetu(946)], ..record() };
    let drafts = register(&look_up(), &current, oid(9), handle("old"), Some(handle("new")));
    let [_, Fact::HetuReplaced(replaced), Fact::IdentifiedFromRegister(identified)] = facts(&drafts)[..] else {
        panic!("{:?}", types(&drafts))
    };
    let asked = Provenance::of(oid(9), Some(FoundBy::Hetu(handle("old"))));
    assert_eq!([replaced.data.about, identified.data.about], [asked; 2], "both came by the hetu asked");
    assert_eq!((replaced.data.assigned, replaced.data.former), (handle("new"), handle("old")));
    assert_eq!(replaced.data.fate, HetuFate::Superseded);
    assert_eq!(drafts[1].tags, [Tag::Person(oid(9)), Tag::Hetu(handle("new")), Tag::Hetu(handle("old"))]);
    let person = person(drafts);
    assert_eq!(person.hetu.unwrap().hetu, hetu(947));
    assert!(person.has_hetu(&hetu(946)), "the hetu asked still finds the person");
}

#[test]
fn the_same_hetu_in_the_answer_replaces_nothing() {
    let drafts = register(&look_up(), &record(), oid(9), handle("old"), Some(handle("new")));
    assert_eq!(types(&drafts), ["PersonRegistered", "IdentifiedFromRegister"]);
}

#[test]
fn nobody_is_registered_without_a_fitting_answer() {
    let others = RegisterRecord { names: other_names(), ..record() };
    let cases = [
        (Finding::NotFound, Refusal::NotFound),
        (Finding::TestHetu, Refusal::NotFound),
        (Finding::Passive, Refusal::NamesDiffer),
        (Finding::NoName, Refusal::NamesDiffer),
        (Finding::Withheld, Refusal::NamesDiffer),
        (Finding::Unreadable, Refusal::NamesDiffer),
        (answer(others), Refusal::NamesDiffer),
    ];
    for (finding, refusal) in cases {
        assert_eq!(fitting(&look_up(), &finding).err(), Some(refusal));
    }
}

#[test]
fn names_are_compared_with_the_registers_by_the_same_rule() {
    assert!(fitting(&look_up(), &answer(record())).is_ok_and(|fitting| *fitting == record()));
    assert_eq!(fitting(&named(other_names()), &answer(record())).err(), Some(Refusal::NamesDiffer));
}

#[test]
fn refusals_name_nobody() {
    for refusal in [Refusal::NotFound, Refusal::NamesDiffer] {
        assert!(!refusal.to_string().contains("Kettukangas") && !refusal.to_string().contains(hetu(946).as_str()));
    }
}
