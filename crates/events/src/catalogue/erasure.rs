//! A person's data is erased: first ordered, so that a crash cannot stop it half-way, then done.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal};
use crate::ids::{Handle, KeyId};
use crate::oid::PersonOid;

/// Each node drops keys, handles and rows of these persons on seeing this.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ErasureOrdered {
    /// The whole linked group.
    #[n(0)]
    pub persons: Vec<PersonOid>,
    /// Their keys, and those of comparisons about them.
    #[n(1)]
    pub keys: Vec<KeyId>,
    /// Handles of every identifier they ever had.
    #[n(2)]
    pub handles: Vec<Handle>,
}

/// Keys and handles are destroyed; what was sealed under them can never be read again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct PersonalDataErased {
    /// The whole linked group.
    #[n(0)]
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
