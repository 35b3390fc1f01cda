//! Tags as the index knows them.

use events::{CommandId, Envelope, EventKind, KindSet, Tag};

/// A tag in the fixed form in which it is looked up: one byte for the kind, sixteen for the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TagKey(pub [u8; 17]);

impl TagKey {
    fn new(kind: u8, value: &[u8]) -> TagKey {
        let mut key = [0; 17];
        key[0] = kind;
        key[1..=value.len()].copy_from_slice(value);
        TagKey(key)
    }

    /// Events that made data unreadable, of whatever subject: each start applies them to the vault again.
    pub fn erasures() -> TagKey {
        TagKey::new(255, &[])
    }

    /// Events by which a second official is asked: few, and listed for those who may decide.
    pub fn approvals() -> TagKey {
        TagKey::new(253, &[])
    }
}

impl AsRef<[u8]> for TagKey {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Tag> for TagKey {
    fn from(tag: Tag) -> TagKey {
        match tag {
            Tag::Person(oid) => TagKey::new(0, &oid.number().to_be_bytes()),
            Tag::Import(id) => TagKey::new(1, id.0.as_bytes()),
            Tag::Case(id) => TagKey::new(2, id.0.as_bytes()),
            Tag::Hetu(handle) => TagKey::new(3, &handle.0),
            Tag::Passport(handle) => TagKey::new(4, &handle.0),
            Tag::Email(handle) => TagKey::new(5, &handle.0),
            Tag::Link(id) => TagKey::new(6, id.0.as_bytes()),
            Tag::Eidas(handle) => TagKey::new(7, &handle.0),
            Tag::Account(handle) => TagKey::new(8, &handle.0),
            Tag::Consumer(id) => TagKey::new(9, id.0.as_bytes()),
        }
    }
}

impl From<CommandId> for TagKey {
    fn from(command: CommandId) -> TagKey {
        TagKey::new(254, command.0.as_bytes())
    }
}

/// Kinds of events that destroy keys.
pub(crate) const ERASURES: KindSet =
    KindSet::of(&[EventKind::ErasureOrdered, EventKind::ImportDataExpired, EventKind::PersonalDataErased]);

/// Every key that an event is found by.
pub(crate) fn keys_of(envelope: &Envelope) -> impl Iterator<Item = TagKey> + '_ {
    let erasure = EventKind::named(&envelope.event_type).is_some_and(|kind| ERASURES.has(kind)).then(TagKey::erasures);
    let approval = (envelope.event_type == EventKind::ApprovalAsked.name()).then(TagKey::approvals);
    envelope.tags.iter().map(|tag| TagKey::from(*tag)).chain(erasure).chain(approval)
}
