//! Any two learners beside each other: how likely they are the same, why, and what a link of them would be. Advice: nothing
//! is linked by it.

use domain::link::{Wanted, Why, joining};
use domain::{Group, Person, likeness, not_duplicate};
use events::PersonOid;
use matching::{Field, Score, score, turning};

use super::candidates::LOOKS_FOR_DUPLICATES;
use super::imports::sees;
use crate::caller::Caller;
use crate::commands::CommandRefusal;
use crate::{App, AppError};

/// Two learners.
pub struct PairView {
    /// The other one, as the record that heads theirs shows them.
    pub other: Person,
    /// The number that was named, where it is linked to theirs.
    pub member: Option<PersonOid>,
    /// How likely they are the same, and why; `None` where too little is known of one of them.
    pub score: Option<Score>,
    /// The fields that would turn the outcome: the smallest sets of them, each alone (see [`matching::turning`]).
    pub turning: Vec<Vec<Field>>,
    /// An official has judged that they are two persons.
    pub told_apart: bool,
    /// Who would head if they were linked, and why; or the name of the refusal.
    pub link: Result<(PersonOid, Why), &'static str>,
}

impl App {
    /// A learner beside another one, as a link with these wishes would join them. `None` where there is no such learner, or
    /// the caller may not open their page. The look is recorded in the access register by the one who shows them.
    pub async fn pair(
        &self,
        caller: &Caller,
        (oid, other): (PersonOid, PersonOid),
        wanted: Wanted,
    ) -> Result<Option<PairView>, AppError> {
        let seen = self.seen_through(caller, LOOKS_FOR_DUPLICATES);
        let opened = self.opens_learners(caller);
        self.blocking(move |app| {
            let (Some(one), Some(two)) = (app.group_now(oid)?, app.group_now(other)?) else {
                return Ok(None);
            };
            let shown = sees(seen.as_ref(), one.organisations()) && sees(opened.as_ref(), two.organisations());
            Ok(shown.then(|| pair(&one, &two, &wanted)))
        })
        .await
    }
}

fn pair(one: &Group, two: &Group, wanted: &Wanted) -> PairView {
    let (own, other) = (one.shown().clone(), two.shown().clone());
    let compared = likeness(&own).zip(likeness(&other));
    PairView {
        score: compared.as_ref().map(|(own, other)| score(own, other)),
        turning: compared.map(|(own, other)| turning(&own, &other)).unwrap_or_default(),
        told_apart: not_duplicate::told_apart(one, two).is_some(),
        link: match joining(one, two, wanted) {
            Ok(joining) => Ok((joining.head.head().oid, joining.why)),
            Err(refusal) => Err(refusal.name()),
        },
        member: two.is_member().then(|| two.addressed().oid),
        other,
    }
}
