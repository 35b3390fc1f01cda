//! The entries of several runs, and of what waits, in one order.

use std::cmp::Ordering;
use std::ops::Range;

use fixedbitset::FixedBitSet;
use rusqlite::{Connection, OptionalExtension, params};

use super::entries::beginning;
use super::piece::{Entry, Group, Packed};
use super::{Entries, InvertedIndex, Run, bit};
use crate::ReadError;
use crate::people::keys::PersonKey;

/// Keys no smaller than the first and smaller than the second.
#[derive(Clone, Copy)]
pub(super) struct Between<'k>(pub &'k [u8], pub &'k [u8]);

/// Entries in the order of keys and people, of which one piece of each run is in memory. Sources are few, so that the next
/// entry is found by a look at where each of them stands.
pub(crate) struct Merge<'c> {
    sources: Vec<Source<'c>>,
    /// Where each source stands.
    heads: Vec<Head>,
    /// The source whose entry was told last: it has to go on.
    told: Option<usize>,
}

/// The next entry of a source.
#[derive(Clone, Copy)]
struct Head {
    /// The first bytes of the key, which decide nearly always.
    beginning: u64,
    person: PersonKey,
}

impl<'c> Merge<'c> {
    /// Of these sources.
    pub(super) fn of(sources: Vec<Source<'c>>) -> Result<Merge<'c>, ReadError> {
        let mut merge = Merge { sources: Vec::with_capacity(sources.len()), heads: Vec::new(), told: None };
        for mut source in sources {
            if let Some(person) = source.next()? {
                merge.heads.push(Head { beginning: beginning(source.key()), person });
                merge.sources.push(source);
            }
        }
        Ok(merge)
    }

    /// The next entry.
    pub fn next(&mut self) -> Result<Option<(&[u8], PersonKey)>, ReadError> {
        if let Some(told) = self.told.take() {
            self.go_on(told)?;
        }
        self.told = self.least();
        Ok(self.told.map(|at| (self.sources[at].key(), self.heads[at].person)))
    }

    fn go_on(&mut self, at: usize) -> Result<(), ReadError> {
        let source = &mut self.sources[at];
        match source.next()? {
            Some(person) => self.heads[at] = Head { beginning: beginning(source.key()), person },
            None => {
                self.sources.swap_remove(at);
                self.heads.swap_remove(at);
            }
        }
        Ok(())
    }

    fn least(&self) -> Option<usize> {
        let beginning = self.heads.iter().map(|head| head.beginning).min()?;
        let same = self.heads.iter().enumerate().filter(|(_, head)| head.beginning == beginning);
        same.map(|(at, _)| at).min_by(|one, other| self.order(*one, *other))
    }

    fn order(&self, one: usize, other: usize) -> Ordering {
        let keys = self.sources[one].key().cmp(self.sources[other].key());
        keys.then_with(|| self.heads[one].person.cmp(&self.heads[other].person))
    }
}

/// The entries of a run, or of what waits.
pub(super) struct Source<'c> {
    /// Entries as they stand in a piece.
    piece: Vec<u8>,
    /// Where the key of the last entry is.
    key: Range<usize>,
    /// Where those are who have the key and come next.
    people: Range<usize>,
    /// Whence more are read; nothing at the end.
    rest: Option<Rest<'c>>,
    /// Others are passed over.
    among: Option<&'c FixedBitSet>,
}

struct Rest<'c> {
    connection: &'c Connection,
    index: InvertedIndex,
    run: Run,
    from: Vec<u8>,
    to: Vec<u8>,
}

impl<'c> Source<'c> {
    /// What waits.
    pub fn of_waiting(mut waiting: Entries) -> Result<Source<'c>, ReadError> {
        let mut piece = Packed::default();
        waiting.drain_in_order(|key, person| piece.add(key, person))?;
        Ok(Source { piece: piece.into_bytes(), key: 0..0, people: 0..0, rest: None, among: None })
    }

    /// A part of a run.
    pub fn of_run(
        connection: &'c Connection,
        index: InvertedIndex,
        run: Run,
        Between(from, to): Between<'_>,
    ) -> Result<Source<'c>, ReadError> {
        let first = index.piece_of(connection, run, &Entry { key: from, person: 0 })?;
        let rest = Rest { connection, index, run, from: from.to_vec(), to: to.to_vec() };
        let piece = first.map(|(_, bytes)| bytes).unwrap_or_default();
        Ok(Source { piece, key: 0..0, people: 0..0, rest: Some(rest), among: None })
    }

    /// Those of its people alone who are among others.
    pub fn among(self, among: Option<&'c FixedBitSet>) -> Source<'c> {
        Source { among, ..self }
    }

    /// The key of the entry that came last.
    pub fn key(&self) -> &[u8] {
        &self.piece[self.key.clone()]
    }

    /// Who comes next.
    pub fn next(&mut self) -> Result<Option<PersonKey>, ReadError> {
        loop {
            while let Some(person) = Group::take_person(&self.piece, &mut self.people) {
                if self.among.is_none_or(|among| among.contains(bit(person))) {
                    return Ok(Some(person));
                }
            }
            if self.people.end < self.piece.len() {
                self.begin_group()?;
            } else if !self.next_piece()? {
                return Ok(None);
            }
        }
    }

    /// Begins the next group of the piece, unless it lies outside of what is wanted.
    fn begin_group(&mut self) -> Result<(), ReadError> {
        let mut left = &self.piece[self.people.end..];
        let Some(group) = Group::first(&mut left)? else { return Ok(()) };
        let end = self.piece.len() - left.len();
        let (key, people) = group.places(end);
        if let Some(rest) = &self.rest {
            if group.key >= rest.to.as_slice() {
                self.rest = None;
                self.people = self.piece.len()..self.piece.len();
                return Ok(());
            }
            if group.key < rest.from.as_slice() {
                self.key = key;
                self.people = end..end;
                return Ok(());
            }
        }
        (self.key, self.people) = (key, people);
        Ok(())
    }

    fn next_piece(&mut self) -> Result<bool, ReadError> {
        let Some(rest) = &self.rest else { return Ok(false) };
        let last = match Group::last_person(&self.piece) {
            Some(person) => Entry { key: self.key(), person }.place(),
            None => Entry { key: &rest.from, person: 0 }.place(),
        };
        let Some(piece) = rest.piece_after(&last)? else {
            self.rest = None;
            return Ok(false);
        };
        (self.piece, self.key, self.people) = (piece, 0..0, 0..0);
        Ok(true)
    }
}

impl Rest<'_> {
    fn piece_after(&self, place: &[u8]) -> Result<Option<Vec<u8>>, ReadError> {
        let next = format!(
            "SELECT entries FROM {}_pieces WHERE level = ?1 AND run = ?2 AND first > ?3 ORDER BY first LIMIT 1",
            self.index.0
        );
        let place = params![self.run.level, self.run.number, place];
        Ok(self.connection.prepare_cached(&next)?.query_row(place, |row| row.get(0)).optional()?)
    }
}
