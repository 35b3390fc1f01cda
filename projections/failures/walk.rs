//! The error list in its order, the newest first, from any place on: merged from pieces that are read a little at a time,
//! so that a page costs the same at any depth and for any scope.

use std::collections::{HashSet, VecDeque};

use events::Day;
use rusqlite::{Connection, Row, params};

use crate::ReadError;
use crate::people::keys::PersonKey;

/// Rows of a piece that are read at a time.
const PIECE: usize = 64;
/// When a scope meets more sets than this, the whole list is read and the others are left out.
const MOST_SETS: usize = 2_000;

/// A place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Since when, in milliseconds since 1970.
    pub since: i64,
    /// `people.key`; decides between equals.
    pub person: i64,
}

/// Before everybody: the list runs from the newest to the oldest.
const START: Place = Place { since: i64::MAX, person: i64::MAX };

/// Somebody in the list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub place: Place,
    pub cause: u32,
    pub set: i64,
    /// The first day at whose end it stood.
    pub began: i32,
}

impl Entry {
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
        let place = Place { since: row.get(0)?, person: row.get(1)? };
        Ok(Entry { place, cause: row.get(2)?, set: row.get(3)?, began: row.get(4)? })
    }

    pub fn person(&self) -> PersonKey {
        self.place.person
    }
}

/// A piece in order: what has been read of it, and how it goes on.
struct Piece {
    rows: VecDeque<Entry>,
    rest: Rest,
}

enum Rest {
    Nothing,
    /// Of those who stand in the list now: all, or those of one set.
    Present {
        of_set: Option<i64>,
        after: Place,
    },
}

/// A walk through the list.
pub(crate) struct Walk<'c> {
    connection: &'c Connection,
    pieces: Vec<Piece>,
    sets: Option<HashSet<i64>>,
    day: Option<Day>,
}

impl<'c> Walk<'c> {
    /// Begins behind a place; as of now, or as of the end of a day.
    pub fn begin(
        connection: &'c Connection,
        sets: Option<HashSet<i64>>,
        day: Option<Day>,
        after: Option<Place>,
    ) -> Result<Walk<'c>, ReadError> {
        let after = after.unwrap_or(START);
        let piece = |of_set| Piece { rows: VecDeque::new(), rest: Rest::Present { of_set, after } };
        let mut pieces: Vec<Piece> = match &sets {
            Some(sets) if sets.len() <= MOST_SETS => sets.iter().map(|set| piece(Some(*set))).collect(),
            _ => vec![piece(None)],
        };
        if let Some(day) = day {
            pieces.push(Piece { rows: ended_since(connection, day, after)?, rest: Rest::Nothing });
        }
        for piece in &mut pieces {
            piece.fill(connection)?;
        }
        // The piece with the newest row comes last.
        pieces.retain(|piece| !piece.rows.is_empty());
        pieces.sort_unstable_by_key(Piece::first);
        Ok(Walk { connection, pieces, sets, day })
    }

    /// The next one.
    pub fn next(&mut self) -> Result<Option<Entry>, ReadError> {
        while let Some(mut newest) = self.pieces.pop() {
            let entry = newest.rows.pop_front();
            newest.fill(self.connection)?;
            if !newest.rows.is_empty() {
                let at = self.pieces.partition_point(|other| other.first() < newest.first());
                self.pieces.insert(at, newest);
            }
            if let Some(entry) = entry.filter(|entry| self.shows(entry)) {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    fn shows(&self, entry: &Entry) -> bool {
        self.sets.as_ref().is_none_or(|sets| sets.contains(&entry.set))
            && self.day.is_none_or(|day| entry.began <= day.number())
    }
}

impl Piece {
    fn first(&self) -> Option<Place> {
        self.rows.front().map(|entry| entry.place)
    }

    fn fill(&mut self, connection: &Connection) -> Result<(), ReadError> {
        let Rest::Present { of_set, after } = &mut self.rest else { return Ok(()) };
        let of_set = *of_set;
        if !self.rows.is_empty() {
            return Ok(());
        }
        let filter = if of_set.is_some() { "organisations = ?4" } else { "?4 IS NULL" };
        let mut find = connection.prepare_cached(&format!(
            "SELECT since, person, cause, organisations, began FROM failures
             WHERE ended IS NULL AND (since, person) < (?1, ?2) AND {filter}
             ORDER BY since DESC, person DESC LIMIT ?3"
        ))?;
        let mut rows = find.query(params![after.since, after.person, PIECE, of_set])?;
        while let Some(row) = rows.next()? {
            self.rows.push_back(Entry::read(row)?);
        }
        match self.rows.back() {
            Some(last) if self.rows.len() == PIECE => *after = last.place,
            _ => self.rest = Rest::Nothing,
        }
        Ok(())
    }
}

/// Those who stood in the list at the end of a day and no longer do.
fn ended_since(connection: &Connection, day: Day, after: Place) -> Result<VecDeque<Entry>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT since, person, cause, organisations, began FROM failures
         WHERE ended IS NOT NULL AND ended > ?1 AND began <= ?1 AND (since, person) < (?2, ?3)",
    )?;
    let rows = find.query_map(params![day.number(), after.since, after.person], Entry::read)?;
    let mut ended: Vec<Entry> = rows.collect::<Result<_, _>>()?;
    ended.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.place));
    Ok(ended.into())
}

#[cfg(test)]
#[path = "walk_tests.rs"]
mod tests;
