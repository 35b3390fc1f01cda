//! Records that are linked, as programs ask for them: many at once.

use std::collections::{BTreeSet, HashSet};

use domain::{Group, Person};
use events::PersonOid;
use rusqlite::Connection;

use crate::ReadError;
use crate::people::keys::{PersonKey, key_of};
use crate::people::query::{group_of, in_group, person};

/// While so many times fewer records are linked than are asked about, all of them are looked through.
const LOOKED_THROUGH: usize = 20;
/// So many are looked through however few are asked about.
const AT_LEAST: usize = 10_000;

/// A record that is linked, and who heads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Linked {
    /// The member.
    pub member: PersonOid,
    /// The head.
    pub head: PersonOid,
}

/// As programs see a record: a member as it stands alone, a head completed from its members.
pub fn as_shown(group: Group) -> Person {
    if group.is_member() { group.into_addressed() } else { group.into_shown() }
}

/// The same, of somebody who is looked at.
pub fn seen(group: &Group) -> &Person {
    if group.is_member() { group.addressed() } else { group.shown() }
}

/// The records of these OIDs as programs see them, in their order and each once. OIDs that nobody has are left out.
pub fn all_shown(connection: &Connection, oids: &[PersonOid]) -> Result<Vec<Person>, ReadError> {
    let mut all = Vec::with_capacity(oids.len());
    each(connection, &once(oids), |group| all.push(as_shown(group)))?;
    Ok(all)
}

/// These OIDs in their order, each once.
pub fn once(oids: &[PersonOid]) -> Vec<PersonOid> {
    let mut asked = HashSet::with_capacity(oids.len());
    oids.iter().copied().filter(|oid| asked.insert(*oid)).collect()
}

/// Hands over the records of these OIDs with those linked with them, in their order. OIDs that nobody has are left out. One
/// is in memory at a time.
pub fn each(connection: &Connection, oids: &[PersonOid], mut take: impl FnMut(Group)) -> Result<(), ReadError> {
    let mut find = connection.prepare_cached("SELECT state, head FROM people WHERE key = ?1")?;
    for oid in oids {
        let Some(key) = key_of(connection, *oid)? else { continue };
        let read = |row: &rusqlite::Row<'_>| Ok((person(row.get_ref(0)?), row.get(1)?));
        let (record, head): (Result<Person, ReadError>, Option<PersonKey>) = find.query_row([key], read)?;
        take(in_group(connection, record?, head)?);
    }
    Ok(())
}

/// Every record that is linked with one of these, or every linked record at all, each beside its head.
pub fn links(connection: &Connection, of: Option<&[PersonOid]>) -> Result<Vec<Linked>, ReadError> {
    let Some(of) = of else { return Ok(through(connection, usize::MAX, |_| true)?.unwrap_or_default()) };
    let asked: HashSet<PersonOid> = of.iter().copied().collect();
    let most = (asked.len() * LOOKED_THROUGH).max(AT_LEAST);
    if let Some(found) = through(connection, most, |group| group.iter().any(|oid| asked.contains(oid)))? {
        return Ok(found);
    }
    let mut links = BTreeSet::new();
    for oid in of {
        let Some(group) = group_of(connection, *oid)? else { continue };
        let head = group.head().oid;
        links.extend(group.members().iter().map(|member| Linked { member: member.oid, head }));
    }
    Ok(links.into_iter().collect())
}

/// Looks through all groups, and keeps those that are `wanted`; `None` where there are more records than `most`.
fn through(
    connection: &Connection,
    most: usize,
    wanted: impl Fn(&[PersonOid]) -> bool,
) -> Result<Option<Vec<Linked>>, ReadError> {
    // The index alone answers: it has all three.
    let mut find =
        connection.prepare_cached("SELECT head, oid, key FROM people WHERE head IS NOT NULL ORDER BY head, oid")?;
    let (mut rows, mut links, mut seen) = (find.query([])?, Vec::new(), 0);
    // OIDs of a group, and which of them is the head's.
    let (mut of, mut group, mut head): (PersonKey, Vec<PersonOid>, Option<PersonOid>) = (0, Vec::new(), None);
    let mut close = |group: &mut Vec<PersonOid>, head: &mut Option<PersonOid>| {
        if let Some(head) = head.take().filter(|_| wanted(&*group)) {
            links.extend(group.iter().filter(|oid| **oid != head).map(|member| Linked { member: *member, head }));
        }
        group.clear();
    };
    while let Some(row) = rows.next()? {
        seen += 1;
        if seen > most {
            return Ok(None);
        }
        let (of_row, oid, key): (PersonKey, u64, PersonKey) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if of_row != of {
            close(&mut group, &mut head);
            of = of_row;
        }
        let oid = PersonOid::from_number(oid);
        group.push(oid);
        if key == of_row {
            head = Some(oid);
        }
    }
    close(&mut group, &mut head);
    Ok(Some(links))
}
