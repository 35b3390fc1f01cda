//! What events change of people.

use std::collections::HashMap;

use domain::{Cause, Person, Status};
use events::person::Names;
use events::{Day, Fact, Instant, OpenedEvent, PersonOid};
use matching::{Block, NameWords};
use rusqlite::Connection;

use crate::ReadError;
use crate::candidates::fold::blocks;
use crate::failures::names::words_of;
use crate::import_rows::renumbered;
use crate::organisation_sets::fold::OrganisationSets;
use crate::people::cached::CachedPerson;
use crate::people::groups::Touched;
use crate::people::history::PersonAt;
use crate::people::keys::{NewKeys, PersonKey, key_of};
use crate::people::rows;
use crate::search::lists::Listed;

/// How many people are kept in memory between batches, twice: whoever changed last, and whoever changed before.
const KEPT_IN_MEMORY: usize = if cfg!(test) { 2 } else { 10_000 };

/// What counts and the error list depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    pub status: Status,
    /// Interned set of organisations.
    pub organisations: i64,
    /// Counts as an imported person: a head or somebody alone, of whom a record occurs in an import.
    pub counted: bool,
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
    /// How many rows more or fewer of an import lead to the person since this batch; an import may occur more than once.
    pub gained: Vec<(u64, i64)>,
    /// Names to be found by in the error list, where that changed; empty when there are none any more.
    pub names: Option<Names>,
    /// By what the record is found, before and after; not while a new file is filled.
    pub found_by: Option<(Option<FoundBy>, FoundBy)>,
}

/// By what a record is found besides its identifiers.
#[derive(Clone)]
pub(crate) struct FoundBy {
    /// Words of the names.
    pub words: NameWords,
    /// Birth date.
    pub born: Option<Day>,
    /// Keys of possible duplicates.
    pub blocks: Vec<Block>,
    /// Lists of programs.
    pub listed: Listed,
}

impl FoundBy {
    pub fn of(person: &Person) -> FoundBy {
        let (words, listed) = (words_of(&person.names), Listed::of(person));
        FoundBy { words, born: person.birth_date, blocks: blocks(person), listed }
    }
}

/// What is remembered between batches, so that a person who changes twice in a row is read once.
pub(crate) struct People {
    kept: HashMap<PersonOid, Box<CachedPerson>>,
    /// Those who did not change since the others filled their place.
    older: HashMap<PersonOid, Box<CachedPerson>>,
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
        People { kept: HashMap::new(), older: HashMap::new(), next_key: 1, sets: OrganisationSets::default(), keys }
    }

    /// Is a new file being filled, whose indexes are made last?
    pub fn is_rebuilding(&self) -> bool {
        matches!(self.keys, Keys::InMemory(_))
    }

    /// Somebody with a key that nobody has.
    fn unknown(&mut self, oid: PersonOid) -> Box<CachedPerson> {
        let key = self.next_key;
        self.next_key += 1;
        if let Keys::InMemory(keys) = &mut self.keys {
            keys.insert(oid, key);
        }
        Box::new(CachedPerson::unknown(key))
    }

    /// May there be somebody with this OID?
    fn may_know(&self, oid: PersonOid) -> bool {
        match &self.keys {
            Keys::Filed(keys) => keys.may_have(oid),
            Keys::InMemory(keys) => keys.contains_key(&oid),
        }
    }

    /// Takes somebody out of memory or the file; who comes from the file is added to `read`.
    fn take(
        &mut self,
        connection: &Connection,
        oid: PersonOid,
        read: &mut Vec<PersonOid>,
    ) -> Result<Option<Box<CachedPerson>>, ReadError> {
        if let Some(kept) = self.kept.remove(&oid).or_else(|| self.older.remove(&oid)) {
            return Ok(Some(kept));
        }
        let found = self.find(connection, oid)?;
        read.extend(found.is_some().then_some(oid));
        Ok(found)
    }

    fn find(&self, connection: &Connection, oid: PersonOid) -> Result<Option<Box<CachedPerson>>, ReadError> {
        let key = match &self.keys {
            Keys::Filed(_) => key_of(connection, oid)?,
            Keys::InMemory(keys) => keys.get(&oid).copied(),
        };
        Ok(key.map_or(Ok(None), |key| rows::read(connection, key))?.map(Box::new))
    }

    /// Keeps a record between batches. While a new file is filled, it is written when it is forgotten: most people change
    /// twice, soon one after the other.
    fn keep(&mut self, connection: &Connection, oid: PersonOid, kept: Box<CachedPerson>) -> Result<(), ReadError> {
        if !self.is_rebuilding() {
            rows::write(connection, oid, &kept)?;
        }
        self.kept.insert(oid, kept);
        Ok(())
    }

    /// Forgets those who did not change for long, where many are kept, or `all` of them.
    pub fn forget(&mut self, connection: &Connection, all: bool) -> Result<(), ReadError> {
        if self.kept.len() <= KEPT_IN_MEMORY && !all {
            return Ok(());
        }
        let older = std::mem::replace(&mut self.older, std::mem::take(&mut self.kept));
        let mut kept: Vec<(PersonOid, Box<CachedPerson>)> = older.into_iter().collect();
        if all {
            kept.extend(self.older.drain());
        }
        if self.is_rebuilding() {
            kept.sort_unstable_by_key(|(_, kept)| kept.key);
            kept.iter().try_for_each(|(oid, kept)| rows::write(connection, *oid, kept))?;
        }
        Ok(())
    }
}

/// The people that a batch touches.
pub(crate) struct PeopleInBatch<'a> {
    people: &'a mut People,
    touched: Touched,
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
        let (mut touched, mut read) = (Touched::default(), Vec::new());
        for (event, oid) in events.iter().flat_map(|event| event.persons().map(move |oid| (event, oid))) {
            if touched.contains_key(&oid) {
                continue;
            }
            // Nearly everybody who is registered is new, and the filter knows it without a look at the file.
            let is_new = matches!(event.fact, Fact::PersonRegistered(_)) && !people.may_know(oid);
            let known = if is_new { None } else { people.take(connection, oid, &mut read)? };
            touched.insert(oid, known.unwrap_or_else(|| people.unknown(oid)));
        }
        // A change of one record may change how others stand that are linked with it.
        let mut linked: Vec<PersonOid> = touched.values().flat_map(|kept| kept.linked()).collect();
        while let Some(oid) = linked.pop() {
            if !touched.contains_key(&oid)
                && let Some(kept) = people.take(connection, oid, &mut read)?
            {
                linked.extend(kept.linked());
                touched.insert(oid, kept);
            }
        }
        for oid in read {
            let (names, number) = (touched.names_listed(oid), touched.number(oid));
            touched.entry(oid).and_modify(|kept| (kept.listed, kept.number) = (names, number));
        }
        Ok(PeopleInBatch { people, touched, person_at })
    }

    /// Folds one event. The log takes no second registration of an OID; one that is there all the same was written by
    /// a program that did not ask, and the first person keeps the number.
    pub fn apply(&mut self, event: &OpenedEvent) -> Result<(), ReadError> {
        let registers = matches!(event.fact, Fact::PersonRegistered(_));
        let mut stand_anew = self.touched.with_groups(event.persons());
        for oid in event.persons() {
            if let Some(kept) = self.touched.get_mut(&oid) {
                if registers && kept.person.is_some() {
                    return Err(ReadError::CannotFold(format!("{oid} is another person's number already")));
                }
                kept.apply(oid, event, self.person_at, !self.people.is_rebuilding())?;
            }
        }
        // Of a link, the groups before and after.
        stand_anew.extend(self.touched.with_groups(event.persons()));
        self.touched.stand_anew(stand_anew, event.recorded_at());
        Ok(())
    }

    /// The key of a person in this batch.
    pub fn key(&self, oid: PersonOid) -> Option<PersonKey> {
        self.touched.get(&oid).map(|kept| kept.key)
    }

    /// The key of a person in this batch, with the imports in which the record occurs.
    pub fn key_and_imports(&self, oid: PersonOid) -> Option<(PersonKey, Vec<RowsOfImport>)> {
        self.touched.get(&oid).map(|kept| (kept.key, kept.imports.clone()))
    }

    /// Writes everybody and tells what changed.
    pub fn write(self, connection: &Connection) -> Result<Vec<Change>, ReadError> {
        let groups = self.touched.groups();
        let mut touched: Vec<(PersonOid, Box<CachedPerson>)> = self.touched.into_iter().collect();
        touched.sort_unstable_by_key(|(_, kept)| kept.key);
        let mut changes = Vec::with_capacity(touched.len());
        let mut new = Vec::new();
        let live = !self.people.is_rebuilding();
        for (oid, mut kept) in touched {
            // An event about somebody who was never registered: another program's, kept for a rebuild by it.
            let Some(person) = &kept.person else { continue };
            let group = groups.get(&oid);
            let shown = group.map_or(person, |group| &group.shown);
            let organisations = self.people.sets.number(connection, &shown.organisations)?;
            let counted = group.map_or(kept.imported, |group| group.counts(oid));
            let (status, failing) = (domain::status::status(shown), kept.failing);
            let names = failing.map(|_| shown.names.clone()).unwrap_or_default();
            (kept.head, kept.modified) = (group.map(|group| group.head), shown.modified_at);
            if kept.standing.is_none() {
                new.push((oid, kept.key));
            }
            for change in std::mem::take(&mut kept.renumbered) {
                renumbered::write(connection, (oid, kept.key), &change)?;
            }
            changes.push(kept.change(Counted { status, organisations, counted, failing }, names, live));
            self.people.keep(connection, oid, kept)?;
        }
        if let Keys::Filed(keys) = &mut self.people.keys {
            keys.add(connection, new.into_iter())?;
        }
        self.people.forget(connection, false)?;
        Ok(changes)
    }
}
