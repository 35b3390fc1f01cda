//! What changes of people change of the counts.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use crate::ReadError;
use crate::people::fold::{Change, Standing};

/// What a batch adds to each count.
pub(crate) struct CountChanges(BTreeMap<(i64, u8), i64>);

impl CountChanges {
    /// Takes each person out of where they stood and puts them where they stand.
    pub fn of(changes: &[Change]) -> CountChanges {
        let mut counts = BTreeMap::new();
        let mut add = |standing: &Standing, by: i64| {
            if standing.imported {
                *counts.entry((standing.organisations, standing.status.number())).or_default() += by;
            }
        };
        for change in changes {
            change.before.iter().for_each(|before| add(before, -1));
            add(&change.after, 1);
        }
        CountChanges(counts)
    }

    /// Writes the counts.
    pub fn write(&self, connection: &Connection) -> Result<(), ReadError> {
        let mut write = connection.prepare_cached(
            "INSERT INTO counts VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET people = people + excluded.people",
        )?;
        for ((organisations, status), by) in self.0.iter().filter(|(_, by)| **by != 0) {
            write.execute(params![organisations, status, by])?;
        }
        Ok(())
    }
}

/// Counts everybody at once, after a rebuild.
pub(crate) fn count_all(connection: &Connection) -> Result<(), ReadError> {
    connection.execute_batch(
        "INSERT INTO counts SELECT organisations, status, count(*) FROM people WHERE imported = 1 GROUP BY 1, 2;",
    )?;
    Ok(())
}
