//! A batch of events on its way into the tables: every row is read once, changed in memory, and written once.

use events::{Day, Head, OpenedEvent};
use rusqlite::{Connection, params};

use crate::acknowledgements::fold::AcknowledgementChanges;
use crate::acts::fold::ActChanges;
use crate::counts::fold::CountChanges;
use crate::erasures::fold::ErasureChanges;
use crate::hand_overs::fold::HandOverChanges;
use crate::import_rows::fold::RowChanges;
use crate::imports::fold::ImportChanges;
use crate::notices::fold::NoticeChanges;
use crate::people::fold::{People, PeopleInBatch};
use crate::people::history::PersonAt;
use crate::register::fold::RegisterChanges;
use crate::requests::fold::RequestChanges;
use crate::set_aside::fold::Batch;
use crate::undos::fold::UndoChanges;
use crate::unsent_rows::fold::UnsentChanges;
use crate::{ReadError, candidates, days, failures, queue, search, set_aside};

/// Folds a batch into all models and writes it, with the checkpoint, in the transaction that `connection` is in.
/// `person_at` is asked for those of whom earlier events stop or begin to count.
pub(crate) fn fold(
    connection: &Connection,
    people: &mut People,
    batch: &Batch,
    person_at: PersonAt<'_>,
) -> Result<(), ReadError> {
    for (day, run) in days::fold::by_day(&batch.events) {
        write(connection, people, (day, run), person_at)?;
    }
    set_aside::fold::write(connection, &batch.aside, &batch.events)?;
    set_checkpoint(connection, batch.reached)
}

fn write(
    connection: &Connection,
    people: &mut People,
    (day, events): (Day, &[OpenedEvent]),
    person_at: PersonAt<'_>,
) -> Result<(), ReadError> {
    let mut touched = PeopleInBatch::load(connection, people, events, person_at)?;
    let mut imports = ImportChanges::default();
    let mut rows = RowChanges::default();
    let mut register = RegisterChanges::default();
    let mut erasures = ErasureChanges::default();
    let mut notices = NoticeChanges::default();
    let mut hand_overs = HandOverChanges::default();
    let mut undos = UndoChanges::default();
    let mut unsent = UnsentChanges::default();
    let mut requests = RequestChanges::default();
    let mut acts = ActChanges::default();
    let mut acknowledgements = AcknowledgementChanges::default();
    for event in events {
        touched.apply(event)?;
        rows.apply(event, &touched);
        imports.apply(event);
        register.apply(event);
        erasures.apply(event, &touched);
        notices.apply(event);
        hand_overs.apply(event, &touched);
        undos.apply(event);
        unsent.apply(event);
        requests.apply(event, &touched);
        acts.apply(event, &touched);
        acknowledgements.apply(event);
    }
    let changes = touched.write(connection)?;
    imports.count(&changes);
    CountChanges::of(&changes).write(connection, day)?;
    // What follows from how people stand in the end is written last by a rebuild, once for each of them.
    let live = !people.is_rebuilding();
    queue::fold::write(connection, day, &changes, live)?;
    failures::fold::write(connection, day, &changes, live)?;
    if live {
        search::fold::write(connection, &changes)?;
        candidates::fold::write(connection, &changes)?;
    }
    imports.written(&rows.write(connection)?);
    imports.write(connection, &mut people.sets, day)?;
    register.write(connection)?;
    erasures.write(connection)?;
    notices.write(connection)?;
    hand_overs.write(connection)?;
    undos.write(connection)?;
    unsent.write(connection)?;
    requests.write(connection)?;
    acts.write(connection)?;
    acknowledgements.write(connection)?;
    days::fold::write(connection, day, events)
}

fn set_checkpoint(connection: &Connection, head: Head) -> Result<(), ReadError> {
    let mut set = connection.prepare_cached("UPDATE state SET checkpoint = ?1, chain = ?2")?;
    set.execute(params![head.position.0, head.chain.0])?;
    Ok(())
}
