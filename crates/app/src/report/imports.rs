//! The list of imports, and one import's rows.

use domain::{Cause, Status};
use events::codes::{ConflictKind, Interface, RowRefusal};
use events::person::Names;
use events::{Instant, OrganisationOid, PersonOid, Position};

use super::{Slice, View};
use crate::caller::Caller;
use crate::{App, AppError};

/// Which imports, in which order.
#[derive(Debug, Clone)]
pub struct ImportFilter {
    /// Exactly this number.
    pub number: Option<Position>,
    /// Part of the sender's name.
    pub sent_by: Option<String>,
    /// Column that the list is ordered by.
    pub sort: ImportColumn,
    /// Largest or newest first.
    pub descending: bool,
}

/// Columns that imports may be ordered by; the number decides between equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportColumn {
    /// Import number.
    Number,
    /// When it came.
    Received,
    /// Subject that sent it.
    Sender,
    /// Name of the sending service.
    SentBy,
    /// Rows.
    Total,
    /// Rows whose person is identified.
    Successful,
    /// Rows that somebody must look at.
    Failures,
    /// Rows without a final answer.
    InProgress,
    /// Rows with a conflict.
    Conflicts,
}

/// An import and its counts: total = successful + failures + in progress.
#[derive(Debug, Clone)]
pub struct ImportLine {
    /// Its number (*Tuonti-id*).
    pub number: Position,
    /// When it came.
    pub received: Instant,
    /// Subject that sent it; never shown to officials.
    pub sender: String,
    /// Name of the sending service; `None` when it is not known (*Ei tiedossa*).
    pub sent_by: Option<String>,
    /// The sender's organisations.
    pub organisations: Vec<OrganisationOid>,
    /// Rows.
    pub total: u32,
    /// Rows whose person is identified.
    pub successful: u32,
    /// Rows that somebody must look at, refused ones too.
    pub failures: u32,
    /// Rows without a final answer, unresolved ones too.
    pub in_progress: u32,
    /// Rows with a conflict.
    pub conflicts: u32,
    /// Rows resolved or refused.
    pub processed: u32,
    /// Every row is resolved or refused (*Käsitelty*).
    pub completed: Option<Instant>,
    /// The path it came by.
    pub interface: Option<Interface>,
}

/// One import with what its page shows above the rows.
#[derive(Debug, Clone)]
pub struct ImportDetails {
    /// The import.
    pub line: ImportLine,
    /// How many rows have a conflict of each kind.
    pub conflict_kinds: Vec<(ConflictKind, u32)>,
    /// How many conflicts have been noted as checked in the sender's own register.
    pub conflicts_checked: u32,
    /// How many rows were refused after acceptance.
    pub refused: u32,
    /// May the caller see what was sent, and conflicts side by side? Else TUONTIDATA_READ is missing.
    pub shows_data: bool,
}

/// Which rows of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFilter {
    /// All that are done.
    All,
    /// Those of a state.
    Status(Status),
    /// Refused ones.
    Refused,
    /// Those with a conflict.
    Conflicts,
}

/// A row of an import.
#[derive(Clone)]
pub struct RowLine {
    /// Number of the row, from 0.
    pub row: u32,
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// The person; `None` when the row was refused.
    pub oid: Option<PersonOid>,
    /// The oppijanumero, when the person is identified.
    pub oppijanumero: Option<PersonOid>,
    /// Names, when the caller may see the person's data; else `None` (the row gives the number alone).
    pub names: Option<Names>,
    /// The person's state; `None` when refused.
    pub status: Option<Status>,
    /// Why somebody must look at the person.
    pub cause: Option<Cause>,
    /// Why the row was refused.
    pub refusal: Option<RowRefusal>,
    /// How the row differed.
    pub conflicts: Vec<ConflictKind>,
    /// The sender gained no access by this row.
    pub withheld: bool,
}

/// Why an import's page is not shown.
pub use crate::imports::read::NotShown;

impl App {
    /// A page of the list of imports.
    pub async fn report_imports(&self, view: View, filter: ImportFilter) -> Result<Slice<ImportLine>, AppError> {
        Err(AppError::Stopping)
    }

    /// One import. `NotReady` is not used here: the page shows progress instead.
    pub async fn report_import(
        &self,
        caller: &Caller,
        number: Position,
    ) -> Result<Result<ImportDetails, NotShown>, AppError> {
        Err(AppError::Stopping)
    }

    /// A page of its rows, in the order sent.
    pub async fn report_rows(
        &self,
        caller: &Caller,
        number: Position,
        filter: RowFilter,
        view: View,
    ) -> Result<Result<Slice<RowLine>, NotShown>, AppError> {
        Err(AppError::Stopping)
    }
}
