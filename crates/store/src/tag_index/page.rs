//! Events with a tag, so many at a time, from either end of a part of the log: a tag may have any number of events.

use std::collections::VecDeque;
use std::sync::PoisonError;

use events::{KindSet, Position};

use super::{Posting, TagIndex, file};
use crate::StoreError;
use crate::tag::TagKey;

/// A part of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Events after this position.
    pub after: Position,
    /// Events up to this position.
    pub until: Position,
}

impl Span {
    /// From the first event up to a position.
    pub fn until(until: Position) -> Span {
        Span { after: Position::START, until }
    }

    fn is_empty(self) -> bool {
        self.until <= self.after
    }
}

/// From which end events are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// In the order in which they happened.
    OldestFirst,
    /// The last one first.
    NewestFirst,
}

/// Which events of a tag.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub types: KindSet,
    pub span: Span,
    pub order: Order,
    /// At most so many.
    pub limit: usize,
}

impl Wanted {
    pub fn takes(&self, posting: &Posting) -> bool {
        let within = self.span.after < posting.position && posting.position <= self.span.until;
        within && self.types.contains(posting.kind)
    }

    /// Those of one tag that are in memory.
    fn among(&self, postings: &VecDeque<Posting>) -> Vec<Posting> {
        let Span { after, until } = self.span;
        if self.span.is_empty() {
            return Vec::new();
        }
        let behind = |position| postings.partition_point(|posting| posting.position <= position);
        let part = postings.range(behind(after)..behind(until));
        let of_type = |posting: &&Posting| self.types.contains(posting.kind);
        match self.order {
            Order::OldestFirst => part.filter(of_type).take(self.limit).copied().collect(),
            Order::NewestFirst => part.rev().filter(of_type).take(self.limit).copied().collect(),
        }
    }

    /// Puts what was found in order, each once, and keeps as many as are wanted.
    fn arrange(&self, postings: &mut Vec<Posting>) {
        postings.sort_unstable();
        postings.dedup();
        if self.order == Order::NewestFirst {
            postings.reverse();
        }
        postings.truncate(self.limit);
    }
}

impl TagIndex {
    /// The first events of a part of the log, in this order, that carry any of these tags and are of these types: at most
    /// `limit`. What it costs does not depend on how many more there are.
    pub fn page(
        &self,
        tags: &[TagKey],
        types: KindSet,
        span: Span,
        order: Order,
        limit: usize,
    ) -> Result<Vec<Posting>, StoreError> {
        let wanted = Wanted { types, span, order, limit };
        let (newer, floor): (Vec<Vec<Posting>>, Position) = {
            let recent = self.0.recent.read().unwrap_or_else(PoisonError::into_inner);
            let of_tag = |tag| recent.postings.get(tag).map(|postings| wanted.among(postings)).unwrap_or_default();
            (tags.iter().map(of_tag).collect(), recent.floor)
        };
        // Up to there only the file knows, unless memory had enough already.
        let older = Wanted { span: Span { until: span.until.min(floor), ..span }, ..wanted };
        let enough = |newer: &Vec<Posting>| order == Order::NewestFirst && newer.len() >= limit;
        let asks = |(tag, newer): &(&TagKey, &Vec<Posting>)| !enough(newer) && self.0.known_tags.may_have(tag);
        let asked: Vec<TagKey> = tags.iter().zip(&newer).filter(asks).map(|(tag, _)| *tag).collect();
        let mut found = newer.concat();
        if !asked.is_empty() && !older.span.is_empty() {
            self.0.readers.with(|connection| file::page(connection, &asked, older, &mut found))?;
        }
        wanted.arrange(&mut found);
        Ok(found)
    }
}
