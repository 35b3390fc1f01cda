//! Computes the size of a unit without encoding it.

use events::{Actor, Envelope};

use super::Unit;
use crate::StoreError;

/// Refuses what no engine would take.
pub(super) fn check_limits(unit: &Unit) -> Result<(), StoreError> {
    let sizes: Vec<usize> = unit.events.iter().map(size_at_most).collect();
    let too_large = unit.events.len() > events::envelope::COMMAND_EVENTS_LIMIT
        || sizes.iter().sum::<usize>() > events::envelope::COMMAND_SIZE_LIMIT
        || sizes.iter().any(|size| *size > events::envelope::EVENT_SIZE_LIMIT);
    if too_large { Err(StoreError::TooLarge) } else { Ok(()) }
}

/// A bound on the length of an event's canonical bytes that costs no encoding.
pub(super) fn size_at_most(event: &Envelope) -> usize {
    let sealed: usize = event.sealed.iter().map(|part| part.bytes.len() + 64).sum();
    let meta = &event.meta;
    let actor = match &meta.actor {
        Actor::Person(name) | Actor::Service(name) => name.len(),
        Actor::Registry | Actor::Operator => 0,
    };
    let organisations = 32 * meta.organisations.len();
    let texts = actor
        + organisations
        + meta.client.as_ref().map_or(0, String::len)
        + meta.register.as_ref().map_or(0, |r| r.id.len());
    event.data.len() + sealed + 32 * event.tags.len() + texts + 256
}
