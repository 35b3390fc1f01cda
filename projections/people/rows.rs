//! Records as rows of the table.

use domain::{Cause, Person, Status};
use events::codes::FailureCause;
use events::{Instant, PersonOid};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::ReadError;
use crate::people::cached::CachedPerson;
use crate::people::fold::{Counted, Failing};
use crate::people::keys::PersonKey;

/// Why and since when somebody fails, from the columns `failing` and `cause`.
pub(crate) fn failing(since: Option<i64>, cause: Option<u32>) -> Option<Failing> {
    let since = Instant::from_millis(since?);
    Some(Failing { cause: Cause::from_number(cause?)?, since })
}

/// Reads the record with a key.
pub(super) fn read(connection: &Connection, key: PersonKey) -> Result<Option<CachedPerson>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT key, status, organisations, imported, counted, failing, cause, head, modified, imports, state
         FROM people WHERE key = ?1",
    )?;
    let found = find.query_row([key], |row| Ok(kept(row))).optional()?;
    found.transpose()
}

fn kept(row: &Row<'_>) -> Result<CachedPerson, ReadError> {
    let failing = failing(row.get(5)?, row.get(6)?);
    let (status, imported) = (Status::from_number(row.get(1)?), row.get(3)?);
    let standing = Counted { status, organisations: row.get(2)?, counted: row.get(4)?, failing };
    let person: Person = super::query::person(row.get_ref(10)?)?;
    Ok(CachedPerson {
        standing: Some(standing),
        imported,
        failing,
        head: row.get(7)?,
        modified: Instant::from_millis(row.get(8)?),
        imports: super::query::imports(row.get_ref(9)?)?,
        person: Some(person),
        ..CachedPerson::unknown(row.get(0)?)
    })
}

/// Since when the register's record is kept beside a person whom it has by other names. Source: ONR's list of comparisons.
fn compared(person: &Person) -> Option<Instant> {
    let differ = [FailureCause::NamesNearlySame, FailureCause::NamesClearlyDifferent];
    let failure =
        person.failure.as_ref().filter(|failure| differ.contains(&failure.cause) && failure.case.is_some())?;
    (person.passive.is_none() && !person.is_in_register() && !person.erased).then_some(failure.since)
}

/// Writes a record, whose standing is settled.
pub(super) fn write(connection: &Connection, oid: PersonOid, kept: &CachedPerson) -> Result<(), ReadError> {
    let (Some(person), Some(standing)) = (&kept.person, kept.standing) else { return Ok(()) };
    let imports = minicbor::to_vec(&kept.imports).map_err(|_| ReadError::Damaged("people.imports"))?;
    let state = minicbor::to_vec(person).map_err(|_| ReadError::Damaged("people.state"))?;
    let next_try = person.failure.as_ref().and_then(|failure| failure.next_try).map(|at| at.millis());
    let mut write = connection.prepare_cached(
        "INSERT INTO people (key, oid, status, organisations, imported, modified, waiting, next_try, failing,
           other_holder, imports, state, head, counted, cause, compared)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
         ON CONFLICT (key) DO UPDATE SET status = ?3, organisations = ?4, imported = ?5, modified = ?6,
           waiting = ?7, next_try = ?8, failing = ?9, other_holder = ?10, imports = ?11, state = ?12, head = ?13,
           counted = ?14, cause = ?15, compared = ?16",
    )?;
    write.execute(params![
        kept.key,
        oid.number(),
        standing.status.number(),
        standing.organisations,
        kept.imported,
        kept.modified.millis(),
        person.awaits_register().map(|position| position.0),
        next_try.filter(|_| person.awaits_register().is_some()),
        standing.failing.map(|failing| failing.since.millis()),
        person.failure.as_ref().and_then(|failure| failure.other_holder).map(PersonOid::number),
        imports,
        state,
        kept.head,
        standing.counted,
        standing.failing.map(|failing| failing.cause.number()),
        compared(person).map(|since| since.millis())
    ])?;
    Ok(())
}
