//! An official corrects what is known of a person. Of somebody whom the register has confirmed only what it does not own may
//! be corrected. Source: docs/rules.md, *Corrections*.

mod check;
mod identifiers;
mod of_members;
mod touched;

use chrono::NaiveDate;
use events::catalogue::{CorrectedDetails, PersonDetailsCorrected};
use events::codes::DetailField;
use events::person::{ContactGroup, ContactOrigin};
use events::{Day, With};

pub use check::{contact_faults, email_faults, faults, passport_faults};
pub use identifiers::{FoundIdentifier, Handles};
pub(crate) use identifiers::{attached, detached};
pub use touched::Seen;

use crate::addressed::Addressed;
use crate::code_sets::CodeSets;
use crate::draft::Draft;
use crate::person::Person;
use crate::reason::with_reason;
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::text::said;

/// What an official wants a person's details to be, as it was typed. What is absent is left as it is; an empty text empties
/// its field.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Correction {
    /// All first names.
    pub first_names: Option<String>,
    /// The name used.
    pub call_name: Option<String>,
    /// Surname.
    pub surname: Option<String>,
    /// Birth date, as `2004-03-14` or `14.3.2004`.
    pub birth_date: Option<String>,
    /// Code of *sukupuoli*.
    pub sex: Option<String>,
    /// Mother tongue, code of *kieli*.
    pub language: Option<String>,
    /// Service language, code of *kieli*.
    pub service_language: Option<String>,
    /// Codes of *maatjavaltiot2*.
    pub nationalities: Option<Vec<String>>,
    /// Contact details that are not the register's: all of them.
    pub contacts: Option<Vec<ContactGroup>>,
    /// Passport numbers: all of them.
    pub passports: Option<Vec<String>>,
    /// E-mail identifiers: all of them.
    pub emails: Option<Vec<String>>,
    /// Why, in their own words.
    pub words: Option<String>,
}

refusals! {
    /// Why nothing is corrected.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// The person's data was erased, or cannot be read.
        Unreadable => "person-unreadable", RefusalKind::Conflict;
        /// The person is passive.
        Passive => "person-passive", RefusalKind::Conflict;
        /// A field that the register owns.
        OfRegister => "field-of-register", RefusalKind::Conflict;
        /// Somebody has changed the same field since the official saw it.
        ChangedMeanwhile => "changed-meanwhile", RefusalKind::Conflict;
        /// Everything is as it was.
        NothingChanges => "nothing-changes", RefusalKind::Conflict;
        /// There must be first names.
        FirstNamesMissing => "first-names-missing", RefusalKind::Invalid("first_names");
        /// Too long.
        FirstNamesTooLong => "first-names-too-long", RefusalKind::Invalid("first_names");
        /// Characters that no name may have.
        FirstNames => "first-names-malformed", RefusalKind::Invalid("first_names");
        /// Too long.
        CallNameTooLong => "call-name-too-long", RefusalKind::Invalid("call_name");
        /// Characters that no name may have.
        CallName => "call-name-malformed", RefusalKind::Invalid("call_name");
        /// There must be a name used.
        CallNameMissing => "call-name-missing", RefusalKind::Invalid("call_name");
        /// It is none of the first names.
        CallNameNotAmong => "call-name-not-among", RefusalKind::Invalid("call_name");
        /// There must be a surname.
        SurnameMissing => "surname-missing", RefusalKind::Invalid("surname");
        /// Too long.
        SurnameTooLong => "surname-too-long", RefusalKind::Invalid("surname");
        /// Characters that no name may have.
        Surname => "surname-malformed", RefusalKind::Invalid("surname");
        /// No date, or one that no learner can be born on.
        BirthDate => "birth-date-malformed", RefusalKind::Invalid("birth_date");
        /// The hetu says it.
        BirthDateOfHetu => "birth-date-of-hetu", RefusalKind::Invalid("birth_date");
        /// Not in the code set.
        Sex => "sex-unknown", RefusalKind::Invalid("sex");
        /// Not in the code set.
        Language => "language-unknown", RefusalKind::Invalid("language");
        /// Not in the code set.
        ServiceLanguage => "service-language-unknown", RefusalKind::Invalid("service_language");
        /// Not in the code set.
        Nationality => "nationality-unknown", RefusalKind::Invalid("nationalities");
        /// Only a record that is linked to the person has it.
        LanguageOfMember => "language-of-member", RefusalKind::Invalid("language");
        /// Only a record that is linked to the person has it.
        NationalityOfMember => "nationality-of-member", RefusalKind::Invalid("nationalities");
        /// Too many, too long, of a kind that only the register has, or no address.
        Contacts => "contacts-malformed", RefusalKind::Invalid("contacts");
        /// Too many, too long, or empty.
        Passport => "passport-malformed", RefusalKind::Invalid("passports");
        /// Another person has it.
        PassportInUse => "passport-in-use", RefusalKind::Invalid("passports");
        /// Too many, too long, or no address.
        Email => "email-malformed", RefusalKind::Invalid("emails");
        /// Another person has it.
        EmailInUse => "email-in-use", RefusalKind::Invalid("emails");
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

refuses_words!(Refusal);

/// What the decision needs beside the person and the correction.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The day in Finland.
    pub today: NaiveDate,
    /// Code sets.
    pub codes: &'a CodeSets,
    /// The person as the official saw them.
    pub seen: Seen<'a>,
    /// The identifiers of the correction, as they were found.
    pub found: &'a [FoundIdentifier],
    /// The person as they are shown, where they head others.
    pub shown: Option<&'a Person>,
    /// The records that they head: what is theirs is shown as the person's.
    pub members: &'a [Addressed],
}

impl Given<'_> {
    /// Is this the person, or one of those whom they head?
    fn is_own(&self, person: &Person, oid: events::PersonOid) -> bool {
        person.oid == oid || self.members.iter().any(|member| member.person.oid == oid)
    }
}

/// Decides. `handles` gives the handle of each identifier that is attached.
pub fn correct_details(
    addressed: Option<&Addressed>,
    correction: &Correction,
    given: &Given<'_>,
    handles: Handles<'_>,
) -> Result<Vec<Draft>, Refusal> {
    let addressed = addressed.ok_or(Refusal::NoPerson)?;
    let person = &addressed.person;
    match () {
        () if !addressed.is_readable() => return Err(Refusal::Unreadable),
        () if person.passive.is_some() => return Err(Refusal::Passive),
        () => {}
    }
    if let Some(first) = faults(person, correction, given).first() {
        return Err(*first);
    }
    let meant = correction.meant(given.seen, given.today).into_owned();
    let correction = &of_members::left_out(person, given.shown.unwrap_or(person), meant);
    let (fields, mut details) = changed(person, correction, given.today);
    if matches!(given.seen, Seen::Nobody)
        || !moved(given.shown.unwrap_or(person), given.seen, &fields, &details).is_empty()
    {
        return Err(Refusal::ChangedMeanwhile);
    }
    let words = said(correction.words.as_deref());
    details.words = words.map(str::to_owned);
    let about = addressed.about();
    let identifiers = identifiers::changes(addressed, correction, given, handles);
    // Identifiers have no place for the official's words.
    let reason = if fields.is_empty() { words } else { None };
    let corrected = (!fields.is_empty())
        .then(|| Draft::about(person.oid, With::new(PersonDetailsCorrected { about, fields }, details)));
    let drafts: Vec<Draft> = corrected.into_iter().chain(identifiers).collect();
    if drafts.is_empty() { Err(Refusal::NothingChanges) } else { Ok(with_reason(drafts, Some(addressed), reason)?) }
}

/// Of these fields those that somebody else has changed since, to something that is not wanted either.
fn moved(person: &Person, seen: Seen<'_>, fields: &[DetailField], wanted: &CorrectedDetails) -> Vec<DetailField> {
    let before = match seen {
        Seen::Unsaid => return Vec::new(),
        Seen::Nobody => return fields.to_vec(),
        Seen::This(seen) => details_of(seen),
    };
    let stands = |field: &DetailField| holds(person, *field, &before) || holds(person, *field, wanted);
    fields.iter().copied().filter(|field| !stands(field)).collect()
}

/// The fields that differ from the person's, and their new values.
fn changed(person: &Person, correction: &Correction, today: NaiveDate) -> (Vec<DetailField>, CorrectedDetails) {
    let wanted = wanted(person, correction, today);
    let given = DetailField::ALL.iter().copied().filter(|field| is_given(correction, *field));
    differing(person, given, &wanted)
}

fn is_given(correction: &Correction, field: DetailField) -> bool {
    match field {
        DetailField::FirstNames => correction.first_names.is_some(),
        DetailField::CallName => correction.call_name.is_some(),
        DetailField::Surname => correction.surname.is_some(),
        DetailField::BirthDate => correction.birth_date.is_some(),
        DetailField::Sex => correction.sex.is_some(),
        DetailField::Language => correction.language.is_some(),
        DetailField::ServiceLanguage => correction.service_language.is_some(),
        DetailField::Nationalities => correction.nationalities.is_some(),
        DetailField::Contacts => correction.contacts.is_some(),
        // An official corrects neither: the register or a program says them.
        DetailField::Municipality | DetailField::DayOfDeath => false,
    }
}

/// What was typed, in the form in which it is kept.
fn wanted(person: &Person, correction: &Correction, today: NaiveDate) -> CorrectedDetails {
    let text = |typed: &Option<String>| typed.as_deref().map(spaced_once).filter(|text| !text.is_empty());
    let code = |typed: &Option<String>| text(typed).map(|code| code.to_lowercase());
    CorrectedDetails {
        first_names: text(&correction.first_names),
        call_name: text(&correction.call_name),
        surname: text(&correction.surname),
        birth_date: correction.birth_date.as_deref().and_then(|typed| check::day(typed, today)),
        sex: text(&correction.sex),
        language: code(&correction.language),
        service_language: code(&correction.service_language),
        nationalities: correction.nationalities.as_deref().map(nationalities).unwrap_or_default(),
        contacts: correction.contacts.as_deref().map(|groups| contacts(person, groups)).unwrap_or_default(),
        ..CorrectedDetails::default()
    }
}

fn nationalities(typed: &[String]) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for code in typed.iter().map(|code| code.trim()).filter(|code| !code.is_empty()) {
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    codes
}

/// Groups as they are kept. One that says the same as before keeps its origin.
fn contacts(person: &Person, typed: &[ContactGroup]) -> Vec<ContactGroup> {
    let group = |group: &ContactGroup| {
        let mut details = group.details.clone();
        details.iter_mut().for_each(|detail| detail.value = spaced_once(&detail.value));
        details.retain(|detail| !detail.value.is_empty());
        let same = |own: &&ContactGroup| own.kind == group.kind && own.details == details;
        let known = person.contacts.iter().filter(|own| own.origin != ContactOrigin::Register).find(same);
        let (origin, origin_code) = known.map_or((ContactOrigin::Official, None), |own| (own.origin, own.origin_code));
        (!details.is_empty()).then_some(ContactGroup { kind: group.kind, origin, details, origin_code })
    };
    typed.iter().filter_map(group).collect()
}

/// Of these fields those that differ from the person's, and their new values.
pub(crate) fn differing(
    person: &Person,
    fields: impl IntoIterator<Item = DetailField>,
    wanted: &CorrectedDetails,
) -> (Vec<DetailField>, CorrectedDetails) {
    let fields: Vec<DetailField> = fields.into_iter().filter(|field| !holds(person, *field, wanted)).collect();
    let mut details = CorrectedDetails::default();
    fields.iter().for_each(|field| take(&mut details, *field, wanted));
    (fields, details)
}

/// Does the person's field have this value?
fn holds(person: &Person, field: DetailField, wanted: &CorrectedDetails) -> bool {
    let own = details_of(person);
    match field {
        DetailField::FirstNames => own.first_names == wanted.first_names,
        DetailField::CallName => own.call_name == wanted.call_name,
        DetailField::Surname => own.surname == wanted.surname,
        DetailField::BirthDate => own.birth_date == wanted.birth_date,
        DetailField::Sex => own.sex == wanted.sex,
        DetailField::Language => own.language == wanted.language,
        DetailField::ServiceLanguage => own.service_language == wanted.service_language,
        DetailField::Nationalities => own.nationalities == wanted.nationalities,
        DetailField::Contacts => own.contacts == wanted.contacts,
        DetailField::Municipality => own.municipality == wanted.municipality,
        DetailField::DayOfDeath => own.died == wanted.died,
    }
}

fn take(details: &mut CorrectedDetails, field: DetailField, from: &CorrectedDetails) {
    match field {
        DetailField::FirstNames => details.first_names.clone_from(&from.first_names),
        DetailField::CallName => details.call_name.clone_from(&from.call_name),
        DetailField::Surname => details.surname.clone_from(&from.surname),
        DetailField::BirthDate => details.birth_date = from.birth_date,
        DetailField::Sex => details.sex.clone_from(&from.sex),
        DetailField::Language => details.language.clone_from(&from.language),
        DetailField::ServiceLanguage => details.service_language.clone_from(&from.service_language),
        DetailField::Nationalities => details.nationalities.clone_from(&from.nationalities),
        DetailField::Contacts => details.contacts.clone_from(&from.contacts),
        DetailField::Municipality => details.municipality.clone_from(&from.municipality),
        DetailField::DayOfDeath => details.died = from.died,
    }
}

/// The person's fields as a correction has them.
fn details_of(person: &Person) -> CorrectedDetails {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let own = |group: &&ContactGroup| group.origin != ContactOrigin::Register;
    CorrectedDetails {
        first_names: text(&person.names.first_names),
        call_name: text(&person.names.call_name),
        surname: text(&person.names.surname),
        birth_date: person.birth_date,
        sex: person.sex.clone(),
        language: person.language.clone(),
        service_language: person.service_language.clone(),
        nationalities: person.nationalities.clone(),
        contacts: person.contacts.iter().filter(own).cloned().collect(),
        words: None,
        municipality: person.municipality.clone(),
        died: person.died,
    }
}

/// Without blanks around it, and with single ones in it.
pub(crate) fn spaced_once(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A birth date that the person may have been given; see [`check::day`].
pub fn birth_date(typed: &str, today: NaiveDate) -> Option<Day> {
    check::day(typed, today)
}
