//! Checks the hash chain of events that are read in order. It costs one hash for each event.

use events::{Chain, Head, Position};

use crate::StoreError;
use crate::journal::Stored;

/// The place at which the next event must stand, and what it must follow from.
pub(crate) struct Links {
    next: Position,
    /// `None` when the first event is taken on trust.
    chain: Option<Chain>,
}

/// Where two events do not join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BrokenLink {
    /// This event is not there, and a later one is.
    Missing(Position),
    /// This event does not follow from the one before it.
    Altered(Position),
}

impl Links {
    /// From the first event on.
    pub fn from_the_start() -> Links {
        Links::behind(Head::START)
    }

    /// Behind an event that is known.
    pub fn behind(head: Head) -> Links {
        Links { next: head.position.next(), chain: Some(head.chain) }
    }

    /// From this event on, which itself is taken on trust.
    pub fn trusting(first: Position) -> Links {
        Links { next: first, chain: None }
    }

    /// Looks at the next event.
    pub fn follow(&mut self, event: &Stored) -> Result<(), BrokenLink> {
        if event.position > self.next {
            return Err(BrokenLink::Missing(self.next));
        }
        let before = Position(self.next.0.saturating_sub(1));
        let chain = self.chain.map_or(event.chain, |chain| Head { position: before, chain }.after(&event.bytes).chain);
        if (event.position, event.chain) != (self.next, chain) {
            return Err(BrokenLink::Altered(self.next));
        }
        (self.next, self.chain) = (self.next.next(), Some(event.chain));
        Ok(())
    }
}

impl BrokenLink {
    /// Of the journal itself, or of a node's copy of it.
    pub fn of(self, copy: bool) -> StoreError {
        let (position, missing) = match self {
            BrokenLink::Missing(position) => (position, true),
            BrokenLink::Altered(position) => (position, false),
        };
        match (copy, missing) {
            (false, true) => StoreError::EventMissing(position),
            (false, false) => StoreError::EventAltered(position),
            (true, _) => StoreError::CopyBroken(position),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(texts: &[&str]) -> Vec<Stored> {
        let mut head = Head::START;
        let stored = |text: &&str| {
            head = head.after(text.as_bytes());
            Stored { position: head.position, chain: head.chain, bytes: text.as_bytes().into() }
        };
        texts.iter().map(stored).collect()
    }

    fn first_fault(links: Links, events: &[Stored]) -> Option<BrokenLink> {
        let mut links = links;
        events.iter().find_map(|event| links.follow(event).err())
    }

    #[test]
    fn what_was_appended_holds_together_from_wherever_it_is_read() {
        let all = events(&["one", "two", "three"]);
        assert_eq!(first_fault(Links::from_the_start(), &all), None);
        assert_eq!(first_fault(Links::trusting(Position(2)), &all[1..]), None);
        let known = Head { position: Position(1), chain: all[0].chain };
        assert_eq!(first_fault(Links::behind(known), &all[1..]), None);
    }

    #[test]
    fn a_hole_an_altered_event_and_a_repeated_one_are_told_apart() {
        let mut all = events(&["one", "two", "three", "four"]);
        let hole = [all[0].clone(), all[2].clone(), all[3].clone()];
        assert_eq!(first_fault(Links::from_the_start(), &hole), Some(BrokenLink::Missing(Position(2))));
        assert_eq!(first_fault(Links::trusting(Position(2)), &all[2..]), Some(BrokenLink::Missing(Position(2))));
        let twice = [all[0].clone(), all[0].clone()];
        assert_eq!(first_fault(Links::from_the_start(), &twice), Some(BrokenLink::Altered(Position(2))));
        all[2].bytes = all[1].bytes.clone();
        assert_eq!(first_fault(Links::from_the_start(), &all), Some(BrokenLink::Altered(Position(3))));
        let another = Head { position: Position(1), chain: all[3].chain };
        assert_eq!(first_fault(Links::behind(another), &all[1..2]), Some(BrokenLink::Altered(Position(2))));
    }
}
