//! A row of an import led to a person who was passive.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal, Provenance};
use crate::ids::Position;

/// A sender uses a number that is not to be used any more, so that somebody must look: the person is made active again,
/// or passivated once more. Written for the first such row after a passivation.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct PassivePersonSent {
    /// The passive person.
    #[n(0)]
    pub about: Provenance,
    /// Number of the import.
    #[n(1)]
    pub import: Position,
    /// Number of the row, from 0.
    #[n(2)]
    pub row: u32,
}

impl EventType for PassivePersonSent {
    const NAME: &'static str = "PassivePersonSent";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
