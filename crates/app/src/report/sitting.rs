//! What an official has done since they signed in.

use std::collections::HashSet;

use domain::{Person, Status};
use events::{EventKind, Fact, Instant, OpenedEvent, Position};
use projections::acts::query::{Act, of_official};

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
            let notes = acts.iter().filter(|act| EventKind::named(&act.kind) == Some(EventKind::HandOverNoted));
            let notes = app.store().events_at(&notes.map(|act| act.position).collect::<Vec<_>>())?;
            let takes_back =
                |event: &&OpenedEvent| matches!(&event.fact, Fact::HandOverNoted(with) if with.data.taken_back);
            let taken_back: HashSet<Position> = notes.iter().filter(takes_back).map(OpenedEvent::position).collect();
            // A reason belongs to what was done for it, which stands beside it.
            let is_reason = |act: &Act| EventKind::named(&act.kind) == Some(EventKind::ReasonStated);
            let line = |act: Act| ActLine {
                position: act.position,
                at: act.at,
                kind: EventKind::named(&act.kind),
                person: act.person,
                reversed: act.reversed,
                taken_back: taken_back.contains(&act.position),
            };
            Ok(acts.into_iter().filter(|act| !is_reason(act)).map(line).collect())
        })
        .await
    }
}
