//! Reading the database.

use events::{Instant, OrganisationOid, PersonOid};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Row};

use super::as_stored;
use crate::access_register::lines::{number, person_of};
use crate::access_register::{LookKind, LookLine, Looker, RefusalLine, Wanted};
use crate::postgres::Statement;

/// What a looker is called. Asked for each line that is shown: a join would be in the way of the order.
const NAME: &str =
    "(SELECT name FROM oppijaloki_access.looker_names AS called WHERE called.subject = lookers.subject) AS name";

/// Entries are in the order of their days first, which an index has; the columns of both halves have the same types, or
/// PostgreSQL would sort all of them.
pub(super) fn looks(wanted: &Wanted) -> Statement<'static> {
    let text = format!(
        "SELECT subject, organisation, client, first, last, times, person, kind, protected, {NAME} FROM (
           SELECT person, day, looker, kind, times, first, last, false AS protected FROM oppijaloki_access.looks
           UNION ALL
           SELECT person, day, looker, kind, 1::bigint, at, at, true FROM oppijaloki_access.protected_looks
         ) AS seen JOIN oppijaloki_access.lookers ON lookers.id = seen.looker
         WHERE {} ORDER BY day DESC, last DESC, person LIMIT $5 OFFSET $6",
        filter(wanted, true)
    );
    asked(text, wanted)
}

pub(super) fn names() -> Statement<'static> {
    sqlx::query("SELECT subject, name FROM oppijaloki_access.looker_names ORDER BY name, subject")
}

pub(super) fn named(row: &PgRow) -> sqlx::Result<(String, String)> {
    Ok((row.try_get("subject")?, row.try_get("name")?))
}

pub(super) fn refusals(wanted: &Wanted) -> Statement<'static> {
    let text = format!(
        "SELECT subject, organisation, client, first, last, times, person, route, status, {NAME}
         FROM oppijaloki_access.refusals JOIN oppijaloki_access.lookers ON lookers.id = refusals.looker
         WHERE {} ORDER BY day DESC, last DESC, route LIMIT $5 OFFSET $6",
        filter(wanted, false)
    );
    asked(text, wanted)
}

pub(super) fn fetched_by_others(persons: &[PersonOid], own: &[OrganisationOid]) -> Statement<'static> {
    const FETCHED: &str = "
      SELECT DISTINCT person FROM (
        SELECT person, looker, kind FROM oppijaloki_access.looks WHERE person = ANY($1)
        UNION ALL SELECT person, looker, kind FROM oppijaloki_access.protected_looks WHERE person = ANY($1)
      ) AS seen JOIN oppijaloki_access.lookers ON lookers.id = seen.looker
      WHERE kind = ANY($2) AND organisation <> ALL($3)";
    let persons: Vec<i64> = persons.iter().map(|person| as_stored(person.number())).collect();
    let own: Vec<String> = own.iter().map(ToString::to_string).collect();
    let kinds = vec![LookKind::Numbers as i32, LookKind::Fetched as i32];
    sqlx::query(FETCHED).bind(persons).bind(kinds).bind(own)
}

/// Only what is asked for is compared, so that each question finds its index. Nothing of the question stands in the text.
fn filter(wanted: &Wanted, looks: bool) -> String {
    let without = format!("kind NOT IN ({})", wanted.kinds_left_out());
    let given = [
        (wanted.person.is_some(), "person = $1", "$1::bigint IS NULL"),
        (wanted.subject.is_some(), "subject = $2", "$2::text IS NULL"),
        (wanted.from.is_some(), "day >= $3", "$3::integer IS NULL"),
        (wanted.to.is_some(), "day <= $4", "$4::integer IS NULL"),
        (looks && !wanted.without.is_empty(), without.as_str(), "true"),
    ];
    given.map(|(is_given, condition, else_this)| if is_given { condition } else { else_this }).join(" AND ")
}

fn asked(text: String, wanted: &Wanted) -> Statement<'static> {
    let day = |day| i32::try_from(number(day)).unwrap_or(i32::MAX);
    let asked = sqlx::query(AssertSqlSafe(text)).bind(wanted.person.map(|person| as_stored(person.number())));
    let asked = asked.bind(wanted.subject.clone()).bind(wanted.from.map(day)).bind(wanted.to.map(day));
    asked.bind(i64::from(wanted.limit)).bind(i64::from(wanted.skip))
}

pub(super) fn look(row: &PgRow) -> sqlx::Result<LookLine> {
    let kind = usize::try_from(row.try_get::<i32, _>("kind")?).unwrap_or(usize::MAX);
    Ok(LookLine {
        looker: looker(row)?,
        name: row.try_get("name")?,
        person: PersonOid::from_number(whole(row, "person")?),
        kind: LookKind::ALL.get(kind).copied(),
        times: whole(row, "times")?,
        first: moment(row, "first")?,
        last: moment(row, "last")?,
        protected: row.try_get("protected")?,
    })
}

pub(super) fn refusal(row: &PgRow) -> sqlx::Result<RefusalLine> {
    Ok(RefusalLine {
        looker: looker(row)?,
        name: row.try_get("name")?,
        route: row.try_get("route")?,
        status: u16::try_from(row.try_get::<i32, _>("status")?).unwrap_or(u16::MAX),
        person: person_of(whole(row, "person")?),
        times: whole(row, "times")?,
        first: moment(row, "first")?,
        last: moment(row, "last")?,
    })
}

fn looker(row: &PgRow) -> sqlx::Result<Looker> {
    let (organisation, client): (&str, String) = (row.try_get("organisation")?, row.try_get("client")?);
    let client = Some(client).filter(|client| !client.is_empty());
    Ok(Looker { subject: row.try_get("subject")?, organisation: organisation.parse().ok(), client })
}

fn whole(row: &PgRow, column: &str) -> sqlx::Result<u64> {
    Ok(row.try_get::<i64, _>(column)?.unsigned_abs())
}

fn moment(row: &PgRow, column: &str) -> sqlx::Result<Instant> {
    Ok(Instant::from_millis(row.try_get(column)?))
}
