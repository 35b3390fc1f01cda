//! What a batch changes of the keys by which people are found.

use domain::{Person, likeness};
use matching::Block;
use rusqlite::Connection;

use super::INDEX;
use crate::ReadError;
use crate::inverted_index::Entries;
use crate::people::fold::Change;
use crate::people::keys::PersonKey;

/// So many keys are sorted in memory at once.
const SORTED_AT_ONCE: usize = 4_000_000;

/// The keys of a person.
pub(crate) fn blocks(person: &Person) -> Vec<Block> {
    likeness(person).map(|likeness| matching::blocks(&likeness)).unwrap_or_default()
}

/// A key as the index has it.
pub(crate) fn bytes(block: &Block) -> [u8; 4] {
    block.to_be_bytes()
}

/// Writes what changed.
pub(crate) fn write(connection: &Connection, changes: &[Change]) -> Result<(), ReadError> {
    for Change { key, found_by, .. } in changes {
        let Some((before, after)) = found_by else { continue };
        let before: Vec<_> = before.iter().flat_map(|before| &before.blocks).map(bytes).collect();
        let after: Vec<_> = after.blocks.iter().map(bytes).collect();
        INDEX.change(connection, *key, &before, &after)?;
    }
    INDEX.settle(connection)
}

/// The keys of everybody, for a new file.
#[derive(Default)]
pub(crate) struct Everybody(Entries);

impl Everybody {
    /// Adds the keys of one person.
    pub fn add(&mut self, connection: &Connection, key: PersonKey, person: &Person) -> Result<(), ReadError> {
        blocks(person).iter().for_each(|block| self.0.add(&bytes(block), key));
        if self.0.len() < SORTED_AT_ONCE { Ok(()) } else { INDEX.write_all(connection, &mut self.0) }
    }

    /// Writes what is left.
    pub fn finish(mut self, connection: &Connection) -> Result<(), ReadError> {
        INDEX.write_all(connection, &mut self.0)
    }
}
