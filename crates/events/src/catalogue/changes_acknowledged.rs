//! A consumer of the changes has taken them up to a position.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal};
use crate::ids::Position;

/// A program that is told of changes said that it has taken every one up to a position of the log: who knew of a reversal,
/// and when, can be shown for ever. It changes nothing of anybody.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ChangesAcknowledged {
    /// The consumer: the client id of its token, else the subject.
    #[n(0)]
    pub consumer: String,
    /// Position up to which it has taken everything.
    #[n(1)]
    pub upto: Position,
}

impl EventType for ChangesAcknowledged {
    const NAME: &'static str = "ChangesAcknowledged";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
