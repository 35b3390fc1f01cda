//! An official said why they did what the same command did.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, OfficialStatement, Provenance};

/// The reason for the events of the same command (`meta.command`) that have no place for one. It changes nothing of the
/// person.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ReasonStated {
    /// The person whom the command is about.
    #[n(0)]
    pub about: Provenance,
}

impl EventType for ReasonStated {
    const NAME: &'static str = "ReasonStated";
    const VERSION: u16 = 1;
    type Personal = OfficialStatement;
}
