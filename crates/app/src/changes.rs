//! What consumers are told of: changes of people in the order of the log, without personal data.
//!
//! The cursor is a position of the log. Whoever asks for what is after a cursor gets every change after it once, in
//! order, on any node and for ever: the answer is read from the log itself.

use std::time::Duration;

use domain::acknowledge_changes::TOLD;
use events::catalogue::Provenance;
use events::codes::{DetailField, HetuFate};
use events::{EventId, EventKind, Fact, Instant, KindSet, OpenedEvent, PersonOid, Position, Tag};

use crate::{App, AppError};

/// So many events are looked at for one answer.
const LOOKED_AT: u32 = 2_000;

/// Something that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The event that changed it.
    pub position: Position,
    /// Its id.
    pub event: EventId,
    /// Which change of the event it is, from 0.
    pub place: usize,
    /// When.
    pub at: Instant,
    /// Whom it is about.
    pub person: PersonOid,
    /// What changed.
    pub what: What,
}

/// What changed of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The OID was issued.
    NumberIssued,
    /// The registration does not count any more: the OID answers, and nothing else.
    NumberVoided,
    /// The OID was issued to somebody else too, who has another one now.
    NumberSeparated {
        /// The other person's OID.
        to: PersonOid,
    },
    /// The person is identified: the OID is an oppijanumero.
    Identified,
    /// An identification does not count any more. Another one may.
    IdentificationReversed,
    /// The person joined another one, whose number is theirs too from now on.
    Linked {
        /// Whom they joined.
        to: PersonOid,
    },
    /// They never joined.
    LinkReversed {
        /// Whom they do not belong to.
        to: PersonOid,
    },
    /// The present hetu, or a former one, is another.
    HetuChanged,
    /// The person is out of use.
    Passivated,
    /// The person is in use again.
    Reactivated,
    /// Something else that is known of the person.
    DataChanged {
        /// Names of the fields; empty when it may be any.
        fields: Vec<&'static str>,
    },
    /// The personal data is being destroyed.
    Erased,
}

impl What {
    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            What::NumberIssued => "NumberIssued",
            What::NumberVoided => "NumberVoided",
            What::NumberSeparated { .. } => "NumberSeparated",
            What::Identified => "Identified",
            What::IdentificationReversed => "IdentificationReversed",
            What::Linked { .. } => "Linked",
            What::LinkReversed { .. } => "LinkReversed",
            What::HetuChanged => "HetuChanged",
            What::Passivated => "Passivated",
            What::Reactivated => "Reactivated",
            What::DataChanged { .. } => "DataChanged",
            What::Erased => "Erased",
        }
    }
}

/// A part of the changes.
#[derive(Debug, Clone)]
pub struct Changes {
    /// In the order of the log.
    pub changes: Vec<Change>,
    /// Everything up to here has been told.
    pub cursor: Position,
    /// There is nothing behind it yet.
    pub at_end: bool,
}

/// What the register's record may have changed.
const OF_RECORD: &[&str] = &[
    "names",
    "birthDate",
    "sex",
    "language",
    "nationalities",
    "municipality",
    "contacts",
    "protectionOrder",
    "dayOfDeath",
];

impl App {
    /// The changes after a cursor, about so many at most: those of one event stay together.
    pub async fn changes(&self, after: Position, limit: usize) -> Result<Changes, AppError> {
        self.blocking(move |app| app.read_changes(after, limit)).await
    }

    /// Waits until the log has something behind a cursor, as long as that.
    pub async fn something_after(&self, cursor: Position, at_most: Duration) {
        let mut head = self.store().watch();
        let wait = head.wait_for(|position| *position > cursor);
        let _ = tokio::time::timeout(at_most, wait).await;
    }

    /// Does the log have the event of a cursor? A node that lags may learn of it within that time.
    pub async fn reaches(&self, cursor: Position, at_most: Duration) -> bool {
        let mut head = self.store().watch();
        let reached = head.wait_for(|position| *position >= cursor);
        tokio::time::timeout(at_most, reached).await.is_ok_and(|reached| reached.is_ok())
    }

    fn read_changes(&self, after: Position, limit: usize) -> Result<Changes, AppError> {
        let head = self.store().head().position;
        let events = u32::try_from(head.0.saturating_sub(after.0)).unwrap_or(u32::MAX).min(LOOKED_AT);
        let mut told = Changes { changes: Vec::new(), cursor: after, at_end: after >= head };
        if events == 0 {
            return Ok(told);
        }
        for event in self.store().events_of(after.next(), events)? {
            if told.changes.len() >= limit {
                break;
            }
            told.cursor = event.position();
            let mut found = Vec::new();
            self.effects(&event, false, &mut found)?;
            told.changes.extend(found.into_iter().enumerate().map(|(place, (person, what))| Change {
                position: event.position(),
                event: event.recorded.envelope.id,
                place,
                at: event.recorded_at(),
                person,
                what,
            }));
        }
        told.at_end = told.cursor >= head;
        Ok(told)
    }

    /// What an event changes, or what is changed when it stops counting.
    fn effects(&self, event: &OpenedEvent, reversed: bool, found: &mut Vec<(PersonOid, What)>) -> Result<(), AppError> {
        if !TOLD.has(event.fact.kind()) {
            return Ok(());
        }
        let Fact::Reversed(with) = &event.fact else {
            found.extend(effect(&event.fact, reversed));
            return Ok(());
        };
        for named in with.data.events.iter().filter(|named| **named < event.position()) {
            // What counts again when this stops counting, and the other way round.
            let Some(named) = self.store().events_of(*named, 1)?.pop() else { continue };
            match self.issued_before(&named)? {
                Some(oid) if reversed || with.data.about.addressed == oid => {
                    found.push((oid, What::DataChanged { fields: Vec::new() }))
                }
                Some(oid) => found.push((oid, What::NumberSeparated { to: with.data.about.addressed })),
                None => self.effects(&named, !reversed, found)?,
            }
        }
        Ok(())
    }

    /// The OID that an event issues, when it was somebody else's already.
    fn issued_before(&self, event: &OpenedEvent) -> Result<Option<PersonOid>, AppError> {
        let Fact::PersonRegistered(with) = &event.fact else { return Ok(None) };
        let oid = with.data.about.addressed;
        let registrations =
            self.store().read().events(Tag::Person(oid), KindSet::of(&[EventKind::PersonRegistered]))?;
        let first = registrations.first().map(OpenedEvent::position);
        Ok(Some(oid).filter(|_| first.is_some_and(|first| first < event.position())))
    }
}

fn effect(fact: &Fact, reversed: bool) -> Vec<(PersonOid, What)> {
    let of = |about: &Provenance, what: What| vec![(about.addressed, what)];
    let fields = |fields: &[&'static str]| What::DataChanged { fields: fields.to_vec() };
    match fact {
        Fact::PersonRegistered(with) => {
            of(&with.data.about, if reversed { What::NumberVoided } else { What::NumberIssued })
        }
        Fact::IdentifiedFromRegister(with) => {
            let identified = if reversed { What::IdentificationReversed } else { What::Identified };
            [of(&with.data.about, identified), of(&with.data.about, fields(OF_RECORD))].concat()
        }
        Fact::IdentifiedByOfficial(with) => {
            of(&with.data.about, if reversed { What::IdentificationReversed } else { What::Identified })
        }
        Fact::RegisterDataRefreshed(with) => of(&with.data.about, fields(OF_RECORD)),
        Fact::HetuAssigned(with) => of(&with.data.about, What::HetuChanged),
        Fact::HetuReplaced(with) => of(&with.data.about, What::HetuChanged),
        Fact::HetuRemoved(with) => {
            let withdrawn = with.data.fate == HetuFate::Withdrawn;
            // What rests on a withdrawn hetu ends with it.
            let ended = if withdrawn { of(&with.data.about, fields(&[])) } else { Vec::new() };
            [of(&with.data.about, What::HetuChanged), ended].concat()
        }
        Fact::PersonLinked(with) => {
            let to = with.data.to;
            of(&with.data.about, if reversed { What::LinkReversed { to } } else { What::Linked { to } })
        }
        Fact::ErasureOrdered(with) => with.data.persons.iter().map(|person| (*person, What::Erased)).collect(),
        Fact::PersonDetailsCorrected(with) => {
            let mut names: Vec<&'static str> = with.data.fields.iter().map(|field| name_of(*field)).collect();
            names.dedup();
            of(&with.data.about, fields(&names))
        }
        Fact::IdentifierAttached(with) => of(&with.data.about, fields(&["identifiers"])),
        Fact::IdentifierDetached(with) => of(&with.data.about, fields(&["identifiers"])),
        Fact::PersonPassivated(with) => {
            of(&with.data.about, if reversed { What::Reactivated } else { What::Passivated })
        }
        Fact::PersonReactivated(with) => {
            of(&with.data.about, if reversed { What::Passivated } else { What::Reactivated })
        }
        // What was sent in, asked, noted or failed changes nothing that a consumer keeps of a person. Reversals are told by
        // what they name.
        Fact::ImportRowsReceived(_)
        | Fact::ImportReceived(_)
        | Fact::ImportRowResolved(_)
        | Fact::ImportRowRefused(_)
        | Fact::ImportRowWithheld(_)
        | Fact::PassivePersonSent(_)
        | Fact::ImportRowReassigned(_)
        | Fact::ImportCompleted(_)
        | Fact::ImportDataExpired(_)
        | Fact::ImportNoticeClaimed(_)
        | Fact::ImportNoticeSent(_)
        | Fact::ImportNoticeNotSent(_)
        | Fact::ConflictReviewed(_)
        | Fact::ConflictReviewTakenBack(_)
        | Fact::OrganisationJoined(_)
        | Fact::OrganisationLeft(_)
        | Fact::IdentificationRequested(_)
        | Fact::MovedFromOnr(_)
        | Fact::IdentificationFailed(_)
        | Fact::RegisterUnavailable(_)
        | Fact::RegisterAvailable(_)
        | Fact::ApprovalAsked(_)
        | Fact::ApprovalGiven(_)
        | Fact::ApprovalRefused(_)
        | Fact::RequestOpened(_)
        | Fact::RequestDecided(_)
        | Fact::HandOverNoted(_)
        | Fact::MarkedNotDuplicate(_)
        | Fact::ImportUndoOrdered(_)
        | Fact::ImportRowsUndone(_)
        | Fact::UnsentRowsReported(_)
        | Fact::PersonalDataErased(_)
        | Fact::ChangesAcknowledged(_)
        | Fact::ConsumerRemoved(_)
        | Fact::ReasonStated(_)
        | Fact::Reversed(_) => Vec::new(),
    }
}

/// A field of a person, as changes name it.
fn name_of(field: DetailField) -> &'static str {
    match field {
        DetailField::FirstNames | DetailField::CallName | DetailField::Surname => "names",
        DetailField::BirthDate => "birthDate",
        DetailField::Sex => "sex",
        DetailField::Language => "language",
        DetailField::ServiceLanguage => "serviceLanguage",
        DetailField::Nationalities => "nationalities",
        DetailField::Contacts => "contacts",
        DetailField::Municipality => "municipality",
        DetailField::DayOfDeath => "dayOfDeath",
    }
}

#[cfg(test)]
mod tests {
    use events::With;
    use events::catalogue::{ActivityStatement, PersonDetailsCorrected, PersonPassivated};
    use events::codes::PassivationCause;

    use super::*;

    fn told(fact: &Fact, reversed: bool) -> Vec<What> {
        effect(fact, reversed).into_iter().map(|(_, what)| what).collect()
    }

    #[test]
    fn a_passivation_is_told_and_its_reversal_too() {
        let about = Provenance::unlinked(PersonOid::issue(1), None);
        let data = PersonPassivated { about, cause: PassivationCause::TestPerson };
        let fact = Fact::from(With::new(data, ActivityStatement { words: None }));
        assert_eq!(told(&fact, false), [What::Passivated]);
        assert_eq!(told(&fact, true), [What::Reactivated]);
    }

    #[test]
    fn a_correction_names_each_field_once() {
        let about = Provenance::unlinked(PersonOid::issue(1), None);
        let corrected = vec![DetailField::FirstNames, DetailField::Surname, DetailField::Sex];
        let fact = Fact::from(With::new(PersonDetailsCorrected { about, fields: corrected }, Default::default()));
        assert_eq!(told(&fact, false), [What::DataChanged { fields: vec!["names", "sex"] }]);
    }
}
