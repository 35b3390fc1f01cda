//! By which order of an official a part of an import was undone. The reversal of a part names it only through the event that
//! is appended behind it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use events::{Actor, EventKind, Fact, KindSet, OpenedEvent, Position};
use store::TagKey;

use crate::{App, AppError};

/// Orders that an import is undone, by the reversals that carried them out.
pub(super) type UndoOrders = HashMap<Position, Arc<UndoOrder>>;

/// An order that an import is undone, or a reversal that restores its rows.
pub struct UndoOrder {
    /// The order itself, by whoever alone gave it, or agreed to it.
    pub event: OpenedEvent,
    /// What asked for it, where a second official agreed.
    pub asked: Option<OpenedEvent>,
}

/// The orders that led to those of some events that are reversals by the registry itself, in a log with this end. They are
/// read in two reads.
pub(super) fn orders<'a>(
    app: &App,
    events: impl Iterator<Item = &'a OpenedEvent>,
    end: Position,
) -> Result<UndoOrders, AppError> {
    let by_registry = |event: &&OpenedEvent| {
        matches!(event.fact, Fact::Reversed(_)) && event.recorded.envelope.meta.actor == Actor::Registry
    };
    let reversals: Vec<Position> = events.filter(by_registry).map(OpenedEvent::position).collect();
    let behind: Vec<Position> = reversals.into_iter().map(Position::next).filter(|at| *at <= end).collect();
    if behind.is_empty() {
        return Ok(UndoOrders::new());
    }
    let mut ordered: HashMap<Position, Vec<Position>> = HashMap::new();
    for part in app.store().events_at(&behind)? {
        let Fact::ImportRowsUndone(with) = &part.fact else { continue };
        ordered.entry(with.data.order).or_default().push(Position(part.position().0 - 1));
    }
    let positions: Vec<Position> = ordered.keys().copied().collect();
    let mut orders = UndoOrders::new();
    for order in app.store().events_at(&positions)? {
        let order = Arc::new(UndoOrder { asked: asked(app, &order)?, event: order });
        let reversals = ordered.remove(&order.event.position()).unwrap_or_default();
        orders.extend(reversals.into_iter().map(|reversal| (reversal, Arc::clone(&order))));
    }
    Ok(orders)
}

impl App {
    /// The order at a position that an import is undone, or the reversal there by which rows are restored, for whoever may
    /// see the import; `None` where there is none.
    pub async fn undo_order(&self, ordered: Position) -> Result<Option<UndoOrder>, AppError> {
        self.blocking(move |app| {
            let order = app.store().events_at(&[ordered])?.pop();
            let order = order.filter(|event| matches!(event.fact, Fact::ImportUndoOrdered(_) | Fact::Reversed(_)));
            order.map(|event| Ok(UndoOrder { asked: asked(app, &event)?, event })).transpose()
        })
        .await
    }

    /// Imports of which an undoing would be taken back, where these events are reversed.
    pub async fn imports_brought_back(&self, events: Vec<Position>) -> Result<BTreeSet<Position>, AppError> {
        self.blocking(move |app| app.brought_back_by(&app.store().events_at(&events)?)).await
    }

    /// The same of events that were read.
    pub(super) fn brought_back_by(&self, events: &[OpenedEvent]) -> Result<BTreeSet<Position>, AppError> {
        let import = |order: &Arc<UndoOrder>| match &order.event.fact {
            Fact::ImportUndoOrdered(with) => Some(with.data.import),
            _ => None,
        };
        let end = self.store().read().position();
        Ok(orders(self, events.iter(), end)?.values().filter_map(import).collect())
    }
}

/// What asked for an order: it caused it, and is about the same import or person.
fn asked(app: &App, order: &OpenedEvent) -> Result<Option<OpenedEvent>, AppError> {
    let envelope = &order.recorded.envelope;
    let tags: Vec<TagKey> = envelope.tags.iter().map(|tag| (*tag).into()).collect();
    let asks = KindSet::of(&[EventKind::ApprovalAsked]);
    let reading = app.store().read();
    let asked = reading.events_of_all(&tags, asks)?.into_iter().flatten();
    Ok(asked.into_iter().find(|event| Some(event.recorded.envelope.id) == envelope.meta.cause))
}
