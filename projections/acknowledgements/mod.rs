//! Which consumers have taken the changes up to where, and how many events they are told of there are.

pub(crate) mod fold;
pub mod query;
