//! Note rows of a sender's file that its own program refused before it sent the others.

use domain::Draft;
use domain::report_unsent_rows::{Known, READS, Refusal, Reported, report_unsent_rows};
use events::codes::Right;
use events::{Fact, Position, Tag};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::pipeline::look::ReceivedImport;

/// See the module.
#[derive(Clone)]
pub struct ReportUnsentRows {
    /// Number of the import in which the other rows were sent.
    pub import: Position,
    /// The rows.
    pub rows: Vec<Reported>,
}

impl Command for ReportUnsentRows {
    const NAME: &'static str = "report_unsent_rows";
    // Whoever imports.
    const RIGHTS: &'static [Opens] =
        &[Opens::within(Right::Oppijoidentuonti), Opens::within(Right::YleistunnisteLuonti)];
    type State = (Option<ReceivedImport>, Known);
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Self::State, AppError> {
        let import = look.import(self.import)?;
        let events = match &import {
            Some(import) => look.events(Tag::Import(import.id), READS)?,
            None => Vec::new(),
        };
        Ok((import, Known::fold(&events)))
    }

    fn reach(&self, (import, _): &Self::State) -> Reach {
        import.as_ref().map_or(Reach::Nothing, |import| Reach::Organisations(import.organisations.clone()))
    }

    fn decide(&self, (import, known): &Self::State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let id = import.as_ref().map(|import| import.id);
        Ok(report_unsent_rows(self.import, id, known, &self.rows)?.into_iter().collect())
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [] | [Fact::UnsentRowsReported(_)]).then_some(())
    }
}
