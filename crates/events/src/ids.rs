//! Identifiers of the log itself: positions, chain, events, keys, handles, commands. All are binary in the log.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::oid::PersonOid;

/// Gap-free number of an event in the journal, from 1; the cursor of every consumer. 0 is *before the first event*.
/// The position of an `ImportReceived` is the import's number.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Default,
    Encode,
    Decode,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[cbor(transparent)]
#[serde(transparent)]
pub struct Position(#[n(0)] pub u64);

impl Position {
    /// Before the first event.
    pub const START: Position = Position(0);

    /// The position after this one.
    pub fn next(self) -> Position {
        Position(self.0 + 1)
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Hash over the whole history up to an event: SHA-256(previous chain ‖ canonical event bytes).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chain(pub [u8; 32]);

impl Chain {
    /// The chain before the first event.
    pub const START: Chain = Chain([0; 32]);

    /// The chain after an event was appended.
    pub fn after(&self, event_bytes: &[u8]) -> Chain {
        let mut hash = aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256);
        hash.update(&self.0);
        hash.update(event_bytes);
        let mut chain = [0; 32];
        chain.copy_from_slice(hash.finish().as_ref());
        Chain(chain)
    }
}

impl std::fmt::Display for Chain {
    /// Lower-case hexadecimal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for Chain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

/// The end of a journal: how long it is and which history it holds. A position alone would let a node that lived
/// through a failover write onto a fork.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Position of the last event.
    pub position: Position,
    /// Chain of the last event.
    pub chain: Chain,
}

impl Head {
    /// The head of an empty journal.
    pub const START: Head = Head { position: Position::START, chain: Chain::START };

    /// The head after one more event.
    pub fn after(&self, event_bytes: &[u8]) -> Head {
        Head { position: self.position.next(), chain: self.chain.after(event_bytes) }
    }
}

macro_rules! uuid_newtype {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self, e: &mut minicbor::Encoder<W>, _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(self.0.as_bytes())?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                Uuid::from_slice(d.bytes()?).map($name).map_err(minicbor::decode::Error::message)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "format": "uuid", "description": "UUID; stored as 16 bytes" })
            }
        }
    };
}

uuid_newtype!(
    /// Identifier of an event, derived from the command that caused it: a repeated command appends nothing twice.
    EventId
);
uuid_newtype!(
    /// Identifier of an import before its number (a position) is known.
    ImportId
);
/// What the id of an import that was moved in from ONR begins with, and what stands in its middle.
const OF_ONR: ([u8; 2], [u8; 3]) = (*b"ON", *b"tuo");
impl ImportId {
    /// The id of an import that was moved in from ONR. It is a UUID of version 8 that holds ONR's number: the number leads
    /// to the import, and the import to its number.
    pub fn of_onr(number: i64) -> ImportId {
        let (mut bytes, digits) = ([0; 16], number.to_be_bytes());
        bytes[..2].copy_from_slice(&OF_ONR.0);
        bytes[2..6].copy_from_slice(&digits[..4]);
        bytes[9..12].copy_from_slice(&OF_ONR.1);
        bytes[12..].copy_from_slice(&digits[4..]);
        ImportId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    /// The number that ONR had given the import; `None` of one that was sent here.
    pub fn onr_number(&self) -> Option<i64> {
        let bytes = self.0.as_bytes();
        let digits = [&bytes[2..6], &bytes[12..]].concat();
        let number = i64::from_be_bytes(digits.try_into().ok()?);
        (*self == ImportId::of_onr(number)).then_some(number)
    }

    /// The number by which programs and officials know the import: ONR's, or else its position.
    pub fn known_as(&self, position: Position) -> i64 {
        self.onr_number().unwrap_or(position.0 as i64)
    }
}
uuid_newtype!(
    /// Identifier of a comparison of a person with a register's answer that may be somebody else's.
    CaseId
);
uuid_newtype!(
    /// Identifier of a link, the same in all its edges.
    LinkId
);
impl LinkId {
    /// The link of two records that stand as they did after an event. No other link is made of them in that state.
    pub fn between(member: PersonOid, to: PersonOid, after: Position) -> LinkId {
        let name = [member.number(), to.number(), after.0].map(u64::to_be_bytes).concat();
        LinkId(Uuid::new_v5(&Uuid::NAMESPACE_OID, &name))
    }
}

uuid_newtype!(
    /// Identifier of a consumer of the changes, derived from its name.
    ConsumerId
);
impl ConsumerId {
    /// The consumer with a name, on every node the same.
    pub fn named(consumer: &str) -> ConsumerId {
        ConsumerId(Uuid::new_v5(&Uuid::NAMESPACE_OID, consumer.as_bytes()))
    }
}

uuid_newtype!(
    /// Name of a key in the vault.
    KeyId
);
uuid_newtype!(
    /// One request as its sender sees it; the same id stands in every event and log line that the request caused.
    RequestId
);

/// Identifier of a command. Whoever sends the same command twice sends the same id, and gets the first outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct CommandId(pub Uuid);

/// Sources of commands that are derived, not drawn. The number is part of stored command ids: never reuse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum CommandSource {
    /// Resolution of one row of an import: (import number, row).
    ImportRow = 1,
    /// Completion of an import: (import number, 0).
    ImportCompletion = 2,
    /// Identification of a person: (position of the event that made it necessary, attempt).
    Identification = 3,
    /// The register went down or came back: (position of the event before, 0 or 1).
    RegisterState = 4,
    /// Expiry of an import's raw rows: (import number, 0).
    ImportExpiry = 5,
    /// Completion of an erasure: (position of the order, 0).
    Erasure = 6,
    /// One try to send a notice about an import: (import number, 1000 × round + try).
    NoticeClaim = 7,
    /// The end of a notice, sent or not: (import number, round).
    NoticeEnd = 8,
    /// The note that a row's conflict was checked: (import number, row).
    ConflictReview = 9,
    /// One part of an import that is undone: (position of the order, first row of the part).
    ImportUndo = 10,
}

impl CommandId {
    /// Id of a command that follows from a position in the log, so that every node derives the same one. It is a UUID of
    /// version 8 that begins with the position: an index over such ids grows at its end.
    pub fn derived(source: CommandSource, position: Position, number: u32) -> CommandId {
        let mut bytes = [0u8; 16];
        bytes[..6].copy_from_slice(&position.0.to_be_bytes()[2..]);
        bytes[6..8].copy_from_slice(&(source as u16).to_be_bytes());
        bytes[12..].copy_from_slice(&number.to_be_bytes());
        CommandId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    /// Id of the `n`th event of this command.
    pub fn event(&self, n: u32) -> EventId {
        EventId(Uuid::new_v5(&self.0, &n.to_be_bytes()))
    }
}

impl<C> Encode<C> for CommandId {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(self.0.as_bytes())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for CommandId {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Uuid::from_slice(d.bytes()?).map(CommandId).map_err(minicbor::decode::Error::message)
    }
}

impl schemars::JsonSchema for CommandId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CommandId".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        EventId::json_schema(generator)
    }
}

/// A random stand-in for an identifier (hetu, passport number, e-mail identifier) in the log. Only the vault can map an
/// identifier to its handle; there are so few possible hetus that a hash would be clear text to whoever has its key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Handle(pub [u8; 16]);

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", Uuid::from_bytes(self.0))
    }
}

impl Serialize for Handle {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Uuid::from_bytes(self.0))
    }
}

impl<C> Encode<C> for Handle {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Handle {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.bytes()?.try_into().map(Handle).map_err(|_| minicbor::decode::Error::message("a handle has 16 bytes"))
    }
}

impl schemars::JsonSchema for Handle {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Handle".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        EventId::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_commands_differ_by_source_position_and_number() {
        let id = |source, position, number| CommandId::derived(source, Position(position), number);
        let first = id(CommandSource::ImportRow, 7, 1);
        assert_eq!(first, id(CommandSource::ImportRow, 7, 1));
        assert_ne!(first, id(CommandSource::ImportRow, 7, 2));
        assert_ne!(first, id(CommandSource::ImportRow, 8, 1));
        assert_ne!(first, id(CommandSource::Identification, 7, 1));
        assert_ne!(first.event(0), first.event(1));
    }

    #[test]
    fn the_id_of_an_import_of_onr_gives_its_number_back() {
        for number in [0, 1, 918_273, 1 << 40, i64::MAX] {
            assert_eq!(ImportId::of_onr(number).onr_number(), Some(number));
        }
        assert_eq!(ImportId(Uuid::from_u128(918_273)).onr_number(), None);
    }

    #[test]
    fn chain_depends_on_everything_before() {
        let one = Chain::START.after(b"a").after(b"b");
        assert_ne!(one, Chain::START.after(b"b").after(b"a"));
        assert_eq!(one, Chain::START.after(b"a").after(b"b"));
    }
}
