//! What may be asked of imports.

use events::codes::Interface;
use events::{ImportId, Instant, KeyId, OrganisationOid, Position, RequestId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use crate::ReadError;
use crate::organisation_sets::query::members;

/// An import and its counts. total = successful + failures + in progress, where failures are `failed + refused`, and
/// rows not yet resolved are in progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRecord {
    /// Its number.
    pub number: Position,
    /// Its id in the log.
    pub id: ImportId,
    /// The key of its raw rows, while they are kept.
    pub key: Option<KeyId>,
    /// The path it came by.
    pub interface: Option<Interface>,
    /// The sender's organisations.
    pub organisations: Vec<OrganisationOid>,
    /// Subject that sent it.
    pub sender: String,
    /// Name of the sending service.
    pub service: Option<String>,
    /// The request it came with.
    pub request: RequestId,
    /// When it came.
    pub received: Instant,
    /// Rows received.
    pub total: u32,
    /// Rows that led to a person.
    pub resolved: u32,
    /// Those of them by which their person was registered.
    pub created: u32,
    /// Rows refused after acceptance.
    pub refused: u32,
    /// Resolved rows whose person is identified.
    pub successful: u32,
    /// Resolved rows whose person awaits an answer.
    pub in_progress: u32,
    /// Resolved rows whose person somebody must look at.
    pub failed: u32,
    /// Rows with a conflict.
    pub conflicts: u32,
    /// Those of them that an official has checked.
    pub checked: u32,
    /// When every row was done.
    pub completed: Option<Instant>,
}

impl ImportRecord {
    /// The number by which programs know it: ONR's, where it was moved in from there.
    pub fn known_as(&self) -> i64 {
        self.id.known_as(self.number)
    }
}

const COLUMNS: &str = "SELECT number, imports.id, key, interface, members, sender, service, request, received, total,
  resolved, refused, successful, in_progress, failed, conflicts, completed, checked, created
  FROM imports JOIN organisation_sets ON organisation_sets.id = imports.organisations";

/// One import.
pub fn get(connection: &Connection, number: Position) -> Result<Option<ImportRecord>, ReadError> {
    let found = connection
        .prepare_cached(&format!("{COLUMNS} WHERE number = ?1"))?
        .query_row([number.0], |row| Ok(summary(row)))
        .optional()?;
    found.transpose()
}

/// Imports with rows still to be resolved, the oldest first.
pub fn unfinished(connection: &Connection) -> Result<Vec<ImportRecord>, ReadError> {
    list(connection, "WHERE completed IS NULL ORDER BY number", 0)
}

/// Completed imports whose raw rows have been kept since before `completed_before`.
pub fn expired(connection: &Connection, completed_before: Instant) -> Result<Vec<ImportRecord>, ReadError> {
    let filter = "WHERE completed IS NOT NULL AND expired = 0 AND completed <= ?1 ORDER BY completed LIMIT 100";
    list(connection, filter, completed_before.millis())
}

fn list(connection: &Connection, filter: &str, parameter: i64) -> Result<Vec<ImportRecord>, ReadError> {
    let mut find = connection.prepare_cached(&format!("{COLUMNS} {filter}"))?;
    let parameters = if filter.contains("?1") { params![parameter].to_vec() } else { Vec::new() };
    let mut rows = find.query(parameters.as_slice())?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(summary(row)?);
    }
    Ok(found)
}

pub(super) fn summary(row: &Row<'_>) -> Result<ImportRecord, ReadError> {
    let uuid = |bytes: Vec<u8>| Uuid::from_slice(&bytes).map_err(|_| ReadError::Damaged("imports"));
    let key: Option<Vec<u8>> = row.get(2)?;
    let organisations = members(row.get_ref(4)?.as_str().unwrap_or_default())?;
    let completed: Option<i64> = row.get(16)?;
    Ok(ImportRecord {
        number: Position(row.get(0)?),
        id: ImportId(uuid(row.get(1)?)?),
        key: key.map(uuid).transpose()?.map(KeyId),
        interface: Interface::from_number(row.get(3)?),
        organisations,
        sender: row.get(5)?,
        service: row.get(6)?,
        request: RequestId(uuid(row.get(7)?)?),
        received: Instant::from_millis(row.get(8)?),
        total: row.get(9)?,
        resolved: row.get(10)?,
        refused: row.get(11)?,
        successful: row.get(12)?,
        in_progress: row.get(13)?,
        failed: row.get(14)?,
        conflicts: row.get(15)?,
        checked: row.get(17)?,
        created: row.get(18)?,
        completed: completed.map(Instant::from_millis),
    })
}
