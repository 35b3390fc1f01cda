//! Erasures that were ordered and are not yet done.

pub mod fold;
pub mod query;
