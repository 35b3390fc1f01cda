//! The access register: who looked at whom, and who was refused what. It is not part of the history of identities: its
//! own file, its own retention.
//!
//! Looks are counted by day, person, looker and kind, since services fetch the same people over and over; looks at
//! people under a protection order stand singly and are durable before the answer leaves. Counted looks are written
//! every second and at the end: a power failure loses at most the last second of them. While the file cannot be written
//! they wait in memory, and when that holds as many as it may, nobody is shown anybody any more.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use events::{Day, Instant, OrganisationOid, PersonOid};
use rusqlite::Connection;

use crate::StoreError;
use crate::sqlite::{Durability, FileFault, Readers, open};

mod query;
mod write;

pub use query::{LookLine, RefusalLine, Wanted};

const SCHEMA: &str = include_str!("../../../schemas/sql/access.sql");
/// Counted looks are written this often.
const PAUSE: Duration = Duration::from_secs(1);
/// So many different counts are written at once.
const MOST_WAITING: usize = 50_000;
/// So many may wait while the file cannot be written: some 50 MB.
const MOST_UNWRITTEN: usize = 200_000;

/// Who looks: a person or a service, and for which organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Looker {
    /// Subject of the token or session; empty when nobody was signed in.
    pub subject: String,
    /// The organisation under whose right they look.
    pub organisation: Option<OrganisationOid>,
    /// The program through which they came.
    pub client: Option<String>,
}

/// What was seen. A kind is stored as its number: never reuse or renumber one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LookKind {
    /// Numbers alone.
    Numbers,
    /// A learner's data, fetched by a program.
    Fetched,
    /// A line of a list: names and birth date.
    Listed,
    /// The learner's page or record.
    Page,
    /// The history, or the learner as it stood.
    History,
    /// What was sent in an import.
    SentData,
}

impl LookKind {
    /// All kinds; the place is the number.
    pub const ALL: [LookKind; 6] =
        [LookKind::Numbers, LookKind::Fetched, LookKind::Listed, LookKind::Page, LookKind::History, LookKind::SentData];

    /// The name in addresses and answers.
    pub fn name(self) -> &'static str {
        match self {
            LookKind::Numbers => "numbers",
            LookKind::Fetched => "fetched",
            LookKind::Listed => "listed",
            LookKind::Page => "page",
            LookKind::History => "history",
            LookKind::SentData => "sent_data",
        }
    }
}

/// A refused request: the route, never the path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Refused {
    /// Method and route, such as `GET /oppija/{tuonti}`.
    pub route: String,
    /// HTTP status.
    pub status: u16,
}

#[derive(Clone, Copy)]
struct Count {
    times: u64,
    first: Instant,
    last: Instant,
}

/// Counts that are not written yet.
#[derive(Default)]
struct Waiting {
    looks: HashMap<(Day, PersonOid, Looker, LookKind), Count>,
    refusals: HashMap<(Day, Looker, Refused), Count>,
    /// Counts that are being written, and come back when that fails.
    on_their_way: usize,
    stop: bool,
}

impl Waiting {
    fn len(&self) -> usize {
        self.looks.len() + self.refusals.len()
    }

    fn is_full(&self) -> bool {
        self.len() + self.on_their_way >= MOST_UNWRITTEN
    }
}

struct Shared {
    path: PathBuf,
    file: Mutex<Connection>,
    waiting: Mutex<Waiting>,
    wake: Condvar,
}

/// Who looked at whom. Methods that write singly block on the file.
pub struct AccessRegister {
    shared: Arc<Shared>,
    readers: Readers,
    writer: Option<JoinHandle<()>>,
}

impl AccessRegister {
    /// Opens `access.db` in `folder`.
    pub fn open(folder: &Path) -> Result<AccessRegister, StoreError> {
        crate::folder::private(folder).map_err(FileFault::of(folder))?;
        let path = folder.join("access.db");
        let file = open(&path, Durability::Durable)?;
        file.execute_batch(SCHEMA).map_err(FileFault::of(&path))?;
        let (readers, file) = (Readers::new(&path), Mutex::new(file));
        let shared = Arc::new(Shared { path, file, waiting: Mutex::default(), wake: Condvar::new() });
        let theirs = Arc::clone(&shared);
        let writer = std::thread::Builder::new().name("access register".to_owned()).spawn(move || theirs.run());
        Ok(AccessRegister { shared, readers, writer: Some(writer.map_err(FileFault::of(folder))?) })
    }

    /// Counts looks at people. Anyone who is refused here must not be shown them.
    pub fn looked(
        &self,
        looker: &Looker,
        kind: LookKind,
        people: impl IntoIterator<Item = PersonOid>,
        at: Instant,
    ) -> Result<(), StoreError> {
        let day = Day(at.day_in_finland());
        let mut waiting = self.shared.waiting();
        for person in people {
            if waiting.is_full() {
                return Err(StoreError::Unavailable("the access register cannot be written".to_owned()));
            }
            add(waiting.looks.entry((day, person, looker.clone(), kind)), at);
        }
        self.shared.wake_when_many(&waiting);
        Ok(())
    }

    /// Writes a look at a person under a protection order; durable when this returns.
    pub fn looked_at_protected(
        &self,
        looker: &Looker,
        kind: LookKind,
        person: PersonOid,
        at: Instant,
    ) -> Result<(), StoreError> {
        Ok(write::protected(&mut self.shared.file(), looker, kind, person, at).map_err(self.shared.fault())?)
    }

    /// Keeps what somebody is called who may look at people.
    pub fn called(&self, subject: &str, name: &str) -> Result<(), StoreError> {
        Ok(write::called(&mut self.shared.file(), subject, name).map_err(self.shared.fault())?)
    }

    /// Counts a refused request, unless too many wait: what is not counted then was not shown either.
    pub fn refused(&self, looker: Looker, refused: Refused, at: Instant) {
        let mut waiting = self.shared.waiting();
        if !waiting.is_full() {
            add(waiting.refusals.entry((Day(at.day_in_finland()), looker, refused)), at);
        }
        self.shared.wake_when_many(&waiting);
    }

    /// Writes everything counted so far.
    pub fn flush(&self) -> Result<(), StoreError> {
        self.shared.flush()
    }

    /// Forgets what is older than a day.
    pub fn forget_before(&self, day: Day) -> Result<(), StoreError> {
        Ok(write::forget_before(&mut self.shared.file(), day).map_err(self.shared.fault())?)
    }

    /// Looks, the newest first.
    pub fn looks(&self, wanted: &Wanted) -> Result<Vec<LookLine>, StoreError> {
        self.flush()?;
        Ok(self.readers.with(|file| query::looks(file, wanted))?)
    }

    /// Those of these persons whose number or data a program of another organisation than these has fetched.
    pub fn fetched_by_others(
        &self,
        persons: &[PersonOid],
        own: &[OrganisationOid],
    ) -> Result<HashSet<PersonOid>, StoreError> {
        self.flush()?;
        Ok(self.readers.with(|file| query::fetched_by_others(file, persons, own))?)
    }

    /// Refused requests, the newest first.
    pub fn refusals(&self, wanted: &Wanted) -> Result<Vec<RefusalLine>, StoreError> {
        self.flush()?;
        Ok(self.readers.with(|file| query::refusals(file, wanted))?)
    }
}

impl Drop for AccessRegister {
    fn drop(&mut self) {
        self.shared.waiting().stop = true;
        self.shared.wake.notify_one();
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

impl Shared {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file(&self) -> MutexGuard<'_, Connection> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake_when_many(&self, waiting: &Waiting) {
        if waiting.len() >= MOST_WAITING {
            self.wake.notify_one();
        }
    }

    fn run(&self) {
        loop {
            let mut waiting = self.waiting();
            if !waiting.stop {
                waiting = self.wake.wait_timeout(waiting, PAUSE).unwrap_or_else(PoisonError::into_inner).0;
            }
            let stop = waiting.stop;
            drop(waiting);
            if let Err(error) = self.flush() {
                tracing::error!(%error, "ALARM: looks at people cannot be recorded; they are kept and tried again");
            }
            if stop {
                return;
            }
        }
    }

    fn flush(&self) -> Result<(), StoreError> {
        // The file first: anyone who asks right after a flush finds everything written, by whomever.
        let mut file = self.file();
        let (looks, refusals) = {
            let mut waiting = self.waiting();
            waiting.on_their_way = waiting.len();
            (std::mem::take(&mut waiting.looks), std::mem::take(&mut waiting.refusals))
        };
        if looks.is_empty() && refusals.is_empty() {
            return Ok(());
        }
        let written = write::counts(&mut file, &looks, &refusals);
        let mut waiting = self.waiting();
        waiting.on_their_way = 0;
        if written.is_err() {
            for (key, count) in looks {
                merge(waiting.looks.entry(key), count);
            }
            for (key, count) in refusals {
                merge(waiting.refusals.entry(key), count);
            }
        }
        Ok(written.map_err(self.fault())?)
    }

    fn fault(&self) -> impl Fn(rusqlite::Error) -> FileFault {
        FileFault::of(&self.path)
    }
}

type Entry<'a, K> = std::collections::hash_map::Entry<'a, K, Count>;

fn add<K>(entry: Entry<'_, K>, at: Instant) {
    merge(entry, Count { times: 1, first: at, last: at });
}

fn merge<K>(entry: Entry<'_, K>, more: Count) {
    let add = |count: &mut Count| {
        count.times += more.times;
        count.first = count.first.min(more.first);
        count.last = count.last.max(more.last);
    };
    entry.and_modify(add).or_insert(more);
}

#[cfg(test)]
mod tests;
