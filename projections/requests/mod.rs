//! What providers ask the keeper of the registry for, and what of it is open.

pub(crate) mod fold;
pub mod query;
