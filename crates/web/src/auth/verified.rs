//! Tokens whose signature has been verified, so that a program that sends the same one a thousand times a second has it
//! verified once. Time, issuer and audience are still looked at every time, and a set of keys fetched again makes
//! everybody prove themselves again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};
use events::Instant;

/// How many are kept: a service has one token at a time, an official one for each session.
const MOST: usize = 1_000;

/// What verified tokens say, by a digest of the token: the tokens themselves are not kept.
pub(super) struct Verified<T> {
    tokens: Mutex<TokensByDigest<T>>,
}

struct TokensByDigest<T> {
    /// When the keys were fetched that verified them.
    keys: Option<Instant>,
    by_digest: HashMap<Vec<u8>, Arc<T>>,
}

impl<T> Verified<T> {
    pub fn new() -> Verified<T> {
        Verified { tokens: Mutex::new(TokensByDigest { keys: None, by_digest: HashMap::new() }) }
    }

    /// What a token says, verified by `verify` unless it was before, with the keys that were fetched at `keys`.
    pub fn claims(&self, token: &str, keys: Option<Instant>, verify: impl FnOnce() -> Option<T>) -> Option<Arc<T>> {
        let digest = digest(&SHA256, token.as_bytes()).as_ref().to_vec();
        let known = |tokens: &TokensByDigest<T>| {
            (tokens.keys == keys).then(|| tokens.by_digest.get(&digest).cloned()).flatten()
        };
        if let Some(claims) = known(&self.tokens.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Some(claims);
        }
        let claims = Arc::new(verify()?);
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        if tokens.keys != keys || tokens.by_digest.len() >= MOST {
            *tokens = TokensByDigest { keys, by_digest: HashMap::new() };
        }
        tokens.by_digest.insert(digest, Arc::clone(&claims));
        Some(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_verified_once_for_each_set_of_keys() {
        let verified = Verified::new();
        let (first, second) = (Some(Instant::from_millis(1)), Some(Instant::from_millis(2)));
        assert_eq!(verified.claims("a", first, || Some(1)).as_deref(), Some(&1));
        assert_eq!(verified.claims("a", first, || None).as_deref(), Some(&1));
        assert_eq!(verified.claims("b", first, || None), None);
        // The issuer may have withdrawn the key meanwhile.
        assert_eq!(verified.claims("a", second, || None), None);
    }

    #[test]
    fn a_flood_of_tokens_is_not_kept() {
        let verified = Verified::new();
        for token in 0..=MOST {
            verified.claims(&token.to_string(), None, || Some(token));
        }
        assert!(verified.tokens.lock().unwrap().by_digest.len() <= MOST);
    }
}
