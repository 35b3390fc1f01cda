//! The report as it stood at the end of a day: figures and lists stay readable whatever happened afterwards.

use app::report::errors::ErrorFilter;
use app::report::imports::{ImportColumn, ImportFilter, ImportLine};
use app::report::{Slice, View};
use domain::Cause;
use events::codes::FailureCause;
use events::{Day, Instant};
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{foreign_row, row_about};
use oppijaloki_tests::nodes::{BEGINNING, HandClock};
use oppijaloki_tests::rebuilt::rows_equal_after_rebuild;
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use projections::counts::query::Scope;
use vtj::stand_in::Change;

on_both_journals! {
    the_report_stays_readable_as_it_stood_at_the_end_of_each_day,
}

const DAY: i64 = 24 * 60 * 60 * 1000;

fn day(number: i64) -> Day {
    Day(Instant::from_millis(BEGINNING + number * DAY).day_in_finland())
}

async fn summary_at(registry: &Registry, day: Option<Day>) -> [u64; 3] {
    let summary = registry.app().report_summary(Scope::Everybody, day).await.unwrap();
    [summary.successful, summary.in_progress, summary.failed]
}

/// OID, cause and surname of everybody in the list.
async fn errors_at(registry: &Registry, as_of: Option<Day>, search: Option<&str>) -> Vec<(String, Cause, String)> {
    let view = View { scope: Scope::Everybody, as_of, after: None, limit: 100 };
    let filter = ErrorFilter { search: search.map(str::to_owned), ..ErrorFilter::default() };
    let slice = registry.app().report_errors(view, filter).await.unwrap();
    slice.items.into_iter().map(|line| (line.oid.to_string(), line.cause, line.names.surname)).collect()
}

async fn imports_at(registry: &Registry, as_of: Option<Day>) -> Slice<ImportLine> {
    let view = View { scope: Scope::Everybody, as_of, after: None, limit: 100 };
    let filter = ImportFilter { number: None, sent_by: None, sort: ImportColumn::Number, descending: false };
    registry.app().report_imports(view, filter).await.unwrap()
}

fn figures(import: &ImportLine) -> [u32; 3] {
    [import.successful, import.in_progress, import.failures]
}

async fn the_report_stays_readable_as_it_stood_at_the_end_of_each_day(on: On) {
    let clock = HandClock::new();
    let mut registry = Registry::start_at(on, &clock).await;
    let known = |n| row_about(&registry.somebody(n), &format!("stu-{n}"));
    let hetuless = Row { passport: Some("P1".to_owned()), ..foreign_row("Lina", "Berg", "for-1") };
    registry.register().change(Change::Remove { hetu: registry.somebody(2).hetu }).unwrap();
    // The first day: one is identified, one is not in the register, one has no hetu.
    let university = registry.university().await;
    let first = university.import_resolved(&[known(1), known(2), hetuless.clone()]).await;
    registry.everybody_settled(SOON).await;
    let (unknown, without) = (first[1].clone(), first[2].clone());
    let surname = known(2).names.surname;
    let not_known = (unknown.clone(), Cause::Identification(FailureCause::NotInRegister), surname.clone());
    let no_hetu = (without.clone(), Cause::NoHetu, "Berg".to_owned());
    // The second day: the register knows them now, and another import comes.
    clock.advance(DAY + 60_000);
    registry.register().reset_people();
    let university = registry.university().await;
    university.import_resolved(&[known(5), hetuless]).await;
    let asked_again = async || summary_at(&registry, None).await == [3, 0, 1];
    wait_until("the register has been asked again", IN_THE_END, asked_again).await;
    // The third day passes without anything; the fourth has one more.
    clock.advance(2 * DAY);
    registry.school().await.import_resolved(&[known(6)]).await;
    registry.everybody_settled(SOON).await;

    assert_eq!(summary_at(&registry, Some(day(-1))).await, [0, 0, 0]);
    assert_eq!(summary_at(&registry, Some(day(0))).await, [1, 0, 2]);
    assert_eq!(summary_at(&registry, Some(day(1))).await, [3, 0, 1]);
    assert_eq!(summary_at(&registry, Some(day(2))).await, [3, 0, 1]);
    assert_eq!(summary_at(&registry, Some(day(3))).await, [4, 0, 1]);
    assert_eq!(summary_at(&registry, None).await, [4, 0, 1]);

    assert_eq!(errors_at(&registry, Some(day(-1)), None).await, []);
    let mut then = errors_at(&registry, Some(day(0)), None).await;
    then.sort();
    let mut expected = vec![not_known.clone(), no_hetu.clone()];
    expected.sort();
    assert_eq!(then, expected);
    assert_eq!(errors_at(&registry, Some(day(0)), Some(&surname)).await, std::slice::from_ref(&not_known));
    assert_eq!(errors_at(&registry, Some(day(0)), Some(&unknown)).await, [not_known]);
    for later in [Some(day(1)), Some(day(2)), None] {
        assert_eq!(errors_at(&registry, later, None).await, std::slice::from_ref(&no_hetu));
        assert_eq!(errors_at(&registry, later, Some(&unknown)).await, []);
    }

    assert_eq!(imports_at(&registry, Some(day(-1))).await.items.len(), 0);
    let then = imports_at(&registry, Some(day(0))).await;
    assert_eq!((then.items.len(), then.total, figures(&then.items[0])), (1, Some(1), [1, 0, 2]));
    let then = imports_at(&registry, Some(day(2))).await.items;
    assert_eq!(then.iter().map(figures).collect::<Vec<_>>(), [[2, 0, 1], [1, 0, 1]]);
    assert_eq!(imports_at(&registry, None).await.items.len(), 3);

    // Midnight falls where it falls, however a rebuild cuts its batches.
    assert!(rows_equal_after_rebuild(&mut registry).await > 20);
}
