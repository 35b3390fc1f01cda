//! A consumer of the changes is not expected to acknowledge any more.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal};
use crate::ids::Position;

/// The keeper of the registry took a program that is gone off the list of those who acknowledge changes. What it had
/// acknowledged stays known for ever, and when it acknowledges again it is on the list again.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ConsumerRemoved {
    /// The consumer, as it named itself when it acknowledged.
    #[n(0)]
    pub consumer: String,
    /// Position up to which it had taken everything.
    #[n(1)]
    pub upto: Position,
}

impl EventType for ConsumerRemoved {
    const NAME: &'static str = "ConsumerRemoved";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
