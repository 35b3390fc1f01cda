//! Conflicts: what was sent beside what the registry held then and holds now. For those who may see what was sent.

use std::collections::BTreeSet;

use domain::person::Readable;
use domain::{Group, Person};
use events::catalogue::{FoundBy, Provenance};
use events::codes::{ConflictKind, IdentifierKind};
use events::person::{Names, PersonDetails, SentRow};
use events::{CommandId, Day, Fact, Hetu, Instant, OpenedEvent, OrganisationOid, PersonOid, Position};
use projections::import_rows::query::{ImportRow, Which, page, reviews};

use super::imports::{NotShown, sees};
use super::{Cursor, Slice, View};
use crate::caller::Caller;
use crate::imports::read::IMPORT_RIGHTS;
use crate::imports::resolve::row_command;
use crate::{App, AppError};

/// What is compared of a row and a person, at one place.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// Names.
    pub names: Names,
    /// Hetu.
    pub hetu: Option<Hetu>,
    /// Birth date.
    pub birth_date: Option<Day>,
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
    /// Identifiers of the row that are somebody else's.
    pub contradictions: Vec<Contradiction>,
    /// When an official noted *checked in own register*, and who.
    pub checked: Option<(Instant, String)>,
}

impl Conflict {
    /// Everybody who is shown with it.
    pub fn people(&self) -> impl Iterator<Item = PersonOid> {
        self.contradictions.iter().filter_map(|one| one.other).chain([self.oid])
    }
}

/// An identifier of a row that led to somebody else than the row.
#[derive(Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Its kind.
    pub kind: IdentifierKind,
    /// As it was sent; `None` when erased.
    pub sent: Option<String>,
    /// Whose it is; `None` when the caller may not see them.
    pub other: Option<PersonOid>,
}

/// Which conflicts of an import.
#[derive(Debug, Clone, Copy, Default)]
pub struct ConflictFilter {
    /// Those of this kind.
    pub kind: Option<ConflictKind>,
    /// Those that nobody has noted as checked.
    pub unchecked: bool,
}

impl App {
    /// A page of an import's conflicts, in the order sent; always as things are now. What the registry holds of a person
    /// whose record the row does not open is left out.
    pub async fn report_conflicts(
        &self,
        caller: &Caller,
        number: Position,
        filter: ConflictFilter,
        view: View,
    ) -> Result<Result<Slice<Conflict>, NotShown>, AppError> {
        let import = match self.import_shown(caller, number).await? {
            Ok(import) if self.shows_data(caller, &import) => import,
            Ok(_) => return Ok(Err(NotShown::Forbidden)),
            Err(refusal) => return Ok(Err(refusal)),
        };
        let seen = self.seen_through(caller, IMPORT_RIGHTS);
        let (which, total) = match filter {
            ConflictFilter { kind, unchecked: true } => (Which::Unchecked(kind), None),
            ConflictFilter { kind: None, .. } => (Which::Conflicts(None), Some(import.conflicts)),
            ConflictFilter { kind, .. } => (Which::Conflicts(kind), None),
        };
        self.reading_histories(caller, move |app| {
            let limit = view.length() + 1;
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
        let others = self.others_seen(found.iter().flat_map(|(.., events)| contradicting(events)), seen)?;
        let conflict = |((row, now, events), then): ((ImportRow, Group, &[OpenedEvent]), Option<Side>)| {
            let shown = sees(seen, now.organisations());
            Conflict {
                import: number,
                row: row.row,
                tunniste: row.tunniste,
                oid: now.addressed().oid,
                kinds: row.conflicts,
                contradictions: contradictions(events, &others),
                sent: sent(events),
                then: then.filter(|_| shown),
                now: Some(now.shown()).filter(|_| shown).and_then(side),
                checked: reviews.remove(&row.row),
            }
        };
        Ok(found.into_iter().zip(then).map(conflict).collect())
    }

    /// Those whom the caller may see among the persons to whom other identifiers of rows led.
    fn others_seen<'a>(
        &self,
        others: impl Iterator<Item = &'a Provenance>,
        seen: Option<&BTreeSet<OrganisationOid>>,
    ) -> Result<BTreeSet<PersonOid>, AppError> {
        let asked: BTreeSet<(PersonOid, Position)> =
            others.map(|other| (other.addressed, Position(u64::MAX))).collect();
        let asked: Vec<(PersonOid, Position)> = asked.into_iter().collect();
        let shown = self.people_at(&asked, |person| sees(seen, &person.organisations))?;
        Ok(asked.iter().zip(shown).filter(|(_, shown)| *shown == Some(true)).map(|((oid, _), _)| *oid).collect())
    }
}

/// Whom other identifiers of a row led to.
fn contradicting(of_row: &[OpenedEvent]) -> &[Provenance] {
    let resolved = of_row.iter().find_map(|event| match &event.fact {
        Fact::ImportRowResolved(with) => Some(with.data.contradicting.as_slice()),
        _ => None,
    });
    resolved.unwrap_or_default()
}

fn contradictions(of_row: &[OpenedEvent], shown: &BTreeSet<PersonOid>) -> Vec<Contradiction> {
    let kept = of_row.iter().find_map(|event| match &event.fact {
        Fact::ImportRowResolved(with) => with.personal.known()?.sent.as_ref(),
        _ => None,
    });
    let sent = |kind| kept.and_then(|sent| identifier(sent, kind));
    let contradiction = |other: &Provenance| {
        let kind = other.by.map_or(IdentifierKind::Oid, FoundBy::kind);
        Contradiction { kind, sent: sent(kind), other: Some(other.addressed).filter(|oid| shown.contains(oid)) }
    };
    contradicting(of_row).iter().map(contradiction).collect()
}

fn identifier(sent: &SentRow, kind: IdentifierKind) -> Option<String> {
    match kind {
        IdentifierKind::Oid => sent.oid.clone(),
        IdentifierKind::Hetu => sent.hetu.map(|hetu| hetu.as_str().to_owned()),
        IdentifierKind::Passport => sent.passport.clone(),
        IdentifierKind::Email => sent.email.clone(),
        IdentifierKind::Eidas | IdentifierKind::Account => None,
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
    let of_kept = |sent: &SentRow| Side { names: sent.names.clone(), hetu: sent.hetu, birth_date: sent.birth_date };
    let of_registered = |details: &PersonDetails| Side {
        names: details.names.clone(),
        hetu: details.hetu,
        birth_date: details.birth_date,
    };
    kept.map(of_kept).or_else(|| registered().map(of_registered))
}

fn side(person: &Person) -> Option<Side> {
    let side = || Side {
        names: person.names.clone(),
        hetu: person.hetu.map(|known| known.hetu),
        birth_date: person.birth_date,
    };
    (person.readable == Readable::Yes).then(side)
}
