//! Rules of the application that whoever runs it may set.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::time::Duration;

use events::Position;

/// What may be set.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Individual numbers that are test or temporary hetus: never looked up. In production 900–999.
    pub test_hetus: RangeInclusive<u16>,
    /// How long an import's raw rows are kept after completion.
    pub raw_rows_kept: Duration,
    /// How long entries of the access register are kept.
    pub access_kept: Duration,
    /// How long after an import's last row was resolved a notice is sent although rows are still open.
    pub notice_after: Duration,
    /// Requests to the register at the same time.
    pub register_requests: usize,
    /// Hetus in one request to the register.
    pub register_batch: usize,
    /// Events that broke what must hold and that an operator has looked into.
    pub accepted_breaks: BTreeSet<Position>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            test_hetus: 900..=999,
            raw_rows_kept: Duration::from_secs(90 * 24 * 60 * 60),
            access_kept: Duration::from_secs(5 * 365 * 24 * 60 * 60),
            notice_after: Duration::from_secs(24 * 60 * 60),
            register_requests: 4,
            register_batch: 100,
            accepted_breaks: BTreeSet::new(),
        }
    }
}
