//! A whole import is taken back: what its rows did to persons stops counting. Source: docs/reversal.md, *A whole import*.
//!
//! It is ordered once and carried out in parts. Each row is judged by itself, by the same function for the preview and for
//! the real run. Where others rely on what a row did, that row is kept, and it is said who does.

use std::collections::BTreeSet;

use events::catalogue::UndoStatement;
use events::catalogue::{ImportRowsUndone, ImportUndoOrdered, KeptRow, Provenance, ReversalStatement, Reversed};
use events::codes::KeptBecause;
use events::{
    Actor, EventId, EventKind, Fact, ImportId, KindSet, OpenedEvent, PersonOid, Position, Subject, Tag, With,
};

use crate::draft::Draft;
use crate::person::CHANGES;
use crate::person::counting::{Counting, REVERSIBLE, concerns, tags_of_reversal};
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::reverse::MOST;
use crate::text::{check_statement, said};

/// Rows that are judged together. A part has fewer of them where they did much: see [`Part::of`].
pub const ROWS_AT_ONCE: u32 = 80;
/// So many rows at most are undone by one official alone.
pub const ALONE: u32 = 10;

/// Types of events about a person that tell whether others rely on what a row did.
pub const READS: KindSet = CHANGES.and(KindSet::of(&[EventKind::ImportRowResolved]));
/// Types of events about an import that tell how far it is.
pub const PROGRESS: KindSet =
    KindSet::of(&[EventKind::ImportCompleted, EventKind::ImportUndoOrdered, EventKind::ImportRowsUndone]);

/// A row, with all that was read for it.
pub struct Row<'a> {
    /// Its number, from 0.
    pub row: u32,
    /// What its command appended.
    pub own: &'a [OpenedEvent],
    /// Of the person whom it led to: the types of [`READS`], in order.
    pub person: &'a [OpenedEvent],
    /// Somebody outside the sender's organisations has fetched the number.
    pub fetched: bool,
}

/// The import.
#[derive(Debug, Clone)]
pub struct Of {
    /// Its number.
    pub import: Position,
    /// Its id.
    pub id: ImportId,
    /// The event that received it, which caused what its rows did.
    pub received: EventId,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undoing {
    /// These events stop counting.
    Goes(Vec<Position>),
    /// Somebody relies on what it did; where that is another import, which.
    Kept(KeptBecause, Option<Position>),
    /// It did nothing to a person that still counts.
    Nothing,
}

refusals! {
    /// Why nothing is undone.
    Refusal {
        /// There is no such import.
        NoImport => "no-import", RefusalKind::NotFound;
        /// Rows of it are not resolved yet.
        Unfinished => "import-unfinished", RefusalKind::Conflict;
        /// It is being undone.
        Underway => "undo-underway", RefusalKind::Conflict;
        /// Nothing of it can be undone.
        Nothing => "undo-nothing", RefusalKind::Conflict;
        /// The reason is missing.
        WordsMissing => "words-missing", RefusalKind::Invalid("words");
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

refuses_words!(Refusal);

/// Judges one row. `shares`: was another import sent by one of the same organisations?
pub fn undo_row(of: &Of, row: &Row<'_>, shares: impl Fn(Position) -> bool) -> Undoing {
    let Some(person) = row.own.iter().find_map(led_to) else { return Undoing::Nothing };
    let events: Vec<&OpenedEvent> = row.person.iter().filter(|event| concerns(event, person)).collect();
    let counting = Counting::of(&events);
    let counts = |event: &&OpenedEvent| REVERSIBLE.has(event.fact.kind()) && counting.counts(event.position());
    let own: BTreeSet<Position> = row.own.iter().filter(counts).map(OpenedEvent::position).collect();
    if own.is_empty() {
        return Undoing::Nothing;
    }
    // What an official decided about this very row stays, and so does what the row gave before.
    if row.person.iter().any(|event| is_reassigned(event, of.import, row.row)) {
        return Undoing::Kept(KeptBecause::Official, None);
    }
    let registered = row.own.iter().any(|event| matches!(event.fact, Fact::PersonRegistered(_)));
    if !registered {
        // Whoever was there before loses what the row gave, unless a later row of the same organisation gives it too.
        let also =
            |event: &&OpenedEvent| given_by(event, person).filter(|import| *import != of.import && shares(*import));
        let last = row.own.iter().map(OpenedEvent::position).max();
        let mut later = events.iter().filter(|event| Some(event.position()) > last);
        return match later.find_map(also) {
            Some(other) => Undoing::Kept(KeptBecause::OtherImport, Some(other)),
            None => Undoing::Goes(own.into_iter().collect()),
        };
    }
    let goes = with_caused(own, &events, &counting);
    let relied = events.iter().filter(|event| !goes.contains(&event.position()) && counting.counts(event.position()));
    let because = relied.filter_map(|event| relies(of, event)).min();
    match because.or(row.fetched.then_some((KeptBecause::Fetched, None))) {
        Some((because, import)) => Undoing::Kept(because, import),
        None => Undoing::Goes(goes.into_iter().collect()),
    }
}

/// Was this row assigned to another person, or was it decided that it stays?
fn is_reassigned(event: &OpenedEvent, import: Position, row: u32) -> bool {
    matches!(&event.fact, Fact::ImportRowReassigned(with) if (with.data.import, with.data.row) == (import, row))
}

/// The import of a row that gave its sender access to a person.
fn given_by(event: &OpenedEvent, person: PersonOid) -> Option<Position> {
    match &event.fact {
        Fact::ImportRowResolved(with) if !with.data.withheld => Some(with.data.import),
        Fact::ImportRowReassigned(with) if with.data.about.addressed == person && !with.data.withheld => {
            Some(with.data.import)
        }
        _ => None,
    }
}

fn led_to(event: &OpenedEvent) -> Option<PersonOid> {
    match &event.fact {
        Fact::ImportRowResolved(with) => Some(with.data.about.addressed),
        _ => None,
    }
}

/// Those events, and what they caused without anybody's decision, onwards.
fn with_caused(mut goes: BTreeSet<Position>, events: &[&OpenedEvent], counting: &Counting) -> BTreeSet<Position> {
    let mut ids: BTreeSet<EventId> = BTreeSet::new();
    for event in events {
        let meta = &event.recorded.envelope.meta;
        let caused = meta.cause.is_some_and(|cause| ids.contains(&cause)) && meta.actor == Actor::Registry;
        if goes.contains(&event.position()) || caused {
            ids.insert(event.recorded.envelope.id);
            if REVERSIBLE.has(event.fact.kind()) && counting.counts(event.position()) {
                goes.insert(event.position());
            }
        }
    }
    goes
}

/// Who relies on a person by an event of theirs, and by which import.
fn relies(of: &Of, event: &OpenedEvent) -> Option<(KeptBecause, Option<Position>)> {
    let meta = &event.recorded.envelope.meta;
    match &event.fact {
        Fact::ImportRowResolved(with) if with.data.import == of.import => None,
        Fact::ImportRowResolved(with) => Some((KeptBecause::OtherImport, Some(with.data.import))),
        // What failed or was taken back is nothing to rely on, and who is told apart stays so.
        Fact::IdentificationFailed(_) | Fact::Reversed(_) | Fact::MarkedNotDuplicate(_) => None,
        _ if meta.cause == Some(of.received) => None,
        _ => {
            let because = match &meta.actor {
                Actor::Person(_) | Actor::Operator => KeptBecause::Official,
                Actor::Service(_) => KeptBecause::Program,
                Actor::Registry => KeptBecause::Register,
            };
            Some((because, None))
        }
    }
}

/// How far the undoing of an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Rows of the import are not resolved yet.
    Unfinished,
    /// Nothing is ordered.
    Whole,
    /// It is ordered, and the next part begins with this row.
    Underway(Position, u32),
}

/// After the events of types [`PROGRESS`] about the import.
pub fn progress(events: &[OpenedEvent]) -> Progress {
    events.iter().fold(Progress::Unfinished, |progress, event| match &event.fact {
        Fact::ImportCompleted(_) => Progress::Whole,
        Fact::ImportUndoOrdered(_) => Progress::Underway(event.position(), 0),
        Fact::ImportRowsUndone(with) if with.data.last => Progress::Whole,
        Fact::ImportRowsUndone(with) => {
            Progress::Underway(with.data.order, with.data.first_row.saturating_add(with.data.rows))
        }
        _ => progress,
    })
}

/// Decides that an import is undone. `undone` and `kept` count its rows as they would be judged now.
pub fn order(of: Option<&Of>, progress: Progress, (undone, kept): (u32, u32), words: &str) -> Result<Draft, Refusal> {
    let of = of.ok_or(Refusal::NoImport)?;
    if said(Some(words)).is_none() {
        return Err(Refusal::WordsMissing);
    }
    check_statement(Some(words))?;
    match progress {
        Progress::Unfinished => return Err(Refusal::Unfinished),
        Progress::Underway(..) => return Err(Refusal::Underway),
        Progress::Whole if undone == 0 => return Err(Refusal::Nothing),
        Progress::Whole => {}
    }
    let data = ImportUndoOrdered { import: of.import, undone, kept };
    let draft =
        Draft::plain(With::new(data, UndoStatement { words: Some(words.to_owned()) }), vec![Tag::Import(of.id)]);
    Ok(draft.sealed_for(Subject::Import(of.id)))
}

/// A part that was judged.
pub struct Part {
    /// Position of the order.
    pub order: Position,
    /// The first row.
    pub first_row: u32,
    /// Each row and what becomes of it, in order.
    pub rows: Vec<(u32, Undoing)>,
    /// No row is behind it.
    pub last: bool,
}

impl Part {
    /// As many of the judged rows as one reversal can name the events of; the first one in any case. `all` is how many rows
    /// the import has.
    pub fn of((order, first_row): (Position, u32), mut judged: Vec<(u32, Undoing)>, all: u32) -> Part {
        let mut named = 0;
        let fits = |(_, undoing): &&(u32, Undoing)| {
            named += undoing.events().len();
            named <= MOST
        };
        let fitting = judged.iter().take_while(fits).count();
        judged.truncate(fitting.max(1));
        let last = first_row.saturating_add(judged.len() as u32) >= all;
        Part { order, first_row, rows: judged, last }
    }

    /// The row behind its last one.
    pub fn behind(&self) -> u32 {
        self.first_row.saturating_add(self.rows.len() as u32)
    }
}

impl Undoing {
    /// The events that stop counting.
    fn events(&self) -> &[Position] {
        match self {
            Undoing::Goes(events) => events,
            Undoing::Kept(..) | Undoing::Nothing => &[],
        }
    }
}

/// What carries a part out; `events` are those that it names, among others.
pub fn carry_out(of: &Of, part: &Part, events: &[OpenedEvent]) -> Vec<Draft> {
    let mut named: BTreeSet<Position> = BTreeSet::new();
    let (mut undone, mut kept) = (0, Vec::new());
    for (row, undoing) in &part.rows {
        match undoing {
            Undoing::Goes(events) => {
                undone += 1;
                named.extend(events);
            }
            Undoing::Kept(because, _) => kept.push(KeptRow { row: *row, because: *because }),
            Undoing::Nothing => {}
        }
    }
    let (first_row, rows, last) = (part.first_row, part.rows.len() as u32, part.last);
    let looked = ImportRowsUndone { import: of.import, order: part.order, first_row, rows, undone, kept, last };
    // A row that did more than one reversal can name takes several.
    let named: Vec<Position> = named.into_iter().collect();
    let reversals = named.chunks(MOST).filter_map(|named| reversal(named, events));
    let looked = Draft::plain(With::new(looked, Default::default()), vec![Tag::Import(of.id)]);
    reversals.chain([looked]).collect()
}

/// These events stop counting.
fn reversal(named: &[Position], events: &[OpenedEvent]) -> Option<Draft> {
    let going = events.iter().filter(|event| named.binary_search(&event.position()).is_ok());
    let mut tags = tags_of_reversal(going, std::iter::empty());
    let about = tags.iter().find_map(Tag::person)?;
    let data = Reversed { about: Provenance::unlinked(about, None), events: named.to_vec() };
    tags.retain(|tag| *tag != Tag::Person(about));
    Some(Draft::about(about, With::new(data, ReversalStatement { words: None })).tagged(tags))
}
