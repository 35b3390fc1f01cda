//! An official notes that a learner's case was handed to the keeper.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal, Provenance};

/// A learner who fails was handed over to the keeper (OPH), so that colleagues do not do it again; or that note was taken
/// back. It says what people did outside the registry and changes nothing of the learner.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct HandOverNoted {
    /// The learner.
    #[n(0)]
    pub about: Provenance,
    /// The note was taken back.
    #[n(1)]
    pub taken_back: bool,
}

impl EventType for HandOverNoted {
    const NAME: &'static str = "HandOverNoted";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
