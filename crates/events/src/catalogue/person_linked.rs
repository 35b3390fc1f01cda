//! Two records are one person's.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::codes::LinkReason;
use crate::ids::LinkId;
use crate::oid::PersonOid;

/// The person joins another one as a member. One edge of a tree: whoever stands at its root is the head of everybody in it.
/// Nothing is moved, so there is nothing to put back when this stops counting. Tags name both persons.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct PersonLinked {
    /// The person who becomes a member; `head` is the head that they had until now.
    #[n(0)]
    pub about: Provenance,
    /// The person whom they join, who may be a member of somebody else.
    #[n(1)]
    pub to: PersonOid,
    /// The link; edges that were made by one decision have the same one.
    #[n(2)]
    pub link: LinkId,
    /// On which grounds.
    #[n(3)]
    pub reason: LinkReason,
}

/// Why, in the official's own words, under the member's key.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct LinkStatement {
    /// Free text.
    #[n(0)]
    pub words: Option<String>,
}

impl EventType for PersonLinked {
    const NAME: &'static str = "PersonLinked";
    const VERSION: u16 = 1;
    type Personal = LinkStatement;
}
