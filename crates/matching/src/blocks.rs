//! Blocking keys: who is worth comparing with whom. Two records that are of one person share at least one key, nearly
//! always; two that share one need not have anything else in common.
//!
//! | key | survives |
//! |---|---|
//! | birth date and how one of the names sounds | typing mistakes in the other names, swapped fields, missing first names, another surname |
//! | birth date and the first letter of one of the names | a mistake in each name, or in one and no other name |
//! | how a first name and a surname sound, with the year, with day and month, or alone | a wrong or missing birth date |
//! | how two first names and the surname sound | the same, where many have one first name and the surname |
//! | how a first name and a surname sound, or one of them and the first letter of the other, of records without a birth date | the same, where many have both names, and a mistake in one |
//!
//! In a birth date, day and month may stand in each other's place wherever both dates exist.

use events::Day;

use crate::likeness::Likeness;
use crate::normalise::{name, parts};
use crate::phonetic::{Code, code};

/// A key, hashed. Two keys may have one hash: then two records more are compared.
pub type Block = i32;

/// Only so many single first names, and parts of surnames, make keys.
const FIRST_NAMES: usize = 4;
const SURNAMES: usize = 4;

/// What is hashed with the parts of a key, so that kinds stay apart.
const DATE_AND_NAME: u8 = 1;
const DATE_AND_LETTER: u8 = 2;
const NAMES_AND_YEAR: u8 = 3;
const NAMES_AND_DAY: u8 = 4;
const NAMES: u8 = 5;
const THREE_NAMES: u8 = 6;
const UNDATED: u8 = 7;
const UNDATED_AND_LETTER: u8 = 8;

/// The keys by which a record is found, each once; none for one without names.
pub fn blocks(of: &Likeness<'_>) -> Vec<Block> {
    let names = Sounds::of(of);
    if of.birth_date.is_some() { names.keys(of.birth_date) } else { [names.keys(None), names.undated()].concat() }
}

/// The keys by which those are asked for who may be the same as a record: its own, and those that only records without a
/// birth date have. These are few, and would not be seen among all namesakes.
pub fn asked_blocks(of: &Likeness<'_>) -> Vec<Block> {
    let names = Sounds::of(of);
    [names.keys(of.birth_date), names.undated()].concat()
}

/// How the names of a record sound.
struct Sounds {
    first: Vec<Code>,
    surnames: Vec<Code>,
    /// A first name that may be used and a surname, the smaller code first, for fields in each other's place.
    pairs: Vec<[Code; 2]>,
}

impl Sounds {
    fn of(of: &Likeness<'_>) -> Sounds {
        let (first, call) = (name(of.names.first_names), name(of.call_name));
        let (surname, former) = (name(of.names.surname), of.names.former_surnames.iter().map(|former| name(former)));
        let surnames: Vec<String> = std::iter::once(surname).chain(former).collect();
        let first = sounds(parts(&first), FIRST_NAMES);
        let surnames = sounds(surnames.iter().flat_map(|surname| parts(surname)), SURNAMES);
        let called = parts(&call).next().map(code).filter(|call| !call.is_empty());
        let mut used: Vec<Code> = first.first().copied().into_iter().chain(called).collect();
        used.dedup();
        let pairs = used.iter().flat_map(|given| surnames.iter().map(|surname| in_order([*given, *surname]))).collect();
        Sounds { first, surnames, pairs }
    }

    fn keys(&self, birth_date: Option<Day>) -> Vec<Block> {
        let mut keys = Keys::default();
        if let Some(date) = birth_date.map(Unordered::of) {
            for sound in self.first.iter().chain(&self.surnames) {
                keys.add(&[&[DATE_AND_NAME], &date.bytes(), sound]);
            }
            for letter in self.letters() {
                keys.add(&[&[DATE_AND_LETTER], &date.bytes(), &[letter]]);
            }
            for pair in &self.pairs {
                let [one, other] = pair;
                keys.add(&[&[NAMES_AND_YEAR], &date.year[..], one, b" ", other]);
                keys.add(&[&[NAMES_AND_DAY], &date.day[..], one, b" ", other]);
            }
        }
        self.pairs.iter().for_each(|[one, other]| keys.add(&[&[NAMES], one, b" ", other]));
        let mut three = self.first.iter().take(2).chain(&self.surnames).copied();
        if let (Some(one), Some(two), Some(three)) = (three.next(), three.next(), three.next()) {
            let [one, two, three] = in_order([one, two, three]);
            keys.add(&[&[THREE_NAMES], &one, b" ", &two, b" ", &three]);
        }
        keys.0
    }

    fn undated(&self) -> Vec<Block> {
        let mut keys = Keys::default();
        self.pairs.iter().for_each(|[one, other]| keys.add(&[&[UNDATED], one, b" ", other]));
        if let (Some(first), Some(surname)) = (self.first.first(), self.surnames.first()) {
            keys.add(&[&[UNDATED_AND_LETTER, surname[0]], first]);
            keys.add(&[&[UNDATED_AND_LETTER, first[0]], surname]);
        }
        keys.0
    }

    /// With which sounds the first name and the surname begin.
    fn letters(&self) -> impl Iterator<Item = u8> {
        [&self.first, &self.surnames].into_iter().filter_map(|names| names.first().map(|sound| sound[0]))
    }
}

fn in_order<const N: usize>(mut sounds: [Code; N]) -> [Code; N] {
    sounds.sort_unstable();
    sounds
}

fn sounds<'a>(names: impl Iterator<Item = &'a str>, most: usize) -> Vec<Code> {
    let mut sounds: Vec<Code> = Vec::new();
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
            ("Tuulikki Henna", "Makela", ""),
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
    fn a_record_without_a_birth_date_is_asked_for_by_a_key_of_its_own() {
        let undated = keys("Henna", "Mäkelä", &[], "");
        let names = HeldNames { first_names: "Henna", surname: "Makela", former_surnames: &[] };
        let dated = Likeness { birth_date: "2001-04-09".parse().ok(), ..Likeness::of_names(names) };
        let (own, asked) = (blocks(&dated), asked_blocks(&dated));
        assert!(asked.starts_with(&own));
        let more = asked[own.len()..].to_vec();
        assert!(!more.is_empty() && meet(more, undated));
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
