//! A person was moved in from the registry before this one (Oppijanumerorekisteri, ONR).

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal, Provenance};
use crate::time::Instant;

/// What ONR says of the times of its record. The events before this one say the rest, each with the reason
/// `moved_from_onr`; this one comes last, and the person counts as changed when ONR says so and not when they were moved.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct MovedFromOnr {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// When they were registered there (`created`).
    #[n(1)]
    pub registered: Instant,
    /// When they were last changed there (`modified`).
    #[n(2)]
    pub modified: Instant,
    /// When the population register's record was last taken over there (`vtjsync_timestamp`).
    #[n(3)]
    pub synced: Option<Instant>,
    /// Who changed them last there (`kasittelija`), as ONR names its users.
    #[n(4)]
    pub handled_by: Option<String>,
}

impl EventType for MovedFromOnr {
    const NAME: &'static str = "MovedFromOnr";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
