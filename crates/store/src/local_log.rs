//! The local log: this node's copy of the journal, read by position.
//!
//! With the embedded engine the journal's own file serves; with any other a follower writes the copy under
//! `data/cache`, from where it may be deleted any time. The newest events are answered from memory.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use events::{Chain, Envelope, Head, Position, Recorded};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::StoreError;
use crate::journal::Stored;
use crate::journal::sqlite::stored;
use crate::links::Links;
use crate::sqlite;
use crate::sqlite::{Durability, FileFault, Readers, at_one_moment, open};

/// How many of the newest events are kept in memory, decoded.
const KEPT_IN_MEMORY: usize = 10_000;
/// And how many bytes of them, as they are stored: one event may have 256 KiB, and a large import has thousands of such.
const KEPT_BYTES: usize = 32 << 20;
/// Most bytes of events that are read at once, as they are stored. Opened they take several times as much.
const BYTES_AT_ONCE: usize = 8 << 20;

/// No log has more events.
const MOST: usize = usize::MAX >> 1;

/// Decodes what a journal gave.
pub fn read(stored: &Stored) -> Result<Recorded, StoreError> {
    let envelope = Envelope::from_bytes(&stored.bytes)
        .map_err(|why| StoreError::Undecodable { position: stored.position, why })?;
    Ok(Recorded { position: stored.position, chain: stored.chain, size: stored.bytes.len(), envelope })
}

/// Compares what is known of an event with the chain that was found at its position.
pub(crate) fn holds(
    known: Head,
    found: Option<Chain>,
    head: impl FnOnce() -> Result<Position, StoreError>,
) -> Result<(), StoreError> {
    match found {
        Some(chain) if chain == known.chain => Ok(()),
        Some(_) => Err(StoreError::Forked(known.position)),
        None => Err(StoreError::CutShort { known: known.position, found: head()? }),
    }
}

/// Makes what is missing in a copy, and gives the journal that it is of.
fn copied(connection: &Connection, journal: Uuid) -> rusqlite::Result<Vec<u8>> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS journal (
           position INTEGER PRIMARY KEY, chain BLOB NOT NULL, event BLOB NOT NULL) STRICT;
         CREATE TABLE IF NOT EXISTS copy_of (journal BLOB NOT NULL) STRICT;",
    )?;
    connection.execute(
        "INSERT INTO copy_of SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM copy_of)",
        [journal.as_bytes().as_slice()],
    )?;
    connection.query_row("SELECT journal FROM copy_of", [], |row| row.get(0))
}

/// Adds events to a copy, all or none.
fn add(connection: &mut Connection, stored: &[Stored]) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    let mut insert = transaction.prepare_cached("INSERT INTO journal (position, chain, event) VALUES (?1, ?2, ?3)")?;
    for event in stored {
        insert.execute(params![event.position.0, event.chain.0, event.bytes.as_ref()])?;
    }
    drop(insert);
    transaction.commit()
}

/// This node's copy of the log.
pub struct LocalLog {
    readers: Readers,
    /// Present when this node writes a copy of a journal that is elsewhere.
    copy: Option<(PathBuf, Mutex<Connection>)>,
    recent: RwLock<Recent>,
    /// Where the log ends for who reads beside the process that writes it.
    end: Option<Head>,
}

/// The newest events, without a gap.
#[derive(Default)]
struct Recent {
    events: VecDeque<Arc<Recorded>>,
    bytes: usize,
}

impl Recent {
    fn extend(&mut self, events: &[Arc<Recorded>]) {
        self.events.extend(events.iter().cloned());
        self.bytes += events.iter().map(|event| event.size).sum::<usize>();
        while self.events.len() > KEPT_IN_MEMORY || self.bytes > KEPT_BYTES {
            let Some(oldest) = self.events.pop_front() else { return };
            self.bytes -= oldest.size;
        }
    }
}

impl LocalLog {
    /// The embedded journal's own file.
    pub fn over_journal(journal_file: &Path) -> LocalLog {
        LocalLog { readers: Readers::new(journal_file), copy: None, recent: RwLock::default(), end: None }
    }

    /// The journal's file while another process appends to it. The log ends where it ended just now.
    pub fn beside(journal_file: &Path) -> Result<LocalLog, StoreError> {
        let log = LocalLog::over_journal(journal_file);
        let end = Some(log.head()?);
        Ok(LocalLog { end, ..log })
    }

    /// A copy in `folder/log.db` of the journal with this identity. A copy of another journal is refused; one that is
    /// damaged is rebuilt.
    pub fn copy_of(journal: Uuid, folder: &Path) -> Result<LocalLog, StoreError> {
        let path = folder.join("log.db");
        let open_copy = || {
            let connection = open(&path, Durability::Disposable)?;
            let copied = copied(&connection, journal).map_err(FileFault::of(&path))?;
            Ok((connection, copied))
        };
        let (connection, copied) = sqlite::opened_or_anew(&path, open_copy)?;
        if copied != journal.as_bytes() {
            return Err(StoreError::ForeignLog);
        }
        let readers = Readers::new(&path);
        Ok(LocalLog { readers, copy: Some((path, Mutex::new(connection))), recent: RwLock::default(), end: None })
    }

    /// Is it a copy of a journal that is elsewhere, and not the journal itself?
    pub fn is_copy(&self) -> bool {
        self.copy.is_some()
    }

    /// Do other processes destroy keys by events that this log may not have yet?
    pub(crate) fn is_shared(&self) -> bool {
        self.is_copy() || self.end.is_some()
    }

    /// The last event that this node holds.
    pub fn head(&self) -> Result<Head, StoreError> {
        if let Some(end) = self.end {
            return Ok(end);
        }
        if let Some(last) = self.recent.read().unwrap_or_else(PoisonError::into_inner).events.back() {
            return Ok(Head { position: last.position, chain: last.chain });
        }
        let last = self.readers.with(|connection| {
            connection
                .query_row("SELECT position, chain FROM journal ORDER BY position DESC LIMIT 1", [], |row| {
                    Ok(Head { position: Position(row.get(0)?), chain: Chain(row.get(1)?) })
                })
                .optional()
        })?;
        Ok(last.unwrap_or(Head::START))
    }

    /// Does this node's log hold the event that a file made from it names as its last one, with the same history before?
    pub fn check_holds(&self, known: Head) -> Result<(), StoreError> {
        let Some(before) = known.position.0.checked_sub(1) else { return Ok(()) };
        let found = self.after(Position(before), 1)?.first().map(|event| event.chain);
        holds(known, found, || Ok(self.head()?.position))
    }

    /// Does each event after a position, up to another one, follow from the one before it?
    pub fn check(&self, after: Position, up_to: Position) -> Result<(), StoreError> {
        let events = usize::try_from(up_to.0.saturating_sub(after.0)).unwrap_or(usize::MAX);
        self.scan_linked(after, events, |_| Ok(()))
    }

    /// Takes in events that the journal holds, in order. `stored` and `recorded` are the same events.
    pub(crate) fn absorb(&self, stored: &[Stored], recorded: &[Arc<Recorded>]) -> Result<(), StoreError> {
        if let Some((path, copy)) = &self.copy {
            let mut connection = copy.lock().unwrap_or_else(PoisonError::into_inner);
            add(&mut connection, stored).map_err(FileFault::of(path))?;
        }
        self.recent.write().unwrap_or_else(PoisonError::into_inner).extend(recorded);
        Ok(())
    }

    /// At most `limit` events after a position, in order: fewer where they are large, but none only at the end of the log.
    pub fn after(&self, position: Position, limit: usize) -> Result<Vec<Arc<Recorded>>, StoreError> {
        if let Some(recent) = self.recent_after(position, limit) {
            return Ok(recent);
        }
        let (mut events, mut bytes) = (Vec::with_capacity(limit.min(4096)), 0);
        self.scan_linked_while(position, limit, |event| {
            bytes += event.bytes.len();
            let fits = events.is_empty() || bytes <= BYTES_AT_ONCE;
            if fits {
                events.push(Arc::new(read(&event)?));
            }
            Ok(fits)
        })?;
        Ok(events)
    }

    /// As [`LocalLog::scan`], and each event must follow from the one before it: anyone who reads in order finds a hole.
    pub fn scan_linked(
        &self,
        after: Position,
        limit: usize,
        mut take: impl FnMut(Stored) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.scan_linked_while(after, limit, |event| take(event).map(|()| true))
    }

    /// As [`LocalLog::scan_linked`], until `take` has enough.
    fn scan_linked_while(
        &self,
        after: Position,
        limit: usize,
        mut take: impl FnMut(Stored) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let copy = self.is_copy();
        // The event before is read too: the first one must follow from it.
        let before = after.0.checked_sub(1).map(Position);
        let mut links = before.map_or_else(Links::from_the_start, |_| Links::trusting(after));
        let (from, more) = before.map_or((after, 0), |before| (before, 1));
        self.scan_while(from, limit.saturating_add(more).min(MOST), |event| {
            links.follow(&event).map_err(|broken| broken.of(copy))?;
            if event.position > after { take(event) } else { Ok(true) }
        })
    }

    /// Streams raw events after a position to `take`, without keeping them.
    pub fn scan(
        &self,
        after: Position,
        limit: usize,
        mut take: impl FnMut(Stored) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.scan_while(after, limit, |event| take(event).map(|()| true))
    }

    /// As [`LocalLog::scan`], until `take` has enough.
    fn scan_while(
        &self,
        after: Position,
        limit: usize,
        mut take: impl FnMut(Stored) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let mut failure = None;
        let left = self.end.map_or(MOST, |end| end.position.0.saturating_sub(after.0) as usize);
        let limit = limit.min(left);
        self.readers.with(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT position, chain, event FROM journal WHERE position > ?1 ORDER BY position LIMIT ?2",
            )?;
            let mut rows = statement.query(params![after.0, limit])?;
            while let Some(row) = rows.next()? {
                match take(stored(row)?) {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(error) => {
                        failure = Some(error);
                        break;
                    }
                }
            }
            Ok(())
        })?;
        failure.map_or(Ok(()), Err)
    }

    /// The events at these positions, in the order asked. A position beyond the end is an error.
    pub fn at(&self, positions: &[Position]) -> Result<Vec<Arc<Recorded>>, StoreError> {
        let mut found: Vec<Option<Arc<Recorded>>> = {
            let recent = self.recent.read().unwrap_or_else(PoisonError::into_inner);
            let first = recent.events.front().map_or(u64::MAX, |event| event.position.0);
            let get = |p: &Position| p.0.checked_sub(first).and_then(|n| recent.events.get(n as usize)).cloned();
            positions.iter().map(get).collect()
        };
        if found.iter().any(Option::is_none) {
            self.read_missing(positions, &mut found)?;
        }
        positions.iter().zip(found).map(|(position, event)| event.ok_or(StoreError::Missing(*position))).collect()
    }

    fn read_missing(&self, positions: &[Position], found: &mut [Option<Arc<Recorded>>]) -> Result<(), StoreError> {
        let missing = positions.iter().enumerate().filter(|(n, _)| found[*n].is_none());
        let find = |connection: &Connection| {
            let find = "SELECT position, chain, event FROM journal WHERE position = ?1";
            let (mut statement, mut raw) = (connection.prepare_cached(find)?, Vec::new());
            for (n, position) in missing {
                if let Some(event) = statement.query_row([position.0], stored).optional()? {
                    raw.push((n, event));
                }
            }
            Ok(raw)
        };
        // One look at the file for all of them.
        let raw: Vec<(usize, Stored)> = self.readers.with(|connection| at_one_moment(connection, find))?;
        for (n, event) in raw {
            found[n] = Some(Arc::new(read(&event)?));
        }
        Ok(())
    }

    /// `None` when the position is older than what memory holds.
    fn recent_after(&self, position: Position, limit: usize) -> Option<Vec<Arc<Recorded>>> {
        let recent = self.recent.read().unwrap_or_else(PoisonError::into_inner);
        let first = recent.events.front()?.position.0;
        let skip = (position.0 + 1).checked_sub(first)?;
        let newer = recent.events.iter().skip(skip as usize).take(limit);
        let mut bytes = 0;
        let fits = |(n, event): &(usize, &Arc<Recorded>)| {
            bytes += event.size;
            *n == 0 || bytes <= BYTES_AT_ONCE
        };
        Some(newer.enumerate().take_while(fits).map(|(_, event)| Arc::clone(event)).collect())
    }
}

#[cfg(test)]
mod tests;
