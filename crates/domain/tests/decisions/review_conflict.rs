//! Noting that a conflict was checked.

use domain::Draft;
use domain::review_conflict::{Refusal, RowConflict, review_conflict};
use events::catalogue::{FoundBy, ImportRowResolved, Provenance, ResolvedRow, RowOutcome};
use events::codes::{ConflictKind, IdentifierKind};
use events::{Position, Tag, With};

use crate::given::*;

pub const NUMBER: Position = Position(40);

pub fn resolved(row: u32, conflicts: &[ConflictKind]) -> Draft {
    let data = ImportRowResolved {
        import: NUMBER,
        row,
        about: Provenance::unlinked(oid(1), Some(FoundBy::Hetu(handle("hetu")))),
        outcome: RowOutcome::Matched(IdentifierKind::Hetu),
        conflicts: conflicts.to_vec(),
        contradicting: vec![],
        withheld: false,
        hetu_offered: false,
    };
    let personal = ResolvedRow { tunniste: None, sent: None };
    Draft::about(oid(1), With::new(data, personal)).tagged([Tag::Import(import_id())])
}

pub fn reviewed(row: u32) -> Draft {
    let state = RowConflict {
        about: Provenance::unlinked(oid(1), Some(FoundBy::Hetu(handle("hetu")))),
        import: import_id(),
        differs: true,
        checked: false,
    };
    review_conflict(NUMBER, row, Some(&state), false).unwrap()
}

pub fn taken_back(row: u32) -> Draft {
    take_back(vec![resolved(row, &[ConflictKind::Spelling]), reviewed(row)], row).unwrap()
}

fn decide(given: Vec<Draft>, number: Position, row: u32) -> Result<Draft, Refusal> {
    let events = history([vec![registered(oid(1), details())], given].concat());
    review_conflict(number, row, RowConflict::fold(&events, number, row).as_ref(), false)
}

fn take_back(given: Vec<Draft>, row: u32) -> Result<Draft, Refusal> {
    let events = history([vec![registered(oid(1), details())], given].concat());
    review_conflict(NUMBER, row, RowConflict::fold(&events, NUMBER, row).as_ref(), true)
}

#[test]
fn a_note_may_be_taken_back_once_and_made_again() {
    let mut given = vec![resolved(3, &[ConflictKind::Spelling])];
    assert_eq!(take_back(given.clone(), 3), Err(Refusal::NotChecked));
    given.push(reviewed(3));
    let draft = take_back(given.clone(), 3).unwrap();
    assert_eq!(types(std::slice::from_ref(&draft)), ["ConflictReviewTakenBack"]);
    given.push(draft);
    assert_eq!(take_back(given.clone(), 3), Err(Refusal::NotChecked));
    assert!(decide(given, NUMBER, 3).is_ok());
}

#[test]
fn a_row_that_differs_is_noted_once_and_stands_in_the_history_of_person_and_import() {
    let given = vec![resolved(3, &[ConflictKind::Spelling])];
    let draft = decide(given.clone(), NUMBER, 3).unwrap();
    assert_eq!(types(std::slice::from_ref(&draft)), ["ConflictReviewed"]);
    assert_eq!(draft.tags, [Tag::Person(oid(1)), Tag::Import(import_id())]);
    assert_eq!(draft.subject, None, "nothing personal is in it");
    assert_eq!(decide([given, vec![draft]].concat(), NUMBER, 3), Err(Refusal::AlreadyChecked));
}

#[test]
fn another_rows_note_is_not_this_rows() {
    let given = vec![resolved(3, &[ConflictKind::Spelling]), resolved(4, &[ConflictKind::DifferentName]), reviewed(4)];
    assert!(decide(given.clone(), NUMBER, 3).is_ok());
    assert_eq!(decide(given, NUMBER, 4), Err(Refusal::AlreadyChecked));
}

#[test]
fn without_a_conflict_there_is_nothing_to_note() {
    let given = vec![resolved(0, &[])];
    assert_eq!(decide(given.clone(), NUMBER, 0), Err(Refusal::NoConflict));
    assert_eq!(decide(given.clone(), NUMBER, 1), Err(Refusal::NoConflict), "no such row");
    assert_eq!(decide(vec![resolved(0, &[ConflictKind::Spelling])], Position(41), 0), Err(Refusal::NoConflict));
}
