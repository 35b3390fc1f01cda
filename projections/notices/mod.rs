//! Notices about imports: which may still become due, which are being tried, which were sent.

pub mod fold;
pub mod query;
