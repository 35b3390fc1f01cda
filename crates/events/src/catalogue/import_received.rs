//! An import is complete in the log and accepted; its position is the import's number.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use super::EventType;
use crate::codes::Interface;
use crate::ids::ImportId;
use crate::oid::OrganisationOid;

/// All rows have been stored and the sender gets a number.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct ImportReceived {
    /// The import, as its chunks name it.
    #[n(0)]
    pub import_id: ImportId,
    /// The path it came by.
    #[n(1)]
    pub interface: Interface,
    /// How many rows it has.
    #[n(2)]
    pub rows: u32,
    /// The sender's organisations; every person that a row matches or creates joins them.
    #[n(3)]
    pub organisations: Vec<OrganisationOid>,
    /// Name of the sending service (*käsittelijä*) in the directory, when it had one.
    #[n(4)]
    pub service: Option<String>,
}

/// Where the sender wants to be told of failures, under the import's key.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct NoticeAddress {
    /// E-mail address, when one was given.
    #[n(0)]
    pub email: Option<String>,
}

impl EventType for ImportReceived {
    const NAME: &'static str = "ImportReceived";
    const VERSION: u16 = 1;
    // The key of the import's raw rows is found here, wanted notice or not.
    const NAMES_KEY: bool = true;
    type Personal = NoticeAddress;
}
