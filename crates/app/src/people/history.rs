//! A person's history: every event about them, in order, as far as it can be read.

use events::{KindSet, OpenedEvent, PersonOid, Position, Tag};

use crate::{App, AppError};

impl App {
    /// Every event tagged with the person up to a position, or up to now.
    pub async fn history(&self, oid: PersonOid, up_to: Option<Position>) -> Result<Vec<OpenedEvent>, AppError> {
        self.blocking(move |app| {
            let mut events = app.store().read().events(Tag::Person(oid), KindSet::ALL)?;
            if let Some(up_to) = up_to {
                events.retain(|event| event.position() <= up_to);
            }
            Ok(events)
        })
        .await
    }
}
