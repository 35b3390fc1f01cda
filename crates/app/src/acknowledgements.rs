//! Which consumers have taken the changes up to where.

use domain::acknowledge_changes::TOLD;
use events::{Instant, OpenedEvent, Position};
use projections::acknowledgements::query::{BLOCK, Consumer, block_of, consumers, taken, told_behind};

use crate::{App, AppError};

/// So many events between two acknowledgements are looked at, to see whether consumers are told of any.
const LOOKED_AT: u64 = 2_000;

/// A consumer and what is left to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsumerLine {
    /// Its name in its tokens: client id, or subject.
    pub consumer: String,
    /// What the directory of services calls it.
    pub name: Option<String>,
    /// Up to where it has taken everything.
    pub upto: Position,
    /// When it said so.
    pub at: Instant,
    /// How many events that consumers are told of lie behind that.
    pub left: u64,
    /// When the oldest of them happened.
    pub oldest_left: Option<Instant>,
}

/// Whether a consumer has taken an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking {
    /// Its name in its tokens: client id, or subject.
    pub consumer: String,
    /// What the directory of services calls it.
    pub name: Option<String>,
    /// When it said so; `None` when it has not yet.
    pub taken: Option<Instant>,
}

impl App {
    /// Every consumer that has acknowledged anything and was not taken off the list since, by name.
    pub async fn consumers(&self) -> Result<Vec<ConsumerLine>, AppError> {
        self.caught_up().await;
        self.blocking(|app| {
            let found = app.reads().ask(|connection| {
                let left = |consumer: Consumer| Ok((told_behind(connection, consumer.upto)?, consumer));
                consumers(connection)?.into_iter().filter(|one| !one.removed).map(left).collect::<Result<Vec<_>, _>>()
            })?;
            found.into_iter().map(|(behind, consumer)| app.consumer_line(consumer, behind)).collect()
        })
        .await
    }

    /// Who has taken the event at a position; of those who were taken off the list, only whoever has. `None` when there is
    /// none, or consumers are told nothing of it.
    pub async fn taken(&self, position: Position) -> Result<Option<Vec<Taking>>, AppError> {
        self.caught_up().await;
        self.blocking(move |app| {
            let asked = app.told(position, position)?.into_iter().next();
            if asked.is_none() {
                return Ok(None);
            }
            let found = app.reads().ask(move |connection| {
                let of = |consumer: Consumer| Ok((taken(connection, &consumer.name, position)?, consumer));
                consumers(connection)?.into_iter().map(of).collect::<Result<Vec<_>, _>>()
            })?;
            let line = |(taken, consumer): (Option<Instant>, Consumer)| Taking {
                name: app.name_of(&consumer),
                consumer: consumer.name,
                taken,
            };
            let asked = found.into_iter().filter(|(taken, consumer)| taken.is_some() || !consumer.removed);
            Ok(Some(asked.map(line).collect()))
        })
        .await
    }

    /// May consumers be told of something behind one position and up to another? `true` also when there is more than is
    /// looked at.
    pub(crate) fn may_tell_between(&self, after: Position, upto: Position) -> Result<bool, AppError> {
        Ok(upto.0 - after.0 > LOOKED_AT || !self.told(after.next(), upto)?.is_empty())
    }

    fn consumer_line(
        &self,
        consumer: Consumer,
        (behind, next_block): (u64, Option<u64>),
    ) -> Result<ConsumerLine, AppError> {
        let last_of = |block: u64| Position(block * BLOCK + BLOCK - 1);
        let here = self.told(consumer.upto.next(), last_of(block_of(consumer.upto)))?;
        let next = match (here.is_empty(), next_block) {
            (true, Some(block)) => self.told(Position(block * BLOCK), last_of(block))?,
            _ => Vec::new(),
        };
        Ok(ConsumerLine {
            name: self.name_of(&consumer),
            upto: consumer.upto,
            at: consumer.at,
            left: here.len() as u64 + behind,
            oldest_left: here.first().or(next.first()).map(OpenedEvent::recorded_at),
            consumer: consumer.name,
        })
    }

    /// Events that consumers are told of, from one position to another, in order.
    fn told(&self, first: Position, last: Position) -> Result<Vec<OpenedEvent>, AppError> {
        let (first, last) = (first.max(Position(1)), last.min(self.store().head().position));
        let Some(many) = (last.0 + 1).checked_sub(first.0).filter(|many| *many > 0) else { return Ok(Vec::new()) };
        let events = self.store().events_of(first, u32::try_from(many).unwrap_or(u32::MAX))?;
        Ok(events.into_iter().filter(|event| TOLD.has(event.fact.kind())).collect())
    }

    fn name_of(&self, consumer: &Consumer) -> Option<String> {
        let names = self.parts.services.get();
        names.name_of(&consumer.who).or_else(|| names.name_of(&consumer.name)).map(str::to_owned)
    }
}
