//! A journal that fails on purpose: it loses answers, loses requests, is away for a while, or holds a caller up until
//! the test says so.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use events::{Head, Position};
use store::journal::{AppendError, EventBytes, Journal, JournalError, Stored};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// What happens to one append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// None: it reaches the journal and is answered.
    None,
    /// It is carried out; the answer gets lost.
    AnswerLost,
    /// It never reaches the journal, and the sender does not know.
    RequestLost,
    /// It is refused at once, because the journal cannot be written.
    Unavailable,
}

/// Lets some pass and holds the next one up.
pub struct Gate {
    passes: Mutex<Option<usize>>,
    arrived: Semaphore,
    opened: Semaphore,
}

impl Gate {
    fn new() -> Gate {
        Gate { passes: Mutex::new(None), arrived: Semaphore::new(0), opened: Semaphore::new(0) }
    }

    /// The next one to come is held up; those after them pass.
    pub fn hold_next(&self) {
        self.hold_after(0);
    }

    /// So many pass, then one is held up; those after them pass.
    pub fn hold_after(&self, passes: usize) {
        *self.passes.lock().unwrap() = Some(passes);
    }

    /// Waits until somebody is held up.
    pub async fn somebody_waits(&self) {
        self.arrived.acquire().await.unwrap().forget();
    }

    /// Lets them go on.
    pub fn release(&self) {
        self.opened.add_permits(1);
    }

    async fn pass(&self) {
        if self.holds() {
            self.arrived.add_permits(1);
            self.opened.acquire().await.unwrap().forget();
        }
    }

    fn holds(&self) -> bool {
        let mut passes = self.passes.lock().unwrap();
        let left = *passes;
        *passes = left.and_then(|left| left.checked_sub(1));
        left == Some(0)
    }
}

/// See the module. Everything that gets through is done by the journal inside.
pub struct FaultyJournal {
    inner: Arc<dyn Journal>,
    plan: Mutex<VecDeque<Fault>>,
    away: AtomicBool,
    appends: AtomicUsize,
    appended: Mutex<Vec<usize>>,
    /// Held up here: an append that has not been carried out yet.
    pub before_append: Gate,
    /// Held up here: somebody who has been told the head, and does not know it yet.
    pub after_head: Gate,
}

impl FaultyJournal {
    /// Over another journal; without faults until they are planned.
    pub fn over(inner: Arc<dyn Journal>) -> Arc<FaultyJournal> {
        Arc::new(FaultyJournal {
            inner,
            plan: Mutex::default(),
            away: AtomicBool::new(false),
            appends: AtomicUsize::new(0),
            appended: Mutex::default(),
            before_append: Gate::new(),
            after_head: Gate::new(),
        })
    }

    /// What happens to the next appends, one after the other; those after them succeed.
    pub fn plan(&self, faults: &[Fault]) {
        self.plan.lock().unwrap().extend(faults);
    }

    /// Whether it can be reached at all.
    pub fn set_away(&self, away: bool) {
        self.away.store(away, Ordering::SeqCst);
    }

    /// How many appends were tried.
    pub fn appends(&self) -> usize {
        self.appends.load(Ordering::SeqCst)
    }

    /// How many events each append had that was answered with success.
    pub fn appended(&self) -> Vec<usize> {
        self.appended.lock().unwrap().clone()
    }

    fn reach(&self) -> Result<(), String> {
        if self.away.load(Ordering::SeqCst) { Err("the journal is away".to_owned()) } else { Ok(()) }
    }
}

#[async_trait]
impl Journal for FaultyJournal {
    async fn identity(&self) -> Result<Uuid, JournalError> {
        self.reach().map_err(JournalError::Unavailable)?;
        self.inner.identity().await
    }

    async fn head(&self) -> Result<Head, JournalError> {
        self.reach().map_err(JournalError::Unavailable)?;
        let head = self.inner.head().await;
        self.after_head.pass().await;
        head
    }

    async fn append(&self, after: Head, events: &[EventBytes]) -> Result<Head, AppendError> {
        self.appends.fetch_add(1, Ordering::SeqCst);
        self.before_append.pass().await;
        self.reach().map_err(AppendError::Unavailable)?;
        let fault = self.plan.lock().unwrap().pop_front().unwrap_or(Fault::None);
        match fault {
            Fault::None => {
                let head = self.inner.append(after, events).await?;
                self.appended.lock().unwrap().push(events.len());
                Ok(head)
            }
            Fault::AnswerLost => {
                let _ = self.inner.append(after, events).await;
                Err(AppendError::Unknown("the answer was lost".to_owned()))
            }
            Fault::RequestLost => Err(AppendError::Unknown("the request was lost".to_owned())),
            Fault::Unavailable => Err(AppendError::Unavailable("the journal is read-only".to_owned())),
        }
    }

    fn append_limit(&self) -> usize {
        self.inner.append_limit()
    }

    async fn tail(&self, after: Position, limit: usize) -> Result<Vec<Stored>, JournalError> {
        self.reach().map_err(JournalError::Unavailable)?;
        self.inner.tail(after, limit).await
    }
}
