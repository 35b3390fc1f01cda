//! What programs have done to persons as today's registry has it: changed, found by other identifiers, linked.

use domain::addressed::Addressed;
use domain::change_identifiers::{self, Change, Found, change_identifiers};
use domain::link_as_asked::{self, Record, link_as_asked, unlink_as_asked};
use domain::update_person::{Given, HetuWanted, Refusal, Update, WantedHetu, update_person};
use domain::{Draft, Group, Person};
use events::codes::{DetailField, IdentifierKind};
use events::person::PersonDetails;
use events::recorded::OpenedEvent;
use events::{Fact, Identifier, PersonOid, Subject, Tag};

use crate::given::*;

fn addressed(drafts: &[Draft]) -> Addressed {
    let person = person(drafts.to_vec());
    Addressed { head: person.oid, organisations: Vec::new(), person }
}

fn updated(drafts: &[Draft], update: Update, hetu: Option<WantedHetu>) -> Result<Vec<Draft>, Refusal> {
    update_person(Some(&addressed(drafts)), &update, &Given { hetu, ..Given::default() })
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn only_what_is_named_and_differs_is_changed() {
    let known = [registered(oid(1), details())];
    let update = Update { surname: text("Suovanen"), service_language: text("sv"), ..Update::default() };
    let drafts = updated(&known, update.clone(), None).unwrap();
    let [Fact::PersonDetailsCorrected(with)] = facts(&drafts)[..] else { panic!("one correction") };
    assert_eq!(with.data.fields, [DetailField::Surname, DetailField::ServiceLanguage]);
    let after: Vec<Draft> = known.into_iter().chain(drafts).collect();
    assert_eq!(updated(&after, update, None), Err(Refusal::NothingChanges), "the same again");
}

#[test]
fn of_somebody_whom_the_register_has_confirmed_its_own_fields_stay() {
    let known = [registered(oid(1), details()), asked_by(identified(oid(1), record()), details().hetu.unwrap())];
    let update = Update { surname: text("Other"), sex: text("1"), died: Some(events::Day(BORN)), ..Update::default() };
    let drafts = updated(&known, update, None).unwrap();
    let [Fact::PersonDetailsCorrected(with)] = facts(&drafts)[..] else { panic!("one correction") };
    assert_eq!(with.data.fields, [DetailField::DayOfDeath]);
    let another = Update { hetu: HetuWanted::This(hetu(950)), ..Update::default() };
    let free = Some(WantedHetu { handle: handle("950"), holder: None });
    assert_eq!(updated(&known, another, free), Err(Refusal::HetuVerified));
}

#[test]
fn a_hetu_is_given_replaced_or_taken_away_and_never_another_persons() {
    let with = [registered(oid(1), details())];
    let without = [registered(oid(1), without_hetu())];
    let wanted = || Update { hetu: HetuWanted::This(hetu(950)), ..Update::default() };
    let found = |holder| Some(WantedHetu { handle: handle("950"), holder });
    assert_eq!(types(&updated(&without, wanted(), found(None)).unwrap()), ["HetuAssigned"]);
    assert_eq!(types(&updated(&with, wanted(), found(None)).unwrap()), ["HetuReplaced"]);
    assert_eq!(updated(&with, wanted(), found(Some(oid(2)))), Err(Refusal::HetuInUse));
    let none = Update { hetu: HetuWanted::None, ..Update::default() };
    assert_eq!(types(&updated(&with, none.clone(), None).unwrap()), ["HetuRemoved"]);
    assert_eq!(updated(&without, none, None), Err(Refusal::NothingChanges));
}

#[test]
fn the_keeper_alone_makes_somebody_active_again() {
    let known = [registered(oid(1), without_hetu())];
    let passive = Update { passive: Some(true), ..Update::default() };
    let drafts = updated(&known, passive, None).unwrap();
    assert_eq!(types(&drafts), ["PersonPassivated"]);
    let after: Vec<Draft> = known.into_iter().chain(drafts).collect();
    let active = Update { passive: Some(false), ..Update::default() };
    assert_eq!(updated(&after, active.clone(), None), Err(Refusal::KeeperReactivates));
    let by_keeper =
        update_person(Some(&addressed(&after)), &active, &Given { keeper: true, ..Given::default() }).unwrap();
    assert_eq!(types(&by_keeper), ["PersonReactivated"]);
}

#[test]
fn what_a_head_was_shown_with_and_is_sent_back_stays_with_its_members() {
    let mut head = addressed(&[registered(oid(1), without_hetu())]);
    head.person.language = None;
    let member = person([registered(oid(2), details())]);
    let mut shown = head.person.clone();
    (shown.hetu, shown.present_hetu) = (member.hetu, member.present_hetu);
    (shown.language, shown.nationalities) =
        (text("sv"), [&head.person.nationalities[..], &["752".to_owned()]].concat());
    let held = WantedHetu { handle: member.present_hetu.unwrap(), holder: Some(oid(2)) };
    let given = Given { hetu: Some(held), shown: Some(&shown), keeper: false };
    let mut all = Update {
        hetu: HetuWanted::This(details().hetu.unwrap()),
        language: text("sv"),
        nationalities: Some(shown.nationalities.clone()),
        ..Update::default()
    };
    assert_eq!(update_person(Some(&head), &all, &given), Err(Refusal::NothingChanges));
    all.nationalities = Some([&shown.nationalities[..], &["578".to_owned()]].concat());
    let drafts = update_person(Some(&head), &all, &given).unwrap();
    let [Fact::PersonDetailsCorrected(with)] = facts(&drafts)[..] else { panic!("one correction") };
    assert_eq!(with.data.fields, [DetailField::Nationalities]);
    let after = person([registered(oid(1), without_hetu())].into_iter().chain(drafts));
    assert_eq!(after.nationalities, [&head.person.nationalities[..], &["578".to_owned()]].concat());
}

#[test]
fn the_name_used_is_one_of_the_first_names_as_they_will_be() {
    let known = [registered(oid(1), details())];
    let first = Update { first_names: text("Kaarina"), ..Update::default() };
    assert_eq!(updated(&known, first.clone(), None), Err(Refusal::CallNameNotAmong));
    assert!(updated(&known, Update { call_name: text("Kaarina"), ..first }, None).is_ok());
}

#[test]
fn passport_numbers_are_those_and_no_others() {
    let passports = |numbers: &[&str]| Change::Passports(numbers.iter().map(|number| (*number).to_owned()).collect());
    let found = |change: &Change, known: &[Draft], holder: Option<PersonOid>| -> Vec<Found> {
        let person = person(known.to_vec());
        let one = |(identifier, text): (Identifier, String)| {
            let own = person.passports.iter().any(|own| Identifier::passport(own).as_ref() == Some(&identifier));
            Found { identifier, handle: handle(&text), holder: if own { Some(oid(1)) } else { holder } }
        };
        change.identifiers(&[addressed(known)]).into_iter().map(one).collect()
    };
    let decide = |known: &[Draft], change: &Change, holder| {
        change_identifiers(&[addressed(known)], change, &found(change, known, holder))
    };
    let mut known = vec![registered(oid(1), without_hetu())];
    let before = person(known.clone()).passports.len();
    let drafts = decide(&known, &passports(&["AB1", "ab 1", "AB2"]), None).unwrap();
    assert_eq!(types(&drafts).iter().filter(|kind| **kind == "IdentifierAttached").count(), 2, "however it is written");
    assert_eq!(types(&drafts).iter().filter(|kind| **kind == "IdentifierDetached").count(), before);
    known.extend(drafts);
    let same = decide(&known, &passports(&["AB2", "AB1"]), None);
    assert_eq!(same, Err(change_identifiers::Refusal::NothingChanges));
    let others = decide(&known, &passports(&["AB1", "AB2", "AB3"]), Some(oid(2)));
    assert_eq!(others, Err(change_identifiers::Refusal::PassportInUse));
    let email = Change::Attach(IdentifierKind::Email, "lina@posti.example".to_owned());
    let in_use = decide(&known, &email, Some(oid(1)));
    assert_eq!(in_use, Err(change_identifiers::Refusal::IdentifierInUse), "their own, too");
}

#[test]
fn identifiers_of_members_are_the_persons_and_are_changed_where_they_stand() {
    let with = |number: &str| PersonDetails { passports: vec![number.to_owned()], ..without_hetu() };
    let (head, member) = (registered(oid(1), with("AB1")), registered(oid(2), with("AB2")));
    let records = [addressed(&[head]), Addressed { head: oid(1), ..addressed(&[member]) }];
    let decide = |numbers: &[&str]| {
        let change = Change::Passports(numbers.iter().map(|number| (*number).to_owned()).collect());
        let holder = |text: &str| match text {
            "AB1" => Some(oid(1)),
            "AB2" => Some(oid(2)),
            _ => None,
        };
        let one = |(identifier, text): (Identifier, String)| Found {
            identifier,
            handle: handle(&text),
            holder: holder(&text),
        };
        let found: Vec<Found> = change.identifiers(&records).into_iter().map(one).collect();
        change_identifiers(&records, &change, &found)
    };
    let about = |drafts: &[Draft]| drafts.iter().map(|draft| draft.subject).collect::<Vec<_>>();
    let more = decide(&["AB1", "AB2", "AB3"]).unwrap();
    assert_eq!((types(&more), about(&more)), (vec!["IdentifierAttached"], vec![Some(Subject::Person(oid(1)))]));
    let fewer = decide(&["AB1"]).unwrap();
    assert_eq!((types(&fewer), about(&fewer)), (vec!["IdentifierDetached"], vec![Some(Subject::Person(oid(2)))]));
}

// ── Links ──

fn group(number: u64, events: &[OpenedEvent]) -> Group {
    let of = |oid: PersonOid| {
        Person::fold(events.iter().filter(|event| event.recorded.envelope.tags.contains(&Tag::Person(oid))))
    };
    Group::of(oid(number), (1..=6).filter_map(|number| of(oid(number)))).unwrap()
}

fn record_of(number: u64, drafts: &[Draft]) -> Record {
    let events = history(drafts.to_vec());
    let own: Vec<OpenedEvent> = events
        .iter()
        .filter(|event| event.recorded.envelope.tags.contains(&Tag::Person(oid(number))))
        .cloned()
        .collect();
    Record { group: group(number, &events), by_hand: domain::revoke_identification::by_hand(&own, oid(number)) }
}

fn link(drafts: &mut Vec<Draft>, person: u64, others: &[u64], force: bool) -> Result<(), link_as_asked::Refusal> {
    let records: Vec<Record> = others.iter().map(|other| record_of(*other, drafts)).collect();
    let made = link_as_asked(Some(&record_of(person, drafts)), &records, force)?;
    drafts.extend(made);
    Ok(())
}

fn four() -> Vec<Draft> {
    (1..=4).map(|number| registered(oid(number), without_hetu())).collect()
}

fn head(number: u64, drafts: &[Draft]) -> PersonOid {
    group(number, &history(drafts.to_vec())).head().oid
}

#[test]
fn others_are_linked_to_the_person_addressed_unless_one_of_them_is_somebody() {
    let mut plain = four();
    link(&mut plain, 1, &[2, 3], false).unwrap();
    assert_eq!([1, 2, 3].map(|number| head(number, &plain)), [oid(1); 3]);
    let mut identified = four();
    identified.push(identified_by_official(oid(2), None));
    link(&mut identified, 1, &[2, 3], false).unwrap();
    assert_eq!([1, 2, 3].map(|number| head(number, &identified)), [oid(2); 3]);
    identified.push(identified_by_official(oid(4), None));
    let refused = link(&mut identified, 2, &[4], false);
    assert_eq!(refused, Err(link_as_asked::Refusal::SeveralIdentified));
}

#[test]
fn a_head_that_is_linked_brings_its_members_and_a_member_cannot_be_addressed() {
    let mut drafts = four();
    link(&mut drafts, 1, &[2, 3], false).unwrap();
    assert_eq!(link(&mut drafts, 2, &[4], false), Err(link_as_asked::Refusal::Linked));
    link(&mut drafts, 4, &[1], false).unwrap();
    assert_eq!([1, 2, 3, 4].map(|number| head(number, &drafts)), [oid(4); 4]);
    assert_eq!(link(&mut drafts, 4, &[2], false), Err(link_as_asked::Refusal::NothingChanges), "a member already");
}

#[test]
fn a_member_that_is_somebody_takes_its_head_below_itself() {
    let mut drafts = four();
    link(&mut drafts, 1, &[2], false).unwrap();
    drafts.push(identified_by_official(oid(2), None));
    link(&mut drafts, 1, &[2], false).unwrap();
    assert_eq!([1, 2].map(|number| head(number, &drafts)), [oid(2); 2]);
}

#[test]
fn with_force_an_identification_by_hand_ends_and_nothing_stronger() {
    let mut drafts = four();
    drafts.extend([identified_by_official(oid(1), None), identified_by_official(oid(2), None)]);
    link(&mut drafts, 1, &[2], true).unwrap();
    let events = history(drafts.clone());
    let member = group(2, &events);
    assert!(member.head().oid == oid(1) && !member.addressed().is_identified());
    drafts.push(registered(oid(5), details()));
    assert_eq!(link(&mut drafts, 1, &[5], true), Err(link_as_asked::Refusal::Verified));
}

#[test]
fn a_link_that_is_taken_back_leaves_everybody_as_if_it_had_never_been() {
    let mut drafts = four();
    link(&mut drafts, 1, &[2], false).unwrap();
    link(&mut drafts, 3, &[1], false).unwrap();
    let events = history(drafts.clone());
    let made = unlink_as_asked(Some(&group(3, &events)), Some(&group(1, &events))).unwrap();
    drafts.extend(made);
    assert_eq!([1, 2, 3].map(|number| head(number, &drafts)), [oid(1), oid(1), oid(3)]);
    let events = history(drafts);
    let again = unlink_as_asked(Some(&group(3, &events)), Some(&group(1, &events)));
    assert_eq!(again, Err(link_as_asked::Refusal::NothingChanges));
}
