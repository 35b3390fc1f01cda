//! Two officials: what needs a second one is asked first, and another one gives or refuses it.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal, Provenance};
use crate::ids::Position;

/// An official wants something done that needs a second official. Nothing is changed yet.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ApprovalAsked {
    /// The person whom the command is about; absent when it is about an import.
    #[n(0)]
    pub about: Option<Provenance>,
    /// Number of the import that the command is about.
    #[n(1)]
    pub import: Option<Position>,
    /// Name of the command, such as `order_erasure`.
    #[n(2)]
    pub command: String,
}

/// What was asked, as the second official carries it out.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct AskedCommand {
    /// The command in CBOR, as the program that wrote it has it: `schemas/README.md` says for how long it can be read.
    #[cbor(n(0), with = "minicbor::bytes")]
    #[schemars(with = "crate::schema::Bytes")]
    pub command: Vec<u8>,
    /// Hash of what was read and of what would have been appended when it was asked.
    #[cbor(n(1), with = "minicbor::bytes")]
    #[schemars(with = "crate::schema::Bytes")]
    pub fingerprint: [u8; 16],
}

/// A second official agreed. The events of the command follow in the same unit.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ApprovalGiven {
    /// The person whom the command is about; absent when it is about an import.
    #[n(0)]
    pub about: Option<Provenance>,
    /// Number of the import that the command is about.
    #[n(1)]
    pub import: Option<Position>,
    /// Position of the `ApprovalAsked`.
    #[n(2)]
    pub asked: Position,
}

/// A second official did not agree, or the first one took it back. Nothing is changed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ApprovalRefused {
    /// The person whom the command is about; absent when it is about an import.
    #[n(0)]
    pub about: Option<Provenance>,
    /// Number of the import that the command is about.
    #[n(1)]
    pub import: Option<Position>,
    /// Position of the `ApprovalAsked`.
    #[n(2)]
    pub asked: Position,
}

/// Why an approval was refused.
#[derive(Clone, PartialEq, Eq, Default, Encode, Decode, JsonSchema)]
pub struct RefusalWords {
    /// In the official's own words.
    #[n(0)]
    pub words: Option<String>,
}

impl EventType for ApprovalAsked {
    const NAME: &'static str = "ApprovalAsked";
    const VERSION: u16 = 1;
    type Personal = AskedCommand;
}

impl EventType for ApprovalGiven {
    const NAME: &'static str = "ApprovalGiven";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}

impl EventType for ApprovalRefused {
    const NAME: &'static str = "ApprovalRefused";
    const VERSION: u16 = 1;
    type Personal = RefusalWords;
}
