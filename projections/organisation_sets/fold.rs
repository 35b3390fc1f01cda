//! Numbers for sets.

use std::collections::{BTreeSet, HashMap};

use events::OrganisationOid;
use rusqlite::Connection;

use crate::ReadError;

/// The sets that have been met so far.
#[derive(Default)]
pub(crate) struct OrganisationSets(HashMap<BTreeSet<OrganisationOid>, i64>);

impl OrganisationSets {
    /// The number of a set; a new set gets a new one.
    pub fn number(&mut self, connection: &Connection, set: &BTreeSet<OrganisationOid>) -> Result<i64, ReadError> {
        if let Some(id) = self.0.get(set) {
            return Ok(*id);
        }
        let members = serde_json::to_string(set).map_err(|_| ReadError::Damaged("organisations"))?;
        connection.execute("INSERT INTO organisation_sets (members) VALUES (?1) ON CONFLICT DO NOTHING", [&members])?;
        let id = connection
            .query_row("SELECT id FROM organisation_sets WHERE members = ?1", [&members], |row| row.get(0))?;
        self.0.insert(set.clone(), id);
        Ok(id)
    }
}
