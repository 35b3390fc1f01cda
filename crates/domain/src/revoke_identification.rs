//! The keeper revokes an identification. One from the register ends with the hetu by which the register was asked: it is
//! withdrawn, and what the register supplied counts no longer. One by hand stops counting by itself. Source: docs/rules.md,
//! *Identification*.

use events::catalogue::{ReversalStatement, Reversed};
use events::codes::HetuFate;
use events::{EventKind, OpenedEvent, PersonOid, Position, With};

use crate::addressed::Addressed;
use crate::change_hetu::removal;
use crate::draft::Draft;
use crate::person::IdentifiedBy;
use crate::person::counting::{Counting, concerns};
use crate::refusal::RefusalKind;
use crate::refusals::{refusals, refuses_words};
use crate::text::{check_statement, said};

refusals! {
    /// Why the identification stands.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// The person's data was erased, or cannot be read.
        Unreadable => "person-unreadable", RefusalKind::Conflict;
        /// The person is not identified in this way.
        NotIdentified => "not-identified-so", RefusalKind::Conflict;
        /// Why must be written down.
        ReasonNeeded => "revocation-needs-words", RefusalKind::Invalid("words");
        /// The reason in words is too long.
        WordsTooLong => "words-too-long", RefusalKind::Invalid("words");
        /// The reason in words has characters that no text may have.
        WordsMalformed => "words-malformed", RefusalKind::Invalid("words");
    }
}

refuses_words!(Refusal);

/// Positions of the identifications by hand that count, of a person's events in order.
pub fn by_hand(events: &[OpenedEvent], person: PersonOid) -> Vec<Position> {
    let own: Vec<&OpenedEvent> = events.iter().filter(|event| concerns(event, person)).collect();
    let counting = Counting::of(&own);
    let counts = |event: &&&OpenedEvent| counting.counts(event.position());
    let is_one = |event: &&&OpenedEvent| event.fact.kind() == EventKind::IdentifiedByOfficial;
    own.iter().filter(is_one).filter(counts).map(|event| event.position()).collect()
}

/// Decides. `by_hand` are the identifications by hand that count.
pub fn revoke_identification(
    addressed: Option<&Addressed>,
    way: IdentifiedBy,
    by_hand: &[Position],
    words: Option<&str>,
) -> Result<Draft, Refusal> {
    let addressed = addressed.ok_or(Refusal::NoPerson)?;
    let person = &addressed.person;
    if !addressed.is_readable() {
        return Err(Refusal::Unreadable);
    }
    let words = said(words).ok_or(Refusal::ReasonNeeded)?;
    check_statement(Some(words))?;
    match (way, person.hetu) {
        (IdentifiedBy::Register, Some(hetu)) if person.is_in_register() => {
            Ok(removal(addressed, hetu, HetuFate::Withdrawn, Some(words)))
        }
        (IdentifiedBy::Official, _) if !by_hand.is_empty() => {
            let data = Reversed { about: addressed.about(), events: by_hand.to_vec() };
            let personal = ReversalStatement { words: Some(words.to_owned()) };
            Ok(Draft::about(person.oid, With::new(data, personal)))
        }
        _ => Err(Refusal::NotIdentified),
    }
}
