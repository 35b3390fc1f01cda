//! What was sent in an import, row by row, for those who may see it (TUONTIDATA_READ, or everything).

use std::collections::HashMap;

use domain::Group;
use domain::rows::as_sent;
use events::person::{Names, SentRow};
use events::{EventKind, Fact, KindSet, OpenedEvent, PersonOid, Position, Tag};
use projections::import_rows::query::{ImportRow, of_import};
use projections::imports::query::ImportRecord;
use store::TagKey;

use super::imports::{NotShown, sees};
use crate::caller::Caller;
use crate::imports::read::IMPORT_RIGHTS;
use crate::places::Place;
use crate::{App, AppError};

/// A row as it was sent, and whom it led to.
pub struct SentLine {
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// The row; `None` when nothing of it can be read any more.
    pub sent: Option<SentRow>,
    /// The person, when the row is done and the caller may see them.
    pub person: Option<(PersonOid, Names)>,
    /// The row differed from that person.
    pub conflict: bool,
}

/// Every row of an import, in the order sent.
pub struct SentRows {
    /// The rows.
    pub lines: Vec<SentLine>,
    /// Where there are many: held until they have been written, since all of them are in memory.
    pub place: Option<Place>,
}

impl App {
    /// Every row of an import, in the order sent.
    pub async fn sent_rows(&self, caller: &Caller, number: Position) -> Result<Result<SentRows, NotShown>, AppError> {
        let import = match self.import_shown(caller, number).await? {
            Ok(import) if self.shows_data(caller, &import) => import,
            Ok(_) => return Ok(Err(NotShown::Forbidden)),
            Err(refusal) => return Ok(Err(refusal)),
        };
        let place = self.place_for_all_rows(caller, import.total.into())?;
        let seen = self.seen_through(caller, IMPORT_RIGHTS);
        self.blocking(move |app| {
            let mut done: HashMap<u32, ImportRow> = HashMap::new();
            app.reads().ask(|connection| of_import(connection, number, |row| drop(done.insert(row.row, row))))?;
            if done.is_empty() {
                return Ok(Err(NotShown::NotReady));
            }
            let mut sent = app.raw_rows(&import)?;
            if sent.len() < import.total as usize {
                sent.extend(app.kept_rows(&import)?);
            }
            let line = |row: u32| {
                let (done, sent) = (done.get(&row), sent.remove(&row));
                let shown = |(group, _): &(Group, _)| sees(seen.as_ref(), group.organisations());
                let person = done.and_then(|row| row.person.as_ref()).filter(|person| shown(person));
                SentLine {
                    tunniste: sent.as_ref().map_or_else(|| done?.tunniste.clone(), |sent| sent.tunniste.clone()),
                    conflict: person.is_some() && done.is_some_and(|row| !row.conflicts.is_empty()),
                    person: person.map(|(group, _)| (group.addressed().oid, group.shown().names.clone())),
                    sent,
                }
            };
            Ok(Ok(SentRows { lines: (0..import.total).map(line).collect(), place }))
        })
        .await
    }

    /// The raw rows, while they are kept.
    fn raw_rows(&self, import: &ImportRecord) -> Result<HashMap<u32, SentRow>, AppError> {
        let mut rows = HashMap::with_capacity(import.total as usize);
        self.of_import(import, EventKind::ImportRowsReceived, |event| {
            if let Fact::ImportRowsReceived(with) = event.fact
                && let Some(sent) = with.personal.known()
            {
                rows.extend((with.data.first_row..).zip(sent.sent.iter().cloned()));
            }
        })?;
        Ok(rows)
    }

    /// What was said of people outlives the raw rows: in the row's event, or in the registration that it led to.
    fn kept_rows(&self, import: &ImportRecord) -> Result<HashMap<u32, SentRow>, AppError> {
        let (mut rows, mut created) = (HashMap::new(), Vec::new());
        self.of_import(import, EventKind::ImportRowResolved, |event| {
            let Fact::ImportRowResolved(with) = event.fact else { return };
            let Some(kept) = with.personal.known() else { return };
            match &kept.sent {
                Some(sent) => {
                    rows.insert(with.data.row, SentRow { tunniste: kept.tunniste.clone(), ..sent.clone() });
                }
                None => created.push((with.data.row, kept.tunniste.clone(), with.data.about.addressed)),
            }
        })?;
        let tags: Vec<TagKey> = created.iter().map(|(_, _, oid)| Tag::Person(*oid).into()).collect();
        self.store().read().each_of_all(&tags, KindSet::of(&[EventKind::PersonRegistered]), |n, event| {
            if let Fact::PersonRegistered(with) = event.fact
                && let Some(details) = with.personal.known()
            {
                let (row, tunniste, _) = &created[n];
                rows.insert(*row, as_sent(details, tunniste.clone()));
            }
        })?;
        // What was said of a row that leads elsewhere by now stands under the key of whoever has it.
        self.of_import(import, EventKind::ImportRowReassigned, |event| {
            let Fact::ImportRowReassigned(with) = event.fact else { return };
            match with.personal.known() {
                Some(kept) => {
                    rows.insert(with.data.row, SentRow { tunniste: kept.tunniste.clone(), ..kept.sent.clone() })
                }
                None => rows.remove(&with.data.row),
            };
        })?;
        Ok(rows)
    }

    fn of_import(&self, import: &ImportRecord, kind: EventKind, take: impl FnMut(OpenedEvent)) -> Result<(), AppError> {
        let (tag, kinds) = (Tag::Import(import.id).into(), KindSet::of(&[kind]));
        Ok(self.store().read().each(&[tag], kinds, take)?)
    }
}
