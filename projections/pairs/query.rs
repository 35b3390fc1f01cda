//! What may be asked of the groups that are proposed.

use events::PersonOid;
use rusqlite::{Connection, params};

use super::Pair;
use crate::ReadError;

/// Records that are connected by pairs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its place in the queue.
    pub place: Place,
    /// Its pairs, the likeliest first.
    pub pairs: Vec<Pair>,
}

/// Where an item stands: the likeliest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Points of its likeliest pair.
    pub points: i16,
    /// The smallest OID of its records, which is its name.
    pub item: PersonOid,
}

/// The pairs of an item that are read; more say nothing new.
const PAIRS: usize = 200;

/// Items behind a place, in their order.
pub fn items(connection: &Connection, after: Option<Place>, limit: usize) -> Result<Vec<Item>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT points, item FROM items WHERE points <= ?1 AND (points < ?1 OR item > ?2)
         ORDER BY points DESC, item LIMIT ?3",
    )?;
    let (points, item) = after.map_or((i16::MAX, 0), |place| (place.points, place.item.number() as i64));
    let places = find.query_map(params![points, item, limit], |row| {
        Ok(Place { points: row.get(0)?, item: PersonOid::from_number(row.get(1)?) })
    })?;
    places.collect::<Result<Vec<_>, _>>()?.into_iter().map(|place| item_at(connection, place)).collect()
}

/// The item of a name.
pub fn item(connection: &Connection, name: PersonOid) -> Result<Option<Item>, ReadError> {
    let mut find = connection.prepare_cached("SELECT points FROM items WHERE item = ?1")?;
    let mut rows = find.query([name.number()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    item_at(connection, Place { points: row.get(0)?, item: name }).map(Some)
}

fn item_at(connection: &Connection, place: Place) -> Result<Item, ReadError> {
    let mut find = connection
        .prepare_cached("SELECT a, b, points FROM pairs WHERE item = ?1 ORDER BY points DESC, a, b LIMIT ?2")?;
    let pairs = find.query_map(params![place.item.number(), PAIRS], |row| {
        let [a, b] = [row.get(0)?, row.get(1)?].map(PersonOid::from_number);
        Ok(Pair { a, b, points: row.get(2)? })
    })?;
    Ok(Item { place, pairs: pairs.collect::<Result<_, _>>()? })
}

/// How many items there are.
pub fn count(connection: &Connection) -> Result<u64, ReadError> {
    Ok(connection.query_row("SELECT count(*) FROM items", [], |row| row.get(0))?)
}

/// Every pair, by OIDs.
pub fn all(connection: &Connection) -> Result<Vec<Pair>, ReadError> {
    let mut find = connection.prepare("SELECT a, b, points FROM pairs ORDER BY a, b")?;
    let pairs = find.query_map([], |row| {
        let [a, b] = [row.get(0)?, row.get(1)?].map(PersonOid::from_number);
        Ok(Pair { a, b, points: row.get(2)? })
    })?;
    Ok(pairs.collect::<Result<_, _>>()?)
}
