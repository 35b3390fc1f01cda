//! How long to wait before a retry.

use std::time::Duration;

/// The delay before each retry: the first one, doubled after each further failure, and never more than the longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// Delay after one failure.
    pub first: Duration,
    /// The longest delay.
    pub most: Duration,
}

impl Backoff {
    /// From the first and the longest delay, in milliseconds.
    pub const fn millis(first: u64, most: u64) -> Backoff {
        Backoff { first: Duration::from_millis(first), most: Duration::from_millis(most) }
    }

    /// From the first and the longest delay, in seconds.
    pub const fn seconds(first: u64, most: u64) -> Backoff {
        Backoff { first: Duration::from_secs(first), most: Duration::from_secs(most) }
    }

    /// The delay after so many failures in a row, counted from 1.
    pub fn delay(self, failures: u32) -> Duration {
        let doubled = self.first.saturating_mul(1 << failures.saturating_sub(1).min(31));
        doubled.min(self.most)
    }

    /// The same with jitter, so that nodes that failed together do not retry together: between a half of it and all of
    /// it, by a random number from 0 to 1.
    pub fn with_jitter(self, failures: u32, random: f64) -> Duration {
        self.delay(failures).mul_f64(0.5 + random.clamp(0.0, 1.0) / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff = Backoff::seconds(1, 300);

    #[test]
    fn each_delay_is_twice_the_previous_one_up_to_the_longest() {
        let delays = [1, 2, 3, 9, 10, 33, u32::MAX].map(|failures| BACKOFF.delay(failures).as_secs());
        assert_eq!(delays, [1, 2, 4, 256, 300, 300, 300]);
        assert_eq!(BACKOFF.delay(0), BACKOFF.delay(1));
        let endless = Backoff { first: Duration::from_secs(u64::MAX), most: Duration::MAX };
        assert_eq!(endless.delay(40), Duration::MAX);
    }

    #[test]
    fn jitter_takes_away_at_most_a_half() {
        let delays = [-1.0, 0.0, 0.5, 1.0, 2.0].map(|random| BACKOFF.with_jitter(3, random).as_millis());
        assert_eq!(delays, [2_000, 2_000, 3_000, 4_000, 4_000]);
    }
}
