//! Possible duplicates of a learner: who may be the same person, how likely, and why. Advice: nothing is linked by it.

use std::collections::BTreeSet;

use domain::status::status;
use domain::{Group, Person, Status, likeness, not_duplicate};
use events::codes::Right;
use events::person::Names;
use events::{Day, OrganisationOid, PersonOid};
use matching::{Field, HeldNames, Likeness, Score, score, turning};
use projections::ReadError;
use projections::candidates::query::candidates;
use projections::people::query::group_of;

use super::imports::sees;
use super::learner::LearnerRefusal;
use crate::app::ReadDbConnection;
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
    /// Those who are not the same, as an official has judged by what is still known of both.
    pub told_apart: Vec<CandidateView>,
}

/// Somebody who may be the same person as another.
pub struct CandidateView {
    /// Who. Identifiers and contact details are removed unless the caller may open the person's page.
    pub person: Person,
    /// State.
    pub status: Status,
    /// How likely, and why.
    pub score: Score,
    /// The fields that would turn the outcome: the smallest sets of them, each alone (see [`matching::turning`]).
    pub turning: Vec<Vec<Field>>,
    /// May the caller open the person's page?
    pub opens: bool,
}

impl CandidateView {
    /// Somebody who was found for another one, as far as a caller who opens the pages of these organisations' learners may
    /// see them.
    fn of(
        compared: &Likeness<'_>,
        (person, status, score): (Person, Status, Score),
        opened: Option<&BTreeSet<OrganisationOid>>,
    ) -> CandidateView {
        let turning = likeness(&person).map(|other| turning(compared, &other)).unwrap_or_default();
        let opens = sees(opened, &person.organisations);
        let person = if opens { person } else { without_identifiers(person) };
        CandidateView { person, status, score, turning, opens }
    }
}

impl App {
    /// May the caller look for duplicates at all?
    pub fn looks_for_duplicates(&self, caller: &Caller) -> bool {
        self.seen_through(caller, LOOKS_FOR_DUPLICATES).is_none_or(|seen| !seen.is_empty())
    }

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
        self.caught_up().await;
        self.ask(move |connection| {
            if seen.as_ref().is_some_and(BTreeSet::is_empty) {
                return Ok(Err(LearnerRefusal::Forbidden));
            }
            let Some(group) = group_of(connection, oid)? else { return Ok(Err(LearnerRefusal::Unknown)) };
            let of = Person { oid, ..group.shown().clone() };
            if !sees(seen.as_ref(), &of.organisations) {
                let opens = sees(opened.as_ref(), &of.organisations);
                return Ok(Err(if opens { LearnerRefusal::Forbidden } else { LearnerRefusal::Hidden }));
            }
            let Some(compared) = likeness(&of) else {
                return Ok(Ok(Candidates { of, found: Vec::new(), told_apart: Vec::new() }));
            };
            let apart = told_apart(connection, &group)?;
            let known = |oid: PersonOid| group.has(oid) || apart.iter().any(|other| other.has(oid));
            let found = candidates(connection, &compared, limit, |other| known(other.oid))?;
            let view = |person, status, score| CandidateView::of(&compared, (person, status, score), opened.as_ref());
            let found = found.into_iter().map(|found| view(found.person, found.status, found.score)).collect();
            let told_apart = apart.into_iter().filter_map(|other| {
                let person = Person { oid: other.addressed().oid, ..other.into_shown() };
                let (status, score) = (status(&person), score(&compared, &likeness(&person)?));
                Some(view(person, status, score))
            });
            let told_apart = told_apart.collect();
            Ok(Ok(Candidates { of, found, told_apart }))
        })
        .await
    }
}

/// Somebody who is about to be registered, as far as they are known. Not `Debug`: it is personal.
#[derive(Clone)]
pub struct Described {
    /// Names.
    pub names: Names,
    /// Birth date.
    pub birth_date: Option<Day>,
    /// Code of *sukupuoli*.
    pub sex: Option<String>,
}

impl Described {
    /// What is compared of them.
    pub(crate) fn likeness(&self) -> Likeness<'_> {
        let Described { names, birth_date, sex } = self;
        let held = HeldNames { first_names: &names.first_names, surname: &names.surname, former_surnames: &[] };
        let (call_name, sex) = (&*names.call_name, sex.as_deref());
        Likeness { call_name, birth_date: *birth_date, sex, ..Likeness::of_names(held) }
    }
}

/// Whoever registers or changes learners looks for similar ones before.
const LOOKS_BEFORE_REGISTERING: &[Right] = &[Right::Duplikaattinakyma, Right::ManuaalinenYksilointi, Right::HenkilonRu];

impl App {
    /// May the caller ask who is similar to somebody who is described?
    pub fn looks_for_similar(&self, caller: &Caller) -> bool {
        self.seen_through(caller, LOOKS_BEFORE_REGISTERING).is_none_or(|seen| !seen.is_empty())
    }

    /// Those who may be the same as somebody who is described, at most `limit`. The look is recorded in the access register
    /// by the one who shows them.
    pub async fn candidates_of(
        &self,
        caller: &Caller,
        of: Described,
        limit: usize,
    ) -> Result<Vec<CandidateView>, AppError> {
        let opened = self.opens_learners(caller);
        self.ask(move |connection| {
            let found = candidates(connection, &of.likeness(), limit, |_| false)?;
            let compared = of.likeness();
            let view = |found: projections::candidates::query::Candidate| {
                CandidateView::of(&compared, (found.person, found.status, found.score), opened.as_ref())
            };
            Ok(found.into_iter().map(view).collect())
        })
        .await
    }
}

/// Those of whom it was judged that they are somebody else, by what is still known of both.
fn told_apart(connection: &ReadDbConnection, group: &Group) -> Result<Vec<Group>, ReadError> {
    let marks: BTreeSet<PersonOid> =
        group.records().iter().flat_map(|record| &record.apart).map(|mark| mark.other).collect();
    let mut apart: Vec<Group> = Vec::new();
    for oid in marks {
        let other = group_of(connection, oid)?;
        apart.extend(other.filter(|other| not_duplicate::told_apart(group, other).is_some()));
    }
    Ok(apart)
}

/// What may be shown of somebody else's learner to anyone who compares: who is meant, and nothing by which they could be
/// found elsewhere.
pub(super) fn without_identifiers(mut person: Person) -> Person {
    (person.hetu, person.municipality) = (None, None);
    person.superseded.clear();
    person.passports.clear();
    person.emails.clear();
    person.contacts.clear();
    person
}
