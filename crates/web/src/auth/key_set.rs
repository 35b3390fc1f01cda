//! The public keys that tokens are verified with: the issuer's JSON Web Key Set (RFC 7517), fetched over HTTP and kept.
//!
//! There is no timer. A request that needs a key fetches the set when none is held, when the one held is older than ten
//! minutes, or when it lacks the key asked for, the last at most every two seconds, so that tokens with invented key ids
//! cannot make us call the issuer at will. While the issuer is out of reach the keys held stay good for a day.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use events::Instant;
use jsonwebtoken::DecodingKey;
use serde::Deserialize;
use tokio::sync::Mutex;

/// A set older than this is fetched again, in seconds.
const FRESH: i64 = 600;
/// At least this long between two fetches while a set is held, in seconds.
const PAUSE: i64 = 2;
/// At least this long between two fetches while none is held, in seconds.
const PAUSE_WITHOUT_KEYS: i64 = 1;
/// Keys that could not be fetched again for this long no longer count, in seconds: they may have been revoked.
const STALE: i64 = 24 * 3600;
/// The longest set that is read, in bytes; real ones have two or three keys of half a kilobyte.
const LONGEST: usize = 256 * 1024;
/// The most keys that are kept.
const MOST_KEYS: usize = 32;
/// The whole fetch may take so long.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The issuer's keys.
pub struct KeySet {
    address: String,
    http: reqwest::Client,
    held: RwLock<CachedKeys>,
    /// One fetch at a time; the time of the last is in `held`.
    fetching: Mutex<()>,
}

#[derive(Clone, Default)]
struct CachedKeys {
    keys: Arc<Vec<NamedKey>>,
    /// When the keys held were fetched.
    fetched: Option<Instant>,
    /// When a fetch was last begun.
    tried: Option<Instant>,
    /// Did the last fetch fail?
    failed: bool,
}

/// A verification key and the id that tokens name it by.
#[derive(Clone)]
pub struct NamedKey {
    /// `kid`; a set with a single key may leave it out.
    pub id: Option<String>,
    /// RSA public key.
    pub key: DecodingKey,
}

/// Keys that may verify a token.
pub struct Keys {
    /// The keys.
    pub keys: Vec<NamedKey>,
    /// When their set was fetched.
    pub fetched: Option<Instant>,
}

/// Why there is no key to verify with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoKey {
    /// The issuer has no such key: the token is not its token.
    #[error("the issuer has no key of that id")]
    Unknown,
    /// The issuer cannot be reached, so that nothing can be said of the token: an outage, not a refusal.
    #[error("the issuer's keys cannot be fetched")]
    Unavailable,
}

/// Why no client could be made to fetch keys with.
#[derive(Debug, thiserror::Error)]
#[error("no HTTP client for the issuer's keys: {0}")]
pub struct NoClient(#[from] reqwest::Error);

#[derive(Debug, thiserror::Error)]
enum FetchFault {
    #[error("not reached")]
    Http(#[from] reqwest::Error),
    #[error("status {0}")]
    Status(u16),
    #[error("longer than {LONGEST} bytes")]
    TooLong,
    #[error("not a key set")]
    NotAKeySet,
}

impl KeySet {
    /// A set to be fetched from this address (`…/oauth2/jwks`) when it is first needed.
    pub fn at(address: impl Into<String>) -> Result<KeySet, NoClient> {
        let address = address.into();
        // A redirect would let anyone who answers there choose the keys.
        let client = reqwest::Client::builder().timeout(TIMEOUT).redirect(reqwest::redirect::Policy::none());
        // No certificate is looked at over plain HTTP, as in the demo, and on a bare machine there are none to load.
        let plain = address.starts_with("http://");
        let http = if plain { client.tls_certs_only([]) } else { client }.build()?;
        Ok(KeySet { address, http, held: RwLock::default(), fetching: Mutex::new(()) })
    }

    /// The keys that a token naming `id` may have been signed with: the one of that id, or every key of the set when
    /// the token names none.
    pub async fn keys(&self, id: Option<&str>, now: Instant) -> Result<Keys, NoKey> {
        let held = self.held();
        let found = matching(&held, id, now);
        if !held.needs_fetching(found.is_empty(), now) {
            return found_or(found, &held);
        }
        if found.is_empty() {
            // Wait for a fetch under way, which may bring the key.
            let _one = self.fetching.lock().await;
            if self.held().needs_fetching(matching(&self.held(), id, now).is_empty(), now) {
                self.fetch(now).await;
            }
        } else if let Ok(_one) = self.fetching.try_lock() {
            // Only old: one request fetches, the others go on with what is held.
            self.fetch(now).await;
        }
        let held = self.held();
        found_or(matching(&held, id, now), &held)
    }

    fn held(&self) -> CachedKeys {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn fetch(&self, now: Instant) {
        let outcome = self.request().await;
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.tried = Some(now);
        held.failed = outcome.is_err();
        match outcome {
            Ok(keys) => {
                held.keys = Arc::new(keys);
                held.fetched = Some(now);
            }
            Err(fault) => tracing::warn!(%fault, "the issuer's key set could not be fetched"),
        }
    }

    async fn request(&self) -> Result<Vec<NamedKey>, FetchFault> {
        let mut response = self.http.get(&self.address).send().await?;
        if response.status() != reqwest::StatusCode::OK {
            return Err(FetchFault::Status(response.status().as_u16()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST {
                return Err(FetchFault::TooLong);
            }
        }
        read_key_set(&body)
    }
}

impl CachedKeys {
    fn needs_fetching(&self, lacks_key: bool, now: Instant) -> bool {
        let since = |then: Option<Instant>| then.map(|then| (now.millis() - then.millis()) / 1000);
        let pause = if self.keys.is_empty() { PAUSE_WITHOUT_KEYS } else { PAUSE };
        // A clock that went back makes `since` negative; that must not stop us from fetching for ever.
        let rested = since(self.tried).is_none_or(|seconds| !(0..pause).contains(&seconds));
        let old = since(self.fetched).is_none_or(|seconds| !(0..FRESH).contains(&seconds));
        rested && (lacks_key || old)
    }
}

fn matching(held: &CachedKeys, id: Option<&str>, now: Instant) -> Vec<NamedKey> {
    let stale = held.fetched.is_none_or(|then| now.millis() - then.millis() > STALE * 1000);
    if stale {
        return Vec::new();
    }
    held.keys.iter().filter(|key| id.is_none() || key.id.as_deref() == id).cloned().collect()
}

fn found_or(keys: Vec<NamedKey>, held: &CachedKeys) -> Result<Keys, NoKey> {
    match (keys.is_empty(), held.failed || held.fetched.is_none()) {
        (false, _) => Ok(Keys { keys, fetched: held.fetched }),
        (true, true) => Err(NoKey::Unavailable),
        (true, false) => Err(NoKey::Unknown),
    }
}

#[derive(Deserialize)]
struct Document {
    keys: Vec<Key>,
}

/// A key of the set. Every part is optional, so that a key of another kind is passed over, not a fault.
#[derive(Deserialize)]
struct Key {
    kty: Option<String>,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    n: Option<String>,
    e: Option<String>,
}

/// Takes the RSA keys that are meant for RS256 signatures and passes over all others.
fn read_key_set(body: &[u8]) -> Result<Vec<NamedKey>, FetchFault> {
    let document: Document = serde_json::from_slice(body).map_err(|_| FetchFault::NotAKeySet)?;
    let usable = |key: Key| {
        let fits = key.kty.as_deref() == Some("RSA")
            && key.alg.as_deref().is_none_or(|alg| alg == "RS256")
            && key.purpose.as_deref().is_none_or(|purpose| purpose == "sig");
        let (true, Some(n), Some(e)) = (fits, key.n, key.e) else { return None };
        Some(NamedKey { id: key.kid, key: DecodingKey::from_rsa_components(&n, &e).ok()? })
    };
    Ok(document.keys.into_iter().filter_map(usable).take(MOST_KEYS).collect())
}

#[cfg(test)]
#[path = "key_set_tests.rs"]
mod tests;
