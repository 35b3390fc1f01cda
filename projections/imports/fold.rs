//! What events change of imports.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::Status;
use events::catalogue::RowOutcome;
use events::{Day, Fact, OpenedEvent, Position};
use rusqlite::{Connection, params};

use crate::ReadError;
use crate::import_rows::fold::{Written, subject};
use crate::organisation_sets::fold::OrganisationSets;
use crate::people::fold::Change;

/// What a batch adds to an import's counts.
#[derive(Default, Clone, Copy)]
struct Added {
    resolved: i64,
    created: i64,
    refused: i64,
    conflicts: i64,
    by_status: [i64; 3],
}

/// The imports of a batch.
#[derive(Default)]
pub(crate) struct ImportChanges {
    received: Vec<OpenedEvent>,
    added: BTreeMap<Position, Added>,
    checked: BTreeMap<Position, i64>,
    completed: Vec<(Position, i64)>,
    expired: Vec<events::ImportId>,
}

impl ImportChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent) {
        match &event.fact {
            Fact::ImportReceived(_) => self.received.push(event.clone()),
            Fact::ImportRowResolved(with) => {
                let added = self.added.entry(with.data.import).or_default();
                added.resolved += 1;
                added.created += i64::from(with.data.outcome == RowOutcome::Created);
                added.conflicts += i64::from(!with.data.conflicts.is_empty());
            }
            Fact::ImportRowRefused(with) => self.added.entry(with.data.import).or_default().refused += 1,
            Fact::ImportCompleted(with) => self.completed.push((with.data.import, event.recorded_at().millis())),
            Fact::ImportDataExpired(with) => self.expired.push(with.data.import_id),
            _ => {}
        }
    }

    /// Counts rows by the state of their people: rows that lead to them since this batch, or no more, and earlier rows of
    /// people whose state changed.
    pub fn count(&mut self, changes: &[Change]) {
        for change in changes {
            let after = change.after.status;
            let Some(before) = change.before.map(|before| before.status).filter(|before| *before != after) else {
                change.gained.iter().for_each(|(import, rows)| self.add(*import, after, *rows));
                continue;
            };
            change.gained.iter().for_each(|(import, rows)| self.add(*import, before, *rows));
            for (import, rows) in &change.imports {
                self.add(*import, after, i64::from(*rows));
                self.add(*import, before, -i64::from(*rows));
            }
        }
    }

    fn add(&mut self, import: u64, status: Status, rows: i64) {
        self.added.entry(Position(import)).or_default().by_status[usize::from(status.number())] += rows;
    }

    /// Takes in rows that were judged again, and conflicts that were checked.
    pub fn written(&mut self, rows: &Written) {
        for (import, by) in &rows.in_conflict {
            self.added.entry(*import).or_default().conflicts += by;
        }
        for (import, by) in &rows.checked {
            *self.checked.entry(*import).or_default() += by;
        }
    }

    /// Writes the imports.
    pub fn write(&self, connection: &Connection, sets: &mut OrganisationSets, day: Day) -> Result<(), ReadError> {
        self.received.iter().try_for_each(|event| insert(connection, sets, event))?;
        let mut add = connection.prepare_cached(
            "UPDATE imports SET resolved = resolved + ?2, refused = refused + ?3, conflicts = conflicts + ?4,
               successful = successful + ?5, in_progress = in_progress + ?6, failed = failed + ?7, created = created + ?8 WHERE number = ?1",
        )?;
        for (number, added) in &self.added {
            let [successful, in_progress, failed] = added.by_status;
            add.execute(params![
                number.0,
                added.resolved,
                added.refused,
                added.conflicts,
                successful,
                in_progress,
                failed,
                added.created
            ])?;
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO imports_by_day
                     SELECT number, ?2, resolved, refused, successful, in_progress, failed, conflicts FROM imports
                     WHERE number = ?1",
                )?
                .execute(params![number.0, day.number()])?;
        }
        for (number, checked) in &self.checked {
            let mut add = connection.prepare_cached("UPDATE imports SET checked = checked + ?2 WHERE number = ?1")?;
            add.execute(params![number.0, checked])?;
        }
        for (number, at) in &self.completed {
            connection.execute("UPDATE imports SET completed = ?2 WHERE number = ?1", params![number.0, at])?;
        }
        let expired: HashSet<_> = self.expired.iter().collect();
        for id in expired {
            let id = id.0.as_bytes().as_slice();
            // What was sealed under the import's key reads as erased from now on, also the references of refused rows.
            connection.execute(
                "UPDATE import_rows SET tunniste = NULL
                 WHERE import = (SELECT number FROM imports WHERE id = ?1) AND person IS NULL",
                [id],
            )?;
            connection.execute("UPDATE imports SET expired = 1, key = NULL WHERE id = ?1", [id])?;
        }
        Ok(())
    }
}

fn insert(connection: &Connection, sets: &mut OrganisationSets, event: &OpenedEvent) -> Result<(), ReadError> {
    let Fact::ImportReceived(with) = &event.fact else { return Ok(()) };
    let meta = &event.recorded.envelope.meta;
    let organisations: BTreeSet<_> = with.data.organisations.iter().cloned().collect();
    let organisations = sets.number(connection, &organisations)?;
    connection
        .prepare_cached(
            "INSERT INTO imports VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0, 0, 0, 0, 0, NULL, 0, 0, 0)",
        )?
        .execute(params![
            event.position().0,
            with.data.import_id.0.as_bytes().as_slice(),
            event.key().map(|key| key.0.as_bytes().to_vec()),
            with.data.interface.number(),
            organisations,
            subject(&meta.actor),
            with.data.service,
            meta.request.0.as_bytes().as_slice(),
            event.recorded_at().millis(),
            with.data.rows,
        ])?;
    Ok(())
}
