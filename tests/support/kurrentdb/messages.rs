//! The messages of KurrentDB's protocol that its client sends and understands here, by the numbers of their fields. Of
//! alternatives (`oneof`) one is set; on the wire that is the same as fields that may be missing.

use std::collections::HashMap;

use prost::Message;

#[derive(Clone, PartialEq, Message)]
pub struct Empty {}

#[derive(Clone, PartialEq, Message)]
pub struct EventId {
    #[prost(message, optional, tag = "1")]
    pub structured: Option<Halves>,
}

#[derive(Clone, Copy, PartialEq, Message)]
pub struct Halves {
    #[prost(int64, tag = "1")]
    pub most_significant: i64,
    #[prost(int64, tag = "2")]
    pub least_significant: i64,
}

#[derive(Clone, PartialEq, Message)]
pub struct StreamName {
    #[prost(string, tag = "3")]
    pub name: String,
}

#[derive(Clone, PartialEq, Message)]
pub struct AppendRequest {
    #[prost(message, optional, tag = "1")]
    pub options: Option<AppendOptions>,
    #[prost(message, optional, tag = "2")]
    pub event: Option<Proposed>,
}

#[derive(Clone, PartialEq, Message)]
pub struct AppendOptions {
    #[prost(message, required, tag = "1")]
    pub stream: StreamName,
    #[prost(uint64, optional, tag = "2")]
    pub revision: Option<u64>,
    #[prost(message, optional, tag = "3")]
    pub no_stream: Option<Empty>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Proposed {
    #[prost(message, required, tag = "1")]
    pub id: EventId,
    #[prost(map = "string, string", tag = "2")]
    pub metadata: HashMap<String, String>,
    #[prost(bytes = "vec", tag = "3")]
    pub custom_metadata: Vec<u8>,
    #[prost(bytes = "vec", tag = "4")]
    pub data: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
pub struct AppendAnswer {
    #[prost(message, optional, tag = "1")]
    pub success: Option<Appended>,
    #[prost(message, optional, tag = "2")]
    pub wrong_expected_version: Option<WrongExpectedVersion>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Appended {
    #[prost(uint64, optional, tag = "1")]
    pub current_revision: Option<u64>,
    #[prost(message, optional, tag = "4")]
    pub no_position: Option<Empty>,
}

#[derive(Clone, PartialEq, Message)]
pub struct WrongExpectedVersion {
    #[prost(uint64, optional, tag = "6")]
    pub current_revision: Option<u64>,
    #[prost(message, optional, tag = "7")]
    pub current_no_stream: Option<Empty>,
    #[prost(uint64, optional, tag = "8")]
    pub expected_revision: Option<u64>,
    #[prost(message, optional, tag = "11")]
    pub expected_no_stream: Option<Empty>,
}

#[derive(Clone, PartialEq, Message)]
pub struct ReadRequest {
    #[prost(message, required, tag = "1")]
    pub options: ReadOptions,
}

#[derive(Clone, PartialEq, Message)]
pub struct ReadOptions {
    #[prost(message, required, tag = "1")]
    pub from: ReadFrom,
    #[prost(int32, tag = "3")]
    pub backwards: i32,
    #[prost(uint64, tag = "5")]
    pub count: u64,
}

#[derive(Clone, PartialEq, Message)]
pub struct ReadFrom {
    #[prost(message, required, tag = "1")]
    pub stream: StreamName,
    #[prost(uint64, optional, tag = "2")]
    pub revision: Option<u64>,
}

#[derive(Clone, PartialEq, Message)]
pub struct ReadAnswer {
    #[prost(message, optional, tag = "1")]
    pub event: Option<ReadEvent>,
    #[prost(message, optional, tag = "4")]
    pub stream_not_found: Option<Empty>,
    #[prost(uint64, optional, tag = "6")]
    pub last_stream_position: Option<u64>,
}

#[derive(Clone, PartialEq, Message)]
pub struct ReadEvent {
    #[prost(message, optional, tag = "1")]
    pub event: Option<Recorded>,
    #[prost(message, optional, tag = "4")]
    pub no_position: Option<Empty>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Recorded {
    #[prost(message, required, tag = "1")]
    pub id: EventId,
    #[prost(message, required, tag = "2")]
    pub stream: StreamName,
    #[prost(uint64, tag = "3")]
    pub revision: u64,
    #[prost(map = "string, string", tag = "6")]
    pub metadata: HashMap<String, String>,
    #[prost(bytes = "vec", tag = "7")]
    pub custom_metadata: Vec<u8>,
    #[prost(bytes = "vec", tag = "8")]
    pub data: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
pub struct SupportedMethods {
    #[prost(string, tag = "2")]
    pub version: String,
}

/// States of a member.
pub const LEADER: i32 = 8;
pub const FOLLOWER: i32 = 6;

#[derive(Clone, PartialEq, Message)]
pub struct Members {
    #[prost(message, repeated, tag = "1")]
    pub members: Vec<Member>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Member {
    #[prost(int32, tag = "3")]
    pub state: i32,
    #[prost(bool, tag = "4")]
    pub is_alive: bool,
    #[prost(message, optional, tag = "5")]
    pub place: Option<Place>,
}

#[derive(Clone, PartialEq, Message)]
pub struct Place {
    #[prost(string, tag = "1")]
    pub address: String,
    #[prost(uint32, tag = "2")]
    pub port: u32,
}
