//! The error list as a queue: sorted by any column, grouped by cause, and walked from one learner to the next.

use domain::Cause;
use events::{Instant, OrganisationOid, PersonOid};
use projections::counts::query::Scope;
pub use projections::failures::ordered::Column as ErrorColumn;
use projections::failures::ordered::{Order, Start, ordered};
use projections::failures::query::Failure;
use projections::organisation_sets::query::sets_sorted_by;
use projections::queue::query::groups;
pub use projections::queue::query::{Flow, Group};
use projections::{Connection, ReadError};
use texts::Lang;

use super::errors::{ErrorFilter, ErrorLine, line, with_services};
use super::{View, page_length};
use crate::organisations::OrganisationTree;
use crate::{App, AppError};

/// How the list is sorted.
#[derive(Debug, Clone)]
pub struct ErrorOrder {
    /// By what.
    pub column: ErrorColumn,
    /// The last one first.
    pub descending: bool,
    /// Causes in the order of the words for them.
    pub causes: Vec<Cause>,
    /// The language in which organisations are sorted by their names.
    pub language: Lang,
}

/// Where a page of the list begins.
#[derive(Debug, Clone)]
pub enum ErrorStart {
    /// So many lines behind the beginning.
    Skip(u64),
    /// Behind somebody; when they have left the list, so many lines behind the beginning.
    After(PersonOid, u64),
    /// At the first name that begins so or comes behind it.
    Letter(String),
    /// At the first of those who stand there since an instant or earlier.
    Until(Instant),
}

/// A page of the list.
pub struct ErrorPage {
    /// The lines.
    pub lines: Vec<ErrorLine>,
    /// There are more behind them.
    pub more: bool,
    /// How many there are in all, where that is known.
    pub total: Option<u64>,
}

/// Who stands before and behind somebody in the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// Before.
    pub previous: Option<PersonOid>,
    /// Behind.
    pub next: Option<PersonOid>,
}

impl ErrorOrder {
    fn order(&self, connection: &Connection, organisations: &OrganisationTree) -> Result<Order, ReadError> {
        // One whose name is not known is shown by its OID, and stands before all names.
        let by_name = |oid: &OrganisationOid| (organisations.place(oid, self.language), oid.clone());
        let legs = match self.column {
            ErrorColumn::Cause => self.causes.iter().map(|cause| cause.number().into()).collect(),
            ErrorColumn::Organisations => sets_sorted_by(connection, by_name)?,
            _ => Vec::new(),
        };
        Ok(Order { column: self.column, descending: self.descending, legs })
    }
}

impl App {
    /// A page of the error list as it stands now.
    pub async fn queue(
        &self,
        scope: Scope,
        filter: ErrorFilter,
        order: ErrorOrder,
        start: ErrorStart,
        limit: u32,
    ) -> Result<ErrorPage, AppError> {
        self.caught_up().await;
        self.blocking(move |app| {
            let limit = page_length(limit);
            let view = View { scope, as_of: None, after: None, limit: 1 };
            let Some(question) = app.question(&view, &filter)? else {
                return Ok(ErrorPage { lines: Vec::new(), more: false, total: Some(0) });
            };
            let start = match start {
                ErrorStart::Skip(lines) => Start::Skip(lines),
                ErrorStart::After(oid, lines) => Start::After(oid, lines),
                ErrorStart::Letter(letter) => Start::Letter(letter),
                ErrorStart::Until(at) => Start::Until(at),
            };
            let (found, total, more) = app.reads().ask(|connection| {
                let (mut found, total) =
                    ordered(connection, &question, &order.order(connection, &app.organisations())?, &start, limit + 1)?;
                let more = found.len() > limit;
                found.truncate(limit);
                Ok((with_services(connection, found, None, &view.scope)?, total, more))
            })?;
            let then = Default::default();
            let lines = found.into_iter().map(|(failure, newest)| line(failure, newest, &then, &view.scope)).collect();
            Ok(ErrorPage { lines, more, total })
        })
        .await
    }

    /// Who stands beside somebody in the list.
    pub async fn neighbours(
        &self,
        scope: Scope,
        filter: ErrorFilter,
        order: ErrorOrder,
        oid: PersonOid,
    ) -> Result<Neighbours, AppError> {
        self.blocking(move |app| {
            let view = View { scope, as_of: None, after: None, limit: 1 };
            let Some(question) = app.question(&view, &filter)? else { return Ok(Neighbours::default()) };
            let first = |found: Vec<Failure>| found.first().map(|failure| failure.person.oid);
            Ok(app.reads().ask(|connection| {
                let order = order.order(connection, &app.organisations())?;
                let (before, _) = ordered(connection, &question, &order, &Start::Before(oid), 1)?;
                // Who has left the list has nobody behind them.
                let (behind, _) = ordered(connection, &question, &order, &Start::After(oid, u64::MAX), 1)?;
                Ok(Neighbours { previous: first(before), next: first(behind) })
            })?)
        })
        .await
    }

    /// The error list of a scope by cause, the most frequent first.
    pub async fn error_groups(&self, scope: Scope) -> Result<Vec<Group>, AppError> {
        self.blocking(move |app| Ok(app.reads().ask(|connection| groups(connection, &scope))?)).await
    }
}
