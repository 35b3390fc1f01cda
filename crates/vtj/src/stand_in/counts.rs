//! Counts requests, so that tests can see that a client asks no more than it needs.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use events::Hetu;
use serde::{Deserialize, Serialize};

use crate::population::{CAPACITY, slot_of};

/// Requests since the stand-in started or since its counts were reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Requests {
    /// All requests to `perustiedot`, refused ones too.
    pub requests: u64,
    /// Those of them that were answered with an answer that can be read.
    pub answered: u64,
    /// Hetus in the requests that were answered.
    pub hetus: u64,
    /// How many of these had been in an answered request before.
    pub asked_again: u64,
}

/// One bit for each hetu of the population, so that even ten million of them cost 2 MB; the few others by themselves.
pub(super) struct Counts {
    requests: AtomicU64,
    answered: AtomicU64,
    hetus: AtomicU64,
    asked_again: AtomicU64,
    asked: Vec<AtomicU64>,
    others: Mutex<HashSet<Hetu>>,
}

impl Counts {
    pub(super) fn new() -> Counts {
        let words = CAPACITY.div_ceil(64) as usize;
        Counts {
            requests: AtomicU64::default(),
            answered: AtomicU64::default(),
            hetus: AtomicU64::default(),
            asked_again: AtomicU64::default(),
            asked: std::iter::repeat_with(AtomicU64::default).take(words).collect(),
            others: Mutex::default(),
        }
    }

    pub(super) fn count_request(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn count_answer(&self, hetus: &[Hetu]) {
        self.answered.fetch_add(1, Ordering::Relaxed);
        self.hetus.fetch_add(hetus.len() as u64, Ordering::Relaxed);
        let again = hetus.iter().filter(|hetu| self.seen_before(hetu)).count();
        self.asked_again.fetch_add(again as u64, Ordering::Relaxed);
    }

    fn seen_before(&self, hetu: &Hetu) -> bool {
        match slot_of(hetu) {
            Some(slot) => {
                let bit = 1 << (slot % 64);
                self.asked[(slot / 64) as usize].fetch_or(bit, Ordering::Relaxed) & bit != 0
            }
            None => !self.others.lock().unwrap_or_else(PoisonError::into_inner).insert(*hetu),
        }
    }

    pub(super) fn read(&self) -> Requests {
        Requests {
            requests: self.requests.load(Ordering::Relaxed),
            answered: self.answered.load(Ordering::Relaxed),
            hetus: self.hetus.load(Ordering::Relaxed),
            asked_again: self.asked_again.load(Ordering::Relaxed),
        }
    }

    pub(super) fn reset(&self) {
        for count in [&self.requests, &self.answered, &self.hetus, &self.asked_again].into_iter().chain(&self.asked) {
            count.store(0, Ordering::Relaxed);
        }
        self.others.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
