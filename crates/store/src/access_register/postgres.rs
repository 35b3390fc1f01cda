//! The register on PostgreSQL: one of all nodes, under a role of its own.
//!
//! Each write is one statement that may be carried out twice. Counts are added once all the same: each process numbers
//! what it writes, and the database keeps its last number.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicI64, Ordering};

use events::{Day, Instant, OrganisationOid, PersonOid};
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::lines::{number, person_number};
use super::{Batch, Count, LookKind, LookLine, Looker, RefusalLine, Wanted};
use crate::StoreError;
use crate::postgres::{BlockingDatabase, Part};

mod query;

const PART: Part = Part {
    schema: "oppijaloki_access",
    role: "oppijaloki_access",
    steps: &[include_str!("../../../../schemas/sql/postgres/access.sql")],
};

/// Counts of one statement: what a statement may take is bounded.
const ROWS_AT_ONCE: usize = 5_000;
/// Numbers that one batch may use up for its statements.
const STATEMENTS: i64 = 1_000;

const KNOW: &str = "
  INSERT INTO oppijaloki_access.lookers AS known (id, subject, organisation, client, seen)
  SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::integer[])
  ON CONFLICT (id) DO UPDATE SET seen = excluded.seen WHERE known.seen < excluded.seen";

const ADD_LOOKS: &str = "
  WITH fresh AS (
    INSERT INTO oppijaloki_access.writers AS known VALUES ($1, $2, $3)
    ON CONFLICT (writer) DO UPDATE SET last = excluded.last, day = excluded.day WHERE known.last < excluded.last
    RETURNING writer)
  INSERT INTO oppijaloki_access.looks AS known (person, day, looker, kind, times, first, last)
  SELECT new.* FROM fresh, unnest(
    $4::bigint[], $5::integer[], $6::bytea[], $7::integer[], $8::bigint[], $9::bigint[], $10::bigint[]) AS new
  ON CONFLICT (person, day, looker, kind) DO UPDATE SET times = known.times + excluded.times,
    first = least(known.first, excluded.first), last = greatest(known.last, excluded.last)";

const ADD_REFUSALS: &str = "
  WITH fresh AS (
    INSERT INTO oppijaloki_access.writers AS known VALUES ($1, $2, $3)
    ON CONFLICT (writer) DO UPDATE SET last = excluded.last, day = excluded.day WHERE known.last < excluded.last
    RETURNING writer)
  INSERT INTO oppijaloki_access.refusals AS known (day, looker, route, status, person, times, first, last)
  SELECT new.* FROM fresh, unnest($4::integer[], $5::bytea[], $6::text[], $7::integer[], $8::bigint[], $9::bigint[],
    $10::bigint[], $11::bigint[]) AS new
  ON CONFLICT (day, looker, route, status, person) DO UPDATE SET times = known.times + excluded.times,
    first = least(known.first, excluded.first), last = greatest(known.last, excluded.last)";

const ADD_PROTECTED: &str = "
  INSERT INTO oppijaloki_access.protected_looks (id, person, at, day, looker, kind)
  SELECT new.*, $3::bigint, $4::integer, $5::bytea, $6::integer FROM unnest($1::bytea[], $2::bigint[]) AS new
  ON CONFLICT DO NOTHING";

const CALL: &str = "
  INSERT INTO oppijaloki_access.looker_names AS known VALUES ($1, $2)
  ON CONFLICT (subject) DO UPDATE SET name = excluded.name WHERE known.name <> excluded.name";

const FORGET: &str = "
  WITH looks AS (DELETE FROM oppijaloki_access.looks WHERE day < $1),
       singly AS (DELETE FROM oppijaloki_access.protected_looks WHERE day < $1),
       writers AS (DELETE FROM oppijaloki_access.writers WHERE day < $1),
       lookers AS (DELETE FROM oppijaloki_access.lookers WHERE seen < $1)
  DELETE FROM oppijaloki_access.refusals WHERE day < $1";

/// Whoever is not among the entries any more needs no name.
const FORGET_NAMES: &str = "
  DELETE FROM oppijaloki_access.looker_names AS called
  WHERE NOT EXISTS (SELECT FROM oppijaloki_access.lookers WHERE lookers.subject = called.subject)";

pub(super) struct AccessDatabase {
    database: BlockingDatabase,
    /// This process.
    writer: Uuid,
    /// Number of the batch that is written next.
    batch: AtomicI64,
}

impl AccessDatabase {
    pub fn open(url: &str) -> Result<AccessDatabase, StoreError> {
        let database = BlockingDatabase::open(url, &PART, "the access register")?;
        Ok(AccessDatabase { database, writer: Uuid::new_v4(), batch: AtomicI64::new(1) })
    }

    /// Nobody calls it for another batch before this one is written.
    pub fn add(&self, batch: &Batch) -> Result<(), StoreError> {
        let lookers = batch.looks.iter().map(|((day, _, looker, _), _)| (looker, *day));
        self.know(lookers.chain(batch.refusals.iter().map(|((day, looker, _), _)| (looker, *day))))?;
        // In one order on every node, or two of them could wait for each other.
        let mut looks: Vec<LookRow> = batch.looks.iter().map(LookRow::of).collect();
        looks.sort_unstable_by_key(|row| (row.person, row.day, row.looker, row.kind));
        let mut refusals: Vec<RefusalRow<'_>> = batch.refusals.iter().map(RefusalRow::of).collect();
        refusals.sort_unstable_by_key(|row| (row.day, row.looker, row.route, row.status, row.person));
        let mut number = self.batch.load(Ordering::Relaxed) * STATEMENTS;
        for rows in looks.chunks(ROWS_AT_ONCE) {
            self.add_looks(number, rows)?;
            number += 1;
        }
        for rows in refusals.chunks(ROWS_AT_ONCE) {
            self.add_refusals(number, rows)?;
            number += 1;
        }
        self.batch.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// Makes these known as lookers, who have entries of these days.
    fn know<'a>(&self, lookers: impl Iterator<Item = (&'a Looker, Day)>) -> Result<(), StoreError> {
        let mut seen: HashMap<&Looker, i32> = HashMap::new();
        for (looker, day) in lookers {
            let last = seen.entry(looker).or_default();
            *last = (*last).max(day_of(day));
        }
        let mut lookers: Vec<([u8; 16], &Looker, i32)> =
            seen.into_iter().map(|(looker, day)| (id_of(looker), looker, day)).collect();
        lookers.sort_unstable_by_key(|(id, ..)| *id);
        let column = |text: fn(&Looker) -> String| lookers.iter().map(|(_, looker, _)| text(looker)).collect();
        let ids: Vec<[u8; 16]> = lookers.iter().map(|(id, ..)| *id).collect();
        let subjects: Vec<String> = column(|looker| looker.subject.clone());
        let (organisations, clients): (Vec<String>, Vec<String>) = (column(organisation), column(client));
        let days: Vec<i32> = lookers.iter().map(|(_, _, day)| *day).collect();
        let know = || {
            let know = sqlx::query(KNOW).bind(ids.clone()).bind(subjects.clone()).bind(organisations.clone());
            know.bind(clients.clone()).bind(days.clone())
        };
        self.database.send(know).map(drop)
    }

    fn add_looks(&self, number: i64, rows: &[LookRow]) -> Result<(), StoreError> {
        let last = rows.iter().map(|row| row.day).max().unwrap_or_default();
        let add = || {
            let add = sqlx::query(ADD_LOOKS).bind(*self.writer.as_bytes()).bind(number).bind(last);
            let add = add.bind(column(rows, |row| row.person)).bind(column(rows, |row| row.day));
            let add = add.bind(column(rows, |row| row.looker)).bind(column(rows, |row| row.kind));
            let add = add.bind(column(rows, |row| row.count[0])).bind(column(rows, |row| row.count[1]));
            add.bind(column(rows, |row| row.count[2]))
        };
        self.database.send(add).map(drop)
    }

    fn add_refusals(&self, number: i64, rows: &[RefusalRow<'_>]) -> Result<(), StoreError> {
        let last = rows.iter().map(|row| row.day).max().unwrap_or_default();
        let add = || {
            let add = sqlx::query(ADD_REFUSALS).bind(*self.writer.as_bytes()).bind(number).bind(last);
            let add = add.bind(column(rows, |row| row.day)).bind(column(rows, |row| row.looker));
            let add = add.bind(column(rows, |row| row.route.to_owned())).bind(column(rows, |row| row.status));
            let add = add.bind(column(rows, |row| row.person)).bind(column(rows, |row| row.count[0]));
            add.bind(column(rows, |row| row.count[1])).bind(column(rows, |row| row.count[2]))
        };
        self.database.send(add).map(drop)
    }

    pub fn protected(
        &self,
        looker: &Looker,
        kind: LookKind,
        people: &[PersonOid],
        at: Instant,
    ) -> Result<(), StoreError> {
        let day = Day(at.day_in_finland());
        self.know([(looker, day)].into_iter())?;
        let looker = id_of(looker);
        let ids: Vec<Vec<u8>> = people.iter().map(|_| Uuid::new_v4().as_bytes().to_vec()).collect();
        let people: Vec<i64> = people.iter().map(|person| as_stored(person.number())).collect();
        let add = || {
            let add = sqlx::query(ADD_PROTECTED).bind(ids.clone()).bind(people.clone()).bind(at.millis());
            add.bind(day_of(day)).bind(looker).bind(kind as i32)
        };
        self.database.send(add).map(drop)
    }

    pub fn called(&self, subject: &str, name: &str) -> Result<(), StoreError> {
        self.database.send(|| sqlx::query(CALL).bind(subject.to_owned()).bind(name.to_owned())).map(drop)
    }

    pub fn names(&self) -> Result<Vec<(String, String)>, StoreError> {
        let rows = self.database.send(query::names)?;
        rows.iter().map(query::named).collect::<sqlx::Result<_>>().map_err(damaged)
    }

    pub fn forget_before(&self, day: Day) -> Result<(), StoreError> {
        self.database.send(|| sqlx::query(FORGET).bind(day_of(day)))?;
        self.database.send(|| sqlx::query(FORGET_NAMES)).map(drop)
    }

    pub fn looks(&self, wanted: &Wanted) -> Result<Vec<LookLine>, StoreError> {
        let rows = self.database.send(|| query::looks(wanted))?;
        rows.iter().map(query::look).collect::<sqlx::Result<_>>().map_err(damaged)
    }

    pub fn refusals(&self, wanted: &Wanted) -> Result<Vec<RefusalLine>, StoreError> {
        let rows = self.database.send(|| query::refusals(wanted))?;
        rows.iter().map(query::refusal).collect::<sqlx::Result<_>>().map_err(damaged)
    }

    pub fn fetched_by_others(
        &self,
        persons: &[PersonOid],
        own: &[OrganisationOid],
    ) -> Result<HashSet<PersonOid>, StoreError> {
        let rows = self.database.send(|| query::fetched_by_others(persons, own))?;
        let person = |row: &PgRow| Ok(PersonOid::from_number(row.try_get::<i64, _>(0)?.unsigned_abs()));
        rows.iter().map(person).collect::<sqlx::Result<_>>().map_err(damaged)
    }
}

/// A row of `looks`.
struct LookRow {
    person: i64,
    day: i32,
    looker: [u8; 16],
    kind: i32,
    count: [i64; 3],
}

impl LookRow {
    fn of(((day, person, looker, kind), count): &((Day, PersonOid, Looker, LookKind), Count)) -> LookRow {
        let (person, day, looker) = (as_stored(person.number()), day_of(*day), id_of(looker));
        LookRow { person, day, looker, kind: *kind as i32, count: counted(count) }
    }
}

/// A row of `refusals`.
struct RefusalRow<'a> {
    day: i32,
    looker: [u8; 16],
    route: &'a str,
    status: i32,
    person: i64,
    count: [i64; 3],
}

impl RefusalRow<'_> {
    fn of(((day, looker, refused), count): &((Day, Looker, super::Refused), Count)) -> RefusalRow<'_> {
        let (status, person) = (i32::from(refused.status), as_stored(person_number(refused.person)));
        let (day, looker) = (day_of(*day), id_of(looker));
        RefusalRow { day, looker, route: &refused.route, status, person, count: counted(count) }
    }
}

fn column<R, T>(rows: &[R], value: impl Fn(&R) -> T) -> Vec<T> {
    rows.iter().map(value).collect()
}

fn counted(count: &Count) -> [i64; 3] {
    [as_stored(count.times), count.first.millis(), count.last.millis()]
}

/// Numbers of persons have ten digits, and nothing is counted up to the limit.
fn as_stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn day_of(day: Day) -> i32 {
    i32::try_from(number(day)).unwrap_or(i32::MAX)
}

fn organisation(looker: &Looker) -> String {
    looker.organisation.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn client(looker: &Looker) -> String {
    looker.client.clone().unwrap_or_default()
}

/// The same on every node.
fn id_of(looker: &Looker) -> [u8; 16] {
    let said = [looker.subject.as_str(), &organisation(looker), &client(looker)].join("\0");
    *Uuid::new_v5(&Uuid::NAMESPACE_OID, said.as_bytes()).as_bytes()
}

fn damaged(error: sqlx::Error) -> StoreError {
    StoreError::Damaged(error.to_string())
}
