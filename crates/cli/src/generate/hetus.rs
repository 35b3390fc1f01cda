//! Wrong hetus for generated rows: another person's, or one that belongs to nobody. Individual numbers stay within
//! 900–999, which real people never have.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate, TimeDelta};
use events::Hetu;
use events::date;
use vtj::population::{CAPACITY, Population};

use super::dice::Dice;

/// The first birthday of test hetus.
const FIRST_DAY: NaiveDate = date(1960, 1, 1);
/// Days from then to the end of 2014.
const DAYS: u64 = 20_089;
/// Separators of the 2000s and what each is mistaken for.
const SEPARATORS: [(char, char); 6] = [('A', '-'), ('B', 'Y'), ('C', 'X'), ('D', 'W'), ('E', 'V'), ('F', 'U')];
/// How often two digits are changed before it is given up.
const TRIES: u32 = 64;

/// Hetus that nobody in the register has, each given once.
pub(super) struct Nobodys {
    everybody: Population,
    people: u64,
    given: HashSet<u64>,
}

impl Nobodys {
    /// Of the population of a seed, of whom the register knows the first so many.
    pub(super) fn new(seed: u64, people: u64) -> Nobodys {
        Nobodys { everybody: Population::new(seed, CAPACITY), people: people.min(CAPACITY), given: HashSet::new() }
    }

    /// The index of somebody beyond the register's people, beginning from the far end: a larger register of the same
    /// seed does not know them either. `None` when there are no more.
    pub(super) fn stranger(&mut self, number: u64) -> Option<u64> {
        let left = CAPACITY - self.people;
        let index = |number: u64| CAPACITY - 1 - number % left;
        let mut free = (0..u64::from(TRIES)).filter(|_| left > 0).map(|step| index(number + step));
        let found = free.find(|index| !self.given.contains(index))?;
        self.given.insert(found);
        Some(found)
    }

    /// The hetu of a learner with two digits of the date mistyped, or one digit and the check character: it is valid,
    /// and nobody has it.
    pub(super) fn mistyped(&mut self, hetu: &Hetu, dice: &mut Dice) -> Option<Hetu> {
        let text = hetu.as_str();
        let separator = text.chars().nth(6)?;
        for _ in 0..TRIES {
            let mut digits: Vec<u8> = text.bytes().take(6).collect();
            for _ in 0..1 + dice.below(2) {
                digits[dice.place(6)] = b'0' + dice.below(10) as u8;
            }
            let Some(born) = date_of(&digits, hetu.birth_date().year() / 100 * 100) else { continue };
            let Some(mistyped) = Hetu::compose(born, separator, hetu.individual_number()) else { continue };
            let nobodys = self.everybody.index_of(&mistyped).filter(|index| *index >= self.people);
            if nobodys.is_some_and(|index| self.given.insert(index)) {
                return Some(mistyped);
            }
        }
        None
    }
}

fn date_of(digits: &[u8], century: i32) -> Option<NaiveDate> {
    let two = |at: usize| u32::from(digits[at] - b'0') * 10 + u32::from(digits[at + 1] - b'0');
    NaiveDate::from_ymd_opt(century + two(4) as i32, two(2), two(0))
}

/// The hetu of somebody born in the 2000s with a separator of the 1900s, each with another: nobody in the population
/// was born before 1940. `None` for others: 2040 and later are not yet.
pub(super) fn another_century(hetu: &Hetu) -> Option<Hetu> {
    let own = hetu.as_str().chars().nth(6)?;
    let (_, wrong) = SEPARATORS.iter().find(|(right, _)| *right == own)?;
    let born = hetu.birth_date();
    let wrong_year = born.with_year(born.year() - 100)?;
    Hetu::compose(wrong_year, *wrong, hetu.individual_number())
}

/// The test hetu of a number; those of all numbers below a million differ.
pub(super) fn test_hetu(number: u64) -> Option<Hetu> {
    // 7919 shares no factor with the days, so that neighbours have distant birthdays.
    let (day, rest) = (number * 7919 % DAYS, number / DAYS);
    let (right, wrong) = SEPARATORS[(rest % 6) as usize];
    let born = FIRST_DAY + TimeDelta::days(day as i64);
    let separator = if born.year() < 2000 { wrong } else { right };
    Hetu::compose(born, separator, 990 + (rest / 6 % 10) as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_and_mistyped_hetus_are_nobodys_and_differ() {
        let people = 15_000_000;
        let (register, mut nobodys) = (Population::new(5, people), Nobodys::new(5, people));
        let mut dice = Dice::new(5, 5);
        let mut seen = HashSet::new();
        for index in 0..3_000 {
            let own = register.hetu(index);
            let stranger = nobodys.stranger(index).map(|stranger| register.hetu(stranger));
            for hetu in [stranger, nobodys.mistyped(&own, &mut dice)].into_iter().flatten() {
                assert_eq!(Hetu::parse(hetu.as_str(), date(2026, 1, 1)), Ok(hetu));
                assert_eq!(register.index_of(&hetu), None);
                assert!(hetu.individual_number() >= 900 && seen.insert(hetu));
            }
        }
        assert!(seen.len() > 4_500, "{}", seen.len());
        let mut full = Nobodys::new(5, CAPACITY);
        assert!(full.stranger(0).is_none() && full.mistyped(&register.hetu(0), &mut dice).is_none());
    }

    #[test]
    fn another_century_is_valid_and_nobodys() {
        let everybody = Population::new(5, CAPACITY);
        let mut seen = HashSet::new();
        for index in 0..20_000 {
            let own = everybody.hetu(index);
            let Some(wrong) = another_century(&own) else {
                // 29 February 2000 has no namesake in 1900.
                assert!(own.birth_date().year() < 2000 || own.birth_date() == date(2000, 2, 29));
                continue;
            };
            assert_eq!(Hetu::parse(wrong.as_str(), date(2026, 1, 1)), Ok(wrong));
            assert_eq!(everybody.index_of(&wrong), None);
            assert!(wrong.birth_date().year() < 1920 && seen.insert(wrong));
            assert_eq!(wrong.as_str()[..6], own.as_str()[..6]);
            assert_eq!(wrong.as_str()[7..], own.as_str()[7..]);
        }
    }

    #[test]
    fn test_hetus_differ() {
        let seen: HashSet<Hetu> = (0..1_000_000).step_by(7).filter_map(test_hetu).collect();
        assert_eq!(seen.len(), 142_858);
        assert!(seen.iter().all(|hetu| (990..=999).contains(&hetu.individual_number())));
    }
}
