//! Commands that their senders name with a key of their own: the same key means the same command, also after a restart.

use aws_lc_rs::{digest, hmac};
use minicbor::{Decode, Encode};
use serde::{Serialize, Serializer};
use uuid::Builder;

use crate::ids::CommandId;

impl CommandId {
    /// Id of a command that `sender` named `key`. Two senders may use the same key; each gets a command of their own.
    pub fn named(sender: &str, key: &str) -> CommandId {
        let mut hash = digest::Context::new(&digest::SHA256);
        hash.update(&(sender.len() as u64).to_be_bytes());
        hash.update(sender.as_bytes());
        hash.update(key.as_bytes());
        CommandId(Builder::from_custom_bytes(first_16(hash.finish().as_ref())).into_uuid())
    }
}

/// What a named command asked for, as a digest: it tells whether a second request under the same key asks for the same.
/// It is keyed by the sender's key, which is not stored, so nobody can find the request by trying.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct AskedDigest(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 16]);

impl AskedDigest {
    /// Digest of everything that the request asks for.
    pub fn of(key: &str, asked: &[u8]) -> AskedDigest {
        let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes());
        AskedDigest(first_16(hmac::sign(&key, asked).as_ref()))
    }
}

impl std::fmt::Debug for AskedDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for AskedDigest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}

impl schemars::JsonSchema for AskedDigest {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AskedDigest".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "contentEncoding": "base16",
            "pattern": "^[0-9a-f]{32}$",
            "description": "A digest of 16 bytes"
        })
    }
}

fn first_16(bytes: &[u8]) -> [u8; 16] {
    let mut first = [0; 16];
    first.copy_from_slice(&bytes[..16]);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_one_command_of_each_sender() {
        let id = CommandId::named("service:a", "key-1");
        assert_eq!(id, CommandId::named("service:a", "key-1"));
        assert_ne!(id, CommandId::named("service:b", "key-1"));
        assert_ne!(id, CommandId::named("service:a", "key-2"));
        assert_ne!(CommandId::named("ab", "c"), CommandId::named("a", "bc"), "the border between them counts");
    }

    #[test]
    fn a_digest_depends_on_key_and_request() {
        let digest = AskedDigest::of("key-1", b"body");
        assert_eq!(digest, AskedDigest::of("key-1", b"body"));
        assert_ne!(digest, AskedDigest::of("key-1", b"other"));
        assert_ne!(digest, AskedDigest::of("key-2", b"body"));
        let bytes = minicbor::to_vec(digest).unwrap();
        assert_eq!(minicbor::decode::<AskedDigest>(&bytes).unwrap(), digest);
        assert_eq!(bytes.len(), 17);
    }
}
