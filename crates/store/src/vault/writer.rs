//! Writes new keys and handles into the vault's file, on a thread of its own.
//!
//! A commit costs a write to the disk, whoever waits for it: what comes while one is under way is written together by the
//! next. The thread has the priority of those who answer, so that nobody waits for a lock that background work holds.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use events::Handle;
use rusqlite::{Connection, Transaction, params};

use super::handles::{Added, Handles};
use super::rows::{Hash, NewKey};
use super::schema;
use crate::StoreError;
use crate::sqlite::FileFault;

/// What somebody wants to have written: handles for identifiers (the one drawn is taken where none exists), and keys.
struct Addition {
    identifiers: Vec<(Hash, Handle)>,
    keys: Vec<NewKey>,
    answer: SyncSender<Result<Vec<Handle>, StoreError>>,
}

/// Hands additions to the thread that writes them.
pub(super) struct Writer {
    /// Taken at the end.
    additions: Option<Sender<Addition>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread.
    pub fn start(path: PathBuf, file: Arc<Mutex<Connection>>, handles: Arc<Handles>) -> std::io::Result<Writer> {
        let (additions, waiting) = channel();
        let work = Work { path, file, handles };
        let thread = std::thread::Builder::new().name("vault".to_owned()).spawn(move || work.run(&waiting))?;
        Ok(Writer { additions: Some(additions), thread: Some(thread) })
    }

    /// Writes and gives the handles of the identifiers; durable when this returns.
    pub fn add(&self, identifiers: Vec<(Hash, Handle)>, keys: Vec<NewKey>) -> Result<Vec<Handle>, StoreError> {
        let (answer, written) = sync_channel(1);
        let sent = self.additions.as_ref().map(|additions| additions.send(Addition { identifiers, keys, answer }));
        let written = sent.and_then(Result::ok).and_then(|()| written.recv().ok());
        written.unwrap_or_else(|| Err(StoreError::Unavailable("the vault was not written".to_owned())))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.additions = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Work {
    path: PathBuf,
    file: Arc<Mutex<Connection>>,
    handles: Arc<Handles>,
}

impl Work {
    fn run(&self, waiting: &Receiver<Addition>) {
        while let Ok(first) = waiting.recv() {
            let all: Vec<Addition> = std::iter::once(first).chain(waiting.try_iter()).collect();
            match self.write(&all) {
                Ok(handles) => answer(all, handles.into_iter().map(Ok)),
                Err(error) => {
                    let error = StoreError::from(FileFault::of(&self.path)(error));
                    answer(all, std::iter::repeat_with(|| Err(error.clone())));
                }
            }
            self.handles.move_when_many(&self.file);
        }
    }

    fn write(&self, all: &[Addition]) -> rusqlite::Result<Vec<Vec<Handle>>> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let (transaction, mut added) = (file.transaction()?, Added::default());
        let write = |addition: &Addition| {
            write_keys(&transaction, &addition.keys)?;
            self.handles.take(&transaction, &mut added, &addition.identifiers)
        };
        let handles = all.iter().map(write).collect::<Result<_, _>>()?;
        transaction.commit()?;
        self.handles.publish(added);
        Ok(handles)
    }
}

fn answer(all: Vec<Addition>, answers: impl Iterator<Item = Result<Vec<Handle>, StoreError>>) {
    for (addition, answer) in all.into_iter().zip(answers) {
        // Whoever asked may be gone.
        let _ = addition.answer.send(answer);
    }
}

fn write_keys(transaction: &Transaction<'_>, keys: &[NewKey]) -> rusqlite::Result<()> {
    // A key that was destroyed here is not brought back by an older copy.
    let mut add = transaction.prepare_cached(
        "INSERT INTO keys SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (SELECT 1 FROM destroyed_keys WHERE id = ?1)
         ON CONFLICT DO NOTHING",
    )?;
    keys.iter().try_for_each(|key| {
        let subject = schema::subject_bytes(key.subject);
        add.execute(params![key.id.0.as_bytes(), subject, key.epoch, key.wrapped]).map(drop)
    })
}
