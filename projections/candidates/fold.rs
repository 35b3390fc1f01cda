//! What a batch changes of the keys by which people are found.

use domain::{Person, likeness};
use rusqlite::Connection;

use super::runs;
use crate::ReadError;
use crate::people::fold::Change;
use crate::people::keys::PersonKey;

/// A key and who has it.
pub(super) type Pair = (matching::Block, PersonKey);

/// So many pairs are sorted in memory at once.
const SORTED_AT_ONCE: usize = 1_000_000;

/// The keys of a person, in order.
pub(crate) fn blocks(person: &Person) -> Vec<matching::Block> {
    let mut blocks = likeness(person).map(|likeness| matching::blocks(&likeness)).unwrap_or_default();
    blocks.sort_unstable();
    blocks
}

/// Writes what changed.
pub(crate) fn write(connection: &Connection, changes: &[Change]) -> Result<(), ReadError> {
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    for Change { key, blocks: change, .. } in changes {
        let Some((before, after)) = change else { continue };
        removed.extend(before.iter().filter(|block| !after.contains(block)).map(|block| (*block, *key)));
        added.extend(after.iter().filter(|block| !before.contains(block)).map(|block| (*block, *key)));
    }
    if removed.is_empty() && added.is_empty() { Ok(()) } else { runs::write(connection, &removed, &added) }
}

/// The keys of everybody, for a new file: they are sorted before they are written.
#[derive(Default)]
pub(crate) struct Everybody(Vec<Pair>);

impl Everybody {
    /// Adds the keys of one person.
    pub fn add(&mut self, connection: &Connection, key: PersonKey, person: &Person) -> Result<(), ReadError> {
        self.0.extend(blocks(person).into_iter().map(|block| (block, key)));
        if self.0.len() >= SORTED_AT_ONCE { runs::write_large(connection, &mut self.0) } else { Ok(()) }
    }

    /// Writes what is left.
    pub fn finish(mut self, connection: &Connection) -> Result<(), ReadError> {
        runs::write_large(connection, &mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_in_one_run_each_however_many_there_are() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(include_str!("table.sql")).unwrap();
        let block = |n: i64| (n.wrapping_mul(2_654_435_761) >> 8) as i32;
        let pairs: Vec<Pair> = (0..10_000).map(|n| (block(n), n)).collect();
        for part in pairs.chunks(50) {
            runs::write(&connection, &[], part).unwrap();
        }
        let count = || connection.query_row("SELECT count(*) FROM candidate_blocks", [], |row| row.get::<_, usize>(0));
        assert_eq!(count().unwrap(), pairs.len());
        let numbers = runs::all(&connection).unwrap();
        assert!(numbers.contains(&1) && numbers.len() < 20, "{numbers:?}");
        let removed: Vec<Pair> = pairs.iter().step_by(100).copied().collect();
        runs::write(&connection, &removed, &[]).unwrap();
        assert_eq!(count().unwrap(), pairs.len() - removed.len());
    }
}
