//! Checks links: nobody is a member of two others at once, and links form no circle.

use std::collections::HashMap;

use domain::person::counting::turns;
use events::{Fact, OpenedEvent, PersonOid, Tag};
use store::StoreError;

use super::claims::PersonNow;
use super::faults::{Fault, Faults};

/// The links that count, after the events looked at so far.
#[derive(Default)]
pub struct Links(HashMap<PersonOid, PersonOid>);

impl Links {
    /// How many persons are members.
    pub fn members(&self) -> usize {
        self.0.len()
    }

    /// Looks at one more event.
    pub fn look_at(
        &mut self,
        event: &OpenedEvent,
        faults: &mut Faults,
        person_now: PersonNow<'_>,
    ) -> Result<(), StoreError> {
        let at = event.position();
        if let Fact::PersonLinked(with) = &event.fact {
            let (member, to) = (with.data.about.addressed, with.data.to);
            if self.0.insert(member, to).is_some() {
                faults.add(Fault::LinkedTwice, at, member);
            }
            if self.closes(member) {
                faults.add(Fault::Circle, at, member);
            }
            for oid in [member, to] {
                if person_now(oid)?.is_none() {
                    faults.add(Fault::NobodyThere, at, oid);
                }
            }
        } else if turns(event) {
            for tag in &event.recorded.envelope.tags {
                let Tag::Person(oid) = tag else { continue };
                let person = person_now(*oid)?;
                if person.is_none() {
                    faults.add(Fault::NobodyThere, at, oid);
                }
                match person.and_then(|person| person.link) {
                    Some(link) => drop(self.0.insert(*oid, link.to)),
                    None => drop(self.0.remove(oid)),
                }
                if self.closes(*oid) {
                    faults.add(Fault::Circle, at, oid);
                }
            }
        }
        Ok(())
    }

    /// Does the way upwards from a person lead back to them?
    fn closes(&self, from: PersonOid) -> bool {
        let mut at = from;
        for _ in 0..=self.0.len() {
            match self.0.get(&at) {
                Some(to) if *to == from => return true,
                Some(to) => at = *to,
                None => return false,
            }
        }
        true
    }
}
