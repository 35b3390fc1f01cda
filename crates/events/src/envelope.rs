//! The envelope: how an event stands in the journal, whatever its type.
//!
//! An envelope is a CBOR array whose elements are numbered by `#[n(…)]`. New elements are only ever added at the end;
//! `schemas/events/Envelope.v1.json` describes it.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use crate::codes::{Channel, IdentifierKind, Reason, Right};
use crate::ids::{CaseId, CommandId, ConsumerId, EventId, Handle, ImportId, LinkId, RequestId};
use crate::named_command::AskedDigest;
use crate::oid::{OrganisationOid, PersonOid};
use crate::sealed::SealedPart;
use crate::time::{Day, Instant};

/// What a decision or a history may ask events by. Identifier handles stand only on events that claim or release one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// A person the event is about.
    #[n(0)]
    Person(#[n(0)] PersonOid),
    /// The import it belongs to.
    #[n(1)]
    Import(#[n(0)] ImportId),
    /// The comparison it belongs to.
    #[n(2)]
    Case(#[n(0)] CaseId),
    /// A hetu claimed or released.
    #[n(3)]
    Hetu(#[n(0)] Handle),
    /// A passport number claimed or released.
    #[n(4)]
    Passport(#[n(0)] Handle),
    /// An e-mail identifier claimed or released.
    #[n(5)]
    Email(#[n(0)] Handle),
    /// The link it belongs to.
    #[n(6)]
    Link(#[n(0)] LinkId),
    /// An eIDAS identifier claimed or released.
    #[n(7)]
    Eidas(#[n(0)] Handle),
    /// An account at an identity provider claimed or released.
    #[n(8)]
    Account(#[n(0)] Handle),
    /// A consumer of the changes that acknowledges them.
    #[n(9)]
    Consumer(#[n(0)] ConsumerId),
}

impl Tag {
    /// The tag of an identifier; an OID has none, since nobody claims one.
    pub fn of(kind: IdentifierKind, handle: Handle) -> Option<Tag> {
        match kind {
            IdentifierKind::Oid => None,
            IdentifierKind::Hetu => Some(Tag::Hetu(handle)),
            IdentifierKind::Passport => Some(Tag::Passport(handle)),
            IdentifierKind::Email => Some(Tag::Email(handle)),
            IdentifierKind::Eidas => Some(Tag::Eidas(handle)),
            IdentifierKind::Account => Some(Tag::Account(handle)),
        }
    }

    /// The identifier that is claimed or released; `None` of what is no identifier.
    pub fn identifier(&self) -> Option<(IdentifierKind, Handle)> {
        match self {
            Tag::Hetu(handle) => Some((IdentifierKind::Hetu, *handle)),
            Tag::Passport(handle) => Some((IdentifierKind::Passport, *handle)),
            Tag::Email(handle) => Some((IdentifierKind::Email, *handle)),
            Tag::Eidas(handle) => Some((IdentifierKind::Eidas, *handle)),
            Tag::Account(handle) => Some((IdentifierKind::Account, *handle)),
            Tag::Person(_) | Tag::Import(_) | Tag::Case(_) | Tag::Link(_) | Tag::Consumer(_) => None,
        }
    }

    /// Handle of the identifier.
    pub fn handle(&self) -> Option<Handle> {
        self.identifier().map(|(_, handle)| handle)
    }

    /// The person, where it is one's.
    pub fn person(&self) -> Option<PersonOid> {
        match self {
            Tag::Person(oid) => Some(*oid),
            _ => None,
        }
    }
}

/// Who acted.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A person who signed in to the pages: the subject of their sign-in.
    #[n(0)]
    Person(#[n(0)] String),
    /// A program that carries a token of its own: the subject of the token.
    #[n(1)]
    Service(#[n(0)] String),
    /// The registry itself, carrying on what somebody began.
    #[n(2)]
    Registry,
    /// The operator of the machine.
    #[n(3)]
    Operator,
}

/// The register's answer that a decision rests on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct RegisterAnswer {
    /// Id of the answer, as the register or the way to it gave it.
    #[n(0)]
    pub id: String,
    /// When it was received.
    #[n(1)]
    pub at: Instant,
}

/// Everything about the making of an event. What is not recorded now can never be added.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
pub struct Meta {
    /// When it was appended; never earlier than the event before it.
    #[n(0)]
    pub recorded: Instant,
    /// From when the fact holds in the world, where that differs.
    #[n(1)]
    pub valid_from: Option<Day>,
    /// Who acted.
    #[n(2)]
    pub actor: Actor,
    /// The right under which they acted.
    #[n(3)]
    pub right: Option<Right>,
    /// The organisations in which they held it, exactly as granted, as far as it reached what they acted on. A caller who
    /// sends learners in for several organisations at once acts for all of them.
    #[n(4)]
    pub organisations: Vec<OrganisationOid>,
    /// Where the command came in.
    #[n(5)]
    pub channel: Channel,
    /// The client program, as it names itself.
    #[n(6)]
    pub client: Option<String>,
    /// The command; what was already done under the same id is not done again.
    #[n(7)]
    pub command: CommandId,
    /// Correlation: the request that all this began with.
    #[n(8)]
    pub request: RequestId,
    /// Causation: the event that led to this one.
    #[n(9)]
    pub cause: Option<EventId>,
    /// Why, as a code.
    #[n(10)]
    pub reason: Option<Reason>,
    /// The event that this one compensates.
    #[n(11)]
    pub compensates: Option<EventId>,
    /// Version of the matching rules that the decision applied.
    #[n(12)]
    pub rules: Option<u16>,
    /// The register's answer that the decision used.
    #[n(13)]
    pub register: Option<RegisterAnswer>,
    /// Of a command that its sender named with a key: what was asked for.
    #[n(14)]
    pub asked: Option<AskedDigest>,
}

/// An event as it is stored. `data` and the sealed bytes are CBOR of the shapes that `schemas/events/` promises for its
/// type and version.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct Envelope {
    /// Version of the envelope itself: 1.
    #[n(0)]
    pub format: u8,
    /// Id of the event.
    #[n(1)]
    pub id: EventId,
    /// Type, in the past tense.
    #[n(2)]
    pub event_type: String,
    /// One version over `data` and all sealed parts.
    #[n(3)]
    pub version: u16,
    /// What it can be found by.
    #[n(4)]
    pub tags: Vec<Tag>,
    /// Facts that are not personal.
    #[cbor(n(5), with = "minicbor::bytes")]
    #[schemars(with = "crate::schema::Bytes")]
    pub data: Vec<u8>,
    /// Personal data.
    #[n(6)]
    pub sealed: Vec<SealedPart>,
    /// About its making.
    #[n(7)]
    pub meta: Meta,
}

/// Version of the envelope written today.
pub const ENVELOPE_FORMAT: u8 = 1;

/// Largest event that any engine must take, in bytes.
pub const EVENT_SIZE_LIMIT: usize = 256 * 1024;
/// Largest command in bytes, all events together.
pub const COMMAND_SIZE_LIMIT: usize = 512 * 1024;
/// Most events of one command.
pub const COMMAND_EVENTS_LIMIT: usize = 500;

/// Stored bytes that are not an event of this registry, or of a version that this program does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The bytes are not the CBOR that was expected.
    #[error("{part} of an event cannot be read: {why}")]
    Malformed {
        /// Which part.
        part: &'static str,
        /// What the decoder says; it never quotes the bytes.
        why: String,
    },
    /// A newer program wrote this.
    #[error("event type {event_type} version {version} is not known to this program: was it written by a newer one?")]
    UnknownType {
        /// The stored type.
        event_type: String,
        /// The stored version.
        version: u16,
    },
}

impl DecodeError {
    pub(crate) fn malformed(part: &'static str) -> impl Fn(minicbor::decode::Error) -> DecodeError {
        move |error| DecodeError::Malformed { part, why: error.to_string() }
    }
}

impl Envelope {
    /// The persons whose tags the event carries. More than one are named by links and reversals alone.
    pub fn persons(&self) -> impl Iterator<Item = PersonOid> + '_ {
        self.tags.iter().filter_map(Tag::person)
    }

    /// The canonical bytes: what the journal stores and the chain covers.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(512);
        // Writing CBOR to a vector cannot fail.
        let _ = minicbor::encode(self, &mut bytes);
        bytes
    }

    /// Reads canonical bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Envelope, DecodeError> {
        let envelope: Envelope = minicbor::decode(bytes).map_err(DecodeError::malformed("envelope"))?;
        if envelope.format != ENVELOPE_FORMAT {
            return Err(DecodeError::Malformed {
                part: "envelope",
                why: format!("unknown format {}", envelope.format),
            });
        }
        Ok(envelope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn envelope(format: u8, version: u16) -> Envelope {
        let meta = Meta {
            recorded: Instant::from_millis(0),
            valid_from: None,
            actor: Actor::Operator,
            right: None,
            organisations: vec![],
            channel: Channel::Cli,
            client: None,
            command: CommandId(Uuid::from_u128(1)),
            request: RequestId(Uuid::from_u128(2)),
            cause: None,
            reason: None,
            compensates: None,
            asked: None,
            rules: None,
            register: None,
        };
        let (id, event_type) = (EventId(Uuid::from_u128(3)), "HappenedLater".to_owned());
        Envelope { format, id, event_type, version, tags: vec![], data: vec![], sealed: vec![], meta }
    }

    #[test]
    fn an_event_of_any_version_comes_back_but_not_of_another_format() {
        let newer = envelope(ENVELOPE_FORMAT, 77);
        // An array of eight, the format first: what a reader of any age looks at before all else.
        assert_eq!(newer.to_bytes()[..2], [0x88, ENVELOPE_FORMAT]);
        assert!(Envelope::from_bytes(&newer.to_bytes()) == Ok(newer));
        let error = Envelope::from_bytes(&envelope(ENVELOPE_FORMAT + 1, 1).to_bytes()).err().unwrap();
        assert_eq!(error.to_string(), "envelope of an event cannot be read: unknown format 2");
    }

    #[test]
    fn bytes_cut_short_are_an_error_that_quotes_nothing() {
        let bytes = envelope(ENVELOPE_FORMAT, 1).to_bytes();
        for length in 0..bytes.len() {
            let error = Envelope::from_bytes(&bytes[..length]).err().unwrap();
            assert!(matches!(&error, DecodeError::Malformed { part: "envelope", why } if !why.contains("Happened")));
        }
    }
}
