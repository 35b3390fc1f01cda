//! What happened: the events of the registry, the value types they are made of, and how they are written for ever.
//!
//! This package depends on nothing else of ours and names neither a clock nor randomness.

pub mod backoff;
pub mod catalogue;
pub mod codes;
pub mod envelope;
pub mod hetu;
pub mod identifier;
pub mod ids;
pub mod kind;
pub mod named_command;
pub mod oid;
pub mod person;
pub mod recorded;
pub mod schema;
pub mod sealed;
pub mod time;
pub mod unseen;

pub use backoff::Backoff;
pub use catalogue::{EventKind, EventType, Fact, With};
pub use envelope::{Actor, DecodeError, Envelope, Meta, RegisterAnswer, Tag};
pub use hetu::{Hetu, HetuFault};
pub use identifier::Identifier;
pub use ids::{
    CaseId, Chain, CommandId, CommandSource, ConsumerId, EventId, Handle, Head, ImportId, KeyId, LinkId, Position,
    RequestId,
};
pub use kind::{FIRST_USES, KindNumber, KindSet, first_use, kind_number};
pub use named_command::AskedDigest;
pub use oid::{OrganisationOid, PersonOid};
pub use recorded::{OpenedEvent, Recorded};
pub use sealed::{Opened, Opening, SealedPart, Subject};
pub use time::{Day, Instant, NotADay, date};
