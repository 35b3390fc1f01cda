//! What officials correct of a person: each field that they changed, and nothing that they only saw.

use domain::addressed::Addressed;
use domain::correct_details::{self, Correction, FoundIdentifier, Given, Seen, correct_details, faults};
use domain::{CodeSets, Draft, Person};
use events::catalogue::CorrectedDetails;
use events::codes::{DetailField, IdentifierKind};
use events::person::{ContactGroup, ContactOrigin};
use events::time::date;
use events::{Fact, Identifier, PersonOid};

use crate::acts::{addressed, attached, corrected, detached, kinds, renamed};
use crate::given::*;

fn codes() -> CodeSets {
    CodeSets::shipped().unwrap()
}

fn correct(
    to: &Addressed,
    correction: &Correction,
    seen: Option<&Person>,
    found: &[FoundIdentifier],
) -> Result<Vec<Draft>, correct_details::Refusal> {
    let codes = codes();
    let seen = seen.map_or(Seen::Unsaid, Seen::This);
    let given = Given { today: date(2026, 11, 22), codes: &codes, seen, found, shown: None, members: &[] };
    correct_details(Some(to), correction, &given, &mut |_, known| known.unwrap_or(handle("new")))
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn only_what_differs_is_corrected() {
    let to = addressed([registered(oid(1), without_hetu())]);
    let own = to.person.names.clone();
    let correction = Correction {
        first_names: text(&format!("  {}  Vieno ", own.first_names)),
        surname: Some(own.surname.clone()),
        ..Correction::default()
    };
    let drafts = correct(&to, &correction, None, &[]).unwrap();
    let [Fact::PersonDetailsCorrected(with)] = &drafts.iter().map(|draft| draft.fact.clone()).collect::<Vec<_>>()[..]
    else {
        panic!("{:?}", kinds(&drafts))
    };
    assert_eq!(with.data.fields, [DetailField::FirstNames]);
    let after = person([registered(oid(1), without_hetu())].into_iter().chain(drafts.clone()));
    assert_eq!(after.names.first_names, format!("{} Vieno", own.first_names));
    let nothing = Correction { surname: Some(own.surname), ..Correction::default() };
    assert_eq!(correct(&to, &nothing, None, &[]), Err(correct_details::Refusal::NothingChanges));
}

#[test]
fn every_fault_of_a_correction_is_told_at_once() {
    use correct_details::Refusal;
    let to = addressed([registered(oid(1), without_hetu())]);
    let correction = Correction {
        first_names: text(" "),
        surname: text("\u{7}"),
        call_name: Some("x".repeat(256)),
        birth_date: text("31.2.2004"),
        sex: text("9"),
        language: text("q9"),
        nationalities: Some(vec!["999x".to_owned()]),
        contacts: Some(vec![ContactGroup {
            kind: 4,
            origin: ContactOrigin::Official,
            details: Vec::new(),
            origin_code: None,
        }]),
        emails: Some(vec!["nobody".to_owned()]),
        ..Correction::default()
    };
    let codes = codes();
    let given =
        Given { today: date(2026, 11, 22), codes: &codes, seen: Seen::Unsaid, found: &[], shown: None, members: &[] };
    let found = faults(&to.person, &correction, &given);
    let expected = [
        Refusal::FirstNamesMissing,
        Refusal::CallNameTooLong,
        Refusal::Surname,
        Refusal::BirthDate,
        Refusal::Sex,
        Refusal::Language,
        Refusal::Nationality,
        Refusal::Contacts,
        Refusal::Email,
    ];
    assert_eq!(found, expected);
    let call_name = Correction { call_name: text("Somebody"), ..Correction::default() };
    assert_eq!(correct(&to, &call_name, None, &[]), Err(Refusal::CallNameNotAmong));
}

#[test]
fn what_the_register_owns_stays_and_the_rest_may_be_corrected() {
    let to = addressed([registered(oid(1), details()), identified(oid(1), record())]);
    let surname = Correction { surname: text("Other"), ..Correction::default() };
    assert_eq!(correct(&to, &surname, None, &[]), Err(correct_details::Refusal::OfRegister));
    let service = Correction { service_language: text("SV"), ..Correction::default() };
    let drafts = correct(&to, &service, None, &[]).unwrap();
    let life = [registered(oid(1), details()), identified(oid(1), record())];
    let after = person(life.into_iter().chain(drafts));
    assert_eq!(after.service_language.as_deref(), Some("sv"));
    assert!(after.is_in_register());
}

#[test]
fn what_somebody_else_has_changed_meanwhile_is_not_overwritten() {
    let seen = person([registered(oid(1), without_hetu())]);
    let now = addressed([registered(oid(1), without_hetu()), renamed("Vieno Maria")]);
    let of = |first_names: &str| Correction { first_names: text(first_names), ..Correction::default() };
    let refused = correct(&now, &of("Tuulia"), Some(&seen), &[]);
    assert_eq!(refused, Err(correct_details::Refusal::CallNameNotAmong));
    let both = Correction { call_name: text("Tuulia"), ..of("Tuulia") };
    assert_eq!(correct(&now, &both, Some(&seen), &[]), Err(correct_details::Refusal::ChangedMeanwhile));
    assert!(correct(&now, &both, Some(&now.person), &[]).is_ok(), "whoever has seen it decides");
    let other = Correction { surname: text("Uusinimi"), ..Correction::default() };
    assert!(correct(&now, &other, Some(&seen), &[]).is_ok(), "another field");
}

#[test]
fn identifiers_are_given_and_taken_unless_somebody_else_has_them() {
    let first = attached(IdentifierKind::Passport, "P9");
    let to = addressed([registered(oid(1), without_hetu()), first]);
    let found = |holder: Option<PersonOid>| {
        let one = |text: &str, handle, holder| FoundIdentifier {
            identifier: Identifier::passport(text).unwrap(),
            handle,
            holder,
        };
        vec![one("P9", Some(handle("P9")), Some(oid(1))), one("XK 2", None, holder)]
    };
    let correction = Correction { passports: Some(vec!["XK 2".to_owned()]), ..Correction::default() };
    let drafts = correct(&to, &correction, None, &found(None)).unwrap();
    assert_eq!(kinds(&drafts), ["IdentifierDetached", "IdentifierAttached"]);
    let in_use = correct(&to, &correction, None, &found(Some(oid(2))));
    assert_eq!(in_use, Err(correct_details::Refusal::PassportInUse));
    let seen = person([registered(oid(1), without_hetu())]);
    let drafts = correct(&to, &correction, Some(&seen), &found(None)).unwrap();
    assert_eq!(kinds(&drafts), ["IdentifierAttached"], "what the official has not seen is not taken");
}

#[test]
fn an_unreadable_birth_date_is_told_also_where_none_was_known() {
    use correct_details::Refusal;
    let to = addressed([registered(oid(1), without_hetu()), forgotten_birth_date()]);
    assert_eq!(to.person.birth_date, None);
    for typed in ["31.2.2001", "2001-02-31", "2101-02-21", "soon"] {
        let alone = Correction { birth_date: text(typed), ..Correction::default() };
        let beside = Correction { surname: text("Uusinimi"), ..alone.clone() };
        for seen in [None, Some(&to.person)] {
            assert_eq!(correct(&to, &alone, seen, &[]), Err(Refusal::BirthDate), "{typed}");
            assert_eq!(correct(&to, &beside, seen, &[]), Err(Refusal::BirthDate), "{typed}");
        }
    }
    // The hetu says when its holder was born; a date that cannot be read is told all the same.
    let with_hetu = addressed([registered(oid(1), details())]);
    let typed = Correction { birth_date: text("31.2.2001"), ..Correction::default() };
    assert_eq!(correct(&with_hetu, &typed, None, &[]), Err(Refusal::BirthDate));
}

fn forgotten_birth_date() -> Draft {
    corrected(&[DetailField::BirthDate], CorrectedDetails::default())
}

#[test]
fn only_what_the_official_changed_is_wanted_and_what_others_changed_stays() {
    let seen = addressed([registered(oid(1), without_hetu())]).person;
    let of_other = CorrectedDetails { surname: text("Toinen"), language: text("se"), ..CorrectedDetails::default() };
    let now = addressed([
        registered(oid(1), without_hetu()),
        corrected(&[DetailField::Surname, DetailField::Language], of_other),
    ]);
    // A form sends back everything that it showed.
    let form = Correction {
        first_names: Some(seen.names.first_names.clone()),
        call_name: Some(seen.names.call_name.clone()),
        surname: Some(seen.names.surname.clone()),
        language: Some(seen.language.clone().unwrap_or_default()),
        ..Correction::default()
    };
    assert_eq!(correct(&now, &form, Some(&seen), &[]), Err(correct_details::Refusal::NothingChanges));
    let other_field = Correction { nationalities: Some(vec!["752".to_owned()]), ..form.clone() };
    let drafts = correct(&now, &other_field, Some(&seen), &[]).unwrap();
    let [Fact::PersonDetailsCorrected(with)] = &drafts.iter().map(|draft| draft.fact.clone()).collect::<Vec<_>>()[..]
    else {
        panic!("{:?}", kinds(&drafts))
    };
    assert_eq!(with.data.fields, [DetailField::Nationalities], "what others changed stays");
    let same_field = Correction { surname: text("Kolmas"), ..other_field };
    assert_eq!(correct(&now, &same_field, Some(&seen), &[]), Err(correct_details::Refusal::ChangedMeanwhile));
}

#[test]
fn an_identifier_that_somebody_took_away_meanwhile_does_not_come_back_beside_another() {
    let life = [registered(oid(1), without_hetu()), attached(IdentifierKind::Passport, "P9")];
    let seen = addressed(life.clone()).person;
    let now = addressed(life.into_iter().chain([detached(IdentifierKind::Passport, "P9")]));
    let wanted = seen.passports.iter().cloned().chain(["XK 2".to_owned()]).collect();
    let correction = Correction { passports: Some(wanted), ..Correction::default() };
    let drafts = correct(&now, &correction, Some(&seen), &[]).unwrap();
    assert_eq!(kinds(&drafts), ["IdentifierAttached"]);
    let after = person([registered(oid(1), without_hetu())].into_iter().chain(drafts));
    assert!(after.passports.contains(&"XK 2".to_owned()) && !after.passports.contains(&"P9".to_owned()));
}

#[test]
fn whoever_saw_the_log_before_the_person_was_in_it_has_seen_nothing() {
    let to = addressed([registered(oid(1), without_hetu())]);
    let codes = codes();
    let given =
        Given { today: date(2026, 11, 22), codes: &codes, seen: Seen::Nobody, found: &[], shown: None, members: &[] };
    let correction = Correction { surname: text("Uusinimi"), ..Correction::default() };
    let refused = correct_details(Some(&to), &correction, &given, &mut |_, known| known.unwrap_or(handle("new")));
    assert_eq!(refused, Err(correct_details::Refusal::ChangedMeanwhile));
}

#[test]
fn what_only_a_linked_record_has_is_neither_copied_to_the_head_nor_emptied_there() {
    use correct_details::Refusal;
    let mut head = addressed([registered(oid(1), without_hetu())]);
    head.person.language = None;
    let mut shown = head.person.clone();
    (shown.language, shown.nationalities) =
        (text("sv"), [&head.person.nationalities[..], &["752".to_owned()]].concat());
    let codes = codes();
    let given = Given {
        today: date(2026, 11, 22),
        codes: &codes,
        seen: Seen::This(&shown),
        found: &[],
        shown: Some(&shown),
        members: &[],
    };
    let correct = |correction: Correction| {
        correct_details(Some(&head), &correction, &given, &mut |_, known| known.unwrap_or(handle("new")))
    };
    let nationalities = |codes: Vec<String>| Correction { nationalities: Some(codes), ..Correction::default() };
    let own = head.person.nationalities.clone();
    assert_eq!(correct(nationalities(own.clone())), Err(Refusal::NationalityOfMember));
    assert_eq!(correct(Correction { language: text(""), ..Correction::default() }), Err(Refusal::LanguageOfMember));
    let more = [&shown.nationalities[..], &["578".to_owned()]].concat();
    let drafts = correct(nationalities(more)).unwrap();
    let after = person([registered(oid(1), without_hetu())].into_iter().chain(drafts));
    assert_eq!(after.nationalities, [&own[..], &["578".to_owned()]].concat(), "the member's own stays the member's");
}
