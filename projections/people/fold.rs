//! What events change of people.

use std::collections::{BTreeSet, HashMap};

use domain::{Person, Status, status};
use events::{Fact, OpenedEvent, OrganisationOid, PersonOid, Tag};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::ReadError;

/// How many people are kept in memory between batches.
const KEPT_IN_MEMORY: usize = 20_000;

/// Key of a person in the read models.
pub(crate) type PersonKey = i64;

/// What the counts depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    pub status: Status,
    /// Interned set of organisations.
    pub organisations: i64,
    /// Occurs in an import.
    pub imported: bool,
}

/// How a batch changed a person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Change {
    pub key: PersonKey,
    pub before: Option<Standing>,
    pub after: Standing,
}

#[derive(Clone)]
struct Kept {
    key: PersonKey,
    standing: Option<Standing>,
    imported: bool,
    person: Option<Person>,
}

/// What is remembered between batches, so that a person who changes twice in a row is read once.
#[derive(Default)]
pub(crate) struct People {
    kept: HashMap<PersonOid, Kept>,
    next_key: PersonKey,
    sets: HashMap<BTreeSet<OrganisationOid>, i64>,
    /// While rebuilding there is no index by OID yet: every key is kept here instead.
    keys: Option<HashMap<PersonOid, PersonKey>>,
}

impl People {
    /// Begins over what the file holds.
    pub fn open(connection: &Connection) -> Result<People, ReadError> {
        let next_key = connection.query_row("SELECT coalesce(max(key), 0) + 1 FROM people", [], |row| row.get(0))?;
        Ok(People { next_key, ..People::default() })
    }

    /// Begins over an empty file that has no indexes.
    pub fn rebuilding() -> People {
        People { next_key: 1, keys: Some(HashMap::new()), ..People::default() }
    }

    fn find(&self, connection: &Connection, oid: PersonOid) -> Result<Option<Kept>, ReadError> {
        const COLUMNS: &str = "SELECT key, status, organisations, imported, state FROM people";
        let (filter, value) = match &self.keys {
            None => ("oid", Some(oid.number() as i64)),
            Some(keys) => ("key", keys.get(&oid).copied()),
        };
        let Some(value) = value else { return Ok(None) };
        let mut find = connection.prepare_cached(&format!("{COLUMNS} WHERE {filter} = ?1"))?;
        let found = find.query_row([value], |row| Ok(kept(row))).optional()?;
        found.transpose()
    }

    /// The number of a set of organisations.
    fn intern(&mut self, connection: &Connection, set: &BTreeSet<OrganisationOid>) -> Result<i64, ReadError> {
        if let Some(id) = self.sets.get(set) {
            return Ok(*id);
        }
        let members = serde_json::to_string(set).map_err(|_| ReadError::Damaged("organisations"))?;
        connection.execute("INSERT INTO organisation_sets (members) VALUES (?1) ON CONFLICT DO NOTHING", [&members])?;
        let id = connection
            .query_row("SELECT id FROM organisation_sets WHERE members = ?1", [&members], |row| row.get(0))?;
        self.sets.insert(set.clone(), id);
        Ok(id)
    }
}

fn kept(row: &Row<'_>) -> Result<Kept, ReadError> {
    let imported: bool = row.get(3)?;
    let person: Person = super::query::person(row.get_ref(4)?)?;
    let standing = Standing { status: Status::from_number(row.get(1)?), organisations: row.get(2)?, imported };
    Ok(Kept { key: row.get(0)?, standing: Some(standing), imported, person: Some(person) })
}

/// The people that a batch touches.
pub(crate) struct PeopleInBatch<'a> {
    people: &'a mut People,
    touched: HashMap<PersonOid, Kept>,
}

impl<'a> PeopleInBatch<'a> {
    /// Reads everybody whom the events are about.
    pub fn load(
        connection: &Connection,
        people: &'a mut People,
        events: &[OpenedEvent],
    ) -> Result<PeopleInBatch<'a>, ReadError> {
        let mut touched: HashMap<PersonOid, Kept> = HashMap::new();
        for oid in events.iter().flat_map(persons) {
            if touched.contains_key(&oid) {
                continue;
            }
            let kept = match people.kept.remove(&oid) {
                Some(kept) => kept,
                None => match people.find(connection, oid)? {
                    Some(kept) => kept,
                    None => {
                        let key = people.next_key;
                        people.next_key += 1;
                        people.keys.as_mut().map(|keys| keys.insert(oid, key));
                        Kept { key, standing: None, imported: false, person: None }
                    }
                },
            };
            touched.insert(oid, kept);
        }
        Ok(PeopleInBatch { people, touched })
    }

    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent) {
        for oid in persons(event) {
            let Some(kept) = self.touched.get_mut(&oid) else { continue };
            kept.imported |= matches!(event.fact, Fact::ImportRowResolved(_));
            Person::apply(&mut kept.person, event);
        }
    }

    /// The key of a person in this batch.
    pub fn key(&self, oid: PersonOid) -> Option<PersonKey> {
        self.touched.get(&oid).map(|kept| kept.key)
    }

    /// Writes everybody and tells what changed.
    pub fn write(self, connection: &Connection) -> Result<Vec<Change>, ReadError> {
        let mut touched: Vec<(PersonOid, Kept)> = self.touched.into_iter().collect();
        touched.sort_unstable_by_key(|(_, kept)| kept.key);
        let mut changes = Vec::with_capacity(touched.len());
        let mut write = connection.prepare_cached(
            "INSERT INTO people (key, oid, status, organisations, imported, modified, waiting, next_try, state)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (key) DO UPDATE SET status = ?3, organisations = ?4, imported = ?5, modified = ?6,
               waiting = ?7, next_try = ?8, state = ?9",
        )?;
        for (oid, mut kept) in touched {
            // An event about somebody who was never registered: another program's, kept for a rebuild by it.
            let Some(person) = &kept.person else { continue };
            let organisations = self.people.intern(connection, &person.organisations)?;
            let after = Standing { status: status::status(person), organisations, imported: kept.imported };
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
                state
            ])?;
            changes.push(Change { key: kept.key, before: kept.standing, after });
            kept.standing = Some(after);
            self.people.kept.insert(oid, kept);
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
