//! Answers about learners.

use events::Day;
use events::person::{ContactGroup, ContactOrigin};
use serde::Serialize;
use utoipa::ToSchema;

use super::Millis;
use crate::onr::contact_fields::name_of;
use crate::onr::rules::CodeSet;

/// `POST /yleistunniste/hae` (2.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NumberAnswer {
    /// OID of the person found or created.
    pub oid: String,
    /// The oppijanumero in force; null while the person is not identified.
    pub oppijanumero: Option<String>,
}

/// `GET /yleistunniste/hae/{oid}` (2.1), and the person in a row of `GET /yleistunniste/tuonti={id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NumberDetails {
    /// OIDs of everybody linked with this one. Always written.
    pub linked: Vec<String>,
    /// The OID asked, or hit by the row.
    pub oid: String,
    /// The oppijanumero in force: of the head of the link.
    pub oppijanumero: Option<String>,
    /// Is the person asked passive?
    pub passivoitu: bool,
}

/// A learner in full (*OppijaReadDto*, 2.4): in rows of `GET /oppija/tuonti={id}` and in `muuttuneet`.
#[derive(Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Learner {
    /// Mother tongue, code in upper case.
    pub aidinkieli: Option<Code>,
    /// First names.
    pub etunimet: Option<String>,
    /// Current hetu.
    pub hetu: Option<String>,
    /// Nationalities.
    pub kansalaisuus: Vec<Code>,
    /// Home municipality; null under a protection order.
    pub kotikunta: Option<Code>,
    /// Name used.
    pub kutsumanimi: Option<String>,
    /// OIDs of everybody linked with this one; `None` leaves the property out, as in `muuttuneet`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linked: Option<Vec<String>>,
    /// When the person came to be here.
    pub luotu: Option<Millis>,
    /// When anything of the person last changed.
    pub muokattu: Option<Millis>,
    /// OID.
    pub oid: String,
    /// The oppijanumero in force.
    pub oppijanumero: Option<String>,
    /// Is the person passive?
    pub passivoitu: bool,
    /// Surname.
    pub sukunimi: Option<String>,
    /// Sex.
    pub sukupuoli: Option<Code>,
    /// Birth date.
    #[schema(value_type = Option<String>, format = Date)]
    pub syntymaaika: Option<Day>,
    /// Contact details.
    pub yhteystiedot_ryhma: Vec<ContactGroupAnswer>,
}

/// A code and its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Code {
    /// The code.
    pub koodi: String,
    /// What it means.
    pub nimi: CodeNames,
}

/// The names of a code; null in languages that it has no name in, all null for a code that its set does not have.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct CodeNames {
    /// In Finnish.
    #[serde(rename = "FI")]
    pub fi: Option<String>,
    /// In Swedish.
    #[serde(rename = "SV")]
    pub sv: Option<String>,
    /// In English.
    #[serde(rename = "EN")]
    pub en: Option<String>,
}

impl Code {
    /// A code as its set has it.
    pub fn of(set: &CodeSet, code: &str) -> Code {
        let name = set.name_of(code).cloned().unwrap_or_default();
        Code { koodi: code.to_owned(), nimi: CodeNames { fi: name.fi, sv: name.sv, en: name.en } }
    }

    /// A language, which persons have in lower case and the code set in upper case.
    pub fn of_language(set: &CodeSet, code: &str) -> Code {
        Code::of(set, &code.to_uppercase())
    }
}

/// Contact details of one kind from one source.
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContactGroupAnswer {
    /// Number of the group within the registry.
    pub id: i64,
    /// Can only the register change it?
    pub read_only: bool,
    /// Source: `alkupera1` the register, `alkupera2` an official, `alkupera6` anybody else.
    pub ryhma_alkupera_tieto: String,
    /// Kind: `yhteystietotyyppi1` … `12`.
    pub ryhma_kuvaus: String,
    /// The details.
    pub yhteystieto: Vec<ContactDetailAnswer>,
}

/// One contact detail.
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContactDetailAnswer {
    /// Its value.
    pub yhteystieto_arvo: String,
    /// What it is, such as `YHTEYSTIETO_SAHKOPOSTI`.
    #[schema(value_type = String)]
    pub yhteystieto_tyyppi: &'static str,
}

/// The code of where contact details came from.
pub(super) fn origin_of(group: &ContactGroup) -> String {
    let number = match (group.origin, group.origin_code) {
        (ContactOrigin::Register, _) => 1,
        (ContactOrigin::Official, _) => 2,
        (ContactOrigin::Other, code) => code.unwrap_or(6),
    };
    format!("alkupera{number}")
}

impl ContactGroupAnswer {
    /// A group under the number that it is to have in the answer.
    pub fn of(id: i64, group: &ContactGroup) -> ContactGroupAnswer {
        let detail = |detail: &events::person::ContactDetail| ContactDetailAnswer {
            yhteystieto_arvo: detail.value.clone(),
            yhteystieto_tyyppi: name_of(detail.field),
        };
        ContactGroupAnswer {
            id,
            read_only: group.origin == ContactOrigin::Register,
            ryhma_alkupera_tieto: origin_of(group),
            ryhma_kuvaus: format!("yhteystietotyyppi{}", group.kind),
            yhteystieto: group.details.iter().map(detail).collect(),
        }
    }
}
