//! Passport numbers and e-mail identifiers that a correction gives or takes.

use events::catalogue::{IdentifierAttached, IdentifierDetached, WrittenIdentifier};
use events::codes::IdentifierKind;
use events::{Handle, Identifier, PersonOid, Tag, With};

use super::{Correction, Given, spaced_once};
use crate::addressed::Addressed;
use crate::draft::Draft;
use crate::person::Person;

/// An identifier of the correction or of the person, as it was found.
#[derive(Clone)]
pub struct FoundIdentifier {
    /// The identifier.
    pub identifier: Identifier,
    /// Its handle; `None` when nobody has had it.
    pub handle: Option<Handle>,
    /// Who holds it.
    pub holder: Option<PersonOid>,
}

/// Gives the handle of an identifier that is attached, the known one or a new one.
pub type Handles<'a> = &'a mut dyn FnMut(&Identifier, Option<Handle>) -> Handle;

impl Correction {
    /// All identifiers that must be looked up for it: its own, and those that the person has, and the records that they head.
    pub fn identifiers(&self, records: &[Addressed]) -> Vec<Identifier> {
        let mut all: Vec<Identifier> = Vec::new();
        let mut add = |identifier: Option<Identifier>| all.extend(identifier);
        if let Some(passports) = &self.passports {
            let own = records.iter().flat_map(|record| &record.person.passports);
            passports.iter().chain(own).for_each(|text| add(Identifier::passport(text)));
        }
        if let Some(emails) = &self.emails {
            let own = records.iter().flat_map(|record| &record.person.emails);
            emails.iter().chain(own).for_each(|text| add(Identifier::email(text)));
        }
        all.sort();
        all.dedup();
        all
    }
}

/// Events for what is taken, from whichever record has it, and what is given. What the official has not seen is not taken, and what they only saw is not
/// given again.
pub(super) fn changes(
    addressed: &Addressed,
    correction: &Correction,
    given: &Given<'_>,
    handles: Handles<'_>,
) -> Vec<Draft> {
    let person = &addressed.person;
    let seen = given.seen.person().or(given.shown).unwrap_or(person);
    type Read = fn(&str) -> Option<Identifier>;
    type Of = fn(&Person) -> &Vec<String>;
    let passports =
        ((|person| &person.passports) as Of, &seen.passports, &correction.passports, Identifier::passport as Read);
    let emails = ((|person| &person.emails) as Of, &seen.emails, &correction.emails, Identifier::email as Read);
    let records = || std::iter::once(addressed).chain(given.members);
    let mut drafts = Vec::new();
    for (own, seen, wanted, read) in [passports, emails] {
        let Some(wanted) = wanted else { continue };
        let of = |texts: &[String]| -> Vec<(Identifier, String)> {
            texts.iter().filter_map(|text| Some((read(text)?, spaced_once(text)))).collect()
        };
        let own = records().flat_map(|record| of(own(&record.person)).into_iter().map(move |one| (record, one)));
        let own: Vec<(&Addressed, (Identifier, String))> = own.collect();
        let (seen, wanted) = (of(seen), of(wanted));
        let known = |identifier: &Identifier| given.found.iter().find(|found| found.identifier == *identifier);
        let stands_in = |list: &[(Identifier, String)], one: &Identifier| list.iter().any(|(other, _)| other == one);
        let is_taken = |one: &Identifier| stands_in(&seen, one) && !stands_in(&wanted, one);
        for (record, (identifier, text)) in own.iter().filter(|(_, (one, _))| is_taken(one)) {
            let handle = known(identifier).and_then(|found| found.handle);
            drafts.extend(handle.map(|handle| detached(record, identifier.kind(), handle, text)));
        }
        let mut there: Vec<&Identifier> = own.iter().map(|(_, (identifier, _))| identifier).collect();
        for (identifier, text) in &wanted {
            if there.contains(&identifier) || stands_in(&seen, identifier) {
                continue;
            }
            there.push(identifier);
            let handle = handles(identifier, known(identifier).and_then(|found| found.handle));
            drafts.push(attached(addressed, identifier.kind(), handle, text));
        }
    }
    drafts
}

pub(crate) fn attached(to: &Addressed, kind: IdentifierKind, handle: Handle, text: &str) -> Draft {
    let data = IdentifierAttached { about: to.about(), kind, attached: handle };
    Draft::about(to.person.oid, With::new(data, WrittenIdentifier { text: text.to_owned() }))
        .tagged(Tag::of(kind, handle))
}

pub(crate) fn detached(from: &Addressed, kind: IdentifierKind, handle: Handle, text: &str) -> Draft {
    let data = IdentifierDetached { about: from.about(), kind, detached: handle };
    let draft = Draft::about(from.person.oid, With::new(data, WrittenIdentifier { text: text.to_owned() }));
    draft.tagged(Tag::of(kind, handle))
}
