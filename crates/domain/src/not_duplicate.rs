//! An official compared two records that are alike, and they are of two persons. Source: docs/rules.md, *Possible duplicates*.
//!
//! That is remembered with the evidence by which it was judged: the last event that changed what is compared of either. An
//! identifier, an answer of the register, another name or birth date, or a link is new evidence, and the two are
//! possible duplicates again. What stops counting is evidence no longer.

use events::catalogue::{DistinctionStatement, MarkedNotDuplicate, Provenance, ReversalStatement, Reversed};
use events::{Position, Tag, With};

use crate::draft::Draft;
use crate::group::Group;
use crate::likeness::likeness;
use crate::person::Readable;
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::text::check_statement;

refusals! {
    /// Why nothing is noted.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// The other person does not exist.
        NoOther => "link-no-other", RefusalKind::Invalid("other");
        /// Both OIDs are of one person.
        Linked => "linked-already", RefusalKind::Conflict;
        /// The data of one was erased, cannot be read, or their registration does not count: there is nothing to compare.
        Unreadable => "link-unreadable", RefusalKind::Conflict;
        /// It is noted already, and nothing has changed since.
        ApartAlready => "apart-already", RefusalKind::Conflict;
        /// It is not noted.
        NotApart => "not-apart", RefusalKind::Conflict;
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

refuses_words!(Refusal);

/// The event by which these are two persons, if it was judged by what is known of both now.
pub fn told_apart(one: &Group, other: &Group) -> Option<Position> {
    let judged = (one.evidence(), other.evidence());
    let marks = one.records().iter().flat_map(|record| &record.apart);
    let stands = marks.filter(|mark| other.has(mark.other) && (mark.own_evidence, mark.other_evidence) == judged);
    stands.map(|mark| mark.since).max()
}

/// Decides that they are two persons.
pub fn mark_not_duplicate(one: Option<&Group>, other: Option<&Group>, words: Option<String>) -> Result<Draft, Refusal> {
    let (one, other) = two(one, other)?;
    check_statement(words.as_deref())?;
    let (Some(compared), Some(with)) = (likeness(one.shown()), likeness(other.shown())) else {
        return Err(Refusal::Unreadable);
    };
    if told_apart(one, other).is_some() {
        return Err(Refusal::ApartAlready);
    }
    let data = MarkedNotDuplicate {
        about: one.about(None),
        other: other.addressed().oid,
        evidence: one.evidence(),
        other_evidence: other.evidence(),
        points: matching::score(&compared, &with).points,
    };
    let draft = Draft::about(one.addressed().oid, With::new(data, DistinctionStatement { words }));
    Ok(draft.tagged([Tag::Person(other.addressed().oid)]).comparing())
}

/// Decides that the question is open again: what said that they are two persons stops counting.
pub fn take_back(one: Option<&Group>, other: Option<&Group>) -> Result<Draft, Refusal> {
    let (one, other) = two(one, other)?;
    let since = told_apart(one, other).ok_or(Refusal::NotApart)?;
    let marked = |group: &Group| {
        let has = |mark: &&crate::person::Apart| mark.since == since;
        group.records().iter().find(|record| record.apart.iter().any(|mark| has(&mark))).map(|record| record.oid)
    };
    let (own, others) = (marked(one).ok_or(Refusal::NotApart)?, marked(other).ok_or(Refusal::NotApart)?);
    let data = Reversed { about: Provenance { addressed: own, by: None, head: one.head().oid }, events: vec![since] };
    Ok(Draft::about(own, With::new(data, ReversalStatement { words: None })).tagged([Tag::Person(others)]))
}

fn two<'a>(one: Option<&'a Group>, other: Option<&'a Group>) -> Result<(&'a Group, &'a Group), Refusal> {
    let (one, other) = (one.ok_or(Refusal::NoPerson)?, other.ok_or(Refusal::NoOther)?);
    if one.has(other.addressed().oid) {
        return Err(Refusal::Linked);
    }
    let usable = |group: &Group| group.readable() == Readable::Yes && !group.is_void() && !group.shown().erased;
    if usable(one) && usable(other) { Ok((one, other)) } else { Err(Refusal::Unreadable) }
}
