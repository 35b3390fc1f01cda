//! Somebody is about to send a notice about an import: written down first, so that nobody else sends it meanwhile.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal};
use crate::codes::{FailureCause, NoticeRound};
use crate::ids::Position;

/// One try to send a notice. Everything the message says follows from this event, so each try sends the same message.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ImportNoticeClaimed {
    /// Number of the import.
    #[n(0)]
    pub import: Position,
    /// Which notice.
    #[n(1)]
    pub round: NoticeRound,
    /// Which try, from 1. Every further one means that the outcome of the one before is not known, or was not final.
    #[n(2)]
    pub attempt: u32,
    /// How many rows had no final answer.
    #[n(3)]
    pub open: u32,
    /// How many rows had failed, by reason; each reason once.
    #[n(4)]
    pub failed: Vec<FailedRows>,
    /// The position as of which rows were counted.
    #[n(5)]
    pub counted_at: Position,
}

/// How many rows have failed for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct FailedRows {
    /// Why.
    #[n(0)]
    pub cause: WhyFailed,
    /// How many rows.
    #[n(1)]
    pub rows: u32,
}

/// Why the sender should look at a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhyFailed {
    /// No hetu: somebody identifies the person by hand.
    #[n(0)]
    NoHetu,
    /// The row was refused after acceptance.
    #[n(1)]
    Refused,
    /// The attempt to identify failed.
    #[n(2)]
    Identification(#[n(0)] FailureCause),
    /// The row led to a passive person: somebody at OPH makes them active again, or says that they stay passive.
    #[n(3)]
    Passivated,
}

impl EventType for ImportNoticeClaimed {
    const NAME: &'static str = "ImportNoticeClaimed";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
