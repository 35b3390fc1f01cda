//! Rows of an import arrived and are stored whole before anything else happens with them.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::EventType;
use crate::ids::ImportId;
use crate::person::SentRow;

/// A chunk of an import's rows, at most 500. Chunks without a later `ImportReceived` are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ImportRowsReceived {
    /// The import; its number is not known yet.
    #[n(0)]
    pub import_id: ImportId,
    /// Number of the first row of the chunk, from 0.
    #[n(1)]
    pub first_row: u32,
    /// How many rows the chunk has.
    #[n(2)]
    pub rows: u32,
}

/// The rows as sent, under the import's key.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct SentRows {
    /// In the order sent.
    #[n(0)]
    pub sent: Vec<SentRow>,
}

impl EventType for ImportRowsReceived {
    const NAME: &'static str = "ImportRowsReceived";
    const VERSION: u16 = 1;
    type Personal = SentRows;
}
