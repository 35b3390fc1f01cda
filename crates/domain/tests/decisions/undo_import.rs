//! A whole import is taken back: which rows go, and which are kept because others rely on what they did.

use std::sync::Arc;

use domain::undo_import::{ALONE, Of, Part, Progress, Refusal, Row, Undoing, carry_out, order, progress, undo_row};
use domain::{Draft, Person};
use events::catalogue::{FoundBy, ImportRowResolved, Provenance, ResolvedRow, RowOutcome};
use events::codes::{HetuFate, IdentifierKind, KeptBecause};
use events::recorded::OpenedEvent;
use events::{Actor, CommandId, EventId, Fact, PersonOid, Position, Tag, With};
use uuid::Uuid;

use crate::given::*;

const IMPORT: Position = Position(2);

fn of() -> Of {
    Of { import: IMPORT, id: import_id(), received: EventId(Uuid::from_u128(2)) }
}

fn row_of(import: Position, person: PersonOid, outcome: RowOutcome) -> Draft {
    let about = Provenance::unlinked(person, Some(FoundBy::Oid));
    let (conflicts, contradicting) = (Vec::new(), Vec::new());
    let (withheld, hetu_offered, row) = (false, false, 0);
    let data = ImportRowResolved { import, row, about, outcome, conflicts, contradicting, withheld, hetu_offered };
    Draft::about(person, With::new(data, ResolvedRow { tunniste: None, sent: None })).tagged([Tag::Import(import_id())])
}

/// Who appended an event of the history, and what caused it.
#[derive(Clone, Copy)]
enum By {
    /// The row's own command.
    Row,
    /// The registry, because of the event at this place.
    Because(usize),
    Registry,
    Official,
    Program,
}

/// A history, and what becomes of the row whose command appended the first two events.
fn undone(given: Vec<(Draft, By)>, fetched: bool) -> Undoing {
    let (drafts, makers): (Vec<Draft>, Vec<By>) = given.into_iter().unzip();
    let mut events = history(drafts);
    let ids: Vec<EventId> = events.iter().map(|event| event.recorded.envelope.id).collect();
    for (n, (event, by)) in events.iter_mut().zip(&makers).enumerate() {
        let mut recorded = (*event.recorded).clone();
        let meta = &mut recorded.envelope.meta;
        meta.command = CommandId(Uuid::from_u128(if matches!(by, By::Row) { 1 } else { 100 + n as u128 }));
        (meta.actor, meta.cause) = match by {
            By::Row => (Actor::Service("sender".to_owned()), Some(of().received)),
            By::Because(at) => (Actor::Registry, Some(ids[*at])),
            By::Registry => (Actor::Registry, None),
            By::Official => (Actor::Person("official".to_owned()), None),
            By::Program => (Actor::Service("program".to_owned()), None),
        };
        event.recorded = Arc::new(recorded);
    }
    let own: Vec<OpenedEvent> =
        events.iter().zip(&makers).filter(|(_, by)| matches!(by, By::Row)).map(|(event, _)| event.clone()).collect();
    let row = Row { row: 0, own: &own, person: &events, fetched };
    undo_row(&of(), &row, |other| other == Position(7))
}

fn created(more: Vec<(Draft, By)>) -> Vec<(Draft, By)> {
    let row = [(registered(oid(1), details()), By::Row), (row_of(IMPORT, oid(1), RowOutcome::Created), By::Row)];
    row.into_iter().chain(more).collect()
}

fn goes(places: &[u64]) -> Undoing {
    Undoing::Goes(places.iter().copied().map(Position).collect())
}

#[test]
fn a_number_that_nobody_relies_on_goes_with_what_the_register_said_of_it() {
    assert_eq!(undone(created(Vec::new()), false), goes(&[1]));
    let identified = (asked_by(identified(oid(1), record()), hetu(946)), By::Because(0));
    assert_eq!(undone(created(vec![identified]), false), goes(&[1, 3]));
}

#[test]
fn a_number_on_which_somebody_relies_is_kept() {
    let other = || row_of(Position(7), oid(1), RowOutcome::Matched(IdentifierKind::Hetu));
    for (event, because, import) in [
        ((identified_by_official(oid(1), None), By::Official), KeptBecause::Official, None),
        ((linked(oid(3), oid(1)), By::Official), KeptBecause::Official, None),
        ((other(), By::Program), KeptBecause::OtherImport, Some(Position(7))),
        ((refreshed(oid(1), record()), By::Registry), KeptBecause::Register, None),
        ((crate::person::joined(vec![organisation(3)]), By::Program), KeptBecause::Program, None),
    ] {
        assert_eq!(undone(created(vec![event]), false), Undoing::Kept(because, import));
    }
    assert_eq!(undone(created(Vec::new()), true), Undoing::Kept(KeptBecause::Fetched, None));
}

#[test]
fn what_was_taken_back_is_nothing_to_rely_on() {
    let assigned = hetu_replaced(oid(1), hetu(946), hetu(947), HetuFate::Superseded);
    let tags = [Tag::Hetu(handle(hetu(946).as_str())), Tag::Hetu(handle(hetu(947).as_str()))];
    let reversal = reversed(oid(1), &[3]).tagged(tags);
    assert_eq!(undone(created(vec![(assigned, By::Official), (reversal, By::Official)]), false), goes(&[1]));
}

#[test]
fn a_row_that_led_to_somebody_known_takes_back_the_access_that_it_gave() {
    let matched = || RowOutcome::Matched(IdentifierKind::Hetu);
    let row = |more: Option<(Draft, By)>| {
        let given = [
            (registered(oid(1), details()), By::Program),
            (crate::person::joined(vec![organisation(2)]), By::Row),
            (row_of(IMPORT, oid(1), matched()), By::Row),
        ];
        undone(given.into_iter().chain(more).collect(), true)
    };
    assert_eq!(row(None), goes(&[2]), "others may have fetched the number: it stays");
    let again = |import| Some((row_of(Position(import), oid(1), matched()), By::Program));
    let kept = Undoing::Kept(KeptBecause::OtherImport, Some(Position(7)));
    assert_eq!(row(again(7)), kept, "the same organisation sent the learner again");
    assert_eq!(row(again(8)), goes(&[2]), "another organisation did");
}

#[test]
fn a_row_that_did_nothing_stays_as_it_is() {
    let matched = row_of(IMPORT, oid(1), RowOutcome::Matched(IdentifierKind::Hetu));
    let given = vec![(registered(oid(1), details()), By::Program), (matched, By::Row)];
    assert_eq!(undone(given, false), Undoing::Nothing);
    let twice = created(vec![(reversed(oid(1), &[1]), By::Official)]);
    assert_eq!(undone(twice, false), Undoing::Nothing, "it is undone already");
}

fn ordered() -> Draft {
    order(Some(&of()), Progress::Whole, (480, 20), "The wrong file").unwrap()
}

fn part(first_row: u32, last: bool) -> Vec<Draft> {
    let events = history([registered(oid(1), details()), registered(oid(2), without_hetu())]);
    let rows = vec![(first_row, goes(&[1])), (first_row + 1, Undoing::Kept(KeptBecause::Fetched, None))];
    carry_out(&of(), &Part { order: Position(9), first_row, rows, last }, &events)
}

/// The order, and what carries a part out beside the reversal.
pub fn ordered_and_undone() -> Vec<Draft> {
    [ordered()].into_iter().chain(part(0, true).into_iter().skip(1)).collect()
}

#[test]
fn it_is_ordered_once_with_a_reason_and_when_every_row_is_resolved() {
    assert!(ordered().subject.is_some(), "the reason is sealed");
    let refused = |progress, undone, words| order(Some(&of()), progress, (undone, 0), words).unwrap_err();
    assert_eq!(refused(Progress::Unfinished, 5, "x"), Refusal::Unfinished);
    assert_eq!(refused(Progress::Underway(Position(9), 80), 5, "x"), Refusal::Underway);
    assert_eq!(refused(Progress::Whole, 0, "x"), Refusal::Nothing);
    assert_eq!(refused(Progress::Whole, ALONE, " "), Refusal::WordsMissing);
    assert_eq!(order(None, Progress::Unfinished, (0, 0), "x"), Err(Refusal::NoImport));
}

#[test]
fn a_part_names_what_goes_and_says_what_is_kept_and_the_next_begins_behind_it() {
    let drafts = part(0, false);
    assert_eq!(types(&drafts), ["Reversed", "ImportRowsUndone"]);
    assert!(drafts[0].tags.contains(&Tag::Hetu(handle(hetu(946).as_str()))), "its identifiers are free");
    let life = [registered(oid(1), details())].into_iter().chain(drafts.clone().into_iter().take(1));
    assert!(Person::fold(&history(life)).unwrap().void);
    let Fact::ImportRowsUndone(with) = &drafts[1].fact else { panic!("another event") };
    assert_eq!((with.data.undone, with.data.kept.len(), with.data.rows), (1, 1, 2));
    let far = |drafts: Vec<Draft>| progress(&history(drafts));
    let whole = vec![crate::import::completed()];
    assert_eq!(far(Vec::new()), Progress::Unfinished);
    assert_eq!(far(whole.clone()), Progress::Whole);
    let begun = [whole, vec![ordered()]].concat();
    assert_eq!(far(begun.clone()), Progress::Underway(Position(2), 0));
    let on = [begun, part(0, false)].concat();
    assert_eq!(far(on.clone()), Progress::Underway(Position(9), 2));
    assert_eq!(far([on, part(2, true)].concat()), Progress::Whole, "it may be ordered again");
}

#[test]
fn a_part_ends_where_one_reversal_could_name_no_more_events() {
    let row =
        |n: u32, events: u64| (n, Undoing::Goes((0..events).map(|at| Position(1_000 * u64::from(n) + at)).collect()));
    let rows = |sizes: &[u64]| sizes.iter().zip(0..).map(|(events, n)| row(n, *events)).collect::<Vec<_>>();
    let of = |sizes: &[u64]| Part::of((Position(9), 0), rows(sizes), sizes.len() as u32);
    let part = of(&[200, 300, 1]);
    assert_eq!((part.rows.len(), part.behind(), part.last), (2, 2, false));
    assert!(of(&[200, 300]).last);
    // One row alone goes whole, by several reversals.
    let part = of(&[501, 1]);
    assert_eq!((part.rows.len(), part.last), (1, false));
    let events = history((0..501).map(|_| registered(oid(1), details())));
    let rows = vec![(0, Undoing::Goes(events.iter().map(OpenedEvent::position).collect()))];
    let drafts = carry_out(&self::of(), &Part::of((Position(9), 0), rows, 1), &events);
    let named = |draft: &Draft| match &draft.fact {
        Fact::Reversed(with) => Some(with.data.events.len()),
        _ => None,
    };
    assert_eq!(drafts.iter().filter_map(named).collect::<Vec<_>>(), [500, 1]);
}
