//! Resolve rows of an import: each row is a unit with its own condition; a batch is decided and appended in one go, and
//! only the rows that lost are decided again.

use std::collections::HashMap;

use domain::match_row::{Handles, Holders, RowOf, match_row, refuse};
use domain::{Draft, Person, person};
use events::codes::{IdentifierKind, RowRefusal};
use events::person::SentRow;
use events::{
    CommandId, CommandSource, EventId, Handle, ImportId, KeyId, OrganisationOid, PersonOid, Position, Subject, Tag,
};
use store::{Condition, Guard, Identifier, Lane, Outcome, Reading, StoreError, TagKey, Unit};

use crate::maker::Grounds;
use crate::people::{changes, claims};
use crate::write::Decided;
use crate::{App, AppError, Maker};

/// What rows need to know of their import.
#[derive(Debug, Clone)]
pub struct ImportInWork {
    /// Its number.
    pub number: Position,
    /// Its id.
    pub id: ImportId,
    /// The key of its raw rows.
    pub key: KeyId,
    /// The sender's organisations.
    pub organisations: Vec<OrganisationOid>,
    /// The event by which it was accepted.
    pub received: Option<EventId>,
    /// On whose behalf the registry carries on.
    pub maker: Maker,
}

/// A row and its number.
pub type NumberedRow = (u32, SentRow);

/// The handles of a batch's identifiers and who holds them, by one reading.
struct Held<'a> {
    reading: Reading<'a>,
    handles: Vec<Handles>,
    holders: HashMap<Handle, PersonOid>,
}

/// Everything that a batch's decisions need, read at one position.
struct Known {
    read_at: Position,
    handles: Vec<Handles>,
    holders: HashMap<Handle, PersonOid>,
    people: HashMap<PersonOid, Option<Person>>,
    new_oids: Vec<PersonOid>,
}

impl App {
    /// Resolves rows; gives how many were resolved and refused. Rows that another node resolved meanwhile count too.
    pub async fn resolve_rows(&self, import: &ImportInWork, rows: Vec<NumberedRow>) -> Result<(), AppError> {
        let mut rows = rows;
        while !rows.is_empty() {
            let (work, batch) = (import.clone(), rows);
            let (batch, units) = self
                .blocking(move |app| {
                    let units = app.decide_rows(&work, &batch)?;
                    Ok((batch, units))
                })
                .await?;
            rows = match self.store().submit(units, Lane::Bulk).await {
                Ok(outcomes) => lost(batch, &outcomes),
                Err(StoreError::TooLarge) => self.one_by_one(import, &batch).await?,
                Err(error) => return Err(error.into()),
            };
        }
        Ok(())
    }

    fn decide_rows(&self, import: &ImportInWork, rows: &[NumberedRow]) -> Result<Vec<Unit>, AppError> {
        let known = self.read_for(rows)?;
        let decided = rows.iter().enumerate().map(|(n, row)| known.decide(import, n, row)).collect();
        self.seal(decided)
    }

    /// Handles of all identifiers and who holds them, read at one position. Where one is dead, it is buried and all are
    /// read again: its identifier has another handle by then.
    fn holders(&self, rows: &[NumberedRow]) -> Result<Held<'_>, AppError> {
        loop {
            let handles = self.row_handles(rows)?;
            let reading = self.store().read();
            let tags: Vec<(Handle, TagKey)> = handles.iter().flat_map(tags_of).collect();
            let keys: Vec<TagKey> = tags.iter().map(|(_, key)| *key).collect();
            let claimed = reading.events_of_all(&keys, claims())?;
            let claimed = || tags.iter().map(|(handle, _)| *handle).zip(&claimed);
            let dead: Vec<Handle> =
                claimed().filter(|(_, events)| person::is_dead(*events)).map(|(dead, _)| dead).collect();
            if dead.is_empty() {
                let held = claimed().filter_map(|(handle, events)| Some((handle, person::holder(handle, events)?)));
                let holders = held.collect();
                return Ok(Held { reading, handles, holders });
            }
            self.bury(&dead)?;
        }
    }

    /// One pass: handles of all identifiers, their claims, and the people that they lead to.
    fn read_for(&self, rows: &[NumberedRow]) -> Result<Known, AppError> {
        let Held { reading, handles, holders } = self.holders(rows)?;
        let sent_oids = rows.iter().filter_map(|(_, row)| sent_oid(row));
        let mut oids: Vec<PersonOid> = holders.values().copied().chain(sent_oids).collect();
        oids.sort_unstable();
        oids.dedup();
        let tags: Vec<TagKey> = oids.iter().map(|oid| Tag::Person(*oid).into()).collect();
        let events = reading.events_of_all(&tags, changes())?;
        let people = oids.iter().zip(&events).map(|(oid, events)| (*oid, Person::fold(events))).collect();
        let new_oids = rows.iter().map(|_| self.draw_oid()).collect();
        Ok(Known { read_at: reading.position(), handles, holders, people, new_oids })
    }

    fn row_handles(&self, rows: &[NumberedRow]) -> Result<Vec<Handles>, AppError> {
        let identifiers: Vec<Identifier> = rows.iter().flat_map(|(_, row)| identifiers(row)).collect();
        let mut handles = self.store().vault().handles(&identifiers)?.into_iter();
        let mut next = |present: bool| present.then(|| handles.next()).flatten();
        let of_row = |(_, row): &NumberedRow| Handles {
            hetu: next(row.hetu.is_some()),
            passport: next(row.passport.is_some()),
            email: next(row.email.is_some()),
        };
        Ok(rows.iter().map(of_row).collect())
    }

    /// Finds the rows that no engine could store and refuses them alone; gives those that lost.
    async fn one_by_one(&self, import: &ImportInWork, rows: &[NumberedRow]) -> Result<Vec<NumberedRow>, AppError> {
        let mut again = Vec::new();
        for (number, row) in rows {
            let (work, one) = (import.clone(), vec![(*number, row.clone())]);
            let units = self.blocking(move |app| app.decide_rows(&work, &one)).await?;
            match self.store().submit(units, Lane::Bulk).await {
                Ok(outcomes) => again.extend(lost(vec![(*number, row.clone())], &outcomes)),
                Err(StoreError::TooLarge) => {
                    let (work, number, tunniste) = (import.clone(), *number, row.tunniste.clone());
                    let refusal = self.blocking(move |app| app.refusal(&work, number, tunniste)).await?;
                    self.store().submit(refusal, Lane::Bulk).await?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(again)
    }

    fn refusal(&self, import: &ImportInWork, row: u32, tunniste: Option<String>) -> Result<Vec<Unit>, AppError> {
        // A reference so long that it was part of the problem is not kept.
        let tunniste = tunniste.filter(|tunniste| tunniste.len() <= 1000);
        let draft = refuse(&row_of(import, row), tunniste, RowRefusal::TooLarge, None);
        self.seal(vec![decided(import, row, vec![draft], Condition::default(), Vec::new())])
    }
}

impl Known {
    fn decide<'a>(&self, import: &'a ImportInWork, n: usize, (number, row): &NumberedRow) -> Decided<'a> {
        let handles = self.handles[n];
        let person_of = |handle: Option<Handle>| self.people.get(self.holders.get(&handle?)?)?.as_ref();
        let oid = sent_oid(row);
        let holders = Holders {
            oid: oid.and_then(|oid| self.people.get(&oid)?.as_ref()),
            hetu: person_of(handles.hetu),
            passport: person_of(handles.passport),
            email: person_of(handles.email),
        };
        let new = self.new_oids[n];
        let drafts = match_row(&row_of(import, *number), row, &handles, &holders, new);
        let people = [holders.oid, holders.hetu, holders.passport, holders.email];
        let condition = self.condition(&handles, oid, people.into_iter().flatten());
        let key_of = |person: &Person| Some((Subject::Person(person.oid), person.key?));
        let keys = people.into_iter().flatten().filter_map(key_of).collect();
        decided(import, *number, drafts, condition, keys)
    }

    /// No new claim on any identifier of the row, and no change of anybody it leads to.
    fn condition<'p>(
        &self,
        handles: &Handles,
        sent: Option<PersonOid>,
        people: impl Iterator<Item = &'p Person>,
    ) -> Condition {
        let mut guards: Vec<Guard> = tags_of(handles).map(|(_, tag)| Guard { tag, types: claims() }).collect();
        let changed = |oid: PersonOid| Guard { tag: Tag::Person(oid).into(), types: changes() };
        guards.extend(people.map(|person| changed(person.oid)));
        guards.extend(sent.map(changed));
        Condition { read_at: self.read_at, guards }
    }
}

/// The tags under which claims of a row's identifiers stand.
fn tags_of(handles: &Handles) -> impl Iterator<Item = (Handle, TagKey)> + use<> {
    let tags = [
        handles.hetu.map(|handle| (handle, Tag::Hetu(handle).into())),
        handles.passport.map(|handle| (handle, Tag::Passport(handle).into())),
        handles.email.map(|handle| (handle, Tag::Email(handle).into())),
    ];
    tags.into_iter().flatten()
}

fn identifiers(row: &SentRow) -> impl Iterator<Item = Identifier> + '_ {
    let identifier = |kind, value: &str| Identifier { kind, value: value.to_owned() };
    let all = [
        row.hetu.as_ref().map(|hetu| identifier(IdentifierKind::Hetu, hetu.as_str())),
        row.passport.as_ref().map(|passport| identifier(IdentifierKind::Passport, passport)),
        row.email.as_ref().map(|email| identifier(IdentifierKind::Email, email)),
    ];
    all.into_iter().flatten()
}

fn sent_oid(row: &SentRow) -> Option<PersonOid> {
    row.oid.as_deref()?.parse().ok()
}

fn row_of(import: &ImportInWork, row: u32) -> RowOf<'_> {
    RowOf { import: import.number, id: import.id, row, organisations: &import.organisations }
}

fn decided(
    import: &ImportInWork,
    row: u32,
    drafts: Vec<Draft>,
    condition: Condition,
    mut keys: Vec<(Subject, KeyId)>,
) -> Decided<'_> {
    keys.push((Subject::Import(import.id), import.key));
    let command = row_command(import.number, row);
    let grounds = Grounds { cause: import.received, ..Grounds::default() };
    Decided { command, maker: &import.maker, grounds, drafts, condition, keys }
}

/// The command that resolves or refuses a row.
pub(crate) fn row_command(import: Position, row: u32) -> CommandId {
    CommandId::derived(CommandSource::ImportRow, import, row)
}

fn lost(rows: Vec<NumberedRow>, outcomes: &[Outcome]) -> Vec<NumberedRow> {
    rows.into_iter().zip(outcomes).filter(|(_, outcome)| **outcome == Outcome::Lost).map(|(row, _)| row).collect()
}
