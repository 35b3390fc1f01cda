//! A whole import is taken back, part by part.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal};
use crate::codes::KeptBecause;
use crate::ids::Position;

/// What an import did to persons shall no longer count. It is carried out in parts; each is a `Reversed` beside an
/// `ImportRowsUndone`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ImportUndoOrdered {
    /// Number of the import.
    #[n(0)]
    pub import: Position,
    /// Rows that would be undone, as it was seen when it was ordered.
    #[n(1)]
    pub undone: u32,
    /// Rows that would be kept, because others rely on what they did.
    #[n(2)]
    pub kept: u32,
}

/// Why, in the official's own words, under the import's key.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct UndoStatement {
    /// Free text.
    #[n(0)]
    pub words: Option<String>,
}

/// A part of an import was looked at: what could be undone no longer counts.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ImportRowsUndone {
    /// Number of the import.
    #[n(0)]
    pub import: Position,
    /// Position of the order.
    #[n(1)]
    pub order: Position,
    /// The first row of the part, from 0.
    #[n(2)]
    pub first_row: u32,
    /// How many rows the part has.
    #[n(3)]
    pub rows: u32,
    /// How many of them were undone. What is neither undone nor kept did nothing that could be.
    #[n(4)]
    pub undone: u32,
    /// Rows that are kept, in order.
    #[n(5)]
    pub kept: Vec<KeptRow>,
    /// It is the last part.
    #[n(6)]
    pub last: bool,
}

/// A row that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct KeptRow {
    /// Its number, from 0.
    #[n(0)]
    pub row: u32,
    /// Who relies on what it did.
    #[n(1)]
    pub because: KeptBecause,
}

impl EventType for ImportUndoOrdered {
    const NAME: &'static str = "ImportUndoOrdered";
    const VERSION: u16 = 1;
    type Personal = UndoStatement;
}

impl EventType for ImportRowsUndone {
    const NAME: &'static str = "ImportRowsUndone";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
