//! An attempt to identify a person from the register failed.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::codes::{FailureCause, Hint};
use crate::ids::CaseId;
use crate::oid::PersonOid;
use crate::person::RegisterRecord;
use crate::time::Instant;

/// An attempt to identify the person by their hetu has ended, and they were not identified: the register's answer was
/// none or did not fit, or it was not to be asked.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct IdentificationFailed {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// Why the person was not identified; each cause has its own next step.
    #[n(1)]
    pub cause: FailureCause,
    /// What an official should suspect.
    #[n(2)]
    pub hint: Option<Hint>,
    /// Which attempt with the same hetu this was, from 1.
    #[n(3)]
    pub attempt: u32,
    /// When the register is asked again by itself; never when absent.
    #[n(4)]
    pub next_try: Option<Instant>,
    /// The comparison that the register's answer was kept for.
    #[n(5)]
    pub case: Option<CaseId>,
    /// Another person here, who holds one of the hetus that the register has for this person, the present one or a former
    /// one. Said with `hetu_changed`, and no tag: nothing happened to them.
    #[n(6)]
    pub other_holder: Option<PersonOid>,
}

/// The register's answer. To a wrong hetu it is somebody else's data, so it is under the comparison's key.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct ComparedRecord {
    /// Absent when the register gave none.
    #[n(0)]
    pub record: Option<RegisterRecord>,
}

impl EventType for IdentificationFailed {
    const NAME: &'static str = "IdentificationFailed";
    const VERSION: u16 = 1;
    type Personal = ComparedRecord;
}
