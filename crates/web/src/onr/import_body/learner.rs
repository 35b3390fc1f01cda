//! The body of `POST /oppija`: one learner without a hetu, with contact details. Here language codes are in lower case
//! and codes stand in properties of other names than in imports.

use std::collections::BTreeMap;

use events::Identifier;
use events::person::{ContactDetail, ContactField, ContactGroup, ContactOrigin, Names, PersonDetails};
use serde::Deserialize;
use serde_json::{Value, json};

use super::SingleLearner;
use super::checks::{Checks, CodeField, Place};
use super::code_list::code_list;
use super::email::is_contact_email;
use super::fault::{Reported, Rule};
use super::text::{Object, Text};
use crate::onr::contact_fields::field_of;
use crate::onr::rules::{CodeSet, CodeSets, call_name_fits};

#[derive(Deserialize, Default)]
pub(super) struct Learner<'a> {
    #[serde(borrow, default)]
    pub(super) etunimet: Text<'a>,
    #[serde(borrow, default)]
    pub(super) kutsumanimi: Text<'a>,
    #[serde(borrow, default)]
    pub(super) sukunimi: Text<'a>,
    pub(super) yksiloity: Option<bool>,
    #[serde(borrow, default)]
    pub(super) syntymaaika: Text<'a>,
    #[serde(borrow, default)]
    pub(super) sukupuoli: Text<'a>,
    #[serde(borrow)]
    pub(super) aidinkieli: Option<Object<Language<'a>>>,
    #[serde(borrow)]
    pub(super) kansalaisuus: Option<Vec<Option<Object<Nationality<'a>>>>>,
    #[serde(borrow)]
    pub(super) passinumerot: Option<Vec<Text<'a>>>,
    #[serde(borrow, rename = "yhteystiedotRyhma")]
    pub(super) groups: Option<Vec<Option<Object<Group<'a>>>>>,
}

#[derive(Deserialize)]
pub(super) struct Language<'a> {
    #[serde(borrow, default, rename = "kieliKoodi")]
    pub(super) code: Text<'a>,
}

#[derive(Deserialize)]
pub(super) struct Nationality<'a> {
    #[serde(borrow, default, rename = "kansalaisuusKoodi")]
    code: Text<'a>,
}

#[derive(Deserialize)]
pub(super) struct Group<'a> {
    #[serde(borrow, default, rename = "ryhmaKuvaus")]
    kind: Text<'a>,
    #[serde(borrow, default, rename = "ryhmaAlkuperaTieto")]
    origin: Text<'a>,
    #[serde(borrow, rename = "yhteystieto")]
    details: Option<Vec<Option<Object<Detail<'a>>>>>,
}

#[derive(Deserialize)]
pub(super) struct Detail<'a> {
    #[serde(borrow, default, rename = "yhteystietoTyyppi")]
    field: Text<'a>,
    #[serde(borrow, default, rename = "yhteystietoArvo")]
    value: Text<'a>,
}

/// Checks the body by both layers. Every rule is looked at before the first fault ends it. `protected`: the learner's address
/// must not be told.
pub(super) fn check(
    sent: Learner<'_>,
    protected: bool,
    codes: &CodeSets,
    checks: &mut Checks,
) -> Result<SingleLearner, Reported> {
    let names = names(sent.etunimet, sent.kutsumanimi, sent.sukunimi, checks);
    let birth_date = checks.date(Place::Body, "syntymaaika", sent.syntymaaika);
    // What is absent is nothing, and what is empty is a mistake, as in ONR.
    let sex = match sent.sukupuoli {
        Text::Sent(code) if code.is_empty() => Err(checks.report(Place::Body, "sukupuoli", Rule::NotEmpty)),
        sent => sex(sent, &codes.sex, checks),
    };
    let language = sent.aidinkieli.map(|Object(language)| self::language(language.code, &codes.language, checks));
    let nationalities = sent.kansalaisuus.unwrap_or_default();
    let nationalities = self::nationalities(nationalities, &codes.country, checks);
    let passports = passports(sent.passinumerot.unwrap_or_default(), checks);
    let contacts = contacts(sent.groups.unwrap_or_default(), checks);
    Ok(SingleLearner {
        details: PersonDetails {
            names: names?,
            hetu: None,
            birth_date: birth_date?,
            sex: sex?,
            language: language.transpose()?,
            nationalities: nationalities?,
            passports: passports?,
            emails: Vec::new(),
            contacts: of_sender(contacts?, protected),
            ..PersonDetails::default()
        },
        identify: sent.yksiloity.unwrap_or(false),
    })
}

/// Contact details of somebody new. Nobody but the register itself can say that something comes from the register, as ONR
/// lets anybody; of a protected person ONR keeps nothing that is said to come from there.
fn of_sender(mut groups: Vec<ContactGroup>, protected: bool) -> Vec<ContactGroup> {
    groups.retain(|group| !protected || group.origin != ContactOrigin::Register);
    for group in groups.iter_mut().filter(|group| group.origin == ContactOrigin::Register) {
        group.origin = ContactOrigin::Other;
    }
    groups
}

/// Codes of nationalities.
pub(super) fn nationalities(
    sent: Vec<Option<Object<Nationality<'_>>>>,
    set: &CodeSet,
    checks: &mut Checks,
) -> Result<Vec<String>, Reported> {
    let codes: Vec<Text<'_>> =
        sent.into_iter().map(|code| code.map_or(Text::Absent, |Object(code)| code.code)).collect();
    let empty = codes.iter().position(|code| matches!(code, Text::Sent(text) if text.is_empty()));
    if let Some(at) = empty {
        return Err(checks.report(Place::Body, &format!("kansalaisuus[{at}].kansalaisuusKoodi"), Rule::NotEmpty));
    }
    let field = field("kansalaisuus", "invalid.kansalaisuusKoodi", set.name().koodisto());
    code_list(&field, "kansalaisuusKoodi", codes.into_iter(), set, checks)
}

pub(super) fn field<'a>(name: &'a str, fault: &'static str, koodisto: &'static str) -> CodeField<'a> {
    CodeField { place: Place::Body, name, fault, koodisto }
}

fn names(first: Text<'_>, call: Text<'_>, surname: Text<'_>, checks: &mut Checks) -> Result<Names, Reported> {
    let first = checks.not_empty(Place::Body, "etunimet", first);
    let call = checks.not_empty(Place::Body, "kutsumanimi", call);
    let surname = checks.not_empty(Place::Body, "sukunimi", surname);
    let names = Names { first_names: first?, call_name: call?, surname: surname? };
    if !call_name_fits(&names.call_name, &names.first_names) {
        let message = "Kutsumanimen on oltava osa etunimeä";
        checks.field_error(Place::Body, "kutsumanimi", "kutsumanimi.must.exist.in.etunimet", Some(message));
    }
    Ok(names)
}

pub(super) fn sex(sent: Text<'_>, set: &CodeSet, checks: &mut Checks) -> Result<Option<String>, Reported> {
    match checks.text(Place::Body, "sukupuoli", sent)? {
        Some(code) if !set.contains(&code) => {
            let field = field("sukupuoli", "invalid.sukupuoli", set.name().koodisto());
            checks.unknown_code(&field, &code, |code| json!(code));
            Err(Reported)
        }
        code => Ok(code.map(Into::into)),
    }
}

/// A language in lower case; koodisto has them in upper case.
pub(super) fn language(sent: Text<'_>, set: &CodeSet, checks: &mut Checks) -> Result<String, Reported> {
    let name = "aidinkieli.kieliKoodi";
    let Some(code) = checks.text(Place::Body, name, sent)? else {
        return Err(checks.report(Place::Body, name, Rule::NotNull));
    };
    if code.is_empty() {
        return Err(checks.report(Place::Body, name, Rule::NotEmpty));
    }
    if !code.contains(char::is_uppercase) && set.contains(&code.to_uppercase()) {
        return Ok(code.into_owned());
    }
    let field = field(name, "invalid.aidinkieli", set.name().koodisto());
    checks.unknown_code(&field, &code, |code| json!(code));
    Err(Reported)
}

/// Passport numbers, each once, however it is written.
fn passports(sent: Vec<Text<'_>>, checks: &mut Checks) -> Result<Vec<String>, Reported> {
    let mut numbers = BTreeMap::new();
    let mut broken = None;
    for (at, number) in sent.into_iter().enumerate() {
        let field = format!("passinumerot[{at}]");
        let number = checks.not_blank(Place::Body, &field, number.without_blanks_around());
        let identifier = number.and_then(|number| match Identifier::passport(&number) {
            Some(identifier) => Ok((identifier, number)),
            None => Err(checks.report(Place::Body, &field, Rule::NotBlank)),
        });
        match identifier {
            Ok((identifier, number)) => drop(numbers.entry(identifier).or_insert(number)),
            Err(reported) => broken = Some(reported),
        }
    }
    broken.map_or_else(|| Ok(numbers.into_values().collect()), Err)
}

/// Contact groups. Empty values are left out, and groups without values, as in ONR.
pub(super) fn contacts(
    sent: Vec<Option<Object<Group<'_>>>>,
    checks: &mut Checks,
) -> Result<Vec<ContactGroup>, Reported> {
    let mut groups = Vec::new();
    let mut broken = None;
    for (at, group) in sent.into_iter().enumerate() {
        let checked = match group {
            Some(Object(group)) => contact_group(group, at, checks),
            None => Err(checks.report(Place::Group(at), "", Rule::NotNull)),
        };
        match checked {
            Ok(group) if group.details.is_empty() => {}
            Ok(group) => groups.push(group),
            Err(reported) => broken = Some(reported),
        }
    }
    broken.map_or(Ok(groups), Err)
}

fn contact_group(group: Group<'_>, at: usize, checks: &mut Checks) -> Result<ContactGroup, Reported> {
    let kind = numbered(group.kind, (at, "ryhmaKuvaus"), "yhteystietotyyppi", checks);
    let kind = kind.and_then(|(kind, text)| match kind {
        Some(kind @ 1..=14) => Ok(kind),
        _ => Err(unknown("invalid.ryhmaKuvaus", "yhteystietotyypit", &text, checks)),
    });
    let origin = numbered(group.origin, (at, "ryhmaAlkuperaTieto"), "alkupera", checks);
    let origin = origin.and_then(|(origin, text)| match origin {
        Some(1) => Ok((ContactOrigin::Register, None)),
        Some(2) => Ok((ContactOrigin::Official, None)),
        Some(6) => Ok((ContactOrigin::Other, None)),
        Some(code @ 3..=9) => Ok((ContactOrigin::Other, Some(code))),
        _ => Err(unknown("invalid.ryhmaAlkuperaTieto", "yhteystietojenalkupera", &text, checks)),
    });
    let mut details = Vec::new();
    let mut broken = None;
    for (place, detail) in group.details.unwrap_or_default().into_iter().enumerate() {
        match contact_detail(detail, Place::Detail(at, place), checks) {
            Ok(detail) => details.extend(detail),
            Err(reported) => broken = Some(reported),
        }
    }
    let (origin, origin_code) = origin?;
    let group = ContactGroup { kind: kind?, origin, details, origin_code };
    broken.map_or(Ok(group), Err)
}

/// A code that is a stem and a number: the number, when it is one, and the whole text.
fn numbered(
    sent: Text<'_>,
    (at, field): (usize, &str),
    stem: &str,
    checks: &mut Checks,
) -> Result<(Option<u8>, String), Reported> {
    let Some(text) = checks.text(Place::Group(at), field, sent)? else {
        return Err(checks.report(Place::Group(at), field, Rule::NotNull));
    };
    let number = text.strip_prefix(stem).filter(|number| !number.starts_with(['0', '+']));
    Ok((number.and_then(|number| number.parse().ok()), text.into_owned()))
}

fn unknown(fault: &'static str, koodisto: &'static str, text: &str, checks: &mut Checks) -> Reported {
    let field = field("yhteystiedotRyhma", fault, koodisto);
    // ONR would repeat the groups whole, contact details and all.
    checks.unknown_codes(&field, &[text.to_owned()], || Value::Null);
    Reported
}

pub(super) fn contact_detail(
    detail: Option<Object<Detail<'_>>>,
    place: Place,
    checks: &mut Checks,
) -> Result<Option<ContactDetail>, Reported> {
    let Some(Object(detail)) = detail else {
        return Err(checks.report(place, "", Rule::NotNull));
    };
    let name = "yhteystietoTyyppi";
    let field = match checks.text(place, name, detail.field) {
        Ok(Some(text)) => {
            field_of(&text).ok_or_else(|| checks.report(place, name, Rule::OneOf("the kinds of contact details")))
        }
        Ok(None) => Err(checks.report(place, name, Rule::NotNull)),
        Err(reported) => Err(reported),
    };
    let value = checks.text(place, "yhteystietoArvo", detail.value);
    let (field, value) = (field?, value?);
    let Some(value) = value.filter(|value| !value.is_empty()) else { return Ok(None) };
    if field == ContactField::Email && !is_contact_email(&value) {
        return Err(checks.report(place, "yhteystietoArvo", Rule::ContactDetail));
    }
    Ok(Some(ContactDetail { field, value: value.into_owned() }))
}
