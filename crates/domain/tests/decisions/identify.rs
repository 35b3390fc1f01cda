//! What the register's answer means for a person.

use chrono::NaiveDate;
use domain::identify::{Finding, RegisterQuestion};
use domain::{Draft, Person};
use events::catalogue::{FoundBy, IdentificationFailed, Provenance};
use events::codes::{FailureCause, HetuFate, Hint, IdentificationWay};
use events::date;
use events::person::{PersonDetails, RegisterRecord};
use events::{Day, Fact, Handle, Hetu, Instant, Subject, Tag};

use crate::given::*;

const DAY: i64 = 24 * 60 * 60;

fn asked_of(hetu: Hetu) -> RegisterQuestion<'static> {
    let way = IdentificationWay::Automatic;
    RegisterQuestion { hetu, now: moment(10), hetus: None, case: case(), way }
}

fn asked() -> RegisterQuestion<'static> {
    asked_of(hetu(946))
}

fn known() -> Person {
    person([registered(oid(1), details())])
}

fn found(record: RegisterRecord) -> Finding {
    Finding::Found(Box::new(record))
}

fn failure(drafts: &[Draft]) -> &IdentificationFailed {
    match facts(drafts)[..] {
        [Fact::IdentificationFailed(with)] => &with.data,
        _ => panic!("{:?}", types(drafts)),
    }
}

/// The person's names in the register, and the hetu that was asked.
fn record_named(first_names: &str, surname: &str) -> RegisterRecord {
    RegisterRecord { names: names(first_names, "", surname), ..record() }
}

#[test]
fn fitting_names_identify() {
    let drafts = identify(&known(), &found(record()), &RegisterQuestion { way: IdentificationWay::Asked, ..asked() });
    let [Fact::IdentifiedFromRegister(with)] = facts(&drafts)[..] else { panic!("{:?}", types(&drafts)) };
    assert_eq!(with.data.about, Provenance::unlinked(oid(1), Some(FoundBy::Hetu(handle(hetu(946).as_str())))));
    assert_eq!(with.data.way, IdentificationWay::Asked);
    assert!(with.personal.known() == Some(&record()));
    assert_eq!(drafts[0].subject, Some(Subject::Person(oid(1))));
    assert!(drafts[0].compared, "the version of the matching rules belongs to it");
}

#[test]
fn each_answer_without_a_person_is_a_cause_of_its_own() {
    let cases = [
        (Finding::NotFound, FailureCause::NotInRegister, true),
        (Finding::Passive, FailureCause::HetuPassive, false),
        (Finding::NoName, FailureCause::NoNameInRegister, false),
        (Finding::Withheld, FailureCause::DataWithheld, false),
        (Finding::Unreadable, FailureCause::UnreadableAnswer, true),
        (Finding::TestHetu, FailureCause::TestHetu, false),
    ];
    for (finding, cause, again) in cases {
        let drafts = identify(&known(), &finding, &asked());
        let failed = failure(&drafts);
        assert_eq!((failed.cause, failed.attempt), (cause, 1));
        assert_eq!(failed.next_try, again.then(|| moment(10).plus_seconds(DAY)), "{cause}");
        assert_eq!((failed.case, failed.hint), (None, None), "{cause}");
        assert_eq!(failed.about, Provenance::unlinked(oid(1), Some(FoundBy::Hetu(handle(hetu(946).as_str())))));
        assert_eq!((&drafts[0].tags[..], drafts[0].compared), (&[Tag::Person(oid(1))][..], false));
        assert!(drafts[0].fact.personal_bytes().is_none(), "there is nothing to seal");
    }
}

#[test]
fn names_that_do_not_fit_leave_the_record_to_a_comparison() {
    let cases = [
        (record_named("Tuulia Vieno", "Jylhäranta"), FailureCause::NamesNearlySame),
        (record_named("Osmo Kalervo", "Jylhäranta"), FailureCause::NamesClearlyDifferent),
        (record_named("", ""), FailureCause::NamesClearlyDifferent),
    ];
    for (record, cause) in cases {
        let drafts = identify(&known(), &found(record.clone()), &asked());
        let failed = failure(&drafts);
        assert_eq!((failed.cause, failed.next_try, failed.case), (cause, None, Some(case())));
        let [Fact::IdentificationFailed(with)] = facts(&drafts)[..] else { panic!("{:?}", types(&drafts)) };
        assert!(with.personal.known().unwrap().record == Some(record));
        assert_eq!(drafts[0].subject, Some(Subject::Case(case())), "it may be somebody else's data");
        assert_eq!(drafts[0].tags, [Tag::Person(oid(1)), Tag::Case(case())]);
        assert!(drafts[0].compared);
    }
}

#[test]
fn a_former_surname_fits() {
    let record = RegisterRecord {
        former_surnames: vec!["Kettukangas".to_owned()],
        ..record_named("Tuulia Vieno", "Peuraniitty")
    };
    assert_eq!(types(&identify(&known(), &found(record), &asked())), ["IdentifiedFromRegister"]);
}

/// The register is asked, again and again, until it is asked no more: when each attempt is followed by the next.
fn attempts(finding: &Finding) -> Vec<Option<Instant>> {
    let (mut drafts, mut next_tries) = (vec![registered(oid(1), details())], Vec::new());
    loop {
        let failed = identify(&person(drafts.clone()), finding, &asked());
        let next_try = failure(&failed).next_try;
        assert_eq!(failure(&failed).attempt as usize, next_tries.len() + 1);
        next_tries.push(next_try);
        drafts.extend(failed);
        assert_eq!(person(drafts.clone()).awaits_register().is_some(), next_try.is_some());
        if next_try.is_none() || next_tries.len() > 100 {
            return next_tries;
        }
    }
}

#[test]
fn the_register_is_asked_again_daily_for_fourteen_days() {
    for finding in [Finding::NotFound, Finding::Unreadable] {
        let next_tries = attempts(&finding);
        assert_eq!(next_tries.len(), 15, "the first attempt and one on each of 14 days");
        let (last, earlier) = next_tries.split_last().unwrap();
        assert_eq!(*last, None);
        assert!(earlier.iter().all(|next_try| *next_try == Some(moment(10).plus_seconds(DAY))));
    }
}

#[test]
fn attempts_are_counted_anew_for_a_new_hetu() {
    let replaced = hetu_replaced(oid(1), hetu(946), hetu(947), HetuFate::Withdrawn);
    let failed_before = failed(oid(1), FailureCause::NotInRegister, 15, None);
    let person = person([registered(oid(1), details()), failed_before, replaced]);
    assert_eq!(failure(&identify(&person, &Finding::NotFound, &asked_of(hetu(947)))).attempt, 1);
}

fn hint(born: NaiveDate, sent_birth_date: Option<NaiveDate>, finding: &Finding) -> Option<Hint> {
    let hetu = hetu_of(born, 946);
    let details = PersonDetails { hetu: Some(hetu), birth_date: sent_birth_date.map(Day), ..details() };
    failure(&identify(&person([registered(oid(1), details)]), finding, &asked_of(hetu))).hint
}

#[test]
fn an_implausible_age_makes_the_century_suspect() {
    // The tests' day is 2 November 2026: plausible learners are 4 to 100 years old.
    let cases = [
        (date(1998, 3, 14), None),
        (date(2022, 11, 2), None),
        (date(2022, 11, 3), Some(Hint::WrongSeparator)),
        (date(1925, 11, 3), None),
        (date(1925, 11, 2), Some(Hint::WrongSeparator)),
        (date(1898, 3, 14), Some(Hint::WrongSeparator)),
    ];
    for (born, expected) in cases {
        assert_eq!(hint(born, None, &Finding::NotFound), expected, "{born}");
    }
}

#[test]
fn a_birth_date_that_disagrees_makes_the_century_suspect() {
    assert_eq!(hint(BORN, Some(date(1998, 3, 14)), &Finding::NotFound), None);
    assert_eq!(hint(BORN, Some(date(2098, 3, 14)), &Finding::NotFound), Some(Hint::WrongSeparator));
}

#[test]
fn a_birth_date_that_no_separator_mends_is_a_hint_of_its_own() {
    let differs = Some(Hint::BirthDateDiffers);
    // Another day, month or year; a day of a century that no separator names.
    for sent in [date(1998, 3, 13), date(1998, 8, 14), date(1989, 3, 14), date(2009, 6, 13), date(1798, 3, 14)] {
        assert_eq!(hint(BORN, Some(sent), &Finding::NotFound), differs, "{sent}");
    }
    for sent in [date(1898, 3, 14), date(2098, 3, 14)] {
        assert_eq!(hint(BORN, Some(sent), &Finding::NotFound), Some(Hint::WrongSeparator), "{sent}");
    }
    // A child's hetu with the day and the month of the date in each other's place, and an implausible age.
    assert_eq!(hint(date(2009, 6, 8), Some(date(2009, 8, 6)), &Finding::NotFound), differs);
    assert_eq!(hint(date(1909, 6, 18), Some(date(2009, 6, 13)), &Finding::NotFound), Some(Hint::WrongSeparator));
}

#[test]
fn the_hint_stands_only_where_the_hetu_is_in_doubt() {
    let disagreeing = Some(date(1898, 3, 14));
    let others = found(record_named("Osmo Kalervo", "Jylhäranta"));
    assert_eq!(hint(BORN, disagreeing, &others), Some(Hint::WrongSeparator));
    for finding in [Finding::Passive, Finding::NoName, Finding::Withheld, Finding::Unreadable, Finding::TestHetu] {
        assert_eq!(hint(BORN, disagreeing, &finding), None);
    }
    // The names need not be far apart for the hetu to be another's.
    let relative = found(record_named("Tuulia Vieno", "Jylhäranta"));
    assert_eq!(hint(BORN, disagreeing, &relative), Some(Hint::WrongSeparator));
}

fn changed() -> RegisterRecord {
    RegisterRecord { hetu: hetu(947), former_hetus: vec![hetu(946)], ..record() }
}

#[test]
fn a_replaced_hetu_is_superseded_and_the_person_identified() {
    let hetus = hetus_of(&changed(), &[oid(1)]);
    let drafts = identify(&known(), &found(changed()), &RegisterQuestion { hetus: Some(&hetus), ..asked() });
    let [Fact::HetuReplaced(replaced), Fact::IdentifiedFromRegister(identified)] = facts(&drafts)[..] else {
        panic!("{:?}", types(&drafts))
    };
    let [old, new]: [Handle; 2] = [946, 947].map(|number| handle(hetu(number).as_str()));
    assert_eq!(identified.data.former, [old]);
    assert_eq!((replaced.data.assigned, replaced.data.former), (new, old));
    assert_eq!(replaced.data.fate, HetuFate::Superseded);
    let hetus = replaced.personal.known().unwrap();
    assert!(hetus.assigned == hetu(947) && hetus.former == hetu(946));
    assert_eq!(drafts[0].tags, [Tag::Person(oid(1)), Tag::Hetu(new), Tag::Hetu(old)]);
    let after = person([registered(oid(1), details())].into_iter().chain(drafts));
    assert!(after.has_hetu(&hetu(946)) && after.hetu.unwrap().hetu == hetu(947) && after.is_identified());
    assert_eq!(after.hetu.unwrap().handle, new);
}

#[test]
fn former_hetus_that_the_register_names_are_the_persons_too() {
    let record = RegisterRecord { former_hetus: vec![hetu(944), hetu(945)], ..record() };
    let hetus = hetus_of(&record, &[oid(1)]);
    let drafts = identify(&known(), &found(record), &RegisterQuestion { hetus: Some(&hetus), ..asked() });
    assert_eq!(types(&drafts), ["IdentifiedFromRegister"]);
    let claims = [944, 945].map(|number| Tag::Hetu(handle(hetu(number).as_str())));
    assert_eq!(drafts[0].tags, [Tag::Person(oid(1)), claims[0], claims[1]], "an import with one of them finds them");
    let after = person([registered(oid(1), details())].into_iter().chain(drafts));
    assert!([944, 945, 946].iter().all(|number| after.has_hetu(&hetu(*number))));
    assert_eq!((after.hetu.unwrap().hetu, after.superseded.len()), (hetu(946), 2));
}

/// The register says that the two are one: whichever of them is asked about, and whichever hetu the other has.
#[test]
fn nobody_is_identified_while_another_person_holds_one_of_their_hetus() {
    let former = RegisterRecord { former_hetus: vec![hetu(945)], ..record() };
    let formers = RegisterRecord { former_hetus: vec![hetu(944), hetu(945)], ..record() };
    for record in [former, formers, changed()] {
        let hetus = hetus_of(&record, &[oid(1), oid(2)]);
        let drafts = identify(&known(), &found(record), &RegisterQuestion { hetus: Some(&hetus), ..asked() });
        assert_eq!((failure(&drafts).cause, failure(&drafts).other_holder), (FailureCause::HetuChanged, Some(oid(2))));
        let after = person([registered(oid(1), details())].into_iter().chain(drafts));
        assert_eq!(after.failure.unwrap().other_holder, Some(oid(2)));
    }
}

#[test]
fn blank_names_identify_nobody() {
    for blank in ["", " ", "\u{200b}", "\u{2800}", "\u{301}", "\u{3164}"] {
        let nameless = PersonDetails { names: names(blank, blank, blank), ..details() };
        for record in [record(), record_named("", ""), record_named(blank, blank)] {
            let drafts = identify(&person([registered(oid(1), nameless.clone())]), &found(record), &asked());
            assert_eq!(failure(&drafts).cause, FailureCause::NamesClearlyDifferent);
        }
    }
}

#[test]
fn a_replaced_hetu_that_another_person_holds_is_left_to_an_official() {
    let hetus = hetus_of(&changed(), &[oid(2), oid(1)]);
    let asked = RegisterQuestion { hetus: Some(&hetus), ..asked() };
    let drafts = identify(&known(), &found(changed()), &asked);
    assert_eq!((failure(&drafts).cause, failure(&drafts).case), (FailureCause::HetuChanged, Some(case())));
    assert_eq!(drafts[0].subject, Some(Subject::Case(case())));
    assert_eq!(failure(&drafts).other_holder, Some(oid(2)), "an official must know whom to compare with");
    assert_eq!(drafts[0].tags, [Tag::Person(oid(1)), Tag::Case(case())], "nothing happened to the other one");
    // Whose name differs is asked first: it may be another person altogether.
    let others = RegisterRecord { names: other_names(), ..changed() };
    let drafts = identify(&known(), &found(others), &asked);
    assert_eq!(failure(&drafts).cause, FailureCause::NamesClearlyDifferent);
    assert_eq!(failure(&drafts).other_holder, None);
}

#[test]
fn an_answer_that_no_longer_matters_changes_nothing() {
    let identified_already = person([registered(oid(1), details()), identified(oid(1), record())]);
    let without = person([registered(oid(1), without_hetu())]);
    let erased = person([registered(oid(1), details()), erasure_ordered(oid(1))]);
    let superseded = hetu_replaced(oid(1), hetu(946), hetu(947), HetuFate::Superseded);
    let other_current = person([registered(oid(1), details()), superseded]);
    for (person, why) in [
        (identified_already, "identified already"),
        (without, "no hetu"),
        (erased, "erased"),
        (other_current, "another current hetu"),
    ] {
        for finding in [found(record()), Finding::NotFound, Finding::TestHetu] {
            assert_eq!(identify(&person, &finding, &asked()), [], "{why}");
        }
    }
}

#[test]
fn an_identification_by_an_official_does_not_stand_in_the_way() {
    let by_official = person([registered(oid(1), details()), identified_by_official(oid(1), None)]);
    assert_eq!(types(&identify(&by_official, &found(record()), &asked())), ["IdentifiedFromRegister"]);
}
