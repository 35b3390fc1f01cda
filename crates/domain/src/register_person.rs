//! A person whom a program registers (`POST /henkilo`, `findOrCreateHenkiloPerustieto`), identified at once when the caller
//! says so, or by an eIDAS identifier.

use events::catalogue::{IdentifiedByOfficial, OfficialStatement, PersonRegistered, Provenance};
use events::codes::{IdentifierKind, Origin};
use events::person::PersonDetails;
use events::{PersonOid, Tag, With};

use crate::draft::Draft;
use crate::refusal::RefusalKind;

/// A person to be registered.
#[derive(Clone)]
pub struct NewPerson {
    /// What is known.
    pub details: PersonDetails,
    /// The caller identifies the person, who has no hetu.
    pub identified: bool,
}

/// Why the person is not registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The hetu is another person's, or was.
    #[error("the hetu is in use by another person")]
    HetuInUse,
    /// A passport number is another person's.
    #[error("a passport number is in use by another person")]
    PassportInUse,
    /// Another identifier is another person's.
    #[error("an identifier is in use by another person")]
    IdentifierInUse,
}

impl crate::Refusal for Refusal {
    const ALL: &'static [Refusal] = &[Refusal::HetuInUse, Refusal::PassportInUse, Refusal::IdentifierInUse];

    fn name(self) -> &'static str {
        match self {
            Refusal::HetuInUse => "hetu-in-use",
            Refusal::PassportInUse => "passport-in-use",
            Refusal::IdentifierInUse => "identifier-in-use",
        }
    }

    fn kind(self) -> RefusalKind {
        RefusalKind::Conflict
    }
}

/// Decides. `identifiers` are the tags of all identifiers, `in_use` the kinds of those that somebody holds.
pub fn register_person(
    person: &NewPerson,
    oid: PersonOid,
    identifiers: Vec<Tag>,
    in_use: &[IdentifierKind],
) -> Result<Vec<Draft>, Refusal> {
    match in_use.first() {
        None => {}
        Some(IdentifierKind::Hetu) => return Err(Refusal::HetuInUse),
        Some(IdentifierKind::Passport) => return Err(Refusal::PassportInUse),
        Some(_) => return Err(Refusal::IdentifierInUse),
    }
    let about = Provenance::unlinked(oid, None);
    let registered = PersonRegistered { about, origin: Origin::Program, import: None, organisations: Vec::new() };
    let register = Draft::about(oid, With::new(registered, person.details.clone())).tagged(identifiers);
    let identify = person.identified.then(|| {
        // The caller's own page showed similar persons, or not: the call does not say.
        let data = IdentifiedByOfficial { about, no_finnish_hetu: true, similar_seen: None };
        Draft::about(oid, With::new(data, OfficialStatement { words: None }))
    });
    Ok([register].into_iter().chain(identify).collect())
}
