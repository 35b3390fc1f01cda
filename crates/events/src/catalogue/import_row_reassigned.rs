//! A row of an import leads to another person than before, or was found to lead to the right one.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::codes::{ConflictKind, ReassignmentCause};
use crate::ids::Position;
use crate::oid::{OrganisationOid, PersonOid};
use crate::person::SentRow;

/// An official decided to whom a row leads. From now on the row rests on this decision and on no identifier. Tags name
/// both persons.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ImportRowReassigned {
    /// The person to whom the row leads from now on.
    #[n(0)]
    pub about: Provenance,
    /// Number of the import.
    #[n(1)]
    pub import: Position,
    /// Number of the row, from 0.
    #[n(2)]
    pub row: u32,
    /// The person to whom it led; the same person where it stays.
    #[n(3)]
    pub from: PersonOid,
    /// Why it was to be decided.
    #[n(4)]
    pub cause: ReassignmentCause,
    /// The organisations that sent the import: the official's stand in the envelope.
    #[n(5)]
    pub organisations: Vec<OrganisationOid>,
    /// How the row differs from the person; in place of what was said before.
    #[n(6)]
    pub conflicts: Vec<ConflictKind>,
    /// The sender has no access to the person by this row.
    #[n(7)]
    pub withheld: bool,
}

/// What was sent, once more, under the key of the person to whom the row leads.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct ReassignedRow {
    /// The sender's own reference.
    #[n(0)]
    pub tunniste: Option<String>,
    /// The row.
    #[n(1)]
    pub sent: SentRow,
    /// Why, in the official's own words.
    #[n(2)]
    pub words: Option<String>,
}

impl EventType for ImportRowReassigned {
    const NAME: &'static str = "ImportRowReassigned";
    const VERSION: u16 = 1;
    type Personal = ReassignedRow;
}
