//! Identifies people from the population register: those who wait are asked about in batches, several at a time within
//! a limit. An outage is one event for the whole queue; meanwhile one batch at a time tries, with growing delay.

use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use events::{PersonOid, Position};
use projections::people::query::{Waiting, due, next_due, waiting};
use tokio::task::JoinSet;
use vtj::client::RegisterOutage;

use super::{pause, stopped};
use crate::{App, AppError};

mod batch;
mod findings;
mod outage;

use outage::Register;

/// How many waiting people are read at once.
const READ_AT_ONCE: usize = 2_000;
/// At least how often those to be asked again are looked for.
const LOOK_FOR_DUE: Duration = Duration::from_secs(30);

/// How a batch ended.
pub(super) enum Ended {
    /// Everybody in it has an answer, or no longer needs one.
    Done {
        /// The register was asked, and answered.
        asked: bool,
    },
    /// The register did not answer.
    Outage(RegisterOutage),
    /// Storage failed: the batch is tried again.
    Failed(AppError),
}

/// Those who wait, and those who are being asked about.
struct Queue {
    waiting: VecDeque<Waiting>,
    /// Everybody who began to wait up to here has been taken into the queue.
    taken_up_to: Position,
    asked_about: HashSet<PersonOid>,
    batches: JoinSet<(Vec<Waiting>, Ended)>,
}

/// Runs until the application stops.
pub async fn run(app: App) {
    let mut queue = Queue {
        waiting: VecDeque::new(),
        taken_up_to: Position::START,
        asked_about: HashSet::new(),
        batches: JoinSet::new(),
    };
    let mut register = Register::default();
    while !stopped(&app) {
        if let Err(error) = turn(&app, &mut queue, &mut register).await {
            tracing::error!(%error, "waiting people cannot be identified; trying again");
            pause(&app, Duration::from_secs(1)).await;
        }
    }
    while queue.batches.join_next().await.is_some() {}
}

async fn turn(app: &App, queue: &mut Queue, register: &mut Register) -> Result<(), AppError> {
    let mut reads = app.watch_reads();
    register.write_down(app).await?;
    queue.refill(app).await?;
    let settings = &app.parts.settings;
    let at_once = if register.is_available() { settings.register_requests } else { 1 };
    while queue.batches.len() < at_once && !queue.waiting.is_empty() && register.may_be_asked(app.now()) {
        // A batch that is not full waits for more, unless nothing else is on its way.
        if queue.waiting.len() < settings.register_batch && !queue.batches.is_empty() {
            break;
        }
        let batch = queue.next_batch(settings.register_batch);
        queue.batches.spawn(batch::identify_all(app.clone(), batch));
    }
    let wait = queue.longest_wait(app, register).await?;
    tokio::select! {
        Some(ended) = queue.batches.join_next() => {
            let (batch, ended) = ended?;
            queue.ended(app, register, batch, ended).await
        }
        _ = reads.changed(), if queue.waiting.is_empty() => Ok(()),
        () = pause(app, wait) => Ok(()),
    }
}

impl Queue {
    /// Takes in those who began to wait, and those whose time to be asked again has come.
    async fn refill(&mut self, app: &App) -> Result<(), AppError> {
        if self.waiting.len() >= app.parts.settings.register_batch {
            return Ok(());
        }
        let after = self.taken_up_to;
        let now = app.now();
        let (new, again) = app
            .ask(move |connection| Ok((waiting(connection, after, READ_AT_ONCE)?, due(connection, now, READ_AT_ONCE)?)))
            .await?;
        self.taken_up_to = new.last().map_or(after, |last| last.since);
        for one in new.into_iter().chain(again) {
            if self.asked_about.insert(one.oid) {
                self.waiting.push_back(one);
            }
        }
        Ok(())
    }

    fn next_batch(&mut self, size: usize) -> Vec<Waiting> {
        let size = size.min(self.waiting.len());
        self.waiting.drain(..size).collect()
    }

    async fn ended(
        &mut self,
        app: &App,
        register: &mut Register,
        batch: Vec<Waiting>,
        ended: Ended,
    ) -> Result<(), AppError> {
        match ended {
            Ended::Done { asked } => {
                // The read models must know before the same people may be taken in again.
                let _ = app.wait_for(app.store().head().position, Duration::from_secs(5)).await;
                batch.iter().for_each(|one| {
                    self.asked_about.remove(&one.oid);
                });
                if asked {
                    register.answered(app.now());
                }
                Ok(())
            }
            Ended::Outage(outage) => {
                batch.into_iter().rev().for_each(|one| self.waiting.push_front(one));
                register.failed(&outage, app.now());
                Ok(())
            }
            Ended::Failed(error) => {
                batch.into_iter().rev().for_each(|one| self.waiting.push_front(one));
                Err(error)
            }
        }
    }

    /// Until something must be done by the clock alone.
    async fn longest_wait(&self, app: &App, register: &Register) -> Result<Duration, AppError> {
        let now = app.now();
        let next_due = app.ask(next_due).await?;
        let next = if self.waiting.is_empty() { next_due } else { register.next_try() };
        let millis = next.map_or(i64::MAX, |next| next.millis().saturating_sub(now.millis()).max(10));
        Ok(Duration::from_millis(millis.unsigned_abs()).min(LOOK_FOR_DUE))
    }
}
