//! Other nodes that always come first, and a journal that does not say for long what became of an append: anyone who waits
//! is not kept for ever, and imports go on.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use events::{Head, Position};
use oppijaloki_tests::drafts::{Draft, envelope, joined, new_command, person};
use oppijaloki_tests::faults::{Fault, FaultyJournal};
use oppijaloki_tests::nodes::{NodeBench, memory_journal, submit};
use oppijaloki_tests::wait::wait_for;
use store::journal::{AppendError, EventBytes, Journal, JournalError, Stored};
use store::{Lane, Outcome, StoreError};
use uuid::Uuid;

/// A journal to which somebody else appends just before each append, so many times.
struct Restless {
    inner: Arc<dyn Journal>,
    times: AtomicUsize,
}

impl Restless {
    fn so_often(times: usize) -> Arc<Restless> {
        Arc::new(Restless { inner: memory_journal(), times: AtomicUsize::new(times) })
    }
}

#[async_trait]
impl Journal for Restless {
    async fn identity(&self) -> Result<Uuid, JournalError> {
        self.inner.identity().await
    }

    async fn head(&self) -> Result<Head, JournalError> {
        self.inner.head().await
    }

    async fn append(&self, after: Head, events: &[EventBytes]) -> Result<Head, AppendError> {
        let come_first = |left: usize| left.checked_sub(1);
        if self.times.fetch_update(Ordering::SeqCst, Ordering::SeqCst, come_first).is_ok() {
            let command = new_command();
            let event = envelope(command, command.event(0), &joined(person(9)), &[], Vec::new());
            self.inner.append(self.inner.head().await.unwrap(), &[event.to_bytes().into()]).await.unwrap();
        }
        self.inner.append(after, events).await
    }

    async fn tail(&self, after: Position, limit: usize) -> Result<Vec<Stored>, JournalError> {
        self.inner.tail(after, limit).await
    }
}

#[tokio::test]
async fn who_is_overtaken_again_and_again_is_asked_to_come_back_and_imports_go_on() {
    let journal = Restless::so_often(120);
    let bench = NodeBench::following(journal.clone());
    let store = bench.open().await;
    let command = new_command();
    let refusal = submit(&store, Draft::of(command).joining(1).unit()).await;
    assert!(matches!(refusal, Err(StoreError::Overtaken)), "{refusal:?}");
    let others = journal.head().await.unwrap().position.0;
    assert!(others < 120, "it was not given up in time");

    let outcomes = store.submit(vec![Draft::new().joining(1).unit()], Lane::Bulk).await.unwrap();
    assert_eq!(outcomes, [Outcome::Appended { first: Position(121) }]);
    // Nothing stands there of what was refused.
    let again = submit(&store, Draft::of(command).joining(1).unit()).await.unwrap();
    assert_eq!(again, Outcome::Appended { first: Position(122) });
}

#[tokio::test]
async fn who_waits_for_an_outcome_that_stays_unknown_is_told_so_and_the_command_is_carried_out_once() {
    let journal = FaultyJournal::over(memory_journal());
    let bench = NodeBench::following(journal.clone());
    let store = bench.open().await;
    // It stands there from the first time on, and nobody is told.
    journal.plan(&[Fault::AnswerLost; 12]);
    let command = new_command();
    let told = submit(&store, Draft::of(command).joining(1).unit()).await;
    assert!(matches!(told, Err(StoreError::Unsettled)), "{told:?}");
    let meanwhile = submit(&store, Draft::new().joining(2).unit()).await;
    assert!(matches!(meanwhile, Err(StoreError::Unavailable(_))), "{meanwhile:?}");

    let again = async || submit(&store, Draft::of(command).joining(1).unit()).await.ok();
    let outcome = wait_for("the outcome is known", Duration::from_secs(60), again).await;
    assert_eq!(outcome, Outcome::AlreadyDone { first: Position(1), events: 1 });
    assert_eq!(journal.head().await.unwrap().position, Position(1));
}

/// A journal that keeps an append and says nothing of it, and then is answered for by a leader of long ago.
struct Deposed {
    inner: Arc<dyn Journal>,
    asked: AtomicUsize,
}

#[async_trait]
impl Journal for Deposed {
    async fn identity(&self) -> Result<Uuid, JournalError> {
        self.inner.identity().await
    }

    async fn head(&self) -> Result<Head, JournalError> {
        if self.asked.load(Ordering::SeqCst) > 2 { Ok(Head::START) } else { self.inner.head().await }
    }

    async fn append(&self, after: Head, events: &[EventBytes]) -> Result<Head, AppendError> {
        match self.asked.fetch_add(1, Ordering::SeqCst) {
            0 => self.inner.append(after, events).await,
            1 => {
                self.inner.append(after, events).await?;
                Err(AppendError::Unknown("the answer was lost".to_owned()))
            }
            _ => Err(AppendError::HeadMoved),
        }
    }

    async fn tail(&self, after: Position, limit: usize) -> Result<Vec<Stored>, JournalError> {
        self.inner.tail(after, limit).await
    }
}

#[tokio::test]
async fn nobody_is_told_that_nothing_was_written_by_a_leader_who_does_not_know() {
    let journal = Arc::new(Deposed { inner: memory_journal(), asked: AtomicUsize::new(0) });
    let bench = NodeBench::following(journal.clone());
    let store = bench.open().await;
    submit(&store, Draft::new().joining(1).unit()).await.unwrap();
    let told = submit(&store, Draft::new().joining(2).unit()).await;
    assert_eq!(journal.inner.head().await.unwrap().position, Position(2), "it stands there");
    assert!(matches!(told, Err(StoreError::Unsettled)), "{told:?}");
}
