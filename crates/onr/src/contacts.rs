//! Contact details of ONR in our terms.

use domain::move_in::Left;
use events::person::{ContactDetail, ContactField, ContactGroup, ContactOrigin};

use crate::rows::{Contact, ContactRow};

const FIELDS: [(&str, ContactField); 8] = [
    ("YHTEYSTIETO_SAHKOPOSTI", ContactField::Email),
    ("YHTEYSTIETO_PUHELINNUMERO", ContactField::Phone),
    ("YHTEYSTIETO_MATKAPUHELINNUMERO", ContactField::MobilePhone),
    ("YHTEYSTIETO_KATUOSOITE", ContactField::StreetAddress),
    ("YHTEYSTIETO_KUNTA", ContactField::Municipality),
    ("YHTEYSTIETO_POSTINUMERO", ContactField::PostalCode),
    ("YHTEYSTIETO_KAUPUNKI", ContactField::City),
    ("YHTEYSTIETO_MAA", ContactField::Country),
];

/// The groups that have any value, in their order.
pub fn groups(rows: &[ContactRow], left: &mut Vec<Left>) -> Vec<ContactGroup> {
    let mut groups = Vec::new();
    for row in rows {
        let details: Vec<ContactDetail> = row.contacts.iter().filter_map(|contact| detail(contact, left)).collect();
        let kind = row.kind.as_deref().and_then(|kind| numbered(kind, "yhteystietotyyppi"));
        match kind.zip(origin(&row.origin)) {
            _ if details.is_empty() => {}
            Some((kind, (origin, origin_code))) => groups.push(ContactGroup { kind, origin, details, origin_code }),
            None => left.push(Left::Contact),
        }
    }
    groups
}

fn detail(contact: &Contact, left: &mut Vec<Left>) -> Option<ContactDetail> {
    let value = contact.value.clone().filter(|value| !value.trim().is_empty())?;
    let field = FIELDS.iter().find(|(name, _)| *name == contact.kind).map(|(_, field)| *field);
    if field.is_none() {
        left.push(Left::Contact);
    }
    Some(ContactDetail { field: field?, value })
}

/// Who supplied it, and the number of the code where that does not say it.
fn origin(code: &str) -> Option<(ContactOrigin, Option<u8>)> {
    Some(match numbered(code, "alkupera")? {
        1 => (ContactOrigin::Register, None),
        2 => (ContactOrigin::Official, None),
        6 => (ContactOrigin::Other, None),
        other => (ContactOrigin::Other, Some(other)),
    })
}

fn numbered(code: &str, stem: &str) -> Option<u8> {
    code.strip_prefix(stem)?.parse().ok()
}
