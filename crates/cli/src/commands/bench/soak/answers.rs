//! How the server answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use reqwest::StatusCode;

/// Counts answers. Clones share the counts.
#[derive(Clone, Default)]
pub struct Answers(Arc<Counters>);

#[derive(Default)]
struct Counters {
    all: AtomicU64,
    refused: AtomicU64,
    failed: AtomicU64,
    lost: AtomicU64,
}

/// Counts so far.
#[derive(Clone, Copy, Default)]
pub struct Counts {
    /// Answers of every kind.
    pub all: u64,
    /// 4xx.
    pub refused: u64,
    /// 5xx.
    pub failed: u64,
    /// Requests that nobody answered.
    pub lost: u64,
}

impl Answers {
    /// Counts one.
    pub fn count(&self, status: Result<StatusCode, &reqwest::Error>) {
        let Counters { all, refused, failed, lost } = &*self.0;
        let Ok(status) = status else {
            lost.fetch_add(1, Relaxed);
            return;
        };
        all.fetch_add(1, Relaxed);
        if status.is_client_error() {
            refused.fetch_add(1, Relaxed);
        } else if status.is_server_error() {
            failed.fetch_add(1, Relaxed);
        }
    }

    /// What was counted.
    pub fn counts(&self) -> Counts {
        let Counters { all, refused, failed, lost } = &*self.0;
        Counts {
            all: all.load(Relaxed),
            refused: refused.load(Relaxed),
            failed: failed.load(Relaxed),
            lost: lost.load(Relaxed),
        }
    }
}
