//! People whom somebody waits for: an official or a program has just put them right. They are asked about before all whom
//! imports have brought. It is a hint in memory: where it is lost, or was given on another node, they wait in turn.

use std::sync::{Mutex, MutexGuard, PoisonError};

use events::{PersonOid, Position, Tag};
use store::Unit;

/// So many are kept; on a node that carries nothing on, nobody takes them.
const MOST: usize = 10_000;

/// Who goes first, with the position of what was done about them.
#[derive(Default)]
pub(crate) struct First(Mutex<Vec<(Position, PersonOid)>>);

impl First {
    /// The people whom a unit is about.
    pub fn people(unit: &Unit) -> Vec<PersonOid> {
        let tags = unit.events.iter().flat_map(|event| &event.tags);
        let mut people: Vec<PersonOid> = tags.filter_map(Tag::person).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// Notes people about whom something was appended.
    pub fn note(&self, people: Vec<PersonOid>, at: Position) {
        let mut all = self.all();
        let room = MOST.saturating_sub(all.len());
        all.extend(people.into_iter().take(room).map(|oid| (at, oid)));
    }

    /// Takes those of whom the read models know by now.
    pub fn take(&self, read: Position) -> Vec<PersonOid> {
        self.all().extract_if(.., |(at, _)| *at <= read).map(|(_, oid)| oid).collect()
    }

    fn all(&self) -> MutexGuard<'_, Vec<(Position, PersonOid)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_taken_once_when_the_read_models_know_what_was_done() {
        let (first, people) = (First::default(), [1, 2, 3].map(|n| PersonOid::issue(1_000_000_000 + n)));
        first.note(vec![people[0], people[1]], Position(7));
        first.note(vec![people[2]], Position(9));
        assert!(first.take(Position(6)).is_empty());
        assert_eq!(first.take(Position(8)), people[..2]);
        assert_eq!(first.take(Position(9)), people[2..]);
        assert!(first.take(Position(9)).is_empty());
    }

    #[test]
    fn where_nobody_takes_them_no_more_than_so_many_are_kept() {
        let first = First::default();
        let many = (0..MOST as u64 + 5).map(|n| PersonOid::issue(1_000_000_000 + n)).collect();
        first.note(many, Position(1));
        first.note(vec![PersonOid::issue(2_000_000_000)], Position(2));
        assert_eq!(first.take(Position(2)).len(), MOST);
    }
}
