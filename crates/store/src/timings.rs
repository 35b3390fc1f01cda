//! How long the steps on the way of a command took since the start, for the metrics: which of them makes people wait.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// What is counted of each step ends here; each class is twice as wide as the one before, and the last one is open.
const FIRST: Duration = Duration::from_micros(125);
/// So many classes; the last but one ends at two seconds.
const CLASSES: usize = 16;

/// Times of steps, by their name.
#[derive(Debug, Default)]
pub struct Timings(Mutex<BTreeMap<&'static str, Spent>>);

/// How long a step took, all times together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spent {
    classes: [u64; CLASSES],
    /// All together.
    pub took: Duration,
}

impl Timings {
    /// Notes that a step took so long.
    pub fn note(&self, step: &'static str, took: Duration) {
        let mut steps = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let spent = steps.entry(step).or_default();
        let class = Spent::ends().position(|end| end.is_none_or(|end| took <= end));
        spent.classes[class.unwrap_or(CLASSES - 1)] += 1;
        spent.took += took;
    }

    /// What was noted so far.
    pub fn now(&self) -> BTreeMap<&'static str, Spent> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Spent {
    /// How often.
    pub fn times(&self) -> u64 {
        self.classes.iter().sum()
    }

    /// How often it took no longer than each of these, and longer than the one before; the last class has no end.
    pub fn classes(&self) -> impl Iterator<Item = (Option<Duration>, u64)> + '_ {
        Spent::ends().zip(self.classes)
    }

    /// The end of the class in which the time lies that so many of a hundred do not exceed; `None` when it has no end.
    pub fn percentile(&self, of_hundred: u64) -> Option<Duration> {
        let wanted = self.times() * of_hundred / 100;
        let mut passed = 0;
        let mut reached = self.classes().skip_while(|(_, times)| {
            passed += times;
            passed <= wanted
        });
        reached.next().and_then(|(end, _)| end)
    }

    fn ends() -> impl Iterator<Item = Option<Duration>> {
        (0..CLASSES as u32).map(|n| (n + 1 < CLASSES as u32).then(|| FIRST * 2_u32.pow(n)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_time_is_counted_in_the_class_that_it_lies_in() {
        let timings = Timings::default();
        for millis in [0, 1, 1, 3, 10_000] {
            timings.note("step", Duration::from_millis(millis));
        }
        let spent = timings.now()["step"];
        assert_eq!((spent.times(), spent.took), (5, Duration::from_millis(10_005)));
        let counted: Vec<_> = spent.classes().filter(|(_, times)| *times > 0).collect();
        let ends = [Some(125), Some(1_000), Some(4_000), None].map(|end| end.map(Duration::from_micros));
        assert_eq!(counted, ends.into_iter().zip([1, 2, 1, 1]).collect::<Vec<_>>());
        assert_eq!(spent.percentile(50), Some(Duration::from_millis(1)));
        assert_eq!(spent.percentile(99), None);
    }
}
