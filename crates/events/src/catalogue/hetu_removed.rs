//! A person's hetu was removed, and no other one replaced it.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::codes::HetuFate;
use crate::hetu::Hetu;
use crate::ids::Handle;

/// The person's present hetu, or a former one, is theirs no longer (*withdrawn*), or is a former one from now on
/// (*superseded*). With a withdrawn hetu ends whatever rests on it: the register's answers about it, and the former hetus
/// that those claimed. Tags name every identifier that is released.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct HetuRemoved {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// Handle of the hetu.
    #[n(1)]
    pub removed: Handle,
    /// What becomes of it.
    #[n(2)]
    pub fate: HetuFate,
}

/// The hetu, under the person's key.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct RemovedHetu {
    /// The hetu.
    #[n(0)]
    pub removed: Hetu,
    /// Why, in the official's own words.
    #[n(1)]
    pub words: Option<String>,
}

impl EventType for HetuRemoved {
    const NAME: &'static str = "HetuRemoved";
    const VERSION: u16 = 1;
    type Personal = RemovedHetu;
}
