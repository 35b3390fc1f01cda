//! Possible duplicates: who shares a blocking key with whom. Advice, on which no decision rests.

pub(crate) mod fold;
pub mod query;

use crate::inverted_index::InvertedIndex;

/// People by their blocking keys, four bytes each.
pub(crate) const INDEX: InvertedIndex = InvertedIndex("candidates");
