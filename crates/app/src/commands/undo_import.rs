//! Take a whole import back: what its rows did to persons no longer counts. It is carried out in parts by
//! `reactors/undo_imports.rs`.

use domain::Draft;
use domain::approval::About;
use domain::undo_import::{ALONE, Progress, Refusal, order};
use events::codes::Right;
use events::{Fact, Position};
use minicbor::{Decode, Encode};

use super::{Approvable, Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::imports::undo::{UndoPlan, Undone, judged, read};

/// See the module.
#[derive(Clone, Encode, Decode)]
pub struct UndoImport {
    /// Number of the import.
    #[n(0)]
    pub import: Position,
    /// Why, in the official's own words.
    #[n(1)]
    pub words: String,
}

/// What the decision rests on.
pub struct State {
    import: Option<Undone>,
    plan: UndoPlan,
}

impl Command for UndoImport {
    const NAME: &'static str = "undo_import";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = State;
    /// Rows that are undone, and rows that are kept, as they were judged.
    type Answer = (u32, u32);
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let app = look.app();
        let import = read(&mut look.reading, app, self.import)?;
        // Each part is judged again when its turn comes, under a condition of its own.
        let plan = match import.as_ref().filter(|import| import.progress == Progress::Whole) {
            Some(import) => judged(&look.reading, app, import, (Position::START, 0))?,
            None => UndoPlan::default(),
        };
        Ok(State { import, plan })
    }

    fn reach(&self, state: &State) -> Reach {
        if state.import.is_some() { Reach::Organisations(Vec::new()) } else { Reach::Nothing }
    }

    fn decide(&self, state: &State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let progress = state.import.as_ref().map_or(Progress::Unfinished, |import| import.progress);
        let of = state.import.as_ref().map(|import| &import.of);
        order(of, progress, (state.plan.undone, state.plan.kept), &self.words).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<(u32, u32)> {
        facts.iter().find_map(|fact| match fact {
            Fact::ImportUndoOrdered(with) => Some((with.data.undone, with.data.kept)),
            _ => None,
        })
    }

    fn needs_second(&self, state: &State) -> Option<(About, Approvable)> {
        let import = state.import.as_ref().filter(|_| state.plan.undone > ALONE)?;
        Some((About::Import(import.of.import, import.of.id), Approvable::UndoImport(self.clone())))
    }
}
