//! A passport number or an e-mail identifier was given to a person, or taken from them.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::codes::IdentifierKind;
use crate::ids::Handle;

/// The identifier leads to the person from now on. Hetus have events of their own.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct IdentifierAttached {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// A passport number or an e-mail identifier.
    #[n(1)]
    pub kind: IdentifierKind,
    /// Its handle, claimed.
    #[n(2)]
    pub attached: Handle,
}

/// The identifier no longer leads to the person.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct IdentifierDetached {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// A passport number or an e-mail identifier.
    #[n(1)]
    pub kind: IdentifierKind,
    /// Its handle, released.
    #[n(2)]
    pub detached: Handle,
}

/// The identifier as it was written, under the person's key.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct WrittenIdentifier {
    /// The text.
    #[n(0)]
    pub text: String,
}

impl EventType for IdentifierAttached {
    const NAME: &'static str = "IdentifierAttached";
    const VERSION: u16 = 1;
    type Personal = WrittenIdentifier;
}

impl EventType for IdentifierDetached {
    const NAME: &'static str = "IdentifierDetached";
    const VERSION: u16 = 1;
    type Personal = WrittenIdentifier;
}
