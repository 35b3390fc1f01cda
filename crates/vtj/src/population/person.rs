//! What an invented person is: everything that the stand-in's answer about them says.

use std::borrow::Cow;

use chrono::{NaiveDate, TimeDelta};
use events::Hetu;
use events::date;

use super::dice::Dice;
use super::names::{self, Culture};
use super::places::{ABROAD, MUNICIPALITIES, Municipality, STREETS};

/// Sex in the register. Its third value, *missing*, is nobody's here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// `MIES`
    Man,
    /// `NAINEN`
    Woman,
}

/// A mother tongue as the register gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// ISO 639-1, or `98` where only the clear text tells it.
    pub code: Cow<'static, str>,
    /// ISO 639-2.
    pub iso639_2: &'static str,
    /// Clear text, where the codes do not say it.
    pub text: Option<&'static str>,
}

/// Where an invented person lives.
#[derive(Debug, Clone, Copy)]
pub enum Home {
    /// A home in Finland.
    Domestic {
        /// The home municipality, whose post office serves the address.
        municipality: &'static Municipality,
        /// Street in Finnish and Swedish; the Swedish one may be empty.
        street: (&'static str, &'static str),
        /// House number.
        number: u16,
        /// Letter of the staircase.
        staircase: Option<char>,
        /// Number of the apartment.
        apartment: Option<u16>,
        /// Letter of a divided apartment.
        division: Option<char>,
        /// Last three digits of the postal code.
        postal: u16,
    },
    /// A home abroad; the home municipality is then the code 200.
    Abroad {
        /// Street, without the number.
        street: &'static str,
        /// House number.
        number: u16,
        /// Town.
        town: &'static str,
        /// ISO 3166 numeric code.
        country: &'static str,
    },
}

/// Somebody who does not exist. Its `Debug` shows nothing, as with everything that could be a real person's.
#[derive(Clone)]
pub struct InventedPerson {
    /// Their hetu, with an individual number of 900 or more.
    pub hetu: Hetu,
    /// Hetus that they had before, the oldest first; only the scenario control gives any.
    pub former_hetus: Vec<Hetu>,
    /// One to three first names, separated by single spaces.
    pub first_names: String,
    /// One of the first names, or half of a hyphenated one.
    pub call_name: String,
    /// Whether the register has recorded the call name.
    pub call_name_recorded: bool,
    /// Surname.
    pub surname: String,
    /// Surnames held before, the oldest first.
    pub former_surnames: Vec<String>,
    /// Birth date; a few differ from the one in the hetu, as in the register.
    pub birth_date: NaiveDate,
    /// Sex; a few differ from what the hetu's individual number says.
    pub sex: Sex,
    /// Mother tongue.
    pub language: Language,
    /// ISO 3166 numeric codes, at least one.
    pub nationalities: Vec<Cow<'static, str>>,
    /// Home.
    pub home: Home,
    /// E-mail address, always at example.com.
    pub email: Option<String>,
    /// Protection order (*turvakielto*).
    pub protected: bool,
    /// Day of death.
    pub died: Option<NaiveDate>,
}

impl std::fmt::Debug for InventedPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("InventedPerson(personal)")
    }
}

/// Invents the person of a hetu. The order of the draws is part of the promise that nobody ever changes: a new
/// property is drawn last.
pub(super) fn invent(seed: u64, hetu: &Hetu) -> InventedPerson {
    let mut dice = Dice::new(seed, hetu.as_str().as_bytes());
    let odd = hetu.individual_number() % 2 == 1;
    let sex = if odd != dice.chance(2) { Sex::Man } else { Sex::Woman };
    let culture = Culture::draw(&mut dice);
    let first_names = names::first_names(&mut dice, culture, sex);
    let call_name = names::call_name(&mut dice, &first_names);
    let surname = names::surname(&mut dice, culture, sex);
    let renamed = dice.chance(80);
    let another =
        |surname: &String| (0..4).map(|_| names::surname(&mut dice, culture, sex)).find(|name| name != surname);
    let former_surnames = Some(&surname).filter(|_| renamed).and_then(another).into_iter().collect();
    let days_off = if dice.chance(3) { i64::from(1 + dice.below(20)) } else { 0 };
    let (language, nationalities) = tongue_and_nationalities(&mut dice, culture);
    let home = home(&mut dice);
    let email = dice.chance(200).then(|| email(&call_name, &surname));
    InventedPerson {
        hetu: *hetu,
        former_hetus: Vec::new(),
        first_names,
        call_name_recorded: dice.chance(700),
        call_name,
        surname,
        former_surnames,
        birth_date: hetu.birth_date() - TimeDelta::days(days_off),
        sex,
        language,
        nationalities,
        home,
        email,
        protected: dice.chance(15),
        died: dice.chance(10).then(|| date(2020, 1, 1) + TimeDelta::days(i64::from(dice.below(2190)))),
    }
}

fn tongue_and_nationalities(dice: &mut Dice, culture: Culture) -> (Language, Vec<Cow<'static, str>>) {
    let language = |(code, iso639_2, text)| Language { code: Cow::Borrowed(code), iso639_2, text };
    let finland = Cow::Borrowed("246");
    match culture {
        Culture::Finnish | Culture::Swedish => {
            let language = match culture {
                Culture::Swedish => language(("sv", "swe", None)),
                _ if dice.chance(1) => language(("98", "fse", Some("suomalainen viittomakieli"))),
                _ => language(("fi", "fin", None)),
            };
            let second = dice.chance(20).then_some(Cow::Borrowed("752"));
            (language, std::iter::once(finland).chain(second).collect())
        }
        Culture::Sami(origin) => (language(origin.language), vec![finland]),
        Culture::Elsewhere(origin) => {
            let own = Cow::Borrowed(origin.nationality);
            let nationalities = match dice.below(100) {
                0..15 => vec![finland],
                15..35 => vec![finland, own],
                _ => vec![own],
            };
            (language(origin.language), nationalities)
        }
    }
}

fn home(dice: &mut Dice) -> Home {
    let number = 1 + dice.below(99) as u16;
    if dice.chance(10) {
        let (street, town, country) = ABROAD[dice.below(ABROAD.len() as u32) as usize];
        return Home::Abroad { street, number, town, country };
    }
    let block_of_flats = dice.chance(600);
    Home::Domestic {
        municipality: dice.pick_by_share(MUNICIPALITIES, |municipality| municipality.share),
        street: STREETS[dice.below(STREETS.len() as u32) as usize],
        number,
        staircase: block_of_flats.then(|| char::from(b'A' + dice.below(6) as u8)),
        apartment: block_of_flats.then(|| 1 + dice.below(120) as u16),
        division: (block_of_flats && dice.chance(10)).then(|| char::from(b'a' + dice.below(3) as u8)),
        postal: 100 + 10 * dice.below(85) as u16,
    }
}

impl Home {
    /// Code of the home municipality, as the register has it: 200 for a home abroad.
    pub fn municipality(&self) -> &'static str {
        match self {
            Home::Domestic { municipality, .. } => municipality.code,
            Home::Abroad { .. } => "200",
        }
    }

    /// The five digits of a Finnish postal code; empty abroad.
    pub fn postal_code(&self) -> String {
        match self {
            Home::Domestic { municipality, postal, .. } => format!("{}{postal:03}", municipality.postal),
            Home::Abroad { .. } => String::new(),
        }
    }
}

fn email(call_name: &str, surname: &str) -> String {
    let letters = |text: &str| -> String {
        let plain = text.chars().filter_map(|letter| match letter.to_ascii_lowercase() {
            plain @ ('a'..='z' | '-') => Some(plain),
            'ä' | 'Ä' | 'å' | 'Å' => Some('a'),
            'ö' | 'Ö' => Some('o'),
            _ => None,
        });
        plain.collect()
    };
    format!("{}.{}@example.com", letters(call_name), letters(surname))
}
