//! A person was identified from the population register and has an oppijanumero.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, Provenance};
use crate::codes::{IdentificationWay, VerifiedWith};
use crate::ids::Handle;
use crate::person::RegisterRecord;

/// The register's record replaces names, birth date, sex, language, nationalities, municipality, protection and the
/// register's contact details. `meta.register` names the answer, `meta.rules` the matching rules.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct IdentifiedFromRegister {
    /// The person.
    #[n(0)]
    pub about: Provenance,
    /// How it came about.
    #[n(1)]
    pub way: IdentificationWay,
    /// Handles of the record's former hetus, in their order: each is claimed, and superseded.
    #[n(2)]
    pub former: Vec<Handle>,
    /// Whom the official asked whether hetu and names are the person's, when they overrode names that clearly differ.
    #[n(3)]
    pub verified_with: Option<VerifiedWith>,
}

impl EventType for IdentifiedFromRegister {
    const NAME: &'static str = "IdentifiedFromRegister";
    const VERSION: u16 = 1;
    type Personal = RegisterRecord;
}
