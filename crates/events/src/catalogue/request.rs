//! A provider asks the keeper of the registry for what it may not do itself, and is answered.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::codes::{RequestKind, RequestOutcome};
use crate::ids::Position;
use crate::oid::PersonOid;

/// An official asks the keeper for something about a person. Nothing is changed yet. A request about several persons is an
/// event for each of them, one behind the other; its number is the position of the first.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct RequestOpened {
    /// The person. Of two who are to be merged, the one on whose page it was asked.
    #[n(0)]
    pub about: Provenance,
    /// What is asked for.
    #[n(1)]
    pub kind: RequestKind,
    /// Place of this person among those of the request, from 0: so far behind the first event this one stands.
    #[n(2)]
    pub place: u32,
    /// How many persons the request is about.
    #[n(3)]
    pub people: u32,
    /// The other person, who is to be merged or is linked with this one. They stand among the tags too.
    #[n(4)]
    pub other: Option<PersonOid>,
    /// Position of the link that is to count no longer.
    #[n(5)]
    pub link: Option<Position>,
    /// Whoever asks states that the OID is not in use elsewhere.
    #[n(6)]
    pub unused_elsewhere: bool,
}

/// Why, under the key of the person whom the event is about.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct RequestWords {
    /// In the official's own words.
    #[n(0)]
    pub words: String,
}

/// A request was accepted or refused, or whoever asked took it back: an event for each person about whom it was still open.
/// When it was accepted, the events of what was asked follow in the same unit.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct RequestDecided {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// Number of the request: the position of its first `RequestOpened`.
    #[n(1)]
    pub request: Position,
    /// What became of it.
    #[n(2)]
    pub outcome: RequestOutcome,
}

/// What the keeper answered, under the key of the person.
#[derive(Clone, PartialEq, Eq, Default, Encode, Decode, JsonSchema)]
pub struct RequestAnswer {
    /// In the official's own words.
    #[n(0)]
    pub words: Option<String>,
}

impl EventType for RequestOpened {
    const NAME: &'static str = "RequestOpened";
    const VERSION: u16 = 1;
    type Personal = RequestWords;
}

impl EventType for RequestDecided {
    const NAME: &'static str = "RequestDecided";
    const VERSION: u16 = 1;
    type Personal = RequestAnswer;
}
