//! What may be asked of the queue's counts.

use std::collections::{BTreeMap, HashSet};

use domain::Cause;
use events::{Day, OrganisationOid};
use rusqlite::{Connection, params};

use crate::ReadError;
use crate::organisation_sets::query::{Scope, members, sets_met};

/// Everybody in the error list with one cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// Why.
    pub cause: Cause,
    /// How many.
    pub people: u64,
    /// The day since which half of them stand there, or longer.
    pub median: Day,
    /// The day since which the first of them stands there.
    pub oldest: Day,
}

/// Errors of a scope by cause, the most frequent first.
pub fn groups(connection: &Connection, scope: &Scope) -> Result<Vec<Group>, ReadError> {
    let mut by_cause: BTreeMap<u32, BTreeMap<i32, u64>> = BTreeMap::new();
    each_age(connection, scope, |cause, day, people| {
        *by_cause.entry(cause).or_default().entry(day).or_default() += people
    })?;
    let mut groups = by_cause.into_iter().map(|(cause, days)| group(cause, &days)).collect::<Result<Vec<_>, _>>()?;
    groups.sort_by_key(|group| std::cmp::Reverse(group.people));
    Ok(groups)
}

fn group(cause: u32, days: &BTreeMap<i32, u64>) -> Result<Group, ReadError> {
    let people: u64 = days.values().sum();
    let mut left = people.div_ceil(2);
    let median = days.iter().find(|(_, people)| {
        let found = left <= **people;
        left = left.saturating_sub(**people);
        found
    });
    let day =
        |number: Option<&i32>| number.copied().and_then(Day::from_number).ok_or(ReadError::Damaged("queue_ages.day"));
    Ok(Group {
        cause: Cause::from_number(cause).ok_or(ReadError::Damaged("queue_ages.cause"))?,
        people,
        median: day(median.map(|(day, _)| day))?,
        oldest: day(days.keys().next())?,
    })
}

/// How many errors of a scope began on each day, whatever their cause.
pub fn ages(connection: &Connection, scope: &Scope) -> Result<BTreeMap<Day, u64>, ReadError> {
    let mut ages = BTreeMap::new();
    each_age(connection, scope, |_, day, people| {
        if let Some(day) = Day::from_number(day) {
            *ages.entry(day).or_default() += people;
        }
    })?;
    Ok(ages)
}

/// Errors of each organisation by cause; who belongs to several stands in each.
pub fn by_organisation(connection: &Connection) -> Result<BTreeMap<OrganisationOid, BTreeMap<Cause, u64>>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT members, cause, sum(people) FROM queue_ages JOIN organisation_sets ON id = organisations
         GROUP BY organisations, cause",
    )?;
    let mut rows = find.query([])?;
    let mut found: BTreeMap<OrganisationOid, BTreeMap<Cause, u64>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let cause = Cause::from_number(row.get(1)?).ok_or(ReadError::Damaged("queue_ages.cause"))?;
        for organisation in members(row.get_ref(0)?.as_str().unwrap_or_default())? {
            *found.entry(organisation).or_default().entry(cause).or_default() += row.get::<_, u64>(2)?;
        }
    }
    Ok(found)
}

/// How many came into the error list and left it on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flow {
    /// Who did not stand there the day before.
    pub came: u64,
    /// Who no longer stands there.
    pub solved: u64,
}

/// How the error list of a scope grew and shrank since a day.
pub fn flow(connection: &Connection, scope: &Scope, since: Day) -> Result<BTreeMap<Day, Flow>, ReadError> {
    let sets = sets_met(connection, scope)?;
    let mut find =
        connection.prepare_cached("SELECT day, organisations, came, solved FROM queue_flow WHERE day >= ?1")?;
    let mut rows = find.query([since.number()])?;
    let mut found: BTreeMap<Day, Flow> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        if let Some(day) = Day::from_number(row.get(0)?)
            && meets(&sets, row.get(1)?)
        {
            let flow = found.entry(day).or_default();
            flow.came += row.get::<_, u64>(2)?;
            flow.solved += row.get::<_, u64>(3)?;
        }
    }
    Ok(found)
}

/// How many of a scope stand in the list: of one cause or of all.
pub(crate) fn counted(
    connection: &Connection,
    sets: Option<&HashSet<i64>>,
    cause: Option<u32>,
) -> Result<u64, ReadError> {
    let mut all = 0;
    each_counted(connection, sets, cause, |_, _, people| all += people)?;
    Ok(all)
}

/// The same, for each set and cause.
pub(crate) fn each_counted(
    connection: &Connection,
    sets: Option<&HashSet<i64>>,
    cause: Option<u32>,
    mut take: impl FnMut(i64, u32, u64),
) -> Result<(), ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT organisations, cause, sum(people) FROM queue_ages WHERE cause = coalesce(?1, cause) GROUP BY 1, 2",
    )?;
    let mut rows = find.query(params![cause])?;
    while let Some(row) = rows.next()? {
        let set = row.get(0)?;
        if sets.is_none_or(|sets| sets.contains(&set)) {
            take(set, row.get(1)?, row.get(2)?);
        }
    }
    Ok(())
}

fn each_age(connection: &Connection, scope: &Scope, mut take: impl FnMut(u32, i32, u64)) -> Result<(), ReadError> {
    let sets = sets_met(connection, scope)?;
    let mut find = connection.prepare_cached("SELECT organisations, cause, day, people FROM queue_ages")?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        if meets(&sets, row.get(0)?) {
            take(row.get(1)?, row.get(2)?, row.get(3)?);
        }
    }
    Ok(())
}

fn meets(sets: &Option<HashSet<i64>>, set: i64) -> bool {
    sets.as_ref().is_none_or(|sets| sets.contains(&set))
}
