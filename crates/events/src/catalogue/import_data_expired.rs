//! The raw rows and the notice address of an import are no longer readable.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::{EventType, NothingPersonal};
use crate::ids::{ImportId, KeyId};

/// The import's key is destroyed. Each node destroys it on seeing this, also one restored from a backup.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ImportDataExpired {
    /// The import.
    #[n(0)]
    pub import_id: ImportId,
    /// The key.
    #[n(1)]
    pub key: KeyId,
}

impl EventType for ImportDataExpired {
    const NAME: &'static str = "ImportDataExpired";
    const VERSION: u16 = 1;
    type Personal = NothingPersonal;
}
