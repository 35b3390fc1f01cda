//! A single learner without a hetu (`POST /oppija`), identified at once when the caller says so.

use events::catalogue::{IdentifiedByOfficial, OfficialStatement, PersonRegistered, Provenance};
use events::codes::Origin;
use events::person::PersonDetails;
use events::{Handle, OrganisationOid, PersonOid, Tag, With};

use crate::draft::Draft;
use crate::refusal::RefusalKind;

/// A learner to be registered.
#[derive(Clone)]
pub struct NewLearner {
    /// What is known; no hetu.
    pub details: PersonDetails,
    /// The caller identifies the learner.
    pub identified: bool,
    /// Organisations that gain access.
    pub organisations: Vec<OrganisationOid>,
}

/// Why the learner is not registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A passport number belongs to another person.
    #[error("a passport number is in use by another person")]
    PassportInUse,
}

impl crate::Refusal for Refusal {
    const ALL: &'static [Refusal] = &[Refusal::PassportInUse];

    fn name(self) -> &'static str {
        "passport-in-use"
    }

    fn kind(self) -> RefusalKind {
        RefusalKind::Conflict
    }
}

/// Decides. `passports` are the handles of the passport numbers, `in_use` tells whether anybody holds one.
pub fn register_learner(
    learner: &NewLearner,
    oid: PersonOid,
    passports: &[Handle],
    in_use: bool,
) -> Result<Vec<Draft>, Refusal> {
    if in_use {
        return Err(Refusal::PassportInUse);
    }
    let about = Provenance::unlinked(oid, None);
    let (origin, organisations) = (Origin::SingleLearner, learner.organisations.clone());
    let registered = PersonRegistered { about, origin, import: None, organisations };
    let register = Draft::about(oid, With::new(registered, learner.details.clone()))
        .tagged(passports.iter().map(|handle| Tag::Passport(*handle)));
    let identify = learner.identified.then(|| {
        // The caller's own page showed similar persons, or not: the call does not say.
        let data = IdentifiedByOfficial { about, no_finnish_hetu: true, similar_seen: None };
        Draft::about(oid, With::new(data, OfficialStatement { words: None }))
    });
    Ok([register].into_iter().chain(identify).collect())
}
