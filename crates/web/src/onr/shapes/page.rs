//! ONR's own page envelope, and what `GET /oppija/muuttuneet` puts into it.

use serde::Serialize;
use utoipa::ToSchema;

use super::learner::Learner;
use crate::onr::criteria::PageRequest;

/// A page of results. Pages are counted from 1.
#[derive(Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page<Row> {
    /// Is this the first page?
    pub first: bool,
    /// Is this the last page? False when there is none at all, as in ONR.
    pub last: bool,
    /// Which page.
    pub number: i64,
    /// Rows on this page.
    pub number_of_elements: i64,
    /// The rows.
    pub results: Vec<Row>,
    /// The most rows on a page.
    pub size: i64,
    /// Rows on all pages.
    pub total_elements: i64,
    /// Pages.
    pub total_pages: i64,
}

impl<Row> Page<Row> {
    /// The page asked, of so many rows in all.
    pub fn new(asked: &PageRequest, results: Vec<Row>, total_elements: i64) -> Page<Row> {
        let (number, size) = (i64::from(asked.number), i64::from(asked.size).max(1));
        let total_pages = (total_elements + size - 1) / size;
        Page {
            first: number == 1,
            last: number == total_pages,
            number,
            number_of_elements: i64::try_from(results.len()).unwrap_or(i64::MAX),
            results,
            size,
            total_elements,
            total_pages,
        }
    }
}

/// A row of `GET /oppija/muuttuneet` (2.8).
#[derive(Clone, PartialEq, Serialize, ToSchema)]
pub struct Changed {
    /// The head of the imported person's link, or the person itself; without `linked`.
    pub master: Learner,
    /// OID of the imported person.
    pub oid: String,
}
