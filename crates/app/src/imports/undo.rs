//! Undoing a whole import: its rows are read and judged in parts, for the preview as for the real run.

use std::collections::{HashMap, HashSet};

use domain::undo_import::{Of, PROGRESS, Part, Progress, READS, ROWS_AT_ONCE, Row, progress, undo_row};
use events::codes::KeptBecause;
use events::{Fact, OpenedEvent, OrganisationOid, PersonOid, Position, Tag};
use store::{Reading, TagKey};

use super::resolve::row_command;
use crate::caller::Caller;
use crate::{App, AppError};

mod judgement;

pub(crate) use judgement::{Judgements, judged};

/// An import as it is undone.
pub(crate) struct Undone {
    pub of: Of,
    pub rows: u32,
    pub organisations: Vec<OrganisationOid>,
    pub progress: Progress,
}

/// What would happen if an import were undone, or what has.
#[derive(Debug, Clone, Default)]
pub struct UndoPlan {
    /// Rows that would be undone, or are.
    pub undone: u32,
    /// Rows that would be kept, or are.
    pub kept: u32,
    /// Rows that did nothing to a person that still counts.
    pub nothing: u32,
    /// Rows that would be undone, and who is theirs: the first thousand.
    pub goes: Vec<Going>,
    /// Rows that are kept: the first thousand.
    pub listed: Vec<Keeping>,
    /// It is ordered and not finished: so many rows are left.
    pub left: Option<u32>,
    /// A second official must agree.
    pub needs_second: bool,
}

/// A row that would be undone.
#[derive(Debug, Clone, Copy)]
pub struct Going {
    /// Its number, from 0.
    pub row: u32,
    /// To whom it led.
    pub oid: PersonOid,
    /// It created the number, which becomes void. Otherwise the access ends that it gave.
    pub voids: bool,
}

/// A row that would be kept.
#[derive(Debug, Clone, Copy)]
pub struct Keeping {
    /// Its number, from 0.
    pub row: u32,
    /// To whom it led.
    pub oid: PersonOid,
    /// Why.
    pub because: KeptBecause,
    /// The import that relies on it.
    pub import: Option<Position>,
}

/// The import with a number, and how far its undoing is; a change of that makes the decision void.
pub(crate) fn read(reading: &mut Reading<'_>, app: &App, number: Position) -> Result<Option<Undone>, AppError> {
    let received = if number == Position::START || number > reading.position() {
        None
    } else {
        app.store().events_of(number, 1)?.pop()
    };
    let Some(event) = received else { return Ok(None) };
    let Fact::ImportReceived(with) = &event.fact else { return Ok(None) };
    let id = with.data.import_id;
    let events = reading.events(Tag::Import(id), PROGRESS)?;
    Ok(Some(Undone {
        of: Of { import: number, id, received: event.recorded.envelope.id },
        rows: with.data.rows,
        organisations: with.data.organisations.clone(),
        progress: progress(&events),
    }))
}

/// A part that was read.
pub(crate) struct PartRead {
    pub part: Part,
    /// Everything that was read of the persons.
    pub events: Vec<OpenedEvent>,
    /// The person of each row that led to one.
    pub persons: HashMap<u32, PersonOid>,
    /// Rows that created their person.
    pub created: HashSet<u32>,
    /// Those of the persons whose number somebody outside the sender's organisations has fetched.
    pub fetched: HashSet<PersonOid>,
}

/// Reads and judges the rows from one on. It adds nothing to a condition.
pub(crate) fn part(
    reading: &Reading<'_>,
    app: &App,
    import: &Undone,
    (order, first_row): (Position, u32),
) -> Result<PartRead, AppError> {
    let behind = first_row.saturating_add(ROWS_AT_ONCE).min(import.rows);
    let rows: Vec<u32> = (first_row..behind).collect();
    let commands: Vec<_> = rows.iter().map(|row| row_command(import.of.import, *row)).collect();
    let own = reading.of_commands(&commands)?;
    let led = |events: &Vec<OpenedEvent>| {
        events.iter().find_map(|event| match &event.fact {
            Fact::ImportRowResolved(with) => Some(with.data.about.addressed),
            _ => None,
        })
    };
    let mut persons: HashMap<u32, PersonOid> =
        rows.iter().zip(&own).filter_map(|(row, events)| Some((*row, led(events)?))).collect();
    let mut oids: Vec<PersonOid> = persons.values().copied().collect();
    oids.sort_unstable();
    oids.dedup();
    let tags: Vec<TagKey> = oids.iter().map(|oid| Tag::Person(*oid).into()).collect();
    let of_persons: HashMap<PersonOid, Vec<OpenedEvent>> =
        oids.iter().copied().zip(reading.events_of_all(&tags, READS)?).collect();
    let fetched = app.store().access().fetched_by_others(&oids, &import.organisations)?;
    let shared = shares(app, import, of_persons.values().flatten())?;
    let none = Vec::new();
    let judge = |(row, own): (&u32, &Vec<OpenedEvent>)| {
        let oid = persons.get(row);
        let person = oid.and_then(|oid| of_persons.get(oid)).unwrap_or(&none);
        let fetched = oid.is_some_and(|oid| fetched.contains(oid));
        let judged = Row { row: *row, own, person, fetched };
        (*row, undo_row(&import.of, &judged, |other| shared.get(&other).copied().unwrap_or_default()))
    };
    let judged = rows.iter().zip(&own).map(judge).collect();
    let part = Part::of((order, first_row), judged, import.rows);
    persons.retain(|row, _| *row < part.behind());
    let creates = |own: &Vec<OpenedEvent>| own.iter().any(|event| matches!(event.fact, Fact::PersonRegistered(_)));
    let created = rows.iter().zip(&own).filter(|(_, own)| creates(own)).map(|(row, _)| *row).collect();
    Ok(PartRead { part, events: of_persons.into_values().flatten().collect(), persons, created, fetched })
}

/// Which other imports were sent by one of the same organisations.
fn shares<'a>(
    app: &App,
    import: &Undone,
    events: impl Iterator<Item = &'a OpenedEvent>,
) -> Result<HashMap<Position, bool>, AppError> {
    let mut shared = HashMap::new();
    for event in events {
        let Fact::ImportRowResolved(with) = &event.fact else { continue };
        let other = with.data.import;
        if other == import.of.import || shared.contains_key(&other) {
            continue;
        }
        let received = app.store().events_of(other, 1)?.pop();
        let same = received.is_some_and(|received| match received.fact {
            Fact::ImportReceived(with) => with.data.organisations.iter().any(|one| import.organisations.contains(one)),
            _ => false,
        });
        shared.insert(other, same);
    }
    Ok(shared)
}

impl App {
    /// What would happen if an import were undone; what has happened of an undoing that is under way stands in it too.
    /// `None` when there is no such import. For the keeper of the registry.
    pub async fn undo_plan(&self, caller: &Caller, number: Position) -> Result<Option<UndoPlan>, AppError> {
        self.reading_histories(caller, move |app| {
            let mut reading = app.store().read();
            let Some(import) = read(&mut reading, app, number)? else { return Ok(None) };
            let (mut plan, mut from) = (UndoPlan::default(), (Position::START, 0));
            if let Progress::Underway(order, next) = import.progress {
                from = (order, next);
                plan.left = Some(import.rows.saturating_sub(next));
                for event in reading.events(Tag::Import(import.of.id), PROGRESS)? {
                    let Fact::ImportRowsUndone(with) = &event.fact else { continue };
                    if with.data.order == order {
                        plan.undone += with.data.undone;
                        plan.kept += with.data.kept.len() as u32;
                    }
                }
            }
            plan.add(judged(&reading, app, &import, from)?);
            plan.needs_second = plan.undone > domain::undo_import::ALONE;
            Ok(Some(plan))
        })
        .await
    }
}
