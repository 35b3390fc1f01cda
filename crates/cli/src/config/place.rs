//! Where journal, vault and access register are, by the look of their addresses.

use store::VaultPlace;
use store::access_register::AccessPlace;

use super::Config;

impl Config {
    /// Where the vault is.
    pub fn vault_place(&self) -> VaultPlace {
        match self.vault.as_ref().unwrap_or(&self.journal) {
            address if is_postgres(address) => VaultPlace::Postgres(address.clone()),
            _ => VaultPlace::Folder,
        }
    }

    /// Where the access register is: with the journal where that is a database, else with a vault that nodes share.
    pub fn access_place(&self) -> AccessPlace {
        let shared = [Some(&self.journal), self.vault.as_ref().filter(|_| is_shared(&self.journal))];
        let database = shared.into_iter().flatten().find(|address| is_postgres(address));
        database.map_or(AccessPlace::Folder, |address| AccessPlace::Postgres(address.clone()))
    }
}

/// Is this the address of a PostgreSQL database?
pub fn is_postgres(place: &str) -> bool {
    scheme(place).is_some_and(|scheme| ["postgres", "postgresql"].contains(&scheme))
}

/// Is this the address of a KurrentDB server or cluster?
pub fn is_kurrentdb(place: &str) -> bool {
    let scheme = scheme(place).map(|scheme| scheme.trim_end_matches("+discover"));
    scheme.is_some_and(|scheme| ["esdb", "kurrentdb", "kurrent", "kdb"].contains(&scheme))
}

/// Can nodes share a journal there?
pub fn is_shared(place: &str) -> bool {
    is_postgres(place) || is_kurrentdb(place)
}

fn scheme(place: &str) -> Option<&str> {
    place.split_once("://").map(|(scheme, _)| scheme)
}
