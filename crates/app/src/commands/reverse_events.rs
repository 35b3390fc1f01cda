//! Reverse events: a link, an override, a hetu change, a reversal. What goes along with them is reversed too.

use std::collections::{BTreeSet, HashSet};

use domain::approval::About;
use domain::reverse::{Plan, Refusal, Scene, Wanted, plan, reverse};
use domain::undo_import::ALONE;
use domain::{Draft, Person};
use events::catalogue::Provenance;
use events::codes::{LinkReason, Right};
use events::{EventKind, Fact, Instant, KindSet, OpenedEvent, PersonOid, Position, Tag};
use minicbor::{Decode, Encode};
use store::tag_index::{Order, Span};

use super::{Approvable, Command, Fresh, Look, Opens, Reach};
use crate::caller::Caller;
use crate::people::claims;
use crate::{App, AppError};

/// See the module.
#[derive(Clone, Encode, Decode)]
pub struct ReverseEvents {
    /// What the official wants. The person on whose page it was decided is among it.
    #[n(0)]
    pub wanted: Wanted,
}

impl Command for ReverseEvents {
    const NAME: &'static str = "reverse_events";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = Scene;
    /// The events that no longer count.
    type Answer = Vec<Position>;
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Scene, AppError> {
        scene(look, &self.wanted)
    }

    fn reach(&self, scene: &Scene) -> Reach {
        if scene.people.is_empty() { Reach::Nothing } else { Reach::Organisations(Vec::new()) }
    }

    fn decide(&self, scene: &Scene, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        reverse(scene, &self.wanted)
    }

    /// What the register said of somebody is not taken back by one official alone, also where it goes with its hetu; one
    /// alone does not merge two again whom it has confirmed, nor change so many learners as no import may be undone of.
    fn needs_second(&self, scene: &Scene) -> Option<(About, Approvable)> {
        let plan = plan(scene, &self.wanted).ok()?;
        let verified = |person: &Option<Person>| person.as_ref().is_some_and(Person::is_in_register);
        let mut revoked = plan.changed.iter().filter(|(_, (before, after))| verified(before) && !verified(after));
        let of_register = |position: &Position| {
            plan.events.get(position).is_some_and(|event| event.kind == EventKind::IdentifiedFromRegister)
        };
        let named = plan.goes.keys().any(of_register).then_some(self.wanted.about).flatten();
        let turned = revoked.next().map(|(oid, _)| *oid).or_else(|| merged_again(scene, &plan));
        let turned = turned.or_else(|| many(&plan));
        let about = named.or_else(|| turned.map(|oid| self.wanted.about.unwrap_or(oid)))?;
        Some((About::Person(Provenance::unlinked(about, None)), Approvable::ReverseEvents(self.clone())))
    }

    fn answer(&self, facts: &[&Fact]) -> Option<Vec<Position>> {
        facts.iter().find_map(|fact| match fact {
            Fact::Reversed(with) => Some(with.data.events.clone()),
            _ => None,
        })
    }
}

impl App {
    /// What would happen if events counted no longer, conflicts and all, for whoever decides. Nothing is written.
    pub async fn reversal_plan(&self, caller: &Caller, wanted: Wanted) -> Result<Result<Plan, Refusal>, AppError> {
        let caller = caller.clone();
        self.blocking(move |app| {
            let scene = scene(&mut Look::begin(app, &caller), &wanted)?;
            Ok(plan(&scene, &wanted))
        })
        .await
    }
}

impl App {
    /// Rows of imports that led to the heads while links that go were in force, each with its head, the newest first, and
    /// whether there are more. They stay with the head; the official may mean otherwise.
    pub async fn rows_to_heads(&self, plan: &Plan) -> Result<(Vec<RowToHead>, bool), AppError> {
        let goes = plan.goes.keys().filter_map(|position| plan.events.get(position));
        let links: Vec<(PersonOid, Position)> =
            goes.filter_map(|event| Some((event.link?.1, event.position))).collect();
        self.blocking(move |app| {
            let (reading, mut rows, mut more) = (app.store().read(), Vec::new(), false);
            let resolved = KindSet::of(&[EventKind::ImportRowResolved]);
            for (head, link) in links {
                let span = Span { after: link, ..Span::until(reading.position()) };
                let tags = [Tag::Person(head).into()];
                let found = reading.page(&tags, resolved, span, Order::NewestFirst, ROWS_TO_HEAD + 1)?;
                more |= found.len() > ROWS_TO_HEAD;
                let of_head = found.iter().take(ROWS_TO_HEAD).filter_map(|event| match &event.fact {
                    Fact::ImportRowResolved(with) if with.data.about.addressed == head => {
                        Some(RowToHead { head, import: with.data.import, row: with.data.row, at: event.recorded_at() })
                    }
                    _ => None,
                });
                rows.extend(of_head);
            }
            Ok((rows, more))
        })
        .await
    }
}

/// A row of an import that led to a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowToHead {
    /// The head.
    pub head: PersonOid,
    /// Number of the import.
    pub import: Position,
    /// Number of the row in it, from 0.
    pub row: u32,
    /// When.
    pub at: Instant,
}

/// So many of each link are told.
const ROWS_TO_HEAD: usize = 20;

/// Who would be merged again with somebody, each of them confirmed by the register.
fn merged_again(scene: &Scene, plan: &Plan) -> Option<PersonOid> {
    let is_merge = |oid: &PersonOid, edge: Position| {
        let events = scene.people.get(oid).into_iter().flatten();
        events.filter(|event| event.position() == edge).any(
            |event| matches!(&event.fact, Fact::PersonLinked(with) if with.data.reason == LinkReason::VerifiedMerged),
        )
    };
    let link = |person: &Option<Person>| person.as_ref().and_then(|person| person.link);
    let mut joined = plan.changed.iter().filter(|(_, (before, _))| link(before).is_none());
    joined.find(|(oid, (_, after))| link(after).is_some_and(|link| is_merge(oid, link.since))).map(|(oid, _)| *oid)
}

/// The first of the learners who change, where they are more than one official alone may undo rows of an import about. One
/// event stands for many: a part of an import that was undone is brought back by one.
fn many(plan: &Plan) -> Option<PersonOid> {
    let many = plan.changed.len() > ALONE as usize;
    many.then(|| plan.changed.keys().next().copied()).flatten()
}

/// Reads everybody whom the events are about, who is linked with them, whom the events of the same commands are about, and
/// who has an identifier that would be somebody's again.
fn scene(look: &mut Look<'_>, wanted: &Wanted) -> Result<Scene, AppError> {
    let mut scene = Scene::default();
    let mut waiting: Vec<PersonOid> = Vec::new();
    for position in &wanted.events {
        waiting.extend(look.event(*position)?.iter().flat_map(OpenedEvent::persons));
    }
    // Whoever the page is about must be known, or it is about nobody.
    waiting.extend(wanted.about.filter(|_| !waiting.is_empty()));
    let mut commands = HashSet::new();
    loop {
        while let Some(oid) = waiting.pop() {
            if scene.people.contains_key(&oid) {
                continue;
            }
            let events = look.history(oid)?;
            waiting.extend(
                events
                    .iter()
                    .filter(|event| matches!(event.fact, Fact::PersonLinked(_)))
                    .flat_map(OpenedEvent::persons),
            );
            if !events.is_empty() {
                scene.people.insert(oid, events);
            }
        }
        let known: BTreeSet<PersonOid> = scene.people.keys().copied().collect();
        let goes: Vec<OpenedEvent> = match plan(&scene, wanted) {
            Ok(plan) => {
                let all = scene.people.values().flatten();
                all.filter(|event| plan.goes.contains_key(&event.position())).cloned().collect()
            }
            // The decision says why.
            Err(_) => return Ok(scene),
        };
        for event in &goes {
            waiting.extend(event.persons());
            if commands.insert(event.recorded.envelope.meta.command) {
                waiting.extend(
                    look.of_command(event.recorded.envelope.meta.command)?.iter().flat_map(OpenedEvent::persons),
                );
            }
        }
        waiting.extend(rivals(look, &scene, &goes)?);
        waiting.retain(|oid| !known.contains(oid));
        if waiting.is_empty() {
            return Ok(scene);
        }
    }
}

/// Whoever claims an identifier that the events which go are about.
fn rivals(look: &mut Look<'_>, scene: &Scene, goes: &[OpenedEvent]) -> Result<Vec<PersonOid>, AppError> {
    let of_events = goes.iter().flat_map(|event| event.recorded.envelope.tags.iter().copied());
    let of_people =
        scene.people.values().filter_map(Person::fold).flat_map(|person| person.identifiers().collect::<Vec<_>>());
    let identifiers: BTreeSet<Tag> = of_events.chain(of_people).filter(|tag| tag.handle().is_some()).collect();
    let mut rivals = Vec::new();
    for tag in identifiers {
        rivals.extend(look.events(tag, claims())?.iter().flat_map(OpenedEvent::persons));
    }
    Ok(rivals)
}
