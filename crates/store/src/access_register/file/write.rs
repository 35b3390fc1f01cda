//! Writing looks and refusals.

use std::collections::HashMap;

use events::{Day, Instant, PersonOid};
use rusqlite::{Connection, Transaction, params};

use crate::access_register::lines::{number, person_number};
use crate::access_register::{Batch, Count, LookKind, Looker};

/// Adds counts to what is written already, in one transaction.
pub(super) fn counts(file: &mut Connection, batch: &Batch) -> rusqlite::Result<()> {
    let transaction = file.transaction()?;
    let mut lookers = Lookers { transaction: &transaction, known: HashMap::new() };
    let mut look = transaction.prepare_cached(
        "INSERT INTO looks (person, day, looker, kind, times, first, last) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO UPDATE SET times = times + ?5, first = min(first, ?6), last = max(last, ?7)",
    )?;
    for ((day, person, looker, kind), count) in &batch.looks {
        let Count { times, first, last } = count;
        let looker = lookers.number(looker)?;
        look.execute(params![
            person.number(),
            number(*day),
            looker,
            *kind as u32,
            times,
            first.millis(),
            last.millis()
        ])?;
    }
    let mut refusal = transaction.prepare_cached(
        "INSERT INTO refusals (day, looker, route, status, person, times, first, last)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT DO UPDATE SET times = times + ?6, first = min(first, ?7), last = max(last, ?8)",
    )?;
    for ((day, looker, refused), count) in &batch.refusals {
        let Count { times, first, last } = count;
        let looker = lookers.number(looker)?;
        refusal.execute(params![
            number(*day),
            looker,
            refused.route,
            refused.status,
            person_number(refused.person),
            times,
            first.millis(),
            last.millis()
        ])?;
    }
    drop((look, refusal));
    transaction.commit()
}

/// One look at a person under a protection order.
pub(super) fn protected(
    file: &mut Connection,
    looker: &Looker,
    kind: LookKind,
    people: &[PersonOid],
    at: Instant,
) -> rusqlite::Result<()> {
    let transaction = file.transaction()?;
    let looker = Lookers { transaction: &transaction, known: HashMap::new() }.number(looker)?;
    let (day, at) = (number(Day(at.day_in_finland())), at.millis());
    for person in people {
        let mut add = transaction.prepare_cached(
            "INSERT INTO protected_looks (person, at, day, looker, kind) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        add.execute(params![person.number(), at, day, looker, kind as u32])?;
    }
    transaction.commit()
}

/// What somebody is called from now on.
pub(super) fn called(file: &mut Connection, subject: &str, name: &str) -> rusqlite::Result<()> {
    let write = "INSERT INTO looker_names VALUES (?1, ?2) ON CONFLICT DO UPDATE SET name = ?2 WHERE name <> ?2";
    file.execute(write, params![subject, name]).map(drop)
}

pub(super) fn forget_before(file: &mut Connection, day: Day) -> rusqlite::Result<()> {
    let transaction = file.transaction()?;
    for table in ["looks", "protected_looks", "refusals"] {
        transaction.execute(&format!("DELETE FROM {table} WHERE day < ?1"), [number(day)])?;
    }
    // Whoever is not among the entries any more needs no name.
    transaction.execute(
        "DELETE FROM looker_names WHERE subject NOT IN (SELECT subject FROM lookers WHERE
           id IN (SELECT looker FROM looks) OR id IN (SELECT looker FROM protected_looks)
           OR id IN (SELECT looker FROM refusals))",
        [],
    )?;
    transaction.commit()
}

struct Lookers<'a> {
    transaction: &'a Transaction<'a>,
    known: HashMap<Looker, i64>,
}

impl Lookers<'_> {
    fn number(&mut self, looker: &Looker) -> rusqlite::Result<i64> {
        if let Some(number) = self.known.get(looker) {
            return Ok(*number);
        }
        let organisation = looker.organisation.as_ref().map(ToString::to_string).unwrap_or_default();
        let client = looker.client.as_deref().unwrap_or_default();
        let values = params![looker.subject, organisation, client];
        let add = "INSERT INTO lookers (subject, organisation, client) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        self.transaction.prepare_cached(add)?.execute(values)?;
        let find = "SELECT id FROM lookers WHERE subject = ?1 AND organisation = ?2 AND client = ?3";
        let number = self.transaction.prepare_cached(find)?.query_row(values, |row| row.get(0))?;
        self.known.insert(looker.clone(), number);
        Ok(number)
    }
}
