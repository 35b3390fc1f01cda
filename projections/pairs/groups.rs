//! Pairs written, and the groups that they form: records that are connected by pairs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use events::PersonOid;
use rusqlite::{Connection, params};

use super::Pair;
use crate::ReadError;

/// Puts the pairs of these records in the place of those that they were in.
pub(super) fn replace(connection: &Connection, records: &[PersonOid], pairs: &[Pair]) -> Result<(), ReadError> {
    let mut items = BTreeSet::new();
    let mut find =
        connection.prepare_cached("SELECT item FROM pairs WHERE a = ?1 UNION SELECT item FROM pairs WHERE b = ?1")?;
    let near = records.iter().chain(pairs.iter().flat_map(|pair| [&pair.a, &pair.b]));
    for record in near.map(|record| record.number()).collect::<BTreeSet<_>>() {
        items.extend(find.query_map([record], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?);
    }
    let mut remove = connection.prepare_cached("DELETE FROM pairs WHERE a = ?1")?;
    let mut remove_other = connection.prepare_cached("DELETE FROM pairs WHERE b = ?1")?;
    for record in records {
        remove.execute([record.number()])?;
        remove_other.execute([record.number()])?;
    }
    insert(connection, pairs)?;
    // Those that were just inserted stand in no group yet.
    items.insert(NO_ITEM);
    group(connection, &items)
}

/// Pairs that are found for the first time stand in no group before `group_all`.
pub(super) fn insert(connection: &Connection, pairs: &[Pair]) -> Result<(), ReadError> {
    let mut insert = connection.prepare_cached("INSERT OR REPLACE INTO pairs VALUES (?1, ?2, ?3, ?4)")?;
    for Pair { a, b, points } in pairs {
        insert.execute(params![a.number(), b.number(), points, NO_ITEM])?;
    }
    Ok(())
}

/// Groups everybody anew.
pub(super) fn group_all(connection: &Connection) -> Result<(), ReadError> {
    group(connection, &BTreeSet::from([NO_ITEM]))
}

/// OIDs are above it.
const NO_ITEM: i64 = 0;

/// Groups the pairs of these groups anew.
fn group(connection: &Connection, items: &BTreeSet<i64>) -> Result<(), ReadError> {
    let mut find = connection.prepare_cached("SELECT a, b, points FROM pairs WHERE item = ?1")?;
    let mut remove = connection.prepare_cached("DELETE FROM items WHERE item = ?1")?;
    let mut pairs: Vec<(i64, i64, i16)> = Vec::new();
    for item in items {
        remove.execute([item])?;
        let found = find.query_map([item], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        pairs.extend(found.collect::<Result<Vec<_>, _>>()?);
    }
    let mut sets = Sets::default();
    pairs.iter().for_each(|(a, b, _)| sets.join(*a, *b));
    let mut formed: BTreeMap<i64, (i16, BTreeSet<i64>)> = BTreeMap::new();
    let mut put = connection.prepare_cached("UPDATE pairs SET item = ?3 WHERE a = ?1 AND b = ?2")?;
    for (a, b, points) in pairs {
        let item = sets.first(a);
        put.execute([a, b, item])?;
        let (most, records) = formed.entry(item).or_default();
        *most = points.max(*most);
        records.extend([a, b]);
    }
    let mut add = connection.prepare_cached("INSERT OR REPLACE INTO items VALUES (?1, ?2, ?3)")?;
    for (item, (points, records)) in formed {
        add.execute(params![item, points, records.len()])?;
    }
    Ok(())
}

/// Sets of records, each named by its smallest one.
#[derive(Default)]
struct Sets(HashMap<i64, i64>);

impl Sets {
    fn first(&mut self, of: i64) -> i64 {
        let (mut at, mut passed) = (of, Vec::new());
        while let Some(up) = self.0.get(&at) {
            passed.push(at);
            at = *up;
        }
        self.0.extend(passed.into_iter().filter(|one| *one != at).map(|one| (one, at)));
        at
    }

    fn join(&mut self, a: i64, b: i64) {
        let (a, b) = (self.first(a), self.first(b));
        if a != b {
            self.0.insert(a.max(b), a.min(b));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(a: u64, b: u64) -> Pair {
        Pair::of(PersonOid::issue(a), PersonOid::issue(b), 60)
    }

    fn file() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(include_str!("table.sql")).unwrap();
        connection
    }

    fn items(connection: &Connection) -> Vec<(i64, i64)> {
        let mut find = connection.prepare("SELECT item, records FROM items ORDER BY item").unwrap();
        let rows = find.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    }

    fn item(first: u64, records: i64) -> (i64, i64) {
        (PersonOid::issue(first).number() as i64, records)
    }

    #[test]
    fn records_that_are_connected_form_one_group_and_fall_apart_again() {
        let connection = file();
        let write = |record: u64, pairs: &[Pair]| replace(&connection, &[PersonOid::issue(record)], pairs).unwrap();
        write(2, &[pair(1, 2)]);
        write(4, &[pair(3, 4)]);
        assert_eq!(items(&connection), [item(1, 2), item(3, 2)]);
        write(5, &[pair(2, 5), pair(4, 5)]);
        assert_eq!(items(&connection), [item(1, 5)]);
        write(5, &[]);
        assert_eq!(items(&connection), [item(1, 2), item(3, 2)]);
        write(1, &[]);
        assert_eq!(items(&connection), [item(3, 2)]);
    }

    #[test]
    fn following_gives_what_grouping_everybody_gives() {
        let pairs: Vec<Pair> = (0..200u64)
            .map(|n| (1 + n * 7 % 53, 1 + n * 13 % 61))
            .filter(|(a, b)| a != b)
            .map(|(a, b)| pair(a, b))
            .collect();
        let (followed, whole) = (file(), file());
        for pair in &pairs {
            let mut find = followed.prepare("SELECT a, b, points FROM pairs WHERE a = ?1 OR b = ?1").unwrap();
            let known = find.query_map([pair.a.number()], |row| {
                Ok(Pair {
                    a: PersonOid::from_number(row.get(0)?),
                    b: PersonOid::from_number(row.get(1)?),
                    points: row.get(2)?,
                })
            });
            let known: Vec<Pair> = known.unwrap().map(Result::unwrap).chain([*pair]).collect();
            replace(&followed, &[pair.a], &known).unwrap();
        }
        insert(&whole, &pairs).unwrap();
        group_all(&whole).unwrap();
        assert_eq!(items(&followed), items(&whole));
    }
}
