//! Whose data it is: a hetu outranks every other identifier, and names that the register has not confirmed decide
//! nothing.

use domain::earlier_rows::EarlierRows;
use domain::match_row::AskRegister;
use domain::register_record::KnownRecord;
use domain::register_says::RegisterSays;
use domain::{Draft, Person};
use events::catalogue::{FoundBy, ImportRowResolved, Provenance, ResolvedRow, RowOutcome};
use events::codes::{ConflictKind, IdentifierKind};
use events::date;
use events::person::{Names, PersonDetails, RegisterRecord, SentRow};
use events::{Day, Fact, Hetu, PersonOid, Position, Tag, With};

use crate::given::*;
use crate::match_row::{decide_by, full_row, known_as, resolved};

/// The register has this record, and its hetus are held by these.
fn hear(
    sent: &SentRow,
    holders: Holders<'_>,
    record: &RegisterRecord,
    held_by: &[PersonOid],
    earlier: &EarlierRows,
) -> Vec<Draft> {
    let hetus = hetus_of(record, held_by);
    let says = RegisterSays::Record(KnownRecord { record, hetus: &hetus }, earlier);
    decide_by(sent, holders, says).ok().expect("it was asked")
}

fn hear_alone(sent: &SentRow, holders: Holders<'_>, record: &RegisterRecord) -> Vec<Draft> {
    hear(sent, holders, record, &[oid(1)], EarlierRows::none())
}

/// Which hetu the register is to be asked about first.
fn question(sent: &SentRow, holders: Holders<'_>) -> Option<Hetu> {
    decide_by(sent, holders, RegisterSays::NotAsked).err().map(|AskRegister(hetu)| hetu)
}

fn without_a_word(sent: &SentRow, holders: Holders<'_>) -> Vec<Draft> {
    decide_by(sent, holders, RegisterSays::Nothing).ok().unwrap()
}

/// A sister: another hetu, the same address.
fn sister() -> SentRow {
    SentRow { hetu: Some(hetu(950)), names: names("Tuulia Vienna", "Vienna", "Kettukangas"), ..full_row() }
}

#[test]
fn a_hetu_that_is_nobodys_never_leads_by_number_or_address_to_somebody_with_another() {
    let other = known_as(1, own_names());
    let (by_passport, by_email) = (FoundBy::Passport(handle("new passport")), FoundBy::Email(handle("new email")));
    for (holders, by) in [
        (Holders { email: Some(&other), ..Holders::default() }, vec![by_email]),
        (Holders { passport: Some(&other), ..Holders::default() }, vec![by_passport]),
        (Holders { passport: Some(&other), email: Some(&other), ..Holders::default() }, vec![by_passport, by_email]),
    ] {
        let sent = SentRow { oid: None, ..sister() };
        assert_eq!(question(&sent, holders), None, "the register has nothing to say to this");
        let drafts = without_a_word(&sent, holders);
        let [Fact::PersonRegistered(person), Fact::ImportRowResolved(row)] = facts(&drafts)[..] else {
            panic!("{:?}", types(&drafts))
        };
        let contradicting: Vec<Provenance> = by.iter().map(|by| Provenance::unlinked(oid(1), Some(*by))).collect();
        assert_eq!((row.data.outcome, &row.data.contradicting), (RowOutcome::Created, &contradicting));
        assert_eq!(row.data.conflicts, [ConflictKind::ContradictingIdentifiers]);
        assert!(!row.data.withheld, "they are the sender's own");
        assert!(row.personal.known().unwrap().sent.is_some(), "the registration does not say what is another's");
        // What is another's stays where it is.
        let details = person.personal.known().unwrap();
        assert_eq!(details.hetu, Some(hetu(950)));
        assert_eq!(details.passports.is_empty(), by.contains(&by_passport));
        assert_eq!(details.emails.is_empty(), by.contains(&by_email));
        for found in by {
            let (FoundBy::Passport(theirs) | FoundBy::Email(theirs)) = found else { panic!("{found:?}") };
            assert!(!drafts[0].tags.contains(&Tag::Passport(theirs)) && !drafts[0].tags.contains(&Tag::Email(theirs)));
        }
        assert_eq!(drafts[1].tags, [Tag::Person(oid(99)), Tag::Import(import_id())], "no part of the other's history");
    }
}

#[test]
fn somebody_whose_hetu_cannot_be_read_has_another_one_all_the_same() {
    let mut lost = known_as(1, own_names());
    (lost.readable, lost.hetu) = (domain::person::Readable::KeyLost, None);
    let drafts =
        without_a_word(&SentRow { oid: None, ..sister() }, Holders { email: Some(&lost), ..Holders::default() });
    assert_eq!(types(&drafts), ["PersonRegistered", "ImportRowResolved"]);
}

#[test]
fn the_next_identifier_leads_on_when_one_is_outranked() {
    let (other, without) = (known_as(1, own_names()), person([registered(oid(2), without_hetu())]));
    let sent = SentRow { oid: None, hetu: Some(hetu(950)), ..full_row() };
    let holders = Holders { passport: Some(&other), email: Some(&without), ..Holders::default() };
    let drafts = without_a_word(&sent, holders);
    assert_eq!(resolved(&drafts).about.addressed, oid(2));
    let found = Provenance::unlinked(oid(1), Some(FoundBy::Passport(handle("new passport"))));
    assert_eq!(resolved(&drafts).contradicting, [found]);
    assert!(resolved(&drafts).withheld, "nothing says whose the row is");
}

#[test]
fn another_persons_address_withholds_nothing_from_whom_the_hetu_finds() {
    let (own, other) = (known_as(1, own_names()), known_as(2, other_names()));
    for holders in [
        Holders { hetu: Some(&own), email: Some(&other), ..Holders::default() },
        Holders { hetu: Some(&own), passport: Some(&other), ..Holders::default() },
        Holders { oid: Some(&own), hetu: Some(&own), email: Some(&other), ..Holders::default() },
    ] {
        let drafts = without_a_word(&full_row(), holders);
        assert_eq!(types(&drafts), ["OrganisationJoined", "ImportRowResolved"]);
        let row = resolved(&drafts);
        assert_eq!((row.about.addressed, &row.conflicts[..]), (oid(1), &[ConflictKind::ContradictingIdentifiers][..]));
        assert!(!row.withheld && row.contradicting[0].addressed == oid(2));
    }
}

#[test]
fn ordinary_rows_ask_nothing() {
    let confirmed = person([registered(oid(1), details()), identified(oid(1), record())]);
    let (unconfirmed, without) = (known_as(1, own_names()), person([registered(oid(1), without_hetu())]));
    let by_hetu = |person| Holders { hetu: Some(person), ..Holders::default() };
    let short = SentRow { names: names("Vieno", "Vieno", "Kettukangas"), ..full_row() };
    for sent in [full_row(), short] {
        assert_eq!(question(&sent, by_hetu(&confirmed)), None);
        assert_eq!(question(&sent, by_hetu(&unconfirmed)), None);
    }
    assert_eq!(question(&full_row(), Holders::default()), None, "a new person");
    let no_hetu = SentRow { hetu: None, ..full_row() };
    assert_eq!(question(&no_hetu, Holders { passport: Some(&without), ..Holders::default() }), None);
    // Without a hetu of theirs nothing in the row could confirm who an unconfirmed person is.
    let other_name = SentRow { hetu: None, names: other_names(), ..full_row() };
    assert_eq!(question(&other_name, Holders { oid: Some(&unconfirmed), ..Holders::default() }), None);
}

/// Sent first by a slip, under another's name.
fn slip() -> PersonDetails {
    PersonDetails { names: other_names(), ..details() }
}

fn row_of_import_2(row: u32, outcome: RowOutcome, sent: Option<Names>) -> Draft {
    let about = Provenance::unlinked(oid(1), Some(FoundBy::Hetu(handle(hetu(946).as_str()))));
    let (import, withheld, hetu_offered) = (Position(2), false, false);
    let (conflicts, contradicting) = (vec![], vec![]);
    let data = ImportRowResolved { import, row, about, outcome, conflicts, contradicting, withheld, hetu_offered };
    let sent = sent.map(|names| SentRow { names, ..SentRow::default() });
    Draft::about(oid(1), With::new(data, ResolvedRow { tunniste: None, sent })).tagged([Tag::Import(import_id())])
}

#[test]
fn names_that_the_register_confirms_win_over_those_of_a_slip() {
    let unconfirmed = person([registered(oid(1), slip())]);
    let holders = Holders { hetu: Some(&unconfirmed), ..Holders::default() };
    let sent = SentRow { hetu: Some(hetu(946)), ..row() };
    assert_eq!(question(&sent, holders), Some(hetu(946)));
    let created = RowOutcome::Created;
    let matched = RowOutcome::Matched(IdentifierKind::Hetu);
    let earlier = history([
        registered(oid(1), slip()),
        row_of_import_2(0, created, None),
        row_of_import_2(1, matched, Some(other_names())),
        row_of_import_2(2, matched, Some(names("Tuulia", "Tuulia", "Kettukangas"))),
        row_of_import_2(3, matched, Some(other_names())),
        row_withheld(oid(1), 3),
    ]);
    let drafts = hear(&sent, holders, &record(), &[oid(1)], &EarlierRows::fold(oid(1), &earlier));
    let expected = [
        "IdentifiedFromRegister",
        "ImportRowWithheld",
        "ImportRowWithheld",
        "OrganisationLeft",
        "OrganisationJoined",
        "ImportRowResolved",
    ];
    // The sender's organisation 1 is the slip's too, so that it stays; without it, it leaves.
    assert_eq!(types(&drafts), expected.into_iter().filter(|kind| *kind != "OrganisationLeft").collect::<Vec<_>>());
    let row = resolved(&drafts);
    assert!(row.conflicts.is_empty() && !row.withheld);
    let withheld: Vec<u32> = facts(&drafts)
        .into_iter()
        .filter_map(|fact| match fact {
            Fact::ImportRowWithheld(with) => Some((with.data.row, &with.data.conflicts[..])),
            _ => None,
        })
        .map(|(row, conflicts)| {
            assert_eq!(conflicts, [ConflictKind::DifferentName]);
            row
        })
        .collect();
    assert_eq!(withheld, [0, 1], "those that fit the register stay as they are, and nothing is said twice");
    let after = person([registered(oid(1), slip())].into_iter().chain(drafts));
    assert!(after.is_in_register() && after.names.surname == "Kettukangas");
}

#[test]
fn whoever_was_let_in_by_a_slip_is_let_out() {
    let slipped = registered(oid(1), slip());
    let foreign = crate::person::joined(vec![organisation(8), organisation(9)]);
    let unconfirmed = person([slipped, foreign]);
    let holders = Holders { hetu: Some(&unconfirmed), ..Holders::default() };
    let sent = SentRow { hetu: Some(hetu(946)), ..row() };
    let drafts = hear_alone(&sent, holders, &record());
    let [_, Fact::OrganisationLeft(left), Fact::OrganisationJoined(joined), _] = facts(&drafts)[..] else {
        panic!("{:?}", types(&drafts))
    };
    assert_eq!(left.data.organisations, [organisation(8), organisation(9)]);
    assert_eq!(joined.data.organisations, [organisation(2)], "organisation 1 sent the right names now");
}

#[test]
fn names_that_fit_neither_decide_nothing() {
    let unconfirmed = known_as(1, own_names());
    let holders = Holders { hetu: Some(&unconfirmed), ..Holders::default() };
    let sent = SentRow { hetu: Some(hetu(946)), names: other_names(), ..row() };
    for drafts in [hear_alone(&sent, holders, &record()), without_a_word(&sent, holders)] {
        assert_eq!(types(&drafts), ["ImportRowResolved"]);
        assert_eq!(resolved(&drafts).conflicts, [ConflictKind::DifferentName]);
        assert!(resolved(&drafts).withheld);
    }
}

#[test]
fn nobody_is_identified_by_a_row_while_another_person_holds_one_of_their_hetus() {
    let unconfirmed = person([registered(oid(1), slip())]);
    let holders = Holders { hetu: Some(&unconfirmed), ..Holders::default() };
    let record = RegisterRecord { former_hetus: vec![hetu(945)], ..record() };
    let sent = SentRow { hetu: Some(hetu(946)), ..row() };
    let drafts = hear(&sent, holders, &record, &[oid(1), oid(2)], EarlierRows::none());
    assert_eq!(types(&drafts), ["ImportRowResolved"]);
    assert!(resolved(&drafts).withheld);
}

fn renamed() -> RegisterRecord {
    RegisterRecord { names: names("Tuulia Vieno", "Vieno", "Uusipaikka"), ..record() }
}

#[test]
fn before_a_row_is_called_different_the_register_is_asked_for_the_present_name() {
    let confirmed = person([registered(oid(1), details()), identified(oid(1), record())]);
    let sent = SentRow { names: names("Tuulia Vieno", "Vieno", "Uusipaikka"), ..full_row() };
    // Whatever led there: it is the person's own hetu that is asked about.
    let no_hetu = SentRow { hetu: None, ..sent.clone() };
    for (sent, holders) in [
        (&sent, Holders { hetu: Some(&confirmed), ..Holders::default() }),
        (&no_hetu, Holders { oid: Some(&confirmed), ..Holders::default() }),
        (&no_hetu, Holders { passport: Some(&confirmed), ..Holders::default() }),
    ] {
        assert_eq!(question(sent, holders), Some(hetu(946)));
        let drafts = hear_alone(sent, holders, &renamed());
        assert_eq!(types(&drafts), ["RegisterDataRefreshed", "OrganisationJoined", "ImportRowResolved"]);
        assert!(resolved(&drafts).conflicts.is_empty() && !resolved(&drafts).withheld);
        let before = [registered(oid(1), details()), identified(oid(1), record())];
        assert_eq!(person(before.into_iter().chain(drafts)).names.surname, "Uusipaikka");
    }
    // Nothing new in the register: nothing is written of it, and the row is what it seemed to be.
    let holders = Holders { hetu: Some(&confirmed), ..Holders::default() };
    let drafts = hear_alone(&sent, holders, &record());
    assert_eq!(types(&drafts), ["ImportRowResolved"]);
    assert_eq!(resolved(&drafts).conflicts, [ConflictKind::DifferentName]);
    // A third name: what is new is taken over all the same.
    let third = SentRow { names: other_names(), ..full_row() };
    let drafts = hear_alone(&third, holders, &renamed());
    assert_eq!(types(&drafts), ["RegisterDataRefreshed", "ImportRowResolved"]);
    assert!(resolved(&drafts).withheld);
}

#[test]
fn before_a_hetu_is_called_different_the_register_is_asked_for_the_present_one() {
    let confirmed = person([registered(oid(1), details()), identified(oid(1), record())]);
    let replaced = RegisterRecord { hetu: hetu(947), former_hetus: vec![hetu(946)], ..record() };
    let sent = SentRow { hetu: Some(hetu(947)), ..full_row() };
    let holders = Holders { oid: Some(&confirmed), ..Holders::default() };
    assert_eq!(question(&sent, holders), Some(hetu(946)));
    let drafts = hear_alone(&sent, holders, &replaced);
    assert_eq!(types(&drafts)[..2], ["HetuReplaced", "RegisterDataRefreshed"]);
    assert!(resolved(&drafts).conflicts.is_empty() && !resolved(&drafts).withheld);
    // While another person holds it, it stays theirs.
    let drafts = hear(&sent, holders, &replaced, &[oid(2), oid(1)], EarlierRows::none());
    assert_eq!(resolved(&drafts).conflicts, [ConflictKind::HetuDiffers]);
    assert!(drafts.iter().all(|draft| !draft.tags.iter().any(|tag| matches!(tag, Tag::Hetu(_)))));
}

/// A foreign student, known by a passport and an address.
fn student() -> Person {
    let (passports, emails) = (vec!["P1".to_owned()], vec!["e@example.org".to_owned()]);
    person([registered(oid(1), PersonDetails { passports, emails, ..without_hetu() })])
}

#[test]
fn a_hetu_offered_is_theirs_when_the_registers_names_and_birth_date_fit() {
    let student = student();
    let sent = SentRow { oid: None, ..full_row() };
    for holders in [
        Holders { passport: Some(&student), ..Holders::default() },
        Holders { email: Some(&student), ..Holders::default() },
        Holders { oid: Some(&student), ..Holders::default() },
    ] {
        assert_eq!(question(&sent, holders), Some(hetu(946)));
        let drafts = hear(&sent, holders, &record(), &[], EarlierRows::none());
        let expected = ["HetuAssigned", "IdentifiedFromRegister", "OrganisationJoined", "ImportRowResolved"];
        assert_eq!(types(&drafts), expected);
        assert!(!resolved(&drafts).hetu_offered && resolved(&drafts).conflicts.is_empty());
        let claim = Tag::Hetu(handle(hetu(946).as_str()));
        assert_eq!(drafts[0].tags, [Tag::Person(oid(1)), claim], "from now on the hetu alone finds them");
        let after = person([registered(oid(1), without_hetu())].into_iter().chain(drafts));
        assert!(after.has_hetu(&hetu(946)) && after.is_in_register() && after.holds_hetu());
    }
}

#[test]
fn a_hetu_offered_stays_offered_when_anything_does_not_fit() {
    let student = student();
    let holders = Holders { passport: Some(&student), ..Holders::default() };
    let sent = SentRow { oid: None, ..full_row() };
    let offered = |drafts: &[Draft]| {
        assert_eq!(types(drafts), ["OrganisationJoined", "ImportRowResolved"]);
        assert!(resolved(drafts).hetu_offered && !resolved(drafts).withheld);
    };
    let anothers_name = RegisterRecord { names: other_names(), ..record() };
    let anothers_day = RegisterRecord { birth_date: Some(Day(date(1998, 3, 15))), ..record() };
    for record in [anothers_name, anothers_day] {
        offered(&hear(&sent, holders, &record, &[], EarlierRows::none()));
    }
    let held = RegisterRecord { former_hetus: vec![hetu(945)], ..record() };
    offered(&hear(&sent, holders, &held, &[oid(2)], EarlierRows::none()));
    offered(&without_a_word(&sent, holders));
    // Nobody has said when they were born.
    let details = PersonDetails { birth_date: None, passports: vec!["P1".to_owned()], ..without_hetu() };
    let ageless = person([registered(oid(1), details)]);
    let holders = Holders { passport: Some(&ageless), ..Holders::default() };
    offered(&hear(&sent, holders, &record(), &[], EarlierRows::none()));
}

/// A sister has no hetu here and shares the address: the register tells the two apart.
#[test]
fn an_address_does_not_lead_a_row_whose_hetu_is_confirmed_to_somebody_else() {
    let sister = student();
    let born = Day(date(2000, 5, 6));
    let sent = SentRow {
        oid: None,
        passport: None,
        hetu: Some(hetu_of(born.0, 951)),
        names: names("Tuulia Vienna", "Vienna", "Kettukangas"),
        birth_date: Some(born),
        ..full_row()
    };
    let record =
        RegisterRecord { hetu: hetu_of(born.0, 951), names: sent.names.clone(), birth_date: Some(born), ..record() };
    let holders = Holders { email: Some(&sister), ..Holders::default() };
    let drafts = hear(&sent, holders, &record, &[], EarlierRows::none());
    assert_eq!(types(&drafts), ["PersonRegistered", "ImportRowResolved"]);
    assert_eq!(resolved(&drafts).contradicting[0].addressed, oid(1));
    // A passport is nobody's sister's.
    let by_passport = SentRow { passport: Some("P1".to_owned()), ..sent.clone() };
    let drafts = hear(
        &by_passport,
        Holders { passport: Some(&sister), ..Holders::default() },
        &record,
        &[],
        EarlierRows::none(),
    );
    assert!(resolved(&drafts).hetu_offered);
    // The row itself must fit the register.
    let mistyped = SentRow { birth_date: Some(Day(BORN)), ..sent };
    assert!(resolved(&hear(&mistyped, holders, &record, &[], EarlierRows::none())).hetu_offered);
}
