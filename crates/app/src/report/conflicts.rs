//! Conflicts: what was sent beside what the registry held then and holds now. For those who may see what was sent.

use events::codes::ConflictKind;
use events::person::Names;
use events::{Hetu, Instant, PersonOid, Position};

use super::imports::NotShown;
use super::{Slice, View};
use crate::caller::Caller;
use crate::{App, AppError, Maker};

/// Names and hetu at one place.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// Names.
    pub names: Names,
    /// Hetu.
    pub hetu: Option<Hetu>,
}

/// A row that differs from the person it led to.
#[derive(Clone)]
pub struct Conflict {
    /// The import.
    pub import: Position,
    /// Number of the row, from 0.
    pub row: u32,
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// The person.
    pub oid: PersonOid,
    /// How it differs.
    pub kinds: Vec<ConflictKind>,
    /// What was sent; `None` when erased.
    pub sent: Option<Side>,
    /// What the registry held before the row; `None` when erased.
    pub then: Option<Side>,
    /// What the registry holds now; `None` when erased.
    pub now: Option<Side>,
    /// When an official noted *checked in own register*, and who.
    pub checked: Option<(Instant, String)>,
}

/// Why a note is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReviewRefusal {
    /// The row has no conflict.
    #[error("the row has no conflict")]
    NoConflict,
    /// It is noted already.
    #[error("the conflict has been noted as checked already")]
    AlreadyChecked,
    /// The caller may not.
    #[error("the right TUONTIDATA_READ or REKISTERINPITAJA is missing")]
    Forbidden,
}

impl App {
    /// A page of an import's conflicts, in the order sent.
    pub async fn report_conflicts(
        &self,
        caller: &Caller,
        number: Position,
        kind: Option<ConflictKind>,
        view: View,
    ) -> Result<Result<Slice<Conflict>, NotShown>, AppError> {
        Err(AppError::Stopping)
    }

    /// Notes that an official has checked a conflict in their own register (`ConflictReviewed`).
    pub async fn review_conflict(
        &self,
        maker: Maker,
        caller: &Caller,
        number: Position,
        row: u32,
    ) -> Result<Result<(), ReviewRefusal>, AppError> {
        Err(AppError::Stopping)
    }
}
