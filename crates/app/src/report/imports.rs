//! The list of imports, and one import's rows.

use std::collections::BTreeSet;

use domain::{Cause, Status};
use events::codes::{ConflictKind, Interface, Right, RowRefusal};
use events::person::Names;
use events::{Day, Instant, OrganisationOid, PersonOid, Position};
use projections::counts::query::Scope;
use projections::import_rows::query as rows;
use projections::import_rows::renumbered;
pub use projections::import_rows::renumbered::Renumbering;
use projections::imports::list::{Column, Place, Question, page};
use projections::imports::query::{ImportRecord, get};
use projections::undos::query as undos;
pub use projections::undos::query::Undo;
use projections::unsent_rows::query as unsent_rows;

pub use super::funnel::Funnel;
use super::{Cursor, Slice, View};
use crate::caller::Caller;
use crate::commands::ReviewConflict;
use crate::imports::read::IMPORT_RIGHTS;
use crate::{App, AppError};

/// Which imports, in which order.
#[derive(Debug, Clone)]
pub struct ImportFilter {
    /// Exactly this number.
    pub number: Option<Position>,
    /// Part of the sender's name.
    pub sent_by: Option<String>,
    /// Column that the list is ordered by.
    pub sort: ImportColumn,
    /// Largest or newest first.
    pub descending: bool,
}

/// Columns that imports may be ordered by; the number decides between equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportColumn {
    /// Import number.
    Number,
    /// When it came.
    Received,
    /// Subject that sent it.
    Sender,
    /// Name of the sending service.
    SentBy,
    /// Rows.
    Total,
    /// Rows whose person is identified.
    Successful,
    /// Rows that somebody must look at.
    Failures,
    /// Rows without a final answer.
    InProgress,
    /// Rows with a conflict.
    Conflicts,
}

/// An import and its counts: total = successful + failures + in progress.
#[derive(Debug, Clone)]
pub struct ImportLine {
    /// Its number (*Tuonti-id*).
    pub number: Position,
    /// The number by which programs know it: ONR's, where it was moved in from there.
    pub known_as: i64,
    /// ONR's number, where it was moved in from there.
    pub onr_number: Option<i64>,
    /// When it came.
    pub received: Instant,
    /// Subject that sent it; never shown to officials.
    pub sender: String,
    /// Name of the sending service; `None` when it is not known (*Ei tiedossa*).
    pub sent_by: Option<String>,
    /// The sender's organisations.
    pub organisations: Vec<OrganisationOid>,
    /// Rows.
    pub total: u32,
    /// Rows whose person is identified.
    pub successful: u32,
    /// Rows that somebody must look at, refused ones too.
    pub failures: u32,
    /// Rows without a final answer, unresolved ones too.
    pub in_progress: u32,
    /// Rows with a conflict.
    pub conflicts: u32,
    /// Rows resolved or refused.
    pub processed: u32,
    /// Every row is resolved or refused (*Käsitelty*).
    pub completed: Option<Instant>,
    /// The path it came by.
    pub interface: Option<Interface>,
}

/// One import with what its page shows above the rows.
#[derive(Debug, Clone)]
pub struct ImportDetails {
    /// The import.
    pub line: ImportLine,
    /// How many rows have a conflict of each kind.
    pub conflict_kinds: Vec<(ConflictKind, u32)>,
    /// How many rows have a person who fails for each cause, the most frequent first.
    pub causes: Vec<(Cause, u32)>,
    /// How many conflicts have been noted as checked in the sender's own register.
    pub conflicts_checked: u32,
    /// How many rows were refused after acceptance.
    pub refused: u32,
    /// How far its rows came.
    pub funnel: Funnel,
    /// How many rows give another number than when the import was done.
    pub renumbered: u32,
    /// Rows that gave the sender the number alone: the learner stands in no list of theirs.
    pub withheld: u32,
    /// How many rows of the sender's file never came, as far as they were reported.
    pub unsent: u32,
    /// How far it was taken back, where it was.
    pub undo: Option<Undo>,
    /// May the caller see what was sent, and conflicts side by side? Else TUONTIDATA_READ is missing.
    pub shows_data: bool,
    /// May the caller note conflicts as checked?
    pub may_review: bool,
}

/// Which rows of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFilter {
    /// All that are done.
    All,
    /// Those of a state.
    Status(Status),
    /// Those whose person fails for this cause.
    Cause(Cause),
    /// Refused ones.
    Refused,
    /// Those with a conflict.
    Conflicts,
    /// Those whose number changed after the import was done.
    Renumbered,
}

/// A row of an import.
#[derive(Clone)]
pub struct RowLine {
    /// Number of the row, from 0; people are shown it from 1.
    pub row: u32,
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// The person; `None` when the row was refused.
    pub oid: Option<PersonOid>,
    /// The oppijanumero, when the person is identified.
    pub oppijanumero: Option<PersonOid>,
    /// Names, when the caller may see the person's data; else `None` (the row gives the number alone).
    pub names: Option<Names>,
    /// The person's state; `None` when refused.
    pub status: Option<Status>,
    /// The person is passive, as far as the caller may see.
    pub passive: bool,
    /// Why somebody must look at the person.
    pub cause: Option<Cause>,
    /// Why the row was refused.
    pub refusal: Option<RowRefusal>,
    /// How the row differed.
    pub conflicts: Vec<ConflictKind>,
    /// The sender gained no access by this row.
    pub withheld: bool,
    /// Its number changed after the import was done.
    pub renumbered: Option<Renumbering>,
    /// When its conflict was noted as checked, and by whom.
    pub checked: Option<(Instant, String)>,
}

/// Why an import's page is not shown.
pub use crate::imports::read::NotShown;

impl From<ImportRecord> for ImportLine {
    fn from(import: ImportRecord) -> ImportLine {
        let processed = import.resolved + import.refused;
        ImportLine {
            number: import.number,
            known_as: import.known_as(),
            onr_number: import.id.onr_number(),
            received: import.received,
            sender: import.sender,
            sent_by: import.service,
            organisations: import.organisations,
            total: import.total,
            successful: import.successful,
            failures: import.failed + import.refused,
            in_progress: import.total.saturating_sub(processed) + import.in_progress,
            conflicts: import.conflicts,
            processed,
            completed: import.completed,
            interface: import.interface,
        }
    }
}

impl ImportColumn {
    fn column(self) -> Column {
        match self {
            ImportColumn::Number => Column::Number,
            ImportColumn::Received => Column::Received,
            ImportColumn::Sender => Column::Sender,
            ImportColumn::SentBy => Column::Service,
            ImportColumn::Total => Column::Total,
            ImportColumn::Successful => Column::Successful,
            ImportColumn::Failures => Column::Failures,
            ImportColumn::InProgress => Column::InProgress,
            ImportColumn::Conflicts => Column::Conflicts,
        }
    }
}

impl App {
    /// A page of the list of imports.
    pub async fn report_imports(&self, view: View, filter: ImportFilter) -> Result<Slice<ImportLine>, AppError> {
        let column = filter.sort.column();
        let question = question(view.scope.clone(), view.as_of, filter);
        let number = |number: i64| Position(number.unsigned_abs());
        let after = view.place().map(|(value, at)| Place { value, number: number(at) });
        let limit = u64::from(view.length()) + 1;
        self.caught_up().await;
        let (found, total) = self.ask(move |connection| page(connection, &question, after, 0, limit)).await?;
        let slice = view.slice(found, Some(total), |import| Cursor::at(column.value(import), import.number.0 as i64));
        let items = slice.items.into_iter().map(ImportLine::from).collect();
        Ok(Slice { items, next: slice.next, total: slice.total })
    }

    /// A page of the list for those who count pages, and how many imports there are in all.
    pub async fn numbered_imports(
        &self,
        scope: Scope,
        filter: ImportFilter,
        skip: u64,
        limit: u64,
    ) -> Result<(Vec<ImportLine>, u64), AppError> {
        self.caught_up().await;
        let question = question(scope, None, filter);
        let (found, total) = self.ask(move |connection| page(connection, &question, None, skip, limit)).await?;
        Ok((found.into_iter().map(ImportLine::from).collect(), total))
    }

    /// One import. `NotReady` is not used here: the page shows progress instead.
    pub async fn report_import(
        &self,
        caller: &Caller,
        number: Position,
    ) -> Result<Result<ImportDetails, NotShown>, AppError> {
        let import = match self.import_shown(caller, number).await? {
            Ok(import) => import,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let counted = move |connection: &_| {
            let (kinds, causes) = (rows::conflict_kinds(connection, number)?, rows::causes(connection, number)?);
            let (renumbered, unsent) =
                (renumbered::count(connection, number)?, unsent_rows::count(connection, number)?);
            let (withheld, undo) = (rows::withheld(connection, number)?, undos::of_import(connection, number)?);
            Ok((kinds, causes, (renumbered, unsent, withheld), undo))
        };
        let (conflict_kinds, causes, (renumbered, unsent, withheld), undo) = self.ask(counted).await?;
        let (shows_data, refused) = (self.shows_data(caller, &import), import.refused);
        let (conflicts_checked, funnel) = (import.checked, Funnel::of(&import));
        let may_review = self.may::<ReviewConflict>(caller, &import.organisations);
        let line = import.into();
        Ok(Ok(ImportDetails {
            line,
            conflict_kinds,
            causes,
            conflicts_checked,
            refused,
            funnel,
            renumbered,
            unsent,
            withheld,
            undo,
            shows_data,
            may_review,
        }))
    }

    /// An import that is of the caller's organisations, or of those below them.
    pub(crate) async fn import_shown(
        &self,
        caller: &Caller,
        number: Position,
    ) -> Result<Result<ImportRecord, NotShown>, AppError> {
        self.caught_up().await;
        let Some(import) = self.ask(move |connection| get(connection, number)).await? else {
            return Ok(Err(NotShown::Unknown));
        };
        let shown = sees(self.seen_through(caller, IMPORT_RIGHTS).as_ref(), &import.organisations);
        Ok(if shown { Ok(import) } else { Err(NotShown::Forbidden) })
    }

    /// Those of some imports whose pages the caller may open.
    pub(super) fn opened_imports(&self, caller: &Caller, imports: &[ImportRecord]) -> BTreeSet<Position> {
        let own = self.seen_through(caller, IMPORT_RIGHTS);
        let opened = imports.iter().filter(|import| sees(own.as_ref(), &import.organisations));
        opened.map(|import| import.number).collect()
    }

    /// May the caller see what was sent in an import, and its conflicts?
    pub(crate) fn shows_data(&self, caller: &Caller, import: &ImportRecord) -> bool {
        sees(self.seen_through(caller, &[Right::TuontidataRead]).as_ref(), &import.organisations)
    }

    /// The organisations through which a right lets a caller see, with those below; `None` when they see everything.
    pub(crate) fn seen_through(&self, caller: &Caller, rights: &[Right]) -> Option<BTreeSet<OrganisationOid>> {
        let own = || self.organisations().with_descendants(&caller.organisations_with(rights));
        (!caller.reads_all()).then(own)
    }
}

/// Is any of these organisations seen? `None` sees everything.
pub(crate) fn sees<'a>(
    seen: Option<&BTreeSet<OrganisationOid>>,
    organisations: impl IntoIterator<Item = &'a OrganisationOid>,
) -> bool {
    seen.is_none_or(|seen| organisations.into_iter().any(|organisation| seen.contains(organisation)))
}

fn question(scope: Scope, as_of: Option<Day>, filter: ImportFilter) -> Question {
    let ImportFilter { number, sent_by, sort, descending } = filter;
    let service = sent_by.filter(|part| !part.trim().is_empty());
    Question { scope, as_of, number, service, column: sort.column(), descending }
}
