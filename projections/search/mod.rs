//! Everybody, found by the beginnings of the words of their names and by birth date.

pub(crate) mod fold;
pub mod query;

use crate::inverted_index::InvertedIndex;

/// People by the words of their names.
const INDEX: InvertedIndex = InvertedIndex("search_index");
