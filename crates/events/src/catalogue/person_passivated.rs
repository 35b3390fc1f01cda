//! A person was passivated, or made active again.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::codes::PassivationCause;

/// The person's OID is not to be used any more. It answers for ever, and says so.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct PersonPassivated {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// Why.
    #[n(1)]
    pub cause: PassivationCause,
}

/// The person is active again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct PersonReactivated {
    /// The person.
    #[n(0)]
    pub about: Provenance,
}

/// Why, in the official's own words, under the person's key.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct ActivityStatement {
    /// Free text.
    #[n(0)]
    pub words: Option<String>,
}

impl EventType for PersonPassivated {
    const NAME: &'static str = "PersonPassivated";
    const VERSION: u16 = 1;
    type Personal = ActivityStatement;
}

impl EventType for PersonReactivated {
    const NAME: &'static str = "PersonReactivated";
    const VERSION: u16 = 1;
    type Personal = ActivityStatement;
}
