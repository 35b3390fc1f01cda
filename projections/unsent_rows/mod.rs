//! Rows that senders' programs refused before sending, and reported.

pub(crate) mod fold;
pub mod query;
