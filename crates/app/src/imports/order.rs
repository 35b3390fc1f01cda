//! The order in which rows of one import are resolved.
//!
//! Most rows share no identifier with any other row of their import, and it is all the same when they are resolved.
//! Those that do may make a person or find one, depending on which comes first: who is who must not depend on the order
//! in which they were sent, nor on where a chunk or a batch ends. So they are resolved in an order of their own, by their
//! identifiers; those with the most first, since they say which identifiers belong together. Rows with the very same
//! identifiers are about the same person in any order: the one that was sent first comes first.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use events::Identifier;
use events::person::SentRow;
use events::unseen::without_blanks_around;

use super::resolve::{self, NumberedRow};

/// Finds the rows that share an identifier with another one.
#[derive(Default)]
pub(crate) struct Sharing {
    /// Identifiers by their hash, and a row that has each. Two that fall on one hash are taken for shared, which changes
    /// nothing but the order.
    seen: HashMap<u64, u32>,
    hasher: RandomState,
    shared: HashSet<u32>,
}

impl Sharing {
    /// Looks at a row.
    pub fn see(&mut self, (number, row): &NumberedRow) {
        for identifier in identifiers(row).into_iter().enumerate().filter_map(|(kind, value)| Some((kind, value?))) {
            let first = *self.seen.entry(self.hasher.hash_one(identifier)).or_insert(*number);
            if first != *number {
                self.shared.extend([first, *number]);
            }
        }
    }

    /// Their numbers.
    pub fn rows(self) -> HashSet<u32> {
        self.shared
    }
}

/// A row by its identifiers alone: there may be very many.
pub(crate) struct Identified {
    identifiers: [Option<Box<str>>; 4],
    number: u32,
}

impl Identified {
    /// Of a row.
    pub fn of((number, row): &NumberedRow) -> Identified {
        Identified {
            identifiers: identifiers(row).map(|identifier| identifier.map(String::into_boxed_str)),
            number: *number,
        }
    }

    fn key(&self) -> impl Ord + '_ {
        (Reverse(self.identifiers.iter().flatten().count()), &self.identifiers, self.number)
    }
}

/// The numbers of rows in the order in which they are resolved.
pub(crate) fn by_identifiers(mut rows: Vec<Identified>) -> Vec<u32> {
    rows.sort_unstable_by(|one, other| one.key().cmp(&other.key()));
    rows.into_iter().map(|row| row.number).collect()
}

/// In their normal form, which says when two rows share one.
fn identifiers(row: &SentRow) -> [Option<String>; 4] {
    let oid = row.oid.as_deref().map(|oid| without_blanks_around(oid).to_owned());
    let [hetu, passport, email] = resolve::identifiers(row).map(|found| found.map(Identifier::into_normal_form));
    [oid, hetu, passport, email]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, passport: Option<&str>, email: Option<&str>) -> NumberedRow {
        let text = |text: Option<&str>| text.map(str::to_owned);
        (number, SentRow { passport: text(passport), email: text(email), ..SentRow::default() })
    }

    fn shared(rows: &[NumberedRow]) -> Vec<u32> {
        let mut sharing = Sharing::default();
        rows.iter().for_each(|row| sharing.see(row));
        let mut rows: Vec<u32> = sharing.rows().into_iter().collect();
        rows.sort_unstable();
        rows
    }

    #[test]
    fn rows_with_an_identifier_of_another_row_are_found() {
        let rows = [
            row(0, Some("a-1"), None),
            row(1, None, Some("e")),
            row(2, Some("B"), Some("B")),
            row(3, Some("A1"), Some("E ")),
            row(4, None, None),
            row(5, None, None),
            row(6, None, Some("A1")),
        ];
        // The same text as a number and as an address are two identifiers.
        assert_eq!(shared(&rows), [0, 1, 3]);
        assert!(shared(&rows[4..]).is_empty());
    }

    #[test]
    fn the_order_is_the_same_however_they_were_sent() {
        let rows = [row(0, Some("A"), None), row(1, Some("A"), Some("e")), row(2, None, Some("e"))];
        let one = by_identifiers(rows.iter().map(Identified::of).collect());
        let other = by_identifiers(rows.iter().rev().map(Identified::of).collect());
        assert_eq!(one, other);
        assert_eq!(one[0], 1, "the row that says what belongs together comes first");
    }
}
