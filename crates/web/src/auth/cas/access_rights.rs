//! Rights of those whom CAS names, from käyttöoikeuspalvelu: who may do what in which organisation.
//!
//! What it said of somebody is good for some minutes, and while it is away for half a day: whoever was known goes on, and
//! of whoever was not nothing can be said.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use app::caller::Grant;
use events::Instant;
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::answer::grant_of;

/// It must answer this soon.
const TIMEOUT: Duration = Duration::from_secs(5);
/// It is asked again after so long, in seconds.
const FRESH: i64 = 5 * 60;
/// What it said is used so long while it is away, in seconds.
const KEPT: i64 = 12 * 60 * 60;
/// A token is used up to so long before it ends, in seconds.
const LEEWAY: i64 = 60;
/// The rights of so many users are kept.
const MOST: usize = 10_000;
/// The largest answer that is read, in bytes.
const LARGEST: usize = 1024 * 1024;

/// Where it is, and how it knows us.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessRightsConfig {
    /// Such as `https://virkailija.opintopolku.fi/kayttooikeus-service`.
    pub server: String,
    /// Our name there.
    pub client_id: String,
    /// Our secret there.
    pub client_secret: String,
}

impl std::fmt::Debug for AccessRightsConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AccessRightsConfig({} at {})", self.client_id, self.server)
    }
}

/// It does not answer, or not as it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Away;

/// Asks it, and keeps what it said.
pub(super) struct AccessRights {
    config: AccessRightsConfig,
    http: reqwest::Client,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<(String, Instant)>,
    /// By user name: what was said, and when.
    kept: HashMap<String, (Vec<Grant>, Instant)>,
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
    #[serde(default)]
    expires_in: i64,
}

#[derive(Deserialize)]
struct UserDetails {
    #[serde(default)]
    authorities: Vec<Authority>,
}

#[derive(Deserialize)]
struct Authority {
    authority: String,
}

impl AccessRights {
    pub fn new(config: AccessRightsConfig) -> Result<AccessRights, reqwest::Error> {
        let http = reqwest::Client::builder().timeout(TIMEOUT).redirect(reqwest::redirect::Policy::none());
        Ok(AccessRights { config, http: http.build()?, state: Mutex::default() })
    }

    /// Everything that a user has been granted here.
    pub async fn of(&self, user: &str, now: Instant) -> Result<Vec<Grant>, Away> {
        if let Some(known) = self.kept(user, now, FRESH) {
            return Ok(known);
        }
        match self.ask(user, now).await {
            Ok(grants) => {
                let mut state = self.state();
                if state.kept.len() >= MOST {
                    state.kept.clear();
                }
                state.kept.insert(user.to_owned(), (grants.clone(), now));
                Ok(grants)
            }
            Err(fault) => {
                tracing::warn!(fault, "käyttöoikeuspalvelu does not answer");
                self.kept(user, now, KEPT).ok_or(Away)
            }
        }
    }

    fn kept(&self, user: &str, now: Instant, seconds: i64) -> Option<Vec<Grant>> {
        let state = self.state();
        let (grants, at) = state.kept.get(user)?;
        (now < at.plus_seconds(seconds)).then(|| grants.clone())
    }

    async fn ask(&self, user: &str, now: Instant) -> Result<Vec<Grant>, &'static str> {
        let token = self.token(now).await?;
        let name: String = form_urlencoded::byte_serialize(user.as_bytes()).collect();
        let url = format!("{}/userDetails/{}", self.server(), name.replace('+', "%20"));
        let sent = self.http.get(url).bearer_auth(token).send().await.map_err(|_| "no answer")?;
        match sent.status() {
            StatusCode::OK => {}
            // It knows nobody of that name: nothing was granted.
            StatusCode::NOT_FOUND => return Ok(Vec::new()),
            StatusCode::UNAUTHORIZED => {
                self.state().token = None;
                return Err("our token is not accepted");
            }
            _ => return Err("an error"),
        }
        let details: UserDetails = read(sent).await?;
        Ok(details.authorities.iter().filter_map(|one| grant_of(&one.authority)).collect())
    }

    async fn token(&self, now: Instant) -> Result<String, &'static str> {
        if let Some((token, until)) = &self.state().token
            && now < *until
        {
            return Ok(token.clone());
        }
        let AccessRightsConfig { client_id, client_secret, .. } = &self.config;
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "client_credentials")
            .append_pair("client_id", client_id)
            .append_pair("client_secret", client_secret)
            .finish();
        let request = self.http.post(format!("{}/oauth2/token", self.server()));
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form);
        let sent = request.send().await.map_err(|_| "no token")?;
        if sent.status() != StatusCode::OK {
            return Err("no token for us");
        }
        let Token { access_token, expires_in } = read(sent).await?;
        self.state().token = Some((access_token.clone(), now.plus_seconds((expires_in - LEEWAY).max(0))));
        Ok(access_token)
    }

    fn server(&self) -> &str {
        self.config.server.trim_end_matches('/')
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The answer as JSON; its text is never repeated.
async fn read<T: DeserializeOwned>(mut response: reqwest::Response) -> Result<T, &'static str> {
    let mut text = Vec::new();
    while let Some(part) = response.chunk().await.map_err(|_| "broken off")? {
        if text.len() + part.len() > LARGEST {
            return Err("too long");
        }
        text.extend_from_slice(&part);
    }
    serde_json::from_slice(&text).map_err(|_| "unreadable")
}
