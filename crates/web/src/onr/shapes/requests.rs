//! Bodies of requests as the description of the interface shows them. They are read by `onr::import_body`, which says
//! exactly what is wrong with one; these types only describe.

use utoipa::ToSchema;

/// Body of `PUT /oppija`.
#[derive(ToSchema)]
pub struct OppijaImport {
    /// Where a notice is sent when officials are needed.
    pub sahkoposti: Option<String>,
    /// At least one.
    pub henkilot: Vec<OppijaImportRow>,
}

/// A row of `PUT /oppija`.
#[derive(ToSchema)]
pub struct OppijaImportRow {
    /// The sender's own reference; rows are correlated by it.
    pub tunniste: Option<String>,
    /// The learner.
    pub henkilo: OppijaImportLearner,
}

/// A learner of `PUT /oppija`. At least one of `oid`, `hetu`, `passinumero` and `sahkoposti` is given; a Finnish citizen
/// needs a `hetu`.
#[derive(ToSchema)]
pub struct OppijaImportLearner {
    /// Person OID.
    pub oid: Option<String>,
    /// Personal identity code.
    pub hetu: Option<String>,
    /// Passport number.
    pub passinumero: Option<String>,
    /// E-mail address, as an identifier.
    pub sahkoposti: Option<String>,
    /// All first names.
    pub etunimet: String,
    /// Name used.
    pub kutsumanimi: String,
    /// Surname.
    pub sukunimi: String,
    /// Birth date, `yyyy-MM-dd`.
    pub syntymaaika: Option<String>,
    /// Code of *sukupuoli*.
    pub sukupuoli: Option<CodeSent>,
    /// Code of *kieli*, in upper case.
    pub aidinkieli: Option<CodeSent>,
    /// Codes of *maatjavaltiot2*; at least one.
    pub kansalaisuus: Vec<CodeSent>,
}

/// A code.
#[derive(ToSchema)]
pub struct CodeSent {
    /// The code.
    pub koodi: String,
}

/// Body of `PUT /yleistunniste`.
#[derive(ToSchema)]
pub struct YleistunnisteImport {
    /// Where a notice is sent when officials are needed.
    pub sahkoposti: Option<String>,
    /// At least one.
    pub henkilot: Vec<YleistunnisteImportRow>,
}

/// A row of `PUT /yleistunniste`.
#[derive(ToSchema)]
pub struct YleistunnisteImportRow {
    /// The sender's own reference; rows are correlated by it.
    pub tunniste: String,
    /// The learner.
    pub henkilo: HetuAndNames,
}

/// Body of `POST /yleistunniste/hae`, and a learner of `PUT /yleistunniste`.
#[derive(ToSchema)]
pub struct HetuAndNames {
    /// Personal identity code.
    pub hetu: String,
    /// All first names, separated by single spaces.
    pub etunimet: String,
    /// Name used: one of the first names, or a part of a hyphenated one.
    pub kutsumanimi: String,
    /// Surname.
    pub sukunimi: String,
}

/// Body of `PUT /henkilo`: what is null, or left out, stays as it is.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code, reason = "it only describes")]
pub struct HenkiloUpdate {
    /// Whom to change.
    pub oid_henkilo: String,
    /// Passive, or active again.
    pub passivoitu: Option<bool>,
    /// All first names.
    pub etunimet: Option<String>,
    /// Name used: one of the first names.
    pub kutsumanimi: Option<String>,
    /// Surname.
    pub sukunimi: Option<String>,
    /// Personal identity code; empty to take the present one away.
    pub hetu: Option<String>,
    /// Birth date, `yyyy-MM-dd`.
    pub syntymaaika: Option<String>,
    /// Day of death, `yyyy-MM-dd`.
    pub kuolinpaiva: Option<String>,
    /// Code of *sukupuoli*.
    pub sukupuoli: Option<String>,
    /// Code of *kunta*.
    pub kotikunta: Option<String>,
}

/// Body of `POST /oppija`: one learner without a hetu.
#[derive(ToSchema)]
pub struct SingleLearnerSent {
    /// All first names.
    pub etunimet: String,
    /// Name used.
    pub kutsumanimi: String,
    /// Surname.
    pub sukunimi: String,
    /// Identify the learner by this very request.
    pub yksiloity: Option<bool>,
    /// Birth date, `yyyy-MM-dd`.
    pub syntymaaika: Option<String>,
    /// Code of *sukupuoli*.
    pub sukupuoli: Option<String>,
    /// Passport numbers that find the learner from now on.
    pub passinumerot: Option<Vec<String>>,
}

/// What is known of a person who is to be registered, or looked for: the properties of a learner, and these.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct PersonSentBody {
    /// First names.
    pub etunimet: String,
    /// Name used.
    pub kutsumanimi: String,
    /// Surname.
    pub sukunimi: String,
    /// Hetu.
    pub hetu: Option<String>,
    /// OID that they are looked for by; `findOrCreateHenkiloPerustieto` alone.
    pub oid_henkilo: Option<String>,
    /// eIDAS identifier.
    pub eidas_tunniste: Option<String>,
    /// Home municipality.
    pub kotikunta: Option<String>,
    /// Protection order.
    pub turvakielto: Option<bool>,
    /// Said to have no Finnish hetu.
    pub ei_suomalaista_hetua: Option<bool>,
    /// The caller identifies them.
    pub yksiloity: Option<bool>,
}
