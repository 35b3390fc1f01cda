//! Distinct imported people by state: succeeded, failed, in progress; one definition everywhere.

use events::Day;
use projections::counts::query::{Scope, Summary};

use crate::{App, AppError};

impl App {
    /// The summary of a scope, now or as it stood at the end of a day.
    pub async fn report_summary(&self, scope: Scope, as_of: Option<Day>) -> Result<Summary, AppError> {
        Err(AppError::Stopping)
    }
}
