//! People: the present state of everybody, as the one fold in `domain` has it.

pub mod fold;
pub mod history;
pub(crate) mod keys;
pub mod query;
