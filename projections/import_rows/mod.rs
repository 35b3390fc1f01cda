//! Rows of imports: which person each row led to.

pub mod fold;
pub mod query;
pub mod renumbered;
