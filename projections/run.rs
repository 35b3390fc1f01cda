//! Brings the read models forward as the log grows.

use std::sync::Arc;

use events::{Fact, Head, Position};
use rusqlite::Connection;
use store::Store;
use tokio::sync::watch;

use crate::ReadError;
use crate::batch::fold;
use crate::people::fold::People;
use crate::people::history::person_at;
use crate::read_db::{ReadDb, known, remove};
use crate::set_aside::fold::Batch;

/// Most events of one batch: about what may be missed by a reader for a moment.
const BATCH: usize = 5_000;
const TRY_AGAIN: std::time::Duration = std::time::Duration::from_secs(1);

/// Writes the read models. One for each file.
pub struct Runner {
    store: Arc<Store>,
    connection: Connection,
    /// What is kept in memory of the file; absent when it may be ahead of it.
    people: Option<People>,
    position: watch::Sender<Position>,
    /// The write-ahead log may hold pages with erased data.
    erased: bool,
}

impl Runner {
    /// Opens the read models of a store, starting again where the file is missing or made by other tables. A file that
    /// knows events which the log does not hold is refused and kept.
    pub fn open(store: Arc<Store>, journal: uuid::Uuid) -> Result<Runner, ReadError> {
        let path = ReadDb::at(store.cache_folder()).path().to_owned();
        let connection = ReadDb::open_for_writing(&path, journal)?;
        let Head { position, chain } = known(&connection)?;
        // When the log is shorter, or has other events, the files are kept: they are the evidence.
        store.node().log.check_holds(Head { position, chain })?;
        // Whether something was erased just before the last stop is not known.
        Ok(Runner { store, connection, people: None, position: watch::Sender::new(position), erased: true })
    }

    /// As [`Runner::open`], and brings the models up to the present head of the log. A file that turns out to be damaged
    /// is rebuilt.
    pub fn open_at_head(store: &Arc<Store>, journal: uuid::Uuid) -> Result<Runner, ReadError> {
        let open = || {
            let mut runner = Runner::open(Arc::clone(store), journal)?;
            catch_up_to(&mut runner, store.head().position)?;
            Ok(runner)
        };
        match open() {
            Err(ReadError::DamagedFile(why)) => {
                tracing::warn!(%why, "the read models are damaged; they are rebuilt");
                remove(ReadDb::at(store.cache_folder()).path())?;
                open()
            }
            opened => opened,
        }
    }

    /// Tells whenever the models are further.
    pub fn watch(&self) -> watch::Receiver<Position> {
        self.position.subscribe()
    }

    /// Takes in the next batch; `false` when there is none.
    pub fn step(&mut self) -> Result<bool, ReadError> {
        let after = *self.position.borrow();
        let batch = Batch::next(&self.store, after, BATCH, |event| {
            // Nothing that follows of an erased person is opened any more; what came before is forgotten by the fold.
            let erases = matches!(event.fact, Fact::ErasureOrdered(_) | Fact::ImportDataExpired(_));
            if erases { Ok(self.store.apply_erasure(&event.fact)?) } else { Ok(()) }
        })?;
        let Some(batch) = batch else {
            self.forget_erased()?;
            return Ok(false);
        };
        let erased = batch.events.iter().any(|event| matches!(event.fact, Fact::ErasureOrdered(_)));
        self.write(batch)?;
        self.erased |= erased;
        self.forget_erased()?;
        Ok(true)
    }

    /// Writes a batch. Where one event cannot be folded, the batch is halved until that event is alone, and it is set
    /// aside.
    fn write(&mut self, batch: Batch) -> Result<(), ReadError> {
        match self.fold(&batch) {
            Err(error) if error.is_of_one_event() => match batch.halves() {
                Ok([first, second]) => {
                    self.write(first)?;
                    self.write(second)
                }
                Err(alone) => self.fold(&alone.set_aside(error)),
            },
            folded => folded,
        }
    }

    /// All or nothing, in the file and in memory: where this fails, also in the end, memory is read again.
    fn fold(&mut self, batch: &Batch) -> Result<(), ReadError> {
        let mut people = match self.people.take() {
            Some(people) => people,
            None => People::open(&self.connection)?,
        };
        let transaction = self.connection.transaction()?;
        fold(&transaction, &mut people, batch, &|oid, at| person_at(&self.store, oid, at))?;
        transaction.commit()?;
        self.people = Some(people);
        self.position.send_replace(batch.reached.position);
        Ok(())
    }

    /// Empties the write-ahead log after an erasure. Readers of a moment may keep it from being cut: then it is tried
    /// again.
    fn forget_erased(&mut self) -> Result<(), ReadError> {
        if self.erased {
            self.erased = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        }
        Ok(())
    }

    /// Follows the log until it is told to stop, or nobody is left who could tell. Runs on a thread of its own.
    pub fn run(mut self, runtime: tokio::runtime::Handle, mut stop: watch::Receiver<bool>) {
        let mut log = self.store.watch();
        loop {
            let stopped = match self.step() {
                Ok(true) => false,
                Ok(false) => runtime.block_on(async {
                    tokio::select! {
                        _ = log.changed() => false,
                        () = tokio::time::sleep(TRY_AGAIN), if self.erased => false,
                        _ = stop.wait_for(|stop| *stop) => true,
                    }
                }),
                Err(error) => {
                    tracing::error!(%error, "the read models cannot be brought forward; trying again");
                    // The timer must be made within the runtime.
                    runtime
                        .block_on(async { tokio::time::timeout(TRY_AGAIN, stop.wait_for(|stop| *stop)).await.is_ok() })
                }
            };
            if stopped {
                return;
            }
        }
    }
}

/// Brings the read models of a store up to its present head, and tells how far they are.
pub fn catch_up_to(runner: &mut Runner, head: Position) -> Result<Position, ReadError> {
    while *runner.position.borrow() < head && runner.step()? {}
    Ok(*runner.position.borrow())
}
