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
    /// A comparison with a register's answer that may be somebody else's, destroyed when it closes.
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
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
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
    pub nonce: [u8; 12],
    /// Ciphertext and tag.
    #[cbor(n(4), with = "minicbor::bytes")]
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
