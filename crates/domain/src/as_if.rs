//! Turns drafts into events as if they had been appended: for previews of the state that would follow.

use std::sync::Arc;

use events::codes::Channel;
use events::envelope::ENVELOPE_FORMAT;
use events::{Actor, Chain, CommandId, Envelope, Instant, Meta, OpenedEvent, Position, Recorded, RequestId};
use uuid::Uuid;

use crate::draft::Draft;

/// A draft at a position behind everything that was read. Who made it and when is nobody's business here.
pub fn as_if_recorded(draft: &Draft, position: Position) -> OpenedEvent {
    let command = CommandId(Uuid::nil());
    let meta = Meta {
        recorded: Instant::from_millis(0),
        valid_from: None,
        actor: Actor::Registry,
        right: None,
        organisations: Vec::new(),
        channel: Channel::Reactor,
        client: None,
        command,
        request: RequestId(Uuid::nil()),
        cause: None,
        reason: None,
        compensates: None,
        rules: None,
        register: None,
        asked: None,
    };
    let envelope = Envelope {
        format: ENVELOPE_FORMAT,
        id: command.event(0),
        event_type: draft.fact.event_type().to_owned(),
        version: draft.fact.version(),
        tags: draft.tags.clone(),
        data: draft.fact.data_bytes(),
        sealed: Vec::new(),
        meta,
    };
    let recorded = Recorded { position, chain: Chain::START, size: 0, envelope };
    OpenedEvent { recorded: Arc::new(recorded), fact: draft.fact.clone() }
}
