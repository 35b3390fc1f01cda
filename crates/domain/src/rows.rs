//! The rows of imports that lead to a person, and which of them turn: the identifier by which they came does not lead to the
//! person any more. Source: docs/rules.md, *Rows on the wrong person*.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use events::catalogue::{FoundBy, ImportRowReassigned, ImportRowResolved, ReassignedRow};
use events::codes::ConflictKind;
use events::person::{PersonDetails, SentRow};
use events::{
    CommandId, EventKind, Fact, Handle, ImportId, KindSet, OpenedEvent, OrganisationOid, PersonOid, Position, Tag, With,
};

use crate::person::Person;

/// Types of events that say which rows lead to a person, beside those that change the person.
pub const READS: KindSet =
    KindSet::of(&[EventKind::ImportRowResolved, EventKind::ImportRowWithheld, EventKind::ImportRowReassigned]);

/// Most rows of one person that are looked at: the newest.
pub const MOST: usize = 2_000;

/// Number of the import, and of the row in it.
pub type RowNumber = (Position, u32);

/// A row that leads to a person.
#[derive(Clone)]
pub struct LedRow {
    /// The import, as events name it.
    pub id: ImportId,
    /// The identifier by which it leads there; absent where it created the person, or an official decided.
    pub by: Option<FoundBy>,
    /// How it differs from the person.
    pub conflicts: Vec<ConflictKind>,
    /// Its sender has no access by it.
    pub withheld: bool,
    /// What was sent, with the sender's reference; absent where it cannot be read.
    pub sent: Option<SentRow>,
    /// The sender's organisations.
    pub organisations: Vec<OrganisationOid>,
}

/// The rows that lead to one person.
#[derive(Clone, Default)]
pub struct PersonRows {
    /// The rows.
    pub rows: BTreeMap<RowNumber, LedRow>,
    /// Commands by which rows came, also rows that lead elsewhere by now.
    commands: HashSet<CommandId>,
    /// Who got access, by which command.
    joined: Vec<(CommandId, Vec<OrganisationOid>)>,
}

impl PersonRows {
    /// Folds the events of a person, in order: those that change them, and the newest of [`READS`].
    pub fn fold<'a>(person: PersonOid, events: impl IntoIterator<Item = &'a OpenedEvent>) -> PersonRows {
        let (mut rows, mut registered) = (PersonRows::default(), None);
        for event in events {
            let command = event.recorded.envelope.meta.command;
            match &event.fact {
                Fact::PersonRegistered(with) => {
                    registered = with.personal.known();
                    rows.joined.push((command, with.data.organisations.clone()));
                }
                Fact::OrganisationJoined(with) => rows.joined.push((command, with.data.organisations.clone())),
                Fact::ImportRowResolved(with) => {
                    rows.commands.insert(command);
                    let number = (with.data.import, with.data.row);
                    rows.rows.extend(resolved(with, event, registered).map(|row| (number, row)));
                }
                Fact::ImportRowWithheld(with) => {
                    if let Some(row) = rows.rows.get_mut(&(with.data.import, with.data.row)) {
                        (row.conflicts, row.withheld) = (with.data.conflicts.clone(), true);
                    }
                }
                Fact::ImportRowReassigned(with) => {
                    rows.commands.insert(command);
                    let number = (with.data.import, with.data.row);
                    rows.rows.remove(&number);
                    if with.data.about.addressed == person {
                        rows.rows.extend(reassigned(with, event).map(|row| (number, row)));
                    }
                }
                _ => {}
            }
        }
        rows
    }

    /// Organisations that keep access to the person when some rows are gone: those of other rows, and whoever got it
    /// otherwise.
    pub fn stay(&self, gone: &BTreeSet<RowNumber>) -> BTreeSet<OrganisationOid> {
        let other = self.rows.iter().filter(|(number, row)| !gone.contains(number) && !row.withheld);
        let otherwise = self.joined.iter().filter(|(command, _)| !self.commands.contains(command));
        let of_rows = other.flat_map(|(_, row)| &row.organisations);
        of_rows.chain(otherwise.flat_map(|(_, organisations)| organisations)).cloned().collect()
    }
}

impl LedRow {
    /// Does the row rest on nothing any more? Then an official says to whom it leads.
    pub fn turns(&self, person: &Person) -> bool {
        let ended = |by: FoundBy| handle(by).is_some_and(|handle| !person.holds(handle));
        !person.erased && (person.void || self.by.is_some_and(ended))
    }
}

fn handle(by: FoundBy) -> Option<Handle> {
    match by {
        FoundBy::Oid => None,
        FoundBy::Hetu(handle) | FoundBy::Passport(handle) | FoundBy::Email(handle) => Some(handle),
    }
}

fn resolved(with: &With<ImportRowResolved>, event: &OpenedEvent, registered: Option<&PersonDetails>) -> Option<LedRow> {
    let personal = with.personal.known();
    let sent = personal.and_then(|personal| {
        let tunniste = personal.tunniste.clone();
        match &personal.sent {
            Some(sent) => Some(SentRow { tunniste, ..sent.clone() }),
            None => registered.map(|details| as_sent(details, tunniste)),
        }
    });
    Some(LedRow {
        id: import_of(event)?,
        by: with.data.about.by,
        conflicts: with.data.conflicts.clone(),
        withheld: with.data.withheld,
        sent,
        organisations: event.recorded.envelope.meta.organisations.clone(),
    })
}

fn reassigned(with: &With<ImportRowReassigned>, event: &OpenedEvent) -> Option<LedRow> {
    let sent = |row: &ReassignedRow| SentRow { tunniste: row.tunniste.clone(), ..row.sent.clone() };
    Some(LedRow {
        id: import_of(event)?,
        by: with.data.about.by,
        conflicts: with.data.conflicts.clone(),
        withheld: with.data.withheld,
        sent: with.personal.known().map(sent),
        organisations: with.data.organisations.clone(),
    })
}

/// The import of an event, as events name it.
pub(crate) fn import_of(event: &OpenedEvent) -> Option<ImportId> {
    event.recorded.envelope.tags.iter().find_map(|tag| match tag {
        Tag::Import(id) => Some(*id),
        _ => None,
    })
}

/// The row that a person was registered from. The language stands in capital letters in imports.
pub fn as_sent(details: &PersonDetails, tunniste: Option<String>) -> SentRow {
    SentRow {
        tunniste,
        oid: None,
        hetu: details.hetu,
        passport: details.passports.first().cloned(),
        email: details.emails.first().cloned(),
        names: details.names.clone(),
        birth_date: details.birth_date,
        sex: details.sex.clone(),
        language: details.language.as_ref().map(|code| code.to_uppercase()),
        nationalities: details.nationalities.clone(),
    }
}
