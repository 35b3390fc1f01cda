//! A row of an accepted import could not be taken; the other rows are not held up by it.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::codes::RowRefusal;
use crate::ids::Position;

/// One row is refused, and counts among failures. The person whom it led to has gained nothing and is not changed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ImportRowRefused {
    /// Number of the import.
    #[n(0)]
    pub import: Position,
    /// Number of the row, from 0.
    #[n(1)]
    pub row: u32,
    /// The person whom the row led to, and by which identifier; absent when it was refused whoever it means.
    #[n(2)]
    pub about: Option<Provenance>,
    /// Why the row could not be resolved.
    #[n(3)]
    pub cause: RowRefusal,
    /// The field at fault, as the sender names it.
    #[n(4)]
    pub field: Option<String>,
}

/// What the sender needs to find the row again, under the import's key.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct RefusedRow {
    /// The sender's own reference.
    #[n(0)]
    pub tunniste: Option<String>,
}

impl EventType for ImportRowRefused {
    const NAME: &'static str = "ImportRowRefused";
    const VERSION: u16 = 1;
    type Personal = RefusedRow;
}
