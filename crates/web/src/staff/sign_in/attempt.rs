//! What a browser keeps while somebody signs in, sealed: by it an answer is known to belong to a question that was asked
//! in the same browser, so that nobody can sign somebody else in as themselves.

use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use events::Instant;
use minicbor::{Decode, Encode};

use super::address::local;
use crate::staff::keys::{Purpose, same};
use crate::staff::session::{CookieKind, Sessions};

/// Anyone who takes longer begins again, in seconds.
const LIFETIME: i64 = 600;

/// One attempt to sign in.
#[derive(Clone, Encode, Decode)]
pub struct Attempt {
    /// Comes back with the answer.
    #[n(0)]
    pub state: String,
    /// Stands in the provider's ID token.
    #[n(1)]
    pub nonce: String,
    /// Proves to the provider that the code is exchanged by the one who asked for it (PKCE).
    #[n(2)]
    pub verifier: String,
    /// Which page was wanted.
    #[n(3)]
    pub back: Option<String>,
    /// Until when, in milliseconds since 1970.
    #[n(4)]
    until: i64,
}

impl Attempt {
    /// An attempt that begins now.
    pub fn new(state: String, nonce: String, verifier: String, back: Option<&str>, now: Instant) -> Attempt {
        let until = now.plus_seconds(LIFETIME).millis();
        Attempt { state, nonce, verifier, back: back.and_then(local).map(ToOwned::to_owned), until }
    }

    /// An attempt that needs no provider.
    pub fn here(now: Instant) -> Attempt {
        let state = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>());
        Attempt::new(state, String::new(), String::new(), None, now)
    }

    /// Has the browser keep it. False when it cannot.
    pub fn keep(&self, sessions: &Sessions, headers: &mut HeaderMap) -> bool {
        let keys = &sessions.keys;
        let plain = minicbor::to_vec(self).ok();
        let sealed = plain.and_then(|plain| keys.seal(Purpose::SignInAttempt, keys.current(), &plain));
        sealed.is_some_and(|sealed| sessions.cookies.set(headers, CookieKind::Attempt, &sealed, Some(LIFETIME)))
    }

    /// The attempt that an answer with this state belongs to.
    pub fn answered(sessions: &Sessions, headers: &HeaderMap, state: &str, now: Instant) -> Option<Attempt> {
        let value = sessions.cookies.value(headers, CookieKind::Attempt)?;
        let (_, plain) = sessions.keys.open(Purpose::SignInAttempt, &value)?;
        let attempt: Attempt = minicbor::decode(&plain).ok()?;
        (now.millis() < attempt.until && same(&attempt.state, state)).then_some(attempt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::staff::keys::Keys;
    use crate::staff::session::{Cookies, sent_back};

    fn now() -> Instant {
        Instant::from_millis(1_800_000_000_000)
    }

    #[test]
    fn an_answer_belongs_to_the_question_of_the_same_browser_for_ten_minutes() {
        let keys = Keys::derive([(1, &[7; 32])]).ok().unwrap();
        let sessions = Sessions { keys, cookies: Cookies { https: true } };
        let (mine, other) = (Attempt::here(now()), Attempt::here(now()));
        let mut answer = HeaderMap::new();
        assert!(mine.keep(&sessions, &mut answer));
        let browser = sent_back(&answer);
        let found = |state: &str, seconds: i64| {
            Attempt::answered(&sessions, &browser, state, now().plus_seconds(seconds)).is_some()
        };
        assert!(found(&mine.state, LIFETIME - 1));
        assert!(!found(&mine.state, LIFETIME));
        assert!(!found(&other.state, 1) && !found("", 1));
        assert!(Attempt::answered(&sessions, &HeaderMap::new(), &mine.state, now()).is_none());
    }

    #[test]
    fn an_attempt_leads_back_to_pages_of_ours_alone() {
        let back = |wanted| Attempt::new(String::new(), String::new(), String::new(), Some(wanted), now()).back;
        assert_eq!(back("/henkilo-ui/omattiedot").as_deref(), Some("/henkilo-ui/omattiedot"));
        assert_eq!(back("https://evil.example/"), None);
    }
}
