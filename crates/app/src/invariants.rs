//! What must hold after every event, looked at as the log grows, at leisure: one holder for each identifier that counts; one
//! edge a person, and no circle; every number that was issued answers; every row has one state. Decisions keep all of it;
//! this is for the day on which one does not. `oppijaloki verify` looks at the same over the whole log.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::Person;
use domain::group::head_of;
use domain::person::counting::{edges, turns};
use domain::person::{claimants, is_dead};
use events::{Fact, Handle, KindSet, OpenedEvent, PersonOid, Position, Tag};
use serde::{Deserialize, Serialize};
use store::{Reading, TagKey};
use uuid::Uuid;

use crate::imports::resolve::row_command;
use crate::people::{changes, claims};
use crate::reactors::{pause, stopped};
use crate::{App, AppError};

/// Events that are looked at together.
const AT_ONCE: u32 = 500;
/// While others write, so many times as long as a part took is waited behind it.
const REST: u32 = 19;
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// How far it came is kept after so many events.
const KEPT_AFTER: u64 = 20_000;

/// How far the log was looked at, and what was found first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invariants {
    /// Everything held up to this event, or up to the one that broke something.
    pub checked: Position,
    /// The first event that broke one and that no operator has accepted.
    pub broken: Option<Broken>,
}

/// An event that broke an invariant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broken {
    /// Its position.
    pub event: Position,
    /// What holds no longer.
    pub invariant: Invariant,
}

/// What must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Invariant {
    /// Nobody claims what somebody else holds.
    OneHolder,
    /// A person is a member of one other at most.
    OneEdge,
    /// Nobody is above themselves.
    NoCircle,
    /// Every number is one person's, and answers.
    EveryNumberAnswers,
    /// A row is resolved or refused once.
    OneState,
}

impl Invariants {
    /// What is left when an operator has accepted these events: behind one that was reported it is looked again.
    fn without(self, accepted: &BTreeSet<Position>) -> Invariants {
        match self.broken {
            Some(broken) if accepted.contains(&broken.event) => Invariants { checked: broken.event, broken: None },
            _ => self,
        }
    }
}

/// Where it is kept; clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watched(Arc<Mutex<Invariants>>);

impl Watched {
    fn now(&self) -> Invariants {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, now: Invariants) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}

/// The file in which it is kept from one start to the next; it may be deleted any time.
#[derive(Serialize, Deserialize)]
struct Kept {
    journal: Uuid,
    #[serde(flatten)]
    invariants: Invariants,
}

fn file(folder: &Path) -> PathBuf {
    folder.join("invariants.json")
}

fn read(folder: &Path, journal: Uuid, head: Position) -> Invariants {
    let kept = std::fs::read(file(folder)).ok().and_then(|bytes| serde_json::from_slice::<Kept>(&bytes).ok());
    let own = kept.filter(|kept| kept.journal == journal && kept.invariants.checked <= head);
    own.map(|kept| kept.invariants).unwrap_or_default()
}

impl App {
    /// What was found so far.
    pub fn invariants(&self) -> Invariants {
        self.watched.now()
    }

    /// Events that broke one and that an operator has accepted.
    pub fn accepted_breaks(&self) -> impl Iterator<Item = Position> + '_ {
        self.parts.settings.accepted_breaks.iter().copied()
    }
}

/// Looks at the log until the application stops.
pub async fn run(app: App) {
    let Some(journal) = identity(&app).await else { return };
    let (folder, head) = (app.store().cache_folder().to_owned(), app.store().head().position);
    app.watched.set(read(&folder, journal, head).without(&app.parts.settings.accepted_breaks));
    let mut kept = app.invariants().checked;
    while !stopped(&app) {
        let (before, began, head) = (app.invariants(), Instant::now(), app.store().head().position);
        match app.blocking(move |app| app.look_on(before)).await {
            Ok(now) if now.checked > before.checked => {
                app.watched.set(now);
                if let (None, Some(broken)) = (before.broken, now.broken) {
                    tracing::error!(event = %broken.event, invariant = ?broken.invariant, "ALARM: an event broke what must hold; run `oppijaloki verify`, and see docs/operations/README.md");
                }
                if now.checked.0 >= kept.0 + KEPT_AFTER || now.broken != before.broken {
                    keep(&folder, journal, now);
                    kept = now.checked;
                }
                let others_write = app.store().head().position > head;
                let rest = if others_write { REST } else { 1 };
                pause(&app, began.elapsed().saturating_mul(rest).min(LOOK_AGAIN)).await;
            }
            Ok(_) => pause(&app, LOOK_AGAIN).await,
            Err(error) => {
                tracing::warn!(%error, "invariants cannot be looked at; trying again");
                pause(&app, LOOK_AGAIN).await;
            }
        }
    }
    keep(&folder, journal, app.invariants());
}

/// The journal's identity; `None` when the application stops before it is known.
async fn identity(app: &App) -> Option<Uuid> {
    while !stopped(app) {
        match app.store().journal().identity().await {
            Ok(journal) => return Some(journal),
            Err(error) => tracing::warn!(%error, "invariants cannot be looked at yet; trying again"),
        }
        pause(app, LOOK_AGAIN).await;
    }
    None
}

/// One that cannot be kept is found again.
fn keep(folder: &Path, journal: Uuid, invariants: Invariants) {
    let bytes = serde_json::to_vec(&Kept { journal, invariants }).unwrap_or_default();
    let _ = std::fs::write(file(folder), bytes);
}

impl App {
    /// Looks at the next events; blocks.
    fn look_on(&self, before: Invariants) -> Result<Invariants, AppError> {
        let reading = self.store().read();
        if reading.position() <= before.checked {
            return Ok(before);
        }
        let events = self.store().events_of(before.checked.next(), AT_ONCE)?;
        let events: Vec<OpenedEvent> =
            events.into_iter().filter(|event| event.position() <= reading.position()).collect();
        let Some(last) = events.last() else { return Ok(before) };
        let checked = last.position();
        let mut broken: Vec<Broken> = Vec::new();
        broken.extend(claimed_twice(&reading, &events)?);
        broken.extend(registered_twice(&reading, &events)?);
        broken.extend(stated_twice(&reading, &events)?);
        for event in &events {
            let invariant = linked_wrongly(&reading, event)?;
            broken.extend(invariant.map(|invariant| Broken { event: event.position(), invariant }));
        }
        broken.retain(|broken| !self.parts.settings.accepted_breaks.contains(&broken.event));
        let first = broken.into_iter().min_by_key(|broken| broken.event);
        Ok(Invariants { checked, broken: before.broken.or(first) })
    }
}

/// Whoever claims what another holds after that event.
fn claimed_twice(reading: &Reading<'_>, events: &[OpenedEvent]) -> Result<Vec<Broken>, AppError> {
    let mut asked: Vec<(Position, Tag, Handle)> = Vec::new();
    for event in events.iter().filter(|event| claims().has(event.fact.kind())) {
        asked.extend(
            event.recorded.envelope.tags.iter().filter_map(|tag| Some((event.position(), *tag, tag.handle()?))),
        );
    }
    let tags: Vec<TagKey> = asked.iter().map(|(_, tag, _)| (*tag).into()).collect();
    let found = reading.events_of_all(&tags, claims())?;
    let mut broken = Vec::new();
    for ((at, _, handle), claimed) in asked.into_iter().zip(found) {
        let until = |events: Vec<OpenedEvent>| -> Vec<OpenedEvent> {
            events.into_iter().take_while(|event| event.position() <= at).collect()
        };
        let claimed = until(claimed);
        let persons = claimants(&claimed);
        // Nearly every identifier was ever claimed for one person.
        if persons.len() < 2 || is_dead(&claimed) {
            continue;
        }
        let tags: Vec<TagKey> = persons.iter().map(|oid| Tag::Person(*oid).into()).collect();
        let holds = |events: Vec<OpenedEvent>| Person::fold(&until(events)).is_some_and(|person| person.holds(handle));
        if reading.events_of_all(&tags, changes())?.into_iter().filter(|events| holds(events.clone())).count() > 1 {
            broken.push(Broken { event: at, invariant: Invariant::OneHolder });
        }
    }
    Ok(broken)
}

/// Numbers that were issued before.
fn registered_twice(reading: &Reading<'_>, events: &[OpenedEvent]) -> Result<Vec<Broken>, AppError> {
    let registered = events.iter().filter_map(|event| match &event.fact {
        Fact::PersonRegistered(with) => Some((event.position(), with.data.about.addressed)),
        _ => None,
    });
    let registered: Vec<(Position, PersonOid)> = registered.collect();
    let tags: Vec<TagKey> = registered.iter().map(|(_, oid)| Tag::Person(*oid).into()).collect();
    let found = reading.events_of_all(&tags, KindSet::of(&[events::EventKind::PersonRegistered]))?;
    let earlier = |(at, events): &(&(Position, PersonOid), Vec<OpenedEvent>)| {
        events.first().is_none_or(|first| first.position() != at.0)
    };
    let broken = registered.iter().zip(found).filter(earlier);
    Ok(broken.map(|((event, _), _)| Broken { event: *event, invariant: Invariant::EveryNumberAnswers }).collect())
}

/// Rows that have a state already. What a row came to stands under its own command.
fn stated_twice(reading: &Reading<'_>, events: &[OpenedEvent]) -> Result<Vec<Broken>, AppError> {
    let states = |event: &OpenedEvent| match &event.fact {
        Fact::ImportRowResolved(with) => Some((with.data.import, with.data.row)),
        Fact::ImportRowRefused(with) => Some((with.data.import, with.data.row)),
        _ => None,
    };
    let stated: Vec<(Position, (Position, u32))> =
        events.iter().filter_map(|event| Some((event.position(), states(event)?))).collect();
    let commands: Vec<_> = stated.iter().map(|(_, (import, row))| row_command(*import, *row)).collect();
    let mut broken = Vec::new();
    for ((at, _), of_row) in stated.into_iter().zip(reading.of_commands(&commands)?) {
        let mut own = of_row.iter().filter(|event| states(event).is_some()).map(OpenedEvent::position);
        if (own.next(), own.next()) != (Some(at), None) {
            broken.push(Broken { event: at, invariant: Invariant::OneState });
        }
    }
    Ok(broken)
}

/// Two edges of one person, a circle, or a number that does not answer, after an event that links or turns something.
fn linked_wrongly(reading: &Reading<'_>, event: &OpenedEvent) -> Result<Option<Invariant>, AppError> {
    if !matches!(event.fact, Fact::PersonLinked(_)) && !turns(event) {
        return Ok(None);
    }
    let persons = event.persons();
    let (mut waiting, mut known): (BTreeSet<PersonOid>, HashMap<PersonOid, Person>) =
        (persons.collect(), HashMap::new());
    while let Some(oid) = waiting.pop_first() {
        let mut events = reading.events_of_all(&[Tag::Person(oid).into()], changes())?.pop().unwrap_or_default();
        events.retain(|earlier| earlier.position() <= event.position());
        let Some(person) = Person::fold(&events) else { return Ok(Some(Invariant::EveryNumberAnswers)) };
        if edges(oid, &events).len() > 1 {
            return Ok(Some(Invariant::OneEdge));
        }
        waiting.extend(person.link.map(|link| link.to).filter(|to| !known.contains_key(to)));
        known.insert(oid, person);
    }
    let to = |oid: PersonOid| known.get(&oid).and_then(|person| person.link).map(|link| link.to);
    let in_circle = known.keys().any(|oid| to(*oid).is_some() && head_of(*oid, to) == *oid);
    Ok(in_circle.then_some(Invariant::NoCircle))
}
