//! What an official has done since they signed in.

use domain::{Person, Status};
use events::{EventKind, Fact, Instant, Position};
use projections::acts::query::of_official;

use crate::caller::Caller;
use crate::{App, AppError};

/// So many acts are listed; the newest ones.
const MOST: usize = 200;

/// An act of an official.
pub struct ActLine {
    /// Position of its event.
    pub position: Position,
    /// When.
    pub at: Instant,
    /// What it was; `None` when this program does not know the event.
    pub kind: Option<EventKind>,
    /// Whom it is about, as they are now.
    pub person: Option<(Person, Status)>,
    /// It counts no longer.
    pub reversed: bool,
    /// It took back what was noted before.
    pub taken_back: bool,
}

impl App {
    /// What an official has done on the pages since an instant, the newest first. The look is recorded in the access register
    /// by the one who shows it.
    pub async fn sitting(&self, caller: &Caller, since: Instant) -> Result<Vec<ActLine>, AppError> {
        self.caught_up().await;
        let who = caller.subject.clone();
        let acts = self.ask(move |connection| of_official(connection, &who, since, MOST)).await?;
        self.blocking(move |app| {
            let line = |act: projections::acts::query::Act| {
                let kind = EventKind::named(&act.kind);
                let taken_back = kind == Some(EventKind::HandOverNoted) && app.took_back(act.position)?;
                let (position, at, person, reversed) = (act.position, act.at, act.person, act.reversed);
                Ok(ActLine { position, at, kind, person, reversed, taken_back })
            };
            acts.into_iter().map(line).collect()
        })
        .await
    }

    /// Does the note at a position take back an earlier one?
    fn took_back(&self, position: Position) -> Result<bool, AppError> {
        let note = self.store().events_of(position, 1)?.pop();
        Ok(note.is_some_and(|event| matches!(&event.fact, Fact::HandOverNoted(with) if with.data.taken_back)))
    }
}
