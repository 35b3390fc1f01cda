//! Days in Finland, and where the log stood at the end of each: *as of a day* is a position.

pub mod fold;
pub mod query;
