//! What officials do to a person's record: the fold, and the decisions that give, take, correct, identify and passivate.

use domain::addressed::Addressed;
use domain::change_hetu::{self, ReadHetu, Typed};
use domain::identify_by_hand::{self, Statement, identify_by_hand};
use domain::passivate::{self, passivate, reactivate};
use domain::reason::with_reason;
use domain::request_identification::{self, request_identification};
use domain::text::StatementFault;
use domain::{Draft, Person, Status, status};
use events::catalogue::{
    ActivityStatement, CorrectedDetails, IdentificationRequested, IdentifierAttached, IdentifierDetached,
    OfficialStatement, PassivePersonSent, PersonDetailsCorrected, PersonPassivated, PersonReactivated, Provenance,
    ReasonStated, WrittenIdentifier,
};
use events::codes::{DetailField, FailureCause, HetuFate, IdentifierKind, PassivationCause};
use events::{Fact, HetuFault, PersonOid, Position, Tag, With};

use crate::given::*;

/// Every kind of event that an official makes of a person, in an order that leaves each field filled.
pub fn life() -> Vec<Draft> {
    let details = CorrectedDetails { service_language: Some("sv".to_owned()), ..CorrectedDetails::default() };
    let why = OfficialStatement { words: Some("shown at the desk".to_owned()) };
    vec![
        corrected(&[DetailField::ServiceLanguage], details),
        attached(IdentifierKind::Passport, "P2"),
        detached(IdentifierKind::Passport, "P2"),
        passivated(),
        passive_sent(),
        reactivated(),
        requested(),
        Draft::about(oid(1), With::new(ReasonStated { about: about() }, why)),
    ]
}

fn about() -> Provenance {
    Provenance::unlinked(oid(1), None)
}

pub fn corrected(fields: &[DetailField], details: CorrectedDetails) -> Draft {
    Draft::about(oid(1), With::new(PersonDetailsCorrected { about: about(), fields: fields.to_vec() }, details))
}

pub fn renamed(first_names: &str) -> Draft {
    let details = CorrectedDetails { first_names: Some(first_names.to_owned()), ..CorrectedDetails::default() };
    corrected(&[DetailField::FirstNames], details)
}

pub fn attached(kind: IdentifierKind, text: &str) -> Draft {
    let data = IdentifierAttached { about: about(), kind, attached: handle(text) };
    let personal = WrittenIdentifier { text: text.to_owned() };
    Draft::about(oid(1), With::new(data, personal)).tagged([Tag::Passport(handle(text))])
}

pub fn detached(kind: IdentifierKind, text: &str) -> Draft {
    let data = IdentifierDetached { about: about(), kind, detached: handle(text) };
    let personal = WrittenIdentifier { text: text.to_owned() };
    Draft::about(oid(1), With::new(data, personal)).tagged([Tag::Passport(handle(text))])
}

pub fn passivated() -> Draft {
    let data = PersonPassivated { about: about(), cause: PassivationCause::Other };
    Draft::about(oid(1), With::new(data, ActivityStatement { words: Some("words".to_owned()) }))
}

pub fn reactivated() -> Draft {
    let personal = ActivityStatement { words: Some("words".to_owned()) };
    Draft::about(oid(1), With::new(PersonReactivated { about: about() }, personal))
}

pub fn passive_sent() -> Draft {
    let data = PassivePersonSent { about: about(), import: Position(12), row: 7 };
    Draft::plain(With::new(data, Default::default()), vec![Tag::Person(oid(1)), Tag::Import(import_id())])
}

fn requested() -> Draft {
    Draft::about(oid(1), With::new(IdentificationRequested { about: about() }, Default::default()))
}

pub fn addressed(drafts: impl IntoIterator<Item = Draft>) -> Addressed {
    let person = person(drafts);
    Addressed { head: person.oid, organisations: Vec::new(), person }
}

pub fn kinds(drafts: &[Draft]) -> Vec<&'static str> {
    drafts.iter().map(|draft| draft.fact.event_type()).collect()
}

// ── The fold ──

#[test]
fn after_another_name_or_a_request_the_register_is_awaited_again() {
    let failure = || failed(oid(1), FailureCause::NamesClearlyDifferent, 1, None);
    let failing = [registered(oid(1), details()), failure()];
    let before = person(failing.clone());
    assert_eq!((before.awaits_register(), status::status(&before)), (None, Status::Failed));
    for act in [renamed("Vieno"), requested()] {
        let after = person(failing.clone().into_iter().chain([act]));
        assert!(after.awaits_register().is_some() && after.failure.is_none());
        assert_eq!(status::status(&after), Status::InProgress);
    }
    // In vain it was asked for: the failure is the old one. For another cause it is a new one.
    let since = before.failure.as_ref().unwrap().since;
    let again =
        |cause| person(failing.clone().into_iter().chain([requested(), requested(), failed(oid(1), cause, 1, None)]));
    let again = |cause| again(cause).failure.map(|failure| (failure.since == since, failure.at > since)).unwrap();
    assert_eq!(again(FailureCause::NamesClearlyDifferent), (true, true));
    assert_eq!(again(FailureCause::NotInRegister), (false, true));
    let replaced = hetu_replaced(oid(1), hetu(946), hetu(947), HetuFate::Withdrawn);
    let of_another = failing.clone().into_iter().chain([requested(), replaced, failure()]);
    assert!(person(of_another).failure.unwrap().since > since, "another hetu fails for itself");
    let other = corrected(&[DetailField::Sex], CorrectedDetails::default());
    let after = person(failing.into_iter().chain([other]));
    assert!(after.failure.is_some() && after.sex.is_none(), "nothing that the register compares has changed");
}

#[test]
fn an_identifier_leads_to_whom_it_was_attached_until_it_is_detached() {
    let given = [registered(oid(1), without_hetu()), attached(IdentifierKind::Passport, "XK 1")];
    assert!(person(given.clone()).holds(handle("XK 1")));
    let taken = person(given.into_iter().chain([detached(IdentifierKind::Passport, "XK 1")]));
    assert!(!taken.holds(handle("XK 1")) && taken.passports.is_empty());
}

// ── Hetus ──

fn read(individual: u16, holder: Option<PersonOid>) -> Typed {
    Typed::Read(ReadHetu { hetu: hetu(individual), test: false, holder })
}

fn add(to: &Addressed, typed: &Typed) -> Result<Draft, change_hetu::Refusal> {
    change_hetu::add(Some(to), typed, handle("typed"))
}

#[test]
fn a_hetu_is_given_replaced_and_taken_away() {
    let without = addressed([registered(oid(1), without_hetu())]);
    let given = add(&without, &read(950, None)).unwrap();
    let with = addressed([registered(oid(1), without_hetu()), given]);
    assert!(with.person.hetu.is_some_and(|known| known.hetu == hetu(950)) && with.person.awaits_register().is_some());
    let fate = HetuFate::Withdrawn;
    let why = (fate, Some("misread"));
    let replaced = change_hetu::replace(Some(&with), &read(951, None), handle("other"), why).unwrap();
    let Fact::HetuReplaced(data) = &replaced.fact else { panic!("{:?}", replaced.fact) };
    assert_eq!((data.data.former, data.data.fate), (handle("typed"), fate));
    assert_eq!(data.personal.known().unwrap().words.as_deref(), Some("misread"), "the reason stands with it");
    let before = [registered(oid(1), without_hetu()), add(&without, &read(950, None)).unwrap()];
    let after = person(before.into_iter().chain([replaced]));
    assert!(after.hetu.is_some_and(|known| known.hetu == hetu(951)) && after.holds(handle("other")));
    assert!(!after.holds(handle("typed")) && after.awaits_register().is_some());
    let removed = change_hetu::remove(Some(&with), fate, Some("mistyped")).unwrap();
    let after = person([registered(oid(1), without_hetu()), add(&without, &read(950, None)).unwrap(), removed]);
    assert!(after.hetu.is_none() && !after.holds(handle("typed")));
}

#[test]
fn the_reason_for_what_has_no_place_for_one_stands_behind_it_and_changes_nothing() {
    let without = addressed([registered(oid(1), without_hetu())]);
    let given = || vec![add(&without, &read(950, None)).unwrap()];
    let said = with_reason(given(), Some(&without), Some(" seen in the passport ")).unwrap();
    assert_eq!(types(&said), ["HetuAssigned", "ReasonStated"]);
    let Fact::ReasonStated(stated) = &said[1].fact else { panic!("{:?}", said[1].fact) };
    assert_eq!(stated.personal.known().unwrap().words.as_deref(), Some("seen in the passport"));
    let after = |drafts: Vec<Draft>| person([registered(oid(1), without_hetu())].into_iter().chain(drafts));
    let before = after(given());
    assert!(Person { position: before.position, ..after(said) } == before, "where it stands is all that it tells");
    for nothing in [None, Some(" ")] {
        assert_eq!(with_reason(given(), Some(&without), nothing).map(|drafts| drafts.len()), Ok(1));
    }
    let fault = |words: &str| with_reason(given(), Some(&without), Some(words)).map(|drafts| drafts.len());
    assert_eq!(fault(&"ä".repeat(2_000)), Ok(2));
    assert_eq!(fault(&"x".repeat(2_001)), Err(StatementFault::TooLong));
    assert_eq!(fault("\u{7}"), Err(StatementFault::Character));
    assert_eq!(fault("two\r\nlines"), Ok(2));
}

#[test]
fn the_same_hetu_may_be_added_again_after_it_was_removed() {
    let first = || add(&addressed([registered(oid(1), without_hetu())]), &read(950, None)).unwrap();
    let life = [registered(oid(1), without_hetu()), first()];
    let removed = change_hetu::remove(Some(&addressed(life.clone())), HetuFate::Withdrawn, None).unwrap();
    let life = [life.to_vec(), vec![removed]].concat();
    let again = add(&addressed(life.clone()), &read(950, None)).unwrap();
    let after = person([life, vec![again]].concat());
    assert!(after.holds(handle("typed")) && after.awaits_register().is_some());
}

#[test]
fn each_fault_of_a_hetu_is_refused_by_its_own_name() {
    use change_hetu::Refusal;
    let without = addressed([registered(oid(1), without_hetu())]);
    let test = Typed::Read(ReadHetu { hetu: hetu(995), test: true, holder: None });
    for (typed, refusal) in [
        (Typed::Fault(HetuFault::Length), Refusal::Length),
        (Typed::Fault(HetuFault::Date), Refusal::Date),
        (Typed::Fault(HetuFault::IndividualNumber), Refusal::IndividualNumber),
        (Typed::Fault(HetuFault::CheckCharacter), Refusal::CheckCharacter),
        (Typed::Fault(HetuFault::Lookalike('–')), Refusal::Lookalike),
        (Typed::OtherSeparator('-'), Refusal::FitsHyphen),
        (Typed::OtherSeparator('A'), Refusal::FitsA),
        (test, Refusal::Test),
        (read(950, Some(oid(2))), Refusal::InUse),
    ] {
        assert_eq!(add(&without, &typed).unwrap_err(), refusal);
    }
    assert!(add(&without, &read(950, Some(oid(1)))).is_ok(), "a former one of their own");
}

#[test]
fn hetus_of_whom_the_register_confirmed_and_of_passive_persons_stay() {
    use change_hetu::Refusal;
    let verified = addressed([registered(oid(1), details()), identified(oid(1), record())]);
    let passive = addressed([registered(oid(1), details()), passivated()]);
    for (person, refusal) in [(&verified, Refusal::Verified), (&passive, Refusal::Passive)] {
        assert_eq!(change_hetu::remove(Some(person), HetuFate::Withdrawn, None), Err(refusal));
        assert_eq!(
            change_hetu::replace(Some(person), &read(950, None), handle("x"), (HetuFate::Withdrawn, None)),
            Err(refusal)
        );
    }
    assert_eq!(change_hetu::remove(None, HetuFate::Withdrawn, None), Err(Refusal::NoPerson));
    let without = addressed([registered(oid(1), without_hetu())]);
    assert_eq!(change_hetu::remove(Some(&without), HetuFate::Withdrawn, None), Err(Refusal::NoHetu));
    let with = addressed([registered(oid(1), details())]);
    assert_eq!(add(&with, &read(950, None)), Err(Refusal::HasHetu));
    let own = with.person.hetu.unwrap().hetu;
    let same = Typed::Read(ReadHetu { hetu: own, test: false, holder: Some(oid(1)) });
    assert_eq!(change_hetu::replace(Some(&with), &same, handle("x"), (HetuFate::Withdrawn, None)), Err(Refusal::Same));
}

// ── Identification and activity ──

fn statement() -> Statement {
    Statement { no_finnish_hetu: true, similar_seen: Some(0), words: None }
}

#[test]
fn by_hand_whoever_has_no_hetu_and_all_that_is_needed_is_identified() {
    use identify_by_hand::Refusal;
    let whole = addressed([registered(oid(1), without_hetu())]);
    let missing = identify_by_hand::faults(&whole.person, &statement());
    assert_eq!(identify_by_hand(Some(&whole), &statement()).is_ok(), missing.is_empty(), "{missing:?}");
    let bare = addressed([registered(oid(1), Default::default())]);
    let said = Statement { no_finnish_hetu: false, similar_seen: None, words: None };
    let expected = [
        Refusal::FirstNames,
        Refusal::CallName,
        Refusal::Surname,
        Refusal::BirthDate,
        Refusal::Sex,
        Refusal::Language,
        Refusal::Nationality,
        Refusal::Unconfirmed,
        Refusal::NotLooked,
    ];
    assert_eq!(identify_by_hand::faults(&bare.person, &said), expected);
    let with_hetu = addressed([registered(oid(1), details())]);
    assert_eq!(identify_by_hand(Some(&with_hetu), &statement()), Err(Refusal::HasHetu));
}

#[test]
fn the_register_is_asked_again_about_whom_it_failed_to_identify() {
    use request_identification::Refusal;
    let failing = [registered(oid(1), details()), failed(oid(1), FailureCause::NotInRegister, 1, None)];
    assert!(request_identification(Some(&addressed(failing.clone())), false).is_ok());
    assert_eq!(request_identification(Some(&addressed(failing)), true), Err(Refusal::TestHetu));
    let waiting = addressed([registered(oid(1), details())]);
    assert_eq!(request_identification(Some(&waiting), false), Err(Refusal::Asked));
    let without = addressed([registered(oid(1), without_hetu())]);
    assert_eq!(request_identification(Some(&without), false), Err(Refusal::NoHetu));
}

#[test]
fn several_are_passivated_together_or_nobody_is() {
    use passivate::{MOST, SeveralRefusal, passivate_several};
    let unused = PassivationCause::UnusedNumber;
    let one = |number| Some(addressed([registered(oid(number), without_hetu())]));
    let passive = Some(addressed([registered(oid(1), without_hetu()), passivated()]));
    assert_eq!(passivate_several(&[one(1), one(2)], unused, None).unwrap().len(), 2);
    assert_eq!(passivate_several(&[one(2), passive], unused, None), Err(SeveralRefusal::PassiveAlready));
    assert_eq!(passivate_several(&[one(1), None], unused, None), Err(SeveralRefusal::NoPerson));
    assert_eq!(passivate_several(&[], unused, None), Err(SeveralRefusal::Nobody));
    let many: Vec<_> = (0..=MOST as u64).map(one).collect();
    assert_eq!(passivate_several(&many, unused, None), Err(SeveralRefusal::TooMany));
}

#[test]
fn an_identified_living_person_is_passivated_only_with_a_written_reason() {
    use passivate::Refusal;
    let unused = PassivationCause::UnusedNumber;
    let unidentified = addressed([registered(oid(1), without_hetu())]);
    assert!(passivate(Some(&unidentified), unused, None).is_ok());
    assert_eq!(passivate(Some(&unidentified), PassivationCause::Other, Some(" ")), Err(Refusal::ReasonNeeded));
    let verified = addressed([registered(oid(1), details()), identified(oid(1), record())]);
    assert_eq!(passivate(Some(&verified), unused, None), Err(Refusal::ReasonNeeded));
    assert!(passivate(Some(&verified), unused, Some("never came")).is_ok());
    assert_eq!(reactivate(Some(&unidentified), None), Err(Refusal::Active));
    let passive = addressed([registered(oid(1), without_hetu()), passivated()]);
    assert_eq!(passivate(Some(&passive), unused, None), Err(Refusal::PassiveAlready));
    assert_eq!(reactivate(Some(&passive), Some(" ")), Err(Refusal::ReactivationNeedsWords));
    assert!(reactivate(Some(&passive), Some("came back")).is_ok());
}
