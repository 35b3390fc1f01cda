//! People whose identification fails for a reason of their own, such as a key that is lost: each is tried again with
//! growing delay, and keeps nobody else waiting. A restart tries them at once: nothing rests on this memory.

use std::collections::HashMap;

use events::{Instant, PersonOid};
use projections::people::query::Waiting;

/// First and longest delay between tries, in seconds: an operator must act, and nobody waits for seconds.
const DELAYS: std::ops::RangeInclusive<i64> = 60..=6 * 60 * 60;

/// See the module.
#[derive(Default)]
pub(super) struct HeldBack(HashMap<PersonOid, Held>);

struct Held {
    waiting: Waiting,
    failures: u32,
    /// Absent while a try is under way.
    next_try: Option<Instant>,
}

impl HeldBack {
    /// A try failed; gives when the next one is.
    pub fn hold(&mut self, waiting: Waiting, now: Instant) -> Instant {
        let held = self.0.entry(waiting.oid).or_insert(Held { waiting, failures: 0, next_try: None });
        let delay = (DELAYS.start() << held.failures.min(20)).min(*DELAYS.end());
        held.failures = held.failures.saturating_add(1);
        *held.next_try.insert(now.plus_seconds(delay))
    }

    /// A try succeeded, or none is needed any more.
    pub fn release(&mut self, oid: PersonOid) {
        self.0.remove(&oid);
    }

    /// Those who are to be tried by now.
    pub fn due(&mut self, now: Instant) -> Vec<Waiting> {
        let due = self.0.values_mut().filter(|held| held.next_try.is_some_and(|next_try| next_try <= now));
        due.map(|held| {
            held.next_try = None;
            held.waiting
        })
        .collect()
    }

    /// When somebody is to be tried next.
    pub fn next_try(&self) -> Option<Instant> {
        self.0.values().filter_map(|held| held.next_try).min()
    }
}

#[cfg(test)]
mod tests {
    use events::Position;

    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_millis(1_790_000_000_000).plus_seconds(seconds)
    }

    fn somebody() -> Waiting {
        Waiting { oid: PersonOid::issue(1_000_000_001), since: Position(5) }
    }

    #[test]
    fn whoever_fails_is_tried_again_later_and_later() {
        let mut held_back = HeldBack::default();
        assert_eq!(held_back.hold(somebody(), at(0)), at(60));
        assert_eq!((held_back.next_try(), held_back.due(at(59))), (Some(at(60)), vec![]));
        assert_eq!(held_back.due(at(60)), [somebody()]);
        assert_eq!((held_back.next_try(), held_back.due(at(61))), (None, vec![]), "the try is under way");
        assert_eq!(held_back.hold(somebody(), at(61)), at(61 + 120));
        let last = (0..40).map(|_| held_back.hold(somebody(), at(0))).last();
        assert_eq!(last, Some(at(6 * 60 * 60)));
    }

    #[test]
    fn whoever_is_through_begins_anew() {
        let mut held_back = HeldBack::default();
        held_back.hold(somebody(), at(0));
        held_back.release(somebody().oid);
        assert_eq!(held_back.due(at(1_000)), []);
        assert_eq!(held_back.hold(somebody(), at(0)), at(60));
    }
}
