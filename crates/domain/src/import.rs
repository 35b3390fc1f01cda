//! An import's state: what was received, and which rows are done.

use std::collections::BTreeSet;

use events::codes::Interface;
use events::{Fact, ImportId, Instant, KeyId, OpenedEvent, OrganisationOid, Position, RequestId};

/// An import as of the last event folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its number: the position of its `ImportReceived`.
    pub number: Position,
    /// Its id in the chunks.
    pub id: ImportId,
    /// The key of its raw rows.
    pub key: Option<KeyId>,
    /// The path it came by.
    pub interface: Interface,
    /// How many rows it has.
    pub rows: u32,
    /// The sender's organisations.
    pub organisations: Vec<OrganisationOid>,
    /// The request it came with.
    pub request: RequestId,
    /// When it came.
    pub received_at: Instant,
    /// Rows resolved or refused.
    pub done: BTreeSet<u32>,
    /// How many of them were refused.
    pub refused: u32,
    /// All rows are done, and that is written down.
    pub completed: bool,
    /// The raw rows are no longer readable.
    pub expired: bool,
}

impl Import {
    /// Folds an import's events; `None` while it is not received.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a OpenedEvent>) -> Option<Import> {
        let mut import = None;
        events.into_iter().for_each(|event| Import::apply(&mut import, event));
        import
    }

    /// Folds one more event.
    pub fn apply(state: &mut Option<Import>, event: &OpenedEvent) {
        match (&event.fact, state.as_mut()) {
            (Fact::ImportReceived(with), _) => {
                *state = Some(Import {
                    number: event.position(),
                    id: with.data.import_id,
                    key: event.key(),
                    interface: with.data.interface,
                    rows: with.data.rows,
                    organisations: with.data.organisations.clone(),
                    request: event.recorded.envelope.meta.request,
                    received_at: event.recorded_at(),
                    done: BTreeSet::new(),
                    refused: 0,
                    completed: false,
                    expired: false,
                });
            }
            (Fact::ImportRowResolved(with), Some(import)) => {
                import.done.insert(with.data.row);
            }
            (Fact::ImportRowRefused(with), Some(import)) => {
                import.refused += u32::from(import.done.insert(with.data.row));
            }
            (Fact::ImportCompleted(_), Some(import)) => import.completed = true,
            (Fact::ImportDataExpired(_), Some(import)) => import.expired = true,
            _ => {}
        }
    }
}
