//! Order that a person's data is erased: keys and handles go, order, causes and chain stay.

use events::catalogue::{ErasureOrdered, Provenance};
use events::{KeyId, PersonOid, Tag, With};

use crate::draft::Draft;
use crate::person::Person;
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::text::{check_statement, said};

/// Somebody whose data is to be erased.
pub struct ToErase {
    /// The person.
    pub person: Person,
    /// Every identifier that they ever had, as tags.
    pub identifiers: Vec<Tag>,
    /// Keys of data about them that stands under another OID.
    pub other_keys: Vec<KeyId>,
}

refusals! {
    /// Why nothing is erased.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// Their data is erased already.
        AlreadyErased => "already-erased", RefusalKind::Conflict;
        /// The reason is missing.
        ReasonMissing => "no-reason", RefusalKind::Invalid("reason");
        /// The reason is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("reason");
        /// The reason has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("reason");
    }
}

refuses_words!(Refusal);

/// Decides. `group` is everybody of the linked group, the person who was addressed among them; it is empty when there is
/// no such person.
pub fn order_erasure(addressed: PersonOid, group: &[ToErase], reason: &str) -> Result<Draft, Refusal> {
    if said(Some(reason)).is_none() {
        return Err(Refusal::ReasonMissing);
    }
    check_statement(Some(reason))?;
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
