//! What events change of people.

use std::collections::HashMap;

use domain::cause::cause;
use domain::person::Applied;
use domain::{Cause, Person, Status, status};
use events::person::Names;
use events::{Fact, Instant, OpenedEvent, PersonOid, Tag};
use matching::Block;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::ReadError;
use crate::candidates::fold::blocks;
use crate::organisation_sets::fold::OrganisationSets;
use crate::people::history::PersonAt;
use crate::people::keys::{NewKeys, PersonKey, key_of};

/// How many people are kept in memory between batches.
const KEPT_IN_MEMORY: usize = 10_000;

/// What counts and the error list depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    pub status: Status,
    /// Interned set of organisations.
    pub organisations: i64,
    /// Occurs in an import.
    pub imported: bool,
    /// Stands in the error list.
    pub failing: Option<Failing>,
}

/// Why an imported person fails, and since when for this cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failing {
    pub cause: Cause,
    pub since: Instant,
}

/// An import and how many of its rows led to a person.
pub(crate) type RowsOfImport = (u64, u32);

/// How a batch changed a person.
pub(crate) struct Change {
    pub key: PersonKey,
    pub before: Option<Counted>,
    pub after: Counted,
    /// The imports in which the person occurs, this batch's too; only where the status changed.
    pub imports: Vec<RowsOfImport>,
    /// Names to be found by in the error list, where that changed; empty when there are none any more.
    pub names: Option<Names>,
    /// Keys by which possible duplicates are found, before and after; not while a new file is filled.
    pub blocks: Option<(Vec<Block>, Vec<Block>)>,
}

#[derive(Clone)]
struct CachedPerson {
    key: PersonKey,
    standing: Option<Counted>,
    imported: bool,
    failing: Option<Failing>,
    imports: Vec<RowsOfImport>,
    person: Option<Person>,
    /// Names under which the error list has the person; empty when it has not.
    listed: Names,
    /// Keys by which possible duplicates find the person, in order.
    blocks: Vec<Block>,
}

impl CachedPerson {
    fn unknown(key: PersonKey) -> CachedPerson {
        let (standing, imported, failing, imports) = (None, false, None, Vec::new());
        CachedPerson {
            key,
            standing,
            imported,
            failing,
            imports,
            person: None,
            listed: Names::default(),
            blocks: Vec::new(),
        }
    }

    fn apply(&mut self, oid: PersonOid, event: &OpenedEvent, person_at: PersonAt<'_>) -> Result<(), ReadError> {
        if let Fact::ImportRowResolved(with) = &event.fact {
            self.imported = true;
            let number = with.data.import.0;
            match self.imports.iter_mut().find(|(import, _)| *import == number) {
                Some((_, rows)) => *rows += 1,
                None => self.imports.push((number, 1)),
            }
        }
        if Person::apply(&mut self.person, event) == Applied::ReadAgain {
            self.person = person_at(oid, event.position())?;
        }
        let cause = self.person.as_ref().filter(|_| self.imported).and_then(cause);
        if cause != self.failing.map(|failing| failing.cause) {
            self.failing = cause.map(|cause| Failing { cause, since: event.recorded_at() });
        }
        Ok(())
    }

    /// The person's change in this batch. The state after it is the state before the next batch.
    fn change(&mut self, after: Counted, keyed: bool) -> Change {
        let before = self.standing.replace(after);
        let turned = before.is_some_and(|before| before.status != after.status);
        let imports = if turned { self.imports.clone() } else { Vec::new() };
        let names = self.to_be_listed();
        let renamed = names != self.listed;
        self.listed = names;
        let blocks = keyed.then(|| self.rekeyed());
        Change { key: self.key, before, after, imports, names: renamed.then(|| self.listed.clone()), blocks }
    }

    /// Keys before and after.
    fn rekeyed(&mut self) -> (Vec<Block>, Vec<Block>) {
        let after = self.person.as_ref().map(blocks).unwrap_or_default();
        (std::mem::replace(&mut self.blocks, after.clone()), after)
    }

    /// Names to be found by, while in the error list.
    fn to_be_listed(&self) -> Names {
        let person = self.person.as_ref().filter(|_| self.failing.is_some());
        person.map(|person| person.names.clone()).unwrap_or_default()
    }
}

/// What is remembered between batches, so that a person who changes twice in a row is read once.
pub(crate) struct People {
    kept: HashMap<PersonOid, CachedPerson>,
    next_key: PersonKey,
    /// Shared with whatever else belongs to organisations.
    pub sets: OrganisationSets,
    keys: Keys,
}

/// Where the keys of people are found by their OID.
enum Keys {
    /// In the file.
    Filed(NewKeys),
    /// While rebuilding: in memory, and in the file when everybody is in it.
    InMemory(HashMap<PersonOid, PersonKey>),
}

impl People {
    /// Begins over what the file holds.
    pub fn open(connection: &Connection) -> Result<People, ReadError> {
        let next_key = connection.query_row("SELECT coalesce(max(key), 0) + 1 FROM people", [], |row| row.get(0))?;
        Ok(People { next_key, ..People::with(Keys::Filed(NewKeys::open(connection)?)) })
    }

    /// Begins over an empty file that has no indexes.
    pub fn rebuilding() -> People {
        People::with(Keys::InMemory(HashMap::new()))
    }

    fn with(keys: Keys) -> People {
        People { kept: HashMap::new(), next_key: 1, sets: OrganisationSets::default(), keys }
    }

    /// Is a new file being filled, whose indexes are made last?
    pub fn is_rebuilding(&self) -> bool {
        matches!(self.keys, Keys::InMemory(_))
    }

    /// Somebody with a key that nobody has.
    fn unknown(&mut self, oid: PersonOid) -> CachedPerson {
        let key = self.next_key;
        self.next_key += 1;
        if let Keys::InMemory(keys) = &mut self.keys {
            keys.insert(oid, key);
        }
        CachedPerson::unknown(key)
    }

    /// May there be somebody with this OID?
    fn may_know(&self, oid: PersonOid) -> bool {
        match &self.keys {
            Keys::Filed(keys) => keys.may_have(oid),
            Keys::InMemory(keys) => keys.contains_key(&oid),
        }
    }

    fn find(&self, connection: &Connection, oid: PersonOid) -> Result<Option<CachedPerson>, ReadError> {
        let key = match &self.keys {
            Keys::Filed(_) => key_of(connection, oid)?,
            Keys::InMemory(keys) => keys.get(&oid).copied(),
        };
        let Some(key) = key else { return Ok(None) };
        let mut find = connection.prepare_cached(
            "SELECT key, status, organisations, imported, failing, imports, state FROM people WHERE key = ?1",
        )?;
        let found = find.query_row([key], |row| Ok(kept(row))).optional()?;
        found.transpose()
    }
}

fn kept(row: &Row<'_>) -> Result<CachedPerson, ReadError> {
    let imported: bool = row.get(3)?;
    let since: Option<i64> = row.get(4)?;
    let imports = super::query::imports(row.get_ref(5)?)?;
    let person: Person = super::query::person(row.get_ref(6)?)?;
    let failing = |(cause, since)| Failing { cause, since: Instant::from_millis(since) };
    let failing = cause(&person).zip(since).map(failing);
    let standing = Counted { status: Status::from_number(row.get(1)?), organisations: row.get(2)?, imported, failing };
    let mut kept =
        CachedPerson { standing: Some(standing), imported, failing, imports, ..CachedPerson::unknown(row.get(0)?) };
    kept.blocks = blocks(&person);
    kept.person = Some(person);
    kept.listed = kept.to_be_listed();
    Ok(kept)
}

/// The people that a batch touches.
pub(crate) struct PeopleInBatch<'a> {
    people: &'a mut People,
    touched: HashMap<PersonOid, CachedPerson>,
    person_at: PersonAt<'a>,
}

impl<'a> PeopleInBatch<'a> {
    /// Reads everybody whom the events are about.
    pub fn load(
        connection: &Connection,
        people: &'a mut People,
        events: &[OpenedEvent],
        person_at: PersonAt<'a>,
    ) -> Result<PeopleInBatch<'a>, ReadError> {
        let mut touched: HashMap<PersonOid, CachedPerson> = HashMap::new();
        for (event, oid) in events.iter().flat_map(|event| persons(event).map(move |oid| (event, oid))) {
            if touched.contains_key(&oid) {
                continue;
            }
            let known = match (people.kept.remove(&oid), &event.fact) {
                (Some(kept), _) => Some(kept),
                // Nearly everybody who is registered is new, and the filter knows it without a look at the file.
                (None, Fact::PersonRegistered(_)) if !people.may_know(oid) => None,
                (None, _) => people.find(connection, oid)?,
            };
            touched.insert(oid, known.unwrap_or_else(|| people.unknown(oid)));
        }
        Ok(PeopleInBatch { people, touched, person_at })
    }

    /// Folds one event. The log takes no second registration of an OID; one that is there all the same was written by
    /// a program that did not ask, and the first person keeps the number.
    pub fn apply(&mut self, event: &OpenedEvent) -> Result<(), ReadError> {
        let registers = matches!(event.fact, Fact::PersonRegistered(_));
        for oid in persons(event) {
            if let Some(kept) = self.touched.get_mut(&oid) {
                if registers && kept.person.is_some() {
                    return Err(ReadError::CannotFold(format!("{oid} is another person's number already")));
                }
                kept.apply(oid, event, self.person_at)?;
            }
        }
        Ok(())
    }

    /// The key of a person in this batch.
    pub fn key(&self, oid: PersonOid) -> Option<PersonKey> {
        self.touched.get(&oid).map(|kept| kept.key)
    }

    /// Writes everybody and tells what changed.
    pub fn write(self, connection: &Connection) -> Result<Vec<Change>, ReadError> {
        let mut touched: Vec<(PersonOid, CachedPerson)> = self.touched.into_iter().collect();
        touched.sort_unstable_by_key(|(_, kept)| kept.key);
        let mut changes = Vec::with_capacity(touched.len());
        let mut new = Vec::new();
        let keyed = !self.people.is_rebuilding();
        let mut write = connection.prepare_cached(
            "INSERT INTO people (key, oid, status, organisations, imported, modified, waiting, next_try, failing,
               other_holder, imports, state)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT (key) DO UPDATE SET status = ?3, organisations = ?4, imported = ?5, modified = ?6,
               waiting = ?7, next_try = ?8, failing = ?9, other_holder = ?10, imports = ?11, state = ?12",
        )?;
        for (oid, mut kept) in touched {
            // An event about somebody who was never registered: another program's, kept for a rebuild by it.
            let Some(person) = &kept.person else { continue };
            let organisations = self.people.sets.number(connection, &person.organisations)?;
            let (status, imported, failing) = (status::status(person), kept.imported, kept.failing);
            let after = Counted { status, organisations, imported, failing };
            let imports = minicbor::to_vec(&kept.imports).map_err(|_| ReadError::Damaged("people.imports"))?;
            let state = minicbor::to_vec(person).map_err(|_| ReadError::Damaged("people.state"))?;
            let next_try = person.failure.as_ref().and_then(|failure| failure.next_try).map(|at| at.millis());
            write.execute(params![
                kept.key,
                oid.number(),
                after.status.number(),
                organisations,
                after.imported,
                person.modified_at.millis(),
                person.awaits_register().map(|position| position.0),
                next_try.filter(|_| person.awaits_register().is_some()),
                failing.map(|failing| failing.since.millis()),
                person.failure.as_ref().and_then(|failure| failure.other_holder).map(PersonOid::number),
                imports,
                state
            ])?;
            if kept.standing.is_none() {
                new.push((oid, kept.key));
            }
            changes.push(kept.change(after, keyed));
            self.people.kept.insert(oid, kept);
        }
        if let Keys::Filed(keys) = &mut self.people.keys {
            keys.add(connection, new.into_iter())?;
        }
        if self.people.kept.len() > KEPT_IN_MEMORY {
            self.people.kept.clear();
        }
        Ok(changes)
    }
}

fn persons(event: &OpenedEvent) -> impl Iterator<Item = PersonOid> + '_ {
    event.recorded.envelope.tags.iter().filter_map(|tag| match tag {
        Tag::Person(oid) => Some(*oid),
        _ => None,
    })
}
