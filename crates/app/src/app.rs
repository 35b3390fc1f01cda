//! The application: everything that uses need, put together once.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use domain::CodeSets;
use events::{Hetu, Instant, PersonOid, Position};
use projections::pairs::{PairsDb, PairsRunner};
use projections::{ReadDb, ReadError, Runner};
use store::priority::yield_to_answers;
use store::{Clock, ClockState, Store};
use tokio::sync::{Notify, Semaphore, watch};
use tracing::Instrument;
use vtj::client::Register;

use crate::AppError;
use crate::applications::AskApplications;
use crate::caller::Caller;
use crate::counts::Counts;
use crate::current::Current;
use crate::directory::ServiceDirectory;
use crate::imports::undo::Judgements;
use crate::invariants::Watched;
use crate::mail::{Mail, Outbox, OutboxMessage};
use crate::officials::Officials;
use crate::organisations::OrganisationTree;
use crate::places::{NoPlace, Place, Places};
use crate::reactors::identify::First;
use crate::register::SharedAvailability;
use crate::report::review::Reviewers;
use crate::settings::Settings;

/// How long an answer waits for the read models to reach what was written before it was asked.
const WAIT_FOR_READ_MODELS: Duration = Duration::from_secs(1);
/// So long at most the page after a decision of the queue waits for the comparison.
const WAIT_FOR_PAIRS: Duration = Duration::from_millis(300);

/// Answers of very many rows at the same time, in all and for each caller.
const LONG_ANSWERS: (u64, u64) = (8, 4);
/// The same of those that are read whole before they are written: such an answer takes much memory.
const WHOLE_ANSWERS: (u64, u64) = (2, 1);
/// An answer of so many rows needs no place.
const FEW_ROWS: u64 = 1_000;

/// Reads whose cost grows with the histories of people, those that wait for their turn too: in all, and for each caller.
const HISTORY_READS: (u64, u64) = (128, 32);
/// So many of them have their turn at the same time: most threads for blocking work stay free.
const HISTORY_TURNS: usize = 4;

/// What an application is made of.
pub struct Parts {
    /// The log and the vault.
    pub store: Arc<Store>,
    /// The population register.
    pub register: Register,
    /// Code sets that are checked against.
    pub codes: Current<CodeSets>,
    /// Who is above whom.
    pub organisations: Current<OrganisationTree>,
    /// Names of services.
    pub services: Current<ServiceDirectory>,
    /// What officials are called.
    pub officials: Officials,
    /// Asks the service where people apply; `None` when there is none.
    pub applications: Option<AskApplications>,
    /// How notices leave; `None` when none are sent.
    pub mail: Option<Mail>,
    /// What may be set.
    pub settings: Settings,
    /// What time it is.
    pub clock: Clock,
    /// Where numbers of new people come from.
    pub draw: DrawOid,
}

/// Draws the OID of a new person at random. The log takes each only once: anyone who drew one in use draws again.
pub type DrawOid = Arc<dyn Fn() -> PersonOid + Send + Sync>;

/// Draws from all OIDs that there are.
pub fn draw_from_all() -> DrawOid {
    Arc::new(|| PersonOid::issue(rand::random_range(PersonOid::NUMBERS)))
}

/// A random number from 0 to 1, for the jitter of retries.
pub(crate) fn random_share() -> f64 {
    rand::random()
}

/// The application of one node; clones share it. Each request has some.
#[derive(Clone)]
pub struct App {
    shared: Arc<Shared>,
    stopping: Arc<watch::Sender<bool>>,
}

/// What all clones share.
pub struct Shared {
    pub(crate) parts: Parts,
    reads: Arc<ReadDb>,
    pairs: Arc<PairsDb>,
    pairs_position: watch::Receiver<Position>,
    /// What must hold after every event, and whether it does.
    pub(crate) watched: Watched,
    /// How imports were judged that somebody wants to take back.
    pub(crate) judgements: Judgements,
    /// Who decides about which possible duplicates just now.
    pub(crate) reviewers: Mutex<Reviewers>,
    read_position: watch::Receiver<Position>,
    /// Rung when an import has been received, so that nobody has to look all the time.
    pub(crate) import_received: Notify,
    /// Whom the register is asked about first.
    pub(crate) identify_first: First,
    /// Whether the register answers those who ask it again by themselves.
    pub(crate) register: SharedAvailability,
    long_answers: Places,
    whole_answers: Places,
    history_reads: Places,
    history_turns: Arc<Semaphore>,
    /// First looks at the log for single look-ups, on half of the cores: anyone who has been to the register
    /// meanwhile must not wait behind all who have only just come.
    pub(crate) first_looks: Arc<Semaphore>,
    pub(crate) counts: Counts,
    /// The thread that writes the read models.
    reader: Mutex<Option<JoinHandle<()>>>,
    /// The thread that compares people.
    comparer: Mutex<Option<JoinHandle<()>>>,
}

impl std::ops::Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.shared
    }
}

impl App {
    /// Opens the read models, brings them up to the log and keeps them there. Reactors are started apart, by
    /// [`crate::reactors::start`].
    pub async fn open(parts: Parts) -> Result<App, AppError> {
        let journal = parts.store.journal().identity().await.map_err(store::StoreError::from)?;
        let store = Arc::clone(&parts.store);
        let runner = tokio::task::spawn_blocking(move || Runner::open_at_head(&store, journal)).await??;
        let read_position = runner.watch();
        let stopping = Arc::new(watch::Sender::new(false));
        let (runtime, stop) = (tokio::runtime::Handle::current(), stopping.subscribe());
        let span = tracing::Span::current();
        let reader = std::thread::spawn(move || span.in_scope(|| runner.run(runtime, stop)));
        follow(Arc::clone(&parts.store), stopping.subscribe());
        let reads = Arc::new(ReadDb::at(parts.store.cache_folder()));
        let (store, read) = (Arc::clone(&parts.store), Arc::clone(&reads));
        let comparer = tokio::task::spawn_blocking(move || PairsRunner::open(store, read, journal)).await??;
        let (pairs, pairs_position) = (comparer.pairs(), comparer.watch());
        let (runtime, stop, at) = (tokio::runtime::Handle::current(), stopping.subscribe(), read_position.clone());
        let span = tracing::Span::current();
        let comparer = std::thread::spawn(move || {
            yield_to_answers();
            span.in_scope(|| comparer.run(runtime, stop, at))
        });
        let places = |work, (in_all, each)| Places::new(work, in_all, each);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let [reader, comparer] = [reader, comparer].map(|thread| Mutex::new(Some(thread)));
        let first_looks = Arc::new(Semaphore::new((cores / 2).max(1)));
        let shared = Shared {
            parts,
            reads,
            pairs,
            pairs_position,
            watched: Watched::default(),
            judgements: Judgements::default(),
            reviewers: Mutex::default(),
            read_position,
            import_received: Notify::new(),
            identify_first: First::default(),
            register: SharedAvailability::default(),
            long_answers: places("long answers", LONG_ANSWERS),
            whole_answers: places("answers read whole", WHOLE_ANSWERS),
            history_reads: places("reads of histories", HISTORY_READS),
            history_turns: Arc::new(Semaphore::new(HISTORY_TURNS)),
            first_looks,
            counts: Counts::default(),
            reader,
            comparer,
        };
        Ok(App { shared: Arc::new(shared), stopping })
    }

    /// The log and the vault.
    pub fn store(&self) -> &Store {
        &self.parts.store
    }

    /// The read models.
    pub fn reads(&self) -> &ReadDb {
        &self.reads
    }

    /// Records that are proposed as one person's.
    pub(crate) fn pairs(&self) -> &PairsDb {
        &self.pairs
    }

    /// Waits until everybody who has changed so far is compared, but not for long: an import in full flow is always ahead.
    /// The page after a decision of the queue would show it as it was before.
    pub async fn compared(&self) {
        let head = self.store().head().position;
        let mut reached = self.pairs_position.clone();
        let _ = tokio::time::timeout(WAIT_FOR_PAIRS, reached.wait_for(|at| *at >= head)).await;
    }

    /// Up to which event everybody was compared.
    pub fn compared_up_to(&self) -> Position {
        *self.pairs_position.borrow()
    }

    /// A place for an answer for which so many rows are read, part by part. It is held until the answer is written.
    pub fn place_for_rows(&self, caller: &Caller, rows: u64) -> Result<Option<Place>, NoPlace> {
        (rows > FEW_ROWS).then(|| self.long_answers.take(caller)).transpose()
    }

    /// As [`App::place_for_rows`], for an answer that is in memory as a whole.
    pub(crate) fn place_for_all_rows(&self, caller: &Caller, rows: u64) -> Result<Option<Place>, NoPlace> {
        (rows > FEW_ROWS).then(|| self.whole_answers.take(caller)).transpose()
    }

    /// How this node stands to its journal.
    pub fn journal_state(&self) -> store::JournalState {
        self.store().journal_state()
    }

    /// Is what somebody sends in kept? By how the last writes ended, and where one was refused, by trying again.
    pub async fn takes_writes(&self) -> bool {
        let keys = !self.store().vault().refuses_writes()
            || self.blocking(|app| Ok(app.store().vault().can_be_written())).await.unwrap_or(false);
        keys && self.store().takes_appends().await
    }

    /// The present instant.
    pub fn now(&self) -> Instant {
        self.parts.clock.now()
    }

    /// Whether this node's clock is believed. One whose clock is ahead carries on nothing.
    pub fn clock_state(&self) -> ClockState {
        self.store().clock_state()
    }

    /// May anything be destroyed because its time has passed? Not while clock and log disagree.
    pub(crate) fn may_expire(&self) -> bool {
        self.clock_state() == ClockState::Right
    }

    /// Up to which event the read models are.
    pub fn read_position(&self) -> Position {
        *self.read_position.borrow()
    }

    /// Waits until the read models hold everything that the log holds now, but no longer than a second: an import in
    /// full flow is always a little ahead.
    pub async fn caught_up(&self) {
        let head = self.store().head().position;
        let _ = self.wait_for(head, WAIT_FOR_READ_MODELS).await;
    }

    /// Waits until the read models hold an event.
    pub async fn wait_for(&self, position: Position, at_most: Duration) -> Result<(), ReadError> {
        let mut reached = self.read_position.clone();
        let wait = reached.wait_for(|at| *at >= position);
        match tokio::time::timeout(at_most, wait).await {
            Ok(Ok(_)) => Ok(()),
            _ => Err(ReadError::Behind),
        }
    }

    /// Tells when the read models are further than at this call. Anyone who looks for work in them and then waits calls
    /// this before looking, or what came in between would be missed.
    pub(crate) fn watch_reads(&self) -> watch::Receiver<Position> {
        let mut reads = self.read_position.clone();
        reads.mark_unchanged();
        reads
    }

    /// Is this a test or temporary hetu?
    pub(crate) fn is_test_hetu(&self, hetu: &Hetu) -> bool {
        self.parts.settings.test_hetus.contains(&hetu.individual_number())
    }

    /// An OID drawn at random; one that is in use is refused by the sequencer, and the decision is made again.
    pub(crate) fn draw_oid(&self) -> PersonOid {
        (self.parts.draw)()
    }

    /// Runs blocking work (files, cryptography) away from the threads that answer requests.
    pub async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&App) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let (app, span) = (self.clone(), tracing::Span::current());
        // What is logged in there belongs to the same request.
        tokio::task::spawn_blocking(move || span.in_scope(|| work(&app))).await?
    }

    /// Places for reads whose cost grows with the histories of people.
    pub fn history_reads(&self) -> &Places {
        &self.history_reads
    }

    /// As [`App::blocking`], for such a read: at a place of the caller, and when its turn has come. The work keeps both
    /// when its caller has hung up.
    pub(crate) async fn reading_histories<T: Send + 'static>(
        &self,
        caller: &Caller,
        work: impl FnOnce(&App) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let place = self.history_reads.take(caller)?;
        let turn = Arc::clone(&self.history_turns).acquire_owned().await.map_err(|_| AppError::Stopping)?;
        self.blocking(move |app| {
            let _held = (place, turn);
            work(app)
        })
        .await
    }

    /// Asks the read models.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&ReadDbConnection) -> Result<T, ReadError> + Send + 'static,
    ) -> Result<T, AppError> {
        self.blocking(move |app| Ok(app.reads.ask(question)?)).await
    }

    /// Messages that were kept instead of being sent, the newest first.
    pub async fn outbox(&self) -> Vec<OutboxMessage> {
        let read =
            |app: &App| Ok(app.parts.mail.as_ref().and_then(Mail::outbox).map_or_else(Vec::new, Outbox::messages));
        self.blocking(read).await.unwrap_or_default()
    }

    /// Asks the reactors to come to an end; what is begun is finished.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Are the read models being brought forward at all?
    pub fn read_models_advance(&self) -> bool {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.as_ref().is_some_and(|reader| !reader.is_finished())
    }

    /// Ends the application: when this returns nothing of it writes any more, and with its last clone the data folder
    /// is free.
    pub async fn close(self) {
        self.stop();
        for thread in [&self.reader, &self.comparer] {
            let thread = thread.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(thread) = thread {
                let _ = tokio::task::spawn_blocking(move || thread.join()).await;
            }
        }
    }

    /// The same application with an end of its own: reactors of one term end with it, and requests go on.
    pub fn term(&self) -> App {
        App { stopping: Arc::new(watch::Sender::new(false)), ..self.clone() }
    }

    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }
}

/// Takes in what other nodes append, tells the vault how far the journal is, and looks at the clock, until the application
/// ends.
fn follow(store: Arc<Store>, mut stop: watch::Receiver<bool>) {
    let following = async move {
        tokio::select! {
            () = store.follow() => {}
            () = Arc::clone(&store).keep_watch() => {}
            _ = stop.wait_for(|stop| *stop) => {}
        }
    };
    tokio::spawn(following.in_current_span());
}

/// What a question to the read models is given.
pub type ReadDbConnection = projections::Connection;
