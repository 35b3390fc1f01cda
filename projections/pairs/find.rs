//! Which pairs a record is in.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{Person, likeness, not_duplicate};
use matching::{OF_ONE_KEY, PROPOSED, score};
use rusqlite::{Connection, OptionalExtension};

use super::{Pair, may_be_proposed};
use crate::ReadError;
use crate::candidates::INDEX;
use crate::candidates::fold::{blocks, bytes};
use crate::people::keys::PersonKey;
use crate::people::query::{in_group, person};

/// A record as it is compared, with the key of whoever heads it.
pub(super) struct Record {
    pub person: Person,
    head: Option<PersonKey>,
}

/// The record of a key; `None` for one that is compared with nobody: passive, or without anything that could be compared.
pub(super) fn record(connection: &Connection, key: PersonKey) -> Result<Option<Record>, ReadError> {
    let mut find = connection.prepare_cached("SELECT state, head FROM people WHERE key = ?1")?;
    let found = find.query_row([key], |row| Ok((person(row.get_ref(0)?), row.get(1)?))).optional()?;
    let Some((person, head)) = found else { return Ok(None) };
    let person = person?;
    Ok(is_compared(&person).then_some(Record { person, head }))
}

pub(super) fn is_compared(person: &Person) -> bool {
    person.passive.is_none() && !person.erased && !person.void && likeness(person).is_some()
}

/// The pair of two records, when it is proposed: they are alike enough, not linked, and nobody has told them apart.
pub(super) fn pair(connection: &Connection, one: &Record, other: &Record) -> Result<Option<Pair>, ReadError> {
    if one.head.is_some() && one.head == other.head || !may_be_proposed(one.person.birth_date, other.person.birth_date)
    {
        return Ok(None);
    }
    let (Some(a), Some(b)) = (likeness(&one.person), likeness(&other.person)) else { return Ok(None) };
    let points = score(&a, &b).points;
    if points < PROPOSED || told_apart(connection, one, other)? {
        return Ok(None);
    }
    Ok(Some(Pair::of(one.person.oid, other.person.oid, points)))
}

/// Hardly anybody was ever told apart from another.
fn told_apart(connection: &Connection, one: &Record, other: &Record) -> Result<bool, ReadError> {
    let alone = one.head.is_none() && other.head.is_none();
    if alone && one.person.apart.iter().all(|mark| mark.other != other.person.oid) {
        return Ok(false);
    }
    let group = |of: &Record| in_group(connection, of.person.clone(), of.head);
    Ok(not_duplicate::told_apart(&group(one)?, &group(other)?).is_some())
}

/// The pairs that records are in.
pub(super) fn pairs_of(connection: &Connection, keys: &[PersonKey]) -> Result<Vec<Pair>, ReadError> {
    let mut records: HashMap<PersonKey, Option<Record>> = HashMap::new();
    let mut asked: BTreeMap<[u8; 4], Vec<PersonKey>> = BTreeMap::new();
    for key in keys {
        let own = record(connection, *key)?;
        for block in own.iter().flat_map(|own| blocks(&own.person)) {
            asked.entry(bytes(&block)).or_default().push(*key);
        }
        records.insert(*key, own);
    }
    let blocks: Vec<[u8; 4]> = asked.keys().copied().collect();
    let mut met: BTreeSet<(PersonKey, PersonKey)> = BTreeSet::new();
    INDEX.holders(connection, &blocks, OF_ONE_KEY + 1, |block, holders| {
        if holders.len() <= OF_ONE_KEY {
            let both = |own: PersonKey| holders.iter().map(move |other| (own.min(*other), own.max(*other)));
            met.extend(asked[block].iter().flat_map(|own| both(*own)).filter(|(a, b)| a != b));
        }
    })?;
    let mut pairs = Vec::new();
    for (a, b) in met {
        for key in [a, b] {
            if let Entry::Vacant(unread) = records.entry(key) {
                unread.insert(record(connection, key)?);
            }
        }
        if let (Some(Some(a)), Some(Some(b))) = (records.get(&a), records.get(&b)) {
            pairs.extend(pair(connection, a, b)?);
        }
    }
    Ok(pairs)
}
