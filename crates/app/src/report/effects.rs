//! What an event brought about: the events of the same command, what those caused, and so on; and for each what would undo
//! it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::named_event::NamedEvent;
use domain::person::CHANGES;
use domain::person::counting::undone;
use domain::reverse::{is_reversible, reversed};
use events::{Actor, EventId, EventKind, Fact, KindSet, OpenedEvent, PersonOid, Position, Tag};
use store::{Reading, TagKey};

use crate::caller::Caller;
use crate::{App, AppError};

/// Most events that are told of.
const MOST: usize = 500;
/// Most people whose events are looked through.
const PEOPLE: usize = 200;

/// What follows from other events, beside what changes a person.
const FOLLOWS: KindSet = CHANGES.and(KindSet::of(&[
    EventKind::ImportRowResolved,
    EventKind::ImportRowWithheld,
    EventKind::PersonalDataErased,
    EventKind::ApprovalAsked,
    EventKind::ApprovalGiven,
    EventKind::ApprovalRefused,
    EventKind::RequestOpened,
    EventKind::RequestDecided,
    EventKind::ReasonStated,
]));

/// An event that was brought about, or the one that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Its position.
    pub position: Position,
    /// How many steps it is from the event that was asked for.
    pub depth: u32,
    /// How it follows from the one above it.
    pub by: Follows,
    /// What it is, and when.
    pub event: NamedEvent,
    /// Who.
    pub actor: Actor,
    /// Whose record it is about.
    pub person: Option<PersonOid>,
    /// What would undo it.
    pub undo: Undo,
}

/// How an event follows from another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows {
    /// It is the one that was asked for.
    Asked,
    /// By the same command.
    SameCommand,
    /// It was caused by it.
    Caused,
    /// A reversal has it count no longer.
    Reversed,
    /// It counts again, since the reversal that named it counts no longer.
    Restored,
}

/// What undoes an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undo {
    /// A reversal.
    Reversal,
    /// It does not count any more: the reversal at this position says so, where one names it.
    Undone(Option<Position>),
    /// Nothing: it says what the world did.
    Nothing,
}

impl App {
    /// What an event of a person brought about, from above to below. `None` when there is no such event of theirs. For
    /// those who read everything.
    pub async fn brought_about(
        &self,
        caller: &Caller,
        oid: PersonOid,
        position: Position,
    ) -> Result<Option<Vec<Effect>>, AppError> {
        self.reading_histories(caller, move |app| {
            let reading = app.store().read();
            if position == Position::START || position > reading.position() {
                return Ok(None);
            }
            let Some(asked) = app.store().events_of(position, 1)?.pop() else { return Ok(None) };
            // The page of a learner shows what was done to the records that are linked with it, too.
            let group = app.group_now(oid)?;
            let records = group.iter().flat_map(|group| group.records()).map(|record| record.oid);
            let records: Vec<PersonOid> = records.chain([oid]).collect();
            if !asked.persons().any(|person| records.contains(&person)) {
                return Ok(None);
            }
            Ok(Some(effects(&reading, asked)?))
        })
        .await
    }
}

/// What was read: of each person the events that may follow from others.
struct Read {
    people: BTreeMap<PersonOid, Vec<OpenedEvent>>,
    events: BTreeMap<Position, OpenedEvent>,
}

fn effects(reading: &Reading<'_>, asked: OpenedEvent) -> Result<Vec<Effect>, AppError> {
    let mut read = Read { people: BTreeMap::new(), events: BTreeMap::from([(asked.position(), asked.clone())]) };
    let mut waiting: BTreeSet<PersonOid> = asked.persons().collect();
    let mut tree: Vec<(Position, u32, Follows)> = Vec::new();
    while !waiting.is_empty() && read.people.len() < PEOPLE {
        let next: Vec<PersonOid> = std::mem::take(&mut waiting).into_iter().take(PEOPLE).collect();
        let tags: Vec<TagKey> = next.iter().map(|oid| Tag::Person(*oid).into()).collect();
        for (oid, events) in next.into_iter().zip(reading.events_of_all(&tags, FOLLOWS)?) {
            read.events.extend(events.iter().map(|event| (event.position(), event.clone())));
            read.people.insert(oid, events);
        }
        tree = read.tree(&asked);
        let known = |oid: &PersonOid| read.people.contains_key(oid);
        let found = tree.iter().filter_map(|(at, ..)| read.events.get(at));
        waiting = found.flat_map(OpenedEvent::persons).filter(|oid| !known(oid)).collect();
    }
    let undone = read.undone();
    Ok(tree.into_iter().filter_map(|(at, depth, by)| effect(read.events.get(&at)?, depth, by, &undone)).collect())
}

fn effect(
    event: &OpenedEvent,
    depth: u32,
    by: Follows,
    undone: &HashMap<Position, Option<Position>>,
) -> Option<Effect> {
    let kind = event.fact.kind();
    let undo = match undone.get(&event.position()) {
        Some(by) => Undo::Undone(*by),
        None if is_reversible(kind) => Undo::Reversal,
        None => Undo::Nothing,
    };
    let actor = event.recorded.envelope.meta.actor.clone();
    let (position, person) = (event.position(), event.persons().next());
    Some(Effect { position, depth, by, event: NamedEvent::of(event), actor, person, undo })
}

/// What a reversal does to the events that it names, where it is asked for, or counts no longer by the one that is.
fn turned(by: Follows, event: &OpenedEvent) -> Option<Follows> {
    match (by, &event.fact) {
        (Follows::Asked | Follows::SameCommand, Fact::Reversed(_)) => Some(Follows::Reversed),
        (Follows::Reversed, Fact::Reversed(_)) => Some(Follows::Restored),
        _ => None,
    }
}

impl Read {
    /// The event that was asked for, and below each what follows from it, in order.
    fn tree(&self, asked: &OpenedEvent) -> Vec<(Position, u32, Follows)> {
        let mut below: HashMap<EventId, Vec<Position>> = HashMap::new();
        for event in self.events.values() {
            if let Some(cause) = event.recorded.envelope.meta.cause {
                below.entry(cause).or_default().push(event.position());
            }
        }
        let command = asked.recorded.envelope.meta.command;
        let mut told = BTreeSet::new();
        let mut tree = Vec::new();
        let mut next = vec![(asked.position(), 0, Follows::Asked)];
        while let Some((at, depth, by)) = next.pop() {
            if tree.len() >= MOST || !told.insert(at) {
                continue;
            }
            tree.push((at, depth, by));
            let Some(event) = self.events.get(&at) else { continue };
            let caused = below.get(&event.recorded.envelope.id).into_iter().flatten();
            let mut under: Vec<_> = caused.map(|below| (*below, depth + 1, Follows::Caused)).collect();
            if let Some(named) = turned(by, event) {
                under.extend(reversed(&event.fact).iter().map(|at| (*at, depth + 1, named)));
            }
            if by == Follows::Asked {
                let same = self.events.values().filter(|other| other.recorded.envelope.meta.command == command);
                under.extend(same.map(|other| (other.position(), 1, Follows::SameCommand)));
            }
            under.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
            next.extend(under);
        }
        tree
    }

    /// Events that do not count, each with the reversal that names it.
    fn undone(&self) -> HashMap<Position, Option<Position>> {
        self.people.iter().flat_map(|(oid, events)| undone(*oid, events)).collect()
    }
}
