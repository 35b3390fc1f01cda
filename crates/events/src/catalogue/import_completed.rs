//! Every row of an import is resolved or refused.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal};
use crate::ids::Position;

/// From now the import's raw rows are only kept for the configured time.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ImportCompleted {
    /// Number of the import.
    #[n(0)]
    pub import: Position,
    /// Rows resolved.
    #[n(1)]
    pub resolved: u32,
    /// Rows refused.
    #[n(2)]
    pub refused: u32,
}

impl EventType for ImportCompleted {
    const NAME: &'static str = "ImportCompleted";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
