//! `POST /persons/{oid}/corrections`: what is known of a person is put right.

use app::commands::{CorrectDetails, Correction};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::Position;
use events::person::{ContactDetail, ContactField, ContactGroup, ContactOrigin};
use serde::Deserialize;
use utoipa::ToSchema;

use super::person_of;
use crate::api::Api;
use crate::api::command::{CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use crate::api::problem::Problem;

/// What a person is to be. What is absent stays as it is; an empty text or list empties its field.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionBody {
    /// All first names.
    first_names: Option<String>,
    /// The name used: one of the first names, or several that follow each other.
    call_name: Option<String>,
    /// Surname.
    surname: Option<String>,
    /// Birth date, `yyyy-mm-dd`.
    birth_date: Option<String>,
    /// Code of `sukupuoli`.
    sex: Option<String>,
    /// Mother tongue, code of `kieli`.
    language: Option<String>,
    /// Service language, code of `kieli`.
    service_language: Option<String>,
    /// Codes of `maatjavaltiot2`.
    nationalities: Option<Vec<String>>,
    /// Contact details that are not the register's: all of them.
    contacts: Option<Vec<ContactGroupBody>>,
    /// Passport numbers: all of them.
    passports: Option<Vec<String>>,
    /// E-mail identifiers: all of them.
    emails: Option<Vec<String>>,
    /// Why, in one's own words.
    words: Option<String>,
    /// `X-Log-Position` of the answer that showed the person. Fields that are as they were then stay as they are now, and what
    /// others have changed since is not overwritten.
    seen: Option<u64>,
}

/// Contact details of one kind.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactGroupBody {
    /// 1 home, 2 work, 3 leisure, 6 from an application, 7 other.
    kind: u8,
    /// The details.
    details: Vec<ContactDetailBody>,
}

/// One contact detail.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactDetailBody {
    /// What it is.
    field: ContactFieldBody,
    /// Its value.
    value: String,
}

/// Kind of a contact detail.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactFieldBody {
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
    /// Mobile phone number.
    MobilePhone,
    /// Street address.
    StreetAddress,
    /// Municipality.
    Municipality,
    /// Postal code.
    PostalCode,
    /// Town.
    City,
    /// Country.
    Country,
}

impl From<ContactFieldBody> for ContactField {
    fn from(field: ContactFieldBody) -> ContactField {
        match field {
            ContactFieldBody::Email => ContactField::Email,
            ContactFieldBody::Phone => ContactField::Phone,
            ContactFieldBody::MobilePhone => ContactField::MobilePhone,
            ContactFieldBody::StreetAddress => ContactField::StreetAddress,
            ContactFieldBody::Municipality => ContactField::Municipality,
            ContactFieldBody::PostalCode => ContactField::PostalCode,
            ContactFieldBody::City => ContactField::City,
            ContactFieldBody::Country => ContactField::Country,
        }
    }
}

impl From<ContactGroupBody> for ContactGroup {
    fn from(group: ContactGroupBody) -> ContactGroup {
        let detail = |one: ContactDetailBody| ContactDetail { field: one.field.into(), value: one.value };
        let details = group.details.into_iter().map(detail).collect();
        ContactGroup { kind: group.kind, origin: ContactOrigin::Official, details, origin_code: None }
    }
}

impl From<CorrectionBody> for (Correction, Option<Position>) {
    fn from(body: CorrectionBody) -> (Correction, Option<Position>) {
        let contacts = |groups: Vec<ContactGroupBody>| groups.into_iter().map(ContactGroup::from).collect();
        let correction = Correction {
            first_names: body.first_names,
            call_name: body.call_name,
            surname: body.surname,
            birth_date: body.birth_date,
            sex: body.sex,
            language: body.language,
            service_language: body.service_language,
            nationalities: body.nationalities,
            contacts: body.contacts.map(contacts),
            passports: body.passports,
            emails: body.emails,
            words: body.words,
        };
        (correction, body.seen.map(Position))
    }
}

/// Corrects what is known of a person. Of somebody whom the population register has confirmed only what it does not own may
/// be corrected. After another name the register is asked again by itself.
#[utoipa::path(post, path = "/persons/{oid}/corrections", tag = "persons", request_body = CorrectionBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_correction(State(api): State<Api>, Path(oid): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let (correction, seen) = sent.json::<CorrectionBody>()?.into();
        Ok(CorrectDetails { person: person_of(&oid)?, correction, seen })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}
