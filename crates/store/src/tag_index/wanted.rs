//! Filters the events of a tag by type and position.

use std::collections::VecDeque;

use events::{KindSet, Position};

use super::Posting;

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

    pub(super) fn is_empty(self) -> bool {
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
    pub fn among(&self, postings: &VecDeque<Posting>) -> Vec<Posting> {
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
    pub fn arrange(&self, postings: &mut Vec<Posting>) {
        postings.sort_unstable();
        postings.dedup();
        if self.order == Order::NewestFirst {
            postings.reverse();
        }
        postings.truncate(self.limit);
    }
}
