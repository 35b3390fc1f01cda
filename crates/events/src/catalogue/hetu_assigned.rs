//! A person who had no hetu was given one.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::hetu::Hetu;
use crate::ids::Handle;

/// The person has a hetu from now on. Where the population register's answer is the reason, `meta.register` names it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct HetuAssigned {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// Handle of the hetu claimed.
    #[n(1)]
    pub assigned: Handle,
}

/// The hetu, under the person's key.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct AssignedHetu {
    /// Current from now on.
    #[n(0)]
    pub assigned: Hetu,
}

impl EventType for HetuAssigned {
    const NAME: &'static str = "HetuAssigned";
    const VERSION: u16 = 1;
    type Personal = AssignedHetu;
}
