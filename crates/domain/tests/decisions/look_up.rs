//! The single find-or-create.

use domain::earlier_rows::EarlierRows;
use domain::identify::Finding;
use domain::look_up::{LookUp, Refusal, Stop, fitting, register};
use domain::register_record::{KnownRecord, RecordHetus};
use domain::register_says::RegisterSays;
use domain::{Draft, Person, look_up};
use events::catalogue::{FoundBy, Provenance};
use events::codes::{HetuFate, IdentificationWay, Origin};
use events::person::{Names, PersonDetails, RegisterRecord};
use events::{Fact, PersonOid, Tag};

use crate::given::*;

/// Somebody is found by the handle of the hetu asked.
fn found(look_up: &LookUp, person: &Person, register: RegisterSays<'_>) -> Result<Vec<Draft>, Stop> {
    look_up::found(look_up, &domain::Group::alone(person.clone()), handle("hetu"), register)
}

/// The same, when the register has this record and its hetus are held by these.
fn by_record(
    look_up: &LookUp,
    person: &Person,
    record: &RegisterRecord,
    holders: &[PersonOid],
) -> Result<Vec<Draft>, Stop> {
    let hetus = hetus_of(record, holders);
    found(look_up, person, RegisterSays::Record(KnownRecord { record, hetus: &hetus }, EarlierRows::none()))
}

/// Identified from the register.
fn confirmed() -> Person {
    person([registered(oid(1), details()), identified(oid(1), record())])
}

fn refused<T>(refusal: Refusal) -> Result<T, Stop> {
    Err(Stop::Refused(refusal))
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
    let drafts = found(&look_up(), &confirmed(), RegisterSays::NotAsked).unwrap();
    let [Fact::OrganisationJoined(joined)] = facts(&drafts)[..] else { panic!("{:?}", types(&drafts)) };
    assert_eq!(joined.data.organisations, [organisation(2)]);
    assert_eq!(joined.data.about, Provenance::unlinked(oid(1), Some(FoundBy::Hetu(handle("hetu")))));
    let before = [registered(oid(1), details()), identified(oid(1), record())];
    let after = person(before.into_iter().chain(drafts));
    assert_eq!(found(&look_up(), &after, RegisterSays::NotAsked), Ok(vec![]));
}

#[test]
fn one_first_name_of_several_is_no_difference_but_another_name_is() {
    let known = confirmed();
    assert!(found(&named(names("Vieno", "Vieno", "Kettukangas")), &known, RegisterSays::NotAsked).is_ok());
    let differ = |named: &LookUp, record: &RegisterRecord| {
        assert_eq!(found(named, &known, RegisterSays::NotAsked), Err(Stop::AskRegister), "they may have another name");
        assert_eq!(by_record(named, &known, record, &[oid(1)]), refused(Refusal::NamesDiffer));
        assert_eq!(found(named, &known, RegisterSays::Nothing), refused(Refusal::NamesDiffer));
    };
    differ(&named(other_names()), &record());
    // Neither a former surname nor swapped fields are forgiven here, unlike in imports.
    let renamed = RegisterRecord { former_surnames: vec!["Jylhäranta".to_owned()], ..record() };
    differ(&named(names("Tuulia Vieno", "Vieno", "Jylhäranta")), &renamed);
    differ(&named(names("Kettukangas", "", "Tuulia Vieno")), &record());
}

#[test]
fn an_erased_person_is_not_found() {
    let gone = person([registered(oid(1), details()), erasure_ordered(oid(1))]);
    assert_eq!(found(&look_up(), &gone, RegisterSays::NotAsked), refused(Refusal::NotFound));
}

#[test]
fn names_that_the_register_has_not_confirmed_let_nobody_in_and_keep_nobody_out() {
    let slip = PersonDetails { names: other_names(), ..details() };
    let unconfirmed = person([registered(oid(1), slip)]);
    let (right, wrong) = (look_up(), named(other_names()));
    for asked in [&right, &wrong] {
        assert_eq!(found(asked, &unconfirmed, RegisterSays::NotAsked), Err(Stop::AskRegister));
    }
    let drafts = by_record(&right, &unconfirmed, &record(), &[oid(1)]).unwrap();
    assert_eq!(
        types(&drafts),
        ["IdentifiedFromRegister", "OrganisationJoined"],
        "they belong to organisation 1 already"
    );
    assert_eq!(by_record(&wrong, &unconfirmed, &record(), &[oid(1)]), refused(Refusal::NamesDiffer));
    // Without a word of the register the held names are all there is.
    assert!(found(&wrong, &unconfirmed, RegisterSays::Nothing).is_ok());
    assert_eq!(found(&right, &unconfirmed, RegisterSays::Nothing), refused(Refusal::NamesDiffer));
}

#[test]
fn a_new_name_in_the_register_is_taken_over() {
    let renamed = RegisterRecord { names: names("Tuulia Vieno", "Vieno", "Uusipaikka"), ..record() };
    let asked = named(names("Tuulia", "Tuulia", "Uusipaikka"));
    let drafts = by_record(&asked, &confirmed(), &renamed, &[oid(1)]).unwrap();
    assert_eq!(types(&drafts), ["RegisterDataRefreshed", "OrganisationJoined"]);
}

#[test]
fn somebody_found_by_another_of_their_hetus_gets_the_one_in_force() {
    let current = RegisterRecord { hetu: hetu(947), former_hetus: vec![hetu(946)], ..record() };
    let asked = LookUp { hetu: hetu(947), ..look_up() };
    let drafts = by_record(&asked, &confirmed(), &current, &[oid(1)]).unwrap();
    assert_eq!(types(&drafts), ["HetuReplaced", "RegisterDataRefreshed", "OrganisationJoined"]);
    let drafts = by_record(&asked, &person([registered(oid(1), details())]), &current, &[oid(1)]).unwrap();
    assert_eq!(types(&drafts), ["HetuReplaced", "IdentifiedFromRegister", "OrganisationJoined"]);
    // Another person holds one of them: the number is given, and nobody is identified.
    let drafts = by_record(&asked, &person([registered(oid(1), details())]), &current, &[oid(1), oid(2)]).unwrap();
    assert_eq!(types(&drafts), ["OrganisationJoined"]);
}

#[test]
fn blank_names_open_nobodys_record() {
    for blank in ["\u{200b}", " ", "\u{2800}", "\u{301}", "\u{3164}"] {
        let asked = named(names(blank, blank, blank));
        let nameless = PersonDetails { names: names(blank, blank, blank), ..details() };
        for known in [confirmed(), person([registered(oid(1), nameless)])] {
            assert_eq!(found(&asked, &known, RegisterSays::Nothing), refused(Refusal::NamesDiffer));
            assert_eq!(by_record(&asked, &known, &record(), &[oid(1)]), refused(Refusal::NamesDiffer));
        }
        assert_eq!(fitting(&asked, &answer(record())).err(), Some(Refusal::NamesDiffer));
    }
}

#[test]
fn whom_the_register_knows_is_registered_and_identified_at_once() {
    let (record, hetus) = (record(), hetus_of(&record(), &[]));
    let drafts = register(&look_up(), KnownRecord { record: &record, hetus: &hetus }, oid(9), handle("hetu"));
    let [Fact::PersonRegistered(registered), Fact::IdentifiedFromRegister(identified)] = facts(&drafts)[..] else {
        panic!("{:?}", types(&drafts))
    };
    assert_eq!((registered.data.origin, registered.data.import), (Origin::SingleLookUp, None));
    assert_eq!(registered.data.organisations, [organisation(1), organisation(2)]);
    let details = registered.personal.known().unwrap();
    assert!(details.names == own_names() && details.hetu == Some(hetu(946)));
    assert_eq!(details.nationalities, ["999"]);
    assert_eq!(registered.data.about, Provenance::unlinked(oid(9), None), "nobody was found");
    assert_eq!(identified.data.about, Provenance::unlinked(oid(9), Some(FoundBy::Hetu(handle("hetu")))));
    assert_eq!(identified.data.way, IdentificationWay::SingleLookUp);
    assert!(identified.personal.known() == Some(&record));
    assert_eq!(drafts[0].tags, [Tag::Person(oid(9)), Tag::Hetu(handle("hetu"))]);
    assert!(!drafts[0].compared && drafts[1].compared);
    let person = person(drafts);
    assert_eq!(person.oppijanumero(), Some(oid(9)));
    assert_eq!(person.hetu.unwrap().hetu, hetu(946));
}

#[test]
fn a_hetu_that_has_been_replaced_is_superseded_from_the_start() {
    let current = RegisterRecord { hetu: hetu(947), former_hetus: vec![hetu(946)], ..record() };
    let hetus = RecordHetus { current: handle("new"), former: vec![handle("old")], holders: vec![] };
    let drafts = register(&look_up(), KnownRecord { record: &current, hetus: &hetus }, oid(9), handle("old"));
    let [_, Fact::HetuReplaced(replaced), Fact::IdentifiedFromRegister(identified)] = facts(&drafts)[..] else {
        panic!("{:?}", types(&drafts))
    };
    let asked = Provenance::unlinked(oid(9), Some(FoundBy::Hetu(handle("old"))));
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
    let (record, hetus) = (record(), hetus_of(&record(), &[]));
    let drafts = register(&look_up(), KnownRecord { record: &record, hetus: &hetus }, oid(9), handle("old"));
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
