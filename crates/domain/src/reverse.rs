//! Events stop counting: what goes with them, what is kept, and what stands in the way. Source: docs/reversal.md.
//!
//! Nothing is put back, since nothing was moved: a reversal names events, and every state is what it would be without them,
//! plus whatever people did since. Before anything is appended the state that would follow is looked at. Where two things
//! could not both hold in it, that is a [`Conflict`], and the official says which of them shall hold.

mod plan;

use std::collections::{BTreeMap, BTreeSet};

use events::catalogue::{Provenance, ReversalStatement, Reversed};
use events::codes::LinkReason;
use events::{Actor, EventKind, Fact, Handle, OpenedEvent, PersonOid, Position, Tag, With};
use minicbor::{Decode, Encode};

pub use plan::{BothStates, Conflict, Goes, Kept, Plan};

use crate::as_if::as_if_recorded;
use crate::draft::Draft;
use crate::group::head_of;
use crate::link::withdrawal;
use crate::named_event::NamedEvent;
use crate::person::Person;
use crate::person::counting::{Counting, REVERSIBLE, about, concerns, edges, tags_of_reversal};
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::text::{check_statement, said};

/// Most events that one reversal names. More are undone in parts.
pub const MOST: usize = 500;

/// What the official wants. It is kept so while it waits for a second one.
#[derive(Clone, Default, Encode, Decode)]
pub struct Wanted {
    /// The person on whose page it was decided.
    #[n(0)]
    pub about: Option<PersonOid>,
    /// Events that shall no longer count.
    #[n(1)]
    pub events: BTreeSet<Position>,
    /// Events that would go with them, and shall count all the same.
    #[n(2)]
    pub leave: BTreeSet<Position>,
    /// Identifiers that are somebody else's meanwhile: the person who would have them again is to be without them.
    #[n(3)]
    pub give_up: BTreeSet<Handle>,
    /// Why, in the official's own words.
    #[n(4)]
    pub words: Option<String>,
}

/// All that was read: of each person concerned the events that change what is seen of them, in order. It holds the persons
/// of every event that is named and of those that go with it, everybody linked with them, and whoever claims an identifier
/// that would be theirs again.
#[derive(Default)]
pub struct Scene {
    /// Events by person.
    pub people: BTreeMap<PersonOid, Vec<OpenedEvent>>,
}

refusals! {
    /// Why everything counts on.
    Refusal {
        /// There is no such event, or it is not about this person.
        NoEvent => "no-event", RefusalKind::NotFound;
        /// The event says what the world did: it cannot be taken back.
        NotReversible => "not-reversible", RefusalKind::Conflict;
        /// The event does not count any more.
        AlreadyReversed => "already-reversed", RefusalKind::Conflict;
        /// The data of a person concerned was erased.
        Erased => "reversal-erased", RefusalKind::Conflict;
        /// Something stands in the way, and nothing is said of it.
        Undecided => "reversal-undecided", RefusalKind::Conflict;
        /// It names more events than one reversal may.
        TooMany => "reversal-too-many", RefusalKind::Conflict;
        /// Why must be written down.
        ReasonNeeded => "reversal-needs-words", RefusalKind::Invalid("words");
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

refuses_words!(Refusal);

impl Scene {
    /// Every event, once and in order.
    fn events(&self) -> BTreeMap<Position, &OpenedEvent> {
        self.people.values().flatten().map(|event| (event.position(), event)).collect()
    }

    /// Everybody.
    fn folded(&self) -> BTreeMap<PersonOid, Person> {
        self.people.keys().filter_map(|oid| Some((*oid, self.person(*oid)?))).collect()
    }

    /// Does this event link two by the register's word?
    fn is_merge(&self, edge: Position) -> bool {
        let merges = |event: &OpenedEvent| matches!(&event.fact, Fact::PersonLinked(with) if with.data.reason == LinkReason::VerifiedMerged);
        self.people.values().flatten().any(|event| event.position() == edge && merges(event))
    }

    fn person(&self, oid: PersonOid) -> Option<Person> {
        self.people.get(&oid).and_then(Person::fold)
    }

    /// Does an event count? It does when it does for everybody whom it is about: they agree, since a reversal carries the tags
    /// of all of them.
    fn counts(&self, event: &OpenedEvent) -> bool {
        let about = self.people.iter().filter(|(oid, _)| concerns(event, **oid));
        about.into_iter().all(|(oid, events)| counting(*oid, events).counts(event.position()))
    }
}

fn counting(oid: PersonOid, events: &[OpenedEvent]) -> Counting {
    let own: Vec<&OpenedEvent> = events.iter().filter(|event| concerns(event, oid)).collect();
    Counting::of(&own)
}

/// May events of this kind be named by a reversal? The others say what the world did.
pub fn is_reversible(kind: EventKind) -> bool {
    REVERSIBLE.has(kind)
}

/// Looks at what would happen, conflicts and all.
pub fn plan(scene: &Scene, wanted: &Wanted) -> Result<Plan, Refusal> {
    let events = scene.events();
    for position in &wanted.events {
        let event = events.get(position).ok_or(Refusal::NoEvent)?;
        if !REVERSIBLE.has(event.fact.kind()) {
            return Err(Refusal::NotReversible);
        }
        if !scene.counts(event) {
            return Err(Refusal::AlreadyReversed);
        }
    }
    if !wanted.about.is_none_or(|about| scene.people.contains_key(&about)) || wanted.events.is_empty() {
        return Err(Refusal::NoEvent);
    }
    let mut plan = Plan::default();
    go_along(scene, &events, wanted, &mut plan);
    if plan.goes.len() > MOST {
        return Err(Refusal::TooMany);
    }
    let named: Vec<&OpenedEvent> = plan.goes.keys().filter_map(|position| events.get(position).copied()).collect();
    if concerned(&named).any(|oid| scene.person(oid).is_some_and(|person| person.erased)) {
        return Err(Refusal::Erased);
    }
    let after = scene.after(&[reversal(&named, &[], wanted)]);
    plan.conflicts = conflicts(scene, &after);
    let again = named.iter().flat_map(|event| reversed(&event.fact)).filter(|at| !plan.goes.contains_key(at));
    plan.comes_back = again
        .filter(|at| events.get(at).is_some_and(|event| !scene.counts(event) && after.counts(event)))
        .copied()
        .collect();
    let edges = plan.conflicts.iter().flat_map(Conflict::edges).copied();
    plan.may_go = edges.filter(|edge| events.get(edge).is_some_and(|event| scene.counts(event))).collect();
    plan.addressed_to_head = addressed_to_head(&events, &named);
    plan.events = events.iter().map(|(position, event)| (*position, NamedEvent::of(event))).collect();
    let both = |oid: &PersonOid| (*oid, (scene.person(*oid), after.person(*oid)));
    let mut people: BothStates = scene.people.keys().map(both).collect();
    plan.answers = answer_otherwise(&people);
    people.retain(|_, (before, after)| !same(before, after));
    plan.changed = people;
    Ok(plan)
}

/// Everybody who changes, and everybody whose head is another one or changes.
fn answer_otherwise(people: &BothStates) -> BTreeSet<PersonOid> {
    let link = |person: &Option<Person>| person.as_ref().and_then(|person| person.link).map(|link| link.to);
    let before = |oid: PersonOid| people.get(&oid).and_then(|(before, _)| link(before));
    let after = |oid: PersonOid| people.get(&oid).and_then(|(_, after)| link(after));
    let changes = |oid: &PersonOid| people.get(oid).is_some_and(|(before, after)| !same(before, after));
    let answers = |oid: &PersonOid| {
        let head = head_of(*oid, before);
        head != head_of(*oid, after) || changes(oid) || changes(&head)
    };
    people.keys().copied().filter(answers).collect()
}

/// Decides.
pub fn reverse(scene: &Scene, wanted: &Wanted) -> Result<Vec<Draft>, Refusal> {
    check_statement(wanted.words.as_deref())?;
    let plan = plan(scene, wanted)?;
    let given_up = |conflict: &Conflict| matches!(conflict, Conflict::Taken { tag, .. } if tag.handle().is_some_and(|handle| wanted.give_up.contains(&handle)));
    if !plan.conflicts.iter().all(given_up) {
        return Err(Refusal::Undecided);
    }
    if said(wanted.words.as_deref()).is_none() {
        return Err(Refusal::ReasonNeeded);
    }
    let events = scene.events();
    let named: Vec<&OpenedEvent> = plan.goes.keys().filter_map(|position| events.get(position).copied()).collect();
    let changed: Vec<(Person, Person)> =
        plan.changed.into_values().filter_map(|(before, after)| Some((before?, after?))).collect();
    let given_up = |conflict: &Conflict| {
        let Conflict::Taken { tag, of, .. } = conflict else { return None };
        let person = changed.iter().map(|(_, after)| after).find(|person| person.oid == *of)?;
        without(person, tag.handle()?)
    };
    // What is given up goes first: behind no event of the log may two hold one identifier.
    let mut drafts: Vec<Draft> = plan.conflicts.iter().filter_map(given_up).collect();
    drafts.push(reversal(&named, &changed, wanted));
    Ok(drafts)
}

/// The events that a reversal names; none of another event.
pub fn reversed(fact: &Fact) -> &[Position] {
    match fact {
        Fact::Reversed(with) => &with.data.events,
        _ => &[],
    }
}

/// The person gives up an identifier that would be theirs again. Passport numbers and e-mail identifiers have no event that
/// takes them away: then nothing can be reversed but without what gave them.
fn without(person: &Person, handle: Handle) -> Option<Draft> {
    let known = person.hetu.iter().chain(&person.superseded).find(|known| known.handle == handle)?;
    Some(withdrawal(person, *known, person.oid))
}

fn reversal(named: &[&OpenedEvent], changed: &[(Person, Person)], wanted: &Wanted) -> Draft {
    let first = named.first().and_then(|event| concerned(&[event]).next());
    let about = wanted.about.or(first).unwrap_or_else(|| PersonOid::issue(0));
    let data = Reversed {
        about: Provenance::unlinked(about, None),
        events: named.iter().map(|event| event.position()).collect(),
    };
    let changed = changed.iter().map(|(before, after)| (before, after));
    let mut tags = tags_of_reversal(named.iter().copied(), changed);
    tags.retain(|tag| *tag != Tag::Person(about));
    Draft::about(about, With::new(data, ReversalStatement { words: wanted.words.clone() })).tagged(tags)
}

/// Everybody whose record a list of events changes.
fn concerned<'a>(events: &'a [&'a OpenedEvent]) -> impl Iterator<Item = PersonOid> + 'a {
    let tags = events.iter().flat_map(|event| event.recorded.envelope.tags.iter());
    tags.filter_map(Tag::person)
}

/// What goes along with what is named: the events of the same commands, and what those caused, onwards. What a person
/// decided is kept.
fn go_along(scene: &Scene, events: &BTreeMap<Position, &OpenedEvent>, wanted: &Wanted, plan: &mut Plan) {
    plan.goes.extend(wanted.events.iter().map(|position| (*position, Goes::Named)));
    let mut next: Vec<Position> = wanted.events.iter().copied().collect();
    while let Some(event) = next.pop().and_then(|position| events.get(&position)) {
        let meta = &event.recorded.envelope.meta;
        for (position, other) in events {
            let of_other = &other.recorded.envelope.meta;
            let goes = match () {
                () if of_other.command == meta.command => Goes::SameCommand,
                () if of_other.cause == Some(event.recorded.envelope.id) => Goes::CausedBy(event.position()),
                () => continue,
            };
            if plan.goes.contains_key(position) || !REVERSIBLE.has(other.fact.kind()) || !scene.counts(other) {
                continue;
            }
            let decided = matches!(goes, Goes::CausedBy(_)) && matches!(of_other.actor, Actor::Person(_));
            if decided || wanted.leave.contains(position) {
                plan.kept.insert(*position, if decided { Kept::Decided } else { Kept::Left });
                continue;
            }
            plan.goes.insert(*position, goes);
            next.push(*position);
        }
    }
}

impl Scene {
    /// The scene with drafts appended.
    pub fn after(&self, drafts: &[Draft]) -> Scene {
        let mut people = self.people.clone();
        let last = people.values().flatten().map(|event| event.position().0).max().unwrap_or(0);
        for (place, draft) in (last + 1..).zip(drafts) {
            let event = as_if_recorded(draft, Position(place));
            for oid in concerned(&[&event]).collect::<BTreeSet<_>>() {
                people.entry(oid).or_default().push(event.clone());
            }
        }
        Scene { people }
    }
}

/// What could not hold together in the state that would follow, and is not so already.
fn conflicts(before: &Scene, after: &Scene) -> Vec<Conflict> {
    let (were, people) = (before.folded(), after.folded());
    let mut conflicts = Vec::new();
    for person in people.values() {
        let was = were.get(&person.oid);
        for claim in &person.claims {
            let newly = person.holds(claim.handle) && was.is_none_or(|was| !was.holds(claim.handle));
            let other = people.values().find(|other| other.oid != person.oid && other.holds(claim.handle));
            if let (true, Some(other), Some(tag)) = (newly, other, claim.tag()) {
                conflicts.push(Conflict::Taken { tag, of: person.oid, holder: other.oid });
            }
        }
        conflicts.extend(two_links(person.oid, &after.people));
        let Some(link) = person.link else { continue };
        let (member, edge) = (person.oid, link.since);
        let head = head_of(member, |oid| people.get(&oid).and_then(|person| person.link).map(|link| link.to));
        if head == member {
            conflicts.push(Conflict::Circle { member, edge });
        }
        if people.get(&link.to).is_some_and(|to| to.void) {
            conflicts.push(Conflict::VoidHead { member, edge });
        }
        let stood = was.and_then(|was| was.link).is_some_and(|link| link.since == edge);
        if let Some((member, other)) = both_verified(&people, person.oid)
            && !(stood && both_verified(&were, person.oid).is_some())
            && !after.is_merge(edge)
        {
            conflicts.push(Conflict::BothVerified { member, other, edge });
        }
    }
    conflicts
}

/// Two whom the register has confirmed, one below an edge and one above it.
fn both_verified(people: &BTreeMap<PersonOid, Person>, member: PersonOid) -> Option<(PersonOid, PersonOid)> {
    let to = |oid: PersonOid| people.get(&oid).and_then(|person| person.link).map(|link| link.to);
    let head = head_of(member, to);
    // No way up is longer than there are persons, also where it would go in a circle.
    let way = |oid: PersonOid| std::iter::successors(Some(oid), |oid| to(*oid)).take(people.len());
    let verified = people.values().filter(|person| person.is_in_register() && head_of(person.oid, to) == head);
    let (below, above): (Vec<PersonOid>, Vec<PersonOid>) =
        verified.map(|person| person.oid).partition(|oid| way(*oid).any(|at| at == member));
    below.first().copied().zip(above.first().copied())
}

fn two_links(member: PersonOid, people: &BTreeMap<PersonOid, Vec<OpenedEvent>>) -> Option<Conflict> {
    let mut edges = edges(member, people.get(&member)?).into_iter();
    Some(Conflict::TwoLinks { member, edges: [edges.next()?, edges.next()?] })
}

/// What was addressed to the head while an edge that goes was in force. It stays with the head; the official may mean
/// otherwise, and does it by a command of its own.
fn addressed_to_head(events: &BTreeMap<Position, &OpenedEvent>, named: &[&OpenedEvent]) -> Vec<Position> {
    let mut found = BTreeSet::new();
    for edge in named {
        let Fact::PersonLinked(with) = &edge.fact else { continue };
        let later = events.range(edge.position().next()..);
        let of_command = edge.recorded.envelope.meta.command;
        found.extend(later.filter(|(_, event)| event.recorded.envelope.meta.command != of_command).filter_map(
            |(at, event)| {
                let about = about(&event.fact)?;
                (about.addressed == with.data.to && !matches!(event.fact, Fact::Reversed(_))).then_some(*at)
            },
        ));
    }
    found.into_iter().collect()
}

/// The same but for when somebody last changed.
fn same(before: &Option<Person>, after: &Option<Person>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) => {
            let mut after = after.clone();
            (after.position, after.modified_at) = (before.position, before.modified_at);
            (after.hetu_since, after.key) = (before.hetu_since, before.key);
            after.handled_by.clone_from(&before.handled_by);
            after == *before
        }
        (before, after) => before.is_none() && after.is_none(),
    }
}
