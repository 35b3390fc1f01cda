//! A learner's row as a careless sender writes it, for measuring whether they are found all the same.

use events::Day;
use events::codes::Interface;

use super::dice::Dice;
use super::noise;
use super::row::Row;

/// How a row differs from the learner's first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Careless {
    /// Not at all.
    Same,
    /// A letter of a name.
    Typo,
    /// A letter of a name, and another.
    TwoTypos,
    /// Only the name used is sent.
    OneFirstName,
    /// Letters without their marks.
    Transliterated,
    /// First names and surname in each other's place.
    SwappedNames,
    /// Another surname.
    OtherSurname,
    /// Day and month in each other's place.
    DayAndMonthSwapped,
    /// A digit of the birth date, as a mistyped hetu has it.
    MistypedDate,
    /// No birth date.
    NoDate,
    /// A letter of a name, and only the name used.
    TypoInOneName,
}

impl Careless {
    /// Every kind.
    pub const ALL: [Careless; 11] = [
        Careless::Same,
        Careless::Typo,
        Careless::TwoTypos,
        Careless::OneFirstName,
        Careless::Transliterated,
        Careless::SwappedNames,
        Careless::OtherSurname,
        Careless::DayAndMonthSwapped,
        Careless::MistypedDate,
        Careless::NoDate,
        Careless::TypoInOneName,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Careless::Same => "same",
            Careless::Typo => "typo",
            Careless::TwoTypos => "two_typos",
            Careless::OneFirstName => "one_first_name",
            Careless::Transliterated => "transliterated",
            Careless::SwappedNames => "swapped_names",
            Careless::OtherSurname => "other_surname",
            Careless::DayAndMonthSwapped => "day_and_month",
            Careless::MistypedDate => "mistyped_date",
            Careless::NoDate => "no_date",
            Careless::TypoInOneName => "typo_in_one_name",
        }
    }

    /// Does it to a row, drawing from the stream of a seed and a number; false where the row has nothing to do it to.
    pub fn spoil(self, row: &mut Row, seed: u64, number: u64) -> bool {
        let dice = &mut Dice::new(seed, number);
        let names = &mut row.names;
        match self {
            Careless::Same => true,
            Careless::Typo => noise::mistype(names, dice),
            Careless::TwoTypos => noise::mistype(names, dice) && noise::mistype(names, dice),
            Careless::OneFirstName => noise::one_first_name(names),
            Careless::Transliterated => noise::transliterate(names),
            Careless::SwappedNames => {
                noise::swap_fields(names, Interface::Oppija);
                true
            }
            Careless::OtherSurname => {
                names.surname = ["Kuusivirta", "Rantasalmeri", "Lehtokoski"][dice.place(3)].to_owned();
                true
            }
            Careless::TypoInOneName => noise::one_first_name(names) && noise::mistype(names, dice),
            Careless::DayAndMonthSwapped => of_date(row, |[year, month, day]| [year, day, month]),
            Careless::MistypedDate => {
                let digit = dice.below(9) as i32 + 1;
                of_date(row, |[year, month, day]| [year, month, (day + digit - 1) % 28 + 1])
            }
            Careless::NoDate => row.birth_date.take().is_some(),
        }
    }
}

/// Another birth date; false when it is none, or the same.
fn of_date(row: &mut Row, change: impl Fn([i32; 3]) -> [i32; 3]) -> bool {
    let Some(day) = row.birth_date.as_deref().and_then(|text| text.parse::<Day>().ok()) else { return false };
    let number = day.number();
    let [year, month, day] = change([number / 10_000, number / 100 % 100, number % 100]);
    let written = format!("{year:04}-{month:02}-{day:02}");
    let other = written.parse::<Day>().is_ok() && row.birth_date.as_ref() != Some(&written);
    if other {
        row.birth_date = Some(written);
    }
    other
}
