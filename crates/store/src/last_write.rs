//! How the last write to a part of the store ended, so that a node can say that it cannot write before somebody tries.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::StoreError;

/// How the last write ended.
#[derive(Debug, Default)]
pub(crate) struct LastWrite {
    refused: AtomicBool,
}

impl LastWrite {
    /// Notes how a write ended. Only storage that cannot be written counts: whatever else is refused is another matter.
    pub fn note<T>(&self, written: Result<T, StoreError>) -> Result<T, StoreError> {
        match &written {
            Ok(_) => self.refused.store(false, Ordering::Release),
            Err(StoreError::Unavailable(_)) => self.refused.store(true, Ordering::Release),
            Err(_) => {}
        }
        written
    }

    /// Was the last write refused?
    pub fn refused(&self) -> bool {
        self.refused.load(Ordering::Acquire)
    }

    /// Notes that writing was tried after a refusal, and whether it is possible again.
    pub fn tried(&self, possible: bool) -> bool {
        self.refused.store(!possible, Ordering::Release);
        possible
    }
}
