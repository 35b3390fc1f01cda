//! Batches cut at midnight: what is kept for each day is what held at its end, however events fell into batches.

use events::{Day, OpenedEvent};
use rusqlite::{Connection, params};

use crate::ReadError;

/// The runs of events that were recorded on one day, in order.
pub(crate) fn by_day(events: &[OpenedEvent]) -> impl Iterator<Item = (Day, &[OpenedEvent])> {
    let mut rest = events;
    std::iter::from_fn(move || {
        let day = Day(rest.first()?.recorded_at().day_in_finland());
        let end = day.ends_in_finland();
        // At least the first, or a clock without an end of days would never let go.
        let length = rest.partition_point(|event| event.recorded_at() < end).max(1);
        let (run, later) = rest.split_at(length);
        rest = later;
        Some((day, run))
    })
}

/// Notes where the log stands on a day.
pub(crate) fn write(connection: &Connection, day: Day, run: &[OpenedEvent]) -> Result<(), ReadError> {
    let last = run.last().map(|event| event.position().0);
    let mut write = connection.prepare_cached("INSERT OR REPLACE INTO days VALUES (?1, ?2)")?;
    write.execute(params![day.number(), last])?;
    Ok(())
}
