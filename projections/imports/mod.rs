//! Imports: what was received, how far it has come, and its rows by the state of their people.

pub mod fold;
pub mod list;
pub mod query;
