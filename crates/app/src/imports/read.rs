//! Tell how far an import is, and who its rows led to.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::Person;
use events::codes::Right;
use events::{OrganisationOid, PersonOid, Position};
use projections::counts::query::{Criteria, Scope, Summary, changed, summary};
use projections::import_rows::query::{ImportRow, of_import};
use projections::imports::query::{ImportSummary, get};

use tokio::sync::OwnedSemaphorePermit;

use crate::caller::Caller;
use crate::{App, AppError};

/// Rights that make an organisation's imports visible.
pub(crate) const IMPORT_RIGHTS: &[Right] =
    &[Right::Oppijoidentuonti, Right::YleistunnisteLuonti, Right::TuontidataRead];

/// Why an import's rows are not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotShown {
    /// There is no such import.
    #[error("there is no import with this number")]
    Unknown,
    /// No row is resolved yet: clients take this as *not ready*.
    #[error("no row of the import is resolved yet")]
    NotReady,
    /// It is another organisation's.
    #[error("the import is another organisation's")]
    Forbidden,
}

/// An import's rows as one caller may see them.
pub struct VisibleRows {
    /// The import.
    pub import: ImportSummary,
    /// Its rows that are done.
    pub rows: Vec<ImportRow>,
    /// Held until the answer is written.
    _turn: OwnedSemaphorePermit,
    /// Organisations through which the caller sees people; `None` when they see everybody.
    seen_through: Option<BTreeSet<OrganisationOid>>,
}

impl VisibleRows {
    /// May the caller see this person's data? A row with another's name, or with contradicting identifiers, gives the
    /// number alone.
    pub fn shows(&self, person: &Person) -> bool {
        let through = |seen: &BTreeSet<OrganisationOid>| person.organisations.iter().any(|own| seen.contains(own));
        self.seen_through.as_ref().is_none_or(through)
    }
}

impl App {
    /// An import and its counts. Any importer may ask about any import, as in today's registry.
    pub async fn import(&self, number: Position) -> Result<Option<ImportSummary>, AppError> {
        self.caught_up().await;
        self.ask(move |connection| get(connection, number)).await
    }

    /// The rows of an import that are done.
    pub async fn import_rows(
        &self,
        caller: &Caller,
        number: Position,
    ) -> Result<Result<VisibleRows, NotShown>, AppError> {
        self.caught_up().await;
        let turn = Arc::clone(&self.import_reads).acquire_owned().await.map_err(|_| AppError::Stopping)?;
        let (import, rows) = self
            .ask(move |connection| {
                let mut rows = Vec::new();
                of_import(connection, number, |row| rows.push(row))?;
                Ok((get(connection, number)?, rows))
            })
            .await?;
        let Some(import) = import else { return Ok(Err(NotShown::Unknown)) };
        let own = caller.organisations_with(IMPORT_RIGHTS);
        let linked = |row: &ImportRow| {
            row.person.as_ref().is_some_and(|(person, _)| own.iter().any(|own| person.organisations.contains(own)))
        };
        let visible = caller.reads_all()
            || import.organisations.iter().any(|sender| own.contains(sender))
            || rows.iter().any(linked);
        if !visible {
            return Ok(Err(NotShown::Forbidden));
        }
        if rows.is_empty() {
            return Ok(Err(NotShown::NotReady));
        }
        let seen_through = (!caller.reads_all()).then(|| self.organisations().with_descendants(&own));
        Ok(Ok(VisibleRows { import, rows, _turn: turn, seen_through }))
    }

    /// Whom a caller's summary is about; `None` when they have no organisation to look through. `only` narrows it.
    pub fn report_scope(&self, caller: &Caller, only: &[OrganisationOid]) -> Option<Scope> {
        if caller.reads_all() {
            let narrowed = || Scope::Organisations(only.iter().cloned().collect());
            return Some(if only.is_empty() { Scope::Everybody } else { narrowed() });
        }
        let own = caller.organisations_with(IMPORT_RIGHTS);
        if own.is_empty() {
            return None;
        }
        let seen = self.organisations().with_descendants(&own);
        let wanted = |organisation: &OrganisationOid| only.is_empty() || only.contains(organisation);
        Some(Scope::Organisations(seen.into_iter().filter(wanted).collect()))
    }

    /// Imported people of a scope by state.
    pub async fn summary(&self, scope: Scope, criteria: Criteria) -> Result<Summary, AppError> {
        self.caught_up().await;
        self.ask(move |connection| summary(connection, &scope, &criteria)).await
    }

    /// A page of imported people in the order in which they changed, and how many there are.
    pub async fn changed_learners(
        &self,
        scope: Scope,
        criteria: Criteria,
        skip: u64,
        limit: u64,
    ) -> Result<(Vec<(PersonOid, Person)>, u64), AppError> {
        self.caught_up().await;
        self.ask(move |connection| changed(connection, &scope, &criteria, skip, limit)).await
    }
}
