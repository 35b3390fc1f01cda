//! Imports are moved when everybody to whom their rows lead is here.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::Person;
use domain::move_in::{OnrImport, import_completed, import_received, import_row};
use events::codes::Reason;
use events::{CommandId, CommandSource, EventKind, ImportId, KeyId, KindSet, PersonOid, Position, Subject, Tag};
use onr::{Database, read_import};
use store::{Condition, Guard, Outcome, Store, TagKey, Unit};

use super::decide::decided;
use super::report::Report;
use super::{MigrateError, Migration};
use crate::imports::resolve::row_command;
use crate::maker::Grounds;
use crate::people::{changes, group_in, with_linked};
use crate::write::{Decided, seal};
use crate::{AppError, Maker};

/// Imports that are read together: each brings what was sent in it.
const PAGE: i64 = 20;
/// Rows that are appended together.
const ROWS: usize = 1_000;
/// What an import begins and ends with.
const ENDS: KindSet = KindSet::of(&[EventKind::ImportReceived, EventKind::ImportCompleted]);

/// What stands here of an import.
#[derive(Clone, Copy)]
struct Begun {
    number: Position,
    completed: bool,
}

impl Migration {
    pub(super) async fn imports(&self, onr: &mut Database, report: &mut Report) -> Result<(), MigrateError> {
        let (mut after, today) = (i64::MIN, self.now.day_in_finland());
        loop {
            let page = onr.imports(after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.id;
            for row in &page {
                match read_import(row, today) {
                    Some(import) => self.import(Arc::new(import), report).await?,
                    None => report.imports_left += 1,
                }
            }
        }
    }

    async fn import(&self, import: Arc<OnrImport>, report: &mut Report) -> Result<(), MigrateError> {
        let begun = match begun(&self.store, import.id)? {
            Some(begun) => begun,
            None => {
                report.events += 1;
                self.receive(&import).await?
            }
        };
        report.here.imports += 1;
        report.here.import_rows += import.rows.len() as u64;
        if begun.completed {
            return Ok(());
        }
        for first in (0..import.rows.len()).step_by(ROWS) {
            let (store, maker, of) = (Arc::clone(&self.store), self.maker(), Arc::clone(&import));
            let units = tokio::task::spawn_blocking(move || rows(&store, &maker, &of, begun.number, first)).await;
            let units = units.map_err(AppError::from)??;
            let outcomes = self.submit(units).await?;
            report.events += appended(&outcomes);
        }
        let command = CommandId::derived(CommandSource::ImportCompletion, begun.number, 0);
        let draft = import_completed(&import, begun.number);
        let (maker, grounds) = (&self.maker(), Grounds { reason: Some(Reason::MovedFromOnr), ..Grounds::default() });
        let (condition, keys) = (Condition::default(), Vec::new());
        let unit =
            seal(self.store.vault(), vec![Decided { command, maker, grounds, drafts: vec![draft], condition, keys }])?;
        report.events += appended(&self.submit(unit).await?);
        Ok(())
    }

    /// The import gets a number.
    async fn receive(&self, import: &OnrImport) -> Result<Begun, MigrateError> {
        let maker = self.maker();
        loop {
            let guards = vec![Guard { tag: Tag::Import(import.id).into(), types: ENDS }];
            let condition = Condition { read_at: self.store.read().position(), guards };
            if let Some(begun) = begun(&self.store, import.id)? {
                return Ok(begun);
            }
            let decided = decided(vec![import_received(import)], condition, Vec::new(), &maker);
            let units = seal(self.store.vault(), vec![decided])?;
            match self.submit(units).await?.first() {
                Some(Outcome::Appended { first } | Outcome::AlreadyDone { first, .. }) => {
                    return Ok(Begun { number: *first, completed: false });
                }
                Some(Outcome::Lost) | None => {}
            }
        }
    }
}

fn appended(outcomes: &[Outcome]) -> u64 {
    outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Appended { .. })).count() as u64
}

fn begun(store: &Store, id: ImportId) -> Result<Option<Begun>, AppError> {
    let events = store.read().events_of_all(&[Tag::Import(id).into()], ENDS)?.pop().unwrap_or_default();
    let completed = events.len() > 1;
    Ok(events.first().map(|first| Begun { number: first.position(), completed }))
}

/// The units of some rows. A row whose person is not here leads to nobody, and is left out by number.
fn rows(
    store: &Store,
    maker: &Maker,
    import: &OnrImport,
    number: Position,
    first: usize,
) -> Result<Vec<Unit>, AppError> {
    let reading = store.read();
    let rows = &import.rows[first..import.rows.len().min(first + ROWS)];
    let oids: HashSet<PersonOid> = rows.iter().map(|row| row.oid).collect();
    let oids: Vec<PersonOid> = oids.into_iter().collect();
    let tags: Vec<TagKey> = oids.iter().map(|oid| Tag::Person(*oid).into()).collect();
    let histories = reading.events_of_all(&tags, changes())?;
    let mut people: HashMap<PersonOid, Option<Person>> =
        oids.into_iter().zip(histories.iter().map(Person::fold)).collect();
    with_linked(&reading, &mut people)?;
    let mut decided = Vec::with_capacity(rows.len());
    for (n, row) in (first as u32..).zip(rows) {
        let Some(group) = group_in(&people, row.oid) else { continue };
        let keys: Vec<(Subject, KeyId)> =
            group.addressed().key.map(|key| (Subject::Person(row.oid), key)).into_iter().collect();
        let drafts = vec![import_row(import, number, n, row, group.head().oid)];
        let grounds = Grounds { reason: Some(Reason::MovedFromOnr), ..Grounds::default() };
        let command = row_command(number, n);
        decided.push(Decided { command, maker, grounds, drafts, condition: Condition::default(), keys });
    }
    seal(store.vault(), decided)
}
