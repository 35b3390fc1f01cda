//! The population register's present data of an identified person was taken over.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::ids::Handle;
use crate::person::RegisterRecord;

/// The register's record replaces what its earlier one supplied. `meta.register` names the answer.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct RegisterDataRefreshed {
    /// The person, who was identified from the register before.
    #[n(0)]
    pub about: Provenance,
    /// Handles of the record's former hetus, in their order: each is claimed, and superseded. Empty also when another
    /// person here holds one of the record's hetus; then none of them is taken over.
    #[n(1)]
    pub former: Vec<Handle>,
}

impl EventType for RegisterDataRefreshed {
    const NAME: &'static str = "RegisterDataRefreshed";
    const VERSION: u16 = 1;
    type Personal = RegisterRecord;
}
