//! What follows from how people stand in the end: the last step of a rebuild, in one pass over everybody. Another thread
//! opens their records and makes and sorts the keys by which they are found; this one reads and writes the file.

use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};

use rusqlite::{Connection, Row};

use crate::ReadError;
use crate::candidates;
use crate::failures::names::add as add_names;
use crate::inverted_index::Entries;
use crate::people::keys::PersonKey;
use crate::people::query::{in_group, person};
use crate::people::rows::failing;
use crate::queue;
use crate::search::{self, fold::Found};

/// People who are handed over together.
const PART: usize = 10_000;
/// Parts that may wait.
const WAITING: usize = 4;
/// So many keys are sorted in memory at once.
const SORTED_AT_ONCE: usize = 3_000_000;

/// A record as the file has it.
struct Record {
    key: PersonKey,
    organisations: i64,
    state: Vec<u8>,
}

/// What the other thread has made.
enum Made {
    /// Rows of the search.
    Found(Vec<Found>),
    /// Keys of the search, in order.
    SearchKeys(Entries),
    /// Keys of possible duplicates, in order.
    Blocks(Entries),
}

/// Writes what is found of everybody.
pub(super) fn write(connection: &Connection) -> Result<(), ReadError> {
    let (records, of_records) = sync_channel(WAITING);
    let (made, of_made) = channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A closed channel means that writing failed, and it says why.
            make(of_records, &made).unwrap_or_else(|error| drop(made.send(Err(error))));
        });
        read_each(connection, |part| {
            _ = records.send(part);
            of_made.try_iter().try_for_each(|made| write_made(connection, made?))
        })?;
        drop(records);
        of_made.iter().try_for_each(|made| write_made(connection, made?))
    })
}

/// Reads everybody and hands them on, part by part. The few who fail are written here: their groups are in the file.
fn read_each(
    connection: &Connection,
    mut hand_on: impl FnMut(Vec<Record>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut find =
        connection.prepare("SELECT key, organisations, head, failing, cause, state FROM people ORDER BY key")?;
    let mut people = find.query([])?;
    let mut part = Vec::with_capacity(PART);
    while let Some(row) = people.next()? {
        write_failing(connection, row)?;
        let state = row.get_ref(5)?.as_blob().map_err(|_| ReadError::Damaged("people.state"))?;
        part.push(Record { key: row.get(0)?, organisations: row.get(1)?, state: state.to_vec() });
        if part.len() == PART {
            hand_on(std::mem::replace(&mut part, Vec::with_capacity(PART)))?;
        }
    }
    hand_on(part)
}

fn write_failing(connection: &Connection, row: &Row<'_>) -> Result<(), ReadError> {
    let Some(failing) = failing(row.get(3)?, row.get(4)?) else { return Ok(()) };
    let (key, organisations) = (row.get(0)?, row.get(1)?);
    let group = in_group(connection, person(row.get_ref(5)?)?, row.get(2)?)?;
    queue::fold::keep(connection, key, &group, organisations, failing)?;
    add_names(connection, key, &group.shown().names)
}

fn make(records: Receiver<Vec<Record>>, made: &Sender<Result<Made, ReadError>>) -> Result<(), ReadError> {
    let send = |what| _ = made.send(Ok(what));
    let (mut search_keys, mut blocks) = (Entries::default(), Entries::default());
    for part in records {
        let mut found = Vec::with_capacity(part.len());
        for Record { key, organisations, state } in part {
            let person = person(state.as_slice().into())?;
            candidates::fold::add(&mut blocks, key, &person);
            found.push(search::fold::add(&mut search_keys, key, &person, organisations));
        }
        send(Made::Found(found));
        if search_keys.len() >= SORTED_AT_ONCE {
            send(Made::SearchKeys(std::mem::take(&mut search_keys).in_order()));
        }
        if blocks.len() >= SORTED_AT_ONCE {
            send(Made::Blocks(std::mem::take(&mut blocks).in_order()));
        }
    }
    send(Made::SearchKeys(search_keys.in_order()));
    send(Made::Blocks(blocks.in_order()));
    Ok(())
}

fn write_made(connection: &Connection, made: Made) -> Result<(), ReadError> {
    match made {
        Made::Found(found) => found.iter().try_for_each(|found| search::fold::keep(connection, found)),
        Made::SearchKeys(mut keys) => search::INDEX.write_all(connection, &mut keys),
        Made::Blocks(mut keys) => candidates::INDEX.write_all(connection, &mut keys),
    }
}
