//! The error list: imported people whom somebody must look at, now and at the end of each day.

pub mod fold;
pub mod query;

pub(crate) mod names;
pub mod ordered;
mod walk;
