//! Checks claims of identifiers. Each claim in the log must carry the handle that the vault gives for the sealed
//! identifier, or an import would not find its person; and nobody may claim what another living person holds.

use std::collections::HashMap;

use domain::Person;
use domain::person::counting::turns;
use events::{Fact, Handle, Identifier, Opened, OpenedEvent, PersonOid, Position, Tag};
use store::claims::Claimed;
use store::{StoreError, Vault};

use super::faults::{Fault, Faults};

/// Gives a person as they are after the event that is looked at.
pub type PersonNow<'a> = &'a dyn Fn(PersonOid) -> Result<Option<Person>, StoreError>;

/// Who holds what, after the events looked at so far.
#[derive(Default)]
pub struct Claims {
    /// Identifiers that the vault found by a handle of their event.
    pub found: u64,
    holders: HashMap<Handle, PersonOid>,
    /// What the vault is to be asked.
    asked: Vec<(Position, Vec<Claimed>)>,
}

impl Claims {
    /// How many identifiers somebody holds.
    pub fn in_use(&self) -> usize {
        self.holders.len()
    }

    /// Looks at one more event; `person_now` folds a person up to it. [`Claims::find`] is to be called after every so many.
    pub fn look_at(
        &mut self,
        event: &OpenedEvent,
        faults: &mut Faults,
        person_now: PersonNow<'_>,
    ) -> Result<(), StoreError> {
        if turns(event) {
            self.look_at_turn(event, faults, person_now)?;
        }
        if let Fact::ErasureOrdered(with) = &event.fact {
            for handle in &with.data.handles {
                self.holders.remove(handle);
            }
        }
        let Some(claims) = store::claims::claims(&event.recorded.envelope, &event.fact) else { return Ok(()) };
        for handle in claims.handles {
            let before = self.holders.insert(handle, claims.person).filter(|holder| *holder != claims.person);
            // A claim may have ended with another one, which has other tags.
            if let Some(before) = before
                && person_now(before)?.is_some_and(|person| person.holds(handle))
            {
                faults.add(Fault::Doubled, event.position(), &event.recorded.envelope.event_type);
            }
        }
        if let Opened::Known(claimed) = claims.identifiers {
            self.asked.push((event.position(), claimed));
        }
        Ok(())
    }

    /// Claims end or stand again: of each identifier of the event, who of those concerned holds it now?
    fn look_at_turn(
        &mut self,
        event: &OpenedEvent,
        faults: &mut Faults,
        person_now: PersonNow<'_>,
    ) -> Result<(), StoreError> {
        let tags = &event.recorded.envelope.tags;
        let mut people: Vec<Person> = Vec::new();
        for oid in tags.iter().filter_map(Tag::person) {
            people.extend(person_now(oid)?);
        }
        for tag in tags {
            let Some(handle) = tag.handle() else { continue };
            let elsewhere = self.holders.get(&handle).filter(|oid| people.iter().all(|person| person.oid != **oid));
            let elsewhere = elsewhere.map(|oid| person_now(*oid)).transpose()?.flatten();
            let holders: Vec<PersonOid> = people
                .iter()
                .chain(&elsewhere)
                .filter(|person| person.holds(handle))
                .map(|person| person.oid)
                .collect();
            match holders.first() {
                Some(holder) => drop(self.holders.insert(handle, *holder)),
                None => drop(self.holders.remove(&handle)),
            }
            if holders.len() > 1 {
                faults.add(Fault::Doubled, event.position(), &event.recorded.envelope.event_type);
            }
        }
        Ok(())
    }

    /// Asks the vault for everything since the last time, in one question.
    pub fn find(&mut self, vault: &Vault, faults: &mut Faults) -> Result<(), StoreError> {
        let asked = std::mem::take(&mut self.asked);
        let identifiers: Vec<Identifier> =
            asked.iter().flat_map(|(_, claimed)| claimed).map(|claimed| claimed.identifier.clone()).collect();
        let mut known = vault.find_handles(&identifiers)?.into_iter();
        for (position, claimed) in asked {
            let count = claimed.len();
            let stands =
                |(claimed, known): &(Claimed, Option<Handle>)| known.is_some_and(|k| claimed.among.contains(&k));
            if claimed.into_iter().zip(known.by_ref()).filter(stands).count() == count {
                self.found += count as u64;
            } else {
                faults.add(Fault::Unfindable, position, "");
            }
        }
        Ok(())
    }
}
