//! CAS beside bearer tokens: whoever brings a service ticket is known to the CAS server, and then to us for as long as
//! their session holds. Source: ONR's behaviour.
//!
//! | module | what it is |
//! |---|---|
//! | `access_rights` | what käyttöoikeuspalvelu has granted, with what it said before while it is away |
//! | `answer` | what the server says of a ticket |
//! | `session` | the sealed cookie that every node can read |
//! | `stand_in` | a server with invented users, for the demo and for tests |

mod access_rights;
mod answer;
mod session;
pub mod stand_in;

use std::time::Duration;

use app::caller::Caller;
use aws_lc_rs::digest::{SHA256, digest};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use events::Instant;
use reqwest::StatusCode;

use crate::headers::cookies;
use crate::onr::CONTEXT_PATH;
use crate::staff::keys::Keys;

use access_rights::AccessRights;
pub use access_rights::AccessRightsConfig;
pub use session::CasSession;

/// The path to which CAS sends people back, below the context path.
pub const CHECK: &str = "/j_spring_cas_security_check";
/// The header in which programs send a ticket.
const TICKET: &str = "cassecurityticket";
/// The cookie by which programs know a session.
const NAME: &str = "JSESSIONID";
/// The CAS server must answer this soon.
const TIMEOUT: Duration = Duration::from_secs(5);
/// The largest answer that is read, in bytes: an official with rights in hundreds of organisations has a long one.
const LARGEST: usize = 1024 * 1024;
/// The longest ticket that is asked about.
const LONGEST_TICKET: usize = 512;

/// Where the CAS server is, and under which address it knows us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasConfig {
    /// Such as `https://virkailija.opintopolku.fi/cas`.
    pub server: String,
    /// Where this registry is reached, without the context path, such as `https://virkailija.opintopolku.fi`.
    pub own: String,
    /// Who is asked for the rights of whomever CAS names; without it CAS names them too.
    pub access_rights: Option<AccessRightsConfig>,
}

impl CasConfig {
    /// The service that tickets are for.
    fn service(&self) -> String {
        format!("{}{CONTEXT_PATH}{CHECK}", self.own.trim_end_matches('/'))
    }

    /// Where a ticket is asked about.
    fn validation(&self, ticket: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("ticket", ticket).append_pair("service", &self.service());
        format!("{}/p3/proxyValidate?{}", self.server.trim_end_matches('/'), query.finish())
    }

    /// Where nobody is sent to sign in.
    pub fn sign_in(&self) -> String {
        let service: String = form_urlencoded::byte_serialize(self.service().as_bytes()).collect();
        format!("{}/login?service={service}", self.server.trim_end_matches('/'))
    }
}

/// Why CAS knows nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotKnown {
    /// Neither a ticket nor a session that holds.
    #[error("neither a ticket nor a session that holds")]
    Nobody,
    /// The server does not accept the ticket.
    #[error("the CAS server does not accept the ticket")]
    Refused,
    /// The server does not answer.
    #[error("the CAS server, or käyttöoikeuspalvelu, does not answer")]
    Unavailable,
    /// More rights than a session can hold.
    #[error("the session would hold too many rights")]
    TooManyGrants,
}

/// Somebody whom CAS knows.
pub struct Known {
    /// Who.
    pub caller: Caller,
    /// What the answer must carry, when a session has begun.
    pub cookie: Option<HeaderValue>,
}

/// Asks the CAS server about tickets, and keeps sessions.
pub struct Cas {
    /// Where it is.
    pub config: CasConfig,
    http: reqwest::Client,
    keys: Keys,
    access_rights: Option<AccessRights>,
}

impl Cas {
    /// Sessions are sealed under keys derived from the same secret as those of the pages.
    pub fn new(config: CasConfig, keys: Keys) -> Result<Cas, reqwest::Error> {
        let http = reqwest::Client::builder().timeout(TIMEOUT).redirect(reqwest::redirect::Policy::none());
        let access_rights = config.access_rights.clone().map(AccessRights::new).transpose()?;
        Ok(Cas { config, http: http.build()?, keys, access_rights })
    }

    /// Who asks: by the ticket that they bring, unless their session began with the same one, else by their session.
    pub async fn caller(&self, parts: &Parts, uri: &Uri, now: Instant) -> Result<Known, NotKnown> {
        let session = self.session(&parts.headers, now);
        let Some(ticket) = ticket_of(parts, uri) else {
            // Whoever is sent back by CAS brings a ticket: without one they have failed to sign in, as in ONR.
            let is_check = uri.path().trim_end_matches('/').ends_with(CHECK);
            let session = session.ok_or(if is_check { NotKnown::Refused } else { NotKnown::Nobody })?;
            return Ok(Known { caller: session.caller().ok_or(NotKnown::Nobody)?, cookie: None });
        };
        let hash = hash_of(&ticket);
        if let Some(caller) = session.filter(|session| session.ticket == hash).and_then(|session| session.caller()) {
            return Ok(Known { caller, cookie: None });
        }
        let caller = self.with_rights(self.validate(&ticket).await?, now).await?;
        let session = CasSession::begin(&caller, hash, now).ok_or(NotKnown::TooManyGrants)?;
        let sealed = session.seal(&self.keys).ok_or(NotKnown::TooManyGrants)?;
        Ok(Known { caller, cookie: Some(self.cookie(&sealed)) })
    }

    /// The caller with what käyttöoikeuspalvelu has granted, where it is asked.
    async fn with_rights(&self, caller: Caller, now: Instant) -> Result<Caller, NotKnown> {
        let Some(access_rights) = &self.access_rights else { return Ok(caller) };
        let user = caller.client.clone().unwrap_or_default();
        let grants = access_rights.of(&user, now).await.map_err(|_| NotKnown::Unavailable)?;
        Ok(Caller { grants, ..caller })
    }

    fn session(&self, headers: &HeaderMap, now: Instant) -> Option<CasSession> {
        let sealed = cookies(headers).find(|cookie| cookie.name() == NAME)?;
        CasSession::open(&self.keys, sealed.value()).filter(|session| session.holds(now))
    }

    /// Not `Secure` where we are reached without TLS, or programs would not send it back.
    fn cookie(&self, sealed: &str) -> HeaderValue {
        let secure = if self.config.own.starts_with("https:") { "; Secure" } else { "" };
        let cookie = format!("{NAME}={sealed}; Path={CONTEXT_PATH}; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::try_from(cookie).unwrap_or_else(|_| HeaderValue::from_static("JSESSIONID="))
    }

    async fn validate(&self, ticket: &str) -> Result<Caller, NotKnown> {
        let url = self.config.validation(ticket);
        let outage = |fault: &str| {
            tracing::warn!(fault, "the CAS server does not answer");
            NotKnown::Unavailable
        };
        let sent = self.http.get(url).send().await;
        let mut response = sent.map_err(|_| outage("no answer"))?;
        if response.status() != StatusCode::OK {
            return Err(outage(response.status().as_str()));
        }
        let mut text = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|_| outage("broken off"))? {
            if text.len() + part.len() > LARGEST {
                return Err(outage("too long"));
            }
            text.extend_from_slice(&part);
        }
        let text = String::from_utf8(text).map_err(|_| outage("not UTF-8"))?;
        answer::read(&text).map_err(|fault| match fault {
            answer::Fault::Refused => NotKnown::Refused,
            answer::Fault::Unreadable => outage("unreadable"),
        })
    }
}

/// A ticket in the header, or on reading requests in the query.
fn ticket_of(parts: &Parts, uri: &Uri) -> Option<String> {
    let in_header = parts.headers.get(TICKET).and_then(|ticket| ticket.to_str().ok()).map(str::to_owned);
    let ticket = in_header.or_else(|| {
        let query = uri.query().filter(|_| parts.method == Method::GET || parts.method == Method::HEAD)?;
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(name, _)| name == "ticket").map(|(_, ticket)| ticket.into_owned())
    })?;
    (!ticket.is_empty() && ticket.len() <= LONGEST_TICKET).then_some(ticket)
}

/// A session remembers by which ticket it began, and not the ticket.
fn hash_of(ticket: &str) -> [u8; 16] {
    let mut hash = [0; 16];
    hash.copy_from_slice(&digest(&SHA256, ticket.as_bytes()).as_ref()[..16]);
    hash
}
