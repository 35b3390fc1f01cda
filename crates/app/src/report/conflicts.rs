//! Conflicts: what was sent beside what the registry held then and holds now. For those who may see what was sent.

use std::collections::BTreeSet;

use domain::Person;
use domain::person::{CHANGES, Readable};
use domain::review_conflict::{READS, Refusal, RowConflict, review_conflict};
use events::codes::{Channel, ConflictKind, Right};
use events::person::{Names, SentRow};
use events::{
    CommandId, EventKind, Fact, Hetu, Instant, KindSet, OpenedEvent, OrganisationOid, PersonOid, Position, RequestId,
    Tag,
};
use projections::import_rows::query::{ImportRow, Which, page, person_of, reviews};
use store::{Lane, TagKey, Unit};
use uuid::Uuid;

use super::imports::{NotShown, sees};
use super::{Cursor, Slice, View};
use crate::caller::Caller;
use crate::imports::read::IMPORT_RIGHTS;
use crate::maker::{Granted, Grounds};
use crate::write::{Decided, Done, TRIES};
use crate::{App, AppError, Maker};

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

/// Why a note is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReviewRefusal {
    /// There is no such import.
    #[error("there is no import with this number")]
    Unknown,
    /// The row has no conflict.
    #[error("the row has no conflict")]
    NoConflict,
    /// It is noted already.
    #[error("the conflict has been noted as checked already")]
    AlreadyChecked,
    /// The caller may not.
    #[error("the right TUONTIDATA_READ or REKISTERINPITAJA is missing")]
    Forbidden,
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
        let seen = self.seen_through(caller, IMPORT_RIGHTS);
        self.blocking(move |app| {
            let (which, limit) = (Which::Conflicts(kind), view.length() + 1);
            let (rows, reviews) = app.reads().ask(|connection| {
                Ok((page(connection, number, which, view.row(), limit)?, reviews(connection, number)?))
            })?;
            let total = kind.is_none().then_some(u64::from(import.conflicts));
            let slice = view.slice(rows, total, |row| Cursor::at(row.row.into(), 0));
            let histories = app.histories(&slice.items)?;
            let conflict = |(row, events): (ImportRow, &Vec<OpenedEvent>)| {
                let checked = reviews.get(&row.row).cloned();
                conflict(number, row, events, seen.as_ref(), checked)
            };
            let items = slice.items.into_iter().zip(&histories).filter_map(conflict).collect();
            Ok(Ok(Slice { items, next: slice.next, total: slice.total }))
        })
        .await
    }

    /// The events that changed the people of rows, and those by which the rows were resolved.
    fn histories(&self, rows: &[ImportRow]) -> Result<Vec<Vec<OpenedEvent>>, AppError> {
        let types = CHANGES.and(KindSet::of(&[EventKind::ImportRowResolved]));
        let people = rows.iter().filter_map(|row| row.person.as_ref());
        let tags: Vec<TagKey> = people.map(|(person, _)| Tag::Person(person.oid).into()).collect();
        Ok(self.store().read().events_of_all(&tags, types)?)
    }

    /// Notes that an official has checked a conflict in their own register (`ConflictReviewed`).
    pub async fn review_conflict(
        &self,
        caller: &Caller,
        (channel, request): (Channel, RequestId),
        number: Position,
        row: u32,
    ) -> Result<Result<(), ReviewRefusal>, AppError> {
        let import = match self.import_shown(caller, number).await? {
            Ok(import) => import,
            Err(NotShown::Unknown) => return Ok(Err(ReviewRefusal::Unknown)),
            Err(NotShown::NotReady | NotShown::Forbidden) => return Ok(Err(ReviewRefusal::Forbidden)),
        };
        let Some(granted) = self.opens_data(caller, &import.organisations) else {
            return Ok(Err(ReviewRefusal::Forbidden));
        };
        let maker = Maker::granted(caller, granted, channel, request);
        let Some(person) = self.ask(move |connection| person_of(connection, number, row)).await? else {
            return Ok(Err(ReviewRefusal::NoConflict));
        };
        let command = CommandId(Uuid::new_v4());
        for _ in 0..TRIES {
            let maker = maker.clone();
            let decided = self.blocking(move |app| app.decide_review(command, &maker, person, number, row)).await?;
            let unit = match decided {
                Ok(unit) => unit,
                Err(Refusal::NoConflict) => return Ok(Err(ReviewRefusal::NoConflict)),
                Err(Refusal::AlreadyChecked) => return Ok(Err(ReviewRefusal::AlreadyChecked)),
            };
            if let Done::Appended(_) = self.append(unit, Lane::Interactive).await? {
                return Ok(Ok(()));
            }
        }
        Err(AppError::Busy)
    }

    /// The right that opens an import's data for a change, and the organisations from which it reaches the import.
    /// Whoever only reads everything changes nothing.
    fn opens_data(&self, caller: &Caller, import: &[OrganisationOid]) -> Option<Granted> {
        let mut organisations = caller.organisations_with(&[Right::TuontidataRead]);
        let below = |granted: &OrganisationOid| self.organisations().with_descendants(std::slice::from_ref(granted));
        organisations.retain(|granted| sees(Some(&below(granted)), import));
        if !organisations.is_empty() {
            return Some(Granted { right: Right::TuontidataRead, organisations });
        }
        let keeper = Granted { right: Right::Rekisterinpitaja, organisations: vec![OrganisationOid::root()] };
        caller.is_keeper().then_some(keeper)
    }

    fn decide_review(
        &self,
        command: CommandId,
        maker: &Maker,
        person: PersonOid,
        number: Position,
        row: u32,
    ) -> Result<Result<Unit, Refusal>, AppError> {
        let mut reading = self.store().read();
        let events = reading.events(Tag::Person(person), READS)?;
        let draft = match review_conflict(number, row, RowConflict::fold(&events, number, row).as_ref()) {
            Ok(draft) => draft,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (condition, grounds) = (reading.into_condition(), Grounds::default());
        let decided = Decided { command, maker, grounds, drafts: vec![draft], condition, keys: Vec::new() };
        Ok(self.seal(vec![decided])?.pop().ok_or(Refusal::NoConflict))
    }
}

/// A row beside its person before it and now. `events` are the person's.
fn conflict(
    import: Position,
    row: ImportRow,
    events: &[OpenedEvent],
    seen: Option<&BTreeSet<OrganisationOid>>,
    checked: Option<(Instant, String)>,
) -> Option<Conflict> {
    let (now, _) = row.person?;
    let (at, sent) = events.iter().enumerate().find_map(|(at, event)| match &event.fact {
        Fact::ImportRowResolved(with) if (with.data.import, with.data.row) == (import, row.row) => {
            let kept = with.personal.known().map(|kept| kept.sent.as_ref());
            let sent = |sent: &SentRow| Side { names: sent.names.clone(), hetu: sent.hetu };
            Some((at, kept.and_then(|kept| kept.map(sent).or_else(|| as_registered(events)))))
        }
        _ => None,
    })?;
    let shown = sees(seen, &now.organisations);
    let then = Person::fold(&events[..at]);
    Some(Conflict {
        import,
        row: row.row,
        tunniste: row.tunniste,
        oid: now.oid,
        kinds: row.conflicts,
        sent,
        then: then.as_ref().filter(|_| shown).and_then(side),
        now: Some(&now).filter(|_| shown).and_then(side),
        checked,
    })
}

/// What a row that created its person has said of them.
fn as_registered(events: &[OpenedEvent]) -> Option<Side> {
    let registered = events.iter().find_map(|event| match &event.fact {
        Fact::PersonRegistered(with) => with.personal.known(),
        _ => None,
    })?;
    Some(Side { names: registered.names.clone(), hetu: registered.hetu })
}

fn side(person: &Person) -> Option<Side> {
    let side = || Side { names: person.names.clone(), hetu: person.hetu.map(|known| known.hetu) };
    (person.readable == Readable::Yes).then(side)
}
