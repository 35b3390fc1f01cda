//! Provenance: on which of a person's OIDs an event came in, and on whom it took effect.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use crate::codes::IdentifierKind;
use crate::ids::Handle;
use crate::oid::PersonOid;

/// The very identifier that led to a person. A kind alone would not tell a current hetu from a superseded one, or one
/// passport from another, and whoever takes an identifier from a person must find what came in by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// Their OID, which is the one addressed.
    #[n(0)]
    Oid,
    /// A hetu, current or superseded.
    #[n(1)]
    Hetu(#[n(0)] Handle),
    /// A passport number.
    #[n(2)]
    Passport(#[n(0)] Handle),
    /// An e-mail identifier.
    #[n(3)]
    Email(#[n(0)] Handle),
}

impl FoundBy {
    /// The identifier's handle; an OID has none.
    pub fn handle(self) -> Option<Handle> {
        match self {
            FoundBy::Oid => None,
            FoundBy::Hetu(handle) | FoundBy::Passport(handle) | FoundBy::Email(handle) => Some(handle),
        }
    }

    /// The kind of the identifier.
    pub fn kind(self) -> IdentifierKind {
        match self {
            FoundBy::Oid => IdentifierKind::Oid,
            FoundBy::Hetu(_) => IdentifierKind::Hetu,
            FoundBy::Passport(_) => IdentifierKind::Passport,
            FoundBy::Email(_) => IdentifierKind::Email,
        }
    }
}

/// Stands on every event about a person. Without it no reversal of a link could tell whose later change was whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct Provenance {
    /// The OID that was addressed, or that the identifier led to.
    #[n(0)]
    pub addressed: PersonOid,
    /// The identifier it came in by; absent when the person was addressed by nothing but this event.
    #[n(1)]
    pub by: Option<FoundBy>,
    /// The head of the link that it was applied to; the same OID when the person is not linked.
    #[n(2)]
    pub head: PersonOid,
}

impl Provenance {
    /// On a person who is linked to nobody, as everybody is at first. Of others the head is to be looked up.
    pub fn unlinked(person: PersonOid, by: Option<FoundBy>) -> Provenance {
        Provenance { addressed: person, by, head: person }
    }
}
