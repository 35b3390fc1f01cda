//! A person's state for a decision, folded from the log.

use std::collections::{HashMap, VecDeque};

use domain::person::Followed;
use domain::{Person, person};
use events::codes::IdentifierKind;
use events::{Handle, Identifier, KindSet, OpenedEvent, PersonOid, Position, Tag};
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

/// The person with an OID; a change of them makes the decision void.
pub(crate) fn person(reading: &mut Reading<'_>, oid: PersonOid) -> Result<Option<Person>, StoreError> {
    let events = reading.events(Tag::Person(oid), changes())?;
    Ok(Person::fold(&events))
}

/// What the log says of a handle.
pub(crate) enum Claim {
    /// Nobody holds it.
    Free,
    /// Somebody holds it.
    Held(Box<Person>),
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
        if let Some(person) = person(reading, oid)?.filter(|person| person.holds(of)) {
            return Ok(Claim::Held(Box::new(person)));
        }
    }
    Ok(Claim::Free)
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
    pub(crate) fn holder_of(&self, identifier: Identifier) -> Result<Option<Person>, AppError> {
        let tag = match identifier.kind() {
            IdentifierKind::Oid => return Ok(None),
            IdentifierKind::Hetu => Tag::Hetu,
            IdentifierKind::Passport => Tag::Passport,
            IdentifierKind::Email => Tag::Email,
            IdentifierKind::Eidas => Tag::Eidas,
            IdentifierKind::Account => Tag::Account,
        };
        let Some(handle) = self.store().vault().find_handles(&[identifier])?.pop().flatten() else { return Ok(None) };
        Ok(match claim(&mut self.store().read(), tag(handle), handle)? {
            Claim::Held(person) => Some(*person),
            Claim::Free | Claim::Dead => None,
        })
    }

    /// Destroys dead handles, so that their identifiers get others; blocks. The erasure does the same, and repeating it
    /// is harmless.
    pub(crate) fn destroy_dead(&self, dead: &[Handle]) -> Result<(), AppError> {
        Ok(self.store().vault().destroy(&[], dead)?)
    }
}
