//! Keys of signing in: one for each purpose, derived by HKDF from one secret that every node has.
//!
//! The secret has a current and a previous version, so that it can be changed while people are signed in: new sessions
//! begin under the current one, and a session ends under the version that it began under.

use std::collections::BTreeMap;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::{hkdf, hmac};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

/// What HKDF is told apart by from other programs that might be given the same secret.
const SALT: &[u8] = b"oppijaloki staff pages";
/// Bytes before the nonce: the version of the secret.
const VERSION: usize = 4;

/// What is sealed. Each has a key of its own, so that nothing sealed for one passes for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A session.
    Session,
    /// A session of a program that came by CAS.
    CasSession,
    /// What must be remembered between the question to the provider and its answer.
    SignInAttempt,
    /// Filters that an official keeps.
    Filters,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Purpose::Session => b"session",
            Purpose::CasSession => b"cas-session",
            Purpose::SignInAttempt => b"oidc-state",
            Purpose::Filters => b"filters",
        }
    }
}

/// The keys of each version of the secret.
pub struct Keys {
    versions: BTreeMap<u32, Derived>,
    current: u32,
}

struct Derived {
    search: Zeroizing<[u8; 32]>,
    session: RandomizedNonceKey,
    cas: RandomizedNonceKey,
    attempt: RandomizedNonceKey,
    filters: RandomizedNonceKey,
    csrf: hmac::Key,
}

/// Why secrets make no keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSecrets {
    /// None or too many: a version that is older than the previous one only keeps old sessions alive.
    #[error("the session secret needs a current version and may have one previous version, but has {0}")]
    Versions(usize),
    /// The library refused.
    #[error("the session secret cannot be used")]
    Unusable,
}

impl Keys {
    /// The keys of these versions of the secret; the highest is the current one.
    pub fn derive<'a>(secrets: impl IntoIterator<Item = (u32, &'a [u8; 32])>) -> Result<Keys, BadSecrets> {
        let derived = secrets.into_iter().map(|(version, secret)| Some((version, Derived::from(secret)?)));
        let versions: BTreeMap<u32, Derived> = derived.collect::<Option<_>>().ok_or(BadSecrets::Unusable)?;
        match versions.last_key_value() {
            Some((&current, _)) if versions.len() <= 2 => Ok(Keys { versions, current }),
            _ => Err(BadSecrets::Versions(versions.len())),
        }
    }

    /// The version that new sessions begin under.
    pub fn current(&self) -> u32 {
        self.current
    }

    /// Text that only a holder of the secret can read or make.
    pub fn seal(&self, purpose: Purpose, version: u32, plain: &[u8]) -> Option<String> {
        let key = self.versions.get(&version)?.sealing(purpose);
        let mut sealed = plain.to_vec();
        let nonce = key.seal_in_place_append_tag(Aad::from(purpose.label()), &mut sealed).ok()?;
        let parts = [version.to_be_bytes().as_slice(), nonce.as_ref(), &sealed].concat();
        Some(URL_SAFE_NO_PAD.encode(parts))
    }

    /// What was sealed for the purpose, and under which version.
    pub fn open(&self, purpose: Purpose, text: &str) -> Option<(u32, Zeroizing<Vec<u8>>)> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (version, rest) = bytes.split_first_chunk::<VERSION>()?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_LEN>()?;
        let version = u32::from_be_bytes(*version);
        let key = self.versions.get(&version)?.sealing(purpose);
        let mut plain = Zeroizing::new(sealed.to_vec());
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let length = key.open_in_place(nonce, Aad::from(purpose.label()), &mut plain).ok()?.len();
        plain.truncate(length);
        Some((version, plain))
    }

    /// The key for what officials search for on its way through addresses. It changes with the secret.
    pub fn search(&self) -> Option<Zeroizing<[u8; 32]>> {
        self.versions.get(&self.current).map(|derived| derived.search.clone())
    }

    /// What every form of a session carries.
    pub fn csrf(&self, version: u32, session: &[u8]) -> Option<String> {
        let key = &self.versions.get(&version)?.csrf;
        Some(URL_SAFE_NO_PAD.encode(hmac::sign(key, session)))
    }
}

impl Derived {
    fn from(secret: &[u8; 32]) -> Option<Derived> {
        let extracted = hkdf::Salt::new(hkdf::HKDF_SHA256, SALT).extract(secret);
        let key = |label: &[u8]| {
            let mut key = Zeroizing::new([0; 32]);
            extracted.expand(&[label], hkdf::HKDF_SHA256).ok()?.fill(key.as_mut_slice()).ok()?;
            Some(key)
        };
        let sealing = |purpose: Purpose| RandomizedNonceKey::new(&AES_256_GCM, key(purpose.label())?.as_slice()).ok();
        let csrf = hmac::Key::new(hmac::HMAC_SHA256, key(b"csrf")?.as_slice());
        let search = key(b"search")?;
        let (session, cas) = (sealing(Purpose::Session)?, sealing(Purpose::CasSession)?);
        let (attempt, filters) = (sealing(Purpose::SignInAttempt)?, sealing(Purpose::Filters)?);
        Some(Derived { search, session, cas, attempt, filters, csrf })
    }

    fn sealing(&self, purpose: Purpose) -> &RandomizedNonceKey {
        match purpose {
            Purpose::Session => &self.session,
            Purpose::CasSession => &self.cas,
            Purpose::SignInAttempt => &self.attempt,
            Purpose::Filters => &self.filters,
        }
    }
}

/// Are two texts the same? Takes as long wherever they differ.
pub fn same(one: &str, other: &str) -> bool {
    verify_slices_are_equal(one.as_bytes(), other.as_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(secrets: &[(u32, [u8; 32])]) -> Keys {
        Keys::derive(secrets.iter().map(|(version, secret)| (*version, secret))).ok().unwrap()
    }

    #[test]
    fn nodes_with_the_same_secret_read_each_other() {
        let (one, other) = (keys(&[(1, [7; 32])]), keys(&[(1, [7; 32])]));
        let sealed = one.seal(Purpose::Session, 1, b"something").unwrap();
        assert_eq!(other.open(Purpose::Session, &sealed).unwrap().1.as_slice(), b"something");
        assert!(!sealed.contains("something"));
        assert_eq!(one.csrf(1, b"id"), other.csrf(1, b"id"));
        assert_eq!(one.search(), other.search());
        assert_ne!(one.search().unwrap().as_slice(), [7; 32], "the secret itself is handed to nobody");
    }

    #[test]
    fn a_key_of_another_purpose_opens_nothing() {
        let keys = keys(&[(1, [7; 32])]);
        let sealed = keys.seal(Purpose::SignInAttempt, 1, b"something").unwrap();
        assert!(keys.open(Purpose::Session, &sealed).is_none());
        assert!(keys.open(Purpose::SignInAttempt, &sealed).is_some());
    }

    #[test]
    fn the_previous_version_is_still_read_and_the_one_before_it_is_not() {
        let before = keys(&[(1, [1; 32])]);
        let sealed = before.seal(Purpose::Session, 1, b"something").unwrap();
        let changed = keys(&[(1, [1; 32]), (2, [2; 32])]);
        assert_eq!(changed.current(), 2);
        assert_eq!(changed.open(Purpose::Session, &sealed).unwrap().0, 1);
        let changed_again = keys(&[(2, [2; 32]), (3, [3; 32])]);
        assert!(changed_again.open(Purpose::Session, &sealed).is_none());
    }

    #[test]
    fn a_version_cannot_be_exchanged_for_another() {
        let keys = keys(&[(1, [1; 32]), (2, [2; 32])]);
        let sealed = keys.seal(Purpose::Session, 1, b"something").unwrap();
        let mut bytes = URL_SAFE_NO_PAD.decode(sealed).unwrap();
        bytes[3] = 2;
        assert!(keys.open(Purpose::Session, &URL_SAFE_NO_PAD.encode(bytes)).is_none());
    }

    #[test]
    fn secrets_have_one_or_two_versions() {
        let secret = [0; 32];
        let derive = |versions: &[u32]| Keys::derive(versions.iter().map(|version| (*version, &secret))).err();
        assert_eq!(derive(&[]), Some(BadSecrets::Versions(0)));
        assert_eq!(derive(&[1, 2]), None);
        assert_eq!(derive(&[1, 2, 3]), Some(BadSecrets::Versions(3)));
    }
}
