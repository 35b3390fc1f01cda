//! The person whom an official's command addresses.

use events::catalogue::{FoundBy, Provenance};
use events::{OrganisationOid, PersonOid};

use crate::person::{Person, Readable};

/// A person as of the last event read, and who heads them.
#[derive(Clone)]
pub struct Addressed {
    /// The person whose record changes.
    pub person: Person,
    /// The head of the tree of links that they stand in; the person, when they are not linked.
    pub head: PersonOid,
    /// Organisations whose officials work on them: their own and those of everybody up to the head.
    pub organisations: Vec<OrganisationOid>,
}

impl Addressed {
    /// Provenance of what is done to a person who was addressed by their OID.
    pub fn about(&self) -> Provenance {
        Provenance { addressed: self.person.oid, by: Some(FoundBy::Oid), head: self.head }
    }

    /// Can anything personal be read and changed?
    pub fn is_readable(&self) -> bool {
        self.person.readable == Readable::Yes && !self.person.erased && !self.person.void
    }
}
