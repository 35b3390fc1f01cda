//! What happened: the events of the registry, the value types they are made of, and how they are written for ever.
//!
//! This package depends on nothing else of ours and names neither a clock nor randomness.

pub mod hetu;
pub mod oid;

pub use hetu::{Hetu, HetuFault};
pub use oid::{OrganisationOid, PersonOid};
