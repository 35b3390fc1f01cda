//! Note that an official has checked a row's conflict in their own register.

use domain::Draft;
use domain::review_conflict::{READS, Refusal, RowConflict, review_conflict};
use events::codes::Right;
use events::{Fact, Position, Tag};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::imports::resolve::row_command;
use crate::pipeline::look::ReceivedImport;

/// See the module.
#[derive(Debug, Clone, Copy)]
pub struct ReviewConflict {
    /// Number of the import.
    pub import: Position,
    /// Number of the row, from 0.
    pub row: u32,
}

/// What the decision rests on.
pub struct State {
    import: Option<ReceivedImport>,
    conflict: Option<RowConflict>,
}

impl Command for ReviewConflict {
    const NAME: &'static str = "review_conflict";
    // Anyone who only reads everything changes nothing.
    const RIGHTS: &'static [Opens] = &[Opens::within(Right::TuontidataRead), Opens::at_root(Right::Rekisterinpitaja)];
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let import = look.import(self.import)?;
        let mut events = look.of_command(row_command(self.import, self.row))?;
        let person = events.iter().find_map(|event| match &event.fact {
            Fact::ImportRowResolved(with) => Some(with.data.about.addressed),
            _ => None,
        });
        if let Some(person) = person {
            // The row may have been judged again, by the command of another one. Few of a person's rows ever are.
            events.extend(look.events(Tag::Person(person), READS)?);
        }
        Ok(State { import, conflict: RowConflict::fold(&events, self.import, self.row) })
    }

    fn reach(&self, state: &State) -> Reach {
        let import = state.import.as_ref();
        import.map_or(Reach::Nothing, |import| Reach::Organisations(import.organisations.clone()))
    }

    fn decide(&self, state: &State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        if state.import.is_none() {
            return Err(Refusal::NoImport);
        }
        review_conflict(self.import, self.row, state.conflict.as_ref()).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::ConflictReviewed(_)]).then_some(())
    }
}
