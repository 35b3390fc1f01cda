//! Distinct imported people by state: succeeded, failed, in progress; one definition everywhere.

use events::Day;
use projections::counts::query::{Criteria, Scope, Summary, summary, summary_at};

use crate::{App, AppError};

impl App {
    /// The summary of a scope, now or as it stood at the end of a day.
    pub async fn report_summary(&self, scope: Scope, as_of: Option<Day>) -> Result<Summary, AppError> {
        self.caught_up().await;
        self.ask(move |connection| match as_of {
            None => summary(connection, &scope, &Criteria::default()),
            Some(day) => summary_at(connection, &scope, day),
        })
        .await
    }
}
