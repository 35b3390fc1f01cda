//! Imports that are taken back, and how far.

pub(crate) mod fold;
pub mod query;
