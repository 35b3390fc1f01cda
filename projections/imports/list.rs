//! The list of imports, by any of its columns, now and as it stood at the end of a day.

use events::{Day, Position};
use matching::normalise;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::query::{ImportRecord, summary};
use crate::ReadError;
use crate::days::query::last_event;
use crate::organisation_sets::query::{Scope, sets_met};

/// What the list is ordered by; the number decides between equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Import number.
    Number,
    /// When it came.
    Received,
    /// Subject that sent it.
    Sender,
    /// Name of the sending service; those without one come first.
    Service,
    /// Rows.
    Total,
    /// Rows whose person is identified.
    Successful,
    /// Rows that somebody must look at, refused ones too.
    Failures,
    /// Rows without a final answer, unresolved ones too.
    InProgress,
    /// Rows with a conflict.
    Conflicts,
}

impl Column {
    fn expression(self) -> &'static str {
        match self {
            Column::Number => "number",
            Column::Received => "received",
            Column::Sender => "sender",
            Column::Service => "coalesce(service, '')",
            Column::Total => "total",
            Column::Successful => "successful",
            Column::Failures => "failed + refused",
            Column::InProgress => "total - resolved - refused + in_progress",
            Column::Conflicts => "conflicts",
        }
    }

    /// Texts do not stand in a place: an import's never changes, so its number leads to it.
    fn is_text(self) -> bool {
        matches!(self, Column::Sender | Column::Service)
    }

    /// What an import has in this column, where it is a number.
    pub fn value(self, import: &ImportRecord) -> i64 {
        match self {
            Column::Number => import.number.0 as i64,
            Column::Received => import.received.millis(),
            Column::Sender | Column::Service => 0,
            Column::Total => import.total.into(),
            Column::Successful => import.successful.into(),
            Column::Failures => i64::from(import.failed) + i64::from(import.refused),
            Column::InProgress => {
                i64::from(import.total) - i64::from(import.resolved) - i64::from(import.refused)
                    + i64::from(import.in_progress)
            }
            Column::Conflicts => import.conflicts.into(),
        }
    }
}

/// A place in the list: what the import has in the column, when it is no text, and its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// See [`Column::value`].
    pub value: i64,
    /// Number.
    pub number: Position,
}

/// Which imports.
#[derive(Debug, Clone)]
pub struct Question {
    /// Whose.
    pub scope: Scope,
    /// As of the end of this day; `None` for now.
    pub as_of: Option<Day>,
    /// Exactly this one.
    pub number: Option<Position>,
    /// Part of the name of the sending service, folded like every search.
    pub service: Option<String>,
    /// The order.
    pub column: Column,
    /// The largest or newest first.
    pub descending: bool,
}

const COUNTS_NOW: &str = "resolved, refused, successful, in_progress, failed, conflicts, completed";
const COUNTS_THEN: &str = "coalesce(then_.resolved, 0) AS resolved, coalesce(then_.refused, 0) AS refused,
  coalesce(then_.successful, 0) AS successful, coalesce(then_.in_progress, 0) AS in_progress,
  coalesce(then_.failed, 0) AS failed, coalesce(then_.conflicts, 0) AS conflicts,
  CASE WHEN completed < ?2 THEN completed END AS completed";
const JOIN_THEN: &str = "LEFT JOIN imports_by_day AS then_ ON then_.import = number AND then_.day =
  (SELECT max(day) FROM imports_by_day AS days WHERE days.import = number AND days.day <= ?1)";

/// A page behind a place, or after so many, and how many there are in all.
pub fn page(
    connection: &Connection,
    question: &Question,
    after: Option<Place>,
    skip: u64,
    limit: u64,
) -> Result<(Vec<ImportRecord>, u64), ReadError> {
    let Some(parameters) = parameters(connection, question, after)? else { return Ok((Vec::new(), 0)) };
    let imports = imports(question);
    let total: u64 = connection
        .prepare_cached(&format!("SELECT count(*) FROM imports {}", filter(question)))?
        .query_row(params_from_iter(&parameters), |row| row.get(0))?;
    let (column, order) = (question.column.expression(), if question.descending { "DESC" } else { "ASC" });
    let behind = match (after, question.descending) {
        (None, _) => String::new(),
        (Some(_), true) => format!("WHERE ({column}, number) < ({}, ?7)", value(question.column)),
        (Some(_), false) => format!("WHERE ({column}, number) > ({}, ?7)", value(question.column)),
    };
    let mut find = connection.prepare_cached(&format!(
        "SELECT * FROM ({imports} {}) {behind} ORDER BY {column} {order}, number {order} LIMIT ?8 OFFSET ?9",
        filter(question)
    ))?;
    let bounds = [limit, skip].map(|bound| Value::Integer(i64::try_from(bound).unwrap_or(i64::MAX)));
    let mut rows = find.query(params_from_iter(parameters.iter().chain(&bounds)))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(summary(row)?);
    }
    Ok((found, total))
}

fn value(column: Column) -> String {
    match column.is_text() {
        true => format!("(SELECT {} FROM imports WHERE number = ?7)", column.expression()),
        false => "?6".to_owned(),
    }
}

fn imports(question: &Question) -> String {
    let (counts, join) = if question.as_of.is_some() { (COUNTS_THEN, JOIN_THEN) } else { (COUNTS_NOW, "") };
    let counts = if question.as_of.is_some() { counts.to_owned() } else { qualified(counts) };
    format!(
        "SELECT number, imports.id, key, interface, members, sender, service, request, received, total, {counts}, checked, created
         FROM imports JOIN organisation_sets ON organisation_sets.id = imports.organisations {join}"
    )
}

fn qualified(columns: &str) -> String {
    columns.split(", ").map(|column| format!("imports.{column}")).collect::<Vec<_>>().join(", ")
}

/// What narrows the list; every parameter is named in it, so that all may be given always.
fn filter(question: &Question) -> String {
    let sets = match question.scope {
        Scope::Everybody => "?3 IS NULL",
        Scope::Organisations(_) => "imports.organisations IN (SELECT value FROM json_each(?3))",
    };
    let services = match question.service {
        None => "?4 IS NULL",
        Some(_) => "service IN (SELECT value FROM json_each(?4))",
    };
    let number = if question.number.is_some() { "number = ?5" } else { "number <= ?5" };
    format!("WHERE {sets} AND {services} AND {number} AND coalesce(?1, ?2, ?6, ?7, 1) IS NOT NULL")
}

/// The parameters, or `None` when nothing can fit.
fn parameters(
    connection: &Connection,
    question: &Question,
    after: Option<Place>,
) -> Result<Option<Vec<Value>>, ReadError> {
    let json = |list: Vec<serde_json::Value>| Value::Text(serde_json::Value::Array(list).to_string());
    let newest = match question.as_of {
        Some(day) => last_event(connection, day)?.0 as i64,
        None => i64::MAX,
    };
    if question.number.is_some_and(|number| number.0 as i64 > newest) {
        return Ok(None);
    }
    let number = question.number.map_or(newest, |number| number.0 as i64);
    let sets = sets_met(connection, &question.scope)?.map(|sets| json(sets.into_iter().map(Into::into).collect()));
    let services = match &question.service {
        None => Value::Null,
        Some(part) => json(services(connection, part)?.into_iter().map(Into::into).collect()),
    };
    let day = question.as_of.map_or(Value::Null, |day| Value::Integer(day.number().into()));
    let end = question.as_of.map_or(Value::Null, |day| Value::Integer(day.ends_in_finland().millis()));
    let value = after.map_or(Value::Null, |after| Value::Integer(after.value));
    let at = after.map_or(Value::Null, |after| Value::Integer(after.number.0 as i64));
    Ok(Some(vec![day, end, sets.unwrap_or(Value::Null), services, Value::Integer(number), value, at]))
}

/// The names that contain a text. They are few: services, not imports.
fn services(connection: &Connection, part: &str) -> Result<Vec<String>, ReadError> {
    let mut all = connection.prepare_cached("SELECT DISTINCT service FROM imports WHERE service IS NOT NULL")?;
    let names: Vec<String> = all.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let part = normalise(part);
    Ok(names.into_iter().filter(|name| normalise(name).contains(&part)).collect())
}
