//! What of a learner is hidden from a caller, in every state and event that is shown: addresses and home municipality
//! under a protection order, register answers that may be somebody else's, and what others sent.

use std::collections::BTreeSet;

use domain::Person;
use events::catalogue::{ComparedRecord, ReassignedRow, RefusedRow, ResolvedRow};
use events::person::{ContactField, ContactGroup, RegisterRecord, SentRow};
use events::{Fact, Opened, OpenedEvent, Position};

/// What a caller may see of one learner.
pub(super) struct Curtain {
    /// Is there a protection order now? `None` for anyone who reads everything.
    pub protected: Option<bool>,
    /// May the register's answers be seen that did not fit?
    pub compares: bool,
    /// Imports of which the caller may see what was sent; `None` for all.
    pub sent: Option<BTreeSet<Position>>,
}

impl Curtain {
    /// Removes what an order hides, one of now or of then; tells whether there is one.
    pub fn person(&self, person: &mut Person) -> bool {
        let hidden = self.hides(person.protected);
        if hidden {
            person.municipality = None;
            person.contacts.retain(bears_no_address);
        }
        hidden
    }

    /// The same for what stands in an event.
    pub fn event(&self, mut event: OpenedEvent) -> OpenedEvent {
        match &mut event.fact {
            Fact::PersonRegistered(with) => {
                if let (true, Opened::Known(details)) = (self.hides(false), &mut with.personal) {
                    details.contacts.retain(bears_no_address);
                }
            }
            Fact::IdentifiedFromRegister(with) => {
                if let Opened::Known(record) = &mut with.personal {
                    self.record(record);
                }
            }
            Fact::RegisterDataRefreshed(with) => {
                if let Opened::Known(record) = &mut with.personal {
                    self.record(record);
                }
            }
            Fact::IdentificationFailed(with) => {
                if !self.compares {
                    with.personal = with.personal.without_data().replaced(ComparedRecord { record: None });
                }
                if let Opened::Known(ComparedRecord { record: Some(record) }) = &mut with.personal {
                    self.record(record);
                }
            }
            Fact::ImportRowResolved(with) if self.sent.as_ref().is_some_and(|own| !own.contains(&with.data.import)) => {
                let nothing = ResolvedRow { tunniste: None, sent: None };
                with.personal = with.personal.without_data().replaced(nothing);
            }
            Fact::ImportRowReassigned(with)
                if self.sent.as_ref().is_some_and(|own| !own.contains(&with.data.import)) =>
            {
                let words = with.personal.known().and_then(|row| row.words.clone());
                let nothing = ReassignedRow { tunniste: None, sent: SentRow::default(), words };
                with.personal = with.personal.without_data().replaced(nothing);
            }
            Fact::ImportRowRefused(with) if self.sent.as_ref().is_some_and(|own| !own.contains(&with.data.import)) => {
                with.personal = with.personal.without_data().replaced(RefusedRow { tunniste: None });
            }
            _ => {}
        }
        event
    }

    fn record(&self, record: &mut RegisterRecord) {
        if self.hides(record.protected) {
            record.municipality = None;
            record.contacts.retain(bears_no_address);
        }
    }

    fn hides(&self, protected_then: bool) -> bool {
        self.protected.is_some_and(|now| now || protected_then)
    }
}

/// Contact details that an order does not hide.
pub(crate) fn bears_no_address(group: &ContactGroup) -> bool {
    use ContactField::{City, Country, Municipality, PostalCode, StreetAddress};
    !group
        .details
        .iter()
        .any(|detail| matches!(detail.field, StreetAddress | Municipality | PostalCode | City | Country))
}

trait Replaced {
    fn replaced<T>(&self, value: T) -> Opened<T>;
}

impl Replaced for Opened<()> {
    /// The value where anything is readable.
    fn replaced<T>(&self, value: T) -> Opened<T> {
        match self {
            Opened::Known(()) => Opened::Known(value),
            Opened::Erased => Opened::Erased,
            Opened::KeyLost => Opened::KeyLost,
        }
    }
}

#[cfg(test)]
#[path = "curtain_tests.rs"]
mod tests;
