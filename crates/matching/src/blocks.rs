//! Blocking keys: who is worth comparing with whom. Two records that are of one person share at least one key, nearly
//! always; two that share one need not have anything else in common.
//!
//! | key | survives |
//! |---|---|
//! | birth date and how one of the names sounds | typing mistakes in the other names, swapped fields, missing first names, another surname |
//! | birth date and the first letters of first name and surname | a mistake in each name |
//! | how a first name and a surname sound, with the year, with day and month, or alone | a wrong or missing birth date |
//!
//! In a birth date, day and month may stand in each other's place wherever both dates exist.

use std::collections::BTreeSet;

use events::Day;

use crate::likeness::Likeness;
use crate::normalise::{name, parts};
use crate::phonetic::code;

/// A key, hashed. Two keys may have one hash: then two records more are compared.
pub type Block = i32;

/// Only so many single first names, and parts of surnames, make keys.
const FIRST_NAMES: usize = 4;
const SURNAMES: usize = 4;

/// What is hashed with the parts of a key, so that kinds stay apart.
const DATE_AND_NAME: u8 = 1;
const DATE_AND_LETTERS: u8 = 2;
const NAMES_AND_YEAR: u8 = 3;
const NAMES_AND_DAY: u8 = 4;
const NAMES: u8 = 5;

/// The keys of a record, the most selective first and each once; none for one without names.
pub fn blocks(of: &Likeness<'_>) -> Vec<Block> {
    let (first, call) = (name(of.names.first_names), name(of.call_name));
    let (surname, former) = (name(of.names.surname), of.names.former_surnames.iter().map(|former| name(former)));
    let surnames: Vec<String> = std::iter::once(surname).chain(former).collect();
    let first: Vec<Vec<u8>> = sounds(parts(&first), FIRST_NAMES);
    let surnames: Vec<Vec<u8>> = sounds(surnames.iter().flat_map(|surname| parts(surname)), SURNAMES);
    let mut keys = Keys::default();
    if let Some(date) = of.birth_date {
        let date = Unordered::of(date);
        for sound in first.iter().chain(&surnames) {
            keys.add(&[&[DATE_AND_NAME], &date.bytes(), sound]);
        }
        let mut letters = [first.first(), surnames.first()].map(|sound| sound.map_or(0, |sound| sound[0]));
        letters.sort_unstable();
        keys.add(&[&[DATE_AND_LETTERS], &date.bytes(), &letters]);
    }
    let called = parts(&call).next().map(code).filter(|call| !call.is_empty());
    let used: BTreeSet<&Vec<u8>> = first.first().into_iter().chain(&called).collect();
    for (given, surname) in used.iter().flat_map(|given| surnames.iter().map(move |surname| (*given, surname))) {
        // In either order, for fields in each other's place.
        let (one, other) = if given < surname { (given, surname) } else { (surname, given) };
        let names: [&[u8]; 3] = [one, b" ", other];
        if let Some(date) = of.birth_date {
            let date = Unordered::of(date);
            keys.add(&[&[&[NAMES_AND_YEAR], &date.year[..]], &names[..]].concat());
            keys.add(&[&[&[NAMES_AND_DAY], &date.day[..]], &names[..]].concat());
        }
        keys.add(&[&[&[NAMES][..]], &names[..]].concat());
    }
    keys.0
}

fn sounds<'a>(names: impl Iterator<Item = &'a str>, most: usize) -> Vec<Vec<u8>> {
    let mut sounds: Vec<Vec<u8>> = Vec::new();
    for sound in names.map(code).filter(|sound| !sound.is_empty()) {
        if sounds.len() < most && !sounds.contains(&sound) {
            sounds.push(sound);
        }
    }
    sounds
}

/// A birth date whose day and month may have changed places.
struct Unordered {
    year: [u8; 2],
    day: [u8; 2],
}

impl Unordered {
    fn of(date: Day) -> Unordered {
        let [year, month, day] = date.year_month_day();
        let (month, day) = (month as u8, day as u8);
        let day = if day <= 12 { [day.min(month), day.max(month)] } else { [month, day] };
        Unordered { year: (year as i16).to_be_bytes(), day }
    }

    fn bytes(&self) -> [u8; 4] {
        let ([a, b], [c, d]) = (self.year, self.day);
        [a, b, c, d]
    }
}

#[derive(Default)]
struct Keys(Vec<Block>);

impl Keys {
    fn add(&mut self, parts: &[&[u8]]) {
        let key = hash(parts);
        if !self.0.contains(&key) {
            self.0.push(key);
        }
    }
}

/// FNV-1a of 64 bits, folded: the same on every machine and in every version.
fn hash(parts: &[&[u8]]) -> Block {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().copied().flatten() {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    (hash ^ (hash >> 32)) as u32 as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::HeldNames;
    use proptest::prelude::*;

    fn keys(first_names: &str, surname: &str, former: &[&str], born: &str) -> Vec<Block> {
        let former: Vec<String> = former.iter().map(|name| (*name).to_owned()).collect();
        let names = HeldNames { first_names, surname, former_surnames: &former };
        let birth_date = born.parse().ok();
        blocks(&Likeness { birth_date, ..Likeness::of_names(names) })
    }

    fn meet(one: Vec<Block>, other: Vec<Block>) -> bool {
        one.iter().any(|key| other.contains(key))
    }

    #[test]
    fn records_of_one_person_share_a_key() {
        let of = || keys("Henna Tuulikki", "Mäkelä", &[], "2001-04-09");
        for (first_names, surname, born) in [
            ("Hena Tuulikki", "Mäkelä", "2001-04-09"),
            ("Hena Tulikki", "Mäklä", "2001-04-09"),
            ("Mäkelä", "Henna Tuulikki", "2001-04-09"),
            ("Tuulikki", "Virtanen", "2001-04-09"),
            ("Henna", "Makela", "2001-09-04"),
            ("Henna", "Mäkelä", "2011-04-09"),
            ("Henna", "Mäkelä", "2001-06-19"),
            ("Henna", "Mäkelä", "1999-04-09"),
            ("Henna", "Mäkelä", ""),
        ] {
            assert!(meet(of(), keys(first_names, surname, &[], born)), "{first_names} {surname} {born}");
        }
        assert!(
            meet(of(), keys("Eeva Henna", "Virtanen", &["Mäkelä"], "1970-01-01"))
                == meet(of(), keys("Eeva", "Mäkelä", &[], ""))
        );
        assert!(meet(keys("Eeva", "Virtanen", &["Mäkelä"], "1970-01-01"), keys("Eeva", "Mäkelä", &[], "")));
    }

    #[test]
    fn others_do_not_meet() {
        let of = || keys("Henna Tuulikki", "Mäkelä", &[], "2001-04-09");
        for (first_names, surname, born) in
            [("Ville", "Virtanen", "2001-04-09"), ("Ville", "Mäkelä", "2001-05-09"), ("", "", "2001-04-09")]
        {
            assert!(!meet(of(), keys(first_names, surname, &[], born)), "{first_names} {surname} {born}");
        }
        assert!(keys("", "", &[], "").is_empty());
    }

    proptest! {
        #[test]
        fn keys_are_few_whatever_the_names(first in any::<String>(), last in any::<String>()) {
            prop_assert!(keys(&first, &last, &["A", "B C D E F"], "2001-04-09").len() <= 40);
        }
    }
}
