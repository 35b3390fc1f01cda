//! The catalogue: every type of event, each in a file of its own, and the one place where stored types and versions
//! become values.
//!
//! A released shape is never edited. A new version is a new struct; the old one stays readable through an upcast in
//! [`Fact::decode`], applied after opening. `docs/checklists/add-an-event.md` lists the steps.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use crate::envelope::DecodeError;
use crate::sealed::{Opened, Opening};

mod approval;
mod changes_acknowledged;
mod conflict_review_taken_back;
mod conflict_reviewed;
mod consumer_removed;
mod erasure;
mod hand_over_noted;
mod hetu_assigned;
mod hetu_removed;
mod hetu_replaced;
mod identification_failed;
mod identification_requested;
mod identified_by_official;
mod identified_from_register;
mod identifier_attached;
mod import_completed;
mod import_data_expired;
mod import_notice_claimed;
mod import_notice_not_sent;
mod import_notice_sent;
mod import_received;
mod import_row_reassigned;
mod import_row_refused;
mod import_row_resolved;
mod import_row_withheld;
mod import_rows_received;
mod import_undo;
mod marked_not_duplicate;
mod moved_from_onr;
mod organisation_joined;
mod organisation_left;
mod passive_person_sent;
mod person_details_corrected;
mod person_linked;
mod person_passivated;
mod person_registered;
mod provenance;
mod reason_stated;
mod register_data_refreshed;
mod register_state;
mod request;
mod reversed;
mod unsent_rows_reported;

pub use approval::{ApprovalAsked, ApprovalGiven, ApprovalRefused, AskedCommand, RefusalWords};
pub use changes_acknowledged::ChangesAcknowledged;
pub use conflict_review_taken_back::ConflictReviewTakenBack;
pub use conflict_reviewed::ConflictReviewed;
pub use consumer_removed::ConsumerRemoved;
pub use erasure::{ErasureOrdered, PersonalDataErased};
pub use hand_over_noted::HandOverNoted;
pub use hetu_assigned::{AssignedHetu, HetuAssigned};
pub use hetu_removed::{HetuRemoved, RemovedHetu};
pub use hetu_replaced::{HetuReplaced, ReplacedHetu};
pub use identification_failed::{ComparedRecord, IdentificationFailed};
pub use identification_requested::IdentificationRequested;
pub use identified_by_official::{IdentifiedByOfficial, OfficialStatement};
pub use identified_from_register::IdentifiedFromRegister;
pub use identifier_attached::{IdentifierAttached, IdentifierDetached, WrittenIdentifier};
pub use import_completed::ImportCompleted;
pub use import_data_expired::ImportDataExpired;
pub use import_notice_claimed::{FailedRows, ImportNoticeClaimed, WhyFailed};
pub use import_notice_not_sent::ImportNoticeNotSent;
pub use import_notice_sent::ImportNoticeSent;
pub use import_received::{ImportReceived, NoticeAddress};
pub use import_row_reassigned::{ImportRowReassigned, ReassignedRow};
pub use import_row_refused::{ImportRowRefused, RefusedRow};
pub use import_row_resolved::{ImportRowResolved, ResolvedRow, RowOutcome};
pub use import_row_withheld::ImportRowWithheld;
pub use import_rows_received::{ImportRowsReceived, SentRows};
pub use import_undo::{ImportRowsUndone, ImportUndoOrdered, KeptRow, UndoStatement};
pub use marked_not_duplicate::{DistinctionStatement, MarkedNotDuplicate};
pub use moved_from_onr::MovedFromOnr;
pub use organisation_joined::OrganisationJoined;
pub use organisation_left::OrganisationLeft;
pub use passive_person_sent::PassivePersonSent;
pub use person_details_corrected::{CorrectedDetails, PersonDetailsCorrected};
pub use person_linked::{LinkStatement, PersonLinked};
pub use person_passivated::{ActivityStatement, PersonPassivated, PersonReactivated};
pub use person_registered::PersonRegistered;
pub use provenance::{FoundBy, Provenance};
pub use reason_stated::ReasonStated;
pub use register_data_refreshed::RegisterDataRefreshed;
pub use register_state::{RegisterAvailable, RegisterUnavailable};
pub use request::{RequestAnswer, RequestDecided, RequestOpened, RequestWords};
pub use reversed::{ReversalStatement, Reversed};
pub use unsent_rows_reported::{UnsentFault, UnsentReferences, UnsentRow, UnsentRowsReported};

/// Personal part of events that have none.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, JsonSchema)]
pub struct NothingPersonal {}

/// A type of event.
pub trait EventType: std::fmt::Debug + Encode<()> + for<'b> Decode<'b, ()> + Serialize + JsonSchema {
    /// Name under which it is stored, in the past tense.
    const NAME: &'static str;
    /// Version of its data and sealed parts.
    const VERSION: u16;
    /// The sealed part stands even where all of it is absent, because folds learn the subject's key from it.
    const NAMES_KEY: bool = false;
    /// What is sealed; [`NothingPersonal`] when nothing is.
    type Personal: Encode<()> + for<'b> Decode<'b, ()> + JsonSchema;
}

/// An event's facts and its personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct With<E: EventType> {
    /// Facts that are not personal.
    pub data: E,
    /// Personal data, as far as it can be read.
    pub personal: Opened<E::Personal>,
}

impl<E: EventType> std::fmt::Debug for With<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Nothing personal: only how much of it could be read.
        write!(f, "{:?} {:?}", self.data, self.personal)
    }
}

impl<E: EventType> With<E> {
    /// A new event, its personal data at hand.
    pub fn new(data: E, personal: E::Personal) -> With<E> {
        With { data, personal: Opened::Known(personal) }
    }

    fn decode(data: &[u8], opening: Opening<'_>) -> Result<With<E>, DecodeError> {
        let data = minicbor::decode(data).map_err(DecodeError::malformed("data"))?;
        let personal = match opening {
            Opening::Plain(bytes) => {
                Opened::Known(minicbor::decode(bytes).map_err(DecodeError::malformed("personal data"))?)
            }
            Opening::Erased => Opened::Erased,
            Opening::KeyLost => Opened::KeyLost,
        };
        Ok(With { data, personal })
    }
}

/// CBOR of a value.
fn cbor<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(128);
    // Writing CBOR to a vector cannot fail.
    let _ = minicbor::encode(value, &mut bytes);
    bytes
}

/// What the personal part of an event without personal data reads as: an empty CBOR array.
const NOTHING: &[u8] = &[0x80];

macro_rules! catalogue {
    ($($event:ident,)*) => {
        /// A kind of event. Its number is its place in the catalogue.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        #[repr(u8)]
        pub enum EventKind {
            $(#[doc = concat!("See [`struct@", stringify!($event), "`].")] $event,)*
        }

        impl EventKind {
            /// All kinds, in the order of the catalogue.
            pub const ALL: &[EventKind] = &[$(EventKind::$event,)*];

            /// The type as it is stored.
            pub const fn name(self) -> &'static str {
                match self { $(EventKind::$event => $event::NAME,)* }
            }

            /// The kind that is stored under a name; `None` when this program does not know it.
            pub fn named(name: &str) -> Option<EventKind> {
                match name { $($event::NAME => Some(EventKind::$event),)* _ => None }
            }
        }

        /// Any event's facts and personal data.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum Fact {
            $(#[doc = concat!("See [`", stringify!($event), "`].")] $event(With<$event>),)*
        }

        impl Fact {
            /// What kind of event it is.
            pub fn kind(&self) -> EventKind {
                match self { $(Fact::$event(_) => EventKind::$event,)* }
            }

            /// The type as it is stored.
            pub fn event_type(&self) -> &'static str {
                self.kind().name()
            }

            /// The version that is written today.
            pub fn version(&self) -> u16 {
                match self { $(Fact::$event(_) => $event::VERSION,)* }
            }

            /// CBOR of the facts.
            pub fn data_bytes(&self) -> Vec<u8> {
                match self { $(Fact::$event(with) => cbor(&with.data),)* }
            }

            /// CBOR of the personal data to be sealed; `None` where there is none.
            pub fn personal_bytes(&self) -> Option<Vec<u8>> {
                let (bytes, names_key) = match self {
                    $(Fact::$event(with) => (with.personal.known().map(cbor), $event::NAMES_KEY),)*
                };
                bytes.filter(|bytes| names_key || bytes != NOTHING)
            }

            /// Reads stored facts, of any version ever released. `opening` is what the vault gave for the sealed part,
            /// `None` when the event has none.
            pub fn decode(
                event_type: &str, version: u16, data: &[u8], opening: Option<Opening<'_>>,
            ) -> Result<Fact, DecodeError> {
                let opening = opening.unwrap_or(Opening::Plain(NOTHING));
                match (event_type, version) {
                    $(($event::NAME, $event::VERSION) => With::decode(data, opening).map(Fact::$event),)*
                    _ => Err(DecodeError::UnknownType { event_type: event_type.to_owned(), version }),
                }
            }

            /// Whether its personal data can be read.
            pub fn readability(&self) -> Opened<()> {
                match self { $(Fact::$event(with) => with.personal.without_data(),)* }
            }

            /// The facts as JSON, for people; nothing personal.
            pub fn data_json(&self) -> serde_json::Value {
                let value = match self { $(Fact::$event(with) => serde_json::to_value(&with.data),)* };
                value.unwrap_or_default()
            }

            /// JSON Schemas of data and personal data of every type: (name, version, data, personal).
            pub fn schemas(
                generator: &mut schemars::SchemaGenerator,
            ) -> Vec<(&'static str, u16, schemars::Schema, Option<schemars::Schema>)> {
                vec![$((
                    $event::NAME,
                    $event::VERSION,
                    generator.subschema_for::<$event>(),
                    (std::any::TypeId::of::<<$event as EventType>::Personal>()
                        != std::any::TypeId::of::<NothingPersonal>())
                    .then(|| generator.subschema_for::<<$event as EventType>::Personal>()),
                ),)*]
            }
        }

        $(
            impl From<With<$event>> for Fact {
                fn from(with: With<$event>) -> Fact {
                    Fact::$event(with)
                }
            }
        )*
    };
}

catalogue! {
    ImportRowsReceived,
    ImportReceived,
    ImportRowResolved,
    ImportRowRefused,
    ImportCompleted,
    ImportDataExpired,
    PersonRegistered,
    OrganisationJoined,
    HetuReplaced,
    IdentifiedFromRegister,
    IdentificationFailed,
    IdentifiedByOfficial,
    RegisterUnavailable,
    RegisterAvailable,
    ErasureOrdered,
    PersonalDataErased,
    ImportNoticeClaimed,
    ImportNoticeSent,
    ImportNoticeNotSent,
    ConflictReviewed,
    HetuAssigned,
    RegisterDataRefreshed,
    OrganisationLeft,
    ImportRowWithheld,
    HetuRemoved,
    PersonLinked,
    Reversed,
    PersonDetailsCorrected,
    PersonPassivated,
    PersonReactivated,
    IdentifierAttached,
    IdentifierDetached,
    IdentificationRequested,
    ApprovalAsked,
    ApprovalGiven,
    ApprovalRefused,
    HandOverNoted,
    MarkedNotDuplicate,
    ImportUndoOrdered,
    ImportRowsUndone,
    ImportRowReassigned,
    ConflictReviewTakenBack,
    ChangesAcknowledged,
    MovedFromOnr,
    UnsentRowsReported,
    ConsumerRemoved,
    PassivePersonSent,
    RequestOpened,
    RequestDecided,
    ReasonStated,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PersonOid;
    use crate::person::PersonDetails;

    fn registered(personal: Opened<PersonDetails>) -> With<PersonRegistered> {
        let about = Provenance::unlinked(PersonOid::issue(1_234_567_890), None);
        let origin = crate::codes::Origin::ImportRow;
        With { data: PersonRegistered { about, origin, import: None, organisations: vec![] }, personal }
    }

    #[test]
    fn debug_shows_facts_and_nothing_personal() {
        let details = PersonDetails { sex: Some("SECRET".to_owned()), ..PersonDetails::default() };
        let shown = format!("{:?}", Fact::from(registered(Opened::Known(details))));
        assert!(shown.contains("1.2.246.562.24.12345678907") && shown.contains("Known(personal)"), "{shown}");
        assert!(!shown.contains("SECRET"), "{shown}");
    }

    #[test]
    fn nothing_is_sealed_where_nothing_is_said() {
        let words = |words: Option<&str>| {
            let about = Provenance::unlinked(PersonOid::issue(1), None);
            let data = IdentifiedByOfficial { about, no_finnish_hetu: true, similar_seen: None };
            let words = words.map(str::to_owned);
            Fact::from(With::new(data, OfficialStatement { words })).personal_bytes()
        };
        assert!(words(Some("seen")).is_some());
        assert!(words(None).is_none());
        let none = Fact::from(With::new(RegisterAvailable { failed_attempts: 1 }, NothingPersonal {}));
        assert!(none.personal_bytes().is_none());
    }

    #[test]
    fn an_import_names_its_key_though_no_notice_is_wanted() {
        let (import_id, interface) = (crate::ImportId(uuid::Uuid::nil()), crate::codes::Interface::Oppija);
        let data = ImportReceived { import_id, interface, rows: 1, organisations: vec![], service: None };
        let fact = Fact::from(With::new(data, NoticeAddress { email: None }));
        assert_eq!(fact.personal_bytes().as_deref(), Some(NOTHING));
    }

    #[test]
    fn what_cannot_be_opened_reads_as_such_and_is_never_sealed_again() {
        let data = Fact::from(registered(Opened::Erased)).data_bytes();
        for (opening, expected) in [(Opening::Erased, Opened::Erased), (Opening::KeyLost, Opened::KeyLost)] {
            let read = Fact::decode("PersonRegistered", 1, &data, Some(opening)).unwrap();
            assert!(read == Fact::from(registered(expected)));
            assert!(read.personal_bytes().is_none());
        }
    }

    #[test]
    fn an_unknown_type_or_version_is_named() {
        for (event_type, version) in [("PersonRegistered", 2), ("PersonRegistered", 0), ("PersonForgotten", 1)] {
            let error = Fact::decode(event_type, version, &[0x80], None).err().unwrap();
            assert_eq!(error, DecodeError::UnknownType { event_type: event_type.to_owned(), version });
        }
    }

    #[test]
    fn malformed_parts_are_told_apart() {
        let data = Fact::from(registered(Opened::Erased)).data_bytes();
        for (data, personal, part) in [(&[0x01][..], NOTHING, "data"), (&data, &[0x01], "personal data")] {
            let error = Fact::decode("PersonRegistered", 1, data, Some(Opening::Plain(personal))).err().unwrap();
            assert!(matches!(error, DecodeError::Malformed { part: found, .. } if found == part));
        }
    }
}
