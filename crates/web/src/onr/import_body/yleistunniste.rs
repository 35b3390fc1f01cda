//! Rows of `PUT /yleistunniste` and the body of `POST /yleistunniste/hae`: a hetu and names, stricter than `/oppija`.

use events::Hetu;
use events::person::{Names, SentRow};
use serde::Deserialize;

use super::checks::{Checks, Place};
use super::fault::{Reported, Rule};
use super::text::{Object, Text};
use crate::onr::rules::{call_name_is_one_of, is_blank};

/// The nationality that ONR gives to learners of this path, who bring none: unknown.
const UNKNOWN_NATIONALITY: &str = "999";

#[derive(Deserialize)]
pub(super) struct Row<'a> {
    #[serde(borrow, default)]
    tunniste: Text<'a>,
    #[serde(borrow)]
    henkilo: Option<Object<Person<'a>>>,
}

#[derive(Deserialize)]
pub(super) struct Person<'a> {
    #[serde(borrow, default)]
    hetu: Text<'a>,
    #[serde(borrow, default)]
    etunimet: Text<'a>,
    #[serde(borrow, default)]
    kutsumanimi: Text<'a>,
    #[serde(borrow, default)]
    sukunimi: Text<'a>,
}

/// Checks row `at`.
pub(super) fn check_row(row: Row<'_>, at: usize, checks: &mut Checks) -> Result<SentRow, Reported> {
    let tunniste = checks.not_blank(Place::Row(at), "tunniste", row.tunniste);
    let Some(Object(person)) = row.henkilo else {
        return Err(checks.report(Place::Row(at), "henkilo", Rule::NotNull));
    };
    let (hetu, names) = check_person(person, Place::Person(at), checks)?;
    Ok(SentRow {
        tunniste: Some(tunniste?),
        hetu: Some(hetu),
        names,
        nationalities: vec![UNKNOWN_NATIONALITY.to_owned()],
        ..SentRow::default()
    })
}

/// Checks a hetu and names. Every rule is looked at before the first fault ends it.
pub(super) fn check_person(person: Person<'_>, place: Place, checks: &mut Checks) -> Result<(Hetu, Names), Reported> {
    let hetu = match checks.text(place, "hetu", person.hetu.without_blanks_around()) {
        Ok(Some(text)) => checks.hetu(place, "hetu", &text),
        Ok(None) => Err(checks.report(place, "hetu", Rule::NotNull)),
        Err(reported) => Err(reported),
    };
    let first_names = names(checks, place, "etunimet", person.etunimet, is_names);
    let call_name = names(checks, place, "kutsumanimi", person.kutsumanimi, is_name);
    let surname = names(checks, place, "sukunimi", person.sukunimi, is_names);
    if let (Ok(first_names), Ok(call_name)) = (&first_names, &call_name)
        && !call_name_is_one_of(call_name, first_names)
    {
        checks.report(place, "kutsumanimi", Rule::CallName);
    }
    Ok((hetu?, Names { first_names: first_names?, call_name: call_name?, surname: surname? }))
}

fn names(
    checks: &mut Checks,
    place: Place,
    field: &str,
    text: Text<'_>,
    fits: fn(&str) -> bool,
) -> Result<String, Reported> {
    match checks.text(place, field, text)? {
        None => Err(checks.report(place, field, Rule::NotNull)),
        Some(text) if !fits(&text) => Err(checks.report(place, field, Rule::Pattern)),
        Some(text) => Ok(text.into_owned()),
    }
}

/// One or more names, separated by single spaces.
fn is_names(text: &str) -> bool {
    text.split(' ').all(is_name)
}

/// A name without blanks: the characters that Java calls *graph* in Unicode, except that unassigned ones pass here. Ours:
/// something of it must be seen.
fn is_name(text: &str) -> bool {
    !is_blank(text) && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}
