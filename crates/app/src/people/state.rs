//! A person's state for a decision, folded from the log.

use domain::{Person, person};
use events::codes::IdentifierKind;
use events::{Handle, KindSet, PersonOid, Tag};
use store::{Identifier, Reading, StoreError, TagKey};

use crate::{App, AppError};

/// Events that change a person.
pub(crate) fn changes() -> KindSet {
    person::CHANGES
}

/// Events that claim or release an identifier.
pub(crate) fn claims() -> KindSet {
    person::CLAIMS
}

/// The person with an OID; a change of them makes the decision void.
pub(crate) fn person(reading: &mut Reading<'_>, oid: PersonOid) -> Result<Option<Person>, StoreError> {
    let events = reading.events(Tag::Person(oid), changes())?;
    Ok(Person::fold(&events))
}

/// What the log says of a handle.
pub(crate) enum Claim {
    /// Nobody holds it.
    Free,
    /// Somebody holds it.
    Held(Box<Person>),
    /// It goes with somebody's erasure: see [`App::bury`].
    Dead,
}

/// Who holds the identifier of a handle; a new claim or release makes the decision void.
pub(crate) fn claim(reading: &mut Reading<'_>, handle: impl Into<TagKey>, of: Handle) -> Result<Claim, StoreError> {
    let claims = reading.events(handle, claims())?;
    if person::is_dead(&claims) {
        return Ok(Claim::Dead);
    }
    let held = person::holder(of, &claims).map(|oid| person(reading, oid)).transpose()?.flatten();
    Ok(held.map_or(Claim::Free, |person| Claim::Held(Box::new(person))))
}

impl App {
    /// The person with an identifier (a hetu, current or superseded, a passport number or an e-mail identifier); blocks.
    /// One that nobody here ever had gets no handle. An OID is no such identifier: nobody holds it.
    pub(crate) fn holder_of(&self, kind: IdentifierKind, value: &str) -> Result<Option<Person>, AppError> {
        let tag = match kind {
            IdentifierKind::Oid => return Ok(None),
            IdentifierKind::Hetu => Tag::Hetu,
            IdentifierKind::Passport => Tag::Passport,
            IdentifierKind::Email => Tag::Email,
        };
        let identifier = Identifier { kind, value: value.to_owned() };
        let Some(handle) = self.store().vault().find_handles(&[identifier])?.pop().flatten() else { return Ok(None) };
        Ok(match claim(&mut self.store().read(), tag(handle), handle)? {
            Claim::Held(person) => Some(*person),
            Claim::Free | Claim::Dead => None,
        })
    }

    /// Destroys dead handles, so that their identifiers get others; blocks. The erasure does the same, and repeating it
    /// is harmless.
    pub(crate) fn bury(&self, dead: &[Handle]) -> Result<(), AppError> {
        Ok(self.store().vault().destroy(&[], dead)?)
    }
}
