//! A person's state for a decision, folded from the log.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use domain::person::Followed;
use domain::{Group, Person, person};
use events::{EventKind, Handle, Identifier, KindSet, OpenedEvent, PersonOid, Position, Recorded, Tag};
use store::{Reading, StoreError, TagKey};

use crate::{App, AppError};

/// Events that change a person.
pub(crate) fn changes() -> KindSet {
    person::CHANGES
}

/// Events that claim or release an identifier.
pub(crate) fn claims() -> KindSet {
    person::CLAIMS
}

/// The record of an OID; a change of it makes the decision void.
pub(crate) fn person(reading: &mut Reading<'_>, oid: PersonOid) -> Result<Option<Person>, StoreError> {
    let events = reading.events(Tag::Person(oid), changes())?;
    Ok(Person::fold(&events))
}

/// The record of an OID with those linked with it; a change of any of them makes the decision void.
pub(crate) fn group(reading: &mut Reading<'_>, oid: PersonOid) -> Result<Option<Group>, StoreError> {
    group_of(oid, |oid| person(reading, oid))
}

/// The record of an OID with those linked with it, each as `person` gives them.
pub(crate) fn group_of<E>(
    oid: PersonOid,
    mut person: impl FnMut(PersonOid) -> Result<Option<Person>, E>,
) -> Result<Option<Group>, E> {
    person(oid)?.map_or(Ok(None), |record| with_its_group(record, person))
}

/// A record that was read, with those linked with it.
fn with_its_group<E>(
    record: Person,
    mut person: impl FnMut(PersonOid) -> Result<Option<Person>, E>,
) -> Result<Option<Group>, E> {
    if is_alone(&record) {
        return Ok(Some(Group::alone(record)));
    }
    let oid = record.oid;
    let mut people = HashMap::from([(oid, Some(record))]);
    while let Some(next) = linked(&people).pop() {
        people.insert(next, person(next)?);
    }
    Ok(group_in(&people, oid))
}

fn is_alone(record: &Person) -> bool {
    record.link.is_none() && record.members.is_empty()
}

/// The record of an OID with those linked with it, as they were after an event or are now; adds nothing to a condition.
pub(crate) fn group_at(
    reading: &Reading<'_>,
    oid: PersonOid,
    at: Option<Position>,
) -> Result<Option<Group>, StoreError> {
    let mut people = HashMap::new();
    read_linked(reading, &mut people, at.unwrap_or(reading.position()), vec![oid])?;
    Ok(group_in(&people, oid))
}

/// Reads those who are linked with one of these records, and so on; adds nothing to a condition.
pub(crate) fn with_linked(
    reading: &Reading<'_>,
    people: &mut HashMap<PersonOid, Option<Person>>,
) -> Result<(), StoreError> {
    let missing = linked(people);
    read_linked(reading, people, reading.position(), missing)
}

fn read_linked(
    reading: &Reading<'_>,
    people: &mut HashMap<PersonOid, Option<Person>>,
    at: Position,
    mut missing: Vec<PersonOid>,
) -> Result<(), StoreError> {
    while !missing.is_empty() {
        let tags: Vec<TagKey> = missing.iter().map(|oid| Tag::Person(*oid).into()).collect();
        let histories = reading.events_of_all(&tags, changes())?;
        let then = |events: &Vec<OpenedEvent>| Person::fold(events.iter().filter(|event| event.position() <= at));
        people.extend(missing.into_iter().zip(histories.iter().map(then)));
        missing = linked(people);
    }
    Ok(())
}

/// The record of an OID with those linked with it, out of people who hold at least all of them.
pub(crate) fn group_in(people: &HashMap<PersonOid, Option<Person>>, oid: PersonOid) -> Option<Group> {
    let record = people.get(&oid)?.as_ref()?;
    if is_alone(record) {
        return Some(Group::alone(record.clone()));
    }
    let (mut tree, mut at) = (vec![record], 0);
    while let Some(next) = tree.get(at).copied() {
        at += 1;
        for oid in next.linked() {
            let known = people.get(&oid).and_then(Option::as_ref);
            tree.extend(known.filter(|known| tree.iter().all(|person| person.oid != known.oid)));
        }
    }
    Group::of(oid, tree.into_iter().cloned())
}

/// Who is linked with one of these records, and not among them.
fn linked(people: &HashMap<PersonOid, Option<Person>>) -> Vec<PersonOid> {
    let all = people.values().flatten().flat_map(Person::linked);
    let mut missing: Vec<PersonOid> = all.filter(|oid| !people.contains_key(oid)).collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

/// What the log says of a handle.
pub(crate) enum Claim {
    /// Nobody holds it.
    Free,
    /// Somebody holds it: their record, and those linked with it.
    Held(Box<Group>),
    /// It goes with somebody's erasure: see [`App::destroy_dead`].
    Dead,
}

/// Who holds the identifier of a handle; a new claim or release makes the decision void.
pub(crate) fn claim(reading: &mut Reading<'_>, handle: impl Into<TagKey>, of: Handle) -> Result<Claim, StoreError> {
    let claims = reading.events(handle, claims())?;
    if person::is_dead(&claims) {
        return Ok(Claim::Dead);
    }
    for oid in person::claimants(&claims) {
        let Some(holder) = person(reading, oid)?.filter(|person| person.holds(of)) else { continue };
        if let Some(group) = with_its_group(holder, |oid| person(reading, oid))? {
            return Ok(Claim::Held(Box::new(group)));
        }
    }
    Ok(Claim::Free)
}

/// Whoever may hold a handle, the likeliest first; nobody where it is dead. Whether they do is told by [`Person::holds`].
pub(crate) fn may_hold(reading: &Reading<'_>, handle: impl Into<TagKey>) -> Result<Vec<PersonOid>, StoreError> {
    let claims = reading.recorded(handle, claims())?;
    let erased =
        |claim: &Arc<Recorded>| EventKind::named(&claim.envelope.event_type) == Some(EventKind::ErasureOrdered);
    if claims.iter().any(erased) {
        return Ok(Vec::new());
    }
    let mut persons: Vec<PersonOid> = Vec::new();
    for person in claims.iter().rev().flat_map(|claim| claim.envelope.persons()) {
        if !persons.contains(&person) {
            persons.push(person);
        }
    }
    Ok(persons)
}

/// Who holds which of these handles, as of a position; `claimed` are the events with each handle. Adds nothing to a
/// condition.
pub(crate) fn holders(
    reading: &Reading<'_>,
    claimed: &[(Handle, Vec<OpenedEvent>)],
    at: Position,
) -> Result<HashMap<Handle, Person>, StoreError> {
    let until = |events: &[OpenedEvent]| events.iter().take_while(|event| event.position() <= at).count();
    let claimants = claimed.iter().map(|(handle, events)| (*handle, person::claimants(&events[..until(events)])));
    let claimants: Vec<(Handle, Vec<PersonOid>)> = claimants.collect();
    let mut oids: Vec<PersonOid> = claimants.iter().flat_map(|(_, oids)| oids).copied().collect();
    oids.sort_unstable();
    oids.dedup();
    let tags: Vec<TagKey> = oids.iter().map(|oid| Tag::Person(*oid).into()).collect();
    let histories = reading.events_of_all(&tags, changes())?;
    let fold = |(oid, events): (&PersonOid, &Vec<OpenedEvent>)| Some((*oid, Person::fold(&events[..until(events)])?));
    let people: HashMap<PersonOid, Person> = oids.iter().zip(&histories).filter_map(fold).collect();
    let held = |(handle, oids): (Handle, Vec<PersonOid>)| {
        let holder = oids.iter().filter_map(|oid| people.get(oid)).find(|person| person.holds(handle))?;
        Some((handle, holder.clone()))
    };
    Ok(claimants.into_iter().filter_map(held).collect())
}

impl App {
    /// What `see` sees of people as they were after an event each; `None` where there was nobody. Whatever changed them is
    /// read once and not kept; blocks.
    pub(crate) fn people_at<T>(
        &self,
        asked: &[(PersonOid, Position)],
        see: impl Fn(&Person) -> T,
    ) -> Result<Vec<Option<T>>, StoreError> {
        let mut order: Vec<usize> = (0..asked.len()).collect();
        order.sort_unstable_by_key(|n| asked[*n]);
        // Each person with what is asked of them, in order.
        let mut people: Vec<(PersonOid, VecDeque<usize>, Followed)> = Vec::new();
        for n in order {
            match people.last_mut() {
                Some((oid, waiting, _)) if *oid == asked[n].0 => waiting.push_back(n),
                _ => people.push((asked[n].0, VecDeque::from([n]), Followed::default())),
            }
        }
        let tags: Vec<TagKey> = people.iter().map(|(oid, ..)| Tag::Person(*oid).into()).collect();
        let mut seen: Vec<Option<T>> = asked.iter().map(|_| None).collect();
        self.store().read().each_of_all(&tags, changes(), |n, event| {
            let (_, waiting, person) = &mut people[n];
            while let Some(n) = waiting.pop_front_if(|n| asked[*n].1 < event.position()) {
                seen[n] = person.person().map(&see);
            }
            person.take(event);
        })?;
        for (_, waiting, person) in people {
            waiting.into_iter().for_each(|n| seen[n] = person.person().map(&see));
        }
        Ok(seen)
    }

    /// The person with an identifier (a hetu, current or superseded, a passport number or an e-mail identifier); blocks.
    /// One that nobody here ever had gets no handle. An OID is no such identifier: nobody holds it.
    pub(crate) fn holder_of(&self, identifier: Identifier) -> Result<Option<Group>, AppError> {
        let Some((tag, handle)) = self.handle_of(identifier)? else { return Ok(None) };
        Ok(match claim(&mut self.store().read(), tag, handle)? {
            Claim::Held(group) => Some(*group),
            Claim::Free | Claim::Dead => None,
        })
    }

    /// The handle of an identifier, where anybody here ever had it; blocks.
    pub(crate) fn handle_of(&self, identifier: Identifier) -> Result<Option<(Tag, Handle)>, AppError> {
        let kind = identifier.kind();
        let handle = self.store().vault().find_handles(&[identifier])?.pop().flatten();
        Ok(handle.and_then(|handle| Some((Tag::of(kind, handle)?, handle))))
    }

    /// Destroys dead handles, so that their identifiers get others; blocks. The erasure does the same, and repeating it
    /// is harmless.
    pub(crate) fn destroy_dead(&self, dead: &[Handle]) -> Result<(), AppError> {
        Ok(self.store().vault().destroy(&[], dead)?)
    }
}
