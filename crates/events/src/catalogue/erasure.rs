//! A person's data is erased: first ordered, so that a crash cannot stop it half-way, then done.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal, Provenance};
use crate::ids::{Handle, KeyId};
use crate::oid::PersonOid;

/// Each node drops keys, handles and rows of these persons on seeing this.
///
/// Tags name every person and every identifier that is released: nobody holds one of these identifiers from here on, and
/// no one ever claims its handle again. Whoever finds a handle whose last claim is this event has it destroyed and draws
/// another for the identifier.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ErasureOrdered {
    /// Whose erasure was asked for.
    #[n(0)]
    pub about: Provenance,
    /// Everybody whose data is erased: the whole linked group, or the person alone.
    #[n(1)]
    pub persons: Vec<PersonOid>,
    /// Their keys, and those of comparisons about them.
    #[n(2)]
    pub keys: Vec<KeyId>,
    /// Handles of every identifier they ever had; the tags name the same ones with their kinds.
    #[n(3)]
    pub handles: Vec<Handle>,
}

/// Keys and handles are destroyed; what was sealed under them can never be read again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct PersonalDataErased {
    /// Whose erasure was asked for.
    #[n(0)]
    pub about: Provenance,
    /// Everybody whose data is erased, as the order names them.
    #[n(1)]
    pub persons: Vec<PersonOid>,
}

impl EventType for ErasureOrdered {
    const NAME: &'static str = "ErasureOrdered";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}

impl EventType for PersonalDataErased {
    const NAME: &'static str = "PersonalDataErased";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
