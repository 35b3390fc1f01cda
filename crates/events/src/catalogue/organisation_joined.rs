//! Organisations gained access to a person, because they sent them in.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal, Provenance};
use crate::oid::OrganisationOid;

/// The person belongs to these organisations too.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct OrganisationJoined {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// Only those that the person did not belong to before.
    #[n(1)]
    pub organisations: Vec<OrganisationOid>,
}

impl EventType for OrganisationJoined {
    const NAME: &'static str = "OrganisationJoined";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
