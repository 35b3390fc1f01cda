//! Rows of ONR's tables as they were read, one person's together. Texts are as they stand there.

use events::Instant;

/// A row of `henkilo` with all that belongs to it.
#[derive(Clone)]
pub struct PersonRow {
    /// `id`, by which pages follow each other.
    pub id: i64,
    /// `oidhenkilo`
    pub oid: String,
    /// `etunimet`
    pub first_names: String,
    /// `kutsumanimi`
    pub call_name: String,
    /// `sukunimi`
    pub surname: String,
    /// `hetu`; an empty text is none.
    pub hetu: Option<String>,
    /// `syntymaaika`, as `2004-03-14`.
    pub birth_date: Option<String>,
    /// `sukupuoli`
    pub sex: Option<String>,
    /// `aidinkieli_id`, as the code.
    pub language: Option<String>,
    /// `asiointikieli_id`, as the code.
    pub service_language: Option<String>,
    /// `kotikunta`
    pub municipality: Option<String>,
    /// `turvakielto`
    pub protected: bool,
    /// `kuolinpaiva`, as `2004-03-14`.
    pub died: Option<String>,
    /// `eisuomalaistahetua`
    pub no_finnish_hetu: bool,
    /// `passivoitu`
    pub passive: bool,
    /// `yksiloity`
    pub by_official: bool,
    /// `yksiloityvtj`
    pub from_register: bool,
    /// `yksiloityeidas`
    pub by_eidas: bool,
    /// `created`
    pub created: Instant,
    /// `modified`
    pub modified: Instant,
    /// `vtjsync_timestamp`
    pub synced: Option<Instant>,
    /// `kasittelija`
    pub handled_by: Option<String>,
    /// `henkilo_hetu`: present and former ones of somebody identified from the register.
    pub hetus: Vec<String>,
    /// `henkilo_passinumero`
    pub passports: Vec<String>,
    /// `identification`
    pub identifications: Vec<Identification>,
    /// `eidastunniste`
    pub eidas: Vec<String>,
    /// `henkilo_organisaatio`
    pub organisations: Vec<String>,
    /// `henkilo_kansalaisuus`
    pub nationalities: Vec<String>,
    /// `yhteystiedotryhma` with `yhteystiedot`
    pub contacts: Vec<ContactRow>,
    /// `yksilointivirhe`
    pub failure: Option<FailureRow>,
    /// `yksilointitieto`
    pub comparison: Option<Comparison>,
    /// `henkiloviite`: whose slave the person is; the first where there are several.
    pub master: Option<String>,
}

/// A row of `identification`.
#[derive(Clone)]
pub struct Identification {
    /// `idpentityid`
    pub provider: String,
    /// `identifier`
    pub identifier: String,
}

/// A row of `yhteystiedotryhma`.
#[derive(Clone)]
pub struct ContactRow {
    /// `ryhmakuvaus`
    pub kind: Option<String>,
    /// `ryhma_alkuperatieto`
    pub origin: String,
    /// Its `yhteystiedot`.
    pub contacts: Vec<Contact>,
}

/// A row of `yhteystiedot`.
#[derive(Clone)]
pub struct Contact {
    /// `yhteystieto_tyyppi`
    pub kind: String,
    /// `yhteystieto_arvo`
    pub value: Option<String>,
}

/// A row of `yksilointivirhe`. Its message holds the hetu in clear: only what was made of it leaves the query.
#[derive(Clone)]
pub struct FailureRow {
    /// `poikkeus`, the exception's class.
    pub exception: String,
    /// `viesti` says that the hetu is passive.
    pub says_passive: bool,
    /// `uudelleenyritys_aikaleima`
    pub next_try: Option<Instant>,
}

/// A row of `yksilointitieto`: the register's answer whose names did not fit.
#[derive(Clone)]
pub struct Comparison {
    /// `hetu`, which may be another one than the person's.
    pub hetu: Option<String>,
    /// `etunimet`
    pub first_names: Option<String>,
    /// `kutsumanimi`
    pub call_name: Option<String>,
    /// `sukunimi`
    pub surname: Option<String>,
    /// `sukupuoli`
    pub sex: Option<String>,
    /// `aidinkieli_id`, as the code.
    pub language: Option<String>,
    /// `kotikunta`
    pub municipality: Option<String>,
    /// `turvakielto`
    pub protected: bool,
    /// `yksilointi_kansalaisuus`
    pub nationalities: Vec<String>,
    /// Its `yhteystiedotryhma`.
    pub contacts: Vec<ContactRow>,
}

/// A row of `tuonti` with its `tuonti_rivi`.
#[derive(Clone)]
pub struct ImportRow {
    /// `id`
    pub id: i64,
    /// `kasiteltavia`
    pub planned: i32,
    /// `kasiteltyja`
    pub done: i32,
    /// `api`
    pub interface: Option<String>,
    /// `aikaleima`
    pub received: Instant,
    /// `tuonti_data`: what was sent, as JSON.
    pub body: Option<Vec<u8>>,
    /// `tuonti_organisaatio`
    pub organisations: Vec<String>,
    /// `tuonti_rivi`
    pub rows: Vec<ImportedRow>,
}

/// A row of `tuonti_rivi`.
#[derive(Clone)]
pub struct ImportedRow {
    /// `tunniste`
    pub tunniste: Option<String>,
    /// Whom it led to.
    pub oid: String,
    /// `conflict`
    pub conflict: bool,
}
