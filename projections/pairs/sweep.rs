//! Everybody is compared with everybody who shares a key with them.
//!
//! The keys stand in the read models, sorted; they are read range by range, and so is nothing of what is read kept but the
//! birth dates and the pairs that are worth a comparison. Only these are then read and compared. Each part is a
//! transaction of its own: what changes meanwhile is looked at afterwards.

use std::collections::HashMap;

use domain::likeness;
use events::Day;
use matching::OF_ONE_KEY;
use rusqlite::{Connection, params};

use super::find::{Record, is_compared, pair, record};
use super::{Pair, may_be_proposed};
use crate::ReadError;
use crate::candidates::INDEX;
use crate::people::keys::PersonKey;
use crate::people::query::person;
use crate::read_db::ReadDb;

/// In so many ranges keys are read.
const RANGES: usize = 32;
/// People who are read in one transaction.
const AT_ONCE: i64 = 20_000;
/// So many pairs wait at most until they are compared.
const WAITING: usize = 4_000_000;
/// So many pairs are compared in one transaction.
const COMPARED_AT_ONCE: usize = 20_000;
/// So many records are kept while pairs are compared.
const KEPT: usize = 50_000;

/// What is known of everybody while keys are read: the birth date, and whether they are compared at all; by key.
struct Dates(Vec<Option<Date>>);

/// A birth date as a number; 0 where there is none.
type Date = i32;

/// Finds every pair that is proposed, in no order; one may be found twice. `go_on` is asked now and then, and `false` ends
/// it. Tells how many people were compared.
pub fn sweep(
    reads: &ReadDb,
    mut go_on: impl FnMut() -> bool,
    mut found: impl FnMut(&[Pair]) -> Result<(), ReadError>,
) -> Result<Option<u64>, ReadError> {
    let Some(dates) = dates(reads, &mut go_on)? else { return Ok(None) };
    let compared = dates.0.iter().flatten().count() as u64;
    let mut waiting: Vec<(u32, u32)> = Vec::new();
    let mut looked_through = 0;
    for range in 0..RANGES {
        if !go_on() {
            return Ok(None);
        }
        reads.ask(|connection| in_range(connection, range, &dates, &mut waiting))?;
        // One pair often shares several keys.
        if waiting.len() > looked_through + WAITING / 4 {
            tidy(&mut waiting);
            looked_through = waiting.len();
        }
        if waiting.len() > WAITING {
            if !compare(reads, &mut waiting, &mut go_on, &mut found)? {
                return Ok(None);
            }
            looked_through = 0;
        }
    }
    Ok(compare(reads, &mut waiting, &mut go_on, &mut found)?.then_some(compared))
}

fn dates(reads: &ReadDb, go_on: &mut impl FnMut() -> bool) -> Result<Option<Dates>, ReadError> {
    let mut dates = Dates(Vec::new());
    loop {
        if !go_on() {
            return Ok(None);
        }
        let after = dates.0.len() as i64 - 1;
        let read = reads.ask(|connection| {
            let mut find =
                connection.prepare_cached("SELECT key, state FROM people WHERE key > ?1 ORDER BY key LIMIT ?2")?;
            let mut rows = find.query(params![after, AT_ONCE])?;
            while let Some(row) = rows.next()? {
                let (key, person) = (row.get::<_, i64>(0)?, person(row.get_ref(1)?)?);
                dates.0.resize(key as usize, None);
                dates.0.push(is_compared(&person).then(|| person.birth_date.map_or(0, |date| date.number())));
            }
            Ok(dates.0.len() as i64 - 1 > after)
        })?;
        if !read {
            return Ok(Some(dates));
        }
    }
}

/// Pairs of those who share a key of a range.
fn in_range(
    connection: &Connection,
    range: usize,
    dates: &Dates,
    pairs: &mut Vec<(u32, u32)>,
) -> Result<(), ReadError> {
    let from = [(range * (256 / RANGES)) as u8];
    // Behind the last key there is none.
    let to = match range + 1 {
        RANGES => vec![0xFF; 5],
        next => vec![(next * (256 / RANGES)) as u8],
    };
    let mut keys = INDEX.range(connection, &from, &to)?;
    let (mut key, mut people): (Vec<u8>, Vec<u32>) = (Vec::new(), Vec::new());
    while let Some((of, person)) = keys.next()? {
        if key != of {
            meet(&people, dates, pairs);
            people.clear();
            key.clear();
            key.extend(of);
        }
        // One more than enough says that the key has too many.
        if people.len() <= OF_ONE_KEY {
            people.extend(u32::try_from(person));
        }
    }
    meet(&people, dates, pairs);
    Ok(())
}

/// Pairs of those who share one key.
fn meet(people: &[u32], dates: &Dates, pairs: &mut Vec<(u32, u32)>) {
    if people.len() > OF_ONE_KEY {
        return;
    }
    for (n, one) in people.iter().enumerate() {
        let Some(date) = dates.of(*one) else { continue };
        let others = people[n + 1..].iter().copied();
        let alike = others.filter(|other| dates.of(*other).is_some_and(|other| may_be_proposed(day(date), day(other))));
        pairs.extend(alike.map(|other| (*one.min(&other), *one.max(&other))));
    }
}

impl Dates {
    fn of(&self, key: u32) -> Option<Date> {
        self.0.get(key as usize).copied().flatten()
    }
}

fn day(date: Date) -> Option<Day> {
    (date != 0).then(|| Day::from_number(date)).flatten()
}

fn tidy(pairs: &mut Vec<(u32, u32)>) {
    pairs.sort_unstable();
    pairs.dedup();
}

/// Compares pairs and empties the list; `false` when it was ended.
fn compare(
    reads: &ReadDb,
    waiting: &mut Vec<(u32, u32)>,
    go_on: &mut impl FnMut() -> bool,
    found: &mut impl FnMut(&[Pair]) -> Result<(), ReadError>,
) -> Result<bool, ReadError> {
    tidy(waiting);
    let mut records = Records::default();
    for part in waiting.chunks(COMPARED_AT_ONCE) {
        if !go_on() {
            return Ok(false);
        }
        let pairs = reads.ask(|connection| {
            let mut pairs = Vec::new();
            for (one, other) in part {
                records.read(connection, *one)?;
                records.read(connection, *other)?;
                if let (Some(one), Some(other)) = (records.of(*one), records.of(*other)) {
                    pairs.extend(pair(connection, one, other)?);
                }
            }
            Ok(pairs)
        })?;
        found(&pairs)?;
    }
    waiting.clear();
    Ok(true)
}

/// Records that were read, up to a number.
#[derive(Default)]
struct Records(HashMap<u32, Option<Record>>);

impl Records {
    fn read(&mut self, connection: &Connection, key: u32) -> Result<(), ReadError> {
        if !self.0.contains_key(&key) {
            if self.0.len() >= KEPT {
                self.0.clear();
            }
            self.0.insert(key, record(connection, PersonKey::from(key))?);
        }
        Ok(())
    }

    fn of(&self, key: u32) -> Option<&Record> {
        self.0.get(&key).and_then(Option::as_ref).filter(|record| likeness(&record.person).is_some())
    }
}
