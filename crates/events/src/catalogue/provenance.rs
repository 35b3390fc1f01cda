//! Provenance: on which of a person's OIDs an event came in, and on whom it took effect.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use crate::codes::IdentifierKind;
use crate::oid::PersonOid;

/// Stands on every event about a person. Without it no reversal of a link could tell whose later change was whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct Provenance {
    /// The OID that was addressed, or that the identifier led to.
    #[n(0)]
    pub addressed: PersonOid,
    /// The identifier it came in by; absent when the person was addressed by nothing but this event.
    #[n(1)]
    pub by: Option<IdentifierKind>,
    /// The head of the link that it was applied to; the same OID when the person is not linked.
    #[n(2)]
    pub head: PersonOid,
}

impl Provenance {
    /// On a person who is not linked to anybody.
    pub fn of(person: PersonOid, by: Option<IdentifierKind>) -> Provenance {
        Provenance { addressed: person, by, head: person }
    }
}
