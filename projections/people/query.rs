//! What may be asked of people.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{Group, Person, Status};
use events::{Instant, PersonOid, Position};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, params};

use crate::ReadError;
use crate::organisation_sets::query::{Scope, members};
use crate::people::keys::{PersonKey, key_of};

/// Reads a kept state.
pub(crate) fn person(state: ValueRef<'_>) -> Result<Person, ReadError> {
    let bytes = state.as_blob().map_err(|_| ReadError::Damaged("people.state"))?;
    minicbor::decode(bytes).map_err(|_| ReadError::Damaged("people.state"))
}

/// Reads kept numbers of imports.
pub(crate) fn imports(stored: ValueRef<'_>) -> Result<Vec<(u64, u32)>, ReadError> {
    let bytes = stored.as_blob().map_err(|_| ReadError::Damaged("people.imports"))?;
    minicbor::decode(bytes).map_err(|_| ReadError::Damaged("people.imports"))
}

/// The record of an OID with those linked with it.
pub fn group_of(connection: &Connection, oid: PersonOid) -> Result<Option<Group>, ReadError> {
    key_of(connection, oid)?.map(|key| group(connection, key)).transpose()
}

/// The record of a key with those linked with it.
pub(crate) fn group(connection: &Connection, key: PersonKey) -> Result<Group, ReadError> {
    let mut find = connection.prepare_cached("SELECT state, head FROM people WHERE key = ?1")?;
    let found = find.query_row([key], |row| Ok((person(row.get_ref(0)?), row.get(1)?)));
    let (record, head): (Result<Person, ReadError>, Option<PersonKey>) = found?;
    in_group(connection, record?, head)
}

/// A record that was read, with those linked with it: `head` is the key of their head.
pub(crate) fn in_group(connection: &Connection, record: Person, head: Option<PersonKey>) -> Result<Group, ReadError> {
    let Some(head) = head else { return Ok(Group::alone(record)) };
    let mut find = connection.prepare_cached("SELECT state FROM people WHERE head = ?1")?;
    let (mut rows, mut people) = (find.query([head])?, Vec::new());
    while let Some(row) = rows.next()? {
        people.push(person(row.get_ref(0)?)?);
    }
    Group::of(record.oid, people).ok_or(ReadError::Damaged("people.head"))
}

/// The key of the record that heads another one, or is alone; `None` where there is no such record.
pub(crate) fn head_of(connection: &Connection, key: PersonKey) -> Result<Option<PersonKey>, ReadError> {
    let mut find = connection.prepare_cached("SELECT coalesce(head, key) FROM people WHERE key = ?1")?;
    Ok(find.query_row([key], |row| row.get(0)).optional()?)
}

/// The imports in which a record occurs.
pub(crate) fn imports_of(connection: &Connection, key: PersonKey) -> Result<Vec<(u64, u32)>, ReadError> {
    let mut find = connection.prepare_cached("SELECT imports FROM people WHERE key = ?1")?;
    find.query_row([key], |row| Ok(imports(row.get_ref(0)?)))?
}

/// The imports in which a person occurs by any of their records; `head` is the key of the one that heads them.
pub(crate) fn imports_of_group(connection: &Connection, head: PersonKey) -> Result<Vec<(u64, u32)>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT imports FROM people WHERE key = ?1 UNION ALL SELECT imports FROM people WHERE head = ?1 AND key <> ?1",
    )?;
    let (mut rows, mut found) = (find.query([head])?, Vec::new());
    while let Some(row) = rows.next()? {
        found.extend(imports(row.get_ref(0)?)?);
    }
    Ok(found)
}

/// Those of these records that occur in an import.
pub fn imported(connection: &Connection, oids: &[PersonOid]) -> Result<HashSet<PersonOid>, ReadError> {
    let mut find = connection.prepare_cached("SELECT imported FROM people WHERE key = ?1")?;
    let mut found = HashSet::new();
    for oid in oids {
        let Some(key) = key_of(connection, *oid)? else { continue };
        let is_one: bool = find.query_row([key], |row| row.get(0))?;
        found.extend(is_one.then_some(*oid));
    }
    Ok(found)
}

/// Those of these records who belong to an organisation of a scope, by themselves or by whoever is linked with them.
pub fn belonging(
    connection: &Connection,
    scope: &Scope,
    oids: &BTreeSet<PersonOid>,
) -> Result<HashSet<PersonOid>, ReadError> {
    let mut set_of = connection.prepare_cached("SELECT organisations FROM people WHERE key = ?1")?;
    let mut members_of = connection.prepare_cached("SELECT members FROM organisation_sets WHERE id = ?1")?;
    let (mut met, mut found) = (HashMap::new(), HashSet::new());
    for oid in oids {
        let Some(key) = key_of(connection, *oid)? else { continue };
        let set: i64 = set_of.query_row([key], |row| row.get(0))?;
        if let Entry::Vacant(unread) = met.entry(set) {
            let stored: String = members_of.query_row([set], |row| row.get(0))?;
            unread.insert(scope.meets(&members(&stored)?));
        }
        found.extend(met[&set].then_some(*oid));
    }
    Ok(found)
}

/// A person, and the state in which the report counts them.
#[derive(Debug, Clone)]
pub struct PersonState {
    /// The person.
    pub person: Person,
    /// The state.
    pub status: Status,
}

/// The person with an OID.
pub fn by_oid(connection: &Connection, oid: PersonOid) -> Result<Option<PersonState>, ReadError> {
    let Some(key) = key_of(connection, oid)? else { return Ok(None) };
    by_key(connection, key).map(|(_, found)| Some(found))
}

/// OIDs of people that changed at an instant or later, in the order of change; all of them without a limit.
pub fn changed_since(
    connection: &Connection,
    since: Instant,
    skip: u64,
    limit: Option<u64>,
) -> Result<Vec<PersonOid>, ReadError> {
    let mut find = connection
        .prepare_cached("SELECT oid FROM people WHERE modified >= ?1 ORDER BY modified, key LIMIT ?2 OFFSET ?3")?;
    // SQLite takes a negative limit for none.
    let limit = limit.map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
    let skip = i64::try_from(skip).unwrap_or(i64::MAX);
    let oid = |row: &rusqlite::Row<'_>| Ok(PersonOid::from_number(row.get(0)?));
    Ok(find.query_map(params![since.millis(), limit, skip], oid)?.collect::<Result<_, _>>()?)
}

/// The person with a key.
pub(crate) fn by_key(connection: &Connection, key: PersonKey) -> Result<(PersonOid, PersonState), ReadError> {
    let mut find = connection.prepare_cached("SELECT oid, status, state FROM people WHERE key = ?1")?;
    let mut rows = find.query([key])?;
    let row = rows.next()?.ok_or(ReadError::Damaged("people.key"))?;
    let found = PersonState { person: person(row.get_ref(2)?)?, status: Status::from_number(row.get(1)?) };
    Ok((PersonOid::from_number(row.get(0)?), found))
}

/// How many wait for the register's answer; counted up to so many.
pub fn waiting_at_most(connection: &Connection, most: u64) -> Result<u64, ReadError> {
    let mut count = connection.prepare_cached(
        "SELECT count(*) FROM
           (SELECT 1 FROM people WHERE waiting IS NOT NULL AND next_try IS NULL LIMIT ?1)",
    )?;
    Ok(count.query_row([most], |row| row.get(0))?)
}

/// Somebody for whom the register is awaited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Who.
    pub oid: PersonOid,
    /// Since which event.
    pub since: Position,
}

/// Those whom the register was never asked about with their present hetu, after a position, in order.
pub fn waiting(connection: &Connection, after: Position, limit: usize) -> Result<Vec<Waiting>, ReadError> {
    // Anyone who waits since the last position of the part belongs to it: a reversal may let several wait.
    let mut find = connection.prepare_cached(
        "SELECT oid, waiting FROM people WHERE waiting IS NOT NULL AND next_try IS NULL AND waiting > ?1
           AND waiting <= coalesce((SELECT max(waiting) FROM
             (SELECT waiting FROM people WHERE waiting IS NOT NULL AND next_try IS NULL AND waiting > ?1
              ORDER BY waiting LIMIT ?2)), 0)
         ORDER BY waiting",
    )?;
    Ok(find.query_map(params![after.0, limit], read_waiting)?.collect::<Result<_, _>>()?)
}

/// Those of some records whom the register was never asked about with their present hetu.
pub fn waiting_among(connection: &Connection, oids: &[PersonOid]) -> Result<Vec<Waiting>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT oid, waiting FROM people WHERE key = ?1 AND waiting IS NOT NULL AND next_try IS NULL",
    )?;
    let mut found = Vec::new();
    for oid in oids {
        let Some(key) = key_of(connection, *oid)? else { continue };
        found.extend(find.query_row([key], read_waiting).optional()?);
    }
    Ok(found)
}

/// Those who are to be asked again by now.
pub fn due(connection: &Connection, now: Instant, limit: usize) -> Result<Vec<Waiting>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT oid, waiting FROM people WHERE next_try IS NOT NULL AND next_try <= ?1 AND waiting IS NOT NULL
         ORDER BY next_try LIMIT ?2",
    )?;
    Ok(find.query_map(params![now.millis(), limit], read_waiting)?.collect::<Result<_, _>>()?)
}

/// When somebody is to be asked again next.
pub fn next_due(connection: &Connection) -> Result<Option<Instant>, ReadError> {
    let next: Option<i64> = connection
        .prepare_cached("SELECT min(next_try) FROM people WHERE next_try IS NOT NULL")?
        .query_row([], |row| row.get(0))?;
    Ok(next.map(Instant::from_millis))
}

fn read_waiting(row: &rusqlite::Row<'_>) -> rusqlite::Result<Waiting> {
    Ok(Waiting { oid: PersonOid::from_number(row.get(0)?), since: Position(row.get(1)?) })
}

/// Those who are the same person by the register's word, and not identified because this one holds one of their hetus.
pub fn also_here_as(connection: &Connection, holder: PersonOid) -> Result<Vec<PersonOid>, ReadError> {
    let mut find = connection.prepare_cached("SELECT oid FROM people WHERE other_holder = ?1 ORDER BY key")?;
    let oid = |row: &rusqlite::Row<'_>| Ok(PersonOid::from_number(row.get(0)?));
    Ok(find.query_map([holder.number()], oid)?.collect::<Result<_, _>>()?)
}

/// How many people there are: keys are given one after the other, and nobody is deleted.
pub fn count(connection: &Connection) -> Result<u64, ReadError> {
    Ok(connection.query_row("SELECT coalesce(max(key), 0) FROM people", [], |row| row.get(0))?)
}

/// People whom the register has by other names, the longest first, and how many there are; records that are linked to
/// another one are left out.
pub fn compared(connection: &Connection, skip: u64, limit: u64) -> Result<(Vec<Person>, u64), ReadError> {
    let those = "FROM people WHERE compared IS NOT NULL AND (head IS NULL OR head = key)";
    let total = connection.prepare_cached(&format!("SELECT count(*) {those}"))?.query_row([], |row| row.get(0))?;
    let mut find =
        connection.prepare_cached(&format!("SELECT state {those} ORDER BY compared, key LIMIT ?1 OFFSET ?2"))?;
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let mut rows = find.query(params![number(limit), number(skip)])?;
    let mut people = Vec::new();
    while let Some(row) = rows.next()? {
        people.push(person(row.get_ref(0)?)?);
    }
    Ok((people, total))
}
