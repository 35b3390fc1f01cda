//! Whose data is it: a hetu outranks every other identifier, names that the register has not confirmed decide nothing,
//! and nobody stands here twice as identified because their hetu changed.
//!
//! | module | what is tried |
//! |---|---|
//! | `hetus` | what a hetu decides, and what becomes of it when it changes |
//! | `names` | what names decide |
//! | `forms` | how identifiers are written |
//! | `verified` | what is kept of all this |
//! | `waiting` | rows that need the register's word while it does not answer |

use chrono::{Datelike, NaiveDate};
use events::codes::ConflictKind;
use events::{Hetu, OrganisationOid};
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row};
use oppijaloki_tests::server::Registry;
use projections::import_rows::query::{Which, page};
use serde_json::Value;
use vtj::stand_in::Change;

mod forms;
mod hetus;
mod names;
mod verified;
mod waiting;

fn school_oid() -> OrganisationOid {
    "1.2.246.562.10.90000000023".parse().unwrap()
}

fn university_oid() -> OrganisationOid {
    "1.2.246.562.10.90000000011".parse().unwrap()
}

fn hetu(born: NaiveDate, individual: u16) -> Hetu {
    Hetu::compose(born, if born.year() < 2000 { '-' } else { 'A' }, individual).unwrap()
}

/// Puts somebody into the register, and gives a row that says the same of them.
fn in_register(registry: &Registry, hetu: Hetu, first_names: &str, surname: &str) -> Row {
    let add = Change::Add {
        hetu,
        first_names: first_names.to_owned(),
        call_name: None,
        surname: surname.to_owned(),
        former_surnames: vec![],
        sex: None,
        language: None,
        nationalities: None,
        birth_date: None,
    };
    registry.register().change(add).unwrap();
    row_of(hetu, first_names, surname)
}

fn row_of(hetu: Hetu, first_names: &str, surname: &str) -> Row {
    let (hetu, birth_date) = (Some(hetu.as_str().to_owned()), Some(hetu.birth_date().to_string()));
    Row { hetu, birth_date, ..foreign_row(first_names, surname, "a") }
}

fn named(row: &Row, first_names: &str, surname: &str) -> Row {
    let mut row = row.clone();
    row.names = foreign_row(first_names, surname, "").names;
    row
}

fn with_email(row: &Row, email: &str) -> Row {
    Row { email: Some(email.to_owned()), ..row.clone() }
}

fn with_passport(row: &Row, passport: &str) -> Row {
    Row { passport: Some(passport.to_owned()), ..row.clone() }
}

/// How each row of an import was judged: kinds of conflict, and whether its sender was kept out.
async fn judged(registry: &Registry, import: u64) -> Vec<(Vec<ConflictKind>, bool)> {
    registry.app().caught_up().await;
    let ask = move |connection: &projections::Connection| {
        let rows = page(connection, events::Position(import), Which::All, None, 1_000)?;
        Ok(rows.into_iter().map(|row| (row.conflicts, row.withheld)).collect())
    };
    registry.app().ask(ask).await.unwrap()
}

/// An import whose rows are resolved: its number and its answer.
async fn import(client: &Client, rows: &[Row]) -> (u64, Vec<Value>) {
    let number = client.import(rows).await;
    client.resolved(number).await;
    (number, client.rows(number).await)
}

/// The number and nothing of the person.
fn is_number_only(row: &Value) -> bool {
    let learner = &row["henkilo"];
    learner["oid"].is_string() && learner["sukunimi"].is_null() && learner["hetu"].is_null()
}

fn counts(registry: &Registry) -> (usize, usize) {
    (registry.count("PersonRegistered"), registry.count("IdentifiedFromRegister"))
}
