//! Invented people: as many as Finland has inhabitants and more, computed from a seed and never stored.
//!
//! A population is a promise for ever: the person of a seed and an index is the same in every version of this crate,
//! because tests, demonstration databases and screenshots know them by name. That is why the draws are our own
//! (`population/dice.rs`), why the lists of names are frozen, and why a test compares some people with what they were
//! when this was written.
//!
//! Everybody here has a hetu with an individual number of 900–989. Such numbers are never given to a real person
//! (DVV's interface description); 990–999 are left free for hetus that stand for test hetus within a demonstration. The names
//! carry no common mark such as *-Testi*: it would make every pair of names look alike to a comparison.

mod dice;
mod finnish;
mod names;
mod origins;
mod person;
mod places;
mod swedish;

use chrono::{Datelike, NaiveDate, TimeDelta};
use events::Hetu;
use events::date;

pub use person::{Home, InventedPerson, Language, Sex};
pub use places::Municipality;

/// The first birthday.
const FIRST_DAY: NaiveDate = date(1940, 1, 1);
/// Days from 1940-01-01 to 2019-12-31.
const DAYS: u64 = 29_220;
/// The separators of the 1900s and of the 2000s, those of the reform of 2023 too.
const SEPARATORS: [[char; 6]; 2] = [['-', 'Y', 'X', 'W', 'V', 'U'], ['A', 'B', 'C', 'D', 'E', 'F']];
/// Individual numbers 900–989.
const NUMBERS: u64 = 90;

/// How many different hetus there are to give: 15,778,800.
pub const CAPACITY: u64 = DAYS * 6 * NUMBERS;

/// Invented people by number. Costs nothing to hold: an index becomes a person, and a hetu an index, by arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Population {
    seed: u64,
    size: u64,
}

impl Population {
    /// The population of a seed. `size` is at most [`CAPACITY`]; more is taken as that. A larger population of the
    /// same seed begins with the people of the smaller one.
    pub fn new(seed: u64, size: u64) -> Population {
        Population { seed, size: size.min(CAPACITY) }
    }

    /// How many people there are; their indexes are below this.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hetu of an index. From [`Population::size`] up to [`CAPACITY`] they are valid hetus that nobody has; from
    /// there they begin again.
    // The parts are in range by construction, and a test walks the borders of each of them.
    #[expect(clippy::expect_used)]
    pub fn hetu(&self, index: u64) -> Hetu {
        let slot = self.permute(index % CAPACITY);
        let (number, rest) = (slot % NUMBERS, slot / NUMBERS);
        let (separator, day) = ((rest % 6) as usize, rest / 6);
        let born = FIRST_DAY + TimeDelta::days(day as i64);
        let separator = SEPARATORS[usize::from(born.year() >= 2000)][separator];
        Hetu::compose(born, separator, 900 + number as u16).expect("every slot is a date, separator and number")
    }

    /// The index of the person who has this hetu; `None` when nobody in the population has it.
    pub fn index_of(&self, hetu: &Hetu) -> Option<u64> {
        let index = self.unpermute(slot_of(hetu)?);
        // Comparing also refuses a hetu whose check character was never checked.
        (index < self.size && self.hetu(index) == *hetu).then_some(index)
    }

    /// The person of an index; indexes from [`Population::size`] on are people of a larger population.
    pub fn person(&self, index: u64) -> InventedPerson {
        person::invent(self.seed, &self.hetu(index))
    }

    /// Somebody for any hetu, whether the population has it or not: for those whom a scenario adds.
    pub(crate) fn invent(&self, hetu: &Hetu) -> InventedPerson {
        person::invent(self.seed, hetu)
    }

    /// Scatters an index over all slots, so that neighbours share neither birthday nor separator. A Feistel network is
    /// a bijection on 24 bits whatever its rounds do; walking on until the value falls below the capacity keeps it one.
    fn permute(&self, index: u64) -> u64 {
        let mut x = index;
        loop {
            for round in 0..6 {
                x = ((x & 0xfff) << 12) | ((x >> 12) ^ self.round(round, x & 0xfff));
            }
            if x < CAPACITY {
                return x;
            }
        }
    }

    /// Undoes [`Population::permute`].
    fn unpermute(&self, slot: u64) -> u64 {
        let mut x = slot;
        loop {
            for round in (0..6).rev() {
                x = (((x & 0xfff) ^ self.round(round, x >> 12)) << 12) | (x >> 12);
            }
            if x < CAPACITY {
                return x;
            }
        }
    }

    fn round(&self, round: u64, half: u64) -> u64 {
        dice::mix(dice::mix(self.seed ^ round) ^ half) & 0xfff
    }
}

/// The place of a hetu among all that [`Population::hetu`] can give, below [`CAPACITY`]; independent of the seed.
pub(crate) fn slot_of(hetu: &Hetu) -> Option<u64> {
    let born = hetu.birth_date();
    let day = u64::try_from((born - FIRST_DAY).num_days()).ok().filter(|day| *day < DAYS)?;
    let own = hetu.as_str().chars().nth(6)?;
    let separator = SEPARATORS[usize::from(born.year() >= 2000)].iter().position(|separator| *separator == own)?;
    let number = u64::from(hetu.individual_number()).checked_sub(900).filter(|number| *number < NUMBERS)?;
    Some((day * 6 + separator as u64) * NUMBERS + number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn hetus_are_unique_valid_and_lead_back() {
        let population = Population::new(7, CAPACITY);
        let today = date(2020, 1, 1);
        let mut seen = HashSet::new();
        // 101 shares no factor with the capacity, so the walk is spread over all of it.
        for step in 0..150_000u64 {
            let index = step * 101 * 1009 % CAPACITY;
            let hetu = population.hetu(index);
            assert!(seen.insert(hetu));
            assert_eq!(Hetu::parse(hetu.as_str(), today), Ok(hetu));
            assert!((900..990).contains(&hetu.individual_number()));
            assert_eq!(population.index_of(&hetu), Some(index));
        }
    }

    #[test]
    fn the_permutation_is_one_and_reaches_both_ends() {
        let population = Population::new(0, CAPACITY);
        let mut taken = vec![0u64; CAPACITY.div_ceil(64) as usize];
        for index in (0..CAPACITY).step_by(7).chain([CAPACITY - 1]) {
            let slot = population.permute(index);
            let (word, bit) = ((slot / 64) as usize, 1 << (slot % 64));
            assert!(slot < CAPACITY && taken[word] & bit == 0);
            taken[word] |= bit;
        }
        for slot in [0, 89, 90, 539, 540, CAPACITY - 1] {
            let index = population.unpermute(slot);
            assert_eq!(slot_of(&population.hetu(index)), Some(slot));
        }
        assert_eq!(population.hetu(population.unpermute(0)).birth_date(), FIRST_DAY);
        assert_eq!(population.hetu(population.unpermute(CAPACITY - 1)).birth_date(), date(2019, 12, 31));
    }

    #[test]
    fn hetus_of_nobody_have_no_index() {
        let population = Population::new(3, 1000);
        assert_eq!(population.index_of(&population.hetu(999)), Some(999));
        assert_eq!(population.index_of(&population.hetu(1000)), None);
        let outside = [(date(1939, 12, 31), '-', 900), (date(2020, 1, 1), 'A', 900), (date(1990, 5, 5), '-', 990)];
        let ordinary = (date(1990, 5, 5), '-', 899);
        for (born, separator, number) in outside.into_iter().chain([ordinary]) {
            assert_eq!(Population::new(3, CAPACITY).index_of(&Hetu::compose(born, separator, number).unwrap()), None);
        }
        let unchecked = Hetu::from_stored("140398-945X").unwrap();
        assert_eq!(Population::new(3, CAPACITY).index_of(&unchecked), None);
    }

    #[test]
    fn names_are_well_formed_and_surnames_many() {
        let population = Population::new(1, CAPACITY);
        let mut surnames = HashSet::new();
        let (mut renamed, mut protected, mut dead, mut against_parity) = (0, 0, 0, 0);
        for index in 0..100_000 {
            let person = population.person(index);
            let words: Vec<&str> = person.first_names.split(' ').collect();
            assert!((1..=4).contains(&words.len()) && words.iter().all(|word| !word.is_empty()));
            assert_eq!(words.iter().collect::<HashSet<_>>().len(), words.len(), "a first name is there twice");
            assert!(
                words.iter().any(|word| word.split('-').next() == Some(&person.call_name) || *word == person.call_name)
            );
            assert!(!person.surname.trim().is_empty() && !person.nationalities.is_empty());
            renamed += usize::from(!person.former_surnames.is_empty());
            assert!(!person.former_surnames.contains(&person.surname));
            protected += usize::from(person.protected);
            dead += usize::from(person.died.is_some());
            against_parity += usize::from((person.sex == Sex::Man) != (person.hetu.individual_number() % 2 == 1));
            surnames.insert(person.surname);
        }
        assert!(surnames.len() > 40_000, "only {} surnames", surnames.len());
        assert!((7_500..8_500).contains(&renamed), "{renamed}");
        assert!((1_300..1_700).contains(&protected), "{protected}");
        assert!((850..1_150).contains(&dead), "{dead}");
        assert!((120..280).contains(&against_parity), "{against_parity}");
    }

    #[test]
    fn the_pool_of_surnames_holds_a_hundred_thousand() {
        use finnish::{SURNAME_BACKS, SURNAME_FRONTS, SURNAME_PREFIXES};
        let plain: HashSet<String> = SURNAME_FRONTS
            .iter()
            .flat_map(|front| SURNAME_BACKS.iter().map(move |back| format!("{front}{back}")))
            .collect();
        assert!(plain.len() * (SURNAME_PREFIXES.len() + 1) > 100_000, "{}", plain.len());
    }

    #[test]
    fn lists_repeat_nothing() {
        let lists = [
            finnish::WOMEN,
            finnish::MEN,
            finnish::COMMON_SURNAMES,
            finnish::SURNAME_FRONTS,
            finnish::SURNAME_BACKS,
            swedish::WOMEN,
            swedish::MEN,
            swedish::SURNAME_FRONTS,
            swedish::SURNAME_BACKS,
        ];
        for list in lists {
            assert_eq!(list.iter().collect::<HashSet<_>>().len(), list.len());
        }
        let shares = |origins: &[origins::Origin]| origins.iter().map(|origin| origin.share).sum::<u32>();
        assert_eq!((shares(&origins::SAMI), shares(&origins::ELSEWHERE)), (1000, 1000));
        assert_eq!(places::MUNICIPALITIES.iter().map(|place| place.share).sum::<u32>(), 1000);
    }

    /// Fails when a list, a draw or their order is changed. Such a change makes strangers of everybody that tests, saved
    /// databases and screenshots know: append new draws to the end of `invent` instead, and leave the lists alone.
    #[test]
    fn people_are_the_same_as_ever() {
        let population = Population::new(2026, CAPACITY);
        let known = |index| {
            let person = population.person(index);
            format!("{} {}, {} ({})", person.hetu.as_str(), person.surname, person.first_names, person.call_name)
        };
        assert_eq!(known(0), "300406E939D Pohjahauta, Aulis Tapio Matias (Aulis)");
        assert_eq!(known(9), "200291W9632 Sundström, Edvin Gunnar (Edvin)");
        // FNV-1a over everything of some thousands of people.
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        for index in (0..CAPACITY).step_by(4001) {
            let person = population.person(index);
            let all = format!(
                "{}|{}|{}|{}|{:?}|{}|{:?}|{:?}|{:?}|{:?}|{:?}|{}|{:?}|{}",
                person.hetu.as_str(),
                person.first_names,
                person.call_name,
                person.surname,
                person.former_surnames,
                person.birth_date,
                person.sex,
                person.language,
                person.nationalities,
                person.home,
                person.email,
                person.protected,
                person.died,
                person.call_name_recorded,
            );
            sum = all.bytes().fold(sum, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        }
        assert_eq!(sum, 4_954_196_797_336_225_874);
    }
}
