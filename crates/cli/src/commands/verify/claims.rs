//! Whose is which identifier? Each claim in the log must carry the handle that the vault gives for the sealed
//! identifier, or an import would not find its person; and nobody may claim what another living person holds.

use std::collections::HashMap;

use events::catalogue::Provenance;
use events::codes::HetuFate;
use events::person::RegisterRecord;
use events::{Fact, Handle, Hetu, Identifier, Opened, OpenedEvent, PersonOid, Position, Tag};
use store::{StoreError, Vault};

use super::faults::{Fault, Faults};

/// Who holds what, after the events looked at so far.
#[derive(Default)]
pub struct Claims {
    /// Identifiers that the vault found by a handle of their event.
    pub found: u64,
    holders: HashMap<Handle, PersonOid>,
    /// What the vault is to be asked: identifiers, and the handles among which theirs must be.
    asked: Vec<(Position, Vec<Identifier>, Vec<Handle>)>,
}

impl Claims {
    /// How many identifiers somebody holds.
    pub fn in_use(&self) -> usize {
        self.holders.len()
    }

    /// Looks at one more event. [`Claims::find`] is to be called after every so many.
    pub fn look_at(&mut self, event: &OpenedEvent, faults: &mut Faults) {
        match &event.fact {
            Fact::PersonRegistered(with) => {
                self.claim(event, with.data.about.head, tagged(event), faults);
                if let Opened::Known(details) = &with.personal {
                    let hetu = details.hetu.as_ref().map(Identifier::hetu);
                    let passports = details.passports.iter().filter_map(|text| Identifier::passport(text));
                    let emails = details.emails.iter().filter_map(|text| Identifier::email(text));
                    self.ask(event, hetu.into_iter().chain(passports).chain(emails).collect());
                }
            }
            Fact::HetuAssigned(with) => {
                self.claim(event, with.data.about.head, vec![with.data.assigned], faults);
                if let Opened::Known(hetu) = &with.personal {
                    self.ask_hetus(event, [&hetu.assigned]);
                }
            }
            Fact::IdentifiedFromRegister(with) => {
                self.former(event, with.data.about, &with.data.former, &with.personal, faults);
            }
            Fact::RegisterDataRefreshed(with) => {
                self.former(event, with.data.about, &with.data.former, &with.personal, faults);
            }
            Fact::HetuReplaced(with) => {
                self.claim(event, with.data.about.head, vec![with.data.assigned], faults);
                if with.data.fate == HetuFate::Withdrawn {
                    self.holders.remove(&with.data.former);
                }
                if let Opened::Known(hetus) = &with.personal {
                    self.ask_hetus(event, [&hetus.assigned, &hetus.former]);
                }
            }
            Fact::ErasureOrdered(with) => with.data.handles.iter().for_each(|handle| {
                self.holders.remove(handle);
            }),
            _ => {}
        }
    }

    fn claim(&mut self, event: &OpenedEvent, person: PersonOid, handles: Vec<Handle>, faults: &mut Faults) {
        for handle in handles {
            if self.holders.insert(handle, person).is_some_and(|holder| holder != person) {
                faults.add(Fault::Doubled, event.position(), &event.recorded.envelope.event_type);
            }
        }
    }

    /// The former hetus of a record. None are claimed while somebody else holds one of them.
    fn former(
        &mut self,
        event: &OpenedEvent,
        about: Provenance,
        handles: &[Handle],
        record: &Opened<RegisterRecord>,
        faults: &mut Faults,
    ) {
        self.claim(event, about.head, handles.to_vec(), faults);
        if let (Opened::Known(record), false) = (record, handles.is_empty()) {
            self.ask_hetus(event, &record.former_hetus);
        }
    }

    fn ask_hetus<'a>(&mut self, event: &OpenedEvent, hetus: impl IntoIterator<Item = &'a Hetu>) {
        self.ask(event, hetus.into_iter().map(Identifier::hetu).collect());
    }

    fn ask(&mut self, event: &OpenedEvent, identifiers: Vec<Identifier>) {
        self.asked.push((event.position(), identifiers, tagged(event)));
    }

    /// Asks the vault for everything since the last time, in one question.
    pub fn find(&mut self, vault: &Vault, faults: &mut Faults) -> Result<(), StoreError> {
        let asked = std::mem::take(&mut self.asked);
        let (mut identifiers, mut among) = (Vec::new(), Vec::with_capacity(asked.len()));
        for (position, of_event, handles) in asked {
            among.push((position, of_event.len(), handles));
            identifiers.extend(of_event);
        }
        let mut known = vault.find_handles(&identifiers)?.into_iter();
        for (position, count, handles) in among {
            let fits = |handle: Option<Handle>| handle.is_some_and(|handle| handles.contains(&handle));
            if known.by_ref().take(count).filter(|handle| fits(*handle)).count() == count {
                self.found += count as u64;
            } else {
                faults.add(Fault::Unfindable, position, "");
            }
        }
        Ok(())
    }
}

fn tagged(event: &OpenedEvent) -> Vec<Handle> {
    let handle = |tag: &Tag| match tag {
        Tag::Hetu(handle) | Tag::Passport(handle) | Tag::Email(handle) => Some(*handle),
        _ => None,
    };
    event.recorded.envelope.tags.iter().filter_map(handle).collect()
}
