//! Everybody, found by the beginnings of the words of their names, by birth date, municipality and contact details.

pub(crate) mod fold;
pub mod lists;
pub mod query;

use crate::inverted_index::InvertedIndex;

/// People by the words of their names.
const INDEX: InvertedIndex = InvertedIndex("search_index");
