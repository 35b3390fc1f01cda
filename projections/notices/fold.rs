//! What events change of notices.

use domain::notice::next_try;
use events::codes::{NotSent, NoticeRound};
use events::{Fact, ImportId, OpenedEvent, Position};
use rusqlite::{Connection, params};

use crate::ReadError;

/// What a batch says of notices, in order. Imports without an address never come here.
#[derive(Default)]
pub(crate) struct NoticeChanges(Vec<Turn>);

enum Turn {
    Wanted(Position),
    Claimed {
        import: Position,
        open: u32,
        next_try: i64,
    },
    Sent {
        import: Position,
        round: NoticeRound,
        at: i64,
    },
    NotSent {
        import: Position,
        cause: NotSent,
    },
    Expired(ImportId),
    /// Of changed numbers: since when, in the first try, and when it is tried again.
    NumbersClaimed {
        import: Position,
        told: Option<i64>,
        next_try: i64,
    },
    NumbersEnded(Position),
}

impl NoticeChanges {
    /// Folds one event.
    pub fn apply(&mut self, event: &OpenedEvent) {
        let turn = match &event.fact {
            Fact::ImportReceived(with) if with.personal.known().is_some_and(|address| address.email.is_some()) => {
                Turn::Wanted(event.position())
            }
            Fact::ImportNoticeClaimed(with) if with.data.round == NoticeRound::Numbers => {
                let (import, at) = (with.data.import, event.recorded_at());
                let told = (with.data.attempt == 1).then(|| at.millis());
                Turn::NumbersClaimed { import, told, next_try: next_try(at, with.data.attempt).millis() }
            }
            Fact::ImportNoticeSent(with) if with.data.round == NoticeRound::Numbers => {
                Turn::NumbersEnded(with.data.import)
            }
            Fact::ImportNoticeNotSent(with) if with.data.round == NoticeRound::Numbers => {
                Turn::NumbersEnded(with.data.import)
            }
            Fact::ImportNoticeClaimed(with) => {
                let next_try = next_try(event.recorded_at(), with.data.attempt).millis();
                Turn::Claimed { import: with.data.import, open: with.data.open, next_try }
            }
            Fact::ImportNoticeSent(with) => {
                let (import, round) = (with.data.import, with.data.round);
                Turn::Sent { import, round, at: event.recorded_at().millis() }
            }
            Fact::ImportNoticeNotSent(with) => Turn::NotSent { import: with.data.import, cause: with.data.cause },
            Fact::ImportDataExpired(with) => Turn::Expired(with.data.import_id),
            _ => return,
        };
        self.0.push(turn);
    }

    /// Writes them. Comes after imports are written, by whose ids an expiry is found.
    pub fn write(&self, connection: &Connection) -> Result<(), ReadError> {
        for turn in &self.0 {
            match turn {
                Turn::Wanted(import) => connection
                    .prepare_cached("INSERT OR IGNORE INTO notices (import, awaited) VALUES (?1, ?2)")?
                    .execute(params![import.0, NoticeRound::First.number()])?,
                Turn::Claimed { import, open, next_try } => connection
                    .prepare_cached("UPDATE notices SET open = ?2, next_try = ?3 WHERE import = ?1")?
                    .execute(params![import.0, open, next_try])?,
                Turn::Sent { import, round: NoticeRound::First, at } => connection
                    .prepare_cached(
                        "UPDATE notices SET first_sent = ?2, next_try = NULL, awaited = iif(open > 0, ?3, NULL)
                         WHERE import = ?1",
                    )?
                    .execute(params![import.0, at, NoticeRound::Further.number()])?,
                Turn::NumbersClaimed { import, told, next_try } => connection
                    .prepare_cached(
                        "UPDATE notices SET numbers_told = coalesce(?2, numbers_told), numbers_try = ?3 WHERE import = ?1",
                    )?
                    .execute(params![import.0, told, next_try])?,
                Turn::NumbersEnded(import) | Turn::Sent { import, round: NoticeRound::Numbers, .. } => connection
                    .prepare_cached("UPDATE notices SET numbers_try = NULL WHERE import = ?1")?
                    .execute([import.0])?,
                Turn::Sent { import, round: NoticeRound::Further, at } => connection
                    .prepare_cached(
                        "UPDATE notices SET further_sent = ?2, next_try = NULL, awaited = NULL WHERE import = ?1",
                    )?
                    .execute(params![import.0, at])?,
                Turn::NotSent { import, cause } => connection
                    .prepare_cached(
                        "UPDATE notices SET not_sent = ?2, next_try = NULL, awaited = NULL WHERE import = ?1",
                    )?
                    .execute(params![import.0, cause.number()])?,
                // Whether there was an address cannot be known from the log any more, so it is not known here either.
                Turn::Expired(import) => connection
                    .prepare_cached("DELETE FROM notices WHERE import = (SELECT number FROM imports WHERE id = ?1)")?
                    .execute([import.0.as_bytes().as_slice()])?,
            };
        }
        Ok(())
    }
}
