//! Moving in from the registry before this one (Oppijanumerorekisteri, ONR): its persons are read page by page, what they
//! mean is decided by `domain::move_in`, and what is new is appended. It works on a store that no server uses.
//!
//! It may be broken off anywhere: each person is one command, and the next time only what is missing is appended.

use std::collections::HashMap;
use std::sync::Arc;

use domain::move_in::Left;
use events::codes::Channel;
use events::{Actor, Instant, RequestId};
use onr::{Counts, Database, Page, PersonRow};
use store::{Lane, Outcome, Store, StoreError, Unit};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::{AppError, Maker};

mod decide;
mod imports;
mod links;
mod report;

use decide::{Batch, decide};
pub use report::{Here, Report, Unmoved, Why};

/// Persons that are read and decided together.
const PAGE: i64 = 2_000;
/// Pages that are read ahead.
const AHEAD: usize = 2;
/// Links that are decided together.
const LINKS: i64 = 1_000;

/// Why moving ended early. What was appended stays, and the next time goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// ONR's database.
    #[error(transparent)]
    Onr(#[from] onr::Failure),
    /// This registry.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for MigrateError {
    fn from(error: StoreError) -> MigrateError {
        MigrateError::App(error.into())
    }
}

/// What became of one person's unit.
enum Appended {
    Done,
    /// Decide again.
    Lost,
    /// No engine takes it.
    TooLarge,
}

/// What moving needs.
pub struct Migration {
    /// Log and vault.
    pub store: Arc<Store>,
    /// Now: it bounds birth dates.
    pub now: Instant,
    /// The request that all this is one of.
    pub request: RequestId,
    /// So many persons are compared afterwards, drawn by ONR's database.
    pub sample: i64,
}

/// Tells how far it is.
pub type Progress<'a> = &'a (dyn Fn(u64) + Sync);

impl Migration {
    /// Moves everything that is new.
    pub async fn run(&self, mut onr: Database, there: Counts, progress: Progress<'_>) -> Result<Report, MigrateError> {
        let mut report = Report::of(there);
        (onr, report) = self.persons(onr, report, progress).await?;
        // Somebody may have had to let go of an identifier first.
        let again = report.in_use();
        for ids in again.chunks(PAGE as usize) {
            let page = onr.persons_of(ids).await?;
            self.page(page, &mut report).await?;
        }
        self.links(&mut onr, &mut report).await?;
        self.imports(&mut onr, &mut report).await?;
        self.compare(&mut onr, &mut report).await?;
        Ok(report)
    }

    async fn persons(
        &self,
        mut onr: Database,
        mut report: Report,
        progress: Progress<'_>,
    ) -> Result<(Database, Report), MigrateError> {
        let (read, mut pages) = mpsc::channel::<Page>(AHEAD);
        let reader = tokio::spawn(async move {
            let mut after = i64::MIN;
            loop {
                let page = onr.persons(after, PAGE).await?;
                let Some(last) = page.last() else { return Ok::<_, onr::Failure>(onr) };
                after = last.id;
                if read.send(page).await.is_err() {
                    return Ok(onr);
                }
            }
        });
        while let Some(page) = pages.recv().await {
            self.page(page, &mut report).await?;
            progress(report.read);
        }
        let onr = reader.await.map_err(AppError::from)??;
        Ok((onr, report))
    }

    /// Moves one page, and again those of it that were decided by what another unit changed meanwhile.
    async fn page(&self, mut rows: Vec<PersonRow>, report: &mut Report) -> Result<(), MigrateError> {
        while !rows.is_empty() {
            let batch = self.decided(rows).await?;
            let Batch { rows: decided, units, outcomes } = batch;
            let places: Vec<usize> = units.iter().map(|(n, _)| *n).collect();
            let sent = units.into_iter().map(|(_, unit)| unit).collect::<Vec<_>>();
            let appended = self.append(sent).await?;
            let appended: HashMap<usize, Appended> = places.into_iter().zip(appended).collect();
            let mut again = Vec::new();
            for (n, (row, outcome)) in decided.into_iter().zip(outcomes).enumerate() {
                match appended.get(&n) {
                    Some(Appended::Lost) => again.push(row),
                    Some(Appended::TooLarge) => report.add(row.id, report::Outcome::left(row.oid, Left::TooLarge)),
                    Some(Appended::Done) | None => report.add(row.id, outcome),
                }
            }
            rows = again;
        }
        Ok(())
    }

    /// Appends each unit that any engine takes.
    async fn append(&self, units: Vec<Unit>) -> Result<Vec<Appended>, MigrateError> {
        // What is too large is refused before anything is appended.
        let fits: Vec<bool> = units.iter().map(|unit| !unit.is_too_large()).collect();
        let units: Vec<Unit> = units.into_iter().zip(&fits).filter(|(_, fits)| **fits).map(|(unit, _)| unit).collect();
        let mut outcomes = self.submit(units).await?.into_iter();
        let appended = |fits: bool| match fits.then(|| outcomes.next()).flatten() {
            Some(Outcome::Appended { .. } | Outcome::AlreadyDone { .. }) => Appended::Done,
            Some(Outcome::Lost) => Appended::Lost,
            None => Appended::TooLarge,
        };
        Ok(fits.into_iter().map(appended).collect())
    }

    async fn submit(&self, units: Vec<Unit>) -> Result<Vec<Outcome>, MigrateError> {
        // Mostly there is nothing new.
        if units.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.store.submit(units, Lane::Bulk).await?)
    }

    async fn decided(&self, rows: Vec<PersonRow>) -> Result<Batch, MigrateError> {
        let (store, maker, now) = (Arc::clone(&self.store), self.maker(), self.now);
        let decided = tokio::task::spawn_blocking(move || decide(&store, &maker, rows, now)).await;
        Ok(decided.map_err(AppError::from)??)
    }

    /// Reads some persons of both sides once more: nothing must be left to move.
    async fn compare(&self, onr: &mut Database, report: &mut Report) -> Result<(), MigrateError> {
        let ids = onr.sample(self.sample).await?;
        for ids in ids.chunks(PAGE as usize) {
            let page = onr.persons_of(ids).await?;
            let batch = self.decided(page).await?;
            report.compared += batch.rows.len() as u64;
            let differs = batch.units.iter().map(|(n, _)| batch.rows[*n].oid.clone());
            report.differing.extend(differs);
        }
        Ok(())
    }

    /// The operator, on the command line.
    fn maker(&self) -> Maker {
        let (right, organisations) = (None, Vec::new());
        let client = Some("oppijaloki migrate from-onr".to_owned());
        Maker { actor: Actor::Operator, right, organisations, channel: Channel::Cli, client, request: self.request }
    }
}

/// A request of its own.
pub fn request() -> RequestId {
    RequestId(Uuid::new_v4())
}
