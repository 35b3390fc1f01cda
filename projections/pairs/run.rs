//! Follows the read models, at leisure: whoever changed is compared again. What imports bring is looked at when they are
//! over, or have lasted long, and slowly while others work.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::person::CHANGES;
use events::{EventKind, PersonOid, Position};
use rusqlite::Connection;
use store::Store;
use tokio::sync::watch;
use uuid::Uuid;

use super::file::{PairsDb, checkpoint, set_checkpoint};
use super::find::pairs_of;
use super::{groups, sweep};
use crate::ReadError;
use crate::people::keys::key_of;
use crate::people::query::count;
use crate::read_db::ReadDb;

/// Events that are looked through at once.
const EVENTS: usize = 10_000;
/// Records that are compared in one transaction.
const AT_ONCE: usize = 100;
/// So few that changed are compared at once, whatever else goes on.
const FEW: usize = 500;
/// More than one in so many has changed: then everybody is compared, which costs less for each.
const SHARE: u64 = 50;
/// The log stands still for so long: nobody is at work.
const STILL: Duration = Duration::from_secs(1);
/// So long at most many who changed wait.
const PATIENCE: Duration = Duration::from_secs(300);
/// While others work, so many times as long as a part of the work took is waited behind it.
const REST: u32 = 19;
const TRY_AGAIN: Duration = Duration::from_secs(5);

/// Writes the pairs. One for each file.
pub struct PairsRunner {
    store: Arc<Store>,
    reads: Arc<ReadDb>,
    pairs: Arc<PairsDb>,
    connection: Connection,
    reached: watch::Sender<Position>,
}

/// What the runner listens to while it works.
struct Around {
    runtime: tokio::runtime::Handle,
    stop: watch::Receiver<bool>,
    reads_at: watch::Receiver<Position>,
    /// When the last part of the work began.
    since: Instant,
}

impl PairsRunner {
    /// Opens the pairs beside read models that stand at the head of the log or near it.
    pub fn open(store: Arc<Store>, reads: Arc<ReadDb>, journal: Uuid) -> Result<PairsRunner, ReadError> {
        let folder = reads.path().parent().unwrap_or(Path::new("")).to_owned();
        let (pairs, connection) = PairsDb::open(&folder, journal)?;
        // A log that is shorter than what was seen of it was restored: all is found anew.
        if checkpoint(&connection)?.is_some_and(|reached| reached > store.head().position) {
            set_checkpoint(&connection, None)?;
        }
        let reached = watch::Sender::new(checkpoint(&connection)?.unwrap_or_default());
        Ok(PairsRunner { store, reads, pairs: Arc::new(pairs), connection, reached })
    }

    /// The pairs as they are asked.
    pub fn pairs(&self) -> Arc<PairsDb> {
        Arc::clone(&self.pairs)
    }

    /// Tells whenever more was compared.
    pub fn watch(&self) -> watch::Receiver<Position> {
        self.reached.subscribe()
    }

    /// Follows until it is told to stop. Runs on a thread of its own.
    pub fn run(
        mut self,
        runtime: tokio::runtime::Handle,
        stop: watch::Receiver<bool>,
        reads_at: watch::Receiver<Position>,
    ) {
        let mut around = Around { runtime, stop, reads_at, since: Instant::now() };
        let mut whole = matches!(checkpoint(&self.connection), Ok(Some(_)));
        while !around.stopped() {
            let reads_at = *around.reads_at.borrow_and_update();
            if whole && *self.reached.borrow() >= reads_at {
                around.wait_for_more();
                continue;
            }
            match self.step(reads_at, &mut around) {
                Ok(()) => whole = true,
                Err(error) => {
                    tracing::error!(%error, "possible duplicates cannot be compared; trying again");
                    around.pause(TRY_AGAIN);
                }
            }
        }
    }

    /// Compares those who changed up to a position, unless it is told to stop.
    fn step(&mut self, reads_at: Position, around: &mut Around) -> Result<(), ReadError> {
        let Some(from) = checkpoint(&self.connection)? else {
            let many = self.reads.ask(count)? > FEW as u64;
            return if many && !around.waits_for_stillness() { Ok(()) } else { self.everybody(around) };
        };
        let most = FEW.max((self.reads.ask(count)? / SHARE) as usize);
        let changed = self.changed(from, reads_at, most)?;
        if changed.as_ref().is_none_or(|changed| changed.len() > FEW) && !around.waits_for_stillness() {
            return Ok(());
        }
        let Some(changed) = changed else { return self.everybody(around) };
        around.since = Instant::now();
        for part in changed.into_iter().collect::<Vec<_>>().chunks(AT_ONCE) {
            if !around.breathes() {
                return Ok(());
            }
            self.compare(part)?;
        }
        self.is_at(reads_at)
    }

    /// Those whom events after a position, up to another, changed; `None` when they are more than so many: neither the rest
    /// of the log nor millions of people are then needed.
    fn changed(&self, from: Position, up_to: Position, most: usize) -> Result<Option<BTreeSet<PersonOid>>, ReadError> {
        let (mut at, mut changed) = (from, BTreeSet::new());
        while at < up_to {
            if changed.len() > most {
                return Ok(None);
            }
            let events = self.store.node().log.after(at, EVENTS)?;
            let Some(last) = events.last() else { break };
            at = last.position;
            let compared = |event: &&Arc<events::Recorded>| {
                EventKind::named(&event.envelope.event_type)
                    .is_none_or(|kind| CHANGES.has(kind) && kind != EventKind::OrganisationJoined)
            };
            for event in events.iter().filter(compared) {
                changed.extend(event.envelope.persons());
            }
        }
        Ok(Some(changed).filter(|changed| changed.len() <= most))
    }

    /// Compares some records.
    fn compare(&mut self, records: &[PersonOid]) -> Result<(), ReadError> {
        let pairs = self.reads.ask(|connection| {
            let mut keys = Vec::with_capacity(records.len());
            for record in records {
                keys.extend(key_of(connection, *record)?);
            }
            pairs_of(connection, &keys)
        })?;
        let transaction = self.connection.transaction()?;
        groups::replace(&transaction, records, &pairs)?;
        Ok(transaction.commit()?)
    }

    /// Compares everybody. What changes meanwhile is looked at afterwards.
    fn everybody(&mut self, around: &mut Around) -> Result<(), ReadError> {
        let from = self.reads.position()?;
        let began = Instant::now();
        around.since = began;
        let transaction = self.connection.transaction()?;
        transaction.execute_batch("DELETE FROM pairs; DELETE FROM items")?;
        let swept = sweep(&self.reads, || around.breathes(), |pairs| groups::insert(&transaction, pairs))?;
        let Some(people) = swept else { return Ok(()) };
        groups::group_all(&transaction)?;
        set_checkpoint(&transaction, Some(from))?;
        transaction.commit()?;
        self.reached.send_replace(from);
        tracing::info!(people, milliseconds = began.elapsed().as_millis() as u64, "everybody was compared");
        Ok(())
    }

    fn is_at(&self, position: Position) -> Result<(), ReadError> {
        set_checkpoint(&self.connection, Some(position))?;
        self.reached.send_replace(position);
        Ok(())
    }
}

impl Around {
    /// Was it told to stop, or is nobody left who could tell, or who writes the read models?
    fn stopped(&self) -> bool {
        *self.stop.borrow() || self.stop.has_changed().is_err() || self.reads_at.has_changed().is_err()
    }

    /// Waits until there is more to look at, or the end.
    fn wait_for_more(&mut self) {
        let Around { runtime, stop, reads_at, .. } = self;
        runtime.block_on(async {
            tokio::select! {
                _ = reads_at.changed() => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
        });
    }

    /// Waits until nothing was written for a while, but not for ever; `false` at the end.
    fn waits_for_stillness(&mut self) -> bool {
        let began = Instant::now();
        while !self.stopped() && began.elapsed() < PATIENCE {
            if !self.moved_within(STILL) {
                return !self.stopped();
            }
        }
        !self.stopped()
    }

    /// Does the log move within a time? Waits for it.
    fn moved_within(&mut self, time: Duration) -> bool {
        let Around { runtime, stop, reads_at, .. } = self;
        reads_at.mark_unchanged();
        runtime.block_on(async {
            tokio::select! {
                moved = tokio::time::timeout(time, reads_at.changed()) => moved.is_ok(),
                _ = stop.wait_for(|stop| *stop) => false,
            }
        })
    }

    /// Between two parts of the work: a rest while others work. `false` at the end.
    fn breathes(&mut self) -> bool {
        if self.reads_at.has_changed().unwrap_or(false) {
            self.reads_at.mark_unchanged();
            self.pause(self.since.elapsed().saturating_mul(REST));
        }
        self.since = Instant::now();
        !self.stopped()
    }

    fn pause(&mut self, time: Duration) {
        let Around { runtime, stop, .. } = self;
        let _ = runtime.block_on(async { tokio::time::timeout(time, stop.wait_for(|stop| *stop)).await.is_ok() });
    }
}
