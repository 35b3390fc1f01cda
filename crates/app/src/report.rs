//! The import report: what officials see of imports, errors, conflicts and single learners.
//!
//! | module | what it is |
//! |---|---|
//! | `approvals` | what waits for a second official, and what was decided of late |
//! | `candidates` | a learner's possible duplicates, and why |
//! | `effects` | what an event brought about, and what would undo it |
//! | `errors` | the error list: imported people whom somebody must look at |
//! | `funnel` | how far the rows of an import came |
//! | `imports` | the list of imports and one import's rows |
//! | `sent` | everything that was sent in an import |
//! | `conflicts` | rows that differ from the registry: sent, registry then, registry now |
//! | `curtain` | what of a learner is hidden from whom |
//! | `history` | a part of a person's history, and what its entries changed |
//! | `learner` | one learner, now or as it stood at an event, and their history |
//! | `look_through` | how far one answer of the queue of possible duplicates goes |
//! | `overview` | the report at a glance, and whether the register answers |
//! | `queue` | the error list sorted by any column, by cause, and from one learner to the next |
//! | `requests` | what providers ask the keeper for |
//! | `review` | the queue of possible duplicates, and who decides about which |
//! | `search` | every learner by names or identifiers |
//! | `sitting` | what an official has done since they signed in |
//! | `summary` | distinct imported people by state |
//! | `unsent` | rows of a sender's file that never came |

pub mod approvals;
pub mod candidates;
pub mod conflicts;
mod curtain;
pub(crate) use curtain::bears_no_address;
pub mod effects;
pub mod errors;
mod funnel;
mod history;
pub mod imports;
pub mod judgements;
pub mod learner;
mod look_through;
pub mod overview;
pub mod pair;
pub mod queue;
pub mod requests;
pub mod review;
pub mod rows;
pub mod search;
pub mod sent;
pub mod sitting;
pub mod summary;
mod undo_orders;
pub mod unsent;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use events::Day;
use projections::counts::query::Scope;

/// A part of a list. Lists are paged by cursor: any depth costs the same.
#[derive(Debug, Clone)]
pub struct Slice<T> {
    /// The lines of this page.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<Cursor>,
    /// How many there are in all, where that is known without reading them.
    pub total: Option<u64>,
}

/// A place in a list: opaque text that may stand in an address. It holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(pub String);

impl Cursor {
    /// Takes text back that stood in an address; `None` when it never was a cursor.
    pub fn parse(text: &str) -> Option<Cursor> {
        let cursor = Cursor(text.to_owned());
        cursor.place().map(|_| cursor)
    }

    /// The place of a line: what the list is ordered by, and what decides between equals.
    pub(crate) fn at(order: i64, number: i64) -> Cursor {
        let bytes = [order.to_be_bytes(), number.to_be_bytes()].concat();
        Cursor(BASE64_URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The same, taken apart.
    pub(crate) fn place(&self) -> Option<(i64, i64)> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(&self.0).ok()?;
        let (order, number) = bytes.split_at_checked(8)?;
        Some((i64::from_be_bytes(order.try_into().ok()?), i64::from_be_bytes(number.try_into().ok()?)))
    }
}

/// Whose lines, how many, from where, and as of which day.
#[derive(Clone)]
pub struct View {
    /// The organisations through which the official looks.
    pub scope: Scope,
    /// The report as it stood at the end of this day (Helsinki); `None` for now.
    pub as_of: Option<Day>,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// Most lines of the page, 1–100.
    pub limit: u32,
}

/// Most lines of a page.
const LONGEST_PAGE: u32 = 100;

impl View {
    fn length(&self) -> u32 {
        page_length(self.limit) as u32
    }

    /// A malformed cursor begins at the beginning; anyone who takes one from outside asks [`Cursor::parse`] first.
    fn place(&self) -> Option<(i64, i64)> {
        self.after.as_ref().and_then(Cursor::place)
    }

    /// The number of the row behind which the page begins.
    fn row(&self) -> Option<u32> {
        self.place().and_then(|(row, _)| u32::try_from(row).ok())
    }

    /// A page of lines, of which one more than asked tells that there is a next page.
    fn slice<T>(&self, items: Vec<T>, total: Option<u64>, cursor: impl Fn(&T) -> Cursor) -> Slice<T> {
        slice(items, page_length(self.limit), total, cursor)
    }
}

/// How many lines a page has of which so many are wanted.
fn page_length(limit: u32) -> usize {
    limit.clamp(1, LONGEST_PAGE) as usize
}

/// So many lines, of which one more than asked tells that there is a next page.
fn slice<T>(mut items: Vec<T>, length: usize, total: Option<u64>, cursor: impl Fn(&T) -> Cursor) -> Slice<T> {
    let more = items.len() > length;
    items.truncate(length);
    let next = items.last().filter(|_| more).map(cursor);
    Slice { items, next, total }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_and_nothing_else_is_one() {
        for place in [(0, 0), (i64::MIN, i64::MAX), (1_795_312_345_678, 42)] {
            let cursor = Cursor::at(place.0, place.1);
            assert_eq!(Cursor::parse(&cursor.0).and_then(|cursor| cursor.place()), Some(place));
        }
        for text in ["", "1", "AAAA", "ä", "AAAAAAAAAAAAAAAAAAAAAAA", "%", &"A".repeat(500)] {
            assert_eq!(Cursor::parse(text), None, "{text}");
        }
    }

    #[test]
    fn one_line_too_many_means_a_next_page() {
        let view = View { scope: Scope::Everybody, as_of: None, after: None, limit: 2 };
        let slice = |items: Vec<i64>| view.slice(items, None, |item| Cursor::at(*item, 0));
        assert_eq!((slice(vec![1, 2]).items, slice(vec![1, 2]).next), (vec![1, 2], None));
        assert_eq!((slice(vec![1, 2, 3]).items, slice(vec![1, 2, 3]).next), (vec![1, 2], Some(Cursor::at(2, 0))));
    }
}
