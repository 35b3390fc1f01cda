//! Updates the counts from the changes of people.

use std::collections::BTreeMap;

use events::Day;
use rusqlite::{Connection, params};

use crate::ReadError;
use crate::people::fold::{Change, Counted};

/// What a batch adds to each count.
pub(crate) struct CountChanges(BTreeMap<(i64, u8), i64>);

impl CountChanges {
    /// Takes each person out of where they stood and puts them where they stand.
    pub fn of(changes: &[Change]) -> CountChanges {
        let mut counts = BTreeMap::new();
        let mut add = |standing: &Counted, by: i64| {
            if standing.counted {
                *counts.entry((standing.organisations, standing.status.number())).or_default() += by;
            }
        };
        for change in changes {
            change.before.iter().for_each(|before| add(before, -1));
            add(&change.after, 1);
        }
        CountChanges(counts)
    }

    /// Writes the counts, and how they stand on the batch's day.
    pub fn write(&self, connection: &Connection, day: Day) -> Result<(), ReadError> {
        let mut write = connection.prepare_cached(
            "INSERT INTO counts VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET people = people + excluded.people
             RETURNING people",
        )?;
        let mut by_day = connection.prepare_cached("INSERT OR REPLACE INTO counts_by_day VALUES (?1, ?2, ?3, ?4)")?;
        for ((organisations, status), by) in self.0.iter().filter(|(_, by)| **by != 0) {
            let people: i64 = write.query_row(params![organisations, status, by], |row| row.get(0))?;
            by_day.execute(params![organisations, status, day.number(), people])?;
        }
        Ok(())
    }
}
