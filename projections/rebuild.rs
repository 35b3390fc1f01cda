//! Rebuilds the read models from the first event on: one scan of the log, into a new file whose indexes come last, then
//! a swap. Opening and folding run on two threads.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use events::Position;
use rusqlite::Connection;
use store::Store;
use uuid::Uuid;

use crate::ReadError;
use crate::batch::fold;
use crate::failures::names::index_everybody;
use crate::people::fold::People;
use crate::people::history::person_at;
use crate::people::keys::add_everybody;
use crate::read_db::{ReadDb, create, create_indexes_of_people, create_other_indexes, known, known_at, remove};
use crate::set_aside::fold::{Batch, SetAside};

mod everybody;

/// Most events of one batch: many, since nobody waits for the next position.
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
/// never where the old one knows events that the log does not hold. A log that does not hold together is refused. Nobody else may write the file meanwhile. Gives the
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
    let mut aside = Aside::default();
    let mut connection = loop {
        let mut connection = create(&new, journal)?;
        match fold_log(store, of, &mut connection, &aside, |done| progress(Progress { done, of })) {
            Ok(()) => break connection,
            // From the beginning: what was folded of the failed batch stands in memory too.
            Err(Stopped::By { after, up_to, why }) => aside.learn(after, up_to, why),
            Err(Stopped::Fault(error)) => return Err(error),
        }
        drop(connection);
        remove(&new)?;
    };
    let reached = known(&connection)?.position;
    if reached != of {
        return Err(ReadError::Incomplete { reached, of });
    }
    finish(&mut connection)?;
    drop(connection);
    remove(&path)?;
    std::fs::rename(&new, &path).map_err(|error| ReadError::Unavailable(error.to_string()))?;
    Ok(of)
}

/// What earlier passes have learnt: events that cannot be folded.
#[derive(Default)]
struct Aside {
    events: BTreeMap<Position, String>,
    /// Events in which one cannot be folded: they are folded one by one, so that it is found.
    one_by_one: Option<(Position, Position)>,
}

/// Why a pass ended early.
enum Stopped {
    /// One of the events after a position, up to another.
    By { after: Position, up_to: Position, why: ReadError },
    /// Nothing that lies in an event.
    Fault(ReadError),
}

impl From<ReadError> for Stopped {
    fn from(error: ReadError) -> Stopped {
        Stopped::Fault(error)
    }
}

impl Aside {
    fn learn(&mut self, after: Position, up_to: Position, why: ReadError) {
        if up_to == after.next() {
            let SetAside { position, why } = SetAside::new(up_to, why);
            self.events.insert(position, why);
            self.one_by_one = None;
        } else {
            self.one_by_one = Some((after, up_to));
        }
    }

    /// The parts in which a batch is folded, without the events that are known not to fold.
    fn parts(&self, after: Position, mut batch: Batch) -> Vec<Batch> {
        for (position, why) in self.events.range(after.next()..=batch.reached.position) {
            batch.events.retain(|event| event.position() != *position);
            batch.aside.push(SetAside { position: *position, why: why.clone() });
        }
        let within = self.one_by_one.is_some_and(|(from, up_to)| from < batch.reached.position && after < up_to);
        if within { one_by_one(batch) } else { vec![batch] }
    }
}

fn one_by_one(batch: Batch) -> Vec<Batch> {
    match batch.halves() {
        Ok(halves) => halves.into_iter().flat_map(one_by_one).collect(),
        Err(alone) => vec![alone],
    }
}

/// One pass: a thread opens the events, this one folds them.
fn fold_log(
    store: &Arc<Store>,
    of: Position,
    connection: &mut Connection,
    aside: &Aside,
    progress: impl FnMut(Position),
) -> Result<(), Stopped> {
    let (sender, receiver) = sync_channel(4);
    let reading = Arc::clone(store);
    let reader = std::thread::spawn(move || {
        // A closed channel means that folding failed, and it says why.
        open_all(&reading, of, |batch| sender.send(batch).is_ok());
    });
    let folded = fold_all(store, connection, receiver, aside, progress);
    let read = reader.join();
    folded?;
    read.map_err(|_| ReadError::Unavailable("the thread that reads the log broke off".to_owned()).into())
}

fn open_all(store: &Store, of: Position, send: impl Fn(Result<Batch, ReadError>) -> bool) {
    let mut after = Position::START;
    while after < of {
        let limit = BATCH.min((of.0 - after.0) as usize);
        let Some(batch) = Batch::from_file(store, after, limit).transpose() else { return };
        let reached = batch.as_ref().map(|batch| batch.reached.position);
        let (Ok(reached), true) = (reached.map_err(drop), send(batch)) else { return };
        after = reached;
    }
}

fn fold_all(
    store: &Store,
    connection: &mut Connection,
    batches: Receiver<Result<Batch, ReadError>>,
    aside: &Aside,
    mut progress: impl FnMut(Position),
) -> Result<(), Stopped> {
    let mut people = People::rebuilding();
    connection.execute_batch("BEGIN").map_err(ReadError::from)?;
    let mut after = Position::START;
    for batch in batches {
        for part in aside.parts(after, batch?) {
            let up_to = part.reached.position;
            fold(connection, &mut people, &part, &|oid, at| person_at(store, oid, at)).map_err(|why| {
                if why.is_of_one_event() { Stopped::By { after, up_to, why } } else { Stopped::Fault(why) }
            })?;
            after = up_to;
        }
        progress(after);
    }
    people.forget(connection, true)?;
    connection.execute_batch("COMMIT").map_err(ReadError::from)?;
    Ok(())
}

fn finish(connection: &mut Connection) -> Result<(), ReadError> {
    // Indexes are sorted by another thread while this one reads the table.
    connection.pragma_update(None, "threads", 1)?;
    let transaction = connection.transaction()?;
    create_indexes_of_people(&transaction)?;
    add_everybody(&transaction)?;
    everybody::write(&transaction)?;
    create_other_indexes(&transaction)?;
    index_everybody(&transaction)?;
    transaction.commit()?;
    // One file to rename: nothing may be left in the write-ahead log.
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.pragma_update(None, "journal_mode", "delete")?;
    Ok(())
}
