//! The access register: who looked at whom, and who was refused what about whom. It is not part of the history of
//! identities: its own file or schema, its own retention.
//!
//! Looks are counted by day, person, looker and kind, since services fetch the same people over and over; looks at
//! people under a protection order stand singly and are durable before the answer leaves. Counted looks are written
//! every second and at the end: a power failure loses at most the last second of them. While nothing can be written they
//! wait in memory, and when that holds as many as it may, nobody is shown anybody any more.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use events::{Day, Instant, OrganisationOid, PersonOid};

use crate::StoreError;
use crate::sqlite::FileFault;

mod file;
mod lines;
mod postgres;
mod storage;

pub use lines::{LookLine, RefusalLine, Wanted};
use storage::Storage;

/// Counted looks are written this often.
const PAUSE: Duration = Duration::from_secs(1);
/// So many different counts are written at once.
const MOST_WAITING: usize = 50_000;
/// So many may wait while nothing can be written: some 50 MB.
const MOST_UNWRITTEN: usize = 200_000;

/// Where the register is kept.
#[derive(Debug, Clone, Default)]
pub enum AccessPlace {
    /// A file in the data folder, of one node alone.
    #[default]
    Folder,
    /// The PostgreSQL database at this address: one register of all nodes.
    Postgres(String),
}

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
    /// Method and route, such as `GET /henkilo/{oid}`. The number of an import may stand in it.
    pub route: String,
    /// HTTP status.
    pub status: u16,
    /// Whom the request named.
    pub person: Option<PersonOid>,
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
    /// How many counts are being written.
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

    /// Everything that waits, to be written; `None` when nothing does.
    fn take(&mut self) -> Option<Batch> {
        self.on_their_way = self.len();
        let (looks, refusals) = (std::mem::take(&mut self.looks), std::mem::take(&mut self.refusals));
        let batch = || Batch { looks: looks.into_iter().collect(), refusals: refusals.into_iter().collect() };
        (self.on_their_way > 0).then(batch)
    }
}

/// Counts on their way. They stay together until they are written, so that whoever sends them twice can say that they are
/// the same.
struct Batch {
    looks: Vec<((Day, PersonOid, Looker, LookKind), Count)>,
    refusals: Vec<((Day, Looker, Refused), Count)>,
}

struct Shared {
    storage: Storage,
    waiting: Mutex<Waiting>,
    wake: Condvar,
    /// Counts that could not be written yet.
    unwritten: Mutex<Option<Batch>>,
}

/// Who looked at whom. Methods that write singly, and those that read, block.
pub struct AccessRegister {
    shared: Arc<Shared>,
    writer: Option<JoinHandle<()>>,
}

impl AccessRegister {
    /// Opens the register of a node; `folder` is where it is kept when it is a file.
    pub fn open(place: &AccessPlace, folder: &Path) -> Result<AccessRegister, StoreError> {
        let storage = Storage::open(place, folder)?;
        let (waiting, unwritten) = (Mutex::default(), Mutex::default());
        let shared = Arc::new(Shared { storage, waiting, wake: Condvar::new(), unwritten });
        let theirs = Arc::clone(&shared);
        let writer = std::thread::Builder::new().name("access register".to_owned()).spawn(move || theirs.run());
        Ok(AccessRegister { shared, writer: Some(writer.map_err(FileFault::of(folder))?) })
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

    /// Writes looks at people under a protection order, all at once; durable when this returns.
    pub fn looked_at_protected(
        &self,
        looker: &Looker,
        kind: LookKind,
        people: &[PersonOid],
        at: Instant,
    ) -> Result<(), StoreError> {
        self.shared.storage.protected(looker, kind, people, at)
    }

    /// Keeps what somebody is called who may look at people.
    pub fn called(&self, subject: &str, name: &str) -> Result<(), StoreError> {
        self.shared.storage.called(subject, name)
    }

    /// Subjects and names of those who may look at people and whose name is known, by name.
    pub fn names(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.shared.storage.names()
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
        self.shared.storage.forget_before(day)
    }

    /// Looks, the newest first.
    pub fn looks(&self, wanted: &Wanted) -> Result<Vec<LookLine>, StoreError> {
        self.flush()?;
        self.shared.storage.looks(wanted)
    }

    /// Those of these persons whose number or data a program of another organisation than these has fetched.
    pub fn fetched_by_others(
        &self,
        persons: &[PersonOid],
        own: &[OrganisationOid],
    ) -> Result<HashSet<PersonOid>, StoreError> {
        self.flush()?;
        self.shared.storage.fetched_by_others(persons, own)
    }

    /// Refused requests, the newest first.
    pub fn refusals(&self, wanted: &Wanted) -> Result<Vec<RefusalLine>, StoreError> {
        self.flush()?;
        self.shared.storage.refusals(wanted)
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
        // This first: anyone who asks right after a flush finds everything written, by whomever.
        let mut unwritten = self.unwritten.lock().unwrap_or_else(PoisonError::into_inner);
        self.write(&mut unwritten)?;
        *unwritten = self.waiting().take();
        self.write(&mut unwritten)
    }

    fn write(&self, unwritten: &mut Option<Batch>) -> Result<(), StoreError> {
        if let Some(batch) = unwritten.as_ref() {
            self.storage.add(batch)?;
            *unwritten = None;
            self.waiting().on_their_way = 0;
        }
        Ok(())
    }
}

type Entry<'a, K> = std::collections::hash_map::Entry<'a, K, Count>;

fn add<K>(entry: Entry<'_, K>, at: Instant) {
    let more = |count: &mut Count| {
        count.times += 1;
        count.first = count.first.min(at);
        count.last = count.last.max(at);
    };
    entry.and_modify(more).or_insert(Count { times: 1, first: at, last: at });
}

#[cfg(test)]
mod tests;
