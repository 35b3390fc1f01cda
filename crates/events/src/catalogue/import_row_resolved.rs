//! A row of an import found its person, or created one.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::codes::{ConflictKind, IdentifierKind};
use crate::ids::Position;
use crate::person::SentRow;

/// How a row led to its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// It led to nobody: a person was registered in the same command.
    #[n(0)]
    Created,
    /// A person was found by this identifier.
    #[n(1)]
    Matched(#[n(0)] IdentifierKind),
}

/// One row is done.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ImportRowResolved {
    /// Number of the import.
    #[n(0)]
    pub import: Position,
    /// Number of the row, from 0. Rows are told apart by it, never by the sender's reference.
    #[n(1)]
    pub row: u32,
    /// The person actually hit; who heads their link is looked up when read.
    #[n(2)]
    pub about: Provenance,
    /// Whether the row created the person or matched one, and by which identifier.
    #[n(3)]
    pub outcome: RowOutcome,
    /// How the row differed from the person before the row's own changes; empty when it did not.
    #[n(4)]
    pub conflicts: Vec<ConflictKind>,
    /// The other persons to whom further identifiers of the row led, in the order in which rows are matched; with one of
    /// them the identifiers contradict each other. A person whom the row created does not claim these identifiers. They
    /// are not among the tags: the row is no part of their histories.
    #[n(5)]
    pub contradicting: Vec<Provenance>,
    /// The sender gained no access to the person, because the names or the hetu are another's or the identifiers
    /// contradict each other: a wrong identifier must not open a stranger's record.
    #[n(6)]
    pub withheld: bool,
    /// The row brought a hetu for a person who has none; an official may add it.
    #[n(7)]
    pub hetu_offered: bool,
}

/// What was sent, under the person's key; it outlives the import's raw rows.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct ResolvedRow {
    /// The sender's own reference.
    #[n(0)]
    pub tunniste: Option<String>,
    /// The row; absent when it created the person and the registration says all of it.
    #[n(1)]
    pub sent: Option<SentRow>,
}

impl EventType for ImportRowResolved {
    const NAME: &'static str = "ImportRowResolved";
    const VERSION: u16 = 1;
    type Personal = ResolvedRow;
}
