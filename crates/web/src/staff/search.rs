//! What an official typed into the search box, on its way through addresses.
//!
//! It may be a name or a hetu, and addresses are kept in histories and logs. So an address holds it sealed, to be opened
//! by this node for the same official alone; an OID, which is not secret, stands there as it is.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use events::{Hetu, PersonOid};

/// The longest term that is looked for, in characters.
const LONGEST: usize = 255;

/// Seals and opens search terms.
pub struct Search {
    /// Absent only if the library refuses a key of the right length; then nothing typed reaches an address.
    key: Option<RandomizedNonceKey>,
}

/// What an address says is searched.
#[derive(Clone, PartialEq, Eq)]
pub enum Term {
    /// Nothing.
    Nothing,
    /// This.
    Words(String),
    /// Something that can no longer be opened: the node was started again, or it was somebody else's.
    Gone,
}

impl std::fmt::Debug for Term {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Term(personal)")
    }
}

impl Search {
    /// With a key. Nodes that stand for each other need the same one.
    pub fn new(key: [u8; 32]) -> Search {
        Search { key: RandomizedNonceKey::new(&AES_256_GCM, &key).ok() }
    }

    /// With a key of its own, which is gone with the process.
    pub fn random() -> Search {
        Search::new(rand::random())
    }

    /// A term as an address may hold it; empty for nothing.
    pub fn seal(&self, subject: &str, term: &str) -> String {
        let term: String = term.trim().chars().take(LONGEST).collect();
        if term.is_empty() || term.parse::<PersonOid>().is_ok() {
            return term;
        }
        let mut bytes = term.into_bytes();
        let seal = |key: &RandomizedNonceKey| key.seal_in_place_append_tag(Aad::from(subject), &mut bytes).ok();
        let nonce = self.key.as_ref().and_then(seal);
        nonce.map(|nonce| URL_SAFE_NO_PAD.encode([nonce.as_ref().as_slice(), &bytes].concat())).unwrap_or_default()
    }

    /// The term of an address.
    pub fn open(&self, subject: &str, held: Option<&str>) -> Term {
        match held {
            None => Term::Nothing,
            Some(oid) if oid.parse::<PersonOid>().is_ok() => Term::Words(oid.to_owned()),
            Some(sealed) => self.unseal(subject, sealed).map_or(Term::Gone, Term::Words),
        }
    }

    fn unseal(&self, subject: &str, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, body) = bytes.split_at_checked(NONCE_LEN)?;
        let (nonce, mut body) = (Nonce::try_assume_unique_for_key(nonce).ok()?, body.to_vec());
        let opened = self.key.as_ref()?.open_in_place(nonce, Aad::from(subject), &mut body).ok()?;
        String::from_utf8(opened.to_vec()).ok()
    }
}

/// A hetu typed in lower case is meant all the same; anything else is looked for as it is.
pub fn as_meant(term: &str, today: NaiveDate) -> String {
    Hetu::parse_typed(term, today).map_or_else(|_| term.to_owned(), |hetu| hetu.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_no_name_and_only_the_same_official_opens_it() {
        let search = Search::new([7; 32]);
        let held = search.seal("one", " Virtanen Aino ");
        assert!(!held.contains("Virtanen") && held.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)));
        assert!(search.open("one", Some(&held)) == Term::Words("Virtanen Aino".to_owned()));
        assert!(search.open("another", Some(&held)) == Term::Gone);
        assert!(Search::new([8; 32]).open("one", Some(&held)) == Term::Gone);
        assert!(search.open("one", Some("Virtanen")) == Term::Gone);
        assert!(search.open("one", None) == Term::Nothing);
    }

    #[test]
    fn an_oid_stays_readable_so_that_the_address_can_be_passed_on() {
        let (search, oid) = (Search::new([7; 32]), PersonOid::issue(1_234_567_890).to_string());
        assert_eq!(search.seal("one", &oid), oid);
        assert!(search.open("another", Some(&oid)) == Term::Words(oid));
    }
}
