//! The sequencer: one task per node, which alone writes to the journal.
//!
//! It takes what is waiting, checks each unit against newer events and against earlier units of the same batch, and
//! appends the rest as one batch (group commit), or as several where an engine takes only so much in one append; a unit
//! is never divided. A unit whose condition no longer holds has lost: its sender reads again and decides again. So has a
//! unit that takes an id into use which the log has in use already. Interactive units go before imports.

use std::collections::HashMap;
use std::sync::Arc;

use events::{Backoff, CommandId, Envelope, FIRST_USES, Head, Instant, KindSet, Position, first_use, kind_number};
use tokio::sync::{mpsc, oneshot};
use tracing::Instrument;

use crate::StoreError;
use crate::clock::Time;
use crate::journal::{AppendError, EVENT_OVERHEAD, EventBytes, Journal, Stored};
use crate::last_write::LastWrite;
use crate::lock::FolderLock;
use crate::node::Node;
use crate::tag::{TagKey, keys_of};
use events::Recorded;
use size::{check_limits, size_at_most};
use submission::Submission;

mod size;
mod submission;

/// Delays between retries of an append with an unknown outcome.
const UNKNOWN: Backoff = Backoff::millis(10, 2_000);
/// For so long a person or a program waits for an outcome that is not known.
const UNSETTLED: std::time::Duration = std::time::Duration::from_secs(5);

/// Most events of one append; about what five milliseconds take.
const BATCH_EVENTS: usize = 4_000;
/// How often other nodes may come first before those who wait are asked to come back. Imports go on.
const TRIES: usize = 50;

/// *No event of these types with this tag* — after the position at which the decision read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    /// The tag.
    pub tag: TagKey,
    /// The types that would change the decision; others do not disturb it.
    pub types: KindSet,
}

/// Under which a unit may be appended.
#[derive(Debug, Clone, Default)]
pub struct Condition {
    /// The position at which everything was read.
    pub read_at: Position,
    /// The union of what was read.
    pub guards: Vec<Guard>,
}

/// Events that are appended together or not at all, and the condition for it.
pub struct Unit {
    /// The command that they carry out. What was already carried out under this id is not done again.
    pub command: CommandId,
    /// The events, complete but for `meta.recorded`.
    pub events: Vec<Envelope>,
    /// When they may be appended.
    pub condition: Condition,
}

impl Unit {
    /// Is it more than any engine takes? Then none of what is sent with it is appended.
    pub fn is_too_large(&self) -> bool {
        check_limits(self).is_err()
    }
}

/// What became of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It stands in the journal from this position on.
    Appended {
        /// Position of its first event.
        first: Position,
    },
    /// A command with the same id was carried out before, from this position on; nothing was appended now.
    AlreadyDone {
        /// Position of its first event.
        first: Position,
        /// How many events it had appended.
        events: u32,
    },
    /// Something newer contradicts the condition: read again and decide again.
    Lost,
}

/// Who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// A person or a program waits for the answer.
    Interactive,
    /// Imports and reactors.
    Bulk,
}

/// The sending side.
#[derive(Clone)]
pub struct Sequencer {
    interactive: mpsc::Sender<Submission>,
    bulk: mpsc::Sender<Submission>,
    last_append: Arc<LastWrite>,
}

impl Sequencer {
    /// Starts the task. It ends when the last sender is gone.
    pub(crate) fn start(
        journal: Arc<dyn Journal>,
        node: Arc<Node>,
        time: Arc<Time>,
        lock: Arc<FolderLock>,
    ) -> Sequencer {
        let (interactive, interactive_waiting) = mpsc::channel(1024);
        let (bulk, bulk_waiting) = mpsc::channel(64);
        let last_append = Arc::new(LastWrite::default());
        let task = Task {
            node,
            journal,
            time,
            last_append: Arc::clone(&last_append),
            interactive: interactive_waiting,
            bulk: bulk_waiting,
            _lock: lock,
        };
        tokio::spawn(task.run().in_current_span());
        Sequencer { interactive, bulk, last_append }
    }

    /// How the last append ended.
    pub(crate) fn last_append(&self) -> &LastWrite {
        &self.last_append
    }

    /// Sends units and waits for what becomes of each. An error other than [`StoreError::Unsettled`] means that none of
    /// them was appended.
    pub async fn submit(&self, units: Vec<Unit>, lane: Lane) -> Result<Vec<Outcome>, StoreError> {
        for unit in &units {
            check_limits(unit)?;
        }
        let (reply, outcomes) = oneshot::channel();
        let sender = if lane == Lane::Interactive { &self.interactive } else { &self.bulk };
        let stopped = || StoreError::Unavailable("the registry is shutting down".to_owned());
        sender.send(Submission::new(units, lane, reply)).await.map_err(|_| stopped())?;
        // Who was taken in and gets no answer cannot know.
        outcomes.await.map_err(|_| StoreError::Unsettled)?
    }
}

struct Task {
    // Its log reads the journal's file, and is closed before it.
    node: Arc<Node>,
    journal: Arc<dyn Journal>,
    time: Arc<Time>,
    last_append: Arc<LastWrite>,
    interactive: mpsc::Receiver<Submission>,
    bulk: mpsc::Receiver<Submission>,
    /// Let go of when the files are closed.
    _lock: Arc<FolderLock>,
}

/// A batch in the making: what has been accepted so far, as if it stood in the journal already.
struct Batch {
    head: Head,
    recorded_at: Instant,
    /// What it may still take, in bytes.
    room: usize,
    stored: Vec<Stored>,
    recorded: Vec<Arc<Recorded>>,
    tags: HashMap<TagKey, KindSet>,
    commands: HashMap<CommandId, Outcome>,
}

impl Task {
    async fn run(mut self) {
        while let Some(first) = self.next().await {
            let mut submissions = vec![first];
            let mut events = submissions[0].events();
            while events < BATCH_EVENTS
                && let Ok(more) = self.interactive.try_recv().or_else(|_| self.bulk.try_recv())
            {
                events += more.events();
                submissions.push(more);
            }
            self.carry_out(submissions).await;
        }
    }

    async fn next(&mut self) -> Option<Submission> {
        tokio::select! {
            biased;
            Some(submission) = self.interactive.recv() => Some(submission),
            Some(submission) = self.bulk.recv() => Some(submission),
            else => None,
        }
    }

    /// Appends what may be appended and answers everybody.
    async fn carry_out(&mut self, mut submissions: Vec<Submission>) {
        let mut overtaken = 0;
        while !submissions.is_empty() {
            match self.append_some(&mut submissions).await {
                Ok(()) => submissions.retain_mut(|submission| !submission.answer()),
                Err(Retry::CatchUp { sent }) => {
                    if let Err(error) = self.node.catch_up(self.journal.as_ref(), &|_, _| {}).await {
                        // What was sent may stand where this node cannot look just now.
                        let error = if sent { StoreError::Unsettled } else { error };
                        return submissions.iter_mut().for_each(|submission| submission.refuse(&error));
                    }
                    overtaken += 1;
                    if overtaken == TRIES {
                        submissions.retain_mut(|waiting| !waiting.refuse_in(Lane::Interactive, &StoreError::Overtaken));
                    }
                }
                Err(Retry::Never(error)) => {
                    return submissions.iter_mut().for_each(|submission| submission.refuse(&error));
                }
            }
        }
    }

    /// Settles as many units as one append takes, and writes down what became of them.
    async fn append_some(&mut self, submissions: &mut [Submission]) -> Result<(), Retry> {
        // The node may take in others' events at any moment: whatever is checked, stamped and appended here refers to
        // this one head, and the time is asked for after it.
        let after = self.node.head();
        let recorded_at = self.time.stamp(self.node.last_recorded()).map_err(Retry::Never)?;
        let mut batch = Batch::new(after, recorded_at, self.journal.append_limit());
        let outcomes = self.accept_some(submissions, &mut batch).map_err(Retry::Never)?;
        if !batch.stored.is_empty() {
            let events: Vec<EventBytes> = batch.stored.iter().map(|stored| Arc::clone(&stored.bytes)).collect();
            self.settle(after, &events, submissions).await?;
            if let Err(error) = self.node.absorb(&batch.stored, &batch.recorded) {
                // It is appended all the same, and the senders are told so. The next batch finds the head moved and
                // cannot go on before this node has taken in everything.
                tracing::error!(%error, "this node cannot take in what it appended");
            }
        }
        for (submission, outcomes) in submissions.iter_mut().zip(outcomes) {
            submission.settle(outcomes);
        }
        Ok(())
    }

    /// Goes through the units that are not settled, in order, up to the first for which there is no room.
    fn accept_some(&self, submissions: &[Submission], batch: &mut Batch) -> Result<Vec<Vec<Outcome>>, StoreError> {
        let mut outcomes = Vec::with_capacity(submissions.len());
        for submission in submissions {
            let waiting = submission.unsettled();
            let accepted = waiting.iter().map_while(|unit| self.accept(unit, batch).transpose());
            outcomes.push(accepted.collect::<Result<Vec<_>, _>>()?);
            if outcomes.last().map(Vec::len) != Some(waiting.len()) {
                break;
            }
        }
        Ok(outcomes)
    }

    /// Sends the same events at the same head until the outcome is definite. Anyone who waits for an answer is not kept for
    /// ever, and who comes meanwhile is refused.
    async fn settle(
        &mut self,
        after: Head,
        events: &[EventBytes],
        submissions: &mut [Submission],
    ) -> Result<Head, Retry> {
        let began = tokio::time::Instant::now();
        let mut unknown = 0_u32;
        loop {
            match self.journal.append(after, events).await {
                Ok(head) => return self.last_append.note(Ok(head)).map_err(Retry::Never),
                Err(AppendError::HeadMoved) => return Err(Retry::CatchUp { sent: unknown > 0 }),
                Err(AppendError::Unavailable(why)) if unknown == 0 => {
                    return self.last_append.note(Err(StoreError::Unavailable(why))).map_err(Retry::Never);
                }
                Err(AppendError::TooLarge(_)) => return Err(Retry::Never(StoreError::TooLarge)),
                // Once an outcome is unknown, a journal that is away tells nothing about it either.
                Err(AppendError::Unknown(why) | AppendError::Unavailable(why)) => {
                    unknown = unknown.saturating_add(1);
                    tracing::warn!(%why, "an append has an unknown outcome; asking again");
                    self.refuse_waiting();
                    if began.elapsed() > UNSETTLED {
                        submissions.iter_mut().for_each(|waiting| {
                            waiting.refuse_in(Lane::Interactive, &StoreError::Unsettled);
                        });
                    }
                    tokio::time::sleep(UNKNOWN.delay(unknown)).await;
                }
            }
        }
    }

    /// Answers the people and programs that wait for something that cannot be done now.
    fn refuse_waiting(&mut self) {
        let why = StoreError::Unavailable("the journal has not said yet what became of what came before".to_owned());
        while let Ok(mut waiting) = self.interactive.try_recv() {
            waiting.refuse(&why);
        }
    }

    /// Adds one unit to the batch when its condition holds; `None` when there is no room for it.
    fn accept(&self, unit: &Unit, batch: &mut Batch) -> Result<Option<Outcome>, StoreError> {
        if let Some(done) = batch.commands.get(&unit.command) {
            return Ok(Some(*done));
        }
        if let Some(done) = self.node.index.carried_out(unit.command)? {
            return Ok(Some(Outcome::AlreadyDone { first: done.first, events: done.events }));
        }
        if self.contradicted(&unit.condition, batch) || self.takes_used_id(unit, batch)? {
            return Ok(Some(Outcome::Lost));
        }
        if !batch.make_room(unit) {
            return Ok(None);
        }
        let first = batch.head.position.next();
        unit.events.iter().for_each(|event| batch.push(event.clone()));
        batch.commands.insert(unit.command, Outcome::AlreadyDone { first, events: unit.events.len() as u32 });
        Ok(Some(Outcome::Appended { first }))
    }

    /// Does the unit take an id into use that the log has in use already, or an earlier unit of the batch? Anyone who
    /// decided draws another. Asked of the whole log, whatever was read for the decision.
    fn takes_used_id(&self, unit: &Unit, batch: &Batch) -> Result<bool, StoreError> {
        let first_uses = unit.events.iter().filter_map(|event| first_use(&event.event_type, &event.tags));
        let tags: Vec<TagKey> = first_uses.map(TagKey::from).collect();
        if tags.iter().any(|tag| batch.contains(&Guard { tag: *tag, types: FIRST_USES })) {
            return Ok(true);
        }
        let found = self.node.index.find_all(&tags, FIRST_USES, batch.head.position)?;
        Ok(found.iter().any(|postings| !postings.is_empty()))
    }

    fn contradicted(&self, condition: &Condition, batch: &Batch) -> bool {
        condition.guards.iter().any(|guard| {
            // An answer of `None` means that the decision is too old to be checked from memory.
            self.node.index.any_after(guard.tag, guard.types, condition.read_at).unwrap_or(true)
                || batch.contains(guard)
        })
    }
}

impl Batch {
    fn new(head: Head, recorded_at: Instant, room: usize) -> Batch {
        let (stored, recorded) = (Vec::new(), Vec::new());
        Batch { head, recorded_at, room, stored, recorded, tags: HashMap::new(), commands: HashMap::new() }
    }

    /// Sets room aside for a unit. The first one always has some: every engine takes the largest command.
    fn make_room(&mut self, unit: &Unit) -> bool {
        let size: usize = unit.events.iter().map(|event| size_at_most(event) + EVENT_OVERHEAD).sum();
        let fits = size <= self.room || self.stored.is_empty();
        if fits {
            self.room = self.room.saturating_sub(size);
        }
        fits
    }

    fn push(&mut self, mut envelope: Envelope) {
        envelope.meta.recorded = self.recorded_at;
        let bytes: EventBytes = envelope.to_bytes().into();
        self.head = self.head.after(&bytes);
        let Head { position, chain } = self.head;
        let event_type = kind_number(&envelope.event_type);
        for key in keys_of(&envelope) {
            self.tags.entry(key).or_default().insert(event_type);
        }
        self.recorded.push(Arc::new(Recorded { position, chain, size: bytes.len(), envelope }));
        self.stored.push(Stored { position, chain, bytes });
    }

    fn contains(&self, guard: &Guard) -> bool {
        self.tags.get(&guard.tag).is_some_and(|types| types.intersects(guard.types))
    }
}

/// Why a batch was not appended.
enum Retry {
    /// Another node moved the head: take in its events, check again. The same events may have been `sent` before with an
    /// unknown outcome: then they are found among those.
    CatchUp { sent: bool },
    /// It cannot be appended now.
    Never(StoreError),
}

#[cfg(test)]
mod tests;
