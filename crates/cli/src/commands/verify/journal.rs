//! The journal itself, from its first event on: its chain, and whether this node's copy of it is the same.

use events::{Head, Position};
use store::Store;
use store::journal::Stored;
use tokio::runtime::Handle;

use super::Failure;

/// Events asked for at once.
const BATCH: usize = 2_000;

/// Reads what the journal holds up to the event that this node knows as the last one, and gives its head. Nothing behind
/// a broken link is handed on: it proves nothing.
pub fn read(
    store: &Store,
    runtime: &Handle,
    take: &mut dyn FnMut(&[Stored]) -> Result<(), Failure>,
) -> Result<Head, Failure> {
    let (mut head, end) = (Head::START, store.head());
    while head.position < end.position {
        let limit = BATCH.min((end.position.0 - head.position.0) as usize);
        let batch = runtime.block_on(store.journal().tail(head.position, limit));
        let batch = batch.map_err(|error| Failure(error.to_string()))?;
        if batch.is_empty() {
            return Err(Failure(format!(
                "ALARM: the journal ends at event {}, this node knows {}: keep data/cache and the journal as evidence, and \
                 restore the journal from a backup that holds event {}",
                head.position, end.position, end.position
            )));
        }
        let first = head.position;
        head = follow(head, &batch)?;
        if store.node().log.is_copy() {
            compare_copy(store, first, &batch)?;
        }
        take(&batch)?;
    }
    match head == end {
        true => Ok(head),
        false => Err(Failure(format!(
            "ALARM: the journal and this node hold different histories up to event {}: keep data/cache and the journal as \
             evidence, and compare both heads with a backup's",
            end.position
        ))),
    }
}

/// The head after these events, each of which must follow from the one before.
fn follow(before: Head, events: &[Stored]) -> Result<Head, Failure> {
    events.iter().try_fold(before, |head, event| {
        let next = head.after(&event.bytes);
        match (next.position, next.chain) == (event.position, event.chain) {
            true => Ok(next),
            false => Err(Failure(format!(
                "ALARM: the chain of the journal is broken at event {}: this event, or its place, was altered after it was \
                 written, and nothing behind it is proven; stop, keep the journal as evidence, and restore a backup that \
                 `oppijaloki verify` finds whole",
                next.position
            ))),
        }
    })
}

fn compare_copy(store: &Store, after: Position, events: &[Stored]) -> Result<(), Failure> {
    let mut expected = events.iter();
    let mut differs = None;
    store
        .node()
        .log
        .scan(after, events.len(), |copied| {
            let same = |event: &&Stored| {
                (event.position, event.chain, &event.bytes) == (copied.position, copied.chain, &copied.bytes)
            };
            if differs.is_none() && !expected.next().as_ref().is_some_and(same) {
                differs = Some(copied.position);
            }
            Ok(())
        })
        .map_err(|error| Failure(format!("this node's copy of the journal cannot be read: {error}")))?;
    match differs.or_else(|| expected.next().map(|missing| missing.position)) {
        None => Ok(()),
        Some(position) => Err(Failure(format!(
            "ALARM: data/cache/log.db differs from the journal at event {position}, and the journal's chain holds: decisions \
             on this node may have rested on altered events; keep a copy of data/cache as evidence, delete it and start \
             again"
        ))),
    }
}
