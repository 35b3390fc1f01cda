//! What events change of rows.

use std::collections::BTreeMap;

use events::codes::{ConflictKind, RowRefusal};
use events::{Actor, Fact, OpenedEvent, Position};
use rusqlite::{Connection, params};

use crate::ReadError;
use crate::people::fold::PeopleInBatch;
use crate::people::keys::PersonKey;

/// A row that a batch resolved or refused.
pub(crate) struct NewRow {
    pub import: Position,
    pub row: u32,
    pub person: Option<PersonKey>,
    pub conflicts: u32,
    withheld: bool,
    refusal: Option<RowRefusal>,
    tunniste: Option<String>,
}

/// A conflict that was checked: import, row, when, by whom.
struct Review(Position, u32, i64, String);

/// The rows of a batch.
#[derive(Default)]
pub(crate) struct RowChanges {
    pub new: Vec<NewRow>,
    reviews: Vec<Review>,
}

impl RowChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent, people: &PeopleInBatch<'_>) {
        match &event.fact {
            Fact::ImportRowResolved(with) => self.new.push(NewRow {
                import: with.data.import,
                row: with.data.row,
                person: people.key(with.data.about.addressed),
                conflicts: bits(&with.data.conflicts),
                withheld: with.data.withheld,
                refusal: None,
                tunniste: with.personal.known().and_then(|row| row.tunniste.clone()),
            }),
            Fact::ImportRowRefused(with) => self.new.push(NewRow {
                import: with.data.import,
                row: with.data.row,
                person: None,
                conflicts: 0,
                withheld: false,
                refusal: Some(with.data.cause),
                tunniste: with.personal.known().and_then(|row| row.tunniste.clone()),
            }),
            Fact::ConflictReviewed(with) => {
                let at = event.recorded_at().millis();
                let who = subject(&event.recorded.envelope.meta.actor).to_owned();
                self.reviews.push(Review(with.data.import, with.data.row, at, who));
            }
            _ => {}
        }
    }

    /// Writes the rows.
    pub fn write(&self, connection: &Connection) -> Result<(), ReadError> {
        let mut write =
            connection.prepare_cached("INSERT OR REPLACE INTO import_rows VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        for row in &self.new {
            let refusal = row.refusal.map(RowRefusal::number);
            write.execute(params![
                row.import.0,
                row.row,
                row.person,
                row.conflicts,
                row.withheld,
                refusal,
                row.tunniste
            ])?;
        }
        self.write_kinds(connection)?;
        for Review(import, row, at, who) in &self.reviews {
            let mut write =
                connection.prepare_cached("INSERT OR IGNORE INTO conflict_reviews VALUES (?1, ?2, ?3, ?4)")?;
            let new = write.execute(params![import.0, row, at, who])?;
            let mut count = connection.prepare_cached("UPDATE imports SET checked = checked + ?2 WHERE number = ?1")?;
            count.execute(params![import.0, new])?;
        }
        Ok(())
    }

    fn write_kinds(&self, connection: &Connection) -> Result<(), ReadError> {
        let mut counts: BTreeMap<(Position, u32), u32> = BTreeMap::new();
        for row in self.new.iter().filter(|row| row.conflicts != 0) {
            let kinds = ConflictKind::ALL.iter().map(|kind| kind.number());
            for kind in kinds.filter(|kind| row.conflicts >> kind & 1 == 1) {
                *counts.entry((row.import, kind)).or_default() += 1;
            }
        }
        let mut add = connection.prepare_cached(
            "INSERT INTO conflict_kinds VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
        )?;
        for ((import, kind), rows) in counts {
            add.execute(params![import.0, kind, rows])?;
        }
        Ok(())
    }
}

/// Who acted, as the read models keep it.
pub(crate) fn subject(actor: &Actor) -> &str {
    match actor {
        Actor::Person(subject) | Actor::Service(subject) => subject,
        Actor::Registry => "registry",
        Actor::Operator => "operator",
    }
}

fn bits(conflicts: &[ConflictKind]) -> u32 {
    conflicts.iter().fold(0, |bits, kind| bits | 1 << kind.number())
}
