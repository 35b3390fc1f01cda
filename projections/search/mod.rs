//! Everybody, found by the beginnings of the words of their names and by birth date.

pub(crate) mod fold;
pub mod query;
