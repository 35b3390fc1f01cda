//! Signing in by an OpenID provider: authorization code with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636).
//!
//! What a provider announces is fetched when somebody signs in and kept for a while, so that the registry starts and
//! works while the provider does not answer, and nobody restarts anything when the provider changes its keys.

mod claims;
#[cfg(test)]
mod hostile_tests;
mod http;
mod protocol;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use app::caller::Caller;
use events::Instant;
use openidconnect::url::Url;
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl, LanguageTag, LogoutRequest, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl, RedirectUrl, Scope,
};
use tokio::sync::Mutex;

pub use claims::ClaimNames;

use self::http::Http;
use self::protocol::{AuthenticationFlow, Client, IdToken, Metadata};
use super::sign_in::Attempt;
use super::sign_in::address::{CALLBACK, SIGN_OUT};
use texts::Lang as Language;

/// What the provider announces is fetched again after so long, in seconds.
const FRESH: i64 = 600;

/// How the provider is reached, and what it says of people. No `Debug`: it holds a secret.
pub struct ProviderConfig {
    /// The provider's issuer, exactly as it calls itself.
    pub issuer: String,
    /// Our id at the provider.
    pub client_id: String,
    /// Our secret at the provider.
    pub client_secret: String,
    /// Where browsers reach the registry, without a path.
    pub public_address: String,
    /// Scopes asked for beside `openid`.
    pub scopes: Vec<String>,
    /// Which claims say what.
    pub claims: ClaimNames,
}

/// The provider.
pub struct Provider {
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: ClientSecret,
    scopes: Vec<String>,
    claims: ClaimNames,
    redirect: RedirectUrl,
    signed_out: PostLogoutRedirectUrl,
    http: Http,
    announced: Mutex<Option<Announced>>,
    /// How often what is announced could not be fetched.
    failures: AtomicU64,
}

#[derive(Clone)]
struct Announced {
    metadata: Arc<Metadata>,
    fetched: Instant,
}

/// Somebody whom the provider has signed in.
pub struct SignedIn {
    /// Subject and rights.
    pub caller: Caller,
    /// Name.
    pub name: String,
}

/// Why a provider cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum BadProvider {
    /// An address is none.
    #[error("{0} is not an address")]
    Address(&'static str),
    /// No client.
    #[error("no HTTP client for the provider: {0}")]
    Client(#[from] reqwest::Error),
}

/// Why somebody is not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSignedIn {
    /// The provider does not answer, or says that it cannot just now.
    Unavailable,
    /// The provider refused, or anyone who wanted to sign in gave up.
    Refused,
    /// The answer does not hold.
    Untrusted,
    /// The code was used already or is too old.
    Stale,
}

impl NotSignedIn {
    /// What an error code means that a browser brings (RFC 6749, 4.1.2.1). Anybody can write one into an address, so that
    /// none of them is more than a warning.
    pub fn of_answer(code: &str) -> NotSignedIn {
        match code {
            "server_error" | "temporarily_unavailable" => NotSignedIn::Unavailable,
            "access_denied" | "login_required" | "consent_required" | "interaction_required" => NotSignedIn::Refused,
            // The others say that the provider and we are not configured for each other.
            _ => {
                tracing::warn!("the sign-in provider refuses the registry's own requests; is it registered there?");
                NotSignedIn::Refused
            }
        }
    }

    /// What an error code means with which the provider itself refuses an exchange (RFC 6749, 5.2).
    fn of_exchange(code: &str) -> NotSignedIn {
        match code {
            "server_error" | "temporarily_unavailable" => NotSignedIn::Unavailable,
            "invalid_grant" => NotSignedIn::Stale,
            // Such an answer may be about the code, which a browser has brought.
            "invalid_request" => {
                tracing::warn!("the sign-in provider cannot read the registry's request to exchange a code");
                NotSignedIn::Refused
            }
            // The others say that the provider and we are not configured for each other.
            _ => {
                tracing::error!("the sign-in provider refuses the registry's own requests; is it registered there?");
                NotSignedIn::Refused
            }
        }
    }
}

impl Provider {
    /// The provider; nothing is asked of it yet.
    pub fn new(config: ProviderConfig) -> Result<Provider, BadProvider> {
        let public = Url::parse(&config.public_address).map_err(|_| BadProvider::Address("the public address"))?;
        let address = |path| public.join(path).map_err(|_| BadProvider::Address("the public address"));
        Ok(Provider {
            http: Http::new(&config.issuer)?,
            issuer: IssuerUrl::new(config.issuer).map_err(|_| BadProvider::Address("the issuer"))?,
            client_id: ClientId::new(config.client_id),
            client_secret: ClientSecret::new(config.client_secret),
            scopes: config.scopes,
            claims: config.claims,
            redirect: RedirectUrl::from_url(address(CALLBACK)?),
            signed_out: PostLogoutRedirectUrl::from_url(address(SIGN_OUT)?),
            announced: Mutex::new(None),
            failures: AtomicU64::new(0),
        })
    }

    /// The address that asks the provider who somebody is, and what must be remembered of the question.
    pub async fn question(
        &self,
        back: Option<&str>,
        language: Language,
        now: Instant,
    ) -> Result<(Attempt, String), NotSignedIn> {
        let client = self.client(now).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let code = AuthenticationFlow::AuthorizationCode;
        let question = client.authorize_url(code, CsrfToken::new_random, Nonce::new_random);
        let question = question
            .add_scopes(self.scopes.iter().cloned().map(Scope::new))
            .add_ui_locale(LanguageTag::new(language.code().to_owned()))
            .set_pkce_challenge(challenge);
        let (address, state, nonce) = question.url();
        let (state, nonce) = (state.into_secret(), nonce.secret().to_owned());
        Ok((Attempt::new(state, nonce, verifier.into_secret(), back, now), address.into()))
    }

    /// Is it this provider that answers our question, and not another one (RFC 9207, 2.4)? Where it announces that its
    /// answers say who answers, one that does not is somebody else's. A browser brings the answer, so that anybody can
    /// make this warn.
    pub async fn check_issuer(&self, issuer: Option<&str>, now: Instant) -> Result<(), NotSignedIn> {
        let announced = self.announced(now).await?;
        let says_who = announced.additional_metadata().additional_metadata.says_who_answers();
        match issuer {
            Some(issuer) if issuer == self.issuer.as_str() => Ok(()),
            None if !says_who => Ok(()),
            Some(_) => {
                tracing::warn!("an answer came from another issuer than the configured one");
                Err(NotSignedIn::Untrusted)
            }
            None => {
                tracing::warn!("an answer does not say which issuer it came from, though the sign-in provider's do");
                Err(NotSignedIn::Untrusted)
            }
        }
    }

    /// Who answered: the code is exchanged, and what comes back is verified.
    pub async fn answer(&self, code: String, attempt: &Attempt, now: Instant) -> Result<SignedIn, NotSignedIn> {
        let client = self.client(now).await?;
        let exchange = client.exchange_code(AuthorizationCode::new(code)).map_err(|_| NotSignedIn::Untrusted)?;
        let exchange = exchange.set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier.clone()));
        let tokens = exchange.request_async(&self.http).await.map_err(protocol::exchange_fault)?;
        let id_token = openidconnect::TokenResponse::id_token(&tokens).ok_or(NotSignedIn::Untrusted)?;
        let verified = self.verified(&client, id_token, &attempt.nonce, now).await?;
        let subject = verified.subject().clone();
        let mut said = vec![claims::values(&verified)];
        if !self.claims.all_in(&said)
            && let Ok(request) = client.user_info(access_token(&tokens), Some(subject))
        {
            let more: protocol::UserInfo =
                request.request_async(&self.http).await.map_err(protocol::user_info_fault)?;
            said.push(claims::values(&more));
        }
        self.claims.signed_in(&said).ok_or_else(|| {
            tracing::error!("the sign-in provider says no subject; look at sign_in.claims.subject");
            NotSignedIn::Untrusted
        })
    }

    /// What the ID token says, when signature, issuer, audience, nonce and time hold.
    async fn verified(
        &self,
        client: &Client,
        token: &IdToken,
        nonce: &str,
        now: Instant,
    ) -> Result<protocol::Claims, NotSignedIn> {
        let nonce = Nonce::new(nonce.to_owned());
        let verify = |client: &Client| {
            let verifier = protocol::verifier(client, now);
            token.claims(&verifier, &nonce).cloned()
        };
        let verified = match verify(client) {
            // Signed with a key that is newer than what is held. The token came from the provider itself, so nobody
            // else can make us ask again.
            Err(fault) if protocol::lacks_key(&fault) => {
                *self.announced.lock().await = None;
                verify(&self.client(now).await?)
            }
            other => other,
        };
        verified.map_err(|fault| protocol::id_token_fault(&fault))
    }

    /// Where signing out goes on at the provider, when it announces where.
    pub async fn sign_out_address(&self, now: Instant) -> Option<String> {
        let announced = self.announced(now).await.ok()?;
        let address = announced.additional_metadata().end_session_endpoint.clone()?;
        let request = LogoutRequest::from(address)
            .set_client_id(self.client_id.clone())
            .set_post_logout_redirect_uri(self.signed_out.clone());
        Some(request.http_get_url().into())
    }

    async fn client(&self, now: Instant) -> Result<Client, NotSignedIn> {
        let metadata = self.announced(now).await?;
        let secret = Some(self.client_secret.clone());
        let client = Client::from_provider_metadata((*metadata).clone(), self.client_id.clone(), secret);
        Ok(client.set_redirect_uri(self.redirect.clone()))
    }

    async fn announced(&self, now: Instant) -> Result<Arc<Metadata>, NotSignedIn> {
        let failures = self.failures.load(Ordering::Relaxed);
        let mut held = self.announced.lock().await;
        // Anyone who waited for a fetch that failed is told so: fetching again for each would make the last wait for long.
        if self.failures.load(Ordering::Relaxed) != failures {
            return Err(NotSignedIn::Unavailable);
        }
        if let Some(Announced { metadata, fetched }) = &*held
            && (0..FRESH * 1000).contains(&(now.millis() - fetched.millis()))
        {
            return Ok(Arc::clone(metadata));
        }
        let found = Metadata::discover_async(self.issuer.clone(), &self.http).await;
        let metadata = Arc::new(found.map_err(|fault| {
            self.failures.fetch_add(1, Ordering::Relaxed);
            protocol::discovery_fault(fault)
        })?);
        *held = Some(Announced { metadata: Arc::clone(&metadata), fetched: now });
        Ok(metadata)
    }
}

fn access_token(tokens: &protocol::Tokens) -> openidconnect::AccessToken {
    openidconnect::OAuth2TokenResponse::access_token(tokens).clone()
}
