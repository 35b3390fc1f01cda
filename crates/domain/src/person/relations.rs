//! How a person stands to another one.

use events::{LinkId, PersonOid, Position};
use minicbor::{Decode, Encode};

/// That a person is a member of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Link {
    /// Whom they joined, perhaps a member too.
    #[n(0)]
    pub to: PersonOid,
    /// The link.
    #[n(1)]
    pub id: LinkId,
    /// The event that made it.
    #[n(2)]
    pub since: Position,
}

/// That a person is not the same as another one, by what was known of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Apart {
    /// The other.
    #[n(0)]
    pub other: PersonOid,
    /// The last event that had changed what is compared of the person.
    #[n(1)]
    pub own_evidence: Position,
    /// The same of the other.
    #[n(2)]
    pub other_evidence: Position,
    /// The event that says so.
    #[n(3)]
    pub since: Position,
}
