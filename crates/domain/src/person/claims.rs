//! Identifiers: which an event claims, and who holds one.

use events::codes::IdentifierKind;
use events::{Fact, Handle, OpenedEvent, PersonOid, Tag};
use minicbor::{Decode, Encode};

use super::Person;

/// An identifier that a person was ever given, and what became of it. It is not personal and survives an erasure: the
/// order to erase a person names all their handles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Claim {
    /// Handle of the identifier.
    #[n(0)]
    pub handle: Handle,
    /// What became of it.
    #[n(1)]
    pub state: ClaimState,
    /// A hetu, a passport number or an e-mail identifier.
    #[n(2)]
    pub kind: IdentifierKind,
}

impl Claim {
    /// The tag under which claims of the identifier stand; `None` of an OID, which nobody claims.
    pub fn tag(&self) -> Option<Tag> {
        Tag::of(self.kind, self.handle)
    }

    /// What a tag names, as a claim in this state.
    pub(super) fn of(tag: &Tag, state: ClaimState) -> Option<Claim> {
        let (kind, handle) = tag.identifier()?;
        Some(Claim { handle, state, kind })
    }
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum ClaimState {
    /// It stands: the person's present hetu, or a passport number or e-mail identifier.
    #[n(0)]
    Present,
    /// It stands: a superseded hetu, which still leads to the person.
    #[n(1)]
    Superseded,
    /// It has ended: the identifier was withdrawn, or the event that gave it does not count.
    #[n(2)]
    Ended,
}

/// Persons who may hold an identifier, after the events that carry its handle, the last one first. Whether somebody does
/// hold it is told by [`Person::holds`]: their claim may have ended with another identifier's, which has other tags.
pub fn claimants<'a>(claims: impl IntoIterator<Item = &'a OpenedEvent>) -> Vec<PersonOid> {
    let mut persons: Vec<PersonOid> = Vec::new();
    for person in claims.into_iter().filter_map(claimant) {
        persons.retain(|known| *known != person);
        persons.push(person);
    }
    persons.reverse();
    persons
}

fn claimant(event: &OpenedEvent) -> Option<PersonOid> {
    match &event.fact {
        Fact::PersonRegistered(with) => Some(with.data.about.addressed),
        Fact::HetuAssigned(with) => Some(with.data.about.addressed),
        Fact::HetuReplaced(with) => Some(with.data.about.addressed),
        Fact::IdentifiedFromRegister(with) => Some(with.data.about.addressed),
        Fact::IdentifierAttached(with) => Some(with.data.about.addressed),
        Fact::RegisterDataRefreshed(with) => Some(with.data.about.addressed),
        _ => None,
    }
}

/// Who holds an identifier, after the events that carry its handle; `person` gives claimants as they are then.
pub fn holder<'a, P: std::borrow::Borrow<Person>>(
    handle: Handle,
    claims: impl IntoIterator<Item = &'a OpenedEvent>,
    person: impl FnMut(PersonOid) -> Option<P>,
) -> Option<P> {
    claimants(claims).into_iter().filter_map(person).find(|person| person.borrow().holds(handle))
}

/// Is a handle dead, after the events that carry it? An erasure that was ordered is carried out on the vault in its own
/// time, so a handle may still stand for its identifier: nobody holds it, and nobody may claim it any more, or the new
/// claim would be destroyed with the old one.
pub fn is_dead<'a>(claims: impl IntoIterator<Item = &'a OpenedEvent>) -> bool {
    claims.into_iter().any(|event| matches!(event.fact, Fact::ErasureOrdered(_)))
}

/// Every identifier among the tags of an event, as claims in this state.
pub(super) fn tagged(event: &OpenedEvent, state: ClaimState) -> impl Iterator<Item = Claim> + '_ {
    event.recorded.envelope.tags.iter().filter_map(move |tag| Claim::of(tag, state))
}

impl Person {
    /// Does this identifier lead to the person?
    pub fn holds(&self, handle: Handle) -> bool {
        !self.erased && self.has_claim(handle)
    }

    /// Does the claim stand, also where the person is erased?
    pub(super) fn has_claim(&self, handle: Handle) -> bool {
        self.claims.iter().any(|claim| claim.handle == handle && claim.state != ClaimState::Ended)
    }

    /// Has a present hetu; known also when none can be read, so that the past counts the same after an erasure.
    pub fn holds_hetu(&self) -> bool {
        self.present_hetu.is_some()
    }

    /// Code of *sukupuoli* as programs read it. Where nobody has said it, the hetu does, whose individual number is odd for men.
    pub fn sex_or_by_hetu(&self) -> Option<&str> {
        let by_hetu = || self.hetu.map(|known| if known.hetu.individual_number() % 2 == 1 { "1" } else { "2" });
        self.sex.as_deref().or_else(by_hetu)
    }

    /// Handles of every identifier ever claimed, for anyone who erases the person.
    pub fn handles(&self) -> Vec<Handle> {
        self.claims.iter().map(|claim| claim.handle).collect()
    }

    /// Every identifier ever claimed, as tags.
    pub fn identifiers(&self) -> impl Iterator<Item = Tag> + '_ {
        self.claims.iter().filter_map(Claim::tag)
    }

    /// A hetu is claimed, or becomes something else.
    pub(super) fn claim_hetu(&mut self, handle: Handle, state: ClaimState) {
        self.claim(Claim { handle, state, kind: IdentifierKind::Hetu });
    }

    /// An identifier is claimed, or becomes something else.
    pub(super) fn claim(&mut self, claim: Claim) {
        match self.claims.iter_mut().find(|known| known.handle == claim.handle) {
            Some(known) => known.state = claim.state,
            None => self.claims.push(claim),
        }
    }

    /// Identifiers that an event which does not count would have claimed: an erasure must find their handles.
    pub(super) fn remember(&mut self, event: &OpenedEvent) {
        for claim in tagged(event, ClaimState::Ended) {
            if self.claims.iter().all(|known| known.handle != claim.handle) {
                self.claims.push(claim);
            }
        }
    }
}
