//! Identifies people from the population register: those who wait are asked about in batches, several at a time within
//! a limit. An outage is one event for the whole queue; meanwhile one batch at a time tries, with growing delay. Anyone who
//! fails for a reason of their own is held back, and the others go on.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use events::{Backoff, PersonOid, Position};
use projections::people::query::{Waiting, due, next_due, waiting, waiting_among};
use tokio::task::JoinSet;

use super::{count_turn, pause, stopped};
use crate::app::random_share;
use crate::{App, AppError};

mod batch;
mod first;
mod held_back;

use batch::{Batch, Ended};
pub(crate) use first::First;
use held_back::HeldBack;

/// How many waiting people are read at once.
const READ_AT_ONCE: usize = 2_000;
/// At least how often those to be asked again are looked for.
const LOOK_FOR_DUE: Duration = Duration::from_secs(30);
/// At most how often anything is looked for by the clock.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// Delays after a turn that failed.
const BACKOFF: Backoff = Backoff::seconds(1, 30);

/// Those who wait, and those who are being asked about.
#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    /// Everybody who began to wait up to here has been taken into the queue.
    taken_up_to: Position,
    /// Everybody in the queue, in a batch or held back, with the newest event since which they wait.
    taken: HashMap<PersonOid, Position>,
    held_back: HeldBack,
    batches: JoinSet<Batch>,
}

/// Runs until the application stops.
pub async fn run(app: App) {
    let mut queue = Queue::default();
    let mut failures = 0_u32;
    while !stopped(&app) {
        match count_turn(&app, "identify", turn(&app, &mut queue).await) {
            Ok(()) => failures = 0,
            Err(error) => {
                tracing::error!(%error, "waiting people cannot be identified; trying again");
                failures = failures.saturating_add(1);
                pause(&app, BACKOFF.with_jitter(failures, random_share())).await;
            }
        }
    }
    while queue.batches.join_next().await.is_some() {}
}

async fn turn(app: &App, queue: &mut Queue) -> Result<(), AppError> {
    let mut reads = app.watch_reads();
    app.register.get().write_down(app).await?;
    queue.refill(app).await?;
    queue.let_first_go_first(app).await?;
    let (settings, register) = (&app.parts.settings, app.register.get());
    let at_once = if register.is_available() { settings.register_requests } else { 1 };
    while queue.batches.len() < at_once && !queue.waiting.is_empty() && register.may_be_asked(app.now()) {
        // A batch that is not full waits for more, unless nothing else is on its way.
        if queue.waiting.len() < settings.register_batch && !queue.batches.is_empty() {
            break;
        }
        let batch = queue.next_batch(settings.register_batch);
        queue.batches.spawn(batch::identify_all(app.clone(), batch));
    }
    let wait = queue.longest_wait(app).await?;
    tokio::select! {
        Some(ended) = queue.batches.join_next() => {
            queue.ended(app, ended?).await
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
        new.into_iter().chain(again).for_each(|one| self.take_in(one));
        self.waiting.extend(self.held_back.due(now));
        Ok(())
    }

    /// Takes in somebody who waits. Anyone who is taken already is not asked about twice at the same time.
    fn take_in(&mut self, one: Waiting) {
        let known = self.taken.insert(one.oid, one.since);
        if known.is_none() {
            self.waiting.push_back(one);
        }
    }

    /// Whoever was just put right goes before all others.
    async fn let_first_go_first(&mut self, app: &App) -> Result<(), AppError> {
        let first = app.identify_first.take(*app.watch_reads().borrow());
        if !first.is_empty() {
            let waiting = app.ask(move |connection| waiting_among(connection, &first)).await?;
            waiting.into_iter().rev().for_each(|one| self.take_first(one));
        }
        Ok(())
    }

    /// As [`Queue::take_in`], before all others.
    fn take_first(&mut self, one: Waiting) {
        let known = self.taken.insert(one.oid, one.since);
        let place = self.waiting.iter().position(|waiting| waiting.oid == one.oid);
        if let Some(place) = place {
            self.waiting.remove(place);
        }
        // Whoever is being asked about already is taken in again afterwards.
        if known.is_none() || place.is_some() {
            self.waiting.push_front(one);
        }
    }

    /// Somebody has an answer, or no longer needs one. Anyone who began to wait again meanwhile is taken in again.
    fn is_through(&mut self, one: Waiting) {
        self.held_back.release(one.oid);
        let newest = self.taken.remove(&one.oid);
        if let Some(since) = newest.filter(|since| *since > one.since) {
            self.take_in(Waiting { since, ..one });
        }
    }

    fn next_batch(&mut self, size: usize) -> Vec<Waiting> {
        let size = size.min(self.waiting.len());
        self.waiting.drain(..size).collect()
    }

    async fn ended(&mut self, app: &App, batch: Batch) -> Result<(), AppError> {
        let Batch { mut people, held_back, ended } = batch;
        for (oid, error) in held_back {
            let Some(place) = people.iter().position(|one| one.oid == oid) else { continue };
            let one = people.remove(place);
            let next_try = self.held_back.hold(one, app.now(), random_share());
            let since = one.since;
            tracing::error!(%error, %since, %next_try, "a person who waits since an event cannot be identified");
        }
        match ended {
            Ended::Done { asked } => {
                // The read models must know before the same people may be taken in again.
                let _ = app.wait_for(app.store().head().position, Duration::from_secs(5)).await;
                people.into_iter().for_each(|one| self.is_through(one));
                if asked {
                    app.register.answered(app.now());
                }
                Ok(())
            }
            Ended::Outage(outage) => {
                self.put_back(people);
                app.register.failed(&outage, app.now());
                Ok(())
            }
            Ended::Failed(error) => {
                self.put_back(people);
                Err(error)
            }
        }
    }

    /// They go first next time.
    fn put_back(&mut self, people: Vec<Waiting>) {
        people.into_iter().rev().for_each(|one| self.waiting.push_front(one));
    }

    /// Until something must be done by the clock alone.
    async fn longest_wait(&self, app: &App) -> Result<Duration, AppError> {
        let now = app.now();
        let next_due = app.ask(next_due).await?;
        let next_due = next_due.into_iter().chain(self.held_back.next_try()).min();
        let next = if self.waiting.is_empty() { next_due } else { app.register.get().next_try() };
        let millis = next.map_or(u64::MAX, |next| next.millis().saturating_sub(now.millis()).max(0).unsigned_abs());
        Ok(Duration::from_millis(millis).clamp(LOOK_AGAIN, LOOK_FOR_DUE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(number: u64, since: u64) -> Waiting {
        Waiting { oid: PersonOid::issue(1_000_000_000 + number), since: Position(since) }
    }

    #[test]
    fn whoever_begins_to_wait_anew_while_asked_about_is_asked_about_again() {
        let mut queue = Queue::default();
        queue.take_in(waiting(1, 5));
        queue.take_in(waiting(2, 6));
        assert_eq!(queue.next_batch(10), [waiting(1, 5), waiting(2, 6)]);
        queue.take_in(waiting(1, 9));
        assert!(queue.waiting.is_empty(), "the first question is not answered yet");
        queue.is_through(waiting(1, 5));
        queue.is_through(waiting(2, 6));
        assert_eq!(queue.next_batch(10), [waiting(1, 9)]);
        queue.is_through(waiting(1, 9));
        assert!(queue.waiting.is_empty() && queue.taken.is_empty());
    }

    #[test]
    fn whoever_was_put_right_goes_before_those_of_imports_and_is_asked_about_once() {
        let mut queue = Queue::default();
        (1..=3).for_each(|n| queue.take_in(waiting(n, n)));
        queue.take_first(waiting(9, 20));
        queue.take_first(waiting(3, 21));
        // The list has them in its turn, too.
        queue.take_in(waiting(9, 20));
        assert_eq!(queue.next_batch(3), [waiting(3, 21), waiting(9, 20), waiting(1, 1)]);
        // Put right once more while being asked about.
        queue.take_first(waiting(9, 30));
        assert_eq!(queue.next_batch(3), [waiting(2, 2)]);
        queue.is_through(waiting(9, 20));
        assert_eq!(queue.next_batch(3), [waiting(9, 30)]);
    }
}
