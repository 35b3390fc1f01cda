//! What a batch changes of the keys by which people are found.

use std::sync::mpsc::Receiver;

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
    let mut index = INDEX.changing(connection);
    for Change { key, found_by, .. } in changes {
        let Some((before, after)) = found_by else { continue };
        let before: Vec<_> = before.iter().flat_map(|before| &before.blocks).map(bytes).collect();
        let after: Vec<_> = after.blocks.iter().map(bytes).collect();
        index.change(*key, &before, &after)?;
    }
    INDEX.settle(connection)
}

/// Makes and sorts the keys of everybody, for a new file, on a thread of its own; `send` takes many at a time, in order.
pub(crate) fn sort_everybody(people: Receiver<Vec<(PersonKey, Person)>>, send: impl Fn(Entries)) {
    let mut entries = Entries::default();
    for (key, person) in people.into_iter().flatten() {
        blocks(&person).iter().for_each(|block| entries.add(&bytes(block), key));
        if entries.len() >= SORTED_AT_ONCE {
            send(std::mem::take(&mut entries).in_order());
        }
    }
    send(entries.in_order());
}

/// Writes keys that are in order.
pub(crate) fn write_sorted(connection: &Connection, mut entries: Entries) -> Result<(), ReadError> {
    INDEX.write_all(connection, &mut entries)
}
