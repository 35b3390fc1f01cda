//! The rows of an import, and those beside one of them.

use std::collections::BTreeSet;

use domain::cause::cause;
use domain::{Group, Status};
use events::{OrganisationOid, PersonOid, Position};
use projections::import_rows::query::{self as rows, ImportRow, Which};
use projections::imports::query::ImportRecord;

use super::imports::{RowFilter, RowLine, sees};
use super::{Cursor, Slice, View};
use crate::caller::Caller;
use crate::imports::read::{IMPORT_RIGHTS, NotShown};
use crate::{App, AppError};

/// So many rows on either side are looked through for a learner whom the caller may see.
const LOOKED_THROUGH: u32 = 200;

/// A row and the learner to whom it led.
pub type LedTo = (u32, PersonOid);

/// Rows beside one, each with its learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowNeighbours {
    /// The nearest before it.
    pub previous: Option<LedTo>,
    /// The nearest behind it.
    pub next: Option<LedTo>,
}

impl RowFilter {
    fn which(self) -> Which {
        match self {
            RowFilter::All => Which::All,
            RowFilter::Status(status) => Which::Status(status),
            RowFilter::Cause(cause) => Which::Cause(cause),
            RowFilter::Refused => Which::Refused,
            RowFilter::Conflicts => Which::Conflicts(None),
            RowFilter::Renumbered => Which::Renumbered,
        }
    }

    /// How many rows these are, where it is known without counting them.
    fn total(self, import: &ImportRecord) -> Option<u32> {
        match self {
            RowFilter::All => Some(import.resolved + import.refused),
            RowFilter::Status(Status::Successful) => Some(import.successful),
            RowFilter::Status(Status::InProgress) => Some(import.in_progress),
            RowFilter::Status(Status::Failed) => Some(import.failed),
            RowFilter::Refused => Some(import.refused),
            RowFilter::Conflicts => Some(import.conflicts),
            RowFilter::Cause(_) | RowFilter::Renumbered => None,
        }
    }
}

impl App {
    /// A page of its rows, in the order sent. Rows show their people as they are now, also in a view of a past day.
    pub async fn report_rows(
        &self,
        caller: &Caller,
        number: Position,
        filter: RowFilter,
        view: View,
    ) -> Result<Result<Slice<RowLine>, NotShown>, AppError> {
        let import = match self.import_shown(caller, number).await? {
            Ok(import) => import,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (which, total) = (filter.which(), filter.total(&import));
        let (after, limit) = (view.row(), view.length() + 1);
        let find = move |connection: &_| {
            let found = rows::page(connection, number, which, after, limit)?;
            let numbers: Vec<u32> = found.iter().filter(|row| !row.conflicts.is_empty()).map(|row| row.row).collect();
            Ok((found, rows::reviews(connection, number, &numbers)?))
        };
        let (found, mut checked) = self.ask(find).await?;
        let slice = view.slice(found, total.map(u64::from), |row| Cursor::at(row.row.into(), 0));
        let seen = self.seen_through(caller, IMPORT_RIGHTS);
        let items = slice.items.into_iter().map(|row| {
            let checked = checked.remove(&row.row);
            RowLine { checked, ..row_line(row, seen.as_ref()) }
        });
        let items = items.collect();
        Ok(Ok(Slice { items, next: slice.next, total: slice.total }))
    }

    /// Who stands beside a row of an import among those that are asked for, whether the row itself is one of them or not:
    /// learners whom the caller may see. Nobody where the import is not shown.
    pub async fn row_neighbours(
        &self,
        caller: &Caller,
        number: Position,
        filter: RowFilter,
        row: u32,
    ) -> Result<RowNeighbours, AppError> {
        if self.import_shown(caller, number).await?.is_err() {
            return Ok(RowNeighbours::default());
        }
        let seen = self.seen_through(caller, IMPORT_RIGHTS);
        let which = filter.which();
        self.ask(move |connection| {
            let first = |found: Vec<ImportRow>| {
                let lines = found.into_iter().map(|row| row_line(row, seen.as_ref()));
                lines.filter(|line| line.names.is_some()).find_map(|line| Some((line.row, line.oid?)))
            };
            Ok(RowNeighbours {
                previous: first(rows::before(connection, number, which, row, LOOKED_THROUGH)?),
                next: first(rows::page(connection, number, which, Some(row), LOOKED_THROUGH)?),
            })
        })
        .await
    }
}

/// A row whose person the caller may not see gives the number alone, and how far it is.
fn row_line(row: ImportRow, seen: Option<&BTreeSet<OrganisationOid>>) -> RowLine {
    let ImportRow { row, tunniste, person, conflicts, withheld, refusal, renumbered } = row;
    let status = person.as_ref().map(|(_, status)| *status);
    let group = person.map(|(group, _)| group);
    let shown = group.as_ref().map(Group::shown).filter(|person| sees(seen, &person.organisations));
    RowLine {
        row,
        tunniste,
        oid: group.as_ref().map(|group| group.addressed().oid),
        oppijanumero: group.as_ref().and_then(Group::oppijanumero),
        names: shown.map(|person| person.names.clone()),
        status,
        passive: shown.is_some_and(|person| person.passive.is_some()),
        cause: shown.and_then(cause),
        refusal,
        conflicts,
        withheld,
        renumbered,
        checked: None,
    }
}
