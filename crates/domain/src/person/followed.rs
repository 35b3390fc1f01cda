//! A person followed event by event, through whatever makes earlier events stop or begin to count.

use std::collections::HashMap;

use events::{OpenedEvent, PersonOid, Position};

use super::counting::undone;
use super::{Applied, Person};

/// A person, and the events that they are folded from.
#[derive(Default)]
pub struct Followed {
    events: Vec<OpenedEvent>,
    person: Option<Person>,
}

impl Followed {
    /// Takes in the next event of the person.
    pub fn take(&mut self, event: OpenedEvent) {
        let applied = Person::apply(&mut self.person, &event);
        self.events.push(event);
        if applied == Applied::ReadAgain {
            self.person = Person::fold(&self.events);
        }
    }

    /// The person as of the last event.
    pub fn person(&self) -> Option<&Person> {
        self.person.as_ref()
    }

    /// The events so far.
    pub fn events(&self) -> &[OpenedEvent] {
        &self.events
    }

    /// The events that count no longer, each with the reversal that names it; the person is the one with this OID.
    pub fn undone(&self, oid: PersonOid) -> HashMap<Position, Option<Position>> {
        undone(oid, &self.events)
    }

    /// The same, for good.
    pub fn into_person(self) -> Option<Person> {
        self.person
    }
}
