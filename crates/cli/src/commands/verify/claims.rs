//! Whose is which identifier? Each claim in the log must carry the handle that the vault gives for the sealed
//! identifier, or an import would not find its person; and nobody may claim what another living person holds.

use std::collections::HashMap;

use events::codes::IdentifierKind;
use events::{Fact, Handle, Opened, OpenedEvent, PersonOid, Position, Tag};
use store::{Identifier, Store, StoreError};

/// Who holds what, after the events looked at so far.
#[derive(Default)]
pub struct Claims {
    holders: HashMap<Handle, PersonOid>,
    /// Events whose identifiers the vault does not know by the handles in their tags.
    pub unfindable: Vec<Position>,
    /// Events that claim what somebody else holds.
    pub doubled: Vec<Position>,
}

impl Claims {
    /// Looks at one more event.
    pub fn look_at(&mut self, store: &Store, event: &OpenedEvent) -> Result<(), StoreError> {
        match &event.fact {
            Fact::PersonRegistered(with) => {
                self.claim(event, with.data.about.head, tagged(event));
                if let Opened::Known(details) = &with.personal {
                    let hetu = details.hetu.map(|hetu| identifier(IdentifierKind::Hetu, hetu.as_str()));
                    let passports = details.passports.iter().map(|text| identifier(IdentifierKind::Passport, text));
                    let emails = details.emails.iter().map(|text| identifier(IdentifierKind::Email, text));
                    self.find(store, event, hetu.into_iter().chain(passports).chain(emails).collect())?;
                }
            }
            Fact::HetuReplaced(with) => {
                self.claim(event, with.data.about.head, vec![with.data.assigned]);
                if let Opened::Known(hetus) = &with.personal {
                    let both = [hetus.assigned, hetus.former];
                    let both = both.iter().map(|hetu| identifier(IdentifierKind::Hetu, hetu.as_str())).collect();
                    self.find(store, event, both)?;
                }
            }
            Fact::ErasureOrdered(with) => with.data.handles.iter().for_each(|handle| {
                self.holders.remove(handle);
            }),
            _ => {}
        }
        Ok(())
    }

    fn claim(&mut self, event: &OpenedEvent, person: PersonOid, handles: Vec<Handle>) {
        for handle in handles {
            if self.holders.insert(handle, person).is_some_and(|holder| holder != person) {
                self.doubled.push(event.position());
            }
        }
    }

    fn find(&mut self, store: &Store, event: &OpenedEvent, of: Vec<Identifier>) -> Result<(), StoreError> {
        let tagged = tagged(event);
        let known = store.vault().find_handles(&of)?;
        if !known.iter().all(|handle| handle.is_some_and(|handle| tagged.contains(&handle))) {
            self.unfindable.push(event.position());
        }
        Ok(())
    }
}

fn identifier(kind: IdentifierKind, value: &str) -> Identifier {
    Identifier { kind, value: value.to_owned() }
}

fn tagged(event: &OpenedEvent) -> Vec<Handle> {
    let handle = |tag: &Tag| match tag {
        Tag::Hetu(handle) | Tag::Passport(handle) | Tag::Email(handle) => Some(*handle),
        _ => None,
    };
    event.recorded.envelope.tags.iter().filter_map(handle).collect()
}
