//! Order that a person's data is erased: keys and handles go, order, causes and chain stay.

use events::catalogue::{ErasureOrdered, Provenance};
use events::{KeyId, PersonOid, Tag, With};

use crate::draft::Draft;
use crate::person::Person;
use crate::refusal::RefusalKind;

/// Most characters of a reason.
pub const LONGEST_REASON: usize = 2_000;

/// Somebody whose data is to be erased.
pub struct ToErase {
    /// The person.
    pub person: Person,
    /// Every identifier that they ever had, as tags.
    pub identifiers: Vec<Tag>,
    /// Keys of data about them that stands under another OID.
    pub other_keys: Vec<KeyId>,
}

/// Why nothing is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such person.
    NoPerson,
    /// Their data is erased already.
    AlreadyErased,
    /// The reason is missing or too long.
    NoReason,
}

impl crate::Refusal for Refusal {
    const ALL: &'static [Refusal] = &[Refusal::NoPerson, Refusal::AlreadyErased, Refusal::NoReason];

    fn name(self) -> &'static str {
        match self {
            Refusal::NoPerson => "no-person",
            Refusal::AlreadyErased => "already-erased",
            Refusal::NoReason => "no-reason",
        }
    }

    fn kind(self) -> RefusalKind {
        match self {
            Refusal::NoPerson => RefusalKind::NotFound,
            Refusal::AlreadyErased => RefusalKind::Conflict,
            Refusal::NoReason => RefusalKind::Invalid("reason"),
        }
    }
}

/// Decides. `group` is everybody of the linked group, the person who was addressed among them; it is empty when there is
/// no such person.
pub fn order_erasure(addressed: PersonOid, group: &[ToErase], reason: &str) -> Result<Draft, Refusal> {
    if reason.trim().is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(Refusal::NoReason);
    }
    if group.is_empty() {
        return Err(Refusal::NoPerson);
    }
    if group.iter().all(|one| one.person.erased) {
        return Err(Refusal::AlreadyErased);
    }
    let keys_of = |one: &ToErase| {
        let cases = one.person.cases.iter().map(|(_, key)| *key);
        one.person.key.into_iter().chain(cases).chain(one.other_keys.iter().copied()).collect::<Vec<KeyId>>()
    };
    let mut identifiers: Vec<Tag> = group.iter().flat_map(|one| one.identifiers.iter().copied()).collect();
    identifiers.sort_unstable();
    identifiers.dedup();
    let persons: Vec<PersonOid> = group.iter().map(|one| one.person.oid).collect();
    let data = ErasureOrdered {
        about: Provenance::unlinked(addressed, None),
        keys: group.iter().flat_map(keys_of).collect(),
        handles: identifiers.iter().filter_map(Tag::handle).collect(),
        persons: persons.clone(),
    };
    let tags = persons.into_iter().map(Tag::Person).chain(identifiers).collect();
    Ok(Draft::plain(With::new(data, Default::default()), tags))
}
