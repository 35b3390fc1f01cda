//! Sealed parts: personal data under a key that can be destroyed, while order, causes and chain stay intact.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::{CaseId, EventId, ImportId, KeyId};
use crate::oid::PersonOid;

/// Whose data a sealed part holds, and so whose erasure makes it unreadable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A person.
    #[n(0)]
    Person(#[n(0)] PersonOid),
    /// An import: raw rows and the notice address, destroyed some time after completion.
    #[n(1)]
    Import(#[n(0)] ImportId),
    /// A comparison with a register's answer that may be somebody else's, so that it can be destroyed alone.
    #[n(2)]
    Case(#[n(0)] CaseId),
}

/// How the bytes are sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, JsonSchema)]
#[cbor(index_only)]
pub enum Algorithm {
    /// AES-256-GCM with a random 96-bit nonce; the tag is appended.
    #[n(0)]
    #[serde(rename = "AES-256-GCM")]
    Aes256Gcm,
}

/// One sealed part of an event.
#[derive(Clone, PartialEq, Eq, Encode, Decode, JsonSchema)]
pub struct SealedPart {
    /// Whose data it is.
    #[n(0)]
    pub subject: Subject,
    /// The key in the vault that opens it.
    #[n(1)]
    pub key: KeyId,
    /// How it is sealed.
    #[n(2)]
    pub algorithm: Algorithm,
    /// The nonce.
    #[cbor(n(3), with = "minicbor::bytes")]
    #[schemars(with = "crate::schema::Bytes")]
    pub nonce: [u8; 12],
    /// Ciphertext and tag.
    #[cbor(n(4), with = "minicbor::bytes")]
    #[schemars(with = "crate::schema::Bytes")]
    pub bytes: Vec<u8>,
}

/// What a sealed part is bound to (*additional authenticated data*): it cannot be moved to another event, type, version
/// or subject.
pub fn binding(id: EventId, event_type: &str, version: u16, subject: Subject) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(64);
    // Writing CBOR to a vector cannot fail.
    let _ = minicbor::encode((id, event_type, version, subject), &mut bytes);
    bytes
}

/// Personal data as a reader finds it.
#[derive(Clone, PartialEq, Eq)]
pub enum Opened<T> {
    /// Readable.
    Known(T),
    /// Its key was destroyed by an erasure in the log, or by the expiry of an import's raw data.
    Erased,
    /// Its key is missing without a reason in the log: an alarm, never shown as *erased*.
    KeyLost,
}

impl<T> Opened<T> {
    /// The data where it is readable.
    pub fn known(&self) -> Option<&T> {
        match self {
            Opened::Known(value) => Some(value),
            Opened::Erased | Opened::KeyLost => None,
        }
    }

    /// Whether it is readable, without the data.
    pub fn without_data(&self) -> Opened<()> {
        match self {
            Opened::Known(_) => Opened::Known(()),
            Opened::Erased => Opened::Erased,
            Opened::KeyLost => Opened::KeyLost,
        }
    }
}

impl<T> std::fmt::Debug for Opened<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Opened::Known(_) => "Known(personal)",
            Opened::Erased => "Erased",
            Opened::KeyLost => "KeyLost",
        })
    }
}

/// What the vault gives for a sealed part.
#[derive(Clone, Copy)]
pub enum Opening<'a> {
    /// The bytes that were sealed.
    Plain(&'a [u8]),
    /// The key was destroyed on purpose.
    Erased,
    /// The key is missing for no known reason.
    KeyLost,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_part_is_bound_to_its_event_type_version_and_subject() {
        let (id, other) = (EventId(Uuid::from_u128(1)), EventId(Uuid::from_u128(2)));
        let subject = Subject::Import(ImportId(Uuid::from_u128(3)));
        let same_number = Subject::Case(CaseId(Uuid::from_u128(3)));
        let bound = binding(id, "HappenedOnce", 1, subject);
        assert_eq!(bound, binding(id, "HappenedOnce", 1, subject));
        for moved in [
            binding(other, "HappenedOnce", 1, subject),
            binding(id, "HappenedTwice", 1, subject),
            binding(id, "HappenedOnce", 2, subject),
            binding(id, "HappenedOnce", 1, same_number),
        ] {
            assert_ne!(bound, moved);
        }
    }

    #[test]
    fn debug_tells_how_much_can_be_read_and_nothing_else() {
        let shown = [Opened::Known("secret"), Opened::Erased, Opened::KeyLost].map(|opened| format!("{opened:?}"));
        assert_eq!(shown, ["Known(personal)", "Erased", "KeyLost"]);
    }

    #[test]
    fn only_known_data_is_handed_out() {
        assert_eq!(Opened::Known(1).known(), Some(&1));
        assert_eq!(Opened::<u8>::Erased.known(), None);
        assert_eq!(Opened::<u8>::KeyLost.known(), None);
    }
}
