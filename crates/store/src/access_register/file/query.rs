//! Reading the file.

use std::collections::HashSet;

use events::{Instant, OrganisationOid, PersonOid};
use rusqlite::{Connection, Row, ToSql, params};

use crate::access_register::lines::{number, person_of};
use crate::access_register::{LookKind, LookLine, Looker, RefusalLine, Wanted};

pub(super) fn looks(file: &Connection, wanted: &Wanted) -> rusqlite::Result<Vec<LookLine>> {
    let filter = filter(wanted, true);
    let mut find = file.prepare_cached(&format!(
        "SELECT subject, organisation, client, person, kind, times, first, last, protected,
           (SELECT name FROM looker_names AS called WHERE called.subject = lookers.subject) FROM (
           SELECT person, day, looker, kind, times, first, last, 0 AS protected FROM looks
           UNION ALL SELECT person, day, looker, kind, 1, at, at, 1 FROM protected_looks
         ) JOIN lookers ON lookers.id = looker WHERE {filter} ORDER BY last DESC, person LIMIT ?5 OFFSET ?6"
    ))?;
    let line = |row: &Row<'_>| {
        Ok(LookLine {
            looker: looker(row)?,
            person: PersonOid::from_number(row.get(3)?),
            kind: LookKind::ALL.get(row.get::<_, usize>(4)?).copied(),
            times: row.get(5)?,
            first: Instant::from_millis(row.get(6)?),
            last: Instant::from_millis(row.get(7)?),
            protected: row.get(8)?,
            name: row.get(9)?,
        })
    };
    with_parameters(wanted, |parameters| find.query_map(parameters, line)?.collect())
}

pub(super) fn fetched_by_others(
    file: &Connection,
    persons: &[PersonOid],
    own: &[OrganisationOid],
) -> rusqlite::Result<HashSet<PersonOid>> {
    let kinds = [LookKind::Numbers as u32, LookKind::Fetched as u32];
    let numbers: Vec<String> = persons.iter().map(|person| person.number().to_string()).collect();
    let own: Vec<String> = own.iter().map(|oid| format!("\"{oid}\"")).collect();
    let mut find = file.prepare_cached(
        "SELECT DISTINCT person FROM (
           SELECT person, looker, kind FROM looks WHERE person IN (SELECT value FROM json_each(?1))
           UNION ALL SELECT person, looker, kind FROM protected_looks WHERE person IN (SELECT value FROM json_each(?1))
         ) JOIN lookers ON lookers.id = looker
         WHERE kind IN (?2, ?3) AND organisation NOT IN (SELECT value FROM json_each(?4))",
    )?;
    let asked = params![format!("[{}]", numbers.join(",")), kinds[0], kinds[1], format!("[{}]", own.join(","))];
    find.query_map(asked, |row| Ok(PersonOid::from_number(row.get(0)?)))?.collect()
}

/// Names of those who may look, by subject.
pub(super) fn names(file: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut find = file.prepare_cached("SELECT subject, name FROM looker_names ORDER BY name, subject")?;
    find.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

pub(super) fn refusals(file: &Connection, wanted: &Wanted) -> rusqlite::Result<Vec<RefusalLine>> {
    let filter = filter(wanted, false);
    let mut find = file.prepare_cached(&format!(
        "SELECT subject, organisation, client, route, status, times, first, last, person,
           (SELECT name FROM looker_names AS called WHERE called.subject = lookers.subject) FROM refusals
         JOIN lookers ON lookers.id = looker WHERE {filter} ORDER BY last DESC, route LIMIT ?5 OFFSET ?6"
    ))?;
    let line = |row: &Row<'_>| {
        Ok(RefusalLine {
            looker: looker(row)?,
            route: row.get(3)?,
            status: row.get(4)?,
            times: row.get(5)?,
            first: Instant::from_millis(row.get(6)?),
            last: Instant::from_millis(row.get(7)?),
            person: person_of(row.get(8)?),
            name: row.get(9)?,
        })
    };
    with_parameters(wanted, |parameters| find.query_map(parameters, line)?.collect())
}

/// Only what is asked for stands in the filter, so that each question finds its index.
fn filter(wanted: &Wanted, looks: bool) -> String {
    let without = format!("kind NOT IN ({})", wanted.kinds_left_out());
    let given = [
        (looks && !wanted.without.is_empty(), without.as_str()),
        (wanted.person.is_some(), "person = ?1"),
        (wanted.subject.is_some(), "subject = ?2"),
        (wanted.from.is_some(), "day >= ?3"),
        (wanted.to.is_some(), "day <= ?4"),
    ];
    // Every parameter stands somewhere: SQLite refuses values that no parameter takes.
    let all = "(?1, ?2, ?3, ?4) IS (?1, ?2, ?3, ?4)";
    let conditions = given.iter().filter(|(is_given, _)| *is_given).map(|(_, condition)| *condition);
    conditions.chain([all]).collect::<Vec<_>>().join(" AND ")
}

fn with_parameters<T>(wanted: &Wanted, ask: impl FnOnce(&[&dyn ToSql]) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let (person, subject) = (wanted.person.map(PersonOid::number), wanted.subject.as_deref());
    let (from, to) = (wanted.from.map(number), wanted.to.map(number));
    ask(params![person, subject, from, to, wanted.limit, wanted.skip])
}

fn looker(row: &Row<'_>) -> rusqlite::Result<Looker> {
    let (organisation, client): (String, String) = (row.get(1)?, row.get(2)?);
    let client = Some(client).filter(|client| !client.is_empty());
    Ok(Looker { subject: row.get(0)?, organisation: organisation.parse().ok(), client })
}
