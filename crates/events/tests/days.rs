//! Whatever day can be written into the log can be read from it: one that could not would stop every reader for ever.

use chrono::{Days, NaiveDate};
use events::{Day, Instant, date};
use proptest::prelude::*;

fn comes_back(day: NaiveDate) -> bool {
    let bytes = minicbor::to_vec(Day(day)).unwrap_or_default();
    minicbor::decode::<Day>(&bytes).is_ok_and(|read| read.0 == day)
}

#[test]
fn the_first_and_the_last_day_come_back() {
    for day in [Day::MIN.0, date(-1, 12, 31), date(0, 1, 1), date(1, 1, 1), date(2000, 2, 29), Day::MAX.0] {
        assert!(comes_back(day), "{day}");
    }
}

#[test]
fn a_day_beyond_those_is_not_written() {
    for day in [NaiveDate::MIN, date(-10_000, 12, 31), date(10_000, 1, 1), NaiveDate::MAX] {
        assert!(minicbor::to_vec(Day(day)).is_err(), "{day}");
    }
}

#[test]
fn a_number_that_is_no_day_is_an_error() {
    for number in [0, 20_260_229, 20_261_301, 20_260_100, 99_999_999, -1, i32::MAX, i32::MIN] {
        let bytes = minicbor::to_vec(number).unwrap_or_default();
        assert!(minicbor::decode::<Day>(&bytes).is_err(), "{number}");
    }
}

#[test]
fn a_day_is_typed_as_people_and_as_programs_write_it() {
    let first = Some(Day(date(2026, 3, 1)));
    for typed in ["1.3.2026", "01.03.2026", "2026-03-01", " 1.3.2026 "] {
        assert_eq!(Day::typed(typed), first, "{typed}");
    }
    for typed in ["", "1.3.", "31.2.2026", "3/1/2026", "2026-3-1", "20260301", "1.3.99999"] {
        assert_eq!(Day::typed(typed), None, "{typed}");
    }
}

proptest! {
    #[test]
    fn every_day_comes_back(year in -9999i32..=9999, month in 1u32..=12, day in 1u32..=28) {
        prop_assert!(comes_back(date(year, month, day)));
    }
}

#[test]
fn a_day_ends_at_midnight_in_finland_also_when_the_clocks_change() {
    let ends = |year, month, day| Day(date(year, month, day)).ends_in_finland().to_string();
    assert_eq!(ends(2026, 1, 31), "2026-01-31T22:00:00Z");
    // The clocks go forward on the first of these days and back on the second.
    assert_eq!(ends(2026, 3, 29), "2026-03-29T21:00:00Z");
    assert_eq!(ends(2026, 10, 25), "2026-10-25T22:00:00Z");
    let last = Day(date(2026, 7, 1)).ends_in_finland();
    assert_eq!(Instant::from_millis(last.millis() - 1).day_in_finland(), date(2026, 7, 1));
    assert_eq!(last.day_in_finland(), date(2026, 7, 2));
}

#[test]
fn a_day_is_read_only_as_it_is_written() {
    assert_eq!("2024-02-29".parse(), Ok(Day(date(2024, 2, 29))));
    for text in ["", "2026-02-29", "2026-2-09", "20260209", " 2026-02-09", "2026-02- 9", "+2026-02-09", "2026-02-09T00"]
    {
        assert!(text.parse::<Day>().is_err(), "{text:?}");
    }
}

#[test]
fn an_instant_is_written_in_utc_without_closing_zeros() {
    let written = |millis| Instant::from_millis(millis).to_string();
    assert_eq!(written(0), "1970-01-01T00:00:00Z");
    assert_eq!(written(1_756_887_330_120), "2025-09-03T08:15:30.12Z");
}

#[test]
fn every_instant_has_a_day_in_finland_that_can_be_stored() {
    for millis in [i64::MIN, -1, 0, i64::MAX] {
        let day = Day(Instant::from_millis(millis).day_in_finland());
        assert!((Day::MIN..=Day::MAX).contains(&day), "{millis}");
    }
    for day in [Day::MIN, Day::MAX] {
        let ends = day.ends_in_finland();
        assert!(ends.day_in_finland() >= day.0, "{ends}");
    }
}

#[test]
fn a_local_time_that_is_shown_twice_means_the_first_and_one_that_is_skipped_moves_on_by_an_hour() {
    let local = |day: NaiveDate, hour| Instant::local_in_finland(day.and_hms_opt(hour, 30, 0).unwrap()).to_string();
    assert_eq!(local(date(2026, 10, 25), 3), "2026-10-25T00:30:00Z");
    assert_eq!(local(date(2026, 3, 29), 3), "2026-03-29T01:30:00Z");
    assert_eq!(local(date(2026, 7, 1), 0), "2026-06-30T21:30:00Z");
}

proptest! {
    #[test]
    fn a_day_in_finland_is_between_its_neighbours(offset in 0u64..73_000) {
        let day = date(1900, 1, 1) + Days::new(offset);
        let (begins, ends) = (Day(day - Days::new(1)).ends_in_finland(), Day(day).ends_in_finland());
        prop_assert_eq!(begins.day_in_finland(), day);
        prop_assert_eq!(Instant::from_millis(ends.millis() - 1).day_in_finland(), day);
        prop_assert!((23..=25).contains(&((ends.millis() - begins.millis()) / 3_600_000)));
    }
}
