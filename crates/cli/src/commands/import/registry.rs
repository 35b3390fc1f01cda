//! The server's side of the conversation: the import interface of today's registry over HTTP.
//!
//! An outage (503) is waited out as the server asks, a few times. A request that changes nothing is also repeated when
//! its connection breaks; one that sends an import is not, since nobody knows whether it has arrived.

use std::time::Duration;

use events::codes::Interface;
use events::{Backoff, Position};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::{Client, Method, Response, StatusCode, Url, redirect};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use web::position::POSITION;
use web::staff::address::{self, Address};
use web::staff::import::rows::STATE;

use super::credentials::Credentials;
use super::trouble::{Trouble, refused_fields};

/// How often one request is made at most.
const MOST_TRIES: u32 = 6;
/// The longest wait that a server may ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// How long an answer may take: a large import is stored whole before it is answered.
const ANSWER: Duration = Duration::from_secs(15 * 60);
/// Where our own interface begins, which registries of another make do not have.
const OWN_PATH: &str = "/api/v1";
/// Rows that are asked for at once on it.
const ROWS_AT_ONCE: u32 = 100;
/// Where the interface begins.
const CONTEXT_PATH: &str = "/oppijanumerorekisteri-service";

/// Where and as whom to ask.
pub struct Connection {
    /// Address of the server, such as `https://registry.example`.
    pub server: String,
    /// The path that imports go by.
    pub interface: Interface,
    /// Who asks.
    pub credentials: Credentials,
    /// The first wait before a request is repeated; it doubles. Tests make it short.
    pub pause: Duration,
}

/// A registry that can be asked.
pub struct Registry {
    http: Client,
    base: String,
    path: &'static str,
    credentials: Credentials,
    token: Option<String>,
    /// How far the log was at any answer: whichever node is asked next waits until it is as far.
    position: u64,
    pause: Duration,
}

/// How far an import is (*perustiedot*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Basics {
    /// Import number.
    pub id: i64,
    /// Rows.
    pub kasiteltavia: u64,
    /// Rows resolved so far.
    pub kasiteltyja: u64,
    /// Has every row been resolved?
    pub kasitelty: bool,
}

/// A row of an import that led to somebody.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct AnsweredRow {
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// Whom the row hit.
    pub henkilo: AnsweredPerson,
    /// Do names or hetu differ? ONR leaves false out.
    #[serde(default)]
    pub conflict: Option<bool>,
}

/// What is read of a person.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct AnsweredPerson {
    /// OID.
    pub oid: String,
    /// The oppijanumero in force.
    pub oppijanumero: Option<String>,
    /// Passive?
    #[serde(default)]
    pub passivoitu: bool,
}

#[derive(Deserialize)]
struct Rows {
    henkilot: Vec<AnsweredRow>,
}

/// People of an import by state (*yhteenveto*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Summary {
    /// Waiting for the register's answer.
    pub keskeneraiset: u64,
    /// All of them.
    pub yhteensa: u64,
}

/// Why a row needs somebody, as a code: of a failure or of a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RowCause {
    /// Number of the row within its import, from 0.
    pub row: u64,
    /// Why its learner is not identified.
    pub cause: Option<String>,
    /// Why it was refused after acceptance.
    pub refusal: Option<String>,
}

/// A line of the error list, without names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedError {
    /// The learner.
    pub oid: String,
    /// Why somebody must act, as a code.
    pub cause: String,
    /// Since when, in UTC.
    pub since: String,
    /// Number of the learner's newest import.
    pub import: Option<u64>,
}

#[derive(Deserialize)]
struct ErrorPage {
    items: Vec<ListedError>,
    next: Option<String>,
}

#[derive(Deserialize)]
struct CausePage {
    items: Vec<RowCause>,
    next: Option<String>,
}

impl Registry {
    /// Prepares to ask; nothing is sent yet.
    pub fn new(connection: Connection) -> Result<Registry, Trouble> {
        let Connection { server, interface, credentials, pause } = connection;
        let base = address(&server).ok_or(Trouble::NoAddress)?;
        let mut headers = HeaderMap::new();
        // OPH's services want to know which program calls.
        headers.insert("caller-id", HeaderValue::from_static("oppijaloki"));
        let client = Client::builder()
            // A redirect would lead to a login page, or take personal data to an address that nobody named.
            .redirect(redirect::Policy::none())
            .default_headers(headers)
            .connect_timeout(CONNECT)
            .timeout(ANSWER);
        let client = if is_this_machine(&base) { client.no_proxy() } else { client };
        let path = match interface {
            Interface::Oppija => "oppija",
            Interface::Yleistunniste => "yleistunniste",
        };
        let http = client.build().map_err(|_| Trouble::NoAddress)?;
        Ok(Registry { http, base, path, credentials, token: None, position: 0, pause })
    }

    /// Sends an import. `body` is rebuilt for each try.
    pub async fn send(&mut self, body: impl Fn() -> Vec<u8>) -> Result<Basics, Trouble> {
        let path = format!("{CONTEXT_PATH}/{}", self.path);
        self.ask(Method::PUT, &path, Some(&body)).await
    }

    /// How far an import is.
    pub async fn basics(&mut self, import: i64) -> Result<Basics, Trouble> {
        let path = format!("{CONTEXT_PATH}/{}/tuonti={import}/perustiedot", self.path);
        self.ask(Method::GET, &path, None).await
    }

    /// The rows of an import.
    pub async fn rows(&mut self, import: i64) -> Result<Vec<AnsweredRow>, Trouble> {
        let path = format!("{CONTEXT_PATH}/{}/tuonti={import}", self.path);
        self.ask(Method::GET, &path, None).await.map(|rows: Rows| rows.henkilot)
    }

    /// How many people of an import still wait for the register's answer; `None` when this may not be asked.
    pub async fn summary(&mut self, import: i64) -> Result<Option<Summary>, Trouble> {
        let path = format!("{CONTEXT_PATH}/oppija/yhteenveto?tuontiId={import}");
        match self.ask(Method::GET, &path, None).await {
            Ok(summary) => Ok(Some(summary)),
            Err(Trouble::NotAccepted | Trouble::Forbidden | Trouble::NotThere | Trouble::Refused(_)) => Ok(None),
            Err(trouble) => Err(trouble),
        }
    }

    /// The rows of an import that need somebody, and why; `None` where a registry of another make does not tell, or this
    /// may not be asked.
    pub async fn causes(&mut self, import: i64) -> Result<Option<Vec<RowCause>>, Trouble> {
        let mut causes = Vec::new();
        for filter in ["failed", "refused"] {
            let first = Address::of(format!("{OWN_PATH}/imports/{import}/rows"));
            let mut page_of = first.set("filter", filter).set("limit", ROWS_AT_ONCE);
            loop {
                let page: CausePage = match self.ask(Method::GET, &page_of.to_string(), None).await {
                    Ok(page) => page,
                    Err(trouble @ (Trouble::Outage | Trouble::Unreachable(_) | Trouble::Broken)) => {
                        return Err(trouble);
                    }
                    Err(_) => return Ok(None),
                };
                causes.extend(page.items);
                let Some(next) = page.next else { break };
                page_of = page_of.set("after", next);
            }
        }
        Ok(Some(causes))
    }

    /// The error list of the caller's organisations, narrowed to a cause or an import.
    pub async fn errors(&mut self, cause: Option<&str>, import: Option<i64>) -> Result<Vec<ListedError>, Trouble> {
        let first = Address::of(format!("{OWN_PATH}/errors"));
        let mut page_of = first.set_some("cause", cause).set_some("import", import).set("limit", ROWS_AT_ONCE);
        let mut listed = Vec::new();
        loop {
            let page: ErrorPage = self.ask(Method::GET, &page_of.to_string(), None).await?;
            listed.extend(page.items);
            let Some(next) = page.next else { return Ok(listed) };
            page_of = page_of.set("after", next);
        }
    }

    /// The page of a learner.
    pub fn learner(&self, oid: &str) -> Option<String> {
        Some(format!("{}{}", self.base, address::learner(oid.parse().ok()?)))
    }

    /// Reports rows of the file that were not sent; `false` where a registry of another make does not take them, or this
    /// may not be told.
    pub async fn report_unsent(&mut self, import: i64, rows: &serde_json::Value) -> Result<bool, Trouble> {
        let path = format!("{OWN_PATH}/imports/{import}/unsent-rows");
        let body = || rows.to_string().into_bytes();
        match self.answer(Method::POST, &path, Some(&body)).await {
            Ok(_) => Ok(true),
            Err(trouble @ (Trouble::Outage | Trouble::Unreachable(_) | Trouble::Broken)) => Err(trouble),
            Err(_) => Ok(false),
        }
    }

    /// The page on which officials see an import.
    pub fn page(&self, import: i64) -> String {
        format!("{}{}", self.base, address::import(Position(import.unsigned_abs())))
    }

    /// The same with its failed rows.
    pub fn failed_rows(&self, import: i64) -> String {
        format!("{}{}", self.base, address::import(Position(import.unsigned_abs())).set(STATE, "failed"))
    }

    async fn ask<T: DeserializeOwned>(
        &mut self,
        method: Method,
        path: &str,
        body: Option<&dyn Fn() -> Vec<u8>>,
    ) -> Result<T, Trouble> {
        read(self.answer(method, path, body).await?).await
    }

    async fn answer(
        &mut self,
        method: Method,
        path: &str,
        body: Option<&dyn Fn() -> Vec<u8>>,
    ) -> Result<Response, Trouble> {
        let (backoff, mut renewed) = (Backoff { first: self.pause, most: LONGEST_WAIT }, false);
        let mut attempt = 1;
        loop {
            let (trouble, wait) = match self.send_once(&method, path, body).await {
                Ok(response) if matches!(response.status(), StatusCode::OK | StatusCode::NO_CONTENT) => {
                    return Ok(response);
                }
                Ok(response) if is_outage(response.status(), &method) => (Trouble::Outage, asked_wait(&response)),
                Ok(response) if response.status() == StatusCode::UNAUTHORIZED && !renewed && self.renewable() => {
                    // The token may have expired while rows were resolved.
                    (self.token, renewed) = (None, true);
                    continue;
                }
                Ok(response) => return Err(trouble(response).await),
                // The server may be restarting: retry.
                Err(trouble @ (Trouble::Broken | Trouble::Unreachable(_))) if method == Method::GET => (trouble, None),
                Err(trouble) => return Err(trouble),
            };
            if attempt >= MOST_TRIES || wait.is_some_and(|wait| wait > LONGEST_WAIT) {
                return Err(trouble);
            }
            tokio::time::sleep(wait.unwrap_or(backoff.with_jitter(attempt, rand::random()))).await;
            attempt += 1;
        }
    }

    async fn send_once(
        &mut self,
        method: &Method,
        path: &str,
        body: Option<&dyn Fn() -> Vec<u8>>,
    ) -> Result<Response, Trouble> {
        let token = match &self.token {
            Some(token) => token.clone(),
            None => self.credentials.token(&self.http, &self.base).await?,
        };
        self.token = Some(token.clone());
        let request = self.http.request(method.clone(), format!("{}{path}", self.base)).bearer_auth(token);
        let request = match body {
            Some(body) => request.header(CONTENT_TYPE, "application/json").body(body()),
            None => request,
        };
        // A registry of another make would not know what that is.
        let request = if self.position > 0 { request.header(POSITION, self.position) } else { request };
        let response = request.send().await.map_err(|error| self.broken(&error))?;
        let position = response.headers().get(POSITION).and_then(|position| position.to_str().ok()?.parse().ok());
        self.position = self.position.max(position.unwrap_or(0));
        Ok(response)
    }

    fn broken(&self, error: &reqwest::Error) -> Trouble {
        if error.is_connect() { Trouble::Unreachable(self.base.clone()) } else { Trouble::Broken }
    }

    fn renewable(&self) -> bool {
        matches!(self.credentials, Credentials::Client { .. })
    }
}

/// The address without a slash at its end; only `http` and `https`, and no password in it.
fn address(server: &str) -> Option<String> {
    let url = Url::parse(server).ok()?;
    let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.host().is_some();
    let fits = plain && matches!(url.scheme(), "http" | "https");
    fits.then(|| url.as_str().trim_end_matches('/').to_owned())
}

/// Is the server on this machine?
pub fn is_this_machine(address: &str) -> bool {
    let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    host == "localhost" || host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Is it worth asking again? After a gateway's refusal an import may nonetheless have arrived.
fn is_outage(status: StatusCode, method: &Method) -> bool {
    let gateway = matches!(status, StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT) && method == Method::GET;
    gateway || matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS)
}

fn asked_wait(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T, Trouble> {
    let bytes = response.bytes().await.map_err(|_| Trouble::Broken)?;
    // The reader's own words could repeat what it has read.
    serde_json::from_slice(&bytes).map_err(|_| Trouble::NotUnderstood)
}

async fn trouble(response: Response) -> Trouble {
    let status = response.status();
    match status {
        StatusCode::BAD_REQUEST => {
            let body = response.bytes().await.unwrap_or_default();
            Trouble::Refused(refused_fields(&body))
        }
        StatusCode::UNAUTHORIZED => Trouble::NotAccepted,
        StatusCode::FORBIDDEN => Trouble::Forbidden,
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Trouble::NotThere,
        StatusCode::PAYLOAD_TOO_LARGE => Trouble::TooLarge,
        StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => Trouble::Broken,
        status if status.is_redirection() => Trouble::Redirected,
        status => Trouble::Status(status.as_u16()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(address("http://127.0.0.1:8090/").as_deref(), Some("http://127.0.0.1:8090"));
        assert_eq!(address("https://a.example/base/").as_deref(), Some("https://a.example/base"));
        for wrong in ["", "127.0.0.1:8090", "ftp://a.example", "http://me:secret@a.example", "http://a.example?a=1"] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
        assert!(is_this_machine("http://[::1]:80") && is_this_machine("http://localhost"));
        assert!(!is_this_machine("http://127.example") && !is_this_machine("https://10.0.0.1"));
    }
}
