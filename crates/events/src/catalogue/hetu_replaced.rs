//! A person's hetu was replaced by another one.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::codes::HetuFate;
use crate::hetu::Hetu;
use crate::ids::Handle;

/// The person has another hetu from now on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct HetuReplaced {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// Handle of the hetu claimed.
    #[n(1)]
    pub assigned: Handle,
    /// Handle of the hetu that gave way.
    #[n(2)]
    pub former: Handle,
    /// What became of it.
    #[n(3)]
    pub fate: HetuFate,
}

/// The two hetus and the reason, under the person's key.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct ReplacedHetu {
    /// Current from now on.
    #[n(0)]
    pub assigned: Hetu,
    /// Current until now.
    #[n(1)]
    pub former: Hetu,
    /// Why, in the official's own words.
    #[n(2)]
    pub words: Option<String>,
}

impl EventType for HetuReplaced {
    const NAME: &'static str = "HetuReplaced";
    const VERSION: u16 = 1;
    type Personal = ReplacedHetu;
}
