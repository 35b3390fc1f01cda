//! One node: its local log and tag index, which advance together.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use events::{Head, Instant, Position};
use tokio::sync::watch;

use crate::StoreError;
use crate::erasures::Erasures;
use crate::journal::{Journal, Stored};
use crate::links::{BrokenLink, Links};
use crate::local_log::{LocalLog, read};
use crate::tag_index::TagIndex;
use events::Recorded;

/// How many events are taken in at once while catching up; as many more are fetched meanwhile. An event may have 256 KiB.
const CATCH_UP_BATCH: usize = 1_000;
/// So few are taken in where they are: asking another thread would take longer.
const FEW: usize = 100;

/// Told how far a catching up is: the position reached, and the position known to be there.
pub type Progress<'a> = &'a (dyn Fn(Position, Position) + Send + Sync);

/// One node's copy of the log, and its index.
pub struct Node {
    /// This node's copy of the journal.
    pub log: LocalLog,
    /// Which events carry a tag.
    pub index: TagIndex,
    /// What the log says is destroyed.
    pub(crate) erasures: Arc<Erasures>,
    head: Mutex<Head>,
    head_position: watch::Sender<Position>,
    last_recorded: AtomicI64,
}

impl Node {
    /// Brings the index up to the local log. Takes a while when the index was deleted. So many of the newest events are
    /// looked at whether they follow from each other, and whatever is read anyway.
    pub(crate) fn open(log: LocalLog, index: TagIndex, checked: u64) -> Result<Node, StoreError> {
        let head = log.head()?;
        log.check(Position(head.position.0.saturating_sub(checked)), index.head())?;
        let mut last_recorded = i64::MIN;
        while index.head() < head.position {
            let events = log.after(index.head(), CATCH_UP_BATCH)?;
            if events.is_empty() {
                return Err(StoreError::Missing(index.head().next()));
            }
            index.absorb(&events);
        }
        if let Some(last) = log.after(Position(head.position.0.saturating_sub(1)), 1)?.first() {
            last_recorded = last.envelope.meta.recorded.millis();
        }
        Ok(Node {
            erasures: Arc::new(Erasures::of(&log, &index)?),
            log,
            index,
            head: Mutex::new(head),
            head_position: watch::Sender::new(head.position),
            last_recorded: AtomicI64::new(last_recorded),
        })
    }

    /// The last event that this node holds.
    pub fn head(&self) -> Head {
        *self.head.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When the last event was recorded.
    pub(crate) fn last_recorded(&self) -> Instant {
        Instant::from_millis(self.last_recorded.load(Ordering::Acquire))
    }

    /// Tells whenever the node holds more.
    pub fn watch(&self) -> watch::Receiver<Position> {
        self.head_position.subscribe()
    }

    /// Takes in events that stand in the journal; those it already holds are passed over. An event that does not follow
    /// from what the node holds is refused: the journal is another one, or a fork.
    pub(crate) fn absorb(&self, stored: &[Stored], recorded: &[Arc<Recorded>]) -> Result<(), StoreError> {
        let mut head = self.head.lock().unwrap_or_else(PoisonError::into_inner);
        let known = stored.iter().take_while(|event| event.position <= head.position).count();
        let (stored, recorded) = (&stored[known..], &recorded[known..]);
        let Some(last) = recorded.last() else { return Ok(()) };
        let mut links = Links::behind(*head);
        for (n, event) in stored.iter().enumerate() {
            links.follow(event).map_err(|broken| match broken {
                // It does not join what is held: another journal, or a fork.
                BrokenLink::Altered(at) if n == 0 && *head != Head::START => StoreError::Forked(at),
                broken => broken.of(false),
            })?;
        }
        self.log.absorb(stored, recorded)?;
        self.erasures.absorb(recorded);
        self.index.absorb(recorded);
        *head = Head { position: last.position, chain: last.chain };
        self.last_recorded.fetch_max(last.envelope.meta.recorded.millis(), Ordering::AcqRel);
        self.head_position.send_replace(last.position);
        Ok(())
    }

    /// Takes in everything that the journal holds beyond this node, and tells how far it is.
    pub(crate) async fn catch_up(
        self: &Arc<Self>,
        journal: &dyn Journal,
        tell: Progress<'_>,
    ) -> Result<(), StoreError> {
        // In this order: while the journal is asked, this node may go past the head it is told.
        let here = self.head();
        let there = journal.head().await?;
        if there.position < here.position || (there.position == here.position && there.chain != here.chain) {
            return Err(StoreError::Forked(here.position));
        }
        let mut batch = fetch(journal, self.head().position).await?;
        while let Some(last) = batch.last() {
            let more = batch.stored.len() == CATCH_UP_BATCH;
            // While one batch is taken in, the next one is fetched and decoded.
            let next = async { if more { fetch(journal, last).await } else { Ok(Batch::default()) } };
            let (taken_in, next) = tokio::join!(self.take_in(batch), next);
            taken_in?;
            tell(last, there.position.max(last));
            batch = next?;
        }
        self.erasures.looked();
        Ok(())
    }

    async fn take_in(self: &Arc<Self>, batch: Batch) -> Result<(), StoreError> {
        let node = Arc::clone(self);
        aside(batch.stored.len(), move || node.absorb(&batch.stored, &batch.recorded)).await
    }
}

/// Events on their way into a node, as they were stored and decoded.
#[derive(Default)]
struct Batch {
    stored: Vec<Stored>,
    recorded: Vec<Arc<Recorded>>,
}

impl Batch {
    fn last(&self) -> Option<Position> {
        self.stored.last().map(|event| event.position)
    }
}

async fn fetch(journal: &dyn Journal, after: Position) -> Result<Batch, StoreError> {
    let stored = journal.tail(after, CATCH_UP_BATCH).await?;
    let events = stored.len();
    let decode = move || {
        let recorded = stored.iter().map(|event| read(event).map(Arc::new)).collect::<Result<_, _>>()?;
        Ok(Batch { stored, recorded })
    };
    aside(events, decode).await
}

/// Does work on so many events, on many of them away from the threads that answer requests.
async fn aside<T: Send + 'static>(
    events: usize,
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    if events <= FEW {
        return work();
    }
    tokio::task::spawn_blocking(work).await.map_err(|_| ended())?
}

fn ended() -> StoreError {
    StoreError::Unavailable("the registry is shutting down".to_owned())
}
