//! Somebody moves in from the registry before this one.

use domain::addressed::Addressed;
use domain::move_in::{
    Claimable, FailedThere, HeldHere, IdentifiedThere, Left, LeftLink, Moved, OnrPerson, Times, identifiers,
    move_changes, move_in, move_link,
};
use domain::person::IdentifiedBy;
use domain::{Draft, Group, Person};
use events::catalogue::MovedFromOnr;
use events::codes::{FailureCause, IdentificationWay, IdentifierKind, LinkReason, Origin};
use events::person::MoreDetails;
use events::{Fact, Instant, PersonOid, Subject, Tag, With};

use crate::given::*;

fn times() -> Times {
    let [registered, modified] = [1_000, 2_000].map(Instant::from_millis);
    Times { registered, modified, synced: Some(Instant::from_millis(3_000)), handled_by: Some("official".to_owned()) }
}

/// The person whom most tests are about, as ONR has them.
fn there() -> OnrPerson {
    OnrPerson {
        oid: oid(1),
        details: details(),
        register_contacts: Vec::new(),
        former_hetus: Vec::new(),
        attached_eidas: Vec::new(),
        organisations: vec![organisation(1)],
        identified: None,
        failed: None,
        passive: false,
        times: times(),
    }
}

fn identified_there() -> OnrPerson {
    OnrPerson { identified: Some(IdentifiedThere::FromRegister), former_hetus: vec![hetu(947)], ..there() }
}

/// Nobody else holds any of their identifiers.
fn claimable(person: &OnrPerson) -> Claimable {
    let handle = |identifier: &events::Identifier| handle(identifier.normal_form());
    identifiers(person).into_iter().map(|identifier| (identifier.clone(), handle(&identifier))).collect()
}

fn moved(person: &OnrPerson) -> Moved {
    move_in(person, &claimable(person))
}

fn here(drafts: Vec<Draft>) -> HeldHere {
    let person = person(drafts);
    let head = person.oid;
    HeldHere { addressed: Addressed { person, head, organisations: Vec::new() }, changed_here: None, master: None }
}

/// What moving the person of `first` as `then` comes to.
fn again(first: &OnrPerson, then: &OnrPerson) -> (Moved, Person) {
    let drafts = moved(first).drafts;
    let mut known = claimable(first);
    known.extend(claimable(then));
    let next = move_changes(then, &here(drafts.clone()), &known);
    let person = person(drafts.into_iter().chain(next.drafts.clone()));
    (next, person)
}

pub fn moved_from_onr(oid: PersonOid) -> Draft {
    let Times { registered, modified, synced, handled_by } = times();
    let about = events::catalogue::Provenance::unlinked(oid, None);
    let data = MovedFromOnr { about, registered, modified, synced, handled_by };
    Draft::plain(With::new(data, Default::default()), vec![Tag::Person(oid)])
}

#[test]
fn a_person_is_registered_with_their_own_times() {
    let moved = moved(&there());
    assert_eq!((types(&moved.drafts), moved.left), (vec!["PersonRegistered", "MovedFromOnr"], vec![]));
    let [Fact::PersonRegistered(registered), _] = facts(&moved.drafts)[..] else { panic!() };
    assert_eq!((registered.data.origin, registered.data.import), (Origin::MovedFromOnr, None));
    assert_eq!(moved.drafts[0].tags, [Tag::Person(oid(1)), Tag::Hetu(handle(hetu(946).as_str()))]);
    assert!(moved.drafts[0].valid_from.is_some());
    let person = person(moved.drafts);
    assert_eq!((person.registered_at, person.modified_at), (times().registered, times().modified));
    assert_eq!((person.synced_at, person.handled_by.clone()), (times().synced, times().handled_by));
    assert!(person.awaits_register().is_some(), "the register is asked about them as about anybody");
}

#[test]
fn the_registers_word_is_taken_with_the_hetus_that_it_rests_on() {
    let drafts = moved(&identified_there()).drafts;
    assert_eq!(types(&drafts), ["PersonRegistered", "IdentifiedFromRegister", "MovedFromOnr"]);
    let [_, Fact::IdentifiedFromRegister(identified), _] = facts(&drafts)[..] else { panic!() };
    assert_eq!(identified.data.way, IdentificationWay::MovedFromOnr);
    assert_eq!(identified.data.former, [handle(hetu(947).as_str())]);
    assert!(!drafts[1].compared, "nothing was compared here");
    let person = person(drafts);
    assert!(person.is_in_register() && person.has_hetu(&hetu(947)));
    assert_eq!(person.superseded.len(), 1);
}

#[test]
fn without_a_hetu_the_registers_word_is_left() {
    let moved = moved(&OnrPerson { details: without_hetu(), ..identified_there() });
    assert_eq!(moved.left, [Left::IdentifiedWithoutHetu]);
    assert!(!person(moved.drafts).is_identified());
}

#[test]
fn officials_and_eidas_identify_as_before() {
    let by_hand = OnrPerson { details: without_hetu(), identified: Some(IdentifiedThere::ByOfficial), ..there() };
    assert!(person(moved(&by_hand).drafts).identified.contains(&IdentifiedBy::Official));
    let more = MoreDetails { eidas: vec!["SE/FI/1".to_owned()], ..MoreDetails::default() };
    let details = events::person::PersonDetails { more: Some(more), ..without_hetu() };
    let by_eidas = person(moved(&OnrPerson { details, ..there() }).drafts);
    assert!(by_eidas.identified.contains(&IdentifiedBy::Eidas));
    let beside = OnrPerson { attached_eidas: vec!["SE/FI/1".to_owned()], ..by_hand };
    let beside = person(moved(&beside).drafts);
    assert_eq!((beside.eidas.len(), beside.identified.contains(&IdentifiedBy::Eidas)), (1, false));
}

#[test]
fn a_failed_attempt_is_not_made_again() {
    let failed = FailedThere {
        cause: FailureCause::NamesClearlyDifferent,
        next_try: None,
        compared: Some((case(), Box::new(record()))),
    };
    let drafts = moved(&OnrPerson { failed: Some(failed), ..there() }).drafts;
    assert_eq!(types(&drafts), ["PersonRegistered", "IdentificationFailed", "MovedFromOnr"]);
    assert_eq!(drafts[1].subject, Some(Subject::Case(case())));
    let person = person(drafts);
    assert_eq!(person.failure.as_ref().unwrap().cause, FailureCause::NamesClearlyDifferent);
    assert_eq!(person.awaits_register(), None);
}

#[test]
fn what_another_person_holds_is_left() {
    let details = events::person::PersonDetails { emails: vec!["a@posti.example".to_owned()], ..details() };
    let moved = move_in(&OnrPerson { details, ..there() }, &Claimable::new());
    let in_use = [IdentifierKind::Hetu, IdentifierKind::Email].map(Left::InUse);
    assert_eq!(moved.left, in_use);
    let person = person(moved.drafts);
    assert!(person.hetu.is_none() && person.emails.is_empty() && person.claims.is_empty());
}

#[test]
fn moving_the_same_again_changes_nothing() {
    for there in [there(), identified_there(), OnrPerson { passive: true, ..identified_there() }] {
        assert_eq!(types(&again(&there, &there).0.drafts), Vec::<&str>::new());
    }
}

#[test]
fn only_what_differs_is_moved() {
    let mut changed = there();
    changed.details.names.surname = "Uusinimi".to_owned();
    changed.organisations = vec![organisation(2)];
    changed.details.passports = vec!["XK1".to_owned()];
    let (moved, person) = again(&there(), &changed);
    let expected =
        ["PersonDetailsCorrected", "IdentifierAttached", "OrganisationJoined", "OrganisationLeft", "MovedFromOnr"];
    assert_eq!(types(&moved.drafts), expected);
    assert_eq!(person.names.surname, "Uusinimi");
    assert!(person.organisations.iter().eq([&organisation(2)]));
    let (taken, person) = again(&changed, &there());
    assert!(types(&taken.drafts).contains(&"IdentifierDetached") && person.passports.is_empty());
}

#[test]
fn whoever_was_identified_meanwhile_is_identified_here() {
    let (moved, person) = again(&there(), &identified_there());
    assert_eq!(types(&moved.drafts), ["IdentifiedFromRegister", "MovedFromOnr"]);
    assert!(person.is_in_register());
    let mut refreshed = identified_there();
    refreshed.details.names.surname = "Uusinimi".to_owned();
    let (moved, person) = again(&identified_there(), &refreshed);
    assert_eq!(types(&moved.drafts), ["RegisterDataRefreshed", "MovedFromOnr"]);
    assert_eq!(person.names.surname, "Uusinimi");
    let (ended, _) = again(&identified_there(), &there());
    assert_eq!(ended.left, [Left::IdentificationEnded]);
}

#[test]
fn whoever_has_changed_here_is_left_as_they_are() {
    let mut changed = there();
    changed.details.names.surname = "Uusinimi".to_owned();
    changed.times.modified = Instant::from_millis(9_000);
    let drafts = moved(&there()).drafts;
    for (modified, left) in [(9_000, vec![]), (2_000, vec![Left::ChangedHere])] {
        let here = HeldHere { changed_here: Some(Some(Instant::from_millis(modified))), ..here(drafts.clone()) };
        let moved = move_changes(&changed, &here, &claimable(&changed));
        assert_eq!((moved.drafts.len(), moved.left), (0, left));
    }
}

fn group(drafts: Vec<Draft>) -> Group {
    Group::alone(person(drafts))
}

#[test]
fn a_slave_joins_its_master_and_both_keep_their_times() {
    let of = |number| group(moved(&OnrPerson { oid: oid(number), details: without_hetu(), ..there() }).drafts);
    let drafts = move_link(Some(&of(1)), Some(&of(2))).unwrap();
    assert_eq!(types(&drafts), ["PersonLinked", "MovedFromOnr", "MovedFromOnr"]);
    let [Fact::PersonLinked(linked), ..] = facts(&drafts)[..] else { panic!() };
    assert_eq!((linked.data.to, linked.data.reason), (oid(2), LinkReason::MovedFromOnr));
    let first = OnrPerson { details: without_hetu(), ..there() };
    let slave = person(moved(&first).drafts.into_iter().chain(drafts));
    assert_eq!((slave.link.unwrap().to, slave.modified_at), (oid(2), times().modified));
    let slave = Group::of(oid(1), [slave]).unwrap();
    assert_eq!(move_link(Some(&slave), Some(&of(2))), Ok(vec![]), "it stands already");
    assert_eq!(move_link(Some(&slave), Some(&of(3))), Err(LeftLink::LinkedOtherwise));
    assert_eq!(move_link(None, Some(&of(3))), Err(LeftLink::Unknown));
    assert_eq!(move_link(Some(&of(3)), Some(&of(3))), Err(LeftLink::Circle));
}
