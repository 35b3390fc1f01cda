//! Everybody, found by the beginnings of the words of their names, by birth date, municipality and contact details.

pub(crate) mod fold;
pub mod lists;
pub mod query;

use events::Day;

use crate::inverted_index::InvertedIndex;

/// People by the words of their names, their birth dates and their contact details.
pub(crate) const INDEX: InvertedIndex = InvertedIndex("search_index");

/// A birth date as a key. Words of names begin with a letter or a digit.
fn birth_date_key(day: Day) -> Vec<u8> {
    format!("\u{1}{}", day.number()).into_bytes()
}

/// An e-mail address or a telephone number as a key.
fn contact_key(contact: &str) -> Vec<u8> {
    format!("\u{2}{contact}").into_bytes()
}
