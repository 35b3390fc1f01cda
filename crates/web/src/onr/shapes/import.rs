//! Answers about imports.

use serde::Serialize;
use utoipa::ToSchema;

use super::learner::{Learner, NumberDetails};

/// How far an import is (*perustiedot*, 2.3); what a submitted import is answered with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportBasics {
    /// Import number.
    pub id: i64,
    /// Rows.
    pub kasiteltavia: i64,
    /// Has every row been resolved?
    pub kasitelty: bool,
    /// Rows resolved so far.
    pub kasiteltyja: i64,
}

impl ImportBasics {
    /// Of an import with this number, so many rows, and so many of them resolved.
    pub fn new(id: i64, rows: i64, resolved: i64) -> ImportBasics {
        ImportBasics { id, kasiteltavia: rows, kasitelty: resolved >= rows, kasiteltyja: resolved }
    }
}

/// The results of an import, `GET …/tuonti={id}` (2.4): [`YleistunnisteRow`]s or [`OppijaRow`]s.
#[derive(Clone, PartialEq, Serialize, ToSchema)]
pub struct ImportAnswer<Row> {
    /// A row for each row that has been resolved.
    pub henkilot: Vec<Row>,
    /// Import number.
    pub id: i64,
    /// Rows.
    pub kasiteltavia: i64,
    /// Has every row been resolved?
    pub kasitelty: bool,
    /// Rows resolved so far.
    pub kasiteltyja: i64,
}

impl<Row> ImportAnswer<Row> {
    /// The results of an import.
    pub fn new(basics: &ImportBasics, rows: Vec<Row>) -> ImportAnswer<Row> {
        let ImportBasics { id, kasiteltavia, kasitelty, kasiteltyja } = *basics;
        ImportAnswer { henkilot: rows, id, kasiteltavia, kasitelty, kasiteltyja }
    }
}

/// A row of `GET /yleistunniste/tuonti={id}`.
#[derive(Clone, PartialEq, Serialize, ToSchema)]
pub struct YleistunnisteRow {
    /// Do the names or the hetu sent differ from the person's? Always written; ONR leaves false out.
    pub conflict: bool,
    /// Whom the row hit.
    pub henkilo: NumberDetails,
    /// The sender's own reference.
    pub tunniste: Option<String>,
}

/// A row of `GET /oppija/tuonti={id}`.
#[derive(Clone, PartialEq, Serialize, ToSchema)]
pub struct OppijaRow {
    /// Do the names or the hetu sent differ from the person's? Always written; ONR leaves false out.
    pub conflict: bool,
    /// Whom the row hit.
    pub henkilo: Learner,
    /// The sender's own reference.
    pub tunniste: Option<String>,
}

/// Counts of imported persons by state (*yhteenveto*, 3.7).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImportSummary {
    /// In progress.
    pub keskeneraiset: i64,
    /// Successful.
    pub onnistuneet: i64,
    /// Failed.
    pub virheet: i64,
    /// All of them.
    pub yhteensa: i64,
}

impl ImportSummary {
    /// The counts and their sum.
    pub fn new(successful: i64, failed: i64, in_progress: i64) -> ImportSummary {
        ImportSummary {
            keskeneraiset: in_progress,
            onnistuneet: successful,
            virheet: failed,
            yhteensa: successful + failed + in_progress,
        }
    }
}
