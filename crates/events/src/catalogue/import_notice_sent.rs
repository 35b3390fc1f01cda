//! A notice about an import was sent.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal};
use crate::codes::NoticeRound;
use crate::ids::Position;

/// The mail server took the message. The event that led to this one is the claim, which has what it said.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ImportNoticeSent {
    /// Number of the import.
    #[n(0)]
    pub import: Position,
    /// Which notice.
    #[n(1)]
    pub round: NoticeRound,
}

impl EventType for ImportNoticeSent {
    const NAME: &'static str = "ImportNoticeSent";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
