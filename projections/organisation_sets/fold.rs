//! Gives each set of organisations a number.

use std::collections::{BTreeSet, HashMap};

use events::OrganisationOid;
use rusqlite::Connection;

use crate::ReadError;

/// How many sets are kept in memory. There may be nearly as many as people: where somebody studied is a path of their
/// own.
const KEPT_IN_MEMORY: usize = 10_000;

/// Sets that have been met lately.
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
        if self.0.len() >= KEPT_IN_MEMORY {
            self.0.clear();
        }
        self.0.insert(set.clone(), id);
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(number: usize) -> BTreeSet<OrganisationOid> {
        BTreeSet::from([format!("1.2.246.562.10.9{number:010}").parse().unwrap()])
    }

    #[test]
    fn memory_is_bounded_however_many_sets_there_are_and_numbers_stay() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(include_str!("table.sql")).unwrap();
        let mut sets = OrganisationSets::default();
        let first = sets.number(&connection, &set(0)).unwrap();
        for number in 1..2 * KEPT_IN_MEMORY + 1 {
            assert_ne!(sets.number(&connection, &set(number)).unwrap(), first);
            assert!(sets.0.len() <= KEPT_IN_MEMORY);
        }
        assert_eq!(sets.number(&connection, &set(0)).unwrap(), first);
    }
}
