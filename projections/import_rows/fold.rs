//! What events change of rows.

use std::collections::BTreeMap;

use events::codes::{ConflictKind, RowRefusal};
use events::{Actor, Fact, OpenedEvent, Position};
use rusqlite::{Connection, OptionalExtension, params};

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

/// A row that gives its sender access no more: import, row, in which conflict it is.
struct Withheld(Position, u32, u32);

/// The rows of a batch.
#[derive(Default)]
pub(crate) struct RowChanges {
    pub new: Vec<NewRow>,
    withheld: Vec<Withheld>,
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
            Fact::ImportRowWithheld(with) => {
                self.withheld.push(Withheld(with.data.import, with.data.row, bits(&with.data.conflicts)));
            }
            Fact::ConflictReviewed(with) => {
                let at = event.recorded_at().millis();
                let who = subject(&event.recorded.envelope.meta.actor).to_owned();
                self.reviews.push(Review(with.data.import, with.data.row, at, who));
            }
            _ => {}
        }
    }

    /// Writes the rows.
    pub fn write(&self, connection: &Connection) -> Result<Written, ReadError> {
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
        let mut kinds = Kinds::default();
        self.new.iter().for_each(|row| kinds.add(row.import, row.conflicts, 1));
        let mut written = Written::default();
        for Withheld(import, row, conflicts) in &self.withheld {
            let mut find =
                connection.prepare_cached("SELECT conflicts FROM import_rows WHERE import = ?1 AND row = ?2")?;
            let Some(before) = find.query_row(params![import.0, row], |row| row.get(0)).optional()? else { continue };
            written.in_conflict.extend((before == 0).then_some(*import));
            kinds.add(*import, before, -1);
            kinds.add(*import, *conflicts, 1);
            let mut withhold = connection
                .prepare_cached("UPDATE import_rows SET conflicts = ?3, withheld = 1 WHERE import = ?1 AND row = ?2")?;
            withhold.execute(params![import.0, row, conflicts])?;
        }
        kinds.write(connection)?;
        for Review(import, row, at, who) in &self.reviews {
            let mut write =
                connection.prepare_cached("INSERT OR IGNORE INTO conflict_reviews VALUES (?1, ?2, ?3, ?4)")?;
            let new = write.execute(params![import.0, row, at, who])? > 0;
            written.checked.extend(new.then_some(*import));
        }
        Ok(written)
    }
}

/// The imports of rows that were written, where that changes their counts.
#[derive(Default)]
pub(crate) struct Written {
    /// Of each row that was in no conflict before and is in one now, beside new ones.
    pub in_conflict: Vec<Position>,
    /// Of each conflict that is checked now.
    pub checked: Vec<Position>,
}

/// How many rows more or fewer have a conflict of each kind, by import.
#[derive(Default)]
struct Kinds(BTreeMap<(Position, u32), i64>);

impl Kinds {
    fn add(&mut self, import: Position, conflicts: u32, rows: i64) {
        let kinds = ConflictKind::ALL.iter().map(|kind| kind.number());
        for kind in kinds.filter(|kind| conflicts >> kind & 1 == 1) {
            *self.0.entry((import, kind)).or_default() += rows;
        }
    }

    fn write(self, connection: &Connection) -> Result<(), ReadError> {
        let mut add = connection.prepare_cached(
            "INSERT INTO conflict_kinds VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
        )?;
        for ((import, kind), rows) in self.0.into_iter().filter(|(_, rows)| *rows != 0) {
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
