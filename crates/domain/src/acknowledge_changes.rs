//! A consumer of the changes says up to which position it has taken them.

use events::catalogue::ChangesAcknowledged;
use events::{ConsumerId, EventKind, Fact, KindSet, OpenedEvent, Position, Tag, With};

use crate::draft::Draft;
use crate::refusal::RefusalKind;
use crate::refusals::refusals;

/// Types of events of which consumers are told something.
pub const TOLD: KindSet = KindSet::of(&[
    EventKind::PersonRegistered,
    EventKind::IdentifiedFromRegister,
    EventKind::IdentifiedByOfficial,
    EventKind::RegisterDataRefreshed,
    EventKind::HetuAssigned,
    EventKind::HetuReplaced,
    EventKind::HetuRemoved,
    EventKind::PersonLinked,
    EventKind::ErasureOrdered,
    EventKind::PersonDetailsCorrected,
    EventKind::IdentifierAttached,
    EventKind::IdentifierDetached,
    EventKind::PersonPassivated,
    EventKind::PersonReactivated,
    EventKind::Reversed,
]);

/// Types of events that the decision rests on, under the consumer's tag. The newest one is enough.
pub const READS: KindSet = KindSet::of(&[EventKind::ChangesAcknowledged, EventKind::ConsumerRemoved]);

refusals! {
    /// Why nothing is acknowledged.
    Refusal {
        /// More was acknowledged before: what was taken stays taken.
        Behind => "cursor-behind", RefusalKind::Conflict;
        /// The log is not that long.
        Ahead => "cursor-ahead", RefusalKind::Conflict;
    }
}

/// How far a consumer has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Its name.
    pub consumer: String,
    /// Up to where it has acknowledged; `None` when it never has.
    pub upto: Option<Position>,
    /// It was taken off the list since.
    pub removed: bool,
    /// The end of the log.
    pub head: Position,
    /// Nothing that consumers are told of lies between what was acknowledged and the cursor that is acknowledged now.
    pub nothing_between: bool,
}

/// Up to where a consumer has acknowledged, by the newest of its events of types [`READS`], and whether it was taken off
/// the list since.
pub fn known(newest: Option<&OpenedEvent>) -> (Option<Position>, bool) {
    match newest.map(|event| &event.fact) {
        Some(Fact::ChangesAcknowledged(with)) => (Some(with.data.upto), false),
        Some(Fact::ConsumerRemoved(with)) => (Some(with.data.upto), true),
        _ => (None, false),
    }
}

/// Decides; `None` when there is nothing to write down. An acknowledgement is an event itself, so a consumer that
/// acknowledged it in turn, and that one again, would never come to an end.
pub fn acknowledge_changes(progress: &Progress, cursor: Position) -> Result<Option<Draft>, Refusal> {
    if cursor > progress.head {
        return Err(Refusal::Ahead);
    }
    if progress.upto.is_some_and(|upto| cursor < upto) {
        return Err(Refusal::Behind);
    }
    // Whoever was taken off the list is on it again by whatever they say.
    let is_known = progress.upto.is_some() && !progress.removed;
    if is_known && (progress.upto == Some(cursor) || progress.nothing_between) {
        return Ok(None);
    }
    let consumer = progress.consumer.clone();
    let tag = Tag::Consumer(ConsumerId::named(&consumer));
    let data = ChangesAcknowledged { consumer, upto: cursor };
    Ok(Some(Draft::plain(With::new(data, Default::default()), vec![tag])))
}
