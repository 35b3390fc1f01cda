//! Rebuilds the read models from the first event on: one scan of the log, into a new file whose indexes come last, then
//! a swap. Opening and folding run on two threads.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use events::{OpenedEvent, Position};
use rusqlite::Connection;
use store::Store;
use uuid::Uuid;

use crate::ReadError;
use crate::batch::fold;
use crate::people::fold::People;
use crate::people::keys::add_everybody;
use crate::read_db::{ReadDb, create, create_indexes, known, known_at, remove};

/// Events of one batch: large, since nobody waits for the next position.
const BATCH: usize = 10_000;

/// How far a rebuild is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Events folded.
    pub done: Position,
    /// Events to fold.
    pub of: Position,
}

/// Rebuilds the read models of a store into `folder/read.db`, replacing what is there only when the new file is whole, and
/// never where the old one knows events that the log does not hold. Nobody else may write the file meanwhile. Gives the
/// position that the models reached.
pub fn rebuild(
    store: &Arc<Store>,
    journal: Uuid,
    folder: &Path,
    mut progress: impl FnMut(Progress),
) -> Result<Position, ReadError> {
    let path = ReadDb::at(folder).path().to_owned();
    store.node().log.check_holds(known_at(&path, journal)?)?;
    let new = path.with_extension("rebuilding");
    remove(&new)?;
    let of = store.head().position;
    {
        let mut connection = create(&new, journal)?;
        let (sender, receiver) = sync_channel(4);
        let reading = Arc::clone(store);
        let reader = std::thread::spawn(move || {
            // A closed channel means that folding failed, and it says why.
            open_all(&reading, of, |batch| sender.send(batch).is_ok());
        });
        let folded = fold_all(&mut connection, receiver, |done| progress(Progress { done, of }));
        let read = reader.join();
        folded?;
        read.map_err(|_| ReadError::Unavailable("the thread that reads the log broke off".to_owned()))?;
        let reached = known(&connection)?.position;
        if reached != of {
            return Err(ReadError::Incomplete { reached, of });
        }
        finish(&mut connection)?;
    }
    remove(&path)?;
    std::fs::rename(&new, &path).map_err(|error| ReadError::Unavailable(error.to_string()))?;
    Ok(of)
}

type Batch = Result<Vec<OpenedEvent>, ReadError>;

fn open_all(store: &Store, of: Position, send: impl Fn(Batch) -> bool) {
    let mut after = Position::START;
    while after < of {
        let batch = open_batch(store, after, of);
        let last = batch.as_ref().ok().and_then(|events| events.last()).map(OpenedEvent::position);
        if !send(batch) {
            return;
        }
        let Some(last) = last else { return };
        after = last;
    }
}

fn open_batch(store: &Store, after: Position, of: Position) -> Batch {
    let limit = BATCH.min((of.0 - after.0) as usize);
    let mut recorded = Vec::with_capacity(limit);
    store.node().log.scan(after, limit, |stored| {
        recorded.push(Arc::new(store::local_log::read(&stored)?));
        Ok(())
    })?;
    Ok(store.open_events(recorded)?)
}

fn fold_all(
    connection: &mut Connection,
    batches: Receiver<Batch>,
    mut progress: impl FnMut(Position),
) -> Result<(), ReadError> {
    let mut people = People::rebuilding();
    connection.execute_batch("BEGIN")?;
    for batch in batches {
        let events = batch?;
        fold(connection, &mut people, &events)?;
        events.last().iter().for_each(|last| progress(last.position()));
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}

fn finish(connection: &mut Connection) -> Result<(), ReadError> {
    let transaction = connection.transaction()?;
    create_indexes(&transaction)?;
    add_everybody(&transaction)?;
    transaction.commit()?;
    // One file to rename: nothing may be left in the write-ahead log.
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.pragma_update(None, "journal_mode", "delete")?;
    Ok(())
}
