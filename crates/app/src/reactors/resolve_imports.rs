//! Resolves the rows of received imports, some rows of each import in turn, so that a small import does not wait for a
//! large one. Rows about which the register must be asked are asked about beside the others, and keep nobody waiting.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use domain::{Draft, Import};
use events::catalogue::ImportCompleted;
use events::{CommandId, CommandSource, EventKind, Fact, ImportId, KindSet, Position, Tag, With};
use projections::imports::query::{ImportRecord, unfinished};
use store::{Condition, Lane, StoreError};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tracing::Instrument;

use super::{count_turn, pause, stopped};
use crate::imports::order::{Identified, Sharing, by_identifiers};
use crate::imports::resolve::{Answers, ImportInWork, NumberedRow};
use crate::maker::Grounds;
use crate::write::Decided;
use crate::{App, AppError, Maker};

/// Rows decided and appended in one go.
const ROWS_AT_ONCE: usize = 1_000;
/// Rows that share identifiers and are read in one go. They may lie in all chunks of the import: the fewer are in memory,
/// the more often each chunk is read.
const SHARING_AT_ONCE: usize = 10_000;
/// How far the read models may lag before imports wait for them.
const LARGEST_LAG: u64 = 60_000;
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// An import and what is left of it.
struct InWork {
    import: ImportInWork,
    state: Import,
    /// Its chunks.
    chunks: Arc<[Chunk]>,
    /// How many of them are begun.
    begun: usize,
    /// Rows that share identifiers and are still to be read, in the order in which they are resolved: before all others.
    sharing: VecDeque<u32>,
    /// They are passed over in their chunks.
    shared: HashSet<u32>,
    /// Rows that were read, and whose turn is next.
    rows: VecDeque<NumberedRow>,
    /// Rows about which the register must be asked.
    waiting: Vec<NumberedRow>,
    /// It is being asked about others.
    asked: bool,
}

/// Where some rows of an import are.
#[derive(Clone, Copy)]
struct Chunk {
    first_row: u32,
    position: Position,
}

/// Imports by their number.
#[derive(Default)]
struct Works {
    begun: HashMap<Position, InWork>,
    /// Those that could not go on, and until when.
    held_back: HashMap<Position, Instant>,
    /// The register is being asked about rows of these imports.
    asking: JoinSet<AskedAbout>,
}

/// The rows that must wait on, because the register does not answer.
type AskedAbout = (Position, Result<Vec<NumberedRow>, AppError>);

/// Runs until the application stops.
pub async fn run(app: App) {
    let mut in_work = Works::default();
    while !stopped(&app) {
        let mut reads = app.watch_reads();
        match count_turn(&app, "resolve_imports", turn(&app, &mut in_work).await) {
            Ok(true) => {}
            Ok(false) => {
                tokio::select! {
                    Some(asked) = in_work.asking.join_next() => in_work.answered(asked),
                    () = app.import_received.notified() => {}
                    _ = reads.changed() => {}
                    () = pause(&app, LOOK_AGAIN) => {}
                }
            }
            Err(error) => {
                tracing::error!(%error, "imports cannot be carried on; trying again");
                pause(&app, Duration::from_secs(1)).await;
            }
        }
    }
    while in_work.asking.join_next().await.is_some() {}
}

impl Works {
    /// The register has been asked about rows of an import: those that it did not answer wait on.
    fn answered(&mut self, asked: Result<AskedAbout, tokio::task::JoinError>) {
        let (number, waiting) = match asked {
            Ok((number, Ok(waiting))) => (number, waiting),
            Ok((number, Err(error))) => {
                tracing::error!(import = number.0, %error, "rows of an import cannot be resolved; trying again");
                // It is read again: what is not done is in the log.
                self.begun.remove(&number);
                self.held_back.insert(number, Instant::now() + again_after(&error));
                return;
            }
            Err(error) => {
                tracing::error!(%error, "a question to the register was broken off; trying again");
                return self.begun.retain(|_, work| !work.asked);
            }
        };
        if let Some(work) = self.begun.get_mut(&number) {
            work.waiting.extend(waiting);
            work.asked = false;
        }
    }

    /// Goes on with an import; asks the register about its waiting rows, one question at a time, when it is time to.
    fn ask(&mut self, app: &App, mut work: InWork) {
        let number = work.import.number;
        let now = app.now();
        let may_ask = app.register.get().may_be_asked(now) || work.import.has_waited(now);
        if !work.asked && !work.waiting.is_empty() && may_ask {
            work.asked = true;
            let rows: Vec<NumberedRow> = work.waiting.drain(..work.waiting.len().min(ROWS_AT_ONCE)).collect();
            let (app, import) = (app.clone(), work.import.clone());
            let asking = async move { (number, app.resolve_rows(&import, rows).await) };
            self.asking.spawn(asking.in_current_span());
        }
        self.begun.insert(number, work);
    }
}

/// Some rows of each unfinished import; `false` when there was nothing to do. An import that cannot go on keeps no other
/// one back.
async fn turn(app: &App, works: &mut Works) -> Result<bool, AppError> {
    let mut any = false;
    while let Some(asked) = works.asking.try_join_next() {
        works.answered(asked);
    }
    let unfinished = app.ask(unfinished).await?;
    // Another node may have completed some.
    let still = |number: &Position| unfinished.iter().any(|summary| summary.number == *number);
    works.begun.retain(|number, _| still(number));
    works.held_back.retain(|number, _| still(number));
    for summary in unfinished {
        let number = summary.number;
        if works.held_back.get(&number).is_some_and(|until| Instant::now() < *until) {
            continue;
        }
        wait_for_read_models(app).await;
        match some_rows(app, works.begun.remove(&number), summary).await {
            Ok(Step::Nothing) => continue,
            Ok(Step::Waits(work)) => {
                works.ask(app, *work);
                continue;
            }
            Ok(Step::Rows(work)) => works.ask(app, *work),
            Ok(Step::Completed) => {}
            Err(error) => {
                tracing::error!(import = number.0, %error, "rows of an import cannot be resolved; trying again");
                works.held_back.insert(number, Instant::now() + again_after(&error));
                continue;
            }
        }
        works.held_back.remove(&number);
        any = true;
    }
    Ok(any)
}

/// Nothing brings a lost key back but an operator.
fn again_after(error: &AppError) -> Duration {
    let lost = matches!(error, AppError::Store(StoreError::KeyLost | StoreError::Erased | StoreError::Tampered));
    Duration::from_secs(if lost { 60 } else { 1 })
}

/// What a turn did for an import.
enum Step {
    /// It is complete already, and only the read models do not know yet.
    Nothing,
    /// What is left waits for the register.
    Waits(Box<InWork>),
    Rows(Box<InWork>),
    Completed,
}

/// Resolves the next rows of an import, begun before or now.
async fn some_rows(app: &App, begun: Option<InWork>, summary: ImportRecord) -> Result<Step, AppError> {
    let begun = match begun {
        Some(work) => Some(work),
        None => app.blocking(move |app| begin(app, &summary)).await?,
    };
    let Some(mut work) = begun else { return Ok(Step::Nothing) };
    let rows = next_rows(app, &mut work).await?;
    if rows.is_empty() && (work.asked || !work.waiting.is_empty()) {
        return Ok(Step::Waits(Box::new(work)));
    }
    if rows.is_empty() {
        complete(app, &work).await?;
        return Ok(Step::Completed);
    }
    work.state.done.extend(rows.iter().map(|(row, _)| *row));
    let asking = app.resolve_by(&work.import, rows, &Answers::default()).await?;
    work.waiting.extend(asking.into_iter().map(|(row, _)| row));
    Ok(Step::Rows(Box::new(work)))
}

/// How many events of each kind an import has. Each row is done by one event.
struct Progress {
    resolved: u32,
    refused: u32,
    completed: bool,
}

impl Progress {
    /// Counted in the index: the events of a large import are many, and none of them needs to be read for it.
    fn read(app: &App, import: ImportId) -> Result<Progress, AppError> {
        let head = app.store().head().position;
        let postings = app.store().node().index.find(Tag::Import(import).into(), KindSet::ALL, head)?;
        let count = |kind| postings.iter().filter(|posting| posting.is(kind)).count() as u32;
        let (resolved, refused) = (count(EventKind::ImportRowResolved), count(EventKind::ImportRowRefused));
        Ok(Progress { resolved, refused, completed: count(EventKind::ImportCompleted) > 0 })
    }
}

/// Reads how far an import is. `None` when it is complete already and only the read models do not know yet.
fn begin(app: &App, summary: &ImportRecord) -> Result<Option<InWork>, AppError> {
    if Progress::read(app, summary.id)?.completed {
        return Ok(None);
    }
    let reading = app.store().read();
    let types = KindSet::of(&[EventKind::ImportReceived, EventKind::ImportRowResolved, EventKind::ImportRowRefused]);
    let (mut state, mut received) = (None, None);
    reading.each(&[Tag::Import(summary.id).into()], types, |event| {
        Import::apply(&mut state, &event);
        received = received.take().or_else(|| matches!(event.fact, Fact::ImportReceived(_)).then_some(event));
    })?;
    let Some(state) = state else { return Ok(None) };
    let Some(key) = state.key else { return Ok(None) };
    let maker = received.as_ref().map(|event| {
        let meta = &event.recorded.envelope.meta;
        // The registry carries on, but on the sender's behalf and by the sender's right.
        let (actor, right, organisations) = (meta.actor.clone(), meta.right, meta.organisations.clone());
        Maker { actor, right, organisations, client: meta.client.clone(), ..Maker::registry(meta.request) }
    });
    let chunks = app.store().node().index.find(
        Tag::Import(summary.id).into(),
        KindSet::of(&[EventKind::ImportRowsReceived]),
        reading.position(),
    )?;
    let import = ImportInWork {
        number: state.number,
        id: state.id,
        key,
        organisations: state.organisations.clone(),
        received: received.map(|event| event.recorded.envelope.id),
        received_at: state.received_at,
        maker: maker.unwrap_or_else(|| Maker::registry(state.request)),
    };
    let (chunks, shared) = look_through(app, chunks.into_iter().map(|posting| posting.position))?;
    let sharing = in_order(app, &chunks, &shared)?;
    let (chunks, rows, waiting) = (chunks.into(), VecDeque::new(), Vec::new());
    Ok(Some(InWork { import, state, chunks, begun: 0, sharing, shared, rows, waiting, asked: false }))
}

/// Which rows each chunk has, and the rows that share identifiers with others.
fn look_through(app: &App, chunks: impl Iterator<Item = Position>) -> Result<(Vec<Chunk>, HashSet<u32>), AppError> {
    let (mut found, mut sharing) = (Vec::new(), Sharing::default());
    for position in chunks {
        let rows = chunk_rows(app, position)?;
        rows.iter().for_each(|row| sharing.see(row));
        found.extend(rows.first().map(|(first_row, _)| Chunk { first_row: *first_row, position }));
    }
    found.sort_unstable_by_key(|chunk| chunk.first_row);
    Ok((found, sharing.rows()))
}

/// Rows that share identifiers, in the order in which they are resolved. Of an import with one learner in all of its rows
/// that is every row, so their contents are read again when it is their turn.
fn in_order(app: &App, chunks: &[Chunk], shared: &HashSet<u32>) -> Result<VecDeque<u32>, AppError> {
    let mut rows = Vec::with_capacity(shared.len());
    for chunk in chunks.iter().filter(|_| !shared.is_empty()) {
        let sharing = chunk_rows(app, chunk.position)?.into_iter().filter(|(row, _)| shared.contains(row));
        rows.extend(sharing.map(|row| Identified::of(&row)));
    }
    Ok(by_identifiers(rows).into())
}

/// The next rows that are not done yet.
async fn next_rows(app: &App, work: &mut InWork) -> Result<Vec<NumberedRow>, AppError> {
    let mut rows = Vec::new();
    while rows.len() < ROWS_AT_ONCE {
        match work.rows.pop_front() {
            Some(row) if work.state.done.contains(&row.0) => {}
            Some(row) => rows.push(row),
            None if !work.sharing.is_empty() => {
                let next: Vec<u32> = work.sharing.drain(..work.sharing.len().min(SHARING_AT_ONCE)).collect();
                let chunks = Arc::clone(&work.chunks);
                work.rows = app.blocking(move |app| rows_of(app, &chunks, &next)).await?;
            }
            None => {
                let Some(chunk) = work.chunks.get(work.begun).copied() else { break };
                work.begun += 1;
                work.rows = app.blocking(move |app| Ok(chunk_rows(app, chunk.position)?.into())).await?;
                work.rows.retain(|(row, _)| !work.shared.contains(row));
            }
        }
    }
    Ok(rows)
}

/// These rows, in this order. Each chunk is read once.
fn rows_of(app: &App, chunks: &[Chunk], wanted: &[u32]) -> Result<VecDeque<NumberedRow>, AppError> {
    let places: HashMap<u32, usize> = wanted.iter().zip(0..).map(|(row, place)| (*row, place)).collect();
    let chunk_of = |row: &u32| chunks.partition_point(|chunk| chunk.first_row <= *row).checked_sub(1);
    let needed: BTreeSet<usize> = wanted.iter().filter_map(chunk_of).collect();
    let mut rows = Vec::with_capacity(wanted.len());
    for chunk in needed {
        rows.extend(chunk_rows(app, chunks[chunk].position)?.into_iter().filter(|(row, _)| places.contains_key(row)));
    }
    rows.sort_unstable_by_key(|(row, _)| places.get(row).copied());
    Ok(rows.into())
}

fn chunk_rows(app: &App, chunk: Position) -> Result<Vec<NumberedRow>, AppError> {
    let recorded = app.store().node().log.at(&[chunk])?;
    let mut rows = Vec::new();
    for event in recorded {
        if let Fact::ImportRowsReceived(with) = app.store().open_event(event)?.fact {
            let sent = with.personal.known().ok_or(StoreError::KeyLost)?;
            rows.extend((with.data.first_row..).zip(sent.sent.iter().cloned()));
        }
    }
    Ok(rows)
}

/// Every row is done: that is written down. Doing it twice is harmless.
async fn complete(app: &App, work: &InWork) -> Result<(), AppError> {
    let (import, rows) = (work.import.clone(), work.state.rows);
    let unit = app
        .blocking(move |app| {
            let Progress { resolved, refused, completed } = Progress::read(app, import.id)?;
            if completed || resolved + refused < rows {
                return Ok(None);
            }
            let data = ImportCompleted { import: import.number, resolved, refused };
            let drafts = vec![Draft::plain(With::new(data, Default::default()), vec![Tag::Import(import.id)])];
            let command = CommandId::derived(CommandSource::ImportCompletion, import.number, 0);
            let grounds = Grounds { cause: import.received, ..Grounds::default() };
            let (maker, condition) = (&import.maker, Condition::default());
            let decided = Decided { command, maker, grounds, drafts, condition, keys: Vec::new() };
            Ok(app.seal(vec![decided])?.pop())
        })
        .await?;
    if let Some(unit) = unit {
        app.append(unit, Lane::Bulk).await?;
    }
    Ok(())
}

/// Imports slow down when the read models lag, so that what people see stays near what is.
async fn wait_for_read_models(app: &App) {
    let head = app.store().head().position.0;
    if let Some(enough) = head.checked_sub(LARGEST_LAG) {
        while app.wait_for(Position(enough), Duration::from_secs(1)).await.is_err() && !stopped(app) {}
    }
}
