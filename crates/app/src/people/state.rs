//! A person's state for a decision, folded from the log.

use domain::{Person, person};
use events::codes::IdentifierKind;
use events::{Handle, Hetu, PersonOid, Tag};
use store::{Identifier, Reading, StoreError, TagKey, TypeSet};

use crate::{App, AppError};

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

impl App {
    /// The person with a hetu, current or superseded; blocks. A hetu that nobody here ever had gets no handle.
    pub(crate) fn holder_of(&self, hetu: Hetu) -> Result<Option<Person>, AppError> {
        let identifier = Identifier { kind: IdentifierKind::Hetu, value: hetu.as_str().to_owned() };
        let Some(handle) = self.store().vault().find_handles(&[identifier])?.pop().flatten() else { return Ok(None) };
        Ok(holder(&mut self.store().read(), Tag::Hetu(handle), handle)?)
    }
}
