//! What an official changed from what they saw. A form sends back everything that it showed; what they only saw is not theirs
//! to decide, and takes whatever value it has by now.

use std::borrow::Cow;

use chrono::NaiveDate;
use events::codes::DetailField;

use super::{Correction, changed, check, holds, moved, spaced_once, wanted};
use crate::person::Person;

/// The person as the official saw them.
#[derive(Clone, Copy)]
pub enum Seen<'a> {
    /// They do not say what they saw.
    Unsaid,
    /// There was no such person yet: whatever is known now, they have not seen.
    Nobody,
    /// This.
    This(&'a Person),
}

impl<'a> Seen<'a> {
    /// The person, where the official says what they saw.
    pub(super) fn person(self) -> Option<&'a Person> {
        match self {
            Seen::This(person) => Some(person),
            Seen::Unsaid | Seen::Nobody => None,
        }
    }
}

impl Correction {
    /// Without the fields that are as the official saw them.
    pub fn touched(&self, seen: &Person, today: NaiveDate) -> Correction {
        let wanted = wanted(seen, self, today);
        let unreadable = check::birth_date_is_unreadable(self, today);
        // Programs may have given a date that nobody can have been born on. Seen and left alone, it is nobody's fault.
        let as_seen =
            self.birth_date.as_deref().and_then(check::written).is_some_and(|day| seen.birth_date == Some(day));
        let is_touched = |field: DetailField| match field {
            DetailField::BirthDate if as_seen => false,
            // It is no date, and so none that anybody saw.
            DetailField::BirthDate if unreadable => true,
            field => !holds(seen, field, &wanted),
        };
        let text = |typed: &Option<String>, field| typed.clone().filter(|_| is_touched(field));
        let others = |typed: &Option<Vec<String>>, own: &[String]| typed.clone().filter(|typed| !same(typed, own));
        Correction {
            first_names: text(&self.first_names, DetailField::FirstNames),
            call_name: text(&self.call_name, DetailField::CallName),
            surname: text(&self.surname, DetailField::Surname),
            birth_date: text(&self.birth_date, DetailField::BirthDate),
            sex: text(&self.sex, DetailField::Sex),
            language: text(&self.language, DetailField::Language),
            service_language: text(&self.service_language, DetailField::ServiceLanguage),
            nationalities: self.nationalities.clone().filter(|_| is_touched(DetailField::Nationalities)),
            contacts: self.contacts.clone().filter(|_| is_touched(DetailField::Contacts)),
            passports: others(&self.passports, &seen.passports),
            emails: others(&self.emails, &seen.emails),
            words: self.words.clone(),
        }
    }

    /// The fields that the official and somebody else have changed since the official saw the person, to different values.
    pub fn overtaken(&self, now: &Person, seen: Seen<'_>, today: NaiveDate) -> Vec<DetailField> {
        let (fields, wanted) = changed(now, &self.meant(seen, today), today);
        moved(now, seen, &fields, &wanted)
    }

    /// What is wanted of the person: all of it, or what was touched where it is known what was seen.
    pub(super) fn meant(&self, seen: Seen<'_>, today: NaiveDate) -> Cow<'_, Correction> {
        match seen.person() {
            Some(seen) => Cow::Owned(self.touched(seen, today)),
            None => Cow::Borrowed(self),
        }
    }
}

/// Do two lists say the same, in whatever order and spacing?
fn same(typed: &[String], own: &[String]) -> bool {
    let sorted = |texts: &[String]| {
        let mut texts: Vec<String> =
            texts.iter().map(|text| spaced_once(text)).filter(|text| !text.is_empty()).collect();
        texts.sort();
        texts
    };
    sorted(typed) == sorted(own)
}
