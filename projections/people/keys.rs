//! The key of a person, found by OID.
//!
//! An index over all OIDs costs a page for nearly every new person, written twice. So new ones wait in a small table,
//! and are moved in order when there are many: then each page is touched once. Both tables are asked.

use std::path::Path;
use std::sync::Arc;

use events::PersonOid;
use rusqlite::{Connection, OptionalExtension, params};

use store::key_filter::KeyFilter;

use crate::ReadError;

/// Key of a person in the read models.
pub(crate) type PersonKey = i64;

/// How many new people make it worth while to move them.
const MOVE_AT: usize = 65_536;

/// The key of a person, when there is such a person.
pub(crate) fn key_of(connection: &Connection, oid: PersonOid) -> Result<Option<PersonKey>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT key FROM new_people_by_oid WHERE oid = ?1 UNION ALL SELECT key FROM people_by_oid WHERE oid = ?1",
    )?;
    Ok(find.query_row([oid.number()], |row| row.get(0)).optional()?)
}

/// OIDs behind one, in order, as the filter takes them. All have the same number of digits.
const OIDS_AFTER: &str = "
  SELECT CAST(oid AS BLOB) FROM people_by_oid WHERE oid > CAST(CAST(?1 AS TEXT) AS INTEGER) ORDER BY oid LIMIT ?2";

/// The writing side.
pub(crate) struct NewKeys {
    /// So many wait.
    waiting: usize,
    move_at: usize,
    /// Who is in the tables, or about to be.
    known: Arc<KeyFilter>,
}

impl NewKeys {
    /// Begins over what the file holds.
    pub fn open(connection: &Connection) -> Result<NewKeys, ReadError> {
        let mut new = connection.prepare("SELECT oid FROM new_people_by_oid")?;
        let new = new.query_map([], |row| row.get(0))?.collect::<Result<Vec<u64>, _>>()?;
        let people = connection.query_row("SELECT coalesce(max(key), 0) FROM people", [], |row| row.get(0))?;
        let known = KeyFilter::of(Path::new(connection.path().unwrap_or_default()), people, OIDS_AFTER);
        known.add(new.iter().map(|oid| oid.to_string().into_bytes()));
        Ok(NewKeys { waiting: new.len(), move_at: MOVE_AT, known })
    }

    /// May there be somebody with this OID?
    pub fn may_have(&self, oid: PersonOid) -> bool {
        self.known.may_have(filtered(oid))
    }

    /// Adds people who were not there before.
    pub fn add(
        &mut self,
        connection: &Connection,
        people: impl Iterator<Item = (PersonOid, PersonKey)>,
    ) -> Result<(), ReadError> {
        let mut add = connection.prepare_cached("INSERT INTO new_people_by_oid VALUES (?1, ?2)")?;
        for (oid, key) in people {
            self.known.add(std::iter::once(filtered(oid)));
            add.execute(params![oid.number(), key])?;
            self.waiting += 1;
        }
        if self.waiting >= self.move_at {
            connection.execute_batch(
                "INSERT INTO people_by_oid SELECT oid, key FROM new_people_by_oid ORDER BY oid;
                 DELETE FROM new_people_by_oid",
            )?;
            self.waiting = 0;
        }
        Ok(())
    }
}

/// An OID as the filter takes it.
fn filtered(oid: PersonOid) -> Vec<u8> {
    oid.number().to_string().into_bytes()
}

/// Of everybody at once, where none of them is known yet.
pub(crate) fn add_everybody(connection: &Connection) -> Result<(), ReadError> {
    Ok(connection.execute_batch("INSERT INTO people_by_oid SELECT oid, key FROM people ORDER BY oid")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_found_while_waiting_and_after_being_moved() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(include_str!("table.sql")).unwrap();
        let mut keys = NewKeys { move_at: 4, ..NewKeys::open(&connection).unwrap() };
        let oid = |n: u64| PersonOid::issue(1_000_000_000 + n * 7_919 % 10_007);
        for n in 0..6 {
            keys.add(&connection, [(oid(2 * n), 2 * n as i64), (oid(2 * n + 1), 2 * n as i64 + 1)].into_iter())
                .unwrap();
            for known in 0..=2 * n + 1 {
                assert_eq!(key_of(&connection, oid(known)).unwrap(), Some(known as i64));
            }
            assert_eq!(key_of(&connection, oid(2 * n + 2)).unwrap(), None);
        }
        let moved: i64 = connection.query_row("SELECT count(*) FROM people_by_oid", [], |row| row.get(0)).unwrap();
        assert_eq!((moved, keys.waiting), (12, 0));
    }
}
