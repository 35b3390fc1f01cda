//! The note that a conflict was checked was taken back.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal, Provenance};
use crate::ids::Position;

/// The conflict of a row counts as not checked again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ConflictReviewTakenBack {
    /// The person whom the row led to.
    #[n(0)]
    pub about: Provenance,
    /// Number of the import.
    #[n(1)]
    pub import: Position,
    /// Number of the row, from 0.
    #[n(2)]
    pub row: u32,
}

impl EventType for ConflictReviewTakenBack {
    const NAME: &'static str = "ConflictReviewTakenBack";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
