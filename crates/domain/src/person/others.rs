//! Others who were registered under the same OID. See `separate_persons`.

use events::catalogue::Reversed;
use events::{OpenedEvent, PersonOid, Position, With};
use minicbor::{Decode, Encode};

use super::Person;

/// Somebody who was registered under an OID that was another person's already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Other {
    /// Their registration.
    #[n(0)]
    pub registered: Position,
    /// The OID that they have now; absent until they are separated.
    #[n(1)]
    pub has_now: Option<PersonOid>,
}

impl Person {
    /// The log takes no second registration of an OID. In one that holds it, the first person keeps the number, and nothing
    /// of the later one is theirs.
    pub(super) fn another_was_registered(&mut self, event: &OpenedEvent) {
        self.others.push(Other { registered: event.position(), has_now: None });
    }

    /// A registration that is reversed on another person's behalf is theirs: they have another OID now.
    pub(super) fn reversed(&mut self, with: &With<Reversed>) {
        let (about, events) = (with.data.about.addressed, &with.data.events);
        if about == self.oid {
            let _ = self.readable_part(&with.personal);
            return self.others.retain(|other| !events.contains(&other.registered));
        }
        let named = self.others.iter_mut().filter(|other| events.contains(&other.registered));
        named.for_each(|other| other.has_now = Some(about));
    }
}
