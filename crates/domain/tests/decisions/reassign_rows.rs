//! To whom rows of imports lead whose identifier is not their person's any more.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::reassign_rows::{Found, Holder, Refusal, To, Wanted, reassign_rows};
use domain::rows::PersonRows;
use domain::{Draft, Group, Person};
use events::catalogue::{FoundBy, ImportRowReassigned, ImportRowResolved, Provenance, ResolvedRow, RowOutcome};
use events::codes::{ConflictKind, HetuFate, IdentifierKind, ReassignmentCause};
use events::person::{PersonDetails, SentRow};
use events::{CommandId, Fact, OpenedEvent, OrganisationOid, PersonOid, Position, Tag, With};
use uuid::Uuid;

use crate::given::*;

const IMPORT: Position = Position(40);

/// A row of organisation `sender` came to person 1 by a hetu; it was sent with these names.
fn came(row: u32, by: Option<&str>, sent: Option<SentRow>) -> Draft {
    let by = by.map(|text| FoundBy::Hetu(handle(text)));
    let outcome = by.map_or(RowOutcome::Created, |_| RowOutcome::Matched(IdentifierKind::Hetu));
    let about = Provenance::unlinked(oid(1), by);
    let (conflicts, contradicting, withheld, hetu_offered) = (vec![], vec![], false, false);
    let data =
        ImportRowResolved { import: IMPORT, row, about, outcome, conflicts, contradicting, withheld, hetu_offered };
    let personal = ResolvedRow { tunniste: Some(format!("row-{row}")), sent };
    Draft::about(oid(1), With::new(data, personal)).tagged([Tag::Import(import_id())])
}

fn sent_as(names: events::person::Names) -> SentRow {
    SentRow { names, hetu: Some(hetu(946)), ..SentRow::default() }
}

/// Each event by a command of its own, as sent by an organisation.
fn by_commands(drafts: Vec<(Draft, u64)>) -> Vec<OpenedEvent> {
    after(&[], drafts)
}

/// The same behind others.
fn after(earlier: &[OpenedEvent], drafts: Vec<(Draft, u64)>) -> Vec<OpenedEvent> {
    let event = |(place, (draft, sender)): (usize, (Draft, u64))| {
        let mut event = recorded(place as u64 + 1, draft);
        let mut with_meta = (*event.recorded).clone();
        // What gives access stands before the row by whose command it was given.
        let command = if matches!(event.fact, Fact::ImportRowResolved(_)) { place - 1 } else { place };
        with_meta.envelope.meta.command = CommandId(Uuid::from_u128(command as u128 + 100));
        with_meta.envelope.meta.organisations = vec![organisation(sender)];
        event.recorded = Arc::new(with_meta);
        event
    };
    let new = (earlier.len()..).zip(drafts).map(event);
    earlier.iter().cloned().chain(new).collect()
}

fn holder(events: &[OpenedEvent]) -> Holder {
    let group = Group::alone(Person::fold(events).unwrap());
    Holder { group, rows: PersonRows::fold(oid(1), events) }
}

/// Person 1 was registered by the row of organisation 1; organisation 2 sent the hetu's true holder, who was matched by
/// it and is `details`; then the hetu was withdrawn.
fn withdrawn() -> Vec<OpenedEvent> {
    by_commands(vec![
        (registered(oid(1), PersonDetails { names: other_names(), ..details() }), 1),
        (came(0, None, None), 1),
        (joined(2), 2),
        (came(1, Some(hetu(946).as_str()), Some(sent_as(own_names()))), 2),
        (hetu_removed(oid(1), hetu(946), HetuFate::Withdrawn), 9),
    ])
}

fn joined(of: u64) -> Draft {
    let about = Provenance::unlinked(oid(1), None);
    let data = events::catalogue::OrganisationJoined { about, organisations: vec![organisation(of)] };
    Draft::plain(With::new(data, Default::default()), vec![Tag::Person(oid(1))])
}

fn wanted(rows: &[(u32, To)]) -> Wanted {
    Wanted { rows: rows.iter().map(|(row, to)| ((IMPORT, *row), *to)).collect(), words: Some("words".to_owned()) }
}

fn decide(events: &[OpenedEvent], wanted: &Wanted, targets: &[Group]) -> Result<Vec<Draft>, Refusal> {
    let targets: BTreeMap<PersonOid, Group> =
        targets.iter().map(|group| (group.addressed().oid, group.clone())).collect();
    let found = [Found { kind: IdentifierKind::Hetu, tag: Tag::Hetu(handle(hetu(946).as_str())), held: false }];
    reassign_rows(Some(&holder(events)), wanted, &targets, oid(99), &found)
}

fn reassignments(drafts: &[Draft]) -> Vec<&ImportRowReassigned> {
    let row = |draft: &'_ Draft| matches!(draft.fact, Fact::ImportRowReassigned(_));
    drafts
        .iter()
        .filter(|draft| row(draft))
        .map(|draft| match &draft.fact {
            Fact::ImportRowReassigned(with) => &with.data,
            _ => unreachable!(),
        })
        .collect()
}

/// A row of [`IMPORT`] went from person 2 to person 1.
pub fn reassigned(row: u32) -> Draft {
    let events = by_commands(vec![
        (registered(oid(1), details()), 1),
        (came(row, Some("another"), Some(sent_as(own_names()))), 1),
    ]);
    let drafts = decide(&events, &wanted(&[(row, To::Person(oid(2)))]), &[other_person()]).unwrap();
    drafts.into_iter().find(|draft| matches!(draft.fact, Fact::ImportRowReassigned(_))).unwrap()
}

fn other_person() -> Group {
    Group::alone(person([registered(oid(2), without_hetu())]))
}

#[test]
fn a_row_turns_when_its_identifier_is_withdrawn_and_not_the_one_that_created_the_person() {
    let events = withdrawn();
    let holder = holder(&events);
    let turning = |row| holder.rows.rows[&(IMPORT, row)].turns(holder.group.addressed());
    assert_eq!((turning(0), turning(1)), (false, true));
    let before = self::holder(&events[..4]);
    assert!(!before.rows.rows[&(IMPORT, 1)].turns(before.group.addressed()), "the hetu is the person's");
}

#[test]
fn a_row_goes_to_a_new_person_who_has_its_hetu_and_the_sender_changes_persons() {
    let drafts = decide(&withdrawn(), &wanted(&[(1, To::New)]), &[]).unwrap();
    assert_eq!(types(&drafts), ["PersonRegistered", "ImportRowReassigned", "OrganisationLeft"]);
    let [Fact::PersonRegistered(new), Fact::ImportRowReassigned(row), Fact::OrganisationLeft(left)] =
        facts(&drafts)[..]
    else {
        panic!("{:?}", types(&drafts))
    };
    assert_eq!((new.data.about.addressed, &new.data.organisations[..]), (oid(99), &[organisation(2)][..]));
    assert!(new.personal.known().unwrap().hetu == Some(hetu(946)));
    assert!(drafts[0].tags.contains(&Tag::Hetu(handle(hetu(946).as_str()))));
    assert_eq!((row.data.from, row.data.about.addressed), (oid(1), oid(99)));
    assert_eq!(row.data.cause, ReassignmentCause::IdentifierEnded);
    assert_eq!(row.personal.known().unwrap().tunniste.as_deref(), Some("row-1"));
    assert_eq!(left.data.organisations, [organisation(2)], "its row alone had given it access");
    assert_eq!(left.data.about.addressed, oid(1));
}

#[test]
fn a_hetu_that_somebody_holds_is_not_the_new_persons() {
    let held = [Found { kind: IdentifierKind::Hetu, tag: Tag::Hetu(handle("held")), held: true }];
    let events = withdrawn();
    let drafts =
        reassign_rows(Some(&holder(&events)), &wanted(&[(1, To::New)]), &BTreeMap::new(), oid(99), &held).unwrap();
    let Fact::PersonRegistered(new) = &drafts[0].fact else { panic!("{:?}", types(&drafts)) };
    assert!(new.personal.known().unwrap().hetu.is_none());
    assert_eq!(reassignments(&drafts)[0].conflicts, [ConflictKind::ContradictingIdentifiers]);
}

#[test]
fn a_row_goes_to_whom_the_official_says_and_opens_no_record_by_anothers_name() {
    for (names, withheld) in [(own_names(), false), (other_names(), true)] {
        let target = Group::alone(person([registered(oid(2), PersonDetails { names, ..without_hetu() })]));
        let drafts = decide(&withdrawn(), &wanted(&[(1, To::Person(oid(2)))]), &[target]).unwrap();
        let row = reassignments(&drafts)[0];
        assert_eq!((row.about.addressed, row.withheld), (oid(2), withheld));
        let joins = types(&drafts).contains(&"OrganisationJoined");
        assert_eq!(joins, !withheld);
        assert_eq!(row.conflicts.is_empty(), !withheld);
    }
}

#[test]
fn a_row_that_stays_rests_on_the_decision_from_now_on() {
    let events = withdrawn();
    let drafts = decide(&events, &wanted(&[(0, To::Stays), (1, To::Stays)]), &[]).unwrap();
    assert_eq!(types(&drafts), ["ImportRowReassigned"], "of a row that does not turn there is nothing to say");
    assert_eq!(drafts[0].tags, [Tag::Person(oid(1)), Tag::Import(import_id())]);
    let after = after(&events, vec![(drafts[0].clone(), 9)]);
    let holder = holder(&after);
    assert!(!holder.rows.rows[&(IMPORT, 1)].turns(holder.group.addressed()));
    assert_eq!(decide(&after, &wanted(&[(1, To::Stays)]), &[]), Err(Refusal::Nothing));
}

#[test]
fn a_row_that_went_away_leads_there_no_more_and_is_whose_it_went_to() {
    let events = withdrawn();
    let drafts = decide(&events, &wanted(&[(1, To::Person(oid(2)))]), &[other_person()]).unwrap();
    let after = after(&events, drafts.into_iter().map(|draft| (draft, 9)).collect());
    assert_eq!(decide(&after, &wanted(&[(1, To::New)]), &[]), Err(Refusal::NoRow));
    let theirs = PersonRows::fold(oid(2), &after);
    let row = &theirs.rows[&(IMPORT, 1)];
    assert!(row.by.is_none() && row.sent.as_ref().is_some_and(|sent| sent.names == own_names()));
    assert_eq!(row.organisations, [organisation(2)]);
}

#[test]
fn whoever_has_another_row_there_or_got_access_otherwise_keeps_it() {
    let other_row = came(2, None, Some(sent_as(other_names())));
    let with_row = after(&withdrawn(), vec![(joined(9), 9), (other_row, 2)]);
    let left = |events: &[OpenedEvent]| -> Vec<OrganisationOid> {
        let drafts = decide(events, &wanted(&[(1, To::New)]), &[]).unwrap();
        let of = |draft: &Draft| match &draft.fact {
            Fact::OrganisationLeft(with) => with.data.organisations.clone(),
            _ => Vec::new(),
        };
        drafts.iter().flat_map(of).collect()
    };
    assert_eq!(left(&withdrawn()), [organisation(2)]);
    assert_eq!(left(&with_row), []);
    // In `withdrawn` nobody but the row's own command gave access; here an official did.
    let by_official = after(&withdrawn(), vec![(joined(2), 9)]);
    assert_eq!(left(&by_official), []);
}

#[test]
fn what_cannot_be_is_refused() {
    let events = withdrawn();
    let refused = |rows: &[(u32, To)], targets: &[Group]| decide(&events, &wanted(rows), targets).err();
    assert_eq!(refused(&[(7, To::New)], &[]), Some(Refusal::NoRow));
    assert_eq!(refused(&[], &[]), Some(Refusal::Nothing));
    assert_eq!(refused(&[(1, To::Person(oid(2)))], &[]), Some(Refusal::NoTarget));
    assert_eq!(refused(&[(1, To::Person(oid(1)))], &[]), Some(Refusal::SamePerson));
    let erased = Group::alone(person([registered(oid(2), without_hetu()), erasure_ordered(oid(2))]));
    assert_eq!(refused(&[(1, To::Person(oid(2)))], &[erased]), Some(Refusal::TargetUnreadable));
    let many: Vec<(u32, To)> = (0..101).map(|row| (row, To::New)).collect();
    assert_eq!(refused(&many, &[]), Some(Refusal::TooMany));
    let unreadable = by_commands(vec![(registered(oid(1), details()), 1), (came(1, Some("gone"), None), 1)]);
    let mut unreadable = unreadable;
    unreadable[0].fact = erased_registration(&unreadable[0].fact);
    assert_eq!(decide(&unreadable, &wanted(&[(1, To::New)]), &[]), Err(Refusal::Unreadable));
}

fn erased_registration(fact: &Fact) -> Fact {
    let Fact::PersonRegistered(with) = fact else { panic!("{fact:?}") };
    Fact::PersonRegistered(With { data: with.data.clone(), personal: events::Opened::Erased })
}
