//! What a page of persons means: read, looked up, decided and sealed. Blocks.

use std::collections::HashMap;

use domain::addressed::Addressed;
use domain::as_if::as_if_recorded;
use domain::move_in::{Claimable, HeldHere, Left, Moved, identifiers, move_changes, move_in};
use domain::{Draft, Person, person};
use events::codes::Reason;
use events::{CaseId, CommandId, Handle, Identifier, Instant, OpenedEvent, PersonOid, Position, Subject, Tag};
use onr::{PersonRow, Read};
use store::{Condition, Guard, Reading, Store, TagKey, Unit};
use uuid::Uuid;

use super::report::Outcome;
use crate::maker::Grounds;
use crate::people::{changes, claims, group_in, holders, with_linked};
use crate::write::{Decided, seal};
use crate::{AppError, Maker};

/// A page as it was decided.
pub(super) struct Batch {
    pub rows: Vec<PersonRow>,
    /// What is to be appended, each for the row of this number.
    pub units: Vec<(usize, Unit)>,
    /// What becomes of each row.
    pub outcomes: Vec<Outcome>,
}

/// The log's side of a page, read at one position.
struct Held<'a> {
    reading: Reading<'a>,
    handles: HashMap<Identifier, Handle>,
    /// Who holds each handle; of those that are claimed in the page too.
    holders: HashMap<Handle, Option<PersonOid>>,
    histories: HashMap<PersonOid, Vec<OpenedEvent>>,
    people: HashMap<PersonOid, Option<Person>>,
}

pub(super) fn decide(store: &Store, maker: &Maker, rows: Vec<PersonRow>, now: Instant) -> Result<Batch, AppError> {
    let today = now.day_in_finland();
    let read: Vec<Result<Read, Left>> = rows.iter().map(|row| onr::read(row, CaseId(Uuid::now_v7()), today)).collect();
    let mut held = Held::of(store, read.iter().flatten())?;
    let (mut decided, mut places, mut outcomes) = (Vec::new(), Vec::new(), Vec::with_capacity(rows.len()));
    for (n, (row, read)) in rows.iter().zip(&read).enumerate() {
        let read = match read {
            Ok(read) => read,
            Err(left) => {
                outcomes.push(Outcome::left(row.oid.clone(), *left));
                continue;
            }
        };
        let Moved { drafts, left } = held.decide(read);
        let left = read.left.iter().copied().chain(left).collect();
        outcomes.push(held.outcome(read, &drafts, left));
        if !drafts.is_empty() {
            places.push(n);
            decided.push(held.unit(read, drafts, maker));
        }
    }
    let units = seal(store.vault(), decided)?;
    Ok(Batch { rows, units: places.into_iter().zip(units).collect(), outcomes })
}

impl<'a> Held<'a> {
    fn of<'r>(store: &'a Store, read: impl Iterator<Item = &'r Read> + Clone) -> Result<Held<'a>, AppError> {
        let all: Vec<Identifier> = read.clone().flat_map(|read| identifiers(&read.person)).collect();
        // Each of them is somebody's, here or from now on.
        let handles = store.vault().handles(&all)?;
        let reading = store.read();
        let tagged = |(identifier, handle): (&Identifier, &Handle)| -> Option<(TagKey, Handle)> {
            Some((Tag::of(identifier.kind(), *handle)?.into(), *handle))
        };
        let (tags, known): (Vec<TagKey>, Vec<Handle>) = all.iter().zip(&handles).filter_map(tagged).unzip();
        let claimed: Vec<(Handle, Vec<OpenedEvent>)> =
            known.into_iter().zip(reading.events_of_all(&tags, claims())?).collect();
        let held = holders(&reading, &claimed, reading.position())?;
        let mut holders: HashMap<Handle, Option<PersonOid>> =
            held.into_iter().map(|(handle, person)| (handle, Some(person.oid))).collect();
        // What goes with somebody's erasure is nobody's, and may not be claimed before it is gone.
        holders.extend(claimed.iter().filter(|(_, events)| person::is_dead(events)).map(|(handle, _)| (*handle, None)));
        let oids: Vec<PersonOid> = read.map(|read| read.person.oid).collect();
        let tags: Vec<TagKey> = oids.iter().map(|oid| Tag::Person(*oid).into()).collect();
        let histories: HashMap<PersonOid, Vec<OpenedEvent>> =
            oids.into_iter().zip(reading.events_of_all(&tags, changes())?).collect();
        let mut people: HashMap<PersonOid, Option<Person>> =
            histories.iter().map(|(oid, events)| (*oid, Person::fold(events))).collect();
        with_linked(&reading, &mut people)?;
        let mut handles: HashMap<Identifier, Handle> = all.into_iter().zip(handles).collect();
        let own: Vec<Identifier> = people.values().flatten().flat_map(own_identifiers).collect();
        let found = store.vault().find_handles(&own)?;
        handles.extend(own.into_iter().zip(found).filter_map(|(identifier, handle)| Some((identifier, handle?))));
        Ok(Held { reading, handles, holders, histories, people })
    }

    fn decide(&mut self, read: &Read) -> Moved {
        let (person, oid) = (&read.person, read.person.oid);
        let mut claimable = self.claimable(oid, identifiers(person));
        // Whoever comes first has it.
        self.holders.extend(claimable.values().map(|handle| (*handle, Some(oid))));
        match self.people.get(&oid).and_then(Option::as_ref) {
            None => move_in(person, &claimable),
            Some(held) => {
                // Those that ONR has no more are let go of.
                claimable.extend(self.claimable(oid, own_identifiers(held)));
                move_changes(person, &self.held_here(held, read), &claimable)
            }
        }
    }

    fn claimable(&self, oid: PersonOid, identifiers: Vec<Identifier>) -> Claimable {
        let free = |identifier: Identifier| {
            let handle = *self.handles.get(&identifier)?;
            let free = self.holders.get(&handle).is_none_or(|holder| *holder == Some(oid));
            free.then_some((identifier, handle))
        };
        identifiers.into_iter().filter_map(free).collect()
    }

    fn held_here(&self, held: &Person, read: &Read) -> HeldHere {
        let head = group_in(&self.people, held.oid).map_or(held.oid, |group| group.head().oid);
        let addressed = Addressed { person: held.clone(), head, organisations: Vec::new() };
        let changed_here = self.histories.get(&held.oid).and_then(|events| changed_here(events));
        HeldHere { addressed, changed_here, master: read.master }
    }

    fn outcome(&self, read: &Read, drafts: &[Draft], left: Vec<Left>) -> Outcome {
        let oid = read.person.oid;
        let history = self.histories.get(&oid).map_or(&[][..], Vec::as_slice);
        let new = history.is_empty();
        let next = history.last().map_or(1, |last| last.position().0 + 1);
        let added: Vec<OpenedEvent> =
            (next..).zip(drafts).map(|(position, draft)| as_if_recorded(draft, Position(position))).collect();
        let then = Person::fold(history.iter().chain(&added));
        Outcome::moved(oid, new, drafts.len(), then.as_ref(), left)
    }

    /// One person's events, as long as nobody else has changed the person or an identifier of theirs.
    fn unit<'m>(&self, read: &Read, drafts: Vec<Draft>, maker: &'m Maker) -> Decided<'m> {
        let oid = read.person.oid;
        let mut guards = vec![Guard { tag: Tag::Person(oid).into(), types: changes() }];
        let handles = drafts.iter().flat_map(|draft| &draft.tags).filter(|tag| tag.handle().is_some());
        guards.extend(handles.map(|tag| Guard { tag: (*tag).into(), types: claims() }));
        let condition = Condition { read_at: self.reading.position(), guards };
        let key = self.people.get(&oid).and_then(Option::as_ref).and_then(|person| person.key);
        decided(drafts, condition, key.map(|key| (Subject::Person(oid), key)).into_iter().collect(), maker)
    }
}

/// The identifiers of somebody who is here, but for hetus.
fn own_identifiers(person: &Person) -> Vec<Identifier> {
    let passports = person.passports.iter().filter_map(|text| Identifier::passport(text));
    let emails = person.emails.iter().filter_map(|text| Identifier::email(text));
    let eidas = person.eidas.iter().filter_map(|text| Identifier::eidas(text));
    let accounts = person.accounts.iter().filter_map(|text| Identifier::account(text));
    passports.chain(emails).chain(eidas).chain(accounts).collect()
}

/// A command of the migration.
pub(super) fn decided(
    drafts: Vec<Draft>,
    condition: Condition,
    keys: Vec<(Subject, events::KeyId)>,
    maker: &Maker,
) -> Decided<'_> {
    let grounds = Grounds { reason: Some(Reason::MovedFromOnr), ..Grounds::default() };
    Decided { command: CommandId(Uuid::now_v7()), maker, grounds, drafts, condition, keys }
}

/// Did anything change the person here after they were moved? Then when ONR had changed them last.
fn changed_here(events: &[OpenedEvent]) -> Option<Option<Instant>> {
    let moved = |event: &OpenedEvent| match &event.fact {
        events::Fact::MovedFromOnr(with) => Some(with.data.modified),
        _ => None,
    };
    let ours = |event: &OpenedEvent| event.recorded.envelope.meta.reason != Some(Reason::MovedFromOnr);
    let last = events.iter().rev().find_map(moved);
    events.iter().any(ours).then_some(last)
}
