//! Events stopped counting.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::ids::Position;

/// These events no longer count: everything is what it would be without them. An event counts unless a later `Reversed`
/// that counts names it, so a `Reversed` that is named by another one takes nothing back.
///
/// Tags are all tags of the events that it names, and of those that they name in turn, so that whoever reads one of them
/// reads this too.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct Reversed {
    /// The person about whom it was decided.
    #[n(0)]
    pub about: Provenance,
    /// Positions of the events, each earlier than this one, in order.
    #[n(1)]
    pub events: Vec<Position>,
}

/// Why, in the official's own words, under the key of the person about whom it was decided.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct ReversalStatement {
    /// Free text.
    #[n(0)]
    pub words: Option<String>,
}

impl EventType for Reversed {
    const NAME: &'static str = "Reversed";
    const VERSION: u16 = 1;
    type Personal = ReversalStatement;
}
