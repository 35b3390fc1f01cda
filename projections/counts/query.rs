//! What may be asked of the counts, and of the learners that changed.

use std::collections::HashSet;

use domain::{Person, Status};
use events::{Day, Instant, PersonOid, Position};
use rusqlite::{Connection, params};

use crate::ReadError;
use crate::failures::names::Typed;
use crate::organisation_sets::query::sets_met;
use crate::people::keys::PersonKey;
use crate::people::query::{in_group, person};

pub use crate::organisation_sets::query::Scope;

/// Narrows a question.
#[derive(Clone, Default)]
pub struct Criteria {
    /// Only people of this import.
    pub import: Option<Position>,
    /// Only people changed at this instant or later.
    pub modified_since: Option<Instant>,
    /// Only people whose state is *failed*.
    pub only_failed: bool,
    /// Words of a name, an OID or a hetu, by ONR's rule.
    pub name: Option<String>,
}

/// Imported people by their state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Identified.
    pub successful: u64,
    /// Waiting for an answer.
    pub in_progress: u64,
    /// Somebody must act.
    pub failed: u64,
}

impl Summary {
    fn add(&mut self, status: Status, people: u64) {
        match status {
            Status::Successful => self.successful += people,
            Status::InProgress => self.in_progress += people,
            Status::Failed => self.failed += people,
        }
    }
}

/// Distinct imported people of a scope, by state.
pub fn summary(connection: &Connection, scope: &Scope, criteria: &Criteria) -> Result<Summary, ReadError> {
    let mut summary = Summary::default();
    let sets = sets_met(connection, scope)?;
    if criteria.import.is_none() && criteria.modified_since.is_none() && criteria.name.is_none() {
        let mut counts = connection.prepare_cached("SELECT organisations, status, people FROM counts")?;
        let mut rows = counts.query([])?;
        while let Some(row) = rows.next()? {
            let set: i64 = row.get(0)?;
            if sets.as_ref().is_none_or(|sets| sets.contains(&set)) {
                summary.add(Status::from_number(row.get(1)?), row.get(2)?);
            }
        }
    } else {
        // Records of one person count once.
        let mut seen = HashSet::new();
        each(connection, &sets, criteria, |row| {
            if row.head.is_none_or(|head| seen.insert(head)) {
                summary.add(row.status, 1);
            }
        })?;
    }
    if criteria.only_failed {
        summary = Summary { failed: summary.failed, ..Summary::default() };
    }
    Ok(summary)
}

/// The same as it stood at the end of a day.
pub fn summary_at(connection: &Connection, scope: &Scope, day: Day) -> Result<Summary, ReadError> {
    let mut summary = Summary::default();
    let sets = sets_met(connection, scope)?;
    // The newest count of each set and status up to the day.
    let mut counts = connection.prepare_cached(
        "SELECT organisations, status,
           (SELECT people FROM counts_by_day AS by_day
            WHERE by_day.organisations = counts.organisations AND by_day.status = counts.status AND day <= ?1
            ORDER BY day DESC LIMIT 1)
         FROM counts",
    )?;
    let mut rows = counts.query([day.number()])?;
    while let Some(row) = rows.next()? {
        let set: i64 = row.get(0)?;
        if sets.as_ref().is_none_or(|sets| sets.contains(&set)) {
            summary.add(Status::from_number(row.get(1)?), row.get::<_, Option<u64>>(2)?.unwrap_or_default());
        }
    }
    Ok(summary)
}

/// How many of a scope had failed at the end of each of some days, the earliest first.
pub fn failed_at_ends(connection: &Connection, scope: &Scope, days: &[Day]) -> Result<Vec<u64>, ReadError> {
    let mut failed = vec![0; days.len()];
    let [first, ..] = days else { return Ok(failed) };
    let sets = sets_met(connection, scope)?;
    let status = Status::Failed.number();
    let mut with_failed = connection.prepare_cached("SELECT organisations FROM counts WHERE status = ?1")?;
    // What was counted before the first day holds on it, until the next count.
    let mut counted = connection.prepare_cached(
        "SELECT day, people FROM counts_by_day WHERE organisations = ?1 AND status = ?2 AND day >=
           coalesce((SELECT max(day) FROM counts_by_day WHERE organisations = ?1 AND status = ?2 AND day <= ?3), 0)
         ORDER BY day",
    )?;
    let found = with_failed.query_map([status], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?;
    for set in found.into_iter().filter(|set| sets.as_ref().is_none_or(|sets| sets.contains(set))) {
        let of_set = counted.query_map(params![set, status, first.number()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (mut of_set, mut people) = (of_set.collect::<Result<Vec<(i32, u64)>, _>>()?.into_iter().peekable(), 0);
        for (day, failed) in days.iter().zip(&mut failed) {
            while let Some((_, counted)) = of_set.next_if(|(since, _)| *since <= day.number()) {
                people = counted;
            }
            *failed += people;
        }
    }
    Ok(failed)
}

/// A page of imported records in the order in which they changed, each with the person whom it is about; and how many
/// there are in all.
pub fn changed(
    connection: &Connection,
    scope: &Scope,
    criteria: &Criteria,
    skip: u64,
    limit: u64,
) -> Result<(Vec<(PersonOid, Person)>, u64), ReadError> {
    let sets = sets_met(connection, scope)?;
    let (mut page, mut total) = (Vec::new(), 0);
    each(connection, &sets, criteria, |row| {
        if (skip..skip.saturating_add(limit)).contains(&total) {
            page.push((row.oid, row.state.to_vec(), row.head));
        }
        total += 1;
    })?;
    let read = |(oid, state, head): (PersonOid, Vec<u8>, Option<PersonKey>)| {
        let record = person(rusqlite::types::ValueRef::Blob(&state))?;
        Ok((oid, in_group(connection, record, head)?.into_shown()))
    };
    Ok((page.into_iter().map(read).collect::<Result<_, ReadError>>()?, total))
}

/// A record that fits.
struct Fitting<'r> {
    oid: PersonOid,
    state: &'r [u8],
    status: Status,
    /// Key of the head, where it is linked.
    head: Option<PersonKey>,
}

/// Calls `take` for each imported record that fits, in the order of change.
fn each(
    connection: &Connection,
    sets: &Option<HashSet<i64>>,
    criteria: &Criteria,
    mut take: impl FnMut(Fitting<'_>),
) -> Result<(), ReadError> {
    let since = criteria.modified_since.map_or(i64::MIN, Instant::millis);
    let of_import = "AND key IN (SELECT person FROM import_rows WHERE import = ?2)";
    let filter = if criteria.import.is_some() { of_import } else { "AND ?2 IS NULL" };
    let mut find = connection.prepare_cached(&format!(
        "SELECT oid, state, status, organisations, head FROM people WHERE imported = 1 AND modified >= ?1 {filter}
         ORDER BY modified, key"
    ))?;
    let typed = criteria.name.as_deref().map(Typed::of);
    let mut rows = find.query(params![since, criteria.import.map(|import| import.0)])?;
    while let Some(row) = rows.next()? {
        let status = Status::from_number(row.get(2)?);
        let set: i64 = row.get(3)?;
        let in_scope = sets.as_ref().is_none_or(|sets| sets.contains(&set));
        if !in_scope || (criteria.only_failed && status != Status::Failed) {
            continue;
        }
        let (state, head) = (row.get_ref(1)?, row.get(4)?);
        if let Some(typed) = &typed
            && !typed.is(in_group(connection, person(state)?, head)?.shown())
        {
            continue;
        }
        let oid = PersonOid::from_number(row.get(0)?);
        take(Fitting { oid, state: state.as_blob().unwrap_or_default(), status, head });
    }
    Ok(())
}
