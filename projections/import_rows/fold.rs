//! What events change of rows.

use std::collections::BTreeMap;

use events::codes::{ConflictKind, RowRefusal};
use events::{Actor, Fact, OpenedEvent, PersonOid, Position};
use rusqlite::{Connection, OptionalExtension, params};

use crate::ReadError;
use crate::people::fold::PeopleInBatch;
use crate::people::keys::PersonKey;

/// A row that a batch resolved or refused.
struct NewRow {
    import: Position,
    row: u32,
    person: Option<PersonKey>,
    conflicts: u32,
    withheld: bool,
    refusal: Option<RowRefusal>,
    tunniste: Option<String>,
}

/// What became of a row later.
enum Later {
    /// It gives its sender access no more, and is in these conflicts.
    Withheld(u32),
    Reassigned(Reassigned),
    /// Its conflict was checked: when, by whom.
    Reviewed(i64, String),
    /// That note was taken back.
    TakenBack,
}

struct Reassigned {
    person: Option<PersonKey>,
    /// The person to whom it led before; absent where it stays.
    was: Option<PersonOid>,
    at: i64,
    conflicts: u32,
    withheld: bool,
    tunniste: Option<String>,
}

/// The rows of a batch.
#[derive(Default)]
pub(crate) struct RowChanges {
    new: Vec<NewRow>,
    /// In the order in which it happened.
    later: Vec<(Position, u32, Later)>,
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
                let withheld = Later::Withheld(bits(&with.data.conflicts));
                self.later.push((with.data.import, with.data.row, withheld));
            }
            Fact::ImportRowReassigned(with) => {
                let reassigned = Reassigned {
                    person: people.key(with.data.about.addressed),
                    was: Some(with.data.from).filter(|from| *from != with.data.about.addressed),
                    at: event.recorded_at().millis(),
                    conflicts: bits(&with.data.conflicts),
                    withheld: with.data.withheld,
                    tunniste: with.personal.known().and_then(|row| row.tunniste.clone()),
                };
                self.later.push((with.data.import, with.data.row, Later::Reassigned(reassigned)));
            }
            Fact::ConflictReviewed(with) => {
                let at = event.recorded_at().millis();
                let who = subject(&event.recorded.envelope.meta.actor).to_owned();
                self.later.push((with.data.import, with.data.row, Later::Reviewed(at, who)));
            }
            Fact::ConflictReviewTakenBack(with) => {
                self.later.push((with.data.import, with.data.row, Later::TakenBack));
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
        let mut written = Written::default();
        self.new.iter().for_each(|row| written.kinds.add(row.import, row.conflicts, 1));
        for (import, row, later) in &self.later {
            match later {
                Later::Withheld(conflicts) => {
                    if written.judged(connection, (*import, *row), *conflicts)? {
                        let mut withhold = connection.prepare_cached(
                            "UPDATE import_rows SET conflicts = ?3, withheld = 1 WHERE import = ?1 AND row = ?2",
                        )?;
                        withhold.execute(params![import.0, row, conflicts])?;
                    }
                }
                Later::Reassigned(reassigned) => reassigned.write(connection, (*import, *row), &mut written)?,
                Later::Reviewed(at, who) => {
                    let mut write =
                        connection.prepare_cached("INSERT OR IGNORE INTO conflict_reviews VALUES (?1, ?2, ?3, ?4)")?;
                    let new = write.execute(params![import.0, row, at, who])? > 0;
                    written.checked.extend(new.then_some((*import, 1)));
                }
                Later::TakenBack => written.forget_review(connection, (*import, *row))?,
            }
        }
        written.kinds.write(connection)?;
        Ok(written)
    }
}

impl Reassigned {
    fn write(
        &self,
        connection: &Connection,
        (import, row): (Position, u32),
        written: &mut Written,
    ) -> Result<(), ReadError> {
        if !written.judged(connection, (import, row), self.conflicts)? {
            return Ok(());
        }
        connection
            .prepare_cached(
                "UPDATE import_rows SET person = ?3, conflicts = ?4, withheld = ?5, tunniste = ?6
                 WHERE import = ?1 AND row = ?2",
            )?
            .execute(params![import.0, row, self.person, self.conflicts, self.withheld, self.tunniste])?;
        let Some(was) = self.was else { return Ok(()) };
        connection
            .prepare_cached("INSERT OR REPLACE INTO reassigned_rows VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![import.0, row, self.at, was.number()])?;
        // What was checked was how the row differed from somebody else.
        written.forget_review(connection, (import, row))
    }
}

/// The imports of rows that were written, where that changes their counts.
#[derive(Default)]
pub(crate) struct Written {
    /// Of each row, beside new ones, that is in a conflict and was in none (1), or the other way round (-1).
    pub in_conflict: Vec<(Position, i64)>,
    /// Of each conflict that is checked now (1), or was (-1).
    pub checked: Vec<(Position, i64)>,
    kinds: Kinds,
}

impl Written {
    /// The conflict of a row is checked no longer.
    fn forget_review(&mut self, connection: &Connection, (import, row): (Position, u32)) -> Result<(), ReadError> {
        let mut forget = connection.prepare_cached("DELETE FROM conflict_reviews WHERE import = ?1 AND row = ?2")?;
        let forgotten = forget.execute(params![import.0, row])? > 0;
        self.checked.extend(forgotten.then_some((import, -1)));
        Ok(())
    }

    /// A row is in these conflicts from now on; `false` where there is no such row.
    fn judged(
        &mut self,
        connection: &Connection,
        (import, row): (Position, u32),
        conflicts: u32,
    ) -> Result<bool, ReadError> {
        let mut find = connection.prepare_cached("SELECT conflicts FROM import_rows WHERE import = ?1 AND row = ?2")?;
        let before: Option<u32> = find.query_row(params![import.0, row], |row| row.get(0)).optional()?;
        let Some(before) = before else { return Ok(false) };
        let by = i64::from(conflicts != 0) - i64::from(before != 0);
        self.in_conflict.extend((by != 0).then_some((import, by)));
        self.kinds.add(import, before, -1);
        self.kinds.add(import, conflicts, 1);
        Ok(true)
    }
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

    fn write(&self, connection: &Connection) -> Result<(), ReadError> {
        let mut add = connection.prepare_cached(
            "INSERT INTO conflict_kinds VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
        )?;
        for ((import, kind), rows) in self.0.iter().filter(|(_, rows)| **rows != 0) {
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
