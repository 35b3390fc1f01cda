//! Answers of the import report: *tuontikooste*, *tuontidata*, *virheet*.

use events::Day;
use events::codes::Interface;
use serde::Serialize;
use utoipa::ToSchema;

use super::Millis;
use crate::onr::criteria::PageRequest;

/// A page as Spring writes it. Pages are asked for from 1 and numbered from 0.
#[derive(Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpringPage<Row> {
    /// The rows.
    pub content: Vec<Row>,
    /// Is the page empty?
    pub empty: bool,
    /// Is this the first page?
    pub first: bool,
    /// Is this the last page?
    pub last: bool,
    /// Which page, from 0.
    pub number: i64,
    /// Rows on this page.
    pub number_of_elements: i64,
    /// What was asked.
    pub pageable: PageableAnswer,
    /// The most rows on a page.
    pub size: i64,
    /// How it is ordered.
    pub sort: SortAnswer,
    /// Rows on all pages.
    pub total_elements: i64,
    /// Pages.
    pub total_pages: i64,
}

/// What was asked of a [`SpringPage`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PageableAnswer {
    /// Rows before the page.
    pub offset: i64,
    /// Which page, from 0.
    pub page_number: i64,
    /// The most rows on it.
    pub page_size: i64,
    /// Always true.
    pub paged: bool,
    /// How it is ordered.
    pub sort: SortAnswer,
    /// Always false.
    pub unpaged: bool,
}

/// Whether a [`SpringPage`] is ordered; it always is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct SortAnswer {
    /// Always false.
    pub empty: bool,
    /// Always true.
    pub sorted: bool,
    /// Always false.
    pub unsorted: bool,
}

impl<Row> SpringPage<Row> {
    /// The page asked, of so many rows in all.
    pub fn new(asked: &PageRequest, content: Vec<Row>, total_elements: i64) -> SpringPage<Row> {
        let (number, size) = (i64::from(asked.number) - 1, i64::from(asked.size).max(1));
        let total_pages = (total_elements + size - 1) / size;
        let sort = SortAnswer { empty: false, sorted: true, unsorted: false };
        let offset = i64::try_from(asked.offset()).unwrap_or(i64::MAX);
        SpringPage {
            empty: content.is_empty(),
            first: number == 0,
            last: number + 1 >= total_pages,
            number,
            number_of_elements: i64::try_from(content.len()).unwrap_or(i64::MAX),
            pageable: PageableAnswer {
                offset,
                page_number: number,
                page_size: size,
                paged: true,
                sort,
                unpaged: false,
            },
            content,
            size,
            sort,
            total_elements,
            total_pages,
        }
    }
}

/// A row of `GET /oppija/tuontikooste`. `total` = `successful` + `failures` + `inProgress`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportListRow {
    /// The path it came by.
    #[schema(value_type = Option<String>)]
    pub api: Option<Interface>,
    /// Name of the sending service; null when it is not known.
    pub author: Option<String>,
    /// Rows with a conflict.
    pub conflicts: i64,
    /// Rows that somebody must look at, refused ones too.
    pub failures: i64,
    /// Import number.
    pub id: i64,
    /// Rows without a final answer, unresolved ones too.
    pub in_progress: i64,
    /// Subject that sent it.
    pub oid: String,
    /// Rows whose person is identified.
    pub successful: i64,
    /// When it came.
    pub timestamp: Millis,
    /// Rows.
    pub total: i64,
}

/// A row of `GET /oppija/tuontidata/{id}`. Nulls are left out.
#[derive(Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SentDataRow {
    /// Did the row differ from the person? False also where the person is not shown.
    pub conflict: bool,
    /// What was sent.
    pub henkilo: SentLearner,
    /// Names of the person whom the row led to: surname, first names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub henkilo_nimi: Option<String>,
    /// OID of that person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub henkilo_oid: Option<String>,
    /// The sender's own reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tunniste: Option<String>,
}

/// A learner as sent. Nulls are left out.
#[derive(Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct SentLearner {
    /// Mother tongue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aidinkieli: Option<SentCode>,
    /// First names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etunimet: Option<String>,
    /// Hetu, its last four characters masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hetu: Option<String>,
    /// Nationalities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kansalaisuus: Vec<SentCode>,
    /// Name used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kutsumanimi: Option<String>,
    /// Person OID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oid: Option<String>,
    /// Passport number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passinumero: Option<String>,
    /// E-mail address, as an identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sahkoposti: Option<String>,
    /// Surname.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sukunimi: Option<String>,
    /// Sex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sukupuoli: Option<SentCode>,
    /// Birth date.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub syntymaaika: Option<Day>,
}

/// A code as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SentCode {
    /// The code.
    pub koodi: String,
}

/// A row of `GET /internal/oppijoidentuonti/virheet`.
#[derive(Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListedError {
    /// First names.
    pub etunimet: Option<String>,
    /// Name used.
    pub kutsumanimi: Option<String>,
    /// When the person came to be here.
    pub luotu: Millis,
    /// When anything of the person last changed.
    pub muokattu: Millis,
    /// OID.
    pub oid: String,
    /// Always null: nobody in this list is identified.
    pub oppijanumero: Option<String>,
    /// Name of the service that sent the person first; null when it is not known.
    pub service_user_name: Option<String>,
    /// Subject that sent the person first.
    pub service_user_oid: Option<String>,
    /// Surname.
    pub sukunimi: Option<String>,
    /// Birth date.
    #[schema(value_type = Option<String>)]
    pub syntymaaika: Option<Day>,
    /// `HETU_PUUTTUU` or `VIRHE`.
    #[schema(value_type = String)]
    pub yksilointi_tila: &'static str,
}
