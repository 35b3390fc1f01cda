//! The sequencer: one task per node, which alone writes to the journal.
//!
//! It takes what is waiting, checks each unit against newer events and against earlier units of the same batch, and
//! appends the rest as one batch (group commit), or as several where an engine takes only so much in one append; a unit
//! is never divided. A unit whose condition no longer holds has lost: its sender reads again and decides again. So has a
//! unit that takes an id into use which the log has in use already. Interactive units go before imports, and while people
//! send some, an import waits for them after every few hundred of its events.

use std::sync::Arc;
use std::time::{Duration, Instant};

use events::envelope::COMMAND_EVENTS_LIMIT;
use events::{Backoff, CommandId, Envelope, FIRST_USES, Head, KindSet, Position, first_use};
use tokio::sync::{mpsc, oneshot};
use tracing::Instrument;

use crate::StoreError;
use crate::clock::Time;
use crate::journal::{AppendError, EventBytes, Journal};
use crate::last_write::LastWrite;
use crate::lock::FolderLock;
use crate::node::Node;
use crate::tag::TagKey;
use crate::timings::Timings;
use batch::{Batch, Room};
use size::check_limits;
use submission::Submission;

mod batch;
mod size;
mod submission;

/// Delays between retries of an append with an unknown outcome.
const UNKNOWN: Backoff = Backoff::millis(10, 2_000);
/// For so long a person or a program waits for an outcome that is not known.
const UNSETTLED: Duration = Duration::from_secs(5);

/// Most events of one append; about what five milliseconds take.
const BATCH_EVENTS: usize = 4_000;
/// Most events of imports and reactors in one append while somebody waits for an answer, or did lately: who comes next
/// waits for no more than these. The largest unit fits, so that imports go on however many people send.
const BESIDE_PEOPLE: usize = COMMAND_EVENTS_LIMIT;
/// So long after an interactive unit the next one is expected.
const LATELY: Duration = Duration::from_secs(1);
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
    timings: Arc<Timings>,
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
        let (last_append, timings) = (Arc::new(LastWrite::default()), Arc::new(Timings::default()));
        let task = Task {
            node,
            journal,
            time,
            last_append: Arc::clone(&last_append),
            timings: Arc::clone(&timings),
            people_until: Instant::now(),
            interactive: interactive_waiting,
            bulk: bulk_waiting,
            _lock: lock,
        };
        tokio::spawn(task.run().in_current_span());
        Sequencer { interactive, bulk, last_append, timings }
    }

    /// How the last append ended.
    pub(crate) fn last_append(&self) -> &LastWrite {
        &self.last_append
    }

    /// How long the steps of commands took.
    pub(crate) fn timings(&self) -> &Timings {
        &self.timings
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
    timings: Arc<Timings>,
    /// Until then people are expected to send more.
    people_until: Instant,
    interactive: mpsc::Receiver<Submission>,
    bulk: mpsc::Receiver<Submission>,
    /// Let go of when the files are closed.
    _lock: Arc<FolderLock>,
}

impl Task {
    async fn run(mut self) {
        while let Some(first) = self.next().await {
            self.carry_out(vec![first]).await;
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

    /// Appends what may be appended and answers everybody, those too who come meanwhile, until nobody waits.
    async fn carry_out(&mut self, mut submissions: Vec<Submission>) {
        let mut overtaken = 0;
        while !submissions.is_empty() {
            self.let_in(&mut submissions);
            match self.append_some(&mut submissions).await {
                Ok(()) => {
                    overtaken = 0;
                    submissions.retain_mut(|submission| !submission.answer());
                    // Those who were answered go on before the next events are looked at.
                    tokio::task::yield_now().await;
                }
                Err(Retry::CatchUp { sent }) => {
                    if let Err(error) = self.node.catch_up(self.journal.as_ref(), &|_, _| {}).await {
                        // What was sent may stand where this node cannot look just now.
                        let error = if sent { StoreError::Unsettled } else { error };
                        return submissions.iter_mut().for_each(|submission| submission.refuse(&error));
                    }
                    overtaken += 1;
                    if overtaken % TRIES == 0 {
                        submissions.retain_mut(|waiting| !waiting.refuse_in(Lane::Interactive, &StoreError::Overtaken));
                    }
                }
                Err(Retry::Never(error)) => {
                    return submissions.iter_mut().for_each(|submission| submission.refuse(&error));
                }
            }
        }
    }

    /// Takes in who waits: interactive units before what is left of imports.
    fn let_in(&mut self, submissions: &mut Vec<Submission>) {
        let mut people = submissions.iter().take_while(|waiting| waiting.lane() == Lane::Interactive).count();
        while let Ok(more) = self.interactive.try_recv() {
            submissions.insert(people, more);
            people += 1;
        }
        let mut events: usize = submissions.iter().map(Submission::events).sum();
        while events < BATCH_EVENTS
            && let Ok(more) = self.bulk.try_recv()
        {
            events += more.events();
            submissions.push(more);
        }
        let now = Instant::now();
        if people > 0 {
            self.people_until = now + LATELY;
        }
        let begun = submissions[..people].iter_mut().filter_map(Submission::begin);
        begun.for_each(|came| self.timings.note("queue", now.duration_since(came)));
    }

    /// Settles as many units as one append takes, and writes down what became of them.
    async fn append_some(&mut self, submissions: &mut [Submission]) -> Result<(), Retry> {
        // The node may take in others' events at any moment: whatever is checked, stamped and appended here refers to
        // this one head, and the time is asked for after it.
        let after = self.node.head();
        let recorded_at = self.time.stamp(self.node.last_recorded()).map_err(Retry::Never)?;
        let bulk = if Instant::now() < self.people_until { BESIDE_PEOPLE } else { usize::MAX };
        let mut batch = Batch::new(after, recorded_at, Room { bytes: self.journal.append_limit(), bulk });
        let outcomes = self.accept_some(submissions, &mut batch).map_err(Retry::Never)?;
        if !batch.stored.is_empty() {
            let events: Vec<EventBytes> = batch.stored.iter().map(|stored| Arc::clone(&stored.bytes)).collect();
            let began = Instant::now();
            self.settle(after, &events, submissions).await?;
            let appended = Instant::now();
            self.timings.note("append", appended.duration_since(began));
            if let Err(error) = self.node.absorb(&batch.stored, &batch.recorded) {
                // It is appended all the same, and the senders are told so. The next batch finds the head moved and
                // cannot go on before this node has taken in everything.
                tracing::error!(%error, "this node cannot take in what it appended");
            }
            self.timings.note("take_in", appended.elapsed());
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
            let accepted = waiting.iter().map_while(|unit| self.accept(unit, submission.lane(), batch).transpose());
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
    fn accept(&self, unit: &Unit, lane: Lane, batch: &mut Batch) -> Result<Option<Outcome>, StoreError> {
        if let Some(done) = batch.commands.get(&unit.command) {
            return Ok(Some(*done));
        }
        if let Some(done) = self.node.index.carried_out(unit.command)? {
            return Ok(Some(Outcome::AlreadyDone { first: done.first, events: done.events }));
        }
        if self.contradicted(&unit.condition, batch) || self.takes_used_id(unit, batch)? {
            return Ok(Some(Outcome::Lost));
        }
        if !batch.make_room(unit, lane) {
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
