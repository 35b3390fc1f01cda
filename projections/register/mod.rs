//! Whether the population register answers.

pub mod fold;
pub mod query;
