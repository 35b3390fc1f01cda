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
