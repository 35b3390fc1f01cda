//! A person's state for a decision, folded from the log.

use domain::{Person, person};
use events::{Handle, PersonOid, Tag};
use store::{Reading, StoreError, TagKey, TypeSet};

/// Events that change a person.
pub(crate) fn changes() -> TypeSet {
    TypeSet::of(person::CHANGES)
}

/// Events that claim or release an identifier.
pub(crate) fn claims() -> TypeSet {
    TypeSet::of(person::CLAIMS)
}

/// The person with an OID; a change of them makes the decision void.
pub(crate) fn person(reading: &mut Reading<'_>, oid: PersonOid) -> Result<Option<Person>, StoreError> {
    let events = reading.events(Tag::Person(oid), changes())?;
    Ok(Person::fold(&events))
}

/// The person who holds the identifier of a handle; a new claim or release makes the decision void.
pub(crate) fn holder(
    reading: &mut Reading<'_>,
    handle: impl Into<TagKey>,
    of: Handle,
) -> Result<Option<Person>, StoreError> {
    let claims = reading.events(handle, claims())?;
    match person::holder(of, &claims) {
        Some(oid) => person(reading, oid),
        None => Ok(None),
    }
}
