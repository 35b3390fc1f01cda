//! Is an event what a writer of this registry writes? Bytes, ids, order, tags and subjects.
//!
//! Bytes are compared with what the types write for the same values, so nothing can stand behind or beside them. That the
//! types keep to the released schemas is not asked here: `crates/events/tests/promise` proves it once for all values.

use events::{CommandId, Envelope, EventKind, Fact, Instant, Opened, Position, Recorded, Subject, Tag};
use minicbor::Decoder;
use store::StoreError;
use store::journal::Stored;
use store::tag_index::TagIndex;

use super::faults::{Fault, Faults};

/// Which kinds of tags events of each type may carry. Handles stand only where an identifier is claimed or released.
const TAGS: &[(&[EventKind], &[Kind])] = &[
    (&[EventKind::ImportRowsReceived, EventKind::ImportReceived, EventKind::ImportCompleted], &[Kind::Import]),
    (&[EventKind::ImportDataExpired, EventKind::ImportUndoOrdered, EventKind::ImportRowsUndone], &[Kind::Import]),
    (&[EventKind::UnsentRowsReported], &[Kind::Import]),
    (&[EventKind::ImportNoticeClaimed, EventKind::ImportNoticeSent, EventKind::ImportNoticeNotSent], &[Kind::Import]),
    (
        &[EventKind::ImportRowResolved, EventKind::ImportRowRefused, EventKind::ConflictReviewed],
        &[Kind::Person, Kind::Import],
    ),
    (
        &[
            EventKind::ImportRowWithheld,
            EventKind::ImportRowReassigned,
            EventKind::ConflictReviewTakenBack,
            EventKind::PassivePersonSent,
        ],
        &[Kind::Person, Kind::Import],
    ),
    (&[EventKind::PersonRegistered, EventKind::ErasureOrdered], &[Kind::Person, Kind::Handle]),
    (&[EventKind::HetuAssigned, EventKind::HetuReplaced, EventKind::HetuRemoved], &[Kind::Person, Kind::Handle]),
    (&[EventKind::ApprovalAsked, EventKind::ApprovalGiven, EventKind::ApprovalRefused], &[Kind::Person, Kind::Import]),
    (&[EventKind::PersonLinked], &[Kind::Person, Kind::Link]),
    (&[EventKind::Reversed], &[Kind::Person, Kind::Import, Kind::Case, Kind::Link, Kind::Handle]),
    (&[EventKind::IdentifiedFromRegister, EventKind::RegisterDataRefreshed], &[Kind::Person, Kind::Handle]),
    (&[EventKind::OrganisationJoined, EventKind::OrganisationLeft], &[Kind::Person]),
    (&[EventKind::IdentifiedByOfficial, EventKind::ReasonStated], &[Kind::Person]),
    (&[EventKind::IdentifierAttached, EventKind::IdentifierDetached], &[Kind::Person, Kind::Handle]),
    (&[EventKind::PersonDetailsCorrected, EventKind::PersonPassivated, EventKind::PersonReactivated], &[Kind::Person]),
    (&[EventKind::IdentificationRequested, EventKind::MarkedNotDuplicate, EventKind::MovedFromOnr], &[Kind::Person]),
    (&[EventKind::IdentificationFailed], &[Kind::Person, Kind::Case]),
    (&[EventKind::PersonalDataErased, EventKind::HandOverNoted], &[Kind::Person]),
    (&[EventKind::RequestOpened, EventKind::RequestDecided], &[Kind::Person]),
    (&[EventKind::ChangesAcknowledged, EventKind::ConsumerRemoved], &[Kind::Consumer]),
    (&[EventKind::RegisterUnavailable, EventKind::RegisterAvailable], &[]),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Import,
    Case,
    Link,
    Handle,
    Consumer,
}

impl Kind {
    fn of(tag: &Tag) -> Kind {
        match tag {
            Tag::Person(_) => Kind::Person,
            Tag::Import(_) => Kind::Import,
            Tag::Case(_) => Kind::Case,
            Tag::Link(_) => Kind::Link,
            Tag::Consumer(_) => Kind::Consumer,
            Tag::Hetu(_) | Tag::Passport(_) | Tag::Email(_) | Tag::Eidas(_) | Tag::Account(_) => Kind::Handle,
        }
    }
}

fn allowed(event_type: &str) -> &'static [Kind] {
    let kind = EventKind::named(event_type);
    let line = |(kinds, _): &&(&[EventKind], _)| kind.is_some_and(|kind| kinds.contains(&kind));
    TAGS.iter().find(line).map_or(&[], |(_, tags)| *tags)
}

/// The envelope's bytes, tags and subjects.
pub fn look_at_envelope(stored: &Stored, envelope: &Envelope, faults: &mut Faults) {
    let at = stored.position;
    if envelope.to_bytes() != *stored.bytes || envelope.sealed.len() > 1 {
        faults.add(Fault::NotAsWritten, at, "");
    }
    let kinds = allowed(&envelope.event_type);
    if envelope.tags.iter().any(|tag| !kinds.contains(&Kind::of(tag))) {
        faults.add(Fault::Tags, at, &envelope.event_type);
    }
    let tagged = |subject| match subject {
        Subject::Person(oid) => envelope.tags.contains(&Tag::Person(oid)),
        Subject::Import(id) => envelope.tags.contains(&Tag::Import(id)),
        Subject::Case(id) => envelope.tags.contains(&Tag::Case(id)),
    };
    if !envelope.sealed.iter().all(|part| tagged(part.subject)) {
        faults.add(Fault::Subject, at, &envelope.event_type);
    }
}

/// The bytes of data, and those that were sealed: `plain`, where there are any and their key exists.
pub fn look_at_fact(at: Position, envelope: &Envelope, plain: Option<&[u8]>, fact: &Fact, faults: &mut Faults) {
    // Nobody can look into what is erased any more.
    let readable = matches!(fact.readability(), Opened::Known(()));
    let as_written = match envelope.version == fact.version() {
        true => fact.data_bytes() == envelope.data && (!readable || fact.personal_bytes().as_deref() == plain),
        // An older version was read as today's: then only that nothing stands behind it.
        false => std::iter::once(envelope.data.as_slice()).chain(plain).all(is_one_item),
    };
    if !as_written {
        faults.add(Fault::NotAsWritten, at, &envelope.event_type);
    }
}

fn is_one_item(bytes: &[u8]) -> bool {
    let mut cbor = Decoder::new(bytes);
    cbor.skip().is_ok() && cbor.position() == bytes.len()
}

/// The order in which events follow each other.
#[derive(Default)]
pub struct Order {
    /// Commands that were begun.
    pub commands: u64,
    last: Option<(CommandId, Instant)>,
    /// Place of the last event in its command.
    place: u32,
}

impl Order {
    /// Looks at the next event; `index` holds those before it. Ids of events then differ from each other, since those of
    /// commands do and each event's follows from its command's.
    pub fn look_at(&mut self, event: &Recorded, index: &TagIndex, faults: &mut Faults) -> Result<(), StoreError> {
        let (at, meta) = (event.position, &event.envelope.meta);
        if self.last.is_some_and(|(command, _)| command == meta.command) {
            self.place += 1;
        } else {
            (self.place, self.commands) = (0, self.commands + 1);
            if let Some(before) = index.carried_out(meta.command)? {
                faults.add(Fault::Command, at, format_args!("first carried out at event {}", before.first));
            }
        }
        if event.envelope.id != meta.command.event(self.place) {
            faults.add(Fault::Id, at, &event.envelope.event_type);
        }
        if self.last.is_some_and(|(_, recorded)| recorded > meta.recorded) {
            faults.add(Fault::Recorded, at, &event.envelope.event_type);
        }
        self.last = Some((meta.command, meta.recorded));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_says_which_tags_it_may_carry_and_only_claims_carry_handles() {
        for kind in EventKind::ALL {
            let lines = TAGS.iter().filter(|(kinds, _)| kinds.contains(kind)).count();
            assert_eq!(lines, 1, "{kind:?} must stand in TAGS once");
            let claims = domain::person::CLAIMS.has(*kind);
            assert_eq!(allowed(kind.name()).contains(&Kind::Handle), claims, "{kind:?}");
        }
    }

    #[test]
    fn an_item_with_something_behind_it_is_not_one() {
        assert!(is_one_item(&[0x81, 0x01]));
        assert!(!is_one_item(&[0x81, 0x01, 0x00]) && !is_one_item(&[0x81]) && !is_one_item(&[]));
    }
}
