//! The keeper makes a person passive, or active again. Source: docs/rules.md, *Passivation*.

use events::With;
use events::catalogue::{ActivityStatement, PersonPassivated, PersonReactivated};
use events::codes::PassivationCause;

use crate::addressed::Addressed;
use crate::draft::Draft;
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::text::{check_statement, said};
use crate::update_person::passivated;

refusals! {
    /// Why the person stays as they are.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// The person's data was erased, or cannot be read.
        Unreadable => "person-unreadable", RefusalKind::Conflict;
        /// The person is passive already.
        PassiveAlready => "passive-already", RefusalKind::Conflict;
        /// The person is active.
        Active => "active-already", RefusalKind::Conflict;
        /// Somebody who is identified and lives, or another reason than those listed: it must be written down.
        ReasonNeeded => "passivation-needs-words", RefusalKind::Invalid("words");
        /// Why somebody is made active again must be written down.
        ReactivationNeedsWords => "reactivation-needs-words", RefusalKind::Invalid("words");
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

refuses_words!(Refusal);

refusals! {
    /// Why nobody of several is made passive.
    SeveralRefusal {
        /// Nobody is named.
        Nobody => "nobody-chosen", RefusalKind::Invalid("people");
        /// More than [`MOST`].
        TooMany => "too-many-chosen", RefusalKind::Invalid("people");
        /// One of them does not exist.
        NoPerson => "one-unknown", RefusalKind::Invalid("people");
        /// The data of one of them was erased, or cannot be read.
        Unreadable => "one-unreadable", RefusalKind::Conflict;
        /// One of them is passive already.
        PassiveAlready => "one-passive-already", RefusalKind::Conflict;
        /// One of them is identified and lives, or another reason than those listed: it must be written down.
        ReasonNeeded => "passivation-needs-words", RefusalKind::Invalid("words");
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

/// Most persons whom one act makes passive.
pub const MOST: usize = 100;

/// Makes several persons passive, all of them or none.
pub fn passivate_several(
    people: &[Option<Addressed>],
    cause: PassivationCause,
    words: Option<&str>,
) -> Result<Vec<Draft>, SeveralRefusal> {
    if people.is_empty() {
        return Err(SeveralRefusal::Nobody);
    }
    if people.len() > MOST {
        return Err(SeveralRefusal::TooMany);
    }
    let one = |addressed: &Option<Addressed>| {
        passivate(addressed.as_ref(), cause, words).map_err(|refusal| match refusal {
            Refusal::NoPerson => SeveralRefusal::NoPerson,
            Refusal::Unreadable => SeveralRefusal::Unreadable,
            Refusal::PassiveAlready | Refusal::Active => SeveralRefusal::PassiveAlready,
            Refusal::ReasonNeeded | Refusal::ReactivationNeedsWords => SeveralRefusal::ReasonNeeded,
            Refusal::WordsTooLong => SeveralRefusal::WordsTooLong,
            Refusal::WordsMalformed => SeveralRefusal::WordsMalformed,
        })
    };
    people.iter().map(one).collect()
}

/// Makes a person passive.
pub fn passivate(
    addressed: Option<&Addressed>,
    cause: PassivationCause,
    words: Option<&str>,
) -> Result<Draft, Refusal> {
    let (addressed, words) = (readable(addressed)?, statement(words)?);
    let person = &addressed.person;
    if person.is_settled_passive() {
        return Err(Refusal::PassiveAlready);
    }
    let must_be_written = (person.is_identified() && person.died.is_none()) || cause == PassivationCause::Other;
    if must_be_written && words.is_none() {
        return Err(Refusal::ReasonNeeded);
    }
    let data = PersonPassivated { about: addressed.about(), cause };
    Ok(Draft::about(person.oid, With::new(data, ActivityStatement { words })))
}

/// Makes a person passive for a program, which says no reason (`DELETE /henkilo/{oid}`).
pub fn passivate_as_asked(addressed: Option<&Addressed>) -> Result<Draft, Refusal> {
    let addressed = readable(addressed)?;
    if addressed.person.is_settled_passive() { Err(Refusal::PassiveAlready) } else { Ok(passivated(addressed)) }
}

/// Makes a person active again, with a written reason.
pub fn reactivate(addressed: Option<&Addressed>, words: Option<&str>) -> Result<Draft, Refusal> {
    let (addressed, words) = (readable(addressed)?, statement(words)?);
    if addressed.person.passive.is_none() {
        return Err(Refusal::Active);
    }
    if words.is_none() {
        return Err(Refusal::ReactivationNeedsWords);
    }
    let data = PersonReactivated { about: addressed.about() };
    Ok(Draft::about(addressed.person.oid, With::new(data, ActivityStatement { words })))
}

fn readable(addressed: Option<&Addressed>) -> Result<&Addressed, Refusal> {
    let addressed = addressed.ok_or(Refusal::NoPerson)?;
    if addressed.is_readable() { Ok(addressed) } else { Err(Refusal::Unreadable) }
}

fn statement(words: Option<&str>) -> Result<Option<String>, Refusal> {
    check_statement(words)?;
    Ok(said(words).map(str::to_owned))
}
