//! Possible duplicates: who shares a blocking key with whom. Advice, on which no decision rests.

pub(crate) mod fold;
pub mod query;
mod runs;
