//! What events change of imports.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::Status;
use events::{Actor, Fact, OpenedEvent, Position};
use rusqlite::{Connection, params};

use crate::ReadError;
use crate::import_rows::fold::RowChanges;
use crate::people::fold::{Change, PersonKey};

/// What a batch adds to an import's counts.
#[derive(Default, Clone, Copy)]
struct Added {
    resolved: i64,
    refused: i64,
    conflicts: i64,
    by_status: [i64; 3],
}

/// The imports of a batch.
#[derive(Default)]
pub(crate) struct ImportChanges {
    received: Vec<OpenedEvent>,
    added: BTreeMap<Position, Added>,
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
                added.conflicts += i64::from(!with.data.conflicts.is_empty());
            }
            Fact::ImportRowRefused(with) => self.added.entry(with.data.import).or_default().refused += 1,
            Fact::ImportCompleted(with) => self.completed.push((with.data.import, event.recorded_at().millis())),
            Fact::ImportDataExpired(with) => self.expired.push(with.data.import),
            _ => {}
        }
    }

    /// Counts rows by the state of their people: the batch's own rows, and earlier rows of people whose state changed.
    pub fn count(&mut self, connection: &Connection, changes: &[Change], rows: &RowChanges) -> Result<(), ReadError> {
        let after: HashMap<PersonKey, Status> = changes.iter().map(|c| (c.key, c.after.status)).collect();
        for row in &rows.new {
            if let Some(status) = row.person.and_then(|key| after.get(&key)) {
                self.added.entry(row.import).or_default().by_status[usize::from(status.number())] += 1;
            }
        }
        let mut earlier =
            connection.prepare_cached("SELECT import, count(*) FROM import_rows WHERE person = ?1 GROUP BY import")?;
        for change in changes {
            let Some(before) = change.before.filter(|before| before.imported && before.status != change.after.status)
            else {
                continue;
            };
            let mut found = earlier.query([change.key])?;
            while let Some(row) = found.next()? {
                let rows: i64 = row.get(1)?;
                let added = self.added.entry(Position(row.get(0)?)).or_default();
                added.by_status[usize::from(before.status.number())] -= rows;
                added.by_status[usize::from(change.after.status.number())] += rows;
            }
        }
        Ok(())
    }

    /// Writes the imports.
    pub fn write(&self, connection: &Connection) -> Result<(), ReadError> {
        self.received.iter().try_for_each(|event| insert(connection, event))?;
        let mut add = connection.prepare_cached(
            "UPDATE imports SET resolved = resolved + ?2, refused = refused + ?3, conflicts = conflicts + ?4,
               successful = successful + ?5, in_progress = in_progress + ?6, failed = failed + ?7 WHERE number = ?1",
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
                failed
            ])?;
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

fn insert(connection: &Connection, event: &OpenedEvent) -> Result<(), ReadError> {
    let Fact::ImportReceived(with) = &event.fact else { return Ok(()) };
    let meta = &event.recorded.envelope.meta;
    let sender = match &meta.actor {
        Actor::User(subject) => subject.as_str(),
        Actor::Registry => "registry",
        Actor::Operator => "operator",
    };
    let organisations =
        serde_json::to_string(&with.data.organisations).map_err(|_| ReadError::Damaged("imports.organisations"))?;
    connection
        .prepare_cached(
            "INSERT INTO imports VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 0, 0, 0, 0, 0, 0, NULL, 0)",
        )?
        .execute(params![
            event.position().0,
            with.data.import.0.as_bytes().as_slice(),
            event.key().map(|key| key.0.as_bytes().to_vec()),
            with.data.interface.number(),
            organisations,
            sender,
            with.data.service,
            meta.request.0.as_bytes().as_slice(),
            event.recorded_at().millis(),
            with.data.rows,
        ])?;
    Ok(())
}

/// Counts every import's rows by the state of their people at once, after a rebuild.
pub(crate) fn count_all(connection: &Connection) -> Result<(), ReadError> {
    connection.execute_batch(
        "CREATE TEMP TABLE by_status AS
           SELECT import, sum(status = 0) AS successful, sum(status = 1) AS in_progress, sum(status = 2) AS failed
           FROM import_rows JOIN people ON people.key = import_rows.person GROUP BY import;
         UPDATE imports SET (successful, in_progress, failed) =
           (SELECT successful, in_progress, failed FROM by_status WHERE import = number)
         WHERE number IN (SELECT import FROM by_status);
         DROP TABLE by_status;",
    )?;
    Ok(())
}
