//! What officials did on the pages, and what of it was reversed.

pub(crate) mod fold;
pub mod query;
