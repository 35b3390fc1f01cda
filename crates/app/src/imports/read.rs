//! Tell how far an import is, and who its rows led to.

use std::collections::BTreeSet;

use crate::access::Looker;
use crate::caller::Caller;
use crate::places::Place;
use crate::{App, AppError};
use domain::{Group, Person};
use events::codes::Right;
use events::{OrganisationOid, PersonOid, Position};
use projections::ReadError;
use projections::counts::query::{Criteria, Scope, Summary, changed, summary};
use projections::import_rows::query::{ImportRow, Which, page};
use projections::imports::query::{ImportRecord, get};

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

/// Rows that are read at once.
const PART: u32 = 500;

/// An import whose rows a caller may see.
pub struct VisibleImport {
    /// The import.
    pub import: ImportRecord,
    /// Who reads them.
    pub looker: Looker,
    app: App,
    _place: Option<Place>,
    /// Organisations through which the caller sees people; `None` when they see everybody.
    seen_through: Option<BTreeSet<OrganisationOid>>,
}

impl VisibleImport {
    /// May the caller see this person's data? A row with another's name, or with contradicting identifiers, gives the
    /// number alone.
    pub fn shows(&self, person: &Group) -> bool {
        let through = |seen: &BTreeSet<OrganisationOid>| person.organisations().iter().any(|own| seen.contains(own));
        self.seen_through.as_ref().is_none_or(through)
    }

    /// The next rows that are done, in the order sent; none after the last.
    pub async fn rows(&self, after: Option<u32>) -> Result<Vec<ImportRow>, AppError> {
        let import = self.import.number;
        self.app.ask(move |connection| page(connection, import, Which::All, after, PART)).await
    }
}

impl App {
    /// An import and its counts. Any importer may ask about any import, as in today's registry.
    pub async fn import(&self, number: Position) -> Result<Option<ImportRecord>, AppError> {
        self.caught_up().await;
        let read = self.read_position();
        let found = self.ask(move |connection| get(connection, number)).await?;
        // The log goes that far and the read models do not: anyone who sent it must not be told that there is none.
        let behind = read < number && number <= self.store().head().position;
        if found.is_none() && behind { Err(ReadError::Behind.into()) } else { Ok(found) }
    }

    /// An import of the caller's organisations, exactly as granted; `NotReady` while no row is done.
    pub async fn visible_import(
        &self,
        caller: &Caller,
        number: Position,
    ) -> Result<Result<VisibleImport, NotShown>, AppError> {
        let Some(import) = self.import(number).await? else { return Ok(Err(NotShown::Unknown)) };
        let place = self.place_for_rows(caller, import.total.into())?;
        let own = caller.organisations_with(IMPORT_RIGHTS);
        // Whom its rows led to opens nothing: anyone who knows one learner of an import would see the rows of all.
        if !caller.reads_all() && !import.organisations.iter().any(|sender| own.contains(sender)) {
            return Ok(Err(NotShown::Forbidden));
        }
        if import.resolved + import.refused == 0 {
            return Ok(Err(NotShown::NotReady));
        }
        let seen_through = (!caller.reads_all()).then(|| self.organisations().with_descendants(&own));
        let (looker, app) = (caller.looker(IMPORT_RIGHTS), self.clone());
        Ok(Ok(VisibleImport { import, looker, app, _place: place, seen_through }))
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
