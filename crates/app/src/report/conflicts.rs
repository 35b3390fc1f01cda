//! Conflicts: what was sent beside what the registry held then and holds now. For those who may see what was sent.

use std::collections::BTreeSet;

use domain::person::Readable;
use domain::{Group, Person};
use events::codes::ConflictKind;
use events::person::{Names, PersonDetails, SentRow};
use events::{CommandId, Fact, Hetu, Instant, OpenedEvent, OrganisationOid, PersonOid, Position};
use projections::import_rows::query::{ImportRow, Which, page, reviews};

use super::imports::{NotShown, sees};
use super::{Cursor, Slice, View};
use crate::caller::Caller;
use crate::imports::read::IMPORT_RIGHTS;
use crate::imports::resolve::row_command;
use crate::{App, AppError};

/// Names and hetu at one place.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// Names.
    pub names: Names,
    /// Hetu.
    pub hetu: Option<Hetu>,
}

/// A row that differs from the person it led to.
#[derive(Clone)]
pub struct Conflict {
    /// The import.
    pub import: Position,
    /// Number of the row, from 0.
    pub row: u32,
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// The person.
    pub oid: PersonOid,
    /// How it differs.
    pub kinds: Vec<ConflictKind>,
    /// What was sent; `None` when erased.
    pub sent: Option<Side>,
    /// What the registry held before the row; `None` when erased, or when the row did not open the person's record.
    pub then: Option<Side>,
    /// What the registry holds now; `None` as before.
    pub now: Option<Side>,
    /// When an official noted *checked in own register*, and who.
    pub checked: Option<(Instant, String)>,
}

impl App {
    /// A page of an import's conflicts, in the order sent; always as things are now. What the registry holds of a person
    /// whose record the row does not open is left out.
    pub async fn report_conflicts(
        &self,
        caller: &Caller,
        number: Position,
        kind: Option<ConflictKind>,
        view: View,
    ) -> Result<Result<Slice<Conflict>, NotShown>, AppError> {
        let import = match self.import_shown(caller, number).await? {
            Ok(import) if self.shows_data(caller, &import) => import,
            Ok(_) => return Ok(Err(NotShown::Forbidden)),
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (seen, total) = (self.seen_through(caller, IMPORT_RIGHTS), kind.is_none().then_some(import.conflicts));
        self.reading_histories(caller, move |app| {
            let (which, limit) = (Which::Conflicts(kind), view.length() + 1);
            let rows = app.reads().ask(|connection| page(connection, number, which, view.row(), limit))?;
            let slice = view.slice(rows, total.map(u64::from), |row| Cursor::at(row.row.into(), 0));
            let items = app.side_by_side(number, slice.items, seen.as_ref())?;
            Ok(Ok(Slice { items, next: slice.next, total: slice.total }))
        })
        .await
    }

    /// Rows beside their people before them and now.
    fn side_by_side(
        &self,
        number: Position,
        rows: Vec<ImportRow>,
        seen: Option<&BTreeSet<OrganisationOid>>,
    ) -> Result<Vec<Conflict>, AppError> {
        let commands: Vec<CommandId> = rows.iter().map(|row| row_command(number, row.row)).collect();
        let resolved = self.store().read().of_commands(&commands)?;
        let numbers: Vec<u32> = rows.iter().map(|row| row.row).collect();
        let mut reviews = self.reads().ask(|connection| reviews(connection, number, &numbers))?;
        let found: Vec<(ImportRow, Group, &[OpenedEvent])> = rows
            .into_iter()
            .zip(&resolved)
            .filter_map(|(mut row, events)| {
                let (person, _) = row.person.take()?;
                Some((row, person, &events[..]))
            })
            .collect();
        let asked: Vec<(PersonOid, Position)> =
            found.iter().map(|(_, person, events)| (person.addressed().oid, before(events))).collect();
        let then = self.people_at(&asked, side)?.into_iter().map(Option::flatten);
        let conflict = |((row, now, events), then): ((ImportRow, Group, &[OpenedEvent]), Option<Side>)| {
            let shown = sees(seen, now.organisations());
            Conflict {
                import: number,
                row: row.row,
                tunniste: row.tunniste,
                oid: now.addressed().oid,
                kinds: row.conflicts,
                sent: sent(events),
                then: then.filter(|_| shown),
                now: Some(now.shown()).filter(|_| shown).and_then(side),
                checked: reviews.remove(&row.row),
            }
        };
        Ok(found.into_iter().zip(then).map(conflict).collect())
    }
}

/// The event before a row was resolved.
fn before(of_row: &[OpenedEvent]) -> Position {
    let resolved = of_row.iter().find(|event| matches!(event.fact, Fact::ImportRowResolved(_)));
    Position(resolved.map_or(0, |event| event.position().0.saturating_sub(1)))
}

/// What was sent in a row, by what its command appended: the row keeps it, or the registration that it led to says the
/// same. `None` when erased.
fn sent(of_row: &[OpenedEvent]) -> Option<Side> {
    let kept = of_row.iter().find_map(|event| match &event.fact {
        Fact::ImportRowResolved(with) => with.personal.known()?.sent.as_ref(),
        _ => None,
    });
    let registered = || {
        of_row.iter().find_map(|event| match &event.fact {
            Fact::PersonRegistered(with) => with.personal.known(),
            _ => None,
        })
    };
    let of_kept = |sent: &SentRow| Side { names: sent.names.clone(), hetu: sent.hetu };
    let of_registered = |details: &PersonDetails| Side { names: details.names.clone(), hetu: details.hetu };
    kept.map(of_kept).or_else(|| registered().map(of_registered))
}

fn side(person: &Person) -> Option<Side> {
    let side = || Side { names: person.names.clone(), hetu: person.hetu.map(|known| known.hetu) };
    (person.readable == Readable::Yes).then(side)
}
