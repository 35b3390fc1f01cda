//! A person entered the registry and has an OID for ever.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::codes::Origin;
use crate::ids::Position;
use crate::oid::OrganisationOid;
use crate::person::PersonDetails;

/// A new person. Identifier handles among the tags are claims: each identifier belongs to this person from now on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct PersonRegistered {
    /// The new OID.
    #[n(0)]
    pub about: Provenance,
    /// By which way the person came to be in the registry.
    #[n(1)]
    pub origin: Origin,
    /// Number of the import, when a row created the person.
    #[n(2)]
    pub import: Option<Position>,
    /// Organisations that the person belongs to from the start.
    #[n(3)]
    pub organisations: Vec<OrganisationOid>,
}

impl EventType for PersonRegistered {
    const NAME: &'static str = "PersonRegistered";
    const VERSION: u16 = 1;
    type Personal = PersonDetails;
}
