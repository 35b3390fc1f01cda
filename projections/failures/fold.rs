//! Updates the error list from the changes of people.

use events::Day;
use rusqlite::{Connection, params};

use super::names::keep;
use crate::ReadError;
use crate::people::fold::{Change, Failing};
use crate::people::keys::PersonKey;

/// Writes what a batch of one day changed. `named`: names are written too, which a rebuild does last.
pub(crate) fn write(connection: &Connection, day: Day, changes: &[Change], named: bool) -> Result<(), ReadError> {
    for change in changes {
        if let Some(names) = change.names.as_ref().filter(|_| named) {
            keep(connection, change.key, names)?;
        }
        let before = change.before.and_then(|before| Some((before.failing?, before.organisations)));
        let after = change.after.failing.map(|failing| (failing, change.after.organisations));
        if before == after {
            continue;
        }
        if before.is_some() {
            end(connection, day, change.key, after.is_none())?;
        }
        if let Some(after) = after {
            begin(connection, day, change.key, after)?;
        }
    }
    Ok(())
}

/// Begins an entry of the error list in place of one that began earlier on the same day. An entry that ended on this day and was the same
/// goes on: what changes and changes back before the day ends leaves no trace, however events fall into batches.
fn begin(
    connection: &Connection,
    day: Day,
    person: PersonKey,
    (failing, organisations): (Failing, i64),
) -> Result<(), ReadError> {
    connection
        .prepare_cached("DELETE FROM failures WHERE person = ?1 AND began = ?2")?
        .execute(params![person, day.number()])?;
    let entry = params![person, day.number(), failing.since.millis(), failing.cause.number(), organisations];
    // The plus: found by the person, not by the day, on which others ended too.
    let went_on = connection
        .prepare_cached(
            "UPDATE failures SET ended = NULL
             WHERE person = ?1 AND +ended = ?2 AND since = ?3 AND cause = ?4 AND organisations = ?5",
        )?
        .execute(entry)?;
    if went_on == 0 {
        connection
            .prepare_cached(
                "INSERT INTO failures (person, began, ended, since, cause, organisations) VALUES (?1, ?2, NULL, ?3, ?4, ?5)",
            )?
            .execute(entry)?;
    }
    Ok(())
}

/// Ends an entry of the error list. One that began today is deleted, since it never stood at the end of a day.
fn end(connection: &Connection, day: Day, person: PersonKey, left: bool) -> Result<(), ReadError> {
    connection
        .prepare_cached("UPDATE failures SET ended = ?2 WHERE person = ?1 AND ended IS NULL AND began < ?2")?
        .execute(params![person, day.number()])?;
    if left {
        connection
            .prepare_cached("DELETE FROM failures WHERE person = ?1 AND began = ?2")?
            .execute(params![person, day.number()])?;
    }
    Ok(())
}
