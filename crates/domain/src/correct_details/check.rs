//! What speaks against a correction, field by field.

use chrono::{Datelike, NaiveDate};
use events::codes::DetailField;
use events::person::{ContactField, ContactGroup};
use events::{Day, Identifier};
use unicode_normalization::char::is_combining_mark;

use super::{Correction, Given, Refusal, holds, is_given, of_members, spaced_once, wanted};
use crate::code_sets::CodeSet;
use crate::person::Person;
use crate::text::{check_statement, text_fault};

/// As in ONR's columns; in characters.
const LONGEST: usize = 255;
/// Identifiers of one kind, nationalities, and groups of contact details.
const MOST: usize = 20;
/// Nobody who learns was born before.
const FIRST_YEAR: i32 = 1880;
/// Kinds of contact details that anybody but the register gives: home, work, leisure, from an application, other.
pub const GIVEN_KINDS: &[u8] = &[1, 2, 3, 6, 7];
/// What the register owns of somebody whom it has confirmed. Source: ONR's `PUT /henkilo`.
const OF_REGISTER: &[DetailField] = &[
    DetailField::FirstNames,
    DetailField::Surname,
    DetailField::BirthDate,
    DetailField::Sex,
    DetailField::Language,
    DetailField::Nationalities,
];

/// Everything that speaks against a correction, so that an official sees all of it at once.
pub fn faults(person: &Person, correction: &Correction, given: &Given<'_>) -> Vec<Refusal> {
    let correction = &*correction.meant(given.seen, given.today);
    let (record, person) = (person, given.shown.unwrap_or(person));
    let wanted = wanted(person, correction, given.today);
    let differs = |field: &DetailField| is_given(correction, *field) && !holds(person, *field, &wanted);
    let of_register = person.is_in_register() && OF_REGISTER.iter().any(differs);
    let mut faults: Vec<Refusal> = of_register.then_some(Refusal::OfRegister).into_iter().collect();
    faults.extend(names(person, correction));
    let unreadable = birth_date_is_unreadable(correction, given.today);
    let of_hetu = person.holds_hetu() && differs(&DetailField::BirthDate);
    faults.extend(unreadable.then_some(Refusal::BirthDate).or(of_hetu.then_some(Refusal::BirthDateOfHetu)));
    let code = |typed: &Option<String>, set: &CodeSet, fault: Refusal, case: fn(&str) -> String| {
        let typed = typed.as_deref().map(str::trim).filter(|code| !code.is_empty());
        typed.filter(|code| !set.contains(&case(code))).map(|_| fault)
    };
    let codes = given.codes;
    // Languages stand in the code set in upper case.
    let upper: fn(&str) -> String = |code| code.to_uppercase();
    faults.extend(code(&correction.sex, &codes.sex, Refusal::Sex, |code| code.to_owned()));
    faults.extend(code(&correction.language, &codes.language, Refusal::Language, upper));
    faults.extend(code(&correction.service_language, &codes.language, Refusal::ServiceLanguage, upper));
    let unknown = |code: &String| !code.trim().is_empty() && !codes.country.contains(code.trim());
    let nationalities = correction.nationalities.iter();
    faults
        .extend(nationalities.filter(|all| all.len() > MOST || all.iter().any(unknown)).map(|_| Refusal::Nationality));
    faults.extend(of_members::faults(record, person, correction));
    faults.extend(correction.contacts.iter().filter(|all| !contacts_fit(all)).map(|_| Refusal::Contacts));
    faults.extend(identifiers(record, correction, given));
    faults.extend(check_statement(correction.words.as_deref()).err().map(Refusal::from));
    faults
}

fn names(person: &Person, correction: &Correction) -> Vec<Refusal> {
    let mut faults = Vec::new();
    let mut part = |typed: &Option<String>, [too_long, malformed]: [Refusal; 2], missing: Refusal| {
        let Some(typed) = typed else { return };
        match () {
            () if typed.chars().count() > LONGEST => faults.push(too_long),
            () if text_fault(typed).is_some() || !typed.chars().all(is_of_name) => faults.push(malformed),
            () if matching::is_blank(typed) => faults.push(missing),
            _ => {}
        }
    };
    let [first_names, call_name, surname] = [&correction.first_names, &correction.call_name, &correction.surname];
    part(first_names, [Refusal::FirstNamesTooLong, Refusal::FirstNames], Refusal::FirstNamesMissing);
    part(call_name, [Refusal::CallNameTooLong, Refusal::CallName], Refusal::CallNameMissing);
    part(surname, [Refusal::SurnameTooLong, Refusal::Surname], Refusal::SurnameMissing);
    if correction.first_names.is_some() || correction.call_name.is_some() {
        let first_names = correction.first_names.as_deref().unwrap_or(&person.names.first_names);
        let call_name = correction.call_name.as_deref().unwrap_or(&person.names.call_name);
        // What is wrong with the surname says nothing of the others.
        let of_surname = [Refusal::SurnameMissing, Refusal::SurnameTooLong, Refusal::Surname];
        if faults.iter().all(|fault| of_surname.contains(fault)) && !matching::call_name_fits(call_name, first_names) {
            faults.push(Refusal::CallNameNotAmong);
        }
    }
    faults
}

/// May a name have it? Letters of every script with their marks, and what stands between and behind them.
fn is_of_name(c: char) -> bool {
    let stands_between = c.is_whitespace() || "-‐‑'’ʼʻ`´.,·()/".contains(c);
    // Marks, and what joins letters without being seen.
    let unseen = is_combining_mark(c) || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{AD}');
    c.is_alphabetic() || stands_between || unseen
}

/// Was something typed that is no birth date? It says nothing that could be compared with what is known.
pub(super) fn birth_date_is_unreadable(correction: &Correction, today: NaiveDate) -> bool {
    let typed = correction.birth_date.as_deref().map_or("", str::trim);
    !typed.is_empty() && day(typed, today).is_none()
}

/// A day on which a learner may have been born, as [`written`].
pub fn day(typed: &str, today: NaiveDate) -> Option<Day> {
    written(typed).filter(|day| day.0 <= today && day.0.year() >= FIRST_YEAR)
}

/// A day as people write it (`14.3.2004`) or as programs do (`2004-03-14`).
pub(super) fn written(typed: &str) -> Option<Day> {
    let typed = typed.trim();
    let by_people = || {
        let mut parts = typed.split('.').map(str::trim);
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let whole = parts.next().is_none() && year.len() == 4;
        whole.then(|| NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)).flatten()
    };
    typed.parse::<Day>().ok().or_else(|| by_people().map(Day))
}

fn contacts_fit(groups: &[ContactGroup]) -> bool {
    groups.len() <= MOST && contact_faults(groups).is_empty()
}

/// What is wrong with groups of contact details: which group, and which field of it, or none where it is its kind.
pub fn contact_faults(groups: &[ContactGroup]) -> Vec<(usize, Option<ContactField>)> {
    let fits = |field: ContactField, value: &str| {
        let value = spaced_once(value);
        fits(&value) && (value.is_empty() || field != ContactField::Email || is_address(&value))
    };
    let of_group = |(place, group): (usize, &ContactGroup)| {
        let kind = (!GIVEN_KINDS.contains(&group.kind)).then_some((place, None));
        let wrong = group.details.iter().filter(|one| !fits(one.field, &one.value));
        kind.into_iter().chain(wrong.map(|one| (place, Some(one.field)))).collect::<Vec<_>>()
    };
    groups.iter().enumerate().flat_map(of_group).collect()
}

/// Which of these passport numbers are none, by their places.
pub fn passport_faults(typed: &[String]) -> Vec<usize> {
    let wrong = |text: &String| !text.trim().is_empty() && (!fits(text) || Identifier::passport(text).is_none());
    typed.iter().enumerate().filter(|(_, text)| wrong(text)).map(|(place, _)| place).collect()
}

/// Which of these e-mail identifiers are none.
pub fn email_faults(typed: &[String]) -> Vec<usize> {
    let wrong = |text: &String| {
        !text.trim().is_empty() && (!fits(text) || !is_address(text.trim()) || Identifier::email(text).is_none())
    };
    typed.iter().enumerate().filter(|(_, text)| wrong(text)).map(|(place, _)| place).collect()
}

fn identifiers(person: &Person, correction: &Correction, given: &Given<'_>) -> Vec<Refusal> {
    let seen = given.seen.person().or(given.shown).unwrap_or(person);
    // What the official only saw is not given anew.
    let is_new = |text: &String| !seen.passports.contains(text) && !seen.emails.contains(text);
    let others = |identifier: &Option<Identifier>| {
        let found = given.found.iter().find(|found| Some(&found.identifier) == identifier.as_ref());
        found.and_then(|found| found.holder).is_some_and(|holder| !given.is_own(person, holder))
    };
    let mut faults = Vec::new();
    let mut of_kind = |all: &Option<Vec<String>>, read: fn(&str) -> Option<Identifier>, [bad, in_use]: [Refusal; 2]| {
        let Some(all) = all else { return };
        let typed: Vec<&String> = all.iter().filter(|text| !text.trim().is_empty()).collect();
        match typed.len() > MOST || !typed.iter().all(|text| fits(text) && read(text).is_some()) {
            true => faults.push(bad),
            false if typed.iter().any(|text| is_new(text) && others(&read(text))) => faults.push(in_use),
            false => {}
        }
    };
    of_kind(&correction.passports, Identifier::passport, [Refusal::Passport, Refusal::PassportInUse]);
    let email = |text: &str| Identifier::email(text).filter(|_| is_address(text.trim()));
    of_kind(&correction.emails, email, [Refusal::Email, Refusal::EmailInUse]);
    faults
}

/// Local part and domain. Whether it can be reached is not asked.
fn is_address(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
    text.rsplit_once('@').is_some_and(|(local, domain)| plain(local) && plain(domain) && !local.contains('@'))
}

fn fits(text: &str) -> bool {
    text.chars().count() <= LONGEST && text_fault(text).is_none()
}
