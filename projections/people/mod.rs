//! People: the present state of everybody, as the one fold in `domain` has it.

pub(crate) mod cached;
pub mod fold;
mod groups;
pub mod history;
pub(crate) mod keys;
pub mod links;
pub mod query;
pub(crate) mod rows;
