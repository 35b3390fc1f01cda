//! An official notes that they handed a failing learner over to the keeper, or takes the note back.

use events::catalogue::{HandOverNoted, Provenance};
use events::{EventKind, Fact, Instant, KindSet, OpenedEvent, Tag, With};

use crate::cause::cause;
use crate::draft::Draft;
use crate::person::Person;
use crate::refusal::RefusalKind;

/// Why nothing is noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such person.
    NoPerson,
    /// The learner does not fail: there is nothing to hand over.
    NothingToHandOver,
    /// It stands so already.
    AlreadyNoted,
}

impl crate::Refusal for Refusal {
    const ALL: &'static [Refusal] = &[Refusal::NoPerson, Refusal::NothingToHandOver, Refusal::AlreadyNoted];

    fn name(self) -> &'static str {
        match self {
            Refusal::NoPerson => "no-person",
            Refusal::NothingToHandOver => "nothing-to-hand-over",
            Refusal::AlreadyNoted => "already-noted",
        }
    }

    fn kind(self) -> RefusalKind {
        match self {
            Refusal::NoPerson => RefusalKind::NotFound,
            Refusal::NothingToHandOver | Refusal::AlreadyNoted => RefusalKind::Conflict,
        }
    }
}

/// Types of events that the note rests on, beside the person.
pub const READS: KindSet = KindSet::of(&[EventKind::HandOverNoted]);

/// Since when a learner is noted as handed over, by the events about them; `None` when they are not.
pub fn noted<'a>(events: impl IntoIterator<Item = &'a OpenedEvent>) -> Option<Instant> {
    events.into_iter().fold(None, |noted, event| match &event.fact {
        Fact::HandOverNoted(with) => (!with.data.taken_back).then(|| event.recorded_at()),
        _ => noted,
    })
}

/// Decides. A learner who fails anew may be handed over anew, so the same note stands again once they have failed for
/// another cause.
pub fn note_hand_over(person: Option<&Person>, noted: Option<Instant>, taken_back: bool) -> Result<Draft, Refusal> {
    let person = person.ok_or(Refusal::NoPerson)?;
    if !taken_back && cause(person).is_none() {
        return Err(Refusal::NothingToHandOver);
    }
    let failed = person.failure.as_ref().map(|failure| failure.at);
    let stands = noted.is_some_and(|noted| failed.is_none_or(|failed| noted >= failed));
    if stands != taken_back {
        return Err(Refusal::AlreadyNoted);
    }
    let data = HandOverNoted { about: Provenance::unlinked(person.oid, None), taken_back };
    Ok(Draft::plain(With::new(data, Default::default()), vec![Tag::Person(person.oid)]))
}
