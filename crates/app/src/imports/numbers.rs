//! Which import a program means by a number, and by which number programs know an import.

use std::collections::{BTreeMap, BTreeSet};

use events::catalogue::ImportReceived;
use events::{EventKind, Fact, ImportId, KindSet, OpenedEvent, Position, Tag};

use projections::imports::query::{ImportRecord, get};

use super::read::IMPORT_RIGHTS;
use crate::caller::Caller;
use crate::{App, AppError};

/// The numbers by which programs know the imports that a page names: ONR's, where they were moved in from there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportNumbers(BTreeMap<Position, i64>);

impl ImportNumbers {
    /// Those of these imports.
    pub(crate) fn of_all<'i>(imports: impl IntoIterator<Item = &'i ImportRecord>) -> ImportNumbers {
        ImportNumbers(imports.into_iter().map(|import| (import.number, import.known_as())).collect())
    }

    /// That of an import; of one that is not among them its position, which is the number of every import sent here.
    pub fn of(&self, import: Position) -> i64 {
        self.0.get(&import).copied().unwrap_or(import.0 as i64)
    }
}

impl App {
    /// The numbers by which programs know some imports.
    pub async fn import_numbers(&self, imports: BTreeSet<Position>) -> Result<ImportNumbers, AppError> {
        let found = self.ask(move |connection| imports.into_iter().map(|import| get(connection, import)).collect());
        let found: Vec<Option<ImportRecord>> = found.await?;
        Ok(ImportNumbers::of_all(found.iter().flatten()))
    }

    /// The import that a program means by a number: the one to which ONR gave it, or else the one whose position it is.
    /// Where it is both, it is the one that the caller's organisations have sent, and the one that was received here where
    /// that does not tell them apart. The log says so: the read models may not have the import yet.
    pub async fn import_meant(&self, caller: &Caller, number: Position) -> Result<Position, AppError> {
        let own = caller.organisations_with(IMPORT_RIGHTS);
        self.blocking(move |app| {
            let Some(moved) = app.moved_import(number)? else { return Ok(number) };
            let found = app.store().events_of(number, 1)?;
            let at = found.first().filter(|event| event.position() == number);
            // By the position of an import that was moved in nobody was ever told of it.
            let here = at.and_then(received).filter(|here| here.import_id.onr_number().is_none());
            let Some(here) = here else { return Ok(moved.position()) };
            let sent = |import: &ImportReceived| import.organisations.iter().any(|sender| own.contains(sender));
            let means_moved = !sent(here) && received(&moved).is_some_and(sent);
            Ok(if means_moved { moved.position() } else { number })
        })
        .await
    }

    /// The import to which ONR gave a number.
    fn moved_import(&self, number: Position) -> Result<Option<OpenedEvent>, AppError> {
        let Ok(number) = i64::try_from(number.0) else { return Ok(None) };
        let (tag, kinds) = (Tag::Import(ImportId::of_onr(number)).into(), KindSet::of(&[EventKind::ImportReceived]));
        let received = self.store().read().events_of_all(&[tag], kinds)?;
        Ok(received.into_iter().flatten().next())
    }
}

fn received(event: &OpenedEvent) -> Option<&ImportReceived> {
    match &event.fact {
        Fact::ImportReceived(with) => Some(&with.data),
        _ => None,
    }
}
