//! A batch of events on its way into the tables: every row is read once, changed in memory, and written once.

use events::{OpenedEvent, Position};
use rusqlite::Connection;

use crate::ReadError;
use crate::counts::fold::CountChanges;
use crate::erasures::fold::ErasureChanges;
use crate::import_rows::fold::RowChanges;
use crate::imports::fold::ImportChanges;
use crate::notices::fold::NoticeChanges;
use crate::people::fold::{People, PeopleInBatch};
use crate::register::fold::RegisterChanges;

/// Folds a batch into all models and writes it, with the checkpoint, in the transaction that `connection` is in.
pub(crate) fn fold(connection: &Connection, people: &mut People, events: &[OpenedEvent]) -> Result<(), ReadError> {
    let Some(last) = events.last().map(OpenedEvent::position) else { return Ok(()) };
    write(connection, people, events, true)?;
    set_checkpoint(connection, last)
}

/// As [`fold`], but leaves counts and checkpoint to the end of a rebuild.
pub(crate) fn fold_uncounted(
    connection: &Connection,
    people: &mut People,
    events: &[OpenedEvent],
) -> Result<(), ReadError> {
    write(connection, people, events, false)
}

fn write(connection: &Connection, people: &mut People, events: &[OpenedEvent], counted: bool) -> Result<(), ReadError> {
    let mut people = PeopleInBatch::load(connection, people, events)?;
    let mut imports = ImportChanges::default();
    let mut rows = RowChanges::default();
    let mut register = RegisterChanges::default();
    let mut erasures = ErasureChanges::default();
    let mut notices = NoticeChanges::default();
    for event in events {
        people.apply(event);
        rows.apply(event, &people);
        imports.apply(event);
        register.apply(event);
        erasures.apply(event);
        notices.apply(event);
    }
    let changes = people.write(connection)?;
    if counted {
        // Before the rows are written, so that earlier rows and the batch's own are told apart.
        imports.count(connection, &changes, &rows)?;
        CountChanges::of(&changes).write(connection)?;
    }
    rows.write(connection)?;
    imports.write(connection)?;
    register.write(connection)?;
    erasures.write(connection)?;
    notices.write(connection)
}

pub(crate) fn set_checkpoint(connection: &Connection, position: Position) -> Result<(), ReadError> {
    connection.prepare_cached("UPDATE state SET checkpoint = ?1")?.execute([position.0])?;
    Ok(())
}
