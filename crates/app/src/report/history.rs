//! A person's history, a part at a time. Anyone who shows one reads what the part holds and, once and in order, whatever
//! changed the person; how many rows of imports name them makes no difference.

use std::collections::HashMap;
use std::sync::Arc;

use domain::Person;
use domain::named_event::NamedEvent;
use domain::person::Followed;
use domain::reverse::reversed;
use events::{Actor, EventId, Fact, KindSet, OpenedEvent, PersonOid, Position, Tag};
use store::{Order, Reading, Span, StoreError, TagKey};

use super::curtain::Curtain;
use super::undo_orders::{UndoOrder, UndoOrders};
use super::{Cursor, Slice, page_length, slice};
use crate::people::group_in;

/// Which part of a history is wanted.
#[derive(Debug, Clone)]
pub struct HistoryPart {
    /// The last entry first.
    pub newest_first: bool,
    /// Behind which entry it begins.
    pub after: Option<Cursor>,
    /// Most entries, 1–100.
    pub limit: u32,
}

/// Something that happened to the person.
pub struct HistoryEntry {
    /// What happened.
    pub event: OpenedEvent,
    /// The person before and after, when it changed them; there is nobody before the registration.
    pub change: Option<(Option<Arc<Person>>, Arc<Person>)>,
    /// The entry that led to this one, when it is one of this history.
    pub cause: Option<Cause>,
    /// It counts no longer.
    pub undone: Option<Undone>,
    /// The events that a reversal has count no longer, each with what it was where it is one of this history.
    pub reverses: Vec<(Position, Option<NamedEvent>)>,
    /// The events that count again by it, where it has reversals count no longer.
    pub brings_back: Vec<NamedEvent>,
    /// The order of an official that an import is undone, where the event carries out a part of it.
    pub order: Option<Arc<UndoOrder>>,
    /// The orders of which a reversal takes parts back.
    pub restores: Vec<Arc<UndoOrder>>,
}

/// Why an event counts no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undone {
    /// The reversal that names it; none where it rested on a hetu that was withdrawn.
    pub by: Option<Position>,
}

/// An entry that led to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cause {
    /// Where it stands.
    pub position: Position,
    /// The type of its event.
    pub event_type: &'static str,
    /// Whoever did that did what followed, too.
    pub by_same: bool,
}

impl HistoryPart {
    /// Where a part begins whose first entry, when the newest come first, is this one.
    pub fn beginning_with(entry: Position) -> Cursor {
        at(entry.next())
    }

    /// The events of the part and one more, in the order in which they happened.
    pub(super) fn read(&self, reading: &Reading<'_>, tags: &[TagKey]) -> Result<Vec<OpenedEvent>, StoreError> {
        let whole = Span::until(reading.position());
        let place = self.after.as_ref().and_then(Cursor::place).map(|(position, _)| position.max(0).unsigned_abs());
        let (order, span) = match (self.newest_first, place) {
            (true, Some(before)) => (Order::NewestFirst, Span::until(Position(before.saturating_sub(1)))),
            (true, None) => (Order::NewestFirst, whole),
            (false, Some(after)) => (Order::OldestFirst, Span { after: Position(after), ..whole }),
            (false, None) => (Order::OldestFirst, whole),
        };
        let mut events = reading.page(tags, KindSet::ALL, span, order, page_length(self.limit) + 1)?;
        events.sort_unstable_by_key(OpenedEvent::position);
        Ok(events)
    }

    /// The part, in its own order, of entries in the order in which they happened.
    pub(super) fn slice(&self, mut entries: Vec<HistoryEntry>) -> Slice<HistoryEntry> {
        if self.newest_first {
            entries.reverse();
        }
        slice(entries, page_length(self.limit), None, |entry| at(entry.event.position()))
    }
}

fn at(position: Position) -> Cursor {
    Cursor::at(i64::try_from(position.0).unwrap_or(i64::MAX), 0)
}

/// Follows a record, and those linked with it, through whatever changed them, and keeps what is asked for on the way.
pub(super) struct Walk {
    /// Whose page it is.
    main: PersonOid,
    /// The records so far.
    people: HashMap<PersonOid, Followed>,
    /// The event at which the person is asked for besides, until it is passed.
    stop: Option<Position>,
    /// The record there.
    stood: Option<Option<Person>>,
    /// Events of the part, in order, each with where to find the person before and after in `states`.
    part: Vec<(OpenedEvent, Option<Turn>)>,
    /// Those of them that are passed.
    passed: usize,
    /// The person before and after events of the part.
    states: Vec<Person>,
    /// Records so far, where they are among `states`.
    kept: HashMap<PersonOid, usize>,
    causes: HashMap<EventId, Option<Led>>,
}

/// What led to entries, and whoever did it.
type Led = (Cause, Actor);

/// An event that a reversal names, and the events that it names itself.
type Named = (NamedEvent, Vec<Position>);

#[derive(Clone, Copy)]
struct Turn {
    before: Option<usize>,
    after: usize,
}

impl Walk {
    /// Begins before the first event of a record and of those in `linked`. `part` is in order.
    pub fn new(main: PersonOid, linked: &[PersonOid], stop: Option<Position>, part: Vec<OpenedEvent>) -> Walk {
        let wanted = part.iter().filter_map(|event| event.recorded.envelope.meta.cause);
        let mut causes: HashMap<EventId, Option<Led>> = wanted.map(|id| (id, None)).collect();
        part.iter().for_each(|event| note(&mut causes, event));
        let part = part.into_iter().map(|event| (event, None)).collect();
        let people = linked.iter().chain([&main]).map(|oid| (*oid, Followed::default())).collect();
        let (states, kept) = (Vec::new(), HashMap::new());
        Walk { main, people, stop, stood: None, part, passed: 0, states, kept, causes }
    }

    /// Takes the next event that changed one of the records.
    pub fn take(&mut self, event: OpenedEvent) {
        self.stop_before(event.position());
        note(&mut self.causes, &event);
        let behind = |(entry, _): &(OpenedEvent, _)| entry.position() < event.position();
        self.passed += self.part[self.passed..].iter().take_while(|entry| behind(entry)).count();
        let shown = self.part.get(self.passed).is_some_and(|(entry, _)| entry.position() == event.position());
        let concerned = self.concerned(&event);
        // An entry shows what became of the record that the page is about, or else of the first that is concerned.
        let told = concerned.iter().copied().find(|oid| *oid == self.main).or(concerned.first().copied());
        // A link and a reversal change what is seen of all together.
        let of_all = shown && matches!(event.fact, Fact::PersonLinked(_) | Fact::Reversed(_));
        let before = match of_all {
            true => self.keep_together(),
            false => told.filter(|_| shown).and_then(|oid| self.keep(oid)),
        };
        for oid in concerned {
            self.people.entry(oid).or_default().take(event.clone());
            self.kept.remove(&oid);
        }
        let after = match of_all {
            true => self.keep_together(),
            false => told.filter(|_| shown).and_then(|oid| self.keep(oid)),
        };
        if let Some(after) = after {
            self.part[self.passed].1 = Some(Turn { before, after });
        }
    }

    fn concerned(&self, event: &OpenedEvent) -> Vec<PersonOid> {
        let tags = event.recorded.envelope.tags.iter();
        tags.filter_map(Tag::person).filter(|oid| self.people.contains_key(oid)).collect()
    }

    fn person(&self, oid: PersonOid) -> Option<&Person> {
        self.people.get(&oid)?.person()
    }

    /// The record as it is, and as it was at the stop.
    pub fn end(mut self) -> (Option<Person>, Option<Person>, Unveiled) {
        self.stop_before(Position(u64::MAX));
        let person = self.person(self.main).cloned();
        let Walk { people, stood, part, states, causes, .. } = self;
        let stood = stood.unwrap_or_else(|| person.clone());
        let undone = people.iter().flat_map(|(oid, followed)| followed.undone(*oid)).collect();
        let named = named_by_reversals(&part, &people);
        (person, stood, Unveiled { part, states, causes, undone, named })
    }

    /// A record so far, among what is kept.
    fn keep(&mut self, oid: PersonOid) -> Option<usize> {
        if let Some(kept) = self.kept.get(&oid) {
            return Some(*kept);
        }
        let person = self.person(oid)?.clone();
        self.states.push(person);
        self.kept.insert(oid, self.states.len() - 1);
        Some(self.states.len() - 1)
    }

    /// What is seen of the record so far, completed from those that it is linked with.
    fn keep_together(&mut self) -> Option<usize> {
        let people = self.people.iter().map(|(oid, followed)| (*oid, followed.person().cloned())).collect();
        self.states.push(group_in(&people, self.main)?.into_shown());
        Some(self.states.len() - 1)
    }

    fn stop_before(&mut self, next: Position) {
        if self.stop.take_if(|stop| *stop < next).is_some() {
            self.stood = Some(self.person(self.main).cloned());
        }
    }
}

/// The events that reversals of the part name.
fn named_by_reversals(
    part: &[(OpenedEvent, Option<Turn>)],
    people: &HashMap<PersonOid, Followed>,
) -> HashMap<Position, Named> {
    let names = |event: &OpenedEvent| reversed(&event.fact).to_vec();
    let mut named: HashMap<Position, Named> = HashMap::new();
    let mut next: Vec<Position> = part.iter().flat_map(|(event, _)| names(event)).collect();
    if next.is_empty() {
        return named;
    }
    let events = people.values().flat_map(Followed::events);
    let all: HashMap<Position, &OpenedEvent> = events.map(|event| (event.position(), event)).collect();
    // What a reversal named that is itself named counts again.
    while let Some(at) = next.pop() {
        let Some(event) = all.get(&at) else { continue };
        if named.insert(event.position(), (NamedEvent::of(event), names(event))).is_none() {
            next.extend(names(event));
        }
    }
    named
}

fn note(causes: &mut HashMap<EventId, Option<Led>>, event: &OpenedEvent) {
    let envelope = &event.recorded.envelope;
    if let Some(wanted) = causes.get_mut(&envelope.id) {
        let cause = Cause { position: event.position(), event_type: event.fact.event_type(), by_same: false };
        *wanted = Some((cause, envelope.meta.actor.clone()));
    }
}

/// What counts again, where an event has reversals count no longer.
fn brought_back(named: &HashMap<Position, Named>, fact: &Fact) -> Vec<NamedEvent> {
    let reversals = reversed(fact).iter().filter_map(|at| named.get(at));
    let again = reversals.flat_map(|(_, again)| again).filter_map(|at| named.get(at));
    again.map(|(event, _)| *event).collect()
}

/// What led to an event.
fn led_to(causes: &HashMap<EventId, Option<Led>>, event: &OpenedEvent) -> Option<Cause> {
    let meta = &event.recorded.envelope.meta;
    let (cause, by) = causes.get(&meta.cause?)?.as_ref()?;
    Some(Cause { by_same: *by == meta.actor, ..*cause })
}

/// A part of a history that is not fit to be shown yet.
pub(super) struct Unveiled {
    part: Vec<(OpenedEvent, Option<Turn>)>,
    states: Vec<Person>,
    causes: HashMap<EventId, Option<Led>>,
    undone: HashMap<Position, Option<Position>>,
    named: HashMap<Position, Named>,
}

impl Unveiled {
    /// The events.
    pub fn events(&self) -> impl Iterator<Item = &OpenedEvent> {
        self.part.iter().map(|(event, _)| event)
    }

    /// The entries as they may be shown, in the order in which they happened.
    pub fn behind(self, curtain: &Curtain, orders: &UndoOrders) -> Vec<HistoryEntry> {
        let behind = |mut person: Person| {
            curtain.person(&mut person);
            Arc::new(person)
        };
        let states: Vec<Arc<Person>> = self.states.into_iter().map(behind).collect();
        let person = |n: usize| Arc::clone(&states[n]);
        let entry = |(event, turn): (OpenedEvent, Option<Turn>)| HistoryEntry {
            change: turn.map(|turn| (turn.before.map(person), person(turn.after))),
            cause: led_to(&self.causes, &event),
            undone: self.undone.get(&event.position()).map(|by| Undone { by: *by }),
            reverses: reversed(&event.fact)
                .iter()
                .map(|at| (*at, self.named.get(at).map(|(event, _)| *event)))
                .collect(),
            brings_back: brought_back(&self.named, &event.fact),
            order: orders.get(&event.position()).cloned(),
            restores: reversed(&event.fact).iter().filter_map(|at| orders.get(at).cloned()).collect(),
            event: curtain.event(event),
        };
        self.part.into_iter().map(entry).collect()
    }
}

#[cfg(test)]
#[path = "history_tests.rs"]
mod tests;
