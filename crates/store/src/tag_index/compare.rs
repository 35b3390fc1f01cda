//! Compares two tag indexes, table by table.

use rusqlite::Connection;

use super::TagIndex;
use crate::StoreError;
use crate::same_rows::same_rows;

/// What is asked of both files, by the table that a difference is in.
const QUESTIONS: [(&str, &str); 4] = [
    ("state", "SELECT checkpoint FROM state"),
    // Tags in order, each with its events. The tables' own numbers may differ: they depend on how events fell into
    // batches. A tag without events counts too.
    (
        "postings",
        "SELECT tag, position, type FROM all_tags LEFT JOIN postings ON postings.number = all_tags.number
         ORDER BY tag, type, position",
    ),
    // Events of a number that is no tag's, and numbers that the next tag would get too: nought in either file.
    (
        "tags",
        "SELECT (SELECT count(*) FROM postings) -
                (SELECT count(*) FROM all_tags JOIN postings ON postings.number = all_tags.number) +
                (SELECT count(*) FROM all_tags, state WHERE number >= next_number)",
    ),
    ("commands", "SELECT command, first, events FROM commands ORDER BY command"),
];

/// How much of two indexes is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexRows {
    /// Pairs of a tag and an event that carries it.
    pub postings: u64,
    /// Commands.
    pub commands: u64,
}

/// Where two indexes differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexDifference {
    /// The table.
    pub table: &'static str,
    /// The event that the first difference is about, where it is about one.
    pub position: Option<i64>,
}

type Compared = Result<IndexRows, IndexDifference>;

impl TagIndex {
    /// Compares the file with that of an index of the same log, in both directions. What is only in memory is written
    /// before.
    pub fn compare(&self, fresh: &TagIndex) -> Result<Compared, StoreError> {
        self.flush()?;
        fresh.flush()?;
        Ok(self.0.readers.with(|one| Ok(fresh.0.readers.with(|other| compare(one, other))))??)
    }
}

fn compare(one: &Connection, other: &Connection) -> rusqlite::Result<Compared> {
    let mut rows = [0; QUESTIONS.len()];
    for ((table, question), rows) in QUESTIONS.into_iter().zip(&mut rows) {
        match same_rows((one, question), (other, question), 1)? {
            Ok(same) => *rows = same,
            Err(position) => return Ok(Err(IndexDifference { table, position })),
        }
    }
    let [_, postings, _, commands] = rows;
    Ok(Ok(IndexRows { postings, commands }))
}
