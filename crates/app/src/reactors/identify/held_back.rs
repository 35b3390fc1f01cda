//! People whose identification fails for a reason of their own, such as a lost key. Each is retried with a growing delay
//! and delays nobody else. This list is not stored: after a restart everybody is retried at once.

use std::collections::HashMap;

use events::{Backoff, Instant, PersonOid};
use projections::people::query::Waiting;

/// Delays between tries. They are long, because an operator must act first.
const BACKOFF: Backoff = Backoff::seconds(60, 6 * 60 * 60);

/// People whose identification failed, each with the time of the next try.
#[derive(Default)]
pub(super) struct HeldBack(HashMap<PersonOid, Held>);

struct Held {
    waiting: Waiting,
    failures: u32,
    /// Absent while a try is under way.
    next_try: Option<Instant>,
}

impl HeldBack {
    /// A try failed. Returns the time of the next one, with jitter by a random number from 0 to 1.
    pub fn hold(&mut self, waiting: Waiting, now: Instant, random: f64) -> Instant {
        let held = self.0.entry(waiting.oid).or_insert(Held { waiting, failures: 0, next_try: None });
        held.failures = held.failures.saturating_add(1);
        *held.next_try.insert(now.plus(BACKOFF.with_jitter(held.failures, random)))
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
    fn each_failure_makes_the_next_delay_longer() {
        let mut held_back = HeldBack::default();
        assert_eq!(held_back.hold(somebody(), at(0), 1.0), at(60));
        assert_eq!((held_back.next_try(), held_back.due(at(59))), (Some(at(60)), vec![]));
        assert_eq!(held_back.due(at(60)), [somebody()]);
        assert_eq!((held_back.next_try(), held_back.due(at(61))), (None, vec![]), "the try is under way");
        assert_eq!(held_back.hold(somebody(), at(61), 1.0), at(61 + 120));
        let last = (0..40).map(|_| held_back.hold(somebody(), at(0), 1.0)).last();
        assert_eq!(last, Some(at(6 * 60 * 60)));
    }

    #[test]
    fn after_success_delays_begin_from_the_shortest() {
        let mut held_back = HeldBack::default();
        held_back.hold(somebody(), at(0), 1.0);
        held_back.release(somebody().oid);
        assert_eq!(held_back.due(at(1_000)), []);
        assert_eq!(held_back.hold(somebody(), at(0), 1.0), at(60));
    }
}
