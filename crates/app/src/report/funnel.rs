//! How far the rows of an import came.

use projections::imports::query::ImportRecord;

/// How far the rows of an import came: all of them, those that led to somebody, and how these people stand now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Funnel {
    /// Rows that led to somebody who was there.
    pub matched: u32,
    /// Rows by which somebody was registered.
    pub created: u32,
    /// Rows that were refused after acceptance.
    pub refused: u32,
    /// Rows that are not resolved yet.
    pub waiting: u32,
    /// Rows whose person is identified.
    pub identified: u32,
    /// Rows whose person awaits the register's answer.
    pub in_progress: u32,
    /// Rows whose person is not identified.
    pub failed: u32,
}

impl Funnel {
    pub(super) fn of(import: &ImportRecord) -> Funnel {
        Funnel {
            matched: import.resolved.saturating_sub(import.created),
            created: import.created,
            refused: import.refused,
            waiting: import.total.saturating_sub(import.resolved + import.refused),
            identified: import.successful,
            in_progress: import.in_progress,
            failed: import.failed,
        }
    }

    /// Rows that were received.
    pub fn received(&self) -> u32 {
        self.matched + self.created + self.refused + self.waiting
    }
}
