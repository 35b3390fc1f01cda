//! Where a journal or a vault may be, by the look of its address.

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
