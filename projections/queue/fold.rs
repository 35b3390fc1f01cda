//! Updates the queue from the changes of people.

use std::collections::BTreeMap;

use domain::Group;
use events::Day;
use rusqlite::{Connection, OptionalExtension, params};

use super::name::sorted_as;
use crate::ReadError;
use crate::people::fold::{Change, Counted, Failing};
use crate::people::keys::PersonKey;
use crate::people::query::{group, imports_of, imports_of_group};

/// Interned set, cause, day.
type Age = (i64, u32, i32);

/// Writes what a batch of one day changed. It must run before the error list is written, whose rows tell who stood there
/// when the day began. `lines`: the lines of the queue are written too, which a rebuild does last.
pub(crate) fn write(connection: &Connection, day: Day, changes: &[Change], lines: bool) -> Result<(), ReadError> {
    let mut ages: BTreeMap<Age, i64> = BTreeMap::new();
    let mut flow: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for change in changes {
        let before = change.before.as_ref().and_then(age);
        let after = age(&change.after);
        if before.is_none() && after.is_none() {
            continue;
        }
        if before != after {
            before.iter().for_each(|age| *ages.entry(*age).or_default() -= 1);
            after.iter().for_each(|age| *ages.entry(*age).or_default() += 1);
            let stood = stood(connection, day, change.key)?;
            count(&mut flow, change.before.as_ref(), stood, -1);
            count(&mut flow, Some(&change.after), stood, 1);
        }
        match change.after.failing {
            _ if !lines => {}
            Some(failing) => {
                keep(connection, change.key, &group(connection, change.key)?, change.after.organisations, failing)?;
            }
            None => {
                connection.prepare_cached("DELETE FROM queue WHERE person = ?1")?.execute([change.key])?;
            }
        }
    }
    write_counts(connection, day, &ages, &flow)
}

fn age(standing: &Counted) -> Option<Age> {
    let failing = standing.failing?;
    Some((standing.organisations, failing.cause.number(), Day(failing.since.day_in_finland()).number()))
}

/// The set under which somebody stood in the error list at the end of the day before.
fn stood(connection: &Connection, day: Day, person: PersonKey) -> Result<Option<i64>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT organisations FROM failures WHERE person = ?1 AND began < ?2 AND (ended IS NULL OR ended = ?2) LIMIT 1",
    )?;
    Ok(find.query_row(params![person, day.number()], |row| row.get(0)).optional()?)
}

/// What somebody adds to the counts of a day who stands so. It follows from how the day began and from nothing between, so that
/// it does not matter how events fell into batches.
fn count(flow: &mut BTreeMap<i64, (i64, i64)>, standing: Option<&Counted>, stood: Option<i64>, by: i64) {
    let Some(standing) = standing else { return };
    match (stood, standing.failing.is_some()) {
        (None, true) => flow.entry(standing.organisations).or_default().0 += by,
        (Some(set), false) => flow.entry(set).or_default().1 += by,
        _ => {}
    }
}

/// Writes the line of somebody who fails.
pub(crate) fn keep(
    connection: &Connection,
    key: PersonKey,
    group: &Group,
    organisations: i64,
    failing: Failing,
) -> Result<(), ReadError> {
    let of_person = match group.members() {
        [] => imports_of(connection, key)?,
        _ => imports_of_group(connection, key)?,
    };
    let person = group.shown();
    let newest = of_person.iter().map(|(number, _)| *number).max().unwrap_or_default();
    let (cause, since) = (failing.cause.number(), failing.since.millis());
    let born = person.birth_date.map_or(0, Day::number);
    let mut write =
        connection.prepare_cached("INSERT OR REPLACE INTO queue VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
    let (name, oid) = (sorted_as(&person.names), person.oid.number());
    write.execute(params![key, organisations, cause, since, name, born, newest, oid])?;
    Ok(())
}

fn write_counts(
    connection: &Connection,
    day: Day,
    ages: &BTreeMap<Age, i64>,
    flow: &BTreeMap<i64, (i64, i64)>,
) -> Result<(), ReadError> {
    let mut write = connection.prepare_cached(
        "INSERT INTO queue_ages VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET people = people + excluded.people
         RETURNING people",
    )?;
    let mut empty =
        connection.prepare_cached("DELETE FROM queue_ages WHERE organisations = ?1 AND cause = ?2 AND day = ?3")?;
    for ((organisations, cause, since), by) in ages.iter().filter(|(_, by)| **by != 0) {
        let people: i64 = write.query_row(params![organisations, cause, since, by], |row| row.get(0))?;
        if people == 0 {
            empty.execute(params![organisations, cause, since])?;
        }
    }
    let mut write = connection.prepare_cached(
        "INSERT INTO queue_flow VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET came = came + excluded.came, solved = solved + excluded.solved",
    )?;
    for (organisations, (came, solved)) in flow.iter().filter(|(_, counted)| **counted != (0, 0)) {
        write.execute(params![day.number(), organisations, came, solved])?;
    }
    Ok(())
}
