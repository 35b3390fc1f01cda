//! Two records are not one person's.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::ids::Position;
use crate::oid::PersonOid;

/// An official compared two records that are alike, and they are of two persons. It holds by what was known of both: when
/// something that is compared changes of either, the question is open again. Tags name both persons.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct MarkedNotDuplicate {
    /// The person on whose page it was decided.
    #[n(0)]
    pub about: Provenance,
    /// The other person.
    #[n(1)]
    pub other: PersonOid,
    /// The last event that changed what is compared of the person: by the state after it they were judged.
    #[n(2)]
    pub evidence: Position,
    /// The same of the other person.
    #[n(3)]
    pub other_evidence: Position,
    /// How alike they were, in points of the rules of that day.
    #[n(4)]
    pub points: i16,
}

/// Why, in the official's own words, under the key of the person on whose page it was decided.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct DistinctionStatement {
    /// Free text.
    #[n(0)]
    pub words: Option<String>,
}

impl EventType for MarkedNotDuplicate {
    const NAME: &'static str = "MarkedNotDuplicate";
    const VERSION: u16 = 1;
    type Personal = DistinctionStatement;
}
