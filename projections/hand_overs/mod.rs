//! Learners who are noted as handed over to the keeper, and when.

pub(crate) mod fold;
pub mod query;
