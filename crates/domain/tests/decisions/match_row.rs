//! Which person a row means, and what it changes. What the register's word changes of it stands in `whose_data`.

use domain::match_row::{AskRegister, Handles, RowOf, refuse};
use domain::person::Readable;
use domain::register_says::RegisterSays;
use domain::{Draft, Person};
use events::catalogue::{FoundBy, ImportRowResolved, Provenance, RowOutcome};
use events::codes::{ConflictKind, HetuFate, Origin, RowRefusal};
use events::person::{Names, PersonDetails, SentRow};
use events::{Fact, OrganisationOid, Position, Subject, Tag};

use crate::given::*;

/// Decides about row 7 of import 12, sent by organisations 1 and 2, by what the register has said.
pub fn decide_by(sent: &SentRow, holders: Holders<'_>, register: RegisterSays<'_>) -> Result<Vec<Draft>, AskRegister> {
    decide_for(sent, holders, &[organisation(1), organisation(2)], register)
}

/// The same, when the register has nothing to say.
fn decide(sent: &SentRow, holders: Holders<'_>) -> Vec<Draft> {
    decide_by(sent, holders, RegisterSays::Nothing).ok().expect("it was asked")
}

fn decide_for(
    sent: &SentRow,
    holders: Holders<'_>,
    organisations: &[OrganisationOid],
    register: RegisterSays<'_>,
) -> Result<Vec<Draft>, AskRegister> {
    let of = RowOf { import: Position(12), id: import_id(), row: 7, organisations };
    let handles = Handles {
        hetu: sent.hetu.map(|_| handle("new hetu")),
        passport: sent.passport.as_ref().map(|_| handle("new passport")),
        email: sent.email.as_ref().map(|_| handle("new email")),
    };
    match_row(&of, sent, &handles, &holders, oid(99), register)
}

/// A row with an identifier of each kind; the hetu is that of the person whom most tests are about.
pub fn full_row() -> SentRow {
    let (passport, email) = (Some("P1".to_owned()), Some("e@example.org".to_owned()));
    SentRow { oid: Some(oid(1).to_string()), hetu: Some(hetu(946)), passport, email, ..row() }
}

pub fn resolved(drafts: &[Draft]) -> &ImportRowResolved {
    let found = drafts.iter().find_map(|draft| match &draft.fact {
        Fact::ImportRowResolved(with) => Some(&with.data),
        _ => None,
    });
    found.expect("the row is resolved")
}

fn conflicts(sent: &SentRow, holders: Holders<'_>) -> Vec<ConflictKind> {
    resolved(&decide(sent, holders)).conflicts.clone()
}

fn refusal(drafts: &[Draft]) -> Option<RowRefusal> {
    match facts(drafts)[..] {
        [Fact::ImportRowRefused(with)] => Some(with.data.cause),
        _ => None,
    }
}

/// The person with organisation 1, a hetu, a passport number and an e-mail identifier.
fn known() -> Person {
    known_as(1, own_names())
}

pub fn known_as(number: u64, names: Names) -> Person {
    let (passports, emails) = (vec!["P1".to_owned()], vec!["e@example.org".to_owned()]);
    person([registered(oid(number), PersonDetails { names, passports, emails, ..details() })])
}

#[test]
fn a_row_that_nobody_fits_creates_a_person() {
    let sent = SentRow {
        hetu: Some(hetu(946)),
        passport: Some("P1".to_owned()),
        email: Some("e@example.org".to_owned()),
        language: Some("SV".to_owned()),
        sex: Some("2".to_owned()),
        nationalities: vec!["752".to_owned()],
        ..row()
    };
    let drafts = decide(&sent, Holders::default());
    let [Fact::PersonRegistered(person), Fact::ImportRowResolved(row)] = facts(&drafts)[..] else {
        panic!("{:?}", types(&drafts))
    };
    assert_eq!(person.data.about, Provenance::unlinked(oid(99), None));
    assert_eq!((person.data.origin, person.data.import), (Origin::ImportRow, Some(Position(12))));
    assert_eq!(person.data.organisations, [organisation(1), organisation(2)]);
    let details = person.personal.known().unwrap();
    assert!(details.names == own_names() && details.hetu == Some(hetu(946)) && details.birth_date.is_none());
    assert_eq!(details.language.as_deref(), Some("sv"), "lower case, as everywhere but in imports");
    assert!(details.passports == ["P1"] && details.emails == ["e@example.org"] && details.contacts.is_empty());
    assert!(details.sex.as_deref() == Some("2") && details.nationalities == ["752"]);
    assert_eq!((row.data.import, row.data.row, row.data.outcome), (Position(12), 7, RowOutcome::Created));
    assert!(row.data.conflicts.is_empty() && !row.data.withheld && !row.data.hetu_offered);
    let kept = row.personal.known().unwrap();
    assert!(kept.tunniste.as_deref() == Some("row-1") && kept.sent.is_none(), "the registration says the rest");
}

#[test]
fn a_new_person_is_found_by_each_identifier_and_the_row_by_its_import() {
    let drafts = decide(&full_row(), Holders::default());
    let claims = [handle("new hetu"), handle("new passport"), handle("new email")];
    let [hetu, passport, email] = claims;
    let person = Tag::Person(oid(99));
    assert_eq!(drafts[0].tags, [person, Tag::Hetu(hetu), Tag::Passport(passport), Tag::Email(email)]);
    assert_eq!(drafts[1].tags, [person, Tag::Import(import_id())]);
    assert!(drafts.iter().all(|draft| draft.subject == Some(Subject::Person(oid(99))) && !draft.compared));
}

#[test]
fn a_row_is_matched_by_each_kind_of_identifier() {
    let known = known();
    let by = |holders: Holders<'_>| {
        let sent = SentRow { hetu: holders.hetu.map(|_| hetu(946)), ..full_row() };
        let drafts = decide(&sent, holders);
        assert_eq!(types(&drafts), ["OrganisationJoined", "ImportRowResolved"]);
        let resolved = resolved(&drafts);
        assert_eq!((resolved.about.addressed, resolved.about.head), (oid(1), oid(1)));
        assert!(resolved.conflicts.is_empty() && !resolved.withheld);
        assert!(drafts[1].compared, "the version of the matching rules belongs to it");
        assert_eq!(drafts[1].tags, [Tag::Person(oid(1)), Tag::Import(import_id())]);
        let RowOutcome::Matched(kind) = resolved.outcome else { panic!("{:?}", resolved.outcome) };
        let by = resolved.about.by.unwrap();
        assert_eq!(by.kind(), kind);
        by
    };
    assert_eq!(by(Holders { oid: Some(&known), ..Holders::default() }), FoundBy::Oid);
    assert_eq!(by(Holders { hetu: Some(&known), ..Holders::default() }), FoundBy::Hetu(handle("new hetu")));
    assert_eq!(by(Holders { passport: Some(&known), ..Holders::default() }), FoundBy::Passport(handle("new passport")));
    assert_eq!(by(Holders { email: Some(&known), ..Holders::default() }), FoundBy::Email(handle("new email")));
}

#[test]
fn identifiers_are_tried_in_order() {
    let [first, second, third, fourth] = [1, 2, 3, 4].map(|number| known_as(number, own_names()));
    let mut holders = Holders { oid: Some(&first), hetu: Some(&second), passport: Some(&third), email: Some(&fourth) };
    let hit = |sent: &SentRow, holders| resolved(&decide(sent, holders)).about.addressed;
    assert_eq!(hit(&full_row(), holders), oid(1));
    holders.oid = None;
    assert_eq!(hit(&full_row(), holders), oid(2));
    holders.hetu = None;
    let without_hetu = SentRow { hetu: None, ..full_row() };
    assert_eq!(hit(&without_hetu, holders), oid(3));
    holders.passport = None;
    assert_eq!(hit(&without_hetu, holders), oid(4));
}

#[test]
fn what_was_sent_is_kept_under_the_persons_key() {
    let known = known();
    let sent = SentRow { oid: Some(oid(1).to_string()), ..row() };
    let drafts = decide(&sent, Holders { oid: Some(&known), ..Holders::default() });
    let [_, Fact::ImportRowResolved(row)] = facts(&drafts)[..] else { panic!("{:?}", types(&drafts)) };
    let kept = row.personal.known().unwrap();
    assert_eq!(kept.tunniste.as_deref(), Some("row-1"));
    assert!(kept.sent == Some(SentRow { tunniste: None, ..sent }), "the reference stands once");
    assert_eq!(drafts[1].subject, Some(Subject::Person(oid(1))));
}

#[test]
fn only_missing_organisations_join_and_the_second_time_none() {
    let (known, row) = (known(), || SentRow { hetu: Some(hetu(946)), ..row() });
    let holders = Holders { hetu: Some(&known), ..Holders::default() };
    let drafts = decide(&row(), holders);
    let [Fact::OrganisationJoined(joined), _] = facts(&drafts)[..] else { panic!("{:?}", types(&drafts)) };
    assert_eq!(joined.data.organisations, [organisation(2)]);
    assert_eq!(joined.data.about, Provenance::unlinked(oid(1), Some(FoundBy::Hetu(handle("new hetu")))));
    let after = person([registered(oid(1), details())].into_iter().chain(drafts));
    assert_eq!(after.organisations.into_iter().collect::<Vec<_>>(), [organisation(1), organisation(2)]);

    let joined = person([registered(oid(1), details()), decide(&row(), holders).remove(0)]);
    let again = decide(&row(), Holders { hetu: Some(&joined), ..Holders::default() });
    assert_eq!(types(&again), ["ImportRowResolved"]);
}

#[test]
fn a_superseded_hetu_matches_and_is_no_difference() {
    let replaced = hetu_replaced(oid(1), hetu(946), hetu(947), HetuFate::Superseded);
    let known = person([registered(oid(1), details()), replaced]);
    for number in [946, 947] {
        let sent = SentRow { hetu: Some(hetu(number)), ..row() };
        assert_eq!(conflicts(&sent, Holders { hetu: Some(&known), ..Holders::default() }), []);
    }
}

#[test]
fn another_hetu_than_the_persons_opens_no_record_whatever_the_names() {
    let known = known();
    let sent = SentRow { hetu: Some(hetu(950)), ..row() };
    let drafts = decide(&sent, Holders { oid: Some(&known), ..Holders::default() });
    assert_eq!(resolved(&drafts).conflicts, [ConflictKind::HetuDiffers]);
    assert!(resolved(&drafts).withheld && !resolved(&drafts).hetu_offered);
    assert_eq!(types(&drafts), ["ImportRowResolved"], "the number is told, no organisation joins");
    let withdrawn = hetu_replaced(oid(1), hetu(946), hetu(947), HetuFate::Withdrawn);
    let known = person([registered(oid(1), details()), withdrawn]);
    let sent = SentRow { hetu: Some(hetu(946)), ..row() };
    let holders = Holders { oid: Some(&known), ..Holders::default() };
    assert_eq!(conflicts(&sent, holders), [ConflictKind::HetuDiffers], "a withdrawn hetu was never theirs");
}

#[test]
fn a_hetu_for_a_person_without_one_is_offered() {
    let (without, known) = (person([registered(oid(2), without_hetu())]), known());
    let sent = full_row();
    let offered = |sent: &SentRow, holders| resolved(&decide(sent, holders)).hetu_offered;
    assert!(offered(&sent, Holders { passport: Some(&without), ..Holders::default() }));
    let no_hetu = SentRow { hetu: None, ..full_row() };
    assert!(!offered(&no_hetu, Holders { passport: Some(&without), ..Holders::default() }), "no hetu was sent");
    assert!(!offered(&sent, Holders { oid: Some(&known), ..Holders::default() }), "they have one");
    let held = Holders { oid: Some(&without), hetu: Some(&known), ..Holders::default() };
    assert!(!offered(&sent, held), "it is another person's");
}

#[test]
fn identifiers_of_two_persons_open_neither_record_without_a_hetu_of_the_one() {
    let (one, other) = (known(), known_as(2, own_names()));
    let (by_passport, by_email) = (FoundBy::Passport(handle("new passport")), FoundBy::Email(handle("new email")));
    let by_hetu = FoundBy::Hetu(handle("new hetu"));
    let (with_hetu, without) = (full_row(), SentRow { hetu: None, ..full_row() });
    let oid_and_hetu = Holders { oid: Some(&one), hetu: Some(&other), ..Holders::default() };
    let two_numbers = Holders { passport: Some(&one), email: Some(&other), ..Holders::default() };
    let oid_and_number = Holders { oid: Some(&one), passport: Some(&other), ..Holders::default() };
    let of_anothers_hetu = SentRow { hetu: Some(hetu(950)), ..full_row() };
    for (sent, holders, by) in [
        (&of_anothers_hetu, oid_and_hetu, by_hetu),
        (&without, two_numbers, by_email),
        (&without, oid_and_number, by_passport),
    ] {
        let drafts = decide(sent, holders);
        assert_eq!(types(&drafts), ["ImportRowResolved"], "the number is told, no organisation joins");
        assert_eq!(resolved(&drafts).conflicts.last(), Some(&ConflictKind::ContradictingIdentifiers));
        assert_eq!(resolved(&drafts).contradicting, [Provenance::unlinked(oid(2), Some(by))]);
        assert_eq!(drafts[0].tags, [Tag::Person(oid(1)), Tag::Import(import_id())], "no part of the other's history");
        assert!(resolved(&drafts).withheld);
        assert_eq!(resolved(&drafts).about.addressed, oid(1));
    }
    let same = Holders { oid: Some(&one), hetu: Some(&one), passport: Some(&one), email: Some(&one) };
    assert_eq!(conflicts(&with_hetu, same), []);
    assert_eq!(resolved(&decide(&with_hetu, same)).contradicting, []);
}

#[test]
fn another_name_opens_no_record_until_a_fitting_one_is_sent() {
    let (known, row) = (known(), || SentRow { hetu: Some(hetu(946)), ..row() });
    let holders = Holders { hetu: Some(&known), ..Holders::default() };
    let drafts = decide(&SentRow { names: other_names(), ..row() }, holders);
    assert_eq!(types(&drafts), ["ImportRowResolved"]);
    assert_eq!(resolved(&drafts).conflicts, [ConflictKind::DifferentName]);
    assert!(resolved(&drafts).withheld);
    assert_eq!(types(&decide(&row(), holders)), ["OrganisationJoined", "ImportRowResolved"]);
}

#[test]
fn names_that_differ_a_little_are_told_and_join() {
    let mut known = known();
    known.former_surnames = vec!["Peuraniitty".to_owned()];
    let cases = [
        (names("Tuulia", "Tuulia", "Kettukangas"), ConflictKind::MissingFirstNames),
        (names("Tuulia Vieno", "Vieno", "Kettukankas"), ConflictKind::Spelling),
        (names("Tuulia Vieno", "Vieno", "Peuraniitty"), ConflictKind::FormerSurname),
        (names("Kettukangas", "Kettukangas", "Tuulia Vieno"), ConflictKind::SwappedFields),
    ];
    for (names, kind) in cases {
        let sent = SentRow { names, hetu: Some(hetu(946)), ..row() };
        let drafts = decide(&sent, Holders { hetu: Some(&known), ..Holders::default() });
        assert_eq!(resolved(&drafts).conflicts, [kind]);
        assert_eq!(types(&drafts), ["OrganisationJoined", "ImportRowResolved"], "{kind}");
    }
}

#[test]
fn case_spacing_and_the_call_name_are_no_difference() {
    let known = known();
    let names = names(" TUULIA  vieno", "Tuulia", "kettukangas ");
    let sent = SentRow { names, hetu: Some(hetu(946)), ..row() };
    assert_eq!(conflicts(&sent, Holders { hetu: Some(&known), ..Holders::default() }), []);
}

#[test]
fn a_person_who_cannot_be_read_takes_no_row() {
    let mut gone = person([registered(oid(1), details()), erasure_ordered(oid(1))]);
    let readable = known();
    let decided =
        |gone: &Person| decide(&full_row(), Holders { oid: Some(gone), hetu: Some(&readable), ..Holders::default() });
    let drafts = decided(&gone);
    assert_eq!(refusal(&drafts), Some(RowRefusal::PersonErased));
    assert_eq!(drafts[0].subject, Some(Subject::Import(import_id())));
    assert_eq!(drafts[0].tags, [Tag::Import(import_id()), Tag::Person(oid(1))]);
    let [Fact::ImportRowRefused(refused)] = facts(&drafts)[..] else { panic!("{:?}", types(&drafts)) };
    assert_eq!(
        refused.data.about,
        Some(Provenance::unlinked(oid(1), Some(FoundBy::Oid))),
        "whom it led to, and by what"
    );
    gone.readable = Readable::KeyLost;
    let drafts = decided(&gone);
    assert_eq!(refusal(&drafts), Some(RowRefusal::PersonUnreadable), "a lost key is never shown as erased");
}

#[test]
fn a_refused_row_can_be_found_by_its_sender_alone() {
    let of = RowOf { import: Position(12), id: import_id(), row: 7, organisations: &[] };
    let draft = refuse(&of, Some("row-1".to_owned()), RowRefusal::UnknownCode, Some("sukupuoli".to_owned()));
    let Fact::ImportRowRefused(with) = &draft.fact else { panic!("{:?}", draft.fact) };
    assert_eq!((with.data.import, with.data.row, with.data.field.as_deref()), (Position(12), 7, Some("sukupuoli")));
    assert_eq!(with.data.about, None, "whoever it means");
    assert_eq!(with.personal.known().unwrap().tunniste.as_deref(), Some("row-1"));
    assert_eq!((&draft.tags[..], draft.subject), (&[Tag::Import(import_id())][..], Some(Subject::Import(import_id()))));
}

#[test]
fn without_organisations_a_row_only_tells_the_number() {
    let known = known();
    let sent = SentRow { hetu: Some(hetu(946)), ..row() };
    let holders = Holders { hetu: Some(&known), ..Holders::default() };
    let drafts = decide_for(&sent, holders, &[], RegisterSays::Nothing).ok().unwrap();
    assert_eq!(types(&drafts), ["ImportRowResolved"]);
}

#[test]
fn a_row_that_leads_to_somebody_passive_is_resolved_to_them_and_calls_for_somebody_to_look() {
    let told = |drafts: &[Draft]| types(drafts).contains(&"PassivePersonSent");
    let to = |person: &Person| decide(&full_row(), Holders { hetu: Some(person), ..Holders::default() });
    let passive = [registered(oid(1), details()), passivated(oid(1))];
    let drafts = to(&person(passive.clone()));
    assert!(refusal(&drafts).is_none() && told(&drafts));
    assert_eq!(resolved(&drafts).about.addressed, oid(1));
    // Once is enough, until they are passivated anew.
    let sent = passive.iter().cloned().chain(drafts);
    assert!(!told(&to(&person(sent.clone()))));
    assert!(told(&to(&person(sent.chain([passivated(oid(1))])))));
    // Whoever is identified is successful all the same.
    let identified = [registered(oid(1), details()), identified(oid(1), record()), passivated(oid(1))];
    assert!(!told(&to(&person(identified))));
    let mut other_names = full_row();
    other_names.names = Names { first_names: "Vieno".to_owned(), surname: "Toinen".to_owned(), ..other_names.names };
    let withheld = decide(&other_names, Holders { hetu: Some(&person(passive)), ..Holders::default() });
    assert!(resolved(&withheld).withheld && !told(&withheld), "somebody else may be meant");
}

fn passivated(oid: events::PersonOid) -> Draft {
    let about = Provenance::unlinked(oid, None);
    let data = events::catalogue::PersonPassivated { about, cause: events::codes::PassivationCause::TestPerson };
    Draft::about(oid, events::With::new(data, events::catalogue::ActivityStatement { words: None }))
}
