//! Whose is which identifier? Each claim in the log must carry the handle that the vault gives for the sealed
//! identifier, or an import would not find its person; and nobody may claim what another living person holds.

use std::collections::HashMap;

use events::{Fact, Handle, Identifier, Opened, OpenedEvent, PersonOid, Position};
use store::claims::Claimed;
use store::{StoreError, Vault};

use super::faults::{Fault, Faults};

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

    /// Looks at one more event. [`Claims::find`] is to be called after every so many.
    pub fn look_at(&mut self, event: &OpenedEvent, faults: &mut Faults) {
        if let Fact::ErasureOrdered(with) = &event.fact {
            for handle in &with.data.handles {
                self.holders.remove(handle);
            }
        }
        let Some(claims) = store::claims::claims(&event.recorded.envelope, &event.fact) else { return };
        for handle in claims.handles {
            if self.holders.insert(handle, claims.person).is_some_and(|holder| holder != claims.person) {
                faults.add(Fault::Doubled, event.position(), &event.recorded.envelope.event_type);
            }
        }
        if let Some(released) = claims.released {
            self.holders.remove(&released);
        }
        if let Opened::Known(claimed) = claims.identifiers {
            self.asked.push((event.position(), claimed));
        }
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
