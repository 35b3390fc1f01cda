//! The RSA key that the demo's tokens are signed with.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::{Value, json};

/// An RSA key pair and the id of its public half. No `Debug`.
pub struct SigningKey {
    pair: KeyPair,
    id: String,
}

/// The key cannot be made, read or used. Nothing of the key is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// No key could be generated.
    #[error("no RSA key could be generated")]
    Generate,
    /// Not an RSA key of 2048–8192 bits in PKCS #8 DER.
    #[error("not an RSA key in PKCS #8")]
    NotAKey,
    /// The key could not be written out, or did not sign.
    #[error("the RSA key cannot be used")]
    Use,
}

impl SigningKey {
    /// A new key of 2048 bits. Takes a tenth of a second or more.
    pub fn generate() -> Result<SigningKey, KeyFault> {
        KeyPair::generate(KeySize::Rsa2048).map(SigningKey::of).map_err(|_| KeyFault::Generate)
    }

    /// Takes a key back from PKCS #8 DER.
    pub fn from_pkcs8(der: &[u8]) -> Result<SigningKey, KeyFault> {
        KeyPair::from_pkcs8(der).map(SigningKey::of).map_err(|_| KeyFault::NotAKey)
    }

    /// The key as PKCS #8 DER, to be kept where nobody else reads it.
    pub fn to_pkcs8(&self) -> Result<Vec<u8>, KeyFault> {
        let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&self.pair).map_err(|_| KeyFault::Use)?;
        Ok(der.as_ref().to_vec())
    }

    /// `kid`: the thumbprint of the public key (RFC 7638), so that the same key has the same id after a restart.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The key set (RFC 7517) that holds the public half of this key alone.
    pub fn key_set(&self) -> Value {
        let (n, e) = public_parts(&self.pair);
        json!({"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.id, "n": n, "e": e}]})
    }

    /// A signed token (RFC 7515, compact form, RS256) of these claims.
    pub fn sign(&self, claims: &impl Serialize) -> Result<String, KeyFault> {
        let header = json!({"alg": "RS256", "typ": "JWT", "kid": self.id});
        let claims = serde_json::to_vec(claims).map_err(|_| KeyFault::Use)?;
        let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(claims));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        let signed = self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature);
        signed.map_err(|_| KeyFault::Use)?;
        Ok(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    fn of(pair: KeyPair) -> SigningKey {
        let (n, e) = public_parts(&pair);
        // The members in this order and without blanks are what RFC 7638 hashes.
        let canonical = format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#);
        let id = URL_SAFE_NO_PAD.encode(digest(&SHA256, canonical.as_bytes()));
        SigningKey { pair, id }
    }
}

/// Modulus and exponent, base64url.
fn public_parts(pair: &KeyPair) -> (String, String) {
    let key = pair.public_key();
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    (text(key.modulus().big_endian_without_leading_zero()), text(key.exponent().big_endian_without_leading_zero()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_with_its_id_and_rubbish_does_not() {
        let key = SigningKey::generate().ok().unwrap();
        let again = SigningKey::from_pkcs8(&key.to_pkcs8().unwrap()).ok().unwrap();
        assert_eq!((key.id(), key.key_set()), (again.id(), again.key_set()));
        assert_eq!(key.id().len(), 43);
        assert_eq!(key.key_set()["keys"][0]["e"], "AQAB");
        assert_eq!(SigningKey::from_pkcs8(b"rubbish").err(), Some(KeyFault::NotAKey));
    }
}
