//! `…/oppija/{oid}/muokkaa`: correct names and everything else that is known of a learner.

mod meanwhile;

use app::caller::Caller;
use app::commands::{CorrectDetails, Correction, contact_faults, email_faults, passport_faults};
use app::report::learner::LearnerView;
use app::rules::Readable;
use app::{App, Person};
use axum::response::Response;
use events::person::{ContactDetail, ContactField, ContactGroup, ContactOrigin};
use events::{OrganisationOid, Position};

use super::fields::{Field, Fields, Input};
use super::layout::ActForm;
use super::pages::ActPage;
use super::{Acting, Returned, link};
use crate::staff::dates::day;
use crate::staff::learner::facts::Shown;
use crate::staff::refusal::Refusal;
use crate::staff::words::{Words, coded};
use meanwhile::{brought_forward, own_contacts};
use texts::alphabet::alphabetical;

const ACT: &str = "tiedot";
/// Two have changed the same field.
const CHANGED_MEANWHILE: &str = "changed-meanwhile";
/// Languages in which officials serve people.
const SERVICE_LANGUAGES: &[&str] = &["fi", "sv", "en"];
/// Kinds of contact details that an official may give.
const CONTACT_KINDS: &[u8] = &[1, 2, 3, 6, 7];
/// Names of the fields of contact details, as forms have them.
const CONTACT_FIELDS: &[(&str, ContactField)] = &[
    ("contact_street", ContactField::StreetAddress),
    ("contact_postal_code", ContactField::PostalCode),
    ("contact_city", ContactField::City),
    ("contact_municipality", ContactField::Municipality),
    ("contact_country", ContactField::Country),
    ("contact_phone", ContactField::Phone),
    ("contact_mobile", ContactField::MobilePhone),
    ("contact_email", ContactField::Email),
];

/// Is the page worth offering?
pub fn offered(app: &App, caller: &Caller, organisations: &[OrganisationOid], view: &LearnerView) -> bool {
    let open = view.person.readable == Readable::Yes && view.person.passive.is_none();
    open && app.may::<CorrectDetails>(caller, organisations)
}

/// The page.
pub struct Details;

impl ActPage for Details {
    type Opens = CorrectDetails;
    const OF_PASSIVE: bool = false;

    async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
        page(acting, returned).await
    }

    async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
        sent(acting, typed).await
    }
}

async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    // Whoever does not say what they saw has seen nothing.
    let seen = seen(&typed).unwrap_or(Position(0));
    let command = CorrectDetails { person: acting.oid(), correction: correction(&typed), seen: Some(seen) };
    let refused = match acting.carry_out(command.clone(), &typed, "tiedot").await? {
        Ok(done) => return Ok(done),
        Err(refusal) => acting.faults(command, refusal).await?,
    };
    let twice = refused.iter().any(|(name, _)| ["email-in-use", "passport-in-use"].contains(name));
    let onwards = if twice { link::ways_to_one(acting, None, &typed) } else { Vec::new() };
    page(acting, Returned { typed, refused, onwards, ..Returned::default() }).await
}

fn seen(typed: &Fields) -> Option<Position> {
    typed.one("seen").parse().ok().map(Position)
}

/// What came back. Fields that the form did not have are left as they are.
fn correction(typed: &Fields) -> Correction {
    let text = |name: &str| typed.has(name).then(|| typed.one(name).to_owned());
    let list = |name: &str| typed.has(name).then(|| typed.all(name));
    Correction {
        first_names: text("first_names"),
        call_name: text("call_name"),
        surname: text("surname"),
        birth_date: text("birth_date"),
        sex: text("sex"),
        language: text("language"),
        service_language: text("service_language"),
        nationalities: list("nationalities"),
        contacts: typed.has("contact_kind").then(|| contacts(typed)),
        passports: list("passports"),
        emails: list("emails"),
        words: typed.some("words"),
    }
}

/// Each group has all fields, so the values of one place belong together.
fn contacts(typed: &Fields) -> Vec<ContactGroup> {
    let kinds = typed.every("contact_kind");
    let columns: Vec<(ContactField, Vec<&str>)> =
        CONTACT_FIELDS.iter().map(|(name, field)| (*field, typed.every(name))).collect();
    let group = |(place, kind): (usize, &&str)| {
        let detail = |(field, values): &(ContactField, Vec<&str>)| {
            let value = values.get(place).map(|value| value.trim()).filter(|value| !value.is_empty())?;
            Some(ContactDetail { field: *field, value: value.to_owned() })
        };
        let details: Vec<ContactDetail> = columns.iter().filter_map(detail).collect();
        let kind = kind.parse().unwrap_or_default();
        (!details.is_empty()).then_some(ContactGroup {
            kind,
            origin: ContactOrigin::Official,
            details,
            origin_code: None,
        })
    };
    kinds.iter().enumerate().filter_map(group).collect()
}

async fn page(acting: &Acting<'_>, mut returned: Returned) -> Result<Response, Refusal> {
    brought_forward(acting, &mut returned).await?;
    let words = acting.frame.staff.words(acting.t());
    let mut form = form(&words, &acting.view, &returned.typed);
    if returned.refused.iter().any(|(_, at)| *at == Some("contacts")) {
        beside_contacts(&words.t, &mut form, &mut returned);
    }
    beside_identifiers(&words.t, &mut form, acting, &returned);
    let shown = Shown { words, hidden: acting.view.hidden };
    Ok(acting.page("edit-details", shown.contacts_of_register(&acting.view.person), vec![form], returned))
}

/// What is wrong with an identifier stands beside the one of several that it is about. One that is in use is new.
fn beside_identifiers(t: &texts::Texts, form: &mut ActForm, acting: &Acting<'_>, returned: &Returned) {
    let person = &acting.view.person;
    type Faults = fn(&[String]) -> Vec<usize>;
    let kinds = [
        ("passports", passport_faults as Faults, &person.passports),
        ("emails", email_faults as Faults, &person.emails),
    ];
    for (kind, faults, own) in kinds {
        let Some((name, _)) = returned.refused.iter().find(|(_, at)| *at == Some(kind)) else { continue };
        let typed = returned.typed.every(kind).into_iter().map(str::to_owned).collect::<Vec<_>>();
        let new = typed.iter().position(|text| !text.trim().is_empty() && !own.contains(text));
        let place = faults(&typed).first().copied().or(new);
        for field in form.fields.iter_mut().filter(|field| field.name == kind && Some(field.place) == place) {
            field.error = Some(t.get(&format!("refused-{name}")));
        }
    }
}

/// What is wrong with contact details stands beside its field, and the list leads to the first of them.
fn beside_contacts(t: &texts::Texts, form: &mut ActForm, returned: &mut Returned) {
    let name_of = |wrong: Option<ContactField>| {
        let named = CONTACT_FIELDS.iter().find(|(_, field)| Some(*field) == wrong);
        named.map_or("contact_kind", |(name, _)| *name)
    };
    for (place, wrong) in contact_faults(&contacts(&returned.typed)) {
        let name = name_of(wrong);
        let field = form.fields.iter_mut().find(|field| field.name == name && field.place == place);
        if let Some(field) = field {
            field.error =
                Some(t.get(if wrong == Some(ContactField::Email) { "refused-contact-email" } else { "contact-fault" }));
        }
        for refused in returned.refused.iter_mut().filter(|(_, at)| *at == Some("contacts")) {
            let of_email = wrong == Some(ContactField::Email);
            *refused = (if of_email { "contact-email" } else { refused.0 }, Some(name));
        }
    }
}

/// The form: what the register owns of the learner has no fields.
pub fn form(words: &Words<'_>, view: &LearnerView, typed: &Fields) -> ActForm {
    let (t, person) = (&words.t, &view.person);
    let mut fields = basics(person, words, typed);
    fields.extend(identifiers(person, words, typed));
    if !view.hidden {
        fields.extend(contact_fields(person, words, typed));
    }
    let why = Field::new(t, "words", typed.one("words"), Input::Lines);
    fields.push(why.under(t.get("edit-why")));
    fields.push(Field::carried("seen", view.position.to_string()));
    let owned = if person.is_in_register() { "correct-details-told-register" } else { "correct-details-told" };
    let of_hetu = (person.hetu.is_some() && !person.is_in_register()).then(|| t.get("correct-details-birth-date"));
    ActForm {
        act: ACT,
        title: t.get("correct-details-title"),
        told: [t.get(owned)].into_iter().chain(of_hetu).collect::<Vec<_>>().join(" "),
        fields,
        button: t.get("correct-details-send"),
    }
}

/// The typed value of a field, or the person's.
fn typed_or(typed: &Fields, name: &str, own: &str) -> String {
    if typed.has(name) { typed.one(name).to_owned() } else { own.to_owned() }
}

fn basics(person: &Person, words: &Words<'_>, typed: &Fields) -> Vec<Field> {
    let t = &words.t;
    let line = |name: &'static str, own: &str| Field::new(t, name, typed_or(typed, name, own), Input::Line);
    let choice = |name: &'static str, own: &Option<String>, choices: Vec<(String, String)>| {
        Field::new(t, name, typed_or(typed, name, own.as_deref().unwrap_or_default()), Input::Choice(choices))
    };
    let call_name = line("call_name", &person.names.call_name).needed();
    let known = |code: &&str| (code.to_string(), words.language(code));
    let service = with_nothing(t, SERVICE_LANGUAGES.iter().map(known).collect());
    let service = choice("service_language", &person.service_language, service);
    if person.is_in_register() {
        return vec![call_name, service];
    }
    let mut fields = vec![
        line("first_names", &person.names.first_names).needed(),
        call_name,
        line("surname", &person.names.surname).needed(),
    ];
    if person.hetu.is_none() {
        fields.push(line("birth_date", &person.birth_date.map(day).unwrap_or_default()));
    }
    let sexes = words.codes.get().sex.codes().map(|(code, _)| (code.to_owned(), words.sex(code))).collect();
    fields.push(choice("sex", &person.sex, with_nothing(t, sexes)));
    fields.push(choice("language", &person.language, with_nothing(t, languages(words))));
    fields.push(service);
    let own = if typed.has("nationalities") { typed.all("nationalities") } else { person.nationalities.clone() };
    let countries = countries(words, &own);
    for (place, code) in own.iter().map(String::as_str).chain([""]).enumerate() {
        fields.push(Field::new(t, "nationalities", code, Input::Choice(with_nothing(t, countries.clone()))).at(place));
    }
    fields
}

fn with_nothing(t: &texts::Texts, choices: Vec<(String, String)>) -> Vec<(String, String)> {
    [(String::new(), t.get("choice-none"))].into_iter().chain(choices).collect()
}

fn languages(words: &Words<'_>) -> Vec<(String, String)> {
    let language = |code: &str| (code.to_lowercase(), words.language(code));
    by_text(words.codes.get().language.codes().map(|(code, _)| language(code)).collect())
}

/// Where two codes have one name, the learner's own is offered, or else the first.
fn countries(words: &Words<'_>, own: &[String]) -> Vec<(String, String)> {
    let country = |code: &str| (code.to_owned(), words.country(code));
    let mut countries = by_text(words.codes.get().country.codes().map(|(code, _)| country(code)).collect());
    let names: Vec<String> = own.iter().map(|code| words.country(code)).collect();
    countries.retain(|(code, name)| own.contains(code) || !names.contains(name));
    countries
        .dedup_by(|(later, name), (first, before)| name == before && !(own.contains(later) && own.contains(first)));
    countries
}

fn by_text(mut choices: Vec<(String, String)>) -> Vec<(String, String)> {
    choices.sort_by_cached_key(|(code, text)| (alphabetical(text), code.clone()));
    choices
}

fn identifiers(person: &Person, words: &Words<'_>, typed: &Fields) -> Vec<Field> {
    let t = &words.t;
    let mut fields = Vec::new();
    for (name, own) in [("passports", &person.passports), ("emails", &person.emails)] {
        let values = if typed.has(name) { typed.all(name) } else { own.clone() };
        for (place, value) in values.iter().map(String::as_str).chain([""]).enumerate() {
            fields.push(Field::new(t, name, value, Input::Line).at(place));
        }
    }
    if let Some(first) = fields.first_mut() {
        first.group = Some(t.get("learner-identifiers"));
    }
    fields
}

/// The groups that are not the register's, and an empty one.
fn contact_fields(person: &Person, words: &Words<'_>, typed: &Fields) -> Vec<Field> {
    let t = &words.t;
    let mut groups = if typed.has("contact_kind") { contacts(typed) } else { own_contacts(person) };
    groups.push(ContactGroup { kind: 1, origin: ContactOrigin::Official, details: Vec::new(), origin_code: None });
    let kinds: Vec<(String, String)> =
        CONTACT_KINDS.iter().map(|kind| (kind.to_string(), coded(t, "contact-kind", kind))).collect();
    let mut fields = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        let heading = if group.details.is_empty() { t.get("contacts-new") } else { t.get("learner-contacts") };
        let kind = Field::new(t, "contact_kind", group.kind.to_string(), Input::Choice(kinds.clone()));
        fields.push(kind.at(place).under(heading));
        for (name, field) in CONTACT_FIELDS {
            let value = group.details.iter().find(|detail| detail.field == *field).map(|detail| detail.value.as_str());
            fields.push(Field::new(t, name, value.unwrap_or_default(), Input::Line).at(place));
        }
    }
    fields
}
