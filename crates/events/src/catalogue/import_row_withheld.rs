//! A row of an import that had given its sender access gives none any more.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal, Provenance};
use crate::codes::ConflictKind;
use crate::ids::Position;

/// The row was judged again, because the population register has confirmed other names for the person than those that
/// the row was judged by: it is in conflict with them, and withheld. It still leads to the same person.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ImportRowWithheld {
    /// The person whom the row led to.
    #[n(0)]
    pub about: Provenance,
    /// Number of the import.
    #[n(1)]
    pub import: Position,
    /// Number of the row, from 0.
    #[n(2)]
    pub row: u32,
    /// How the row differs from the person; in place of what `ImportRowResolved` said.
    #[n(3)]
    pub conflicts: Vec<ConflictKind>,
}

impl EventType for ImportRowWithheld {
    const NAME: &'static str = "ImportRowWithheld";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
