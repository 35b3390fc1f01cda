//! An official wants the register to be asked now.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal, Provenance};

/// The register is to be asked about the person's hetu anew, whatever it said before. The registry does so by itself as soon
/// as the register answers.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct IdentificationRequested {
    /// The person.
    #[n(0)]
    pub about: Provenance,
}

impl EventType for IdentificationRequested {
    const NAME: &'static str = "IdentificationRequested";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
