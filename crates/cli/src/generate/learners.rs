//! Learners as rows: people of the population with the register's own data, and foreign learners without a hetu.

use events::Hetu;
use events::codes::Interface;
use events::person::Names;
use vtj::population::{CAPACITY, InventedPerson, Population, Sex};

use super::dice::{Dice, mix};
use super::row::Row;

/// Finland in code set *maatjavaltiot2*.
const FINLAND: &str = "246";
/// Tells the people that foreign learners are named after from those of the population.
const FOREIGN: u64 = 0x666f_7265_6967_6e00;
/// How many people are looked at for one whose nationality is foreign; some six in a hundred are.
const LOOKED_AT: u64 = 400;
/// How many rows in a hundred also have an e-mail address of their own.
const WITH_EMAIL: u32 = 10;

/// A row with the register's own data of a person. `number` keeps the e-mail address apart from everybody else's: as an
/// identifier it must lead to one person.
pub(super) fn clean(person: &InventedPerson, number: u64, interface: Interface, dice: &mut Dice) -> Row {
    let names = names_of(person);
    let email = dice.percent(WITH_EMAIL).then(|| address(&names, number, "example.com"));
    of(person, names, Some(person.hetu), email, interface)
}

/// The names of a person.
pub(super) fn names_of(person: &InventedPerson) -> Names {
    Names {
        first_names: person.first_names.clone(),
        call_name: person.call_name.clone(),
        surname: person.surname.clone(),
    }
}

/// The foreign learner of a number, with passport and e-mail address: the same one each time.
pub(super) fn foreign(seed: u64, number: u64) -> Row {
    let namesakes = Population::new(mix(seed ^ FOREIGN), CAPACITY);
    let at = |step: u64| namesakes.person((number.wrapping_mul(LOOKED_AT) + step) % CAPACITY);
    let abroad = |person: &InventedPerson| person.nationalities.iter().all(|code| code != FINLAND);
    let mut person = (0..LOOKED_AT).map(at).find(abroad).unwrap_or_else(|| at(0));
    person.nationalities.retain(|code| code != FINLAND);
    if person.nationalities.is_empty() {
        person.nationalities.push("752".into());
    }
    let names = names_of(&person);
    let email = Some(address(&names, number, "example.org"));
    let letter = |of: u64| char::from(b'A' + (of % 26) as u8);
    let letters = mix(seed ^ number);
    let passport = format!("{}{}{number:07}", letter(letters), letter(letters >> 8));
    Row { passport: Some(passport), ..of(&person, names, None, email, Interface::Oppija) }
}

fn of(person: &InventedPerson, names: Names, hetu: Option<Hetu>, email: Option<String>, interface: Interface) -> Row {
    let hetu = hetu.map(|hetu| hetu.as_str().to_owned());
    if interface == Interface::Yleistunniste {
        return Row { hetu, names, ..Row::default() };
    }
    let sex = if person.sex == Sex::Man { "1" } else { "2" };
    Row {
        tunniste: None,
        oid: None,
        hetu,
        passport: None,
        email,
        names,
        birth_date: Some(person.birth_date.to_string()),
        sex: Some(sex.to_owned()),
        language: Some(language(&person.language.code)),
        nationalities: person.nationalities.iter().map(|code| nationality(code).to_owned()).collect(),
    }
}

/// The register has old codes that koodisto does not have (ONR's behaviour): a sender knows koodisto's.
fn language(code: &str) -> String {
    if code == "iw" { "HE".to_owned() } else { code.to_uppercase() }
}

fn nationality(code: &str) -> &str {
    if code == "230" { "231" } else { code }
}

fn address(names: &Names, number: u64, domain: &str) -> String {
    let letters = |name: &str| -> String {
        let plain = matching::normalise(name);
        plain.chars().filter(char::is_ascii_lowercase).take(20).collect()
    };
    format!("{}.{}.{number}@{domain}", or_x(letters(&names.call_name)), or_x(letters(&names.surname)))
}

fn or_x(name: String) -> String {
    if name.is_empty() { "x".to_owned() } else { name }
}
