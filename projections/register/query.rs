//! What may be asked of the register's state.

use events::codes::Outage;
use events::{Instant, Position};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::ReadError;

/// Whether the register answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RegisterState {
    /// The event since which it does not; absent while it does.
    pub unavailable: Option<Position>,
    /// The event by which it last came back; 0 when it never failed.
    pub available: Position,
    /// How it fails.
    pub outage: Option<Outage>,
    /// Since when.
    pub since: Option<Instant>,
}

/// Times when it did not answer, each from its beginning to its end, as far as they reach beyond a moment; what lasts has
/// no end.
pub fn outages_since(connection: &Connection, moment: Instant) -> Result<Vec<(Instant, Option<Instant>)>, ReadError> {
    let mut find = connection
        .prepare_cached("SELECT began, ended FROM register_outages WHERE ended IS NULL OR ended > ?1 ORDER BY began")?;
    let outage = |row: &Row<'_>| {
        let ended: Option<i64> = row.get(1)?;
        Ok((Instant::from_millis(row.get(0)?), ended.map(Instant::from_millis)))
    };
    Ok(find.query_map([moment.millis()], outage)?.collect::<Result<_, _>>()?)
}

/// The present state.
pub fn state(connection: &Connection) -> Result<RegisterState, ReadError> {
    let found = connection
        .prepare_cached("SELECT unavailable, available, outage, since FROM register_state")?
        .query_row([], |row| {
            let (unavailable, outage, since): (Option<u64>, Option<u32>, Option<i64>) =
                (row.get(0)?, row.get(2)?, row.get(3)?);
            Ok(RegisterState {
                unavailable: unavailable.map(Position),
                available: Position(row.get(1)?),
                outage: outage.and_then(Outage::from_number),
                since: since.map(Instant::from_millis),
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}
