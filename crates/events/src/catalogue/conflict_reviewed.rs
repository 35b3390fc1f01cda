//! An official looked into a conflict of an import row.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal, Provenance};
use crate::ids::Position;

/// The conflict of a row was checked in the sender's own register. It stays a conflict: what differed is history.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ConflictReviewed {
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

impl EventType for ConflictReviewed {
    const NAME: &'static str = "ConflictReviewed";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
