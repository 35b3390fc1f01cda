//! Rows and pages of lists of persons.

use app::Person;
use events::Day;
use events::person::RegisterRecord;
use serde::Serialize;
use utoipa::ToSchema;

use super::{HenkiloHaku, OidText};
use crate::onr::criteria::PageRequest;

/// A part of a list that is not counted. Pages are counted from 1.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Slice<Row> {
    first: bool,
    last: bool,
    number: u32,
    number_of_elements: usize,
    results: Vec<Row>,
    size: u32,
}

impl<Row> Slice<Row> {
    /// The part asked; `more`: there are others behind it.
    pub fn of(asked: &PageRequest, rows: Vec<Row>, more: bool) -> Slice<Row> {
        Slice {
            first: asked.number == 1,
            last: !more,
            number: asked.number,
            number_of_elements: rows.len(),
            results: rows,
            size: asked.size,
        }
    }
}

/// A person of a municipality (*HenkiloMunicipalDobDto*).
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HenkiloKunnassa<'a> {
    oid_henkilo: OidText,
    hetu: Option<&'a str>,
    etunimet: &'a str,
    kutsumanimi: &'a str,
    sukunimi: &'a str,
    #[schema(value_type = Option<String>, format = Date)]
    syntymaaika: Option<Day>,
}

impl<'a> HenkiloKunnassa<'a> {
    /// Of a person.
    pub fn of(person: &'a Person) -> HenkiloKunnassa<'a> {
        HenkiloKunnassa {
            oid_henkilo: OidText(person.oid),
            hetu: person.hetu.as_ref().map(|known| known.hetu.as_str()),
            etunimet: &person.names.first_names,
            kutsumanimi: &person.names.call_name,
            sukunimi: &person.names.surname,
            syntymaaika: person.birth_date,
        }
    }
}

/// A linked record beside its head (*HenkiloViiteDto*).
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HenkiloViite {
    /// The record that is linked.
    pub henkilo_oid: OidText,
    /// Whom it is linked to.
    pub master_oid: OidText,
}

/// A learner whom a search has found.
#[derive(Serialize, ToSchema)]
pub struct FoundLearner<'a> {
    etunimet: &'a str,
    oid: OidText,
    sukunimi: &'a str,
    #[schema(value_type = Option<String>, format = Date)]
    syntymaaika: Option<Day>,
}

impl<'a> FoundLearner<'a> {
    /// Of a person.
    pub fn of(person: &'a Person) -> FoundLearner<'a> {
        let names = &person.names;
        let (etunimet, sukunimi) = (&*names.first_names, &*names.surname);
        FoundLearner { etunimet, oid: OidText(person.oid), sukunimi, syntymaaika: person.birth_date }
    }
}

/// A page of a search for learners.
#[derive(Serialize, ToSchema)]
pub struct FoundLearners<'a> {
    /// The learners.
    pub content: Vec<FoundLearner<'a>>,
    /// Which page.
    pub page: PageOfFound,
}

/// Which page of a search it is. Pages are counted from 0.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PageOfFound {
    /// The most on a page.
    pub size: usize,
    /// Which one.
    pub number: usize,
    /// Learners on all pages.
    pub total_elements: usize,
    /// Pages.
    pub total_pages: usize,
}

/// The register's record of a person whose names do not fit it (*YksilointitietoDto*).
#[derive(Default, Serialize, ToSchema)]
pub struct Yksilointitieto {
    etunimet: Option<String>,
    kutsumanimi: Option<String>,
    sukunimi: Option<String>,
    sukupuoli: Option<String>,
    /// Always null.
    yhteystiedot: Option<String>,
}

impl Yksilointitieto {
    /// Of a record.
    pub fn of(record: &RegisterRecord) -> Yksilointitieto {
        let names = &record.names;
        Yksilointitieto {
            etunimet: Some(names.first_names.clone()),
            kutsumanimi: Some(names.call_name.clone()).filter(|name| !name.is_empty()),
            sukunimi: Some(names.surname.clone()),
            sukupuoli: record.sex.clone(),
            yhteystiedot: None,
        }
    }
}

/// A person beside the register's record (*YksilointiVertailuDto*).
#[derive(Serialize, ToSchema)]
pub struct Vertailu<'a> {
    /// Here.
    pub oppijanumerorekisteri: HenkiloHaku<'a>,
    /// In the register.
    pub vaestotietojarjestelma: VtjNimi<'a>,
}

/// Names in the population register.
#[derive(Serialize, ToSchema)]
pub struct VtjNimi<'a> {
    etunimet: &'a str,
    kutsumanimi: Option<&'a str>,
    sukunimi: &'a str,
}

impl<'a> VtjNimi<'a> {
    /// Of a record.
    pub fn of(record: &'a RegisterRecord) -> VtjNimi<'a> {
        let names = &record.names;
        let kutsumanimi = Some(&*names.call_name).filter(|name| !name.is_empty());
        VtjNimi { etunimet: &names.first_names, kutsumanimi, sukunimi: &names.surname }
    }
}
