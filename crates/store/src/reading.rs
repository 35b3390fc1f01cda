//! Reading for a decision: everything at one position, and the condition that follows from what was read.

use std::collections::HashMap;

use events::{KindSet, OpenedEvent, Position};

use crate::StoreError;
use crate::sequencer::{Condition, Guard};
use crate::store::Store;
use crate::tag::TagKey;

/// The reads of one decision. Each read adds to the condition; nothing is read past the position at which it began.
pub struct Reading<'a> {
    store: &'a Store,
    condition: Condition,
    /// What [`Reading::events`] has read: a person's registration stands under the person's and the identifiers' tags.
    read: HashMap<Position, OpenedEvent>,
}

impl<'a> Reading<'a> {
    /// Begins at the store's present head.
    pub(crate) fn begin(store: &'a Store) -> Reading<'a> {
        let read_at = store.node().index.head();
        Reading { store, condition: Condition { read_at, guards: Vec::new() }, read: HashMap::new() }
    }

    /// The position at which everything is read.
    pub fn position(&self) -> Position {
        self.condition.read_at
    }

    /// Events with a tag, of these types, in order. A new one of them makes the decision void.
    pub fn events(&mut self, tag: impl Into<TagKey>, types: KindSet) -> Result<Vec<OpenedEvent>, StoreError> {
        let tag = tag.into();
        let found = self.store.node().index.find_all(&[tag], types, self.condition.read_at)?;
        let positions: Vec<Position> = found.iter().flatten().map(|posting| posting.position).collect();
        let new: Vec<Position> = positions.iter().copied().filter(|at| !self.read.contains_key(at)).collect();
        for event in self.store.open_events(self.store.node().log.at(&new)?)? {
            self.read.insert(event.position(), event);
        }
        self.condition.guards.push(Guard { tag, types });
        Ok(positions.iter().filter_map(|at| self.read.get(at).cloned()).collect())
    }

    /// As [`Reading::events`], but only so many, the newest.
    pub fn newest(
        &mut self,
        tag: impl Into<TagKey>,
        types: KindSet,
        most: usize,
    ) -> Result<Vec<OpenedEvent>, StoreError> {
        let tag = tag.into();
        self.condition.guards.push(Guard { tag, types });
        Ok(self.newest_of_all(&[tag], types, most)?.pop().unwrap_or_default())
    }

    /// Events of many tags, each list in order, **without** adding to the condition: whoever reads for many units at
    /// once gives each unit its own guards.
    pub fn events_of_all(&self, tags: &[TagKey], types: KindSet) -> Result<Vec<Vec<OpenedEvent>>, StoreError> {
        self.newest_of_all(tags, types, usize::MAX)
    }

    /// The same, but of each tag only so many events, the newest.
    pub fn newest_of_all(
        &self,
        tags: &[TagKey],
        types: KindSet,
        most: usize,
    ) -> Result<Vec<Vec<OpenedEvent>>, StoreError> {
        let mut found = self.store.node().index.find_all(tags, types, self.condition.read_at)?;
        found.iter_mut().for_each(|list| drop(list.drain(..list.len().saturating_sub(most))));
        let positions: Vec<Position> = found.iter().flatten().map(|posting| posting.position).collect();
        let mut opened = self.store.open_events(self.store.node().log.at(&positions)?)?.into_iter();
        Ok(found.iter().map(|list| opened.by_ref().take(list.len()).collect()).collect())
    }

    /// The condition under which what was decided may be appended.
    pub fn into_condition(self) -> Condition {
        self.condition
    }
}
