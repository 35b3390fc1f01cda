//! An event as others tell of it that name it: what it was, when, and of a link who joined whom.

use events::{EventKind, Fact, Instant, OpenedEvent, PersonOid, Position};

/// See the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedEvent {
    /// Where it stands.
    pub position: Position,
    /// What it was.
    pub kind: EventKind,
    /// When.
    pub at: Instant,
    /// Of a link: the record that joined, and the one that it joined.
    pub link: Option<(PersonOid, PersonOid)>,
}

impl NamedEvent {
    /// Of an event.
    pub fn of(event: &OpenedEvent) -> NamedEvent {
        let link = match &event.fact {
            Fact::PersonLinked(with) => Some((with.data.about.addressed, with.data.to)),
            _ => None,
        };
        NamedEvent { position: event.position(), kind: event.fact.kind(), at: event.recorded_at(), link }
    }
}
