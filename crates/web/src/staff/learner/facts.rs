//! A person's data as labels and values, and which of them differ between two persons.

use app::Person;
use app::rules::{Cause, status};
use events::person::{ContactGroup, ContactOrigin};

use super::Labelled;
use crate::staff::dates::day;
use crate::staff::words::{Badge, Words, coded, identified};
use texts::Texts;

/// What the head of the page says; the texts' keys begin with `label-`.
pub const STRIP: &[&str] = &["hetu", "birth-date"];
/// Basic data.
pub const BASICS: &[&str] = &[
    "surname",
    "first-names",
    "call-name",
    "former-surnames",
    "birth-date",
    "died",
    "nationality",
    "language",
    "sex",
    "municipality",
];
/// Identifiers by which imports find the person.
pub const IDENTIFIERS: &[&str] = &["hetu", "superseded-hetus", "passports", "emails"];
/// What an event can change besides.
const MORE: &[&str] =
    &["passive", "service-language", "protection", "contacts", "organisations", "identified", "failure"];

/// What an official must know of somebody whom they identify by hand.
pub const NEEDED: &[&str] =
    &["surname", "first-names", "call-name", "birth-date", "sex", "language", "nationality", "hetu", "identified"];

/// What is compared of two records side by side.
pub const COMPARED: &[&str] = &[
    "surname",
    "former-surnames",
    "first-names",
    "call-name",
    "birth-date",
    "sex",
    "hetu",
    "superseded-hetus",
    "nationality",
    "language",
    "passports",
    "emails",
    "identified",
    "organisations",
];

/// How a person is shown to one official.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// Words of the page's language.
    pub words: Words<'a>,
    /// A protection order hides data from this official.
    pub hidden: bool,
}

/// A value that an event changed.
pub struct Change {
    /// What.
    pub label: String,
    /// Before the event.
    pub before: String,
    /// After it.
    pub after: String,
}

/// A value, or words for there being none.
pub fn value(t: &Texts, value: Option<String>) -> String {
    value.filter(|value| !value.is_empty()).unwrap_or_else(|| t.get("value-none"))
}

impl Shown<'_> {
    /// Pieces of data with their labels. What there is nothing to say of is left out.
    pub fn labelled(&self, person: &Person, keys: &[&str]) -> Vec<Labelled> {
        let told = |key: &&&str| !self.values(person, key).is_empty() || self.hides(key);
        keys.iter().filter(told).map(|key| self.named(person, key)).collect()
    }

    /// One piece of data with its label, also where there is nothing to say.
    pub fn named(&self, person: &Person, key: &str) -> Labelled {
        let t = self.words.t;
        let mut values = self.values(person, key);
        if values.is_empty() {
            values.push(t.get(if self.hides(key) { "value-hidden" } else { "value-none" }));
        }
        Labelled { label: t.get(&format!("label-{key}")), values }
    }

    fn hides(&self, key: &str) -> bool {
        self.hidden && key == "municipality"
    }

    /// What differs; of a person that was not there before everything that there is.
    pub fn changes(&self, before: Option<&Person>, after: &Person) -> Vec<Change> {
        let t = self.words.t;
        let keys = [BASICS, IDENTIFIERS, MORE].concat();
        let joined = |person: &Person, key: &str| self.values(person, key).join("; ");
        let change = |key: &str| {
            let (before, after) = (before.map_or_else(String::new, |person| joined(person, key)), joined(after, key));
            let label = || t.get(&format!("label-{key}"));
            let told = |text: String| value(&t, Some(text));
            (before != after).then(|| Change { label: label(), before: told(before), after: told(after) })
        };
        keys.into_iter().filter_map(change).collect()
    }

    /// What differs between two moments: the state, as lists and heads say it, and then as [`Shown::changes`].
    pub fn differences(&self, before: Option<&Person>, after: &Person) -> Vec<Change> {
        let t = &self.words.t;
        let state = |person: &Person| {
            let badges = Badge::of_person(t, person, status(person)).into_iter().map(|badge| badge.text);
            badges.collect::<Vec<_>>().join(", ")
        };
        let (was, is) = (value(t, before.map(state)), state(after));
        let state = (was != is).then(|| Change { label: t.get("label-state"), before: was, after: is });
        state.into_iter().chain(self.changes(before, after)).collect()
    }

    /// Contact details by kind.
    pub fn contacts(&self, person: &Person) -> Vec<Labelled> {
        person.contacts.iter().map(|group| self.labelled_contact(group)).collect()
    }

    /// Those that the register keeps, so that nobody corrects them here.
    pub fn contacts_of_register(&self, person: &Person) -> Vec<Labelled> {
        let own = person.contacts.iter().filter(|group| group.origin == ContactOrigin::Register && !self.hidden);
        own.map(|group| self.labelled_contact(group)).collect()
    }

    fn labelled_contact(&self, group: &ContactGroup) -> Labelled {
        Labelled { label: self.contact_kind((group.kind, group.origin)), values: vec![details(group)] }
    }

    /// The values of one piece of data; none where there is nothing to say.
    fn values(&self, person: &Person, key: &str) -> Vec<String> {
        let words = &self.words;
        let one = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
        let hetus =
            |hetus: &mut dyn Iterator<Item = &events::Hetu>| hetus.map(|hetu| hetu.as_str().to_owned()).collect();
        match key {
            "surname" => one(&person.names.surname),
            "first-names" => one(&person.names.first_names),
            "call-name" => one(&person.names.call_name),
            "former-surnames" => person.former_surnames.clone(),
            "birth-date" => person.birth_date.map(day).into_iter().collect(),
            "died" => person.died.map(day).into_iter().collect(),
            "nationality" => person.nationalities.iter().map(|code| words.country(code)).collect(),
            "language" => person.language.iter().map(|code| words.language(code)).collect(),
            "service-language" => person.service_language.iter().map(|code| words.language(code)).collect(),
            "passive" => person.passive.iter().map(|cause| coded(&words.t, "passivation", cause)).collect(),
            "sex" => person.sex.iter().map(|code| words.sex(code)).collect(),
            "municipality" => person.municipality.iter().map(|code| words.municipality(code)).collect(),
            "hetu" => hetus(&mut person.hetu.iter().map(|known| &known.hetu)),
            "superseded-hetus" => hetus(&mut person.superseded.iter().map(|known| &known.hetu)),
            "passports" => person.passports.clone(),
            "emails" => person.emails.clone(),
            "protection" => person.protected.then(|| words.t.get("protection-in-force")).into_iter().collect(),
            "contacts" => person.contacts.iter().map(|group| self.contact(group)).collect(),
            "organisations" => words.organisations(&person.organisations),
            "identified" => identified(&words.t, person),
            "failure" => {
                person.failure.iter().map(|failure| self.cause(Cause::Identification(failure.cause))).collect()
            }
            _ => Vec::new(),
        }
    }

    fn cause(&self, cause: Cause) -> String {
        coded(&self.words.t, "cause", cause.name())
    }

    /// Contact details in one text.
    pub fn contacts_of(&self, groups: &[ContactGroup]) -> String {
        groups.iter().map(|group| self.contact(group)).collect::<Vec<_>>().join("; ")
    }

    /// The same, as a preview tells them: a line for each group.
    pub fn contacts_told(&self, lines: &str) -> String {
        let told = |line: &str| {
            let (head, details) = line.split_once(": ")?;
            let (kind, origin) = head.split_once(' ')?;
            let origin = match origin {
                "register" => ContactOrigin::Register,
                "official" => ContactOrigin::Official,
                _ => ContactOrigin::Other,
            };
            Some(format!("{}: {details}", self.contact_kind((kind.parse().ok()?, origin))))
        };
        lines.lines().map(|line| told(line).unwrap_or_else(|| line.to_owned())).collect::<Vec<_>>().join("; ")
    }

    fn contact(&self, group: &ContactGroup) -> String {
        format!("{}: {}", self.contact_kind((group.kind, group.origin)), details(group))
    }

    fn contact_kind(&self, (kind, origin): (u8, ContactOrigin)) -> String {
        let t = self.words.t;
        let kind = match kind {
            4 => t.get("contact-permanent"),
            5 => t.get("contact-permanent-abroad"),
            8 => t.get("contact-email"),
            kind if t.has(&format!("contact-kind-{kind}")) => coded(&t, "contact-kind", kind),
            _ => t.get("contact-other"),
        };
        let origin = match origin {
            ContactOrigin::Register => "contact-from-register",
            ContactOrigin::Official => "contact-from-official",
            ContactOrigin::Other => "contact-from-other",
        };
        format!("{kind} ({})", t.get(origin))
    }
}

fn details(group: &ContactGroup) -> String {
    let values: Vec<&str> = group.details.iter().map(|detail| detail.value.as_str()).collect();
    values.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{BASICS, IDENTIFIERS, MORE, STRIP};

    /// Whoever confirms a preview has seen every value that the learner's page will show otherwise.
    #[test]
    fn previews_compare_every_value_that_a_page_shows() {
        for key in [STRIP, BASICS, IDENTIFIERS, MORE].concat() {
            // Why an attempt failed is told as the cause for which the learner is on the error list.
            let field = if key == "failure" { "cause".to_owned() } else { key.replace('-', "_") };
            assert!(app::commands::FIELDS.contains(&field.as_str()), "{key}");
        }
    }
}
