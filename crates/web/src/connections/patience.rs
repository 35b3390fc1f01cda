//! How long the other end of a connection is waited for.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep};

/// How slow the other end may be with one body.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// So long it is waited for at once.
    pub at_once: Duration,
    /// So many bytes must come, or be taken, in each second that it is waited for. A burst earns no more time than
    /// `at_once`: who sends much and then falls silent is given up as soon as anybody else.
    pub bytes_a_second: u32,
}

/// What is left of the patience with one body. Time counts only while the other end is waited for.
pub(super) struct Patience {
    pace: Pace,
    left: Duration,
    waiting: Option<Waiting>,
}

struct Waiting {
    since: Instant,
    end: Pin<Box<Sleep>>,
}

impl Patience {
    pub(super) fn new(pace: Pace) -> Patience {
        Patience { pace, left: pace.at_once, waiting: None }
    }

    /// The other end is waited for; ready when it has been waited for too long.
    pub(super) fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let left = self.left;
        let begin = || Waiting { since: Instant::now(), end: Box::pin(tokio::time::sleep(left)) };
        self.waiting.get_or_insert_with(begin).end.as_mut().poll(context)
    }

    /// So many bytes have come, or were taken.
    pub(super) fn moved(&mut self, bytes: usize) {
        let waited = self.waiting.take().map_or(Duration::ZERO, |waiting| waiting.since.elapsed());
        self.spend(waited, bytes);
    }

    fn spend(&mut self, waited: Duration, bytes: usize) {
        let earned = Duration::from_secs_f64(bytes as f64 / f64::from(self.pace.bytes_a_second));
        self.left = (self.left.saturating_sub(waited) + earned).min(self.pace.at_once);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn left_after(transfers: impl IntoIterator<Item = (Duration, usize)>) -> Duration {
        let mut patience = Patience::new(Pace { at_once: 10 * SECOND, bytes_a_second: 1000 });
        for (waited, bytes) in transfers {
            patience.spend(waited, bytes);
        }
        patience.left
    }

    #[test]
    fn whoever_keeps_the_pace_is_waited_for_as_long_as_it_takes() {
        assert_eq!(left_after(std::iter::repeat_n((SECOND, 1000), 3600)), 10 * SECOND);
        assert_eq!(left_after([(9 * SECOND, 9000)]), 10 * SECOND);
    }

    #[test]
    fn whoever_trickles_is_given_up_although_something_comes_all_the_time() {
        assert!(left_after(std::iter::repeat_n((SECOND / 10, 1), 110)) < SECOND / 100);
        assert!(left_after([(9 * SECOND, 1), (SECOND, 1)]) < SECOND / 100);
    }

    #[test]
    fn a_burst_earns_no_long_silence() {
        assert_eq!(left_after([(Duration::ZERO, 64_000_000)]), 10 * SECOND);
        assert_eq!(left_after([(Duration::ZERO, 64_000_000), (10 * SECOND, 1)]), SECOND / 1000);
    }
}
