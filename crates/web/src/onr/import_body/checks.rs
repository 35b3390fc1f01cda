//! The rules that several bodies share, and the collection of everything that breaks them.

use std::borrow::Cow;

use chrono::NaiveDate;
use events::{Day, Hetu, Identifier};
use serde_json::{Value, json};

use super::email::is_email;
use super::fault::{BodyFault, Reported, Rule, Violations};
use super::text::Text;
use crate::onr::errors::FieldError;
use crate::onr::rules::{is_blank, text_fault};

/// Longer text does not fit ONR's columns (`varchar(255)`); in characters.
pub(super) const LONGEST_TEXT: usize = 255;
/// The most faults of layer 2 that are listed one by one.
const MOST_FIELD_ERRORS: usize = 1_000;
/// A value of at most this many letters and digits is plainly a code: no name that matters, and never a hetu.
const PLAIN_CODE: usize = 3;

/// Where in a body a property stands. Paths are written out only for faults.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    /// At the top.
    Body,
    /// `henkilot[i]`
    Row(usize),
    /// `henkilot[i].henkilo`
    Person(usize),
    /// `yhteystiedotRyhma[i]`
    Group(usize),
    /// `yhteystiedotRyhma[i].yhteystieto[j]`
    Detail(usize, usize),
}

impl Place {
    fn path(self, field: &str) -> String {
        let place = match self {
            Place::Body => return field.to_owned(),
            Place::Row(row) => format!("henkilot[{row}]"),
            Place::Person(row) => format!("henkilot[{row}].henkilo"),
            Place::Group(group) => format!("yhteystiedotRyhma[{group}]"),
            Place::Detail(group, detail) => format!("yhteystiedotRyhma[{group}].yhteystieto[{detail}]"),
        };
        if field.is_empty() { place } else { format!("{place}.{field}") }
    }
}

/// A property that holds a code or a list of codes.
pub(super) struct CodeField<'a> {
    pub(super) place: Place,
    pub(super) name: &'a str,
    /// Stable code of the fault that the code set does not have it.
    pub(super) fault: &'static str,
    /// Which code set, by koodisto's name.
    pub(super) koodisto: &'static str,
}

/// Everything found so far.
pub(super) struct Checks {
    today: NaiveDate,
    violations: Violations,
    field_errors: Vec<FieldError>,
    field_error_total: usize,
}

impl Checks {
    pub(super) fn new(today: NaiveDate) -> Checks {
        Checks { today, violations: Violations::default(), field_errors: Vec::new(), field_error_total: 0 }
    }

    /// Has nothing been found?
    pub(super) fn faultless(&self) -> bool {
        self.violations.total() == 0 && self.field_error_total == 0
    }

    /// The verdict: layer 1 before layer 2.
    pub(super) fn end(self) -> Result<(), BodyFault> {
        if self.violations.total() > 0 {
            Err(BodyFault::Invalid(self.violations))
        } else if self.field_error_total > 0 {
            Err(BodyFault::Unprocessable { field_errors: self.field_errors, total: self.field_error_total })
        } else {
            Ok(())
        }
    }

    /// The verdict of layer 1, and within it that of layer 2.
    pub(super) fn end_of_first(self) -> Result<Result<(), BodyFault>, BodyFault> {
        match self.end() {
            Err(fault @ BodyFault::Unprocessable { .. }) => Ok(Err(fault)),
            ended => ended.map(Ok),
        }
    }

    /// A fault of layer 1.
    pub(super) fn report(&mut self, place: Place, field: &str, rule: Rule) -> Reported {
        self.violations.add(rule, || place.path(field));
        Reported
    }

    /// Text that may be left out, of at most 255 characters and without any that a text must not have.
    pub(super) fn text<'a>(
        &mut self,
        place: Place,
        field: &str,
        text: Text<'a>,
    ) -> Result<Option<Cow<'a, str>>, Reported> {
        let text = match text {
            Text::Absent => return Ok(None),
            Text::WrongType => return Err(self.report(place, field, Rule::TypeMismatch)),
            Text::Sent(text) => text,
        };
        // Bytes are at least as many as characters, so most text is not counted.
        if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
            return Err(self.report(place, field, Rule::Size));
        }
        match text_fault(&text) {
            Some(fault) => Err(self.report(place, field, Rule::Character(fault))),
            None => Ok(Some(text)),
        }
    }

    /// Text that must be there and not be empty. Blank text passes, as in ONR.
    pub(super) fn not_empty(&mut self, place: Place, field: &str, text: Text<'_>) -> Result<String, Reported> {
        match self.text(place, field, text)? {
            Some(text) if !text.is_empty() => Ok(text.into_owned()),
            _ => Err(self.report(place, field, Rule::NotEmpty)),
        }
    }

    /// Text that must be there and not be blank: something of it must be seen.
    pub(super) fn not_blank(&mut self, place: Place, field: &str, text: Text<'_>) -> Result<String, Reported> {
        match self.text(place, field, text)? {
            Some(text) if !is_blank(&text) => Ok(text.into_owned()),
            _ => Err(self.report(place, field, Rule::NotBlank)),
        }
    }

    /// Text that may be left out but not be empty.
    pub(super) fn never_empty(
        &mut self,
        place: Place,
        field: &str,
        text: Text<'_>,
    ) -> Result<Option<String>, Reported> {
        match self.text(place, field, text)? {
            Some(text) if text.is_empty() => Err(self.report(place, field, Rule::Size)),
            text => Ok(text.map(Cow::into_owned)),
        }
    }

    /// A passport number that may be left out; one of nothing but blanks and hyphens is empty.
    pub(super) fn passport(&mut self, place: Place, field: &str, text: Text<'_>) -> Result<Option<String>, Reported> {
        match self.never_empty(place, field, text)? {
            Some(text) if Identifier::passport(&text).is_none() => Err(self.report(place, field, Rule::Size)),
            text => Ok(text),
        }
    }

    /// An e-mail address that may be left out; one of at least `shortest` (0 or 1) characters where it is given.
    pub(super) fn email(
        &mut self,
        place: Place,
        field: &str,
        text: Text<'_>,
        shortest: usize,
    ) -> Result<Option<String>, Reported> {
        match self.text(place, field, text)? {
            Some(text) if text.len() < shortest => Err(self.report(place, field, Rule::Size)),
            Some(text) if !text.is_empty() && !is_email(&text) => Err(self.report(place, field, Rule::Email)),
            text => Ok(text.map(Cow::into_owned)),
        }
    }

    /// A hetu in upper case.
    pub(super) fn hetu(&mut self, place: Place, field: &str, text: &str) -> Result<Hetu, Reported> {
        Hetu::parse(text, self.today).map_err(|fault| self.report(place, field, Rule::Hetu(fault)))
    }

    /// A date written `yyyy-MM-dd`, with blanks around it or not; blank text is none.
    pub(super) fn date(&mut self, place: Place, field: &str, text: Text<'_>) -> Result<Option<Day>, Reported> {
        match text {
            Text::Absent => Ok(None),
            Text::Sent(text) if text.trim().is_empty() => Ok(None),
            Text::Sent(text) => {
                text.trim().parse().map(Some).map_err(|_| self.report(place, field, Rule::TypeMismatch))
            }
            Text::WrongType => Err(self.report(place, field, Rule::TypeMismatch)),
        }
    }

    /// A fault of layer 2 that repeats nothing.
    pub(super) fn field_error(&mut self, place: Place, field: &str, code: &'static str, message: Option<&str>) {
        self.add_field_error(|| FieldError {
            code,
            arguments: None,
            message: message.map(str::to_owned),
            field: place.path(field),
            rejected_value: None,
        });
    }

    /// A code that its set does not have (layer 2). `value` says in which form ONR would repeat it.
    pub(super) fn unknown_code(&mut self, field: &CodeField<'_>, unknown: &str, value: impl FnOnce(&str) -> Value) {
        let plain = is_plain(unknown);
        self.add_field_error(|| FieldError {
            code: field.fault,
            arguments: plain.then(|| json!([unknown])),
            message: Some(match plain {
                true => format!("Tuntematon koodiston '{}' koodi {unknown}", field.koodisto),
                false => format!("Tuntematon koodiston '{}' koodi", field.koodisto),
            }),
            field: field.place.path(field.name),
            rejected_value: plain.then(|| value(unknown)),
        });
    }

    /// Codes in a list that its set does not have (layer 2). `value` says in which form ONR would repeat the list.
    pub(super) fn unknown_codes(&mut self, field: &CodeField<'_>, unknown: &[String], value: impl FnOnce() -> Value) {
        let plain = unknown.iter().all(|code| is_plain(code));
        self.add_field_error(|| FieldError {
            code: field.fault,
            arguments: plain.then(|| json!([unknown])),
            message: Some(match plain {
                true => format!("Tuntematon koodiston '{}' koodit [{}]", field.koodisto, unknown.join(", ")),
                false => format!("Tuntematon koodiston '{}' koodit", field.koodisto),
            }),
            field: field.place.path(field.name),
            rejected_value: plain.then(value),
        });
    }

    fn add_field_error(&mut self, error: impl FnOnce() -> FieldError) {
        if self.field_errors.len() < MOST_FIELD_ERRORS {
            self.field_errors.push(error());
        }
        self.field_error_total += 1;
    }
}

/// Is it a code and nothing else, whatever property it stands in? A sender may well put a name or a hetu where a code
/// belongs, and that must not be repeated.
fn is_plain(text: &str) -> bool {
    let numbered = ["yhteystietotyyppi", "alkupera"].iter().find_map(|stem| text.strip_prefix(stem));
    let rest = numbered.unwrap_or(text);
    (1..=PLAIN_CODE).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
