//! Answers about persons (`/henkilo…`, `/s2s…`). Their properties stand in the order of ONR's classes.

use app::Person;
use app::people::wanted::is_passive;
use app::rules::IdentifiedBy;
use events::codes::FailureCause;
use events::person::{ContactGroup, ContactOrigin};
use events::{Day, Instant, PersonOid};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use super::Millis;
use super::learner::origin_of;
use crate::onr::contact_fields::name_of;

mod applications;
mod brief;
mod duplicates;
mod lists;

pub use applications::Hakemus;
pub use brief::{HenkiloHaku, HenkiloHakuPerustieto, HenkiloYhteystiedot, OmatTiedot, service_language};
pub use duplicates::HenkiloDuplicate;
pub use lists::{
    FoundLearner, FoundLearners, HenkiloKunnassa, HenkiloViite, PageOfFound, Slice, Vertailu, VtjNimi, Yksilointitieto,
};

/// An OID as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = String)]
pub struct OidText(pub PersonOid);

impl Serialize for OidText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// An instant as text, with Finland's offset: `2026-11-29T08:17:57.107+02:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, format = DateTime)]
pub struct InFinland(pub Instant);

impl Serialize for InFinland {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.text_in_finland())
    }
}

/// A person in full (*HenkiloDto*).
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Henkilo<'a> {
    oid_henkilo: OidText,
    hetu: Option<&'a str>,
    kaikki_hetut: Vec<&'a str>,
    passivoitu: bool,
    etunimet: &'a str,
    kutsumanimi: &'a str,
    sukunimi: &'a str,
    aidinkieli: Option<Kieli<'a>>,
    asiointi_kieli: Option<Kieli<'a>>,
    kansalaisuus: Vec<Kansalaisuus<'a>>,
    kasittelija_oid: Option<&'a str>,
    #[schema(value_type = Option<String>, format = Date)]
    syntymaaika: Option<Day>,
    #[schema(value_type = Option<String>, format = Date)]
    kuolinpaiva: Option<Day>,
    sukupuoli: Option<&'a str>,
    kotikunta: Option<&'a str>,
    oppijanumero: Option<OidText>,
    turvakielto: bool,
    ei_suomalaista_hetua: bool,
    yksiloity: bool,
    #[serde(rename = "yksiloityVTJ")]
    yksiloity_vtj: bool,
    yksilointi_yritetty: bool,
    yksiloity_eidas: bool,
    eidas_tunnisteet: Vec<EidasTunniste<'a>>,
    duplicate: bool,
    created: Millis,
    modified: Millis,
    vtjsynced: Option<Millis>,
    yhteystiedot_ryhma: Vec<YhteystietoRyhma<'a>>,
    yksilointivirheet: Vec<Yksilointivirhe>,
    passinumerot: &'a [String],
    created_at: InFinland,
    kielisyys: [&'a str; 0],
    modified_at: InFinland,
}

/// A language. `kieliTyyppi` is its name where today's registry has one.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Kieli<'a> {
    kieli_koodi: &'a str,
    #[schema(value_type = Option<String>)]
    kieli_tyyppi: Option<&'static str>,
}

impl<'a> Kieli<'a> {
    /// Of a lower-case code. Finnish alone has a name in ONR's table.
    fn of(code: &'a str) -> Kieli<'a> {
        Kieli { kieli_koodi: code, kieli_tyyppi: (code == "fi").then_some("suomi") }
    }
}

/// A nationality.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Kansalaisuus<'a> {
    kansalaisuus_koodi: &'a str,
}

/// An eIDAS identifier.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub struct EidasTunniste<'a> {
    tunniste: &'a str,
}

/// Why the register did not identify a person.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Yksilointivirhe {
    uudelleenyritys_aikaleima: Option<Millis>,
    #[schema(value_type = String)]
    yksilointivirhe_tila: &'static str,
}

/// Contact details of one kind from one source.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct YhteystietoRyhma<'a> {
    id: i64,
    ryhma_kuvaus: String,
    ryhma_alkupera_tieto: String,
    read_only: bool,
    yhteystieto: Vec<Yhteystieto<'a>>,
}

/// One contact detail. Some programs take no third property here.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Yhteystieto<'a> {
    #[schema(value_type = String)]
    yhteystieto_tyyppi: &'static str,
    yhteystieto_arvo: &'a str,
}

impl<'a> Henkilo<'a> {
    /// Of a person.
    pub fn of(person: &'a Person) -> Henkilo<'a> {
        let by_register = person.is_in_register();
        let failure = person.failure.as_ref();
        Henkilo {
            oid_henkilo: OidText(person.oid),
            hetu: person.hetu.as_ref().map(|known| known.hetu.as_str()),
            kaikki_hetut: all_hetus(person),
            passivoitu: is_passive(person),
            etunimet: &person.names.first_names,
            kutsumanimi: &person.names.call_name,
            sukunimi: &person.names.surname,
            aidinkieli: person.language.as_deref().map(Kieli::of),
            asiointi_kieli: person.service_language.as_deref().map(Kieli::of),
            kansalaisuus: nationalities(person),
            kasittelija_oid: person.handled_by.as_deref(),
            syntymaaika: person.birth_date,
            kuolinpaiva: person.died,
            sukupuoli: person.sex_or_by_hetu(),
            kotikunta: person.municipality.as_deref().filter(|_| !person.protected),
            oppijanumero: person.oppijanumero().map(OidText),
            turvakielto: person.protected,
            ei_suomalaista_hetua: person.no_finnish_hetu,
            yksiloity: by_official(person),
            yksiloity_vtj: by_register,
            yksilointi_yritetty: by_register || failure.is_some(),
            yksiloity_eidas: by_eidas(person),
            eidas_tunnisteet: eidas(person),
            duplicate: person.link.is_some(),
            created: Millis(person.registered_at),
            modified: Millis(person.modified_at),
            vtjsynced: person.synced_at.map(Millis),
            yhteystiedot_ryhma: contact_groups(person),
            yksilointivirheet: failure.and_then(Yksilointivirhe::of).into_iter().collect(),
            passinumerot: &person.passports,
            created_at: InFinland(person.registered_at),
            kielisyys: [],
            modified_at: InFinland(person.modified_at),
        }
    }
}

/// By hand alone: the register's word takes its place.
fn by_official(person: &Person) -> bool {
    person.identified.contains(&IdentifiedBy::Official) && !person.is_in_register()
}

fn by_eidas(person: &Person) -> bool {
    person.identified.contains(&IdentifiedBy::Eidas)
}

fn eidas(person: &Person) -> Vec<EidasTunniste<'_>> {
    person.eidas.iter().map(|tunniste| EidasTunniste { tunniste }).collect()
}

/// Every hetu that the register has confirmed, the present one first; of others those that were theirs before.
fn all_hetus(person: &Person) -> Vec<&str> {
    let present = person.hetu.iter().filter(|_| person.is_in_register() || !person.superseded.is_empty());
    present.chain(&person.superseded).map(|known| known.hetu.as_str()).collect()
}

fn nationalities(person: &Person) -> Vec<Kansalaisuus<'_>> {
    person.nationalities.iter().map(|code| Kansalaisuus { kansalaisuus_koodi: code }).collect()
}

/// The groups of a person, numbered within the answer. A protection order hides the register's.
pub fn contact_groups(person: &Person) -> Vec<YhteystietoRyhma<'_>> {
    let shown = |group: &&ContactGroup| !person.protected || group.origin != ContactOrigin::Register;
    let groups = person.contacts.iter().filter(shown).enumerate();
    groups.map(|(n, group)| YhteystietoRyhma::of(n as i64 + 1, group)).collect()
}

impl<'a> YhteystietoRyhma<'a> {
    fn of(id: i64, group: &'a ContactGroup) -> YhteystietoRyhma<'a> {
        let detail = |detail: &'a events::person::ContactDetail| Yhteystieto {
            yhteystieto_tyyppi: name_of(detail.field),
            yhteystieto_arvo: &detail.value,
        };
        YhteystietoRyhma {
            id,
            ryhma_kuvaus: format!("yhteystietotyyppi{}", group.kind),
            ryhma_alkupera_tieto: origin_of(group),
            read_only: group.origin == ContactOrigin::Register,
            yhteystieto: group.details.iter().map(detail).collect(),
        }
    }
}

impl Yksilointivirhe {
    /// Names that differ are no such error in ONR: it keeps a comparison for an official instead.
    fn of(failure: &app::rules::Failure) -> Option<Yksilointivirhe> {
        let state = match failure.cause {
            FailureCause::NamesNearlySame | FailureCause::NamesClearlyDifferent => return None,
            FailureCause::TestHetu => "HETU_EI_OIKEA",
            FailureCause::NotInRegister => "HETU_EI_VTJ",
            FailureCause::HetuPassive => "HETU_PASSIVOITU",
            FailureCause::HetuChanged
            | FailureCause::NoNameInRegister
            | FailureCause::DataWithheld
            | FailureCause::UnreadableAnswer => "MUU",
        };
        Some(Yksilointivirhe { uudelleenyritys_aikaleima: failure.next_try.map(Millis), yksilointivirhe_tila: state })
    }
}

/// The basic data of a person (*HenkiloPerustietoDto*).
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HenkiloPerustieto<'a> {
    oid_henkilo: OidText,
    identifications: Vec<Identification<'a>>,
    hetu: Option<&'a str>,
    eidas_tunnisteet: Vec<EidasTunniste<'a>>,
    etunimet: &'a str,
    kutsumanimi: &'a str,
    sukunimi: &'a str,
    #[schema(value_type = Option<String>, format = Date)]
    syntymaaika: Option<Day>,
    turvakielto: bool,
    aidinkieli: Option<Kieli<'a>>,
    asiointi_kieli: Option<Kieli<'a>>,
    kansalaisuus: Vec<Kansalaisuus<'a>>,
    sukupuoli: Option<&'a str>,
    modified: Millis,
    modified_at: InFinland,
}

impl<'a> HenkiloPerustieto<'a> {
    /// Of a person.
    pub fn of(person: &'a Person) -> HenkiloPerustieto<'a> {
        HenkiloPerustieto {
            oid_henkilo: OidText(person.oid),
            identifications: Identification::all_of(person),
            hetu: person.hetu.as_ref().map(|known| known.hetu.as_str()),
            eidas_tunnisteet: eidas(person),
            etunimet: &person.names.first_names,
            kutsumanimi: &person.names.call_name,
            sukunimi: &person.names.surname,
            syntymaaika: person.birth_date,
            turvakielto: person.protected,
            aidinkieli: person.language.as_deref().map(Kieli::of),
            asiointi_kieli: person.service_language.as_deref().map(Kieli::of),
            kansalaisuus: nationalities(person),
            sukupuoli: person.sex_or_by_hetu(),
            modified: Millis(person.modified_at),
            modified_at: InFinland(person.modified_at),
        }
    }
}

/// An identifier of an identity provider.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Identification<'a> {
    identifier: &'a str,
    #[schema(value_type = String)]
    idp_entity_id: &'static str,
}

impl<'a> Identification<'a> {
    /// Those of a person.
    pub fn all_of(person: &'a Person) -> Vec<Identification<'a>> {
        let by_email = |email: &'a String| Identification { identifier: email, idp_entity_id: "email" };
        let account = |account: &'a String| {
            let (provider, identifier) = account.split_once(':')?;
            let known = ["google", "oppijaToken"].into_iter().find(|known| *known == provider)?;
            Some(Identification { identifier, idp_entity_id: known })
        };
        person.emails.iter().map(by_email).chain(person.accounts.iter().filter_map(account)).collect()
    }
}
