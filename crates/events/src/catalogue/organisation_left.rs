//! A person no longer belongs to organisations.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal, Provenance};
use crate::oid::OrganisationOid;

/// The person belongs to these organisations no longer: they have no access any more.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct OrganisationLeft {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// At least one.
    #[n(1)]
    pub organisations: Vec<OrganisationOid>,
}

impl EventType for OrganisationLeft {
    const NAME: &'static str = "OrganisationLeft";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
