//! What counts as the register not having answered. Source: DVV's interface description.
//!
//! The bodies of error answers are never read: none of them is documented.

use std::time::Duration;

use chrono::{DateTime, Utc};
use events::codes::Outage;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use reqwest::{Response, StatusCode};

use super::read::NotAnAnswer;

/// The register did not answer. Whether and when to ask again is for the caller to decide.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the population register did not answer: {what}")]
pub struct RegisterOutage {
    /// What to do about it.
    pub kind: Outage,
    /// How long the register asked to be left alone.
    pub retry_after: Option<Duration>,
    /// What happened, for an operator; never anything of a person.
    pub what: String,
}

impl RegisterOutage {
    pub(super) fn failing(what: impl Into<String>) -> RegisterOutage {
        RegisterOutage { kind: Outage::Failing, retry_after: None, what: what.into() }
    }
}

impl From<NotAnAnswer> for RegisterOutage {
    fn from(cause: NotAnAnswer) -> RegisterOutage {
        RegisterOutage::failing(cause.to_string())
    }
}

impl From<reqwest::Error> for RegisterOutage {
    /// No connection, no answer in time, or an answer that broke off. The address is left out, and so is whatever else
    /// the client's own text holds, but for the innermost cause: that is the operating system's or TLS's.
    fn from(error: reqwest::Error) -> RegisterOutage {
        let (kind, what) = match &error {
            error if error.is_timeout() && error.is_connect() => (Outage::Unreachable, "no connection in time"),
            error if error.is_timeout() => (Outage::Unreachable, "no answer in time"),
            error if error.is_body() || error.is_decode() => (Outage::Failing, "the answer broke off"),
            _ => (Outage::Unreachable, "no connection"),
        };
        let mut innermost: &dyn std::error::Error = &error;
        while let Some(source) = innermost.source() {
            innermost = source;
        }
        let deeper = std::error::Error::source(&error).is_some() && !error.is_timeout();
        let what = if deeper { format!("{what}: {innermost}") } else { what.to_owned() };
        RegisterOutage { kind, retry_after: None, what }
    }
}

/// Passes an answer with status 200 on; every other one is an outage.
pub(super) fn check(response: Response) -> Result<Response, RegisterOutage> {
    let status = response.status();
    let x_road_error = response.headers().get("x-road-error").and_then(|value| value.to_str().ok()).map(error_type);
    if status == StatusCode::OK && x_road_error.is_none() {
        return Ok(response);
    }
    // A security server reports our own mistakes as 400 or, in older releases, as 500.
    let ours = x_road_error.as_deref().is_some_and(|error| error.to_ascii_lowercase().starts_with("client."));
    let kind = match status {
        StatusCode::TOO_MANY_REQUESTS => Outage::Throttled,
        _ if ours => Outage::Refused,
        status if status.is_client_error() || status.is_redirection() => Outage::Refused,
        _ => Outage::Failing,
    };
    let what = match x_road_error {
        Some(error) => format!("HTTP {}, X-Road-Error {error}", status.as_u16()),
        None => format!("HTTP {}", status.as_u16()),
    };
    Err(RegisterOutage { kind, retry_after: retry_after(response.headers()), what })
}

/// The type of an X-Road error as something that can be put in a log.
fn error_type(value: &str) -> String {
    value.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')).take(100).collect()
}

/// `Retry-After` in seconds, or as a date, which is counted from the answer's own: our clock may differ.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = instant(value)? - instant(headers.get(DATE)?.to_str().ok()?)?;
    Some(until.to_std().unwrap_or(Duration::ZERO))
}

/// A date of HTTP.
pub(super) fn instant(value: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(value).ok().map(|instant| instant.to_utc())
}
