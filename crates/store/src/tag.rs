//! Tags as the index knows them, and sets of event types.

use events::{CommandId, Envelope, Fact, Tag};

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
        }
    }
}

impl From<CommandId> for TagKey {
    fn from(command: CommandId) -> TagKey {
        TagKey::new(254, command.0.as_bytes())
    }
}

/// Number of an event type in the catalogue of this program; the index is rebuilt when the catalogue changes.
pub type TypeNumber = u8;

/// Types whose events destroy keys.
pub(crate) const ERASURES: &[&str] = &["ErasureOrdered", "ImportDataExpired", "PersonalDataErased"];

/// The number of a stored type; one that this program does not know gets a number of its own, which is in every set.
pub fn type_number(event_type: &str) -> TypeNumber {
    Fact::TYPES.iter().position(|name| *name == event_type).map_or(UNKNOWN, |n| n as u8)
}

const UNKNOWN: TypeNumber = 63;

/// A set of event types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TypeSet(u64);

impl TypeSet {
    /// Every type.
    pub const ALL: TypeSet = TypeSet(u64::MAX);

    /// These types, by their names in the catalogue.
    pub fn of(names: &[&str]) -> TypeSet {
        TypeSet(names.iter().fold(1 << UNKNOWN, |set, name| set | 1 << type_number(name)))
    }

    /// Adds a type.
    pub(crate) fn insert(&mut self, number: TypeNumber) {
        self.0 |= 1 << (number & UNKNOWN);
    }

    /// Have the sets a type in common?
    pub(crate) fn intersects(self, other: TypeSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Is this type in the set?
    pub fn contains(self, number: TypeNumber) -> bool {
        self.0 >> (number & UNKNOWN) & 1 == 1
    }
}

/// Every key that an event is found by.
pub(crate) fn keys_of(envelope: &Envelope) -> impl Iterator<Item = TagKey> + '_ {
    let erasure = ERASURES.contains(&envelope.event_type.as_str()).then(TagKey::erasures);
    envelope.tags.iter().map(|tag| TagKey::from(*tag)).chain(erasure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_type_is_in_every_set_so_that_a_newer_node_is_never_overlooked() {
        let set = TypeSet::of(&["PersonRegistered"]);
        assert!(set.contains(type_number("PersonRegistered")));
        assert!(!set.contains(type_number("ImportReceived")));
        assert!(set.contains(type_number("SomethingFromTheFuture")));
    }

    #[test]
    fn the_catalogue_fits_the_set() {
        assert!(Fact::TYPES.len() < UNKNOWN as usize);
    }
}
