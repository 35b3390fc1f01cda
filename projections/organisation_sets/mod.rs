//! Sets of organisations, interned: a scope is a handful of numbers, whatever it is asked about.

pub mod fold;
pub mod query;
