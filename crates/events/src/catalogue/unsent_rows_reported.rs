//! The sender of an import reported rows that its program refused before it sent the others.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::EventType;
use crate::codes::{RowFault, RowField};
use crate::ids::Position;

/// Rows of the sender's file that were never sent: they are no rows of the import and change none of its counts. Of what
/// stood in them nothing is known but the sender's reference.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct UnsentRowsReported {
    /// Number of the import in which the other rows of the file were sent.
    #[n(0)]
    pub import: Position,
    /// The rows, at most 500.
    #[n(1)]
    pub rows: Vec<UnsentRow>,
}

/// A row that was not sent.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct UnsentRow {
    /// Its number in the sender's file, from 1.
    #[n(0)]
    pub row: u32,
    /// What is wrong with it; at least one.
    #[n(1)]
    pub faults: Vec<UnsentFault>,
}

/// What is wrong with a row that was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct UnsentFault {
    /// The field; absent when it is the row as a whole.
    #[n(0)]
    pub field: Option<RowField>,
    /// What is wrong with it.
    #[n(1)]
    pub fault: RowFault,
}

/// What the sender needs to find the rows again, under the import's key.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct UnsentReferences {
    /// The sender's own reference of each row, in the order of the rows.
    #[n(0)]
    pub tunnisteet: Vec<Option<String>>,
}

impl EventType for UnsentRowsReported {
    const NAME: &'static str = "UnsentRowsReported";
    const VERSION: u16 = 1;
    type Personal = UnsentReferences;
}
