//! What may be asked of the sets.

use std::collections::HashSet;

use events::OrganisationOid;
use rusqlite::Connection;

use crate::ReadError;

/// Whom a question is about.
#[derive(Debug, Clone)]
pub enum Scope {
    /// Everybody.
    Everybody,
    /// People and imports of any of these organisations.
    Organisations(HashSet<OrganisationOid>),
}

impl Scope {
    /// Does it reach somebody who belongs to these organisations?
    pub fn meets<'a>(&self, organisations: impl IntoIterator<Item = &'a OrganisationOid>) -> bool {
        match self {
            Scope::Everybody => true,
            Scope::Organisations(own) => organisations.into_iter().any(|organisation| own.contains(organisation)),
        }
    }
}

/// The sets that a scope meets; `None` for everybody.
pub(crate) fn sets_met(connection: &Connection, scope: &Scope) -> Result<Option<HashSet<i64>>, ReadError> {
    let Scope::Organisations(_) = scope else { return Ok(None) };
    let mut all = connection.prepare_cached("SELECT id, members FROM organisation_sets")?;
    let mut rows = all.query([])?;
    let mut met = HashSet::new();
    while let Some(row) = rows.next()? {
        if scope.meets(&members(row.get_ref(1)?.as_str().unwrap_or_default())?) {
            met.insert(row.get(0)?);
        }
    }
    Ok(Some(met))
}

/// All sets in the order of what their organisations are sorted by, the first of a set first.
pub fn sets_sorted_by<K: Ord>(
    connection: &Connection,
    by: impl Fn(&OrganisationOid) -> K,
) -> Result<Vec<i64>, ReadError> {
    let mut all = connection.prepare_cached("SELECT id, members FROM organisation_sets")?;
    let mut rows = all.query([])?;
    let mut sets = Vec::new();
    while let Some(row) = rows.next()? {
        let mut keys: Vec<K> = members(row.get_ref(1)?.as_str().unwrap_or_default())?.iter().map(&by).collect();
        keys.sort();
        sets.push((keys, row.get(0)?));
    }
    sets.sort();
    Ok(sets.into_iter().map(|(_, set)| set).collect())
}

/// Takes a stored set apart.
pub(crate) fn members(stored: &str) -> Result<Vec<OrganisationOid>, ReadError> {
    serde_json::from_str(stored).map_err(|_| ReadError::Damaged("organisation_sets"))
}
