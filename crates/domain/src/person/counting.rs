//! What counts. An event is never undone; it stops counting. Source: docs/decisions/0027-what-counts.md.
//!
//! *An event counts unless a later [`Reversed`](events::catalogue::Reversed) that counts names it.* The register's answers
//! count only while the person has the hetu by which the register was asked.

use std::collections::{HashMap, HashSet};

use super::claims::tagged;
use super::{ClaimState, Person};
use events::catalogue::{FoundBy, Provenance};
use events::codes::HetuFate;
use events::{EventKind, Fact, Handle, KindSet, OpenedEvent, PersonOid, Position, Tag};

/// Kinds of events that may be reversed. The others say what the world did, and count whatever names them.
pub const REVERSIBLE: KindSet = KindSet::of(&[
    EventKind::PersonRegistered,
    EventKind::OrganisationJoined,
    EventKind::OrganisationLeft,
    EventKind::HetuAssigned,
    EventKind::HetuReplaced,
    EventKind::HetuRemoved,
    EventKind::IdentifiedFromRegister,
    EventKind::RegisterDataRefreshed,
    EventKind::IdentifiedByOfficial,
    EventKind::PersonDetailsCorrected,
    EventKind::PersonPassivated,
    EventKind::PersonReactivated,
    EventKind::PassivePersonSent,
    EventKind::IdentifierAttached,
    EventKind::IdentifierDetached,
    EventKind::PersonLinked,
    EventKind::MarkedNotDuplicate,
    EventKind::Reversed,
]);

/// The events of one person that do not count.
#[derive(Debug, Default)]
pub struct Counting(HashSet<Position>);

impl Counting {
    /// Of all events of one person that change what is seen of them, in order.
    pub fn of(events: &[&OpenedEvent]) -> Counting {
        let mut counting = Counting::default();
        if !events.iter().any(|event| turns(event)) {
            return counting;
        }
        counting.reverse(events);
        counting.end_claims(events);
        counting
    }

    /// Does the event at a position count?
    pub fn counts(&self, position: Position) -> bool {
        !self.0.contains(&position)
    }

    /// From the last event to the first: what a reversal that counts names.
    fn reverse(&mut self, events: &[&OpenedEvent]) {
        let kinds: HashMap<Position, EventKind> =
            events.iter().map(|event| (event.position(), event.fact.kind())).collect();
        for event in events.iter().rev() {
            let Fact::Reversed(with) = &event.fact else { continue };
            if self.counts(event.position()) {
                let may_be = |named: &&Position| kinds.get(named).is_none_or(|kind| REVERSIBLE.has(*kind));
                let named = with.data.events.iter().filter(|named| **named < event.position()).filter(may_be);
                self.0.extend(named);
            }
        }
    }

    /// From the first event to the last: what rests on a claim that has ended.
    fn end_claims(&mut self, events: &[&OpenedEvent]) {
        let mut claims = Claims::default();
        for event in events {
            let position = event.position();
            let rests = rests_on(event);
            if rests.is_some_and(|handle| !claims.standing.contains_key(&handle)) {
                self.0.insert(position);
            }
            if !self.counts(position) {
                continue;
            }
            if let Some(handle) = rests {
                claims.rest(handle, position);
            }
            if let Some(handle) = withdrawn(event) {
                self.0.extend(claims.end(handle));
            }
            claimed(event).into_iter().for_each(|handle| claims.give(handle, position));
        }
    }
}

/// Of all events of a person that change what is seen of them, in order: those that do not count, each with the reversal that
/// names it. What rested on a claim that has ended is named by none.
pub fn undone(person: PersonOid, events: &[OpenedEvent]) -> HashMap<Position, Option<Position>> {
    let own: Vec<&OpenedEvent> = events.iter().filter(|event| concerns(event, person)).collect();
    let counting = Counting::of(&own);
    let gone = own.iter().map(|event| event.position()).filter(|at| !counting.counts(*at));
    let mut undone: HashMap<Position, Option<Position>> = gone.map(|at| (at, None)).collect();
    for event in own.iter().filter(|event| counting.counts(event.position())) {
        let Fact::Reversed(with) = &event.fact else { continue };
        undone.extend(with.data.events.iter().map(|named| (*named, Some(event.position()))));
    }
    undone
}

/// The claims of a person on the way through their events.
#[derive(Default)]
struct Claims {
    /// Claims that stand: which events gave them, and which rest on them.
    standing: HashMap<Handle, Standing>,
}

#[derive(Default)]
struct Standing {
    given_by: Vec<Position>,
    resting: Vec<Position>,
}

impl Claims {
    fn give(&mut self, handle: Handle, by: Position) {
        self.standing.entry(handle).or_default().given_by.push(by);
    }

    fn rest(&mut self, handle: Handle, event: Position) {
        if let Some(standing) = self.standing.get_mut(&handle) {
            standing.resting.push(event);
        }
    }

    /// Ends a claim; gives the events that rested on it, and on the claims that those gave, and so on.
    fn end(&mut self, handle: Handle) -> Vec<Position> {
        let (mut ended, mut handles) = (Vec::new(), vec![handle]);
        while let Some(standing) = handles.pop().and_then(|handle| self.standing.remove(&handle)) {
            for event in standing.resting {
                ended.push(event);
                for (given, other) in &mut self.standing {
                    let before = other.given_by.len();
                    other.given_by.retain(|by| *by != event);
                    if other.given_by.is_empty() && before > 0 {
                        handles.push(*given);
                    }
                }
            }
        }
        ended
    }
}

/// The hetu by which the register was asked, when this is an answer of it.
pub(super) fn rests_on(event: &OpenedEvent) -> Option<Handle> {
    let about = match &event.fact {
        Fact::IdentifiedFromRegister(with) => with.data.about,
        Fact::RegisterDataRefreshed(with) => with.data.about,
        Fact::IdentificationFailed(with) => with.data.about,
        _ => return None,
    };
    match about.by {
        Some(FoundBy::Hetu(handle)) => Some(handle),
        _ => None,
    }
}

/// The hetus that an event claims.
fn claimed(event: &OpenedEvent) -> Vec<Handle> {
    match &event.fact {
        Fact::PersonRegistered(_) => tagged(event, ClaimState::Present).map(|claim| claim.handle).collect(),
        Fact::HetuAssigned(with) => vec![with.data.assigned],
        Fact::HetuReplaced(with) => vec![with.data.assigned],
        Fact::IdentifiedFromRegister(with) => with.data.former.clone(),
        Fact::RegisterDataRefreshed(with) => with.data.former.clone(),
        _ => Vec::new(),
    }
}

/// The hetu that an event shows never to have been the person's.
fn withdrawn(event: &OpenedEvent) -> Option<Handle> {
    match &event.fact {
        Fact::HetuRemoved(with) if with.data.fate == HetuFate::Withdrawn => Some(with.data.removed),
        Fact::HetuReplaced(with) if with.data.fate == HetuFate::Withdrawn => Some(with.data.former),
        _ => None,
    }
}

/// The tags of a reversal: those of the events that it names (a reversal among them has those of the events that it names in
/// turn), and of the identifiers whose claims end or stand again with it. `changed` are the records that it changes, before
/// and after.
pub fn tags_of_reversal<'a>(
    named: impl IntoIterator<Item = &'a OpenedEvent>,
    changed: impl IntoIterator<Item = (&'a Person, &'a Person)>,
) -> Vec<Tag> {
    let mut tags: Vec<Tag> = named.into_iter().flat_map(|event| event.recorded.envelope.tags.iter().copied()).collect();
    for (before, after) in changed {
        let moved = |tag: &(Tag, Handle)| before.holds(tag.1) != after.holds(tag.1);
        let all = before.claims.iter().chain(&after.claims).filter_map(|claim| Some((claim.tag()?, claim.handle)));
        tags.extend(all.filter(moved).map(|(tag, _)| tag));
    }
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// May earlier events stop or begin to count with this one? Then a state cannot take it in alone.
pub fn turns(event: &OpenedEvent) -> bool {
    matches!(event.fact, Fact::Reversed(_)) || withdrawn(event).is_some()
}

/// The edges of a person that count, in order, out of the events that change what is seen of them. There is one at most.
pub fn edges(member: PersonOid, events: &[OpenedEvent]) -> Vec<Position> {
    let own: Vec<&OpenedEvent> = events.iter().filter(|event| concerns(event, member)).collect();
    let counting = Counting::of(&own);
    let edge = |event: &&OpenedEvent| {
        matches!(&event.fact, Fact::PersonLinked(with) if with.data.about.addressed == member)
            && counting.counts(event.position())
    };
    own.into_iter().filter(edge).map(OpenedEvent::position).collect()
}

/// Is an event about this person? A link and a reversal carry the tags of several persons, and so does the erasure of a
/// group; what changes a person's own record names them.
pub fn concerns(event: &OpenedEvent, person: PersonOid) -> bool {
    match &event.fact {
        Fact::PersonLinked(with) => with.data.about.addressed == person || with.data.to == person,
        Fact::MarkedNotDuplicate(with) => with.data.about.addressed == person || with.data.other == person,
        Fact::ErasureOrdered(with) => with.data.persons.contains(&person),
        Fact::Reversed(_) => event.recorded.envelope.tags.contains(&Tag::Person(person)),
        fact => about(fact).is_none_or(|about| about.addressed == person),
    }
}

/// The provenance of what changes a person's own record.
pub fn about(fact: &Fact) -> Option<Provenance> {
    Some(match fact {
        Fact::PersonRegistered(with) => with.data.about,
        Fact::OrganisationJoined(with) => with.data.about,
        Fact::OrganisationLeft(with) => with.data.about,
        Fact::HetuAssigned(with) => with.data.about,
        Fact::HetuReplaced(with) => with.data.about,
        Fact::HetuRemoved(with) => with.data.about,
        Fact::IdentifiedFromRegister(with) => with.data.about,
        Fact::RegisterDataRefreshed(with) => with.data.about,
        Fact::IdentificationFailed(with) => with.data.about,
        Fact::IdentifiedByOfficial(with) => with.data.about,
        Fact::PersonDetailsCorrected(with) => with.data.about,
        Fact::PersonPassivated(with) => with.data.about,
        Fact::PersonReactivated(with) => with.data.about,
        Fact::IdentifierAttached(with) => with.data.about,
        Fact::IdentifierDetached(with) => with.data.about,
        Fact::IdentificationRequested(with) => with.data.about,
        Fact::MovedFromOnr(with) => with.data.about,
        Fact::ReasonStated(with) => with.data.about,
        _ => return None,
    })
}
