//! Identifiers: who holds one, and which an event claims.

use events::codes::HetuFate;
use events::{Fact, Handle, OpenedEvent, PersonOid, Tag};

/// Who holds an identifier, after the events that claimed or released its handle. A superseded hetu is still held.
pub fn holder<'a>(handle: Handle, claims: impl IntoIterator<Item = &'a OpenedEvent>) -> Option<PersonOid> {
    claims.into_iter().fold(None, |holder, event| match &event.fact {
        Fact::PersonRegistered(with) => Some(with.data.about.addressed),
        Fact::HetuAssigned(with) => Some(with.data.about.addressed),
        Fact::IdentifiedFromRegister(with) => Some(with.data.about.addressed),
        Fact::RegisterDataRefreshed(with) => Some(with.data.about.addressed),
        Fact::HetuReplaced(with) => {
            let released = with.data.former == handle && with.data.fate == HetuFate::Withdrawn;
            if released { None } else { Some(with.data.about.addressed) }
        }
        Fact::ErasureOrdered(_) => None,
        _ => holder,
    })
}

/// Is a handle dead, after the events that claimed or released it? An erasure that was ordered is carried out on the
/// vault in its own time, so a handle may still stand for its identifier: nobody holds it, and nobody may claim it any
/// more, or the new claim would be destroyed with the old one.
pub fn is_dead<'a>(claims: impl IntoIterator<Item = &'a OpenedEvent>) -> bool {
    claims.into_iter().last().is_some_and(|event| matches!(event.fact, Fact::ErasureOrdered(_)))
}

/// Every identifier that an event claims.
pub(super) fn claimed_handles(event: &OpenedEvent) -> impl Iterator<Item = Handle> + '_ {
    event.recorded.envelope.tags.iter().filter_map(|tag| match tag {
        Tag::Hetu(handle) | Tag::Passport(handle) | Tag::Email(handle) => Some(*handle),
        Tag::Person(_) | Tag::Import(_) | Tag::Case(_) => None,
    })
}
