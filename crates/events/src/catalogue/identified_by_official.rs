//! An official identified a person who has no hetu.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};

/// The person is identified and has an oppijanumero.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct IdentifiedByOfficial {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// The official confirmed that the person has no Finnish hetu.
    #[n(1)]
    pub no_finnish_hetu: bool,
    /// How many similar persons the official had looked at; absent when a program identified without showing any.
    #[n(2)]
    pub similar_seen: Option<u32>,
}

/// The official's own words, under the person's key.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct OfficialStatement {
    /// Free text.
    #[n(0)]
    pub words: Option<String>,
}

impl EventType for IdentifiedByOfficial {
    const NAME: &'static str = "IdentifiedByOfficial";
    const VERSION: u16 = 1;
    type Personal = OfficialStatement;
}
