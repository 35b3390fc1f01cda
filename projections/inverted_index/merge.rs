//! The entries of several runs, and of what waits, in one order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension, params};

use super::piece::{Entry, Group};
use super::{DAMAGED, Entries, InvertedIndex, Run};
use crate::ReadError;
use crate::people::keys::PersonKey;

/// A key and who has it.
type Held = (Rc<[u8]>, PersonKey);

/// Keys no smaller than the first and smaller than the second.
#[derive(Clone, Copy)]
pub(super) struct Between<'k>(pub &'k [u8], pub &'k [u8]);

/// Entries in the order of keys and people, of which one piece of each run is in memory.
pub(crate) struct Merge<'c> {
    sources: Vec<Source<'c>>,
    /// The next entry of each source, and which it is.
    next: BinaryHeap<Reverse<(Held, usize)>>,
}

impl<'c> Merge<'c> {
    /// Of these sources.
    pub(super) fn of(sources: Vec<Source<'c>>) -> Result<Merge<'c>, ReadError> {
        let mut merge = Merge { sources, next: BinaryHeap::new() };
        (0..merge.sources.len()).try_for_each(|at| merge.ask(at))?;
        Ok(merge)
    }

    /// The next entry.
    pub fn next(&mut self) -> Result<Option<Held>, ReadError> {
        let Some(Reverse((held, source))) = self.next.pop() else { return Ok(None) };
        self.ask(source)?;
        Ok(Some(held))
    }

    fn ask(&mut self, at: usize) -> Result<(), ReadError> {
        self.next.extend(self.sources[at].next()?.map(|held| Reverse((held, at))));
        Ok(())
    }
}

/// The entries of a run, or of what waits.
pub(super) struct Source<'c> {
    /// Entries that were read, the last first.
    read: Vec<Held>,
    /// Whence more are read; nothing at the end.
    rest: Option<Rest<'c>>,
}

struct Rest<'c> {
    connection: &'c Connection,
    index: InvertedIndex,
    run: Run,
    /// The place of the last entry that was read.
    last: Vec<u8>,
    to: Vec<u8>,
}

impl<'c> Source<'c> {
    /// What waits.
    pub fn of_waiting(mut waiting: Entries) -> Result<Source<'c>, ReadError> {
        let mut read = Vec::with_capacity(waiting.len());
        waiting.drain_in_order(|key, person| {
            read.push((Rc::from(key), person));
            Ok(())
        })?;
        read.reverse();
        Ok(Source { read, rest: None })
    }

    /// A part of a run.
    pub fn of_run(
        connection: &'c Connection,
        index: InvertedIndex,
        run: Run,
        part: Between<'_>,
    ) -> Result<Source<'c>, ReadError> {
        let Between(from, to) = part;
        let begin = Entry { key: from, person: 0 };
        let rest = Rest { connection, index, run, last: begin.place(), to: to.to_vec() };
        let mut source = Source { read: Vec::new(), rest: Some(rest) };
        if let Some((_, bytes)) = index.piece_of(connection, run, &begin)? {
            source.take(&bytes, from)?;
        }
        Ok(source)
    }

    /// The next entry.
    pub fn next(&mut self) -> Result<Option<Held>, ReadError> {
        while self.read.is_empty()
            && let Some(rest) = &self.rest
        {
            match rest.next_piece()? {
                Some(bytes) => self.take(&bytes, &[])?,
                None => self.rest = None,
            }
        }
        Ok(self.read.pop())
    }

    /// Reads the entries of a piece from a key on.
    fn take(&mut self, mut bytes: &[u8], from: &[u8]) -> Result<(), ReadError> {
        let Some(rest) = &mut self.rest else { return Ok(()) };
        let mut ends = false;
        while let Some(group) = Group::first(&mut bytes)? {
            if group.key >= rest.to.as_slice() {
                ends = true;
                break;
            }
            if bytes.is_empty() {
                let person = group.people().next_back().ok_or(DAMAGED)?;
                rest.last = Entry { key: group.key, person }.place();
            }
            if group.key >= from {
                let key: Rc<[u8]> = Rc::from(group.key);
                self.read.extend(group.people().map(|person| (Rc::clone(&key), person)));
            }
        }
        self.read.reverse();
        if ends {
            self.rest = None;
        }
        Ok(())
    }
}

impl Rest<'_> {
    fn next_piece(&self) -> Result<Option<Vec<u8>>, ReadError> {
        let next = format!(
            "SELECT entries FROM {}_pieces WHERE level = ?1 AND run = ?2 AND first > ?3 ORDER BY first LIMIT 1",
            self.index.0
        );
        let place = params![self.run.level, self.run.number, self.last];
        Ok(self.connection.prepare_cached(&next)?.query_row(place, |row| row.get(0)).optional()?)
    }
}
