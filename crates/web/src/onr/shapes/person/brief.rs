//! Shorter answers about persons, and many persons at once.

use app::Person;
use app::people::wanted::is_passive;
use serde::Serialize;
use utoipa::ToSchema;

use super::{EidasTunniste, OidText, YhteystietoRyhma, by_eidas, by_official, contact_groups};

/// A person in few words (*HenkiloHakuDto*).
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HenkiloHaku<'a> {
    oid_henkilo: OidText,
    hetu: Option<&'a str>,
    etunimet: &'a str,
    kutsumanimi: &'a str,
    sukunimi: &'a str,
}

impl<'a> HenkiloHaku<'a> {
    /// Of a person.
    pub fn of(person: &'a Person) -> HenkiloHaku<'a> {
        HenkiloHaku {
            oid_henkilo: OidText(person.oid),
            hetu: person.hetu.as_ref().map(|known| known.hetu.as_str()),
            etunimet: &person.names.first_names,
            kutsumanimi: &person.names.call_name,
            sukunimi: &person.names.surname,
        }
    }
}

/// Contact details of a person (*HenkiloYhteystiedotDto*); properties in alphabetical order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HenkiloYhteystiedot<'a> {
    asiointikieli: Option<&'a str>,
    etunimet: &'a str,
    hetu: Option<&'a str>,
    kutsumanimi: &'a str,
    oid_henkilo: OidText,
    sukunimi: &'a str,
    yhteystiedot_ryhma: Vec<YhteystietoRyhma<'a>>,
}

impl<'a> HenkiloYhteystiedot<'a> {
    /// Of a person.
    pub fn of(person: &'a Person) -> HenkiloYhteystiedot<'a> {
        HenkiloYhteystiedot {
            asiointikieli: person.service_language.as_deref(),
            etunimet: &person.names.first_names,
            hetu: person.hetu.as_ref().map(|known| known.hetu.as_str()),
            kutsumanimi: &person.names.call_name,
            oid_henkilo: OidText(person.oid),
            sukunimi: &person.names.surname,
            yhteystiedot_ryhma: contact_groups(person),
        }
    }
}

/// What somebody may see of themselves.
#[derive(Serialize, ToSchema)]
pub struct OmatTiedot<'a> {
    asiointikieli: &'a str,
    kutsumanimi: &'a str,
    sukunimi: &'a str,
}

impl<'a> OmatTiedot<'a> {
    /// Of a person.
    pub fn of(person: &'a Person) -> OmatTiedot<'a> {
        let Person { names, .. } = person;
        OmatTiedot { asiointikieli: service_language(person), kutsumanimi: &names.call_name, sukunimi: &names.surname }
    }
}

/// The language in which a person is served; Finnish where nobody has said it.
pub fn service_language(person: &Person) -> &str {
    person.service_language.as_deref().unwrap_or("fi")
}

/// A person in few words with how they are identified (*HenkiloHakuPerustietoDto*).
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HenkiloHakuPerustieto<'a> {
    #[serde(flatten)]
    few: HenkiloHaku<'a>,
    #[serde(rename = "yksiloityVTJ")]
    yksiloity_vtj: bool,
    yksiloity_eidas: bool,
    eidas_tunnisteet: Option<Vec<EidasTunniste<'a>>>,
    yksiloity: bool,
    passivoitu: bool,
    duplicate: bool,
}

impl<'a> HenkiloHakuPerustieto<'a> {
    /// Of a person.
    pub fn of(person: &'a Person) -> HenkiloHakuPerustieto<'a> {
        HenkiloHakuPerustieto {
            few: HenkiloHaku::of(person),
            yksiloity_vtj: person.is_in_register(),
            yksiloity_eidas: by_eidas(person),
            eidas_tunnisteet: None,
            yksiloity: by_official(person),
            passivoitu: is_passive(person),
            duplicate: person.link.is_some(),
        }
    }
}
