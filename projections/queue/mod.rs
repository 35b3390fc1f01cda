//! The error list as a queue: sorted by any of its columns, counted by cause and age, and how it grows and shrinks.

pub(crate) mod fold;
pub(crate) mod name;
pub mod query;
