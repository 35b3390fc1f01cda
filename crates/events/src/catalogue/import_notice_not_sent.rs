//! A notice about an import was not sent, and nobody will try again.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal};
use crate::codes::{NotSent, NoticeRound};
use crate::ids::Position;

/// The end of an import's notices without a message.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ImportNoticeNotSent {
    /// Number of the import.
    #[n(0)]
    pub import: Position,
    /// Which notice.
    #[n(1)]
    pub round: NoticeRound,
    /// Why.
    #[n(2)]
    pub cause: NotSent,
}

impl EventType for ImportNoticeNotSent {
    const NAME: &'static str = "ImportNoticeNotSent";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
