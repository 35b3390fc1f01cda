//! Persons who may be the same (*HenkiloDuplicateDto*).

use app::Person;
use app::applications::Applications;
use events::Day;
use events::person::ContactField;
use serde::Serialize;
use utoipa::ToSchema;

use super::{EidasTunniste, Hakemus, Kieli, OidText, by_eidas, eidas, is_passive};

/// A person who may be another one.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HenkiloDuplicate<'a> {
    oid_henkilo: OidText,
    etunimet: &'a str,
    kutsumanimi: &'a str,
    sukunimi: &'a str,
    sukupuoli: Option<&'a str>,
    hetu: Option<&'a str>,
    #[schema(value_type = Option<String>, format = Date)]
    syntymaaika: Option<Day>,
    passivoitu: bool,
    /// Always null; see `emails`.
    email: Option<&'a str>,
    /// In any way.
    yksiloity: bool,
    #[serde(rename = "yksiloityVTJ")]
    yksiloity_vtj: bool,
    yksiloity_eidas: bool,
    eidas_tunnisteet: Vec<EidasTunniste<'a>>,
    aidinkieli: Option<Kieli<'a>>,
    asiointi_kieli: Option<Kieli<'a>>,
    hakemukset: Vec<Hakemus<'a>>,
    kansalaisuus: Vec<NumberedNationality<'a>>,
    passinumerot: &'a [String],
    emails: Vec<&'a str>,
}

/// A nationality, numbered within the answer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NumberedNationality<'a> {
    id: usize,
    kansalaisuus_koodi: &'a str,
}

impl<'a> HenkiloDuplicate<'a> {
    /// Of a person, with what is known of their applications.
    pub fn of(person: &'a Person, applications: &'a Applications) -> HenkiloDuplicate<'a> {
        let details = person.contacts.iter().flat_map(|group| &group.details);
        let emails = details.filter(|detail| detail.field == ContactField::Email).map(|detail| &*detail.value);
        let nationalities = person.nationalities.iter().enumerate();
        HenkiloDuplicate {
            oid_henkilo: OidText(person.oid),
            etunimet: &person.names.first_names,
            kutsumanimi: &person.names.call_name,
            sukunimi: &person.names.surname,
            sukupuoli: person.sex_or_by_hetu(),
            hetu: person.hetu.as_ref().map(|known| known.hetu.as_str()),
            syntymaaika: person.birth_date,
            passivoitu: is_passive(person),
            email: None,
            yksiloity: person.is_identified(),
            yksiloity_vtj: person.is_in_register(),
            yksiloity_eidas: by_eidas(person),
            eidas_tunnisteet: eidas(person),
            aidinkieli: person.language.as_deref().map(Kieli::of),
            asiointi_kieli: person.service_language.as_deref().map(Kieli::of),
            hakemukset: Hakemus::of(person.oid, person.protected, applications),
            kansalaisuus: nationalities
                .map(|(n, code)| NumberedNationality { id: n + 1, kansalaisuus_koodi: code })
                .collect(),
            passinumerot: &person.passports,
            emails: emails.collect(),
        }
    }
}
