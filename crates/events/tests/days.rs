//! Whatever day can be written into the log can be read from it: one that could not would stop every reader for ever.

use events::Day;
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn comes_back(day: Date) -> bool {
    let bytes = minicbor::to_vec(Day(day)).unwrap_or_default();
    minicbor::decode::<Day>(&bytes).is_ok_and(|read| read.0 == day)
}

#[test]
fn the_first_and_the_last_day_come_back() {
    for day in [Date::MIN, date(-1, 12, 31), date(0, 1, 1), date(1, 1, 1), date(2000, 2, 29), Date::MAX] {
        assert!(comes_back(day), "{day}");
    }
}

#[test]
fn a_number_that_is_no_day_is_an_error() {
    for number in [0, 20_260_229, 20_261_301, 20_260_100, 99_999_999, -1, i32::MAX, i32::MIN] {
        let bytes = minicbor::to_vec(number).unwrap_or_default();
        assert!(minicbor::decode::<Day>(&bytes).is_err(), "{number}");
    }
}

proptest! {
    #[test]
    fn every_day_comes_back(year in -9999i16..=9999, month in 1i8..=12, day in 1i8..=28) {
        prop_assert!(comes_back(date(year, month, day)));
    }
}

#[test]
fn a_day_ends_at_midnight_in_finland_also_when_the_clocks_change() {
    let ends = |year, month, day| events::Day(jiff::civil::date(year, month, day)).ends_in_finland().to_string();
    assert_eq!(ends(2026, 1, 31), "2026-01-31T22:00:00Z");
    // The clocks go forward on the first of these days and back on the second.
    assert_eq!(ends(2026, 3, 29), "2026-03-29T21:00:00Z");
    assert_eq!(ends(2026, 10, 25), "2026-10-25T22:00:00Z");
    let last = events::Day(jiff::civil::date(2026, 7, 1)).ends_in_finland();
    assert_eq!(events::Instant::from_millis(last.millis() - 1).day_in_finland(), jiff::civil::date(2026, 7, 1));
    assert_eq!(last.day_in_finland(), jiff::civil::date(2026, 7, 2));
}
