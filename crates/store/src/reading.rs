//! Reading for a decision: everything at one position, and the condition that follows from what was read.

use std::collections::HashMap;
use std::sync::Arc;

use aws_lc_rs::digest;
use events::{CommandId, KindSet, OpenedEvent, Position, Recorded};

use crate::StoreError;
use crate::node::Node;
use crate::sequencer::{Condition, Guard};
use crate::tag::TagKey;
use crate::tag_index::{CarriedOut, Order, Posting, Span};
use crate::vault::Vault;

/// So many events are opened at once where any number of them is read one after the other.
const PART: usize = 500;

/// The reads of one decision. Each read adds to the condition, unless it says otherwise; nothing is read past the position
/// at which it began.
pub struct Reading<'a> {
    node: &'a Node,
    vault: &'a Vault,
    condition: Condition,
    /// What [`Reading::events`] has read: a person's registration stands under the person's and the identifiers' tags.
    read: HashMap<Position, OpenedEvent>,
}

impl<'a> Reading<'a> {
    /// Begins at the node's present head.
    pub(crate) fn begin(node: &'a Node, vault: &'a Vault) -> Reading<'a> {
        let read_at = node.index.head();
        Reading { node, vault, condition: Condition { read_at, guards: Vec::new() }, read: HashMap::new() }
    }

    /// The position at which everything is read.
    pub fn position(&self) -> Position {
        self.condition.read_at
    }

    /// Events with a tag, of these types, in order. A new one of them makes the decision void.
    pub fn events(&mut self, tag: impl Into<TagKey>, types: KindSet) -> Result<Vec<OpenedEvent>, StoreError> {
        let tag = tag.into();
        let found = self.node.index.find_all(&[tag], types, self.condition.read_at)?;
        let positions: Vec<Position> = found.iter().flatten().map(|posting| posting.position).collect();
        let new: Vec<Position> = positions.iter().copied().filter(|at| !self.read.contains_key(at)).collect();
        for event in self.vault.open_events(self.node.log.at(&new)?)? {
            self.read.insert(event.position(), event);
        }
        self.condition.guards.push(Guard { tag, types });
        Ok(positions.iter().filter_map(|at| self.read.get(at).cloned()).collect())
    }

    /// As [`Reading::events`], but as they are stored: nothing personal is opened, and **nothing is added** to the condition.
    pub fn recorded(&self, tag: impl Into<TagKey>, types: KindSet) -> Result<Vec<Arc<Recorded>>, StoreError> {
        let found = self.node.index.find_all(&[tag.into()], types, self.condition.read_at)?;
        let positions: Vec<Position> = found.iter().flatten().map(|posting| posting.position).collect();
        self.node.log.at(&positions)
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

    /// Events of many tags, each list in order, **without** adding to the condition: anyone who reads for many units at
    /// once gives each unit its own guards.
    pub fn events_of_all(&self, tags: &[TagKey], types: KindSet) -> Result<Vec<Vec<OpenedEvent>>, StoreError> {
        let mut events: Vec<Vec<OpenedEvent>> = tags.iter().map(|_| Vec::new()).collect();
        self.each_of_all(tags, types, |n, event| events[n].push(event))?;
        Ok(events)
    }

    /// The same, but of each tag only so many events, the newest.
    pub fn newest_of_all(
        &self,
        tags: &[TagKey],
        types: KindSet,
        most: usize,
    ) -> Result<Vec<Vec<OpenedEvent>>, StoreError> {
        let whole = Span::until(self.condition.read_at);
        let newest = |tag: &TagKey| self.page(&[*tag], types, whole, Order::NewestFirst, most);
        let mut found = tags.iter().map(newest).collect::<Result<Vec<_>, _>>()?;
        found.iter_mut().for_each(|events| events.reverse());
        Ok(found)
    }

    /// As [`Reading::events_of_all`], but hands the events over one by one, each with the number of its tag: first all of
    /// the first tag, in order, and so on. Only some of them are in memory at the same time.
    pub fn each_of_all(
        &self,
        tags: &[TagKey],
        types: KindSet,
        mut take: impl FnMut(usize, OpenedEvent),
    ) -> Result<(), StoreError> {
        let found = self.node.index.find_all(tags, types, self.condition.read_at)?;
        let of_tag = |(n, postings): (usize, Vec<_>)| postings.into_iter().map(move |posting: Posting| (n, posting));
        let positions: Vec<(usize, Posting)> = found.into_iter().enumerate().flat_map(of_tag).collect();
        for part in positions.chunks(PART) {
            let at: Vec<Position> = part.iter().map(|(_, posting)| posting.position).collect();
            let opened = self.vault.open_events(self.node.log.at(&at)?)?;
            part.iter().zip(opened).for_each(|((n, _), event)| take(*n, event));
        }
        Ok(())
    }

    /// Hands over the events that carry any of these tags and are of these types, in order, **without** adding to the
    /// condition. Only some of them are in memory at the same time, however many there are.
    pub fn each(&self, tags: &[TagKey], types: KindSet, mut take: impl FnMut(OpenedEvent)) -> Result<(), StoreError> {
        let mut span = Span::until(self.condition.read_at);
        loop {
            let part = self.page(tags, types, span, Order::OldestFirst, PART)?;
            let full = part.len() == PART;
            span.after = part.last().map_or(span.until, OpenedEvent::position);
            part.into_iter().for_each(&mut take);
            if !full {
                return Ok(());
            }
        }
    }

    /// The first events of a part of the log, in this order, that carry any of these tags and are of these types: at most
    /// `limit`, **without** adding to the condition.
    pub fn page(
        &self,
        tags: &[TagKey],
        types: KindSet,
        span: Span,
        order: Order,
        limit: usize,
    ) -> Result<Vec<OpenedEvent>, StoreError> {
        let span = Span { until: span.until.min(self.condition.read_at), ..span };
        let found = self.node.index.page(tags, types, span, order, limit)?;
        let positions: Vec<Position> = found.iter().map(|posting| posting.position).collect();
        self.vault.open_events(self.node.log.at(&positions)?)
    }

    /// Is there an event with this tag, of these types, after a position? Told from memory, and so perhaps `true` where
    /// there is none. Adds nothing to the condition.
    pub fn may_have_after(&self, tag: impl Into<TagKey>, types: KindSet, after: Position) -> bool {
        self.node.index.any_after(tag.into(), types, after).unwrap_or(true)
    }

    /// What each command has appended; nothing where it was not carried out by this position. What a command appended
    /// never changes, and carrying it out once more appends nothing: so nothing is added to the condition.
    pub fn of_commands(&self, commands: &[CommandId]) -> Result<Vec<Vec<OpenedEvent>>, StoreError> {
        let (index, read_at) = (&self.node.index, self.condition.read_at);
        let done = |command: &CommandId| Ok(index.carried_out(*command)?.filter(|done| done.first <= read_at));
        let done: Vec<Option<CarriedOut>> = commands.iter().map(done).collect::<Result<_, StoreError>>()?;
        let of_one = |done: &CarriedOut| (done.first.0..done.first.0 + u64::from(done.events)).map(Position);
        let positions: Vec<Position> = done.iter().flatten().flat_map(of_one).collect();
        let mut opened = self.vault.open_events(self.node.log.at(&positions)?)?.into_iter();
        let events = |done: &Option<CarriedOut>| {
            let count = done.map_or(0, |done| done.events as usize);
            opened.by_ref().take(count).collect()
        };
        Ok(done.iter().map(events).collect())
    }

    /// A hash of what the condition guards (tag, types, position of the last event), and of `more`. It changes whenever
    /// the condition would be lost.
    pub fn fingerprint(&self, more: &[u8]) -> Result<[u8; 16], StoreError> {
        let mut guards: Vec<(TagKey, KindSet)> = self.condition.guards.iter().map(|one| (one.tag, one.types)).collect();
        guards.sort_unstable();
        guards.dedup();
        let mut hash = digest::Context::new(&digest::SHA256);
        for (tag, types) in guards {
            let whole = Span::until(self.condition.read_at);
            let last = self.node.index.page(&[tag], types, whole, Order::NewestFirst, 1)?;
            hash.update(tag.as_ref());
            types.numbers().for_each(|number| hash.update(&[number]));
            hash.update(&last.first().map_or(0, |posting| posting.position.0).to_be_bytes());
        }
        hash.update(more);
        let mut first = [0; 16];
        first.copy_from_slice(&hash.finish().as_ref()[..16]);
        Ok(first)
    }

    /// Adds a guard for what was found to be missing: a tag that only what is decided brings into use.
    pub fn guard(&mut self, tag: impl Into<TagKey>, types: KindSet) {
        self.condition.guards.push(Guard { tag: tag.into(), types });
    }

    /// The condition under which what was decided may be appended.
    pub fn into_condition(self) -> Condition {
        self.condition
    }
}
