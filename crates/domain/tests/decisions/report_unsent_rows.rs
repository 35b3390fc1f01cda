//! Reporting rows that were refused before sending.

use domain::Draft;
use domain::report_unsent_rows::{Known, MOST_ROWS, Refusal, Reported, report_unsent_rows};
use events::catalogue::UnsentFault;
use events::codes::{RowFault, RowField};
use events::{Fact, Position, Subject, Tag};

use crate::given::*;
use crate::import;

fn row(row: u32) -> Reported {
    let faults = vec![UnsentFault { field: Some(RowField::Hetu), fault: RowFault::HetuCheckCharacter }];
    Reported { row, tunniste: Some(format!("stu-{row}")), faults }
}

fn decide(given: Vec<Draft>, rows: &[Reported]) -> Result<Option<Draft>, Refusal> {
    report_unsent_rows(Position(2), Some(import_id()), &Known::fold(&history(given)), rows)
}

pub fn reported() -> Draft {
    decide(Vec::new(), &[row(4), row(9)]).unwrap().unwrap()
}

fn numbers(draft: &Draft) -> Vec<u32> {
    let Fact::UnsentRowsReported(with) = &draft.fact else { panic!("{:?}", draft.fact) };
    assert_eq!(with.personal.known().unwrap().tunnisteet.len(), with.data.rows.len());
    with.data.rows.iter().map(|row| row.row).collect()
}

#[test]
fn rows_are_noted_with_their_references_under_the_imports_key() {
    let noted = reported();
    assert_eq!((numbers(&noted), noted.tags.clone()), (vec![4, 9], vec![Tag::Import(import_id())]));
    assert_eq!(noted.subject, Some(Subject::Import(import_id())));
}

#[test]
fn a_row_is_noted_once_however_often_it_is_reported() {
    let again = decide(vec![reported()], &[row(9), row(10)]).unwrap().unwrap();
    assert_eq!(numbers(&again), [10]);
    assert_eq!(decide(vec![reported()], &[row(9), row(4)]), Ok(None));
}

#[test]
fn nothing_is_noted_of_an_import_that_is_not_there_or_whose_data_is_gone() {
    assert_eq!(report_unsent_rows(Position(2), None, &Known::default(), &[row(1)]), Err(Refusal::NoImport));
    let expired = import::whole().into_iter().filter(|draft| matches!(draft.fact, Fact::ImportDataExpired(_)));
    assert_eq!(decide(expired.collect(), &[row(1)]), Err(Refusal::Expired));
}

#[test]
fn what_is_no_report_is_refused() {
    let many: Vec<Reported> = (1..=MOST_ROWS as u32 + 1).map(row).collect();
    assert!(decide(Vec::new(), &many[1..]).is_ok());
    for rows in [
        Vec::new(),
        many,
        vec![row(1), row(1)],
        vec![row(0)],
        vec![Reported { faults: Vec::new(), ..row(1) }],
        vec![Reported { faults: row(1).faults.repeat(21), ..row(1) }],
        vec![Reported { tunniste: Some("a\tb".to_owned()), ..row(1) }],
        vec![Reported { tunniste: Some("a".repeat(256)), ..row(1) }],
    ] {
        assert_eq!(decide(Vec::new(), &rows), Err(Refusal::Malformed));
    }
}
