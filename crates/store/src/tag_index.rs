//! The tag index: which events carry a tag, and which commands were already carried out.
//!
//! It lives in its own file outside the fsync path and can be rebuilt from the log. Tags are interned (`tag → dense
//! number`, `(number, type, position)`); the newest events are answered from memory and written to the file in large batches.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockWriteGuard};

use events::{CommandId, EventKind, Head, KindNumber, KindSet, Position, Recorded, kind_number};

use crate::StoreError;
use crate::key_filter::KeyFilter;
use crate::sqlite::{self, FileFault, Readers};
use crate::tag::{TagKey, keys_of};

mod compare;
mod file;
mod page;
mod wanted;

pub use compare::{IndexDifference, IndexRows};
use file::IndexFile;
pub use wanted::{Order, Span};

/// How many events wait in memory before they are written to the file. Tags fall all over it: the more are written at
/// once, the more of them share a page.
const WRITE_AT: usize = 65_536;
/// After so many more it is tried again, when it could not be written.
const TRY_AT: usize = 4_096;
/// So many may wait while others are being written.
const MOST_UNWRITTEN: usize = 4 * WRITE_AT;
/// How many events stay in memory after they were written, so that conditions on recent events need no file.
const KEPT_IN_MEMORY: usize = 65_536;
/// So many of them are forgotten at once: everybody who reads or appends waits meanwhile.
const FORGOTTEN_AT_ONCE: usize = 500;

/// Where an event stands, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// Its position.
    pub position: Position,
    /// Its kind.
    pub kind: KindNumber,
}

impl Posting {
    /// Is it of this kind?
    pub fn is(&self, kind: EventKind) -> bool {
        self.kind == kind as KindNumber
    }
}

/// What a command that was already carried out had appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CarriedOut {
    /// Position of its first event.
    pub first: Position,
    /// How many events it appended, one behind the other.
    pub events: u32,
}

/// Which events carry a tag, and which commands were carried out. Clones share it.
#[derive(Clone)]
pub struct TagIndex(Arc<Shared>);

struct Shared {
    readers: Readers,
    file: Mutex<IndexFile>,
    /// A thread is writing to the file.
    writing: AtomicBool,
    known_tags: Arc<KeyFilter>,
    known_commands: Arc<KeyFilter>,
    recent: RwLock<Recent>,
    known: Head,
}

/// What the index keeps of an event.
struct Indexed {
    posting: Posting,
    command: CommandId,
    keys: Box<[TagKey]>,
}

impl Indexed {
    fn of(event: &Recorded) -> Indexed {
        let posting = Posting { position: event.position, kind: kind_number(&event.envelope.event_type) };
        Indexed { posting, command: event.envelope.meta.command, keys: keys_of(&event.envelope).collect() }
    }

    fn position(&self) -> Position {
        self.posting.position
    }
}

/// The newest events, up to `head`. Those up to `written` stand in the file too; those up to `floor` only there.
struct Recent {
    floor: Position,
    written: Position,
    head: Position,
    /// The last event taken in, with its chain.
    newest: Option<Head>,
    /// In order: the oldest is forgotten at the front, however many events share a tag.
    postings: HashMap<TagKey, VecDeque<Posting>>,
    commands: HashMap<CommandId, CarriedOut>,
    events: VecDeque<Arc<Indexed>>,
}

impl TagIndex {
    /// Opens `index.db` in `folder`; an index that is damaged, or made by another catalogue, is rebuilt, one of another
    /// journal is refused.
    pub fn open(folder: &Path, journal: uuid::Uuid) -> Result<TagIndex, StoreError> {
        let path = folder.join("index.db");
        let opened = sqlite::opened_or_anew(&path, || IndexFile::open(&path, journal))?;
        let (file, checkpoint, known_head) = opened.ok_or(StoreError::ForeignLog)?;
        let recent = Recent {
            floor: checkpoint,
            written: checkpoint,
            head: checkpoint,
            newest: None,
            postings: HashMap::new(),
            commands: HashMap::new(),
            events: Default::default(),
        };
        // There are about as many tags and commands as events, or fewer.
        let known = |keys| KeyFilter::of(&path, checkpoint.0 as usize, keys);
        let (known_tags, known_commands) = (known(file::TAGS_AFTER), known(file::COMMANDS_AFTER));
        let readers = Readers::new(&path);
        let (file, writing, recent) = (Mutex::new(file), AtomicBool::new(false), RwLock::new(recent));
        let known = known_head;
        Ok(TagIndex(Arc::new(Shared { file, writing, readers, known_tags, known_commands, recent, known })))
    }

    /// As [`TagIndex::open`], but starts again.
    pub fn anew(folder: &Path, journal: uuid::Uuid) -> Result<TagIndex, StoreError> {
        let path = folder.join("index.db");
        sqlite::remove(&path).map_err(FileFault::of(&path))?;
        TagIndex::open(folder, journal)
    }

    /// The last event that is indexed.
    pub fn head(&self) -> Position {
        self.0.recent.read().unwrap_or_else(PoisonError::into_inner).head
    }

    /// The last event that was known when the file was written before it was opened now. The journal must still hold it.
    pub(crate) fn known(&self) -> Head {
        self.0.known
    }

    /// Takes in events, in order; those already known are passed over.
    pub fn absorb(&self, events: &[Arc<Recorded>]) {
        let (before, unwritten) = {
            let mut recent = self.recent_mut();
            let before = recent.unwritten();
            for event in events {
                recent.push(event);
            }
            (before, recent.unwritten())
        };
        // What cannot be written is not tried with every event.
        let full = unwritten >= WRITE_AT && unwritten / TRY_AT > before / TRY_AT;
        if full && unwritten >= MOST_UNWRITTEN {
            // The file cannot keep up: anyone who brings more waits for it.
            return self.flush_or_say();
        }
        // One thread writes, everybody else goes on. What cannot be written stays in memory, and is tried again with the
        // next events.
        if full && !self.0.writing.swap(true, Ordering::AcqRel) {
            let index = self.clone();
            std::thread::spawn(move || {
                index.flush_or_say();
                index.0.writing.store(false, Ordering::Release);
            });
        }
    }

    /// As [`TagIndex::flush`]; what cannot be written is said and stays in memory.
    pub(crate) fn flush_or_say(&self) {
        if let Err(error) = self.flush() {
            tracing::error!(%error, "the tag index cannot be written");
        }
    }

    /// Writes what is only in memory to the file, but for the last command; and which event was the last one known.
    pub fn flush(&self) -> Result<(), StoreError> {
        let mut file = self.0.file.lock().unwrap_or_else(PoisonError::into_inner);
        let (batch, newest) = {
            let recent = self.0.recent.read().unwrap_or_else(PoisonError::into_inner);
            (recent.batch(), recent.newest)
        };
        let Some(newest) = newest else { return Ok(()) };
        let keys = || batch.iter().flat_map(|event| event.keys.iter());
        let new: HashSet<TagKey> = keys().filter(|key| !self.0.known_tags.may_have(key)).copied().collect();
        // Before memory forgets them.
        self.0.known_tags.add(keys());
        self.0.known_commands.add(batch.iter().map(|event| event.command.0.as_bytes()));
        file.write(&batch, newest, &new)?;
        if let Some(last) = batch.last() {
            self.recent_mut().written = last.position();
            while self.recent_mut().forget_some() {
                std::thread::yield_now();
            }
        }
        Ok(())
    }

    fn recent_mut(&self) -> RwLockWriteGuard<'_, Recent> {
        self.0.recent.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Events with a tag, of these types, up to a position, in order.
    pub fn find(&self, tag: TagKey, types: KindSet, up_to: Position) -> Result<Vec<Posting>, StoreError> {
        self.find_all(&[tag], types, up_to).map(|mut found| found.pop().unwrap_or_default())
    }

    /// As [`TagIndex::find`] for many tags at once.
    pub fn find_all(&self, tags: &[TagKey], types: KindSet, up_to: Position) -> Result<Vec<Vec<Posting>>, StoreError> {
        let wanted = |posting: &&Posting| posting.position <= up_to && types.contains(posting.kind);
        let (mut found, floor) = {
            let recent = self.0.recent.read().unwrap_or_else(PoisonError::into_inner);
            let get = |tag| recent.postings.get(tag).into_iter().flatten().filter(wanted).copied().collect();
            (tags.iter().map(get).collect::<Vec<Vec<Posting>>>(), recent.floor)
        };
        if floor > Position::START {
            let in_file: Vec<_> =
                tags.iter().zip(&mut found).filter(|(tag, _)| self.0.known_tags.may_have(tag)).collect();
            if !in_file.is_empty() {
                // Up to there only the file knows. What moves from memory to the file meanwhile was found in memory.
                self.0.readers.with(|connection| file::find(connection, in_file, types, floor.min(up_to)))?;
            }
        }
        found.iter_mut().for_each(|postings| postings.sort_unstable());
        Ok(found)
    }

    /// Is there an event with this tag, of these types, after a position? `None` when the position is so old that only
    /// the file could tell: anyone who asks has waited too long and should read again.
    pub fn any_after(&self, tag: TagKey, types: KindSet, after: Position) -> Option<bool> {
        let recent = self.0.recent.read().unwrap_or_else(PoisonError::into_inner);
        if after < recent.floor {
            return None;
        }
        let postings = recent.postings.get(&tag).into_iter().flatten().rev();
        Some(postings.take_while(|posting| posting.position > after).any(|posting| types.contains(posting.kind)))
    }

    /// What a command had appended, if it was carried out.
    pub fn carried_out(&self, command: CommandId) -> Result<Option<CarriedOut>, StoreError> {
        let (known, floor) = {
            let recent = self.0.recent.read().unwrap_or_else(PoisonError::into_inner);
            (recent.commands.get(&command).copied(), recent.floor)
        };
        if known.is_some() || floor == Position::START || !self.0.known_commands.may_have(command.0.as_bytes()) {
            return Ok(known);
        }
        Ok(self.0.readers.with(|connection| file::carried_out(connection, command))?)
    }
}

impl Recent {
    fn push(&mut self, event: &Recorded) {
        if event.position <= self.head {
            return;
        }
        self.head = event.position;
        self.newest = Some(Head { position: event.position, chain: event.chain });
        let event = Indexed::of(event);
        for key in &event.keys {
            self.postings.entry(*key).or_default().push_back(event.posting);
        }
        let first = event.position();
        self.commands.entry(event.command).or_insert(CarriedOut { first, events: 0 }).events += 1;
        self.events.push_back(Arc::new(event));
    }

    fn unwritten(&self) -> usize {
        (self.head.0 - self.written.0) as usize
    }

    /// What is to be written. The events of the last command wait until another one has begun: more of them may come,
    /// and the file never holds a part of a command, or nobody could tell where it began after a restart.
    fn batch(&self) -> Vec<Arc<Indexed>> {
        // They stand in order: those that were written are passed over without a look.
        let written = self.events.partition_point(|event| event.position() <= self.written);
        let mut batch: Vec<_> = self.events.range(written..).cloned().collect();
        let last = batch.last().map(|event| event.command);
        while batch.last().map(|event| event.command) == last && batch.pop().is_some() {}
        batch
    }

    /// Forgets some of what stands in the file and is older than what is kept; `false` when nothing is left to forget.
    fn forget_some(&mut self) -> bool {
        let stale = |recent: &Recent| {
            let written = recent.events.front().is_some_and(|event| event.position() <= recent.written);
            written && recent.events.len() > KEPT_IN_MEMORY
        };
        for _ in 0..FORGOTTEN_AT_ONCE {
            if !stale(self) {
                return false;
            }
            self.forget_oldest();
        }
        true
    }

    fn forget_oldest(&mut self) {
        let Some(event) = self.events.pop_front() else { return };
        self.floor = event.position();
        for key in &event.keys {
            if let Some(postings) = self.postings.get_mut(key) {
                while postings.pop_front_if(|posting| posting.position <= self.floor).is_some() {}
                if postings.is_empty() {
                    self.postings.remove(key);
                }
            }
        }
        if self.commands.get(&event.command).is_some_and(|done| done.first <= self.floor) {
            self.commands.remove(&event.command);
        }
    }
}
