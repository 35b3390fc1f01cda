//! Counts of imported people by organisation and state: the summary of the import report.

pub mod fold;
pub mod query;
