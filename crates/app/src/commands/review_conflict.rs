//! Note that an official has checked a row's conflict in their own register, or take that note back.

use domain::Draft;
use domain::review_conflict::{READS, Refusal, RowConflict, moved, review_conflict};
use events::codes::Right;
use events::{Fact, OpenedEvent, Position, Tag};

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
    /// The note is taken back.
    pub taken_back: bool,
}

/// What the decision rests on.
pub struct State {
    import: Option<ReceivedImport>,
    conflict: Option<RowConflict>,
}

impl Command for ReviewConflict {
    const NAME: &'static str = "review_conflict";
    // Whoever imports compares with their own register, whether or not they may see here what was sent. Anyone who only
    // reads everything changes nothing.
    const RIGHTS: &'static [Opens] = &[
        Opens::within(Right::TuontidataRead),
        Opens::within(Right::Oppijoidentuonti),
        Opens::at_root(Right::Rekisterinpitaja),
    ];
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let import = look.import(self.import)?;
        let mut events = look.of_command(row_command(self.import, self.row))?;
        let mut last = events.last().map_or(Position::START, OpenedEvent::position);
        let mut person = events.iter().find_map(|event| match &event.fact {
            Fact::ImportRowResolved(with) => Some(with.data.about.addressed),
            _ => None,
        });
        // The row may have been judged again, by the command of another one, or lead to somebody else by now. Few of a
        // person's rows ever do.
        while let Some(oid) = person {
            let later: Vec<OpenedEvent> =
                look.events(Tag::Person(oid), READS)?.into_iter().filter(|event| event.position() > last).collect();
            let moved = |event: &OpenedEvent| moved(event, self.import, self.row, oid);
            let until = later.iter().position(|event| moved(event).is_some());
            person = until.and_then(|at| moved(&later[at]));
            events.extend(later.into_iter().take(until.map_or(usize::MAX, |at| at + 1)));
            last = events.last().map_or(last, OpenedEvent::position);
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
        review_conflict(self.import, self.row, state.conflict.as_ref(), self.taken_back).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let noted = matches!(facts, [Fact::ConflictReviewed(_)]) && !self.taken_back;
        let taken_back = matches!(facts, [Fact::ConflictReviewTakenBack(_)]) && self.taken_back;
        (noted || taken_back).then_some(())
    }
}
