//! The population register stopped or resumed answering: one event for the whole queue, not one for each person.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal};
use crate::codes::Outage;
use crate::time::Instant;

/// The register does not answer; everybody waiting stays *in progress*.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct RegisterUnavailable {
    /// How it fails.
    #[n(0)]
    pub outage: Outage,
    /// When it is asked next.
    #[n(1)]
    pub next_try: Instant,
}

/// The register answers again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct RegisterAvailable {
    /// How many attempts failed meanwhile.
    #[n(0)]
    pub failed_attempts: u32,
}

impl EventType for RegisterUnavailable {
    const NAME: &'static str = "RegisterUnavailable";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}

impl EventType for RegisterAvailable {
    const NAME: &'static str = "RegisterAvailable";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
