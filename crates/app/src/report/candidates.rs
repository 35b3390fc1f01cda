//! Possible duplicates of a learner: who may be the same person, how likely, and why. Advice: nothing is linked by it.

use domain::{Person, Status, likeness};
use events::PersonOid;
use events::codes::Right;
use matching::Score;
use projections::candidates::query::candidates;
use projections::people::query::group_of;

use super::imports::sees;
use super::learner::LearnerRefusal;
use crate::caller::Caller;
use crate::{App, AppError};

/// The right by which duplicates are looked for in an organisation; the keeper and auditors look everywhere.
pub const LOOKS_FOR_DUPLICATES: &[Right] = &[Right::Duplikaattinakyma];
/// Whoever identifies a learner by hand must look at those who are similar, and so may.
const LOOKS_BEFORE_IDENTIFYING: &[Right] = &[Right::Duplikaattinakyma, Right::ManuaalinenYksilointi];

/// A learner beside those who may be the same.
pub struct Candidates {
    /// The learner.
    pub of: Person,
    /// Those who may be the same, the likeliest first.
    pub found: Vec<CandidateView>,
}

/// Somebody who may be the same person as another.
pub struct CandidateView {
    /// Who. Identifiers and contact details are removed unless the caller may open the person's page.
    pub person: Person,
    /// State.
    pub status: Status,
    /// How likely, and why.
    pub score: Score,
    /// May the caller open the person's page?
    pub opens: bool,
}

impl App {
    /// A learner's possible duplicates, at most `limit`. The look is recorded in the access register by the one who shows
    /// them.
    pub async fn candidates(
        &self,
        caller: &Caller,
        oid: PersonOid,
        limit: usize,
    ) -> Result<Result<Candidates, LearnerRefusal>, AppError> {
        self.candidates_by(caller, LOOKS_FOR_DUPLICATES, oid, limit).await
    }

    /// The same for an official who is about to identify the learner by hand.
    pub async fn similar(
        &self,
        caller: &Caller,
        oid: PersonOid,
        limit: usize,
    ) -> Result<Result<Candidates, LearnerRefusal>, AppError> {
        self.candidates_by(caller, LOOKS_BEFORE_IDENTIFYING, oid, limit).await
    }

    async fn candidates_by(
        &self,
        caller: &Caller,
        rights: &[Right],
        oid: PersonOid,
        limit: usize,
    ) -> Result<Result<Candidates, LearnerRefusal>, AppError> {
        let seen = self.seen_through(caller, rights);
        let opened = self.opens_learners(caller);
        self.ask(move |connection| {
            let Some(group) = group_of(connection, oid)? else { return Ok(Err(LearnerRefusal::Unknown)) };
            let of = Person { oid, ..group.shown().clone() };
            if !sees(seen.as_ref(), &of.organisations) {
                return Ok(Err(LearnerRefusal::Forbidden));
            }
            let Some(compared) = likeness(&of) else { return Ok(Ok(Candidates { of, found: Vec::new() })) };
            let found = candidates(connection, &compared, limit, |other| group.has(other.oid))?;
            let view = |found: projections::candidates::query::Candidate| {
                let opens = sees(opened.as_ref(), &found.person.organisations);
                let person = if opens { found.person } else { without_identifiers(found.person) };
                CandidateView { person, status: found.status, score: found.score, opens }
            };
            let found = found.into_iter().map(view).collect();
            Ok(Ok(Candidates { of, found }))
        })
        .await
    }
}

/// What may be shown of somebody else's learner to anyone who compares: who is meant, and nothing by which they could be
/// found elsewhere.
fn without_identifiers(mut person: Person) -> Person {
    (person.hetu, person.municipality) = (None, None);
    person.superseded.clear();
    person.passports.clear();
    person.emails.clear();
    person.contacts.clear();
    person
}
