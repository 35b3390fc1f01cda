//! Names of contact details in ONR's JSON.

use events::person::ContactField;

const NAMES: [(ContactField, &str); 8] = [
    (ContactField::Email, "YHTEYSTIETO_SAHKOPOSTI"),
    (ContactField::Phone, "YHTEYSTIETO_PUHELINNUMERO"),
    (ContactField::MobilePhone, "YHTEYSTIETO_MATKAPUHELINNUMERO"),
    (ContactField::StreetAddress, "YHTEYSTIETO_KATUOSOITE"),
    (ContactField::Municipality, "YHTEYSTIETO_KUNTA"),
    (ContactField::PostalCode, "YHTEYSTIETO_POSTINUMERO"),
    (ContactField::City, "YHTEYSTIETO_KAUPUNKI"),
    (ContactField::Country, "YHTEYSTIETO_MAA"),
];

/// The kind of detail that a name stands for.
pub(super) fn field_of(name: &str) -> Option<ContactField> {
    NAMES.iter().find(|(_, known)| *known == name).map(|(field, _)| *field)
}

/// The name of a kind of detail.
pub(super) fn name_of(field: ContactField) -> &'static str {
    NAMES.iter().find(|(known, _)| *known == field).map_or("", |(_, name)| name)
}
