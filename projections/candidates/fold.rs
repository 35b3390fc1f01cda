//! What a batch changes of the keys by which people are found.

use domain::{Person, likeness};
use matching::Block;
use rusqlite::Connection;

use super::INDEX;
use crate::ReadError;
use crate::inverted_index::Entries;
use crate::people::fold::Change;
use crate::people::keys::PersonKey;

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
    let mut index = INDEX.changing(connection);
    for Change { key, found_by, .. } in changes {
        let Some((before, after)) = found_by else { continue };
        let before: Vec<_> = before.iter().flat_map(|before| &before.blocks).map(bytes).collect();
        let after: Vec<_> = after.blocks.iter().map(bytes).collect();
        index.change(*key, &before, &after)?;
    }
    INDEX.settle(connection)
}

/// Adds the keys of somebody to those of a new file.
pub(crate) fn add(entries: &mut Entries, key: PersonKey, person: &Person) {
    blocks(person).iter().for_each(|block| entries.add(&bytes(block), key));
}
