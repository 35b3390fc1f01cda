//! A bearer token (RFC 6750) verified and turned into the caller.
//!
//! Only RS256 is accepted, whatever the token's header says, and only keys of the configured set verify it: headers
//! that bring or point at a key of their own are not looked at. Source of the claims: ONR's behaviour.

use std::collections::BTreeMap;

use app::caller::{Caller, CallerKind, Grant, right_of_role};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use events::Instant;
use jsonwebtoken::{Algorithm, Validation};
use serde::Deserialize;

use super::key_set::{KeySet, NamedKey, NoKey};
use super::verified::Verified;

/// Clocks of two machines may differ by so much, in seconds (the leeway of today's registry).
const LEEWAY: f64 = 60.0;
/// The longest token that is looked at, in bytes. An official with rights in hundreds of organisations has a long one.
const LONGEST: usize = 64 * 1024;

/// What a token must say to be meant for us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRules {
    /// `iss`, compared exactly.
    pub issuer: String,
    /// `aud` must be this or, as a list, contain it. `None` does not look at `aud`, as today's registry: there
    /// käyttöoikeuspalvelu writes the client's own id into it.
    pub audience: Option<String>,
}

/// Verifies bearer tokens.
pub struct BearerTokens {
    rules: TokenRules,
    keys: KeySet,
    verified: Verified<Claims>,
}

/// Why a request has no caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoCaller {
    /// No `Authorization: Bearer` header, or more than one.
    #[error("no bearer token")]
    Missing,
    /// The token does not hold: shape, signature, issuer, audience or time.
    #[error("the bearer token does not hold")]
    Invalid,
    /// The CAS server does not accept the ticket.
    #[error("the ticket is not accepted")]
    TicketRefused,
    /// The token holds, and its caller has too many requests under way, or all callers together: answered with 503.
    #[error("too many requests are under way")]
    TooMany,
    /// The issuer's keys cannot be fetched: an outage, answered with 503.
    #[error("bearer tokens cannot be verified just now")]
    Unavailable,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    #[serde(default)]
    aud: Audience,
    /// Seconds since 1970, possibly with a fraction (RFC 7519, NumericDate).
    exp: f64,
    nbf: Option<f64>,
    client_id: Option<String>,
    azp: Option<String>,
    /// Organisation OID to role names.
    #[serde(default)]
    roles: Option<BTreeMap<String, Vec<String>>>,
}

#[derive(Deserialize, Default)]
#[serde(untagged)]
enum Audience {
    #[default]
    Nobody,
    One(String),
    Several(Vec<String>),
}

impl BearerTokens {
    /// Tokens of these rules, verified with these keys.
    pub fn new(rules: TokenRules, keys: KeySet) -> BearerTokens {
        BearerTokens { rules, keys, verified: Verified::new() }
    }

    /// The caller of a request with these headers.
    pub async fn caller(&self, headers: &HeaderMap, now: Instant) -> Result<Caller, NoCaller> {
        let token = bearer_token(headers)?;
        let header = jsonwebtoken::decode_header(token).map_err(|_| NoCaller::Invalid)?;
        // `crit` names extensions that must be understood; we understand none (RFC 7515, 4.1.11).
        if header.alg != Algorithm::RS256 || header.crit.is_some() {
            return Err(NoCaller::Invalid);
        }
        let keys = self.keys.keys(header.kid.as_deref(), now).await.map_err(|fault| match fault {
            NoKey::Unknown => NoCaller::Invalid,
            NoKey::Unavailable => NoCaller::Unavailable,
        })?;
        let validation = signature_only();
        let verify = || {
            let verified = |key: &NamedKey| jsonwebtoken::decode::<Claims>(token, &key.key, &validation).ok();
            keys.keys.iter().find_map(verified).map(|token| token.claims)
        };
        let claims = self.verified.claims(token, keys.fetched, verify).ok_or(NoCaller::Invalid)?;
        if self.accepts(&claims, now) { Ok(caller_of(&claims)) } else { Err(NoCaller::Invalid) }
    }

    fn accepts(&self, claims: &Claims, now: Instant) -> bool {
        let seconds = now.millis() as f64 / 1000.0;
        let for_us = match (&self.rules.audience, &claims.aud) {
            (None, _) => true,
            (Some(wanted), Audience::One(one)) => one == wanted,
            (Some(wanted), Audience::Several(several)) => several.contains(wanted),
            (Some(_), Audience::Nobody) => false,
        };
        for_us
            && claims.iss == self.rules.issuer
            && seconds < claims.exp + LEEWAY
            && claims.nbf.is_none_or(|nbf| nbf <= seconds + LEEWAY)
            && !claims.sub.trim().is_empty()
    }
}

/// The signature is checked by the library, the claims by us: the library would read the clock by itself.
fn signature_only() -> Validation {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation
}

fn bearer_token(headers: &HeaderMap) -> Result<&str, NoCaller> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(NoCaller::Missing) };
    let (scheme, token) = value.to_str().ok().and_then(|text| text.split_once(' ')).ok_or(NoCaller::Missing)?;
    if !scheme.eq_ignore_ascii_case("Bearer") {
        return Err(NoCaller::Missing);
    }
    if token.len() > LONGEST { Err(NoCaller::Invalid) } else { Ok(token.trim()) }
}

fn caller_of(claims: &Claims) -> Caller {
    let mut grants = Vec::new();
    for (organisation, roles) in claims.roles.iter().flatten() {
        let Ok(organisation) = organisation.parse::<events::OrganisationOid>() else { continue };
        let rights = roles.iter().filter_map(|role| right_of_role(role));
        grants.extend(rights.map(|right| Grant { organisation: organisation.clone(), right }));
    }
    let client = claims.client_id.as_ref().or(claims.azp.as_ref()).cloned();
    // Tokens on these paths are given to programs, for client credentials; people come by the pages.
    Caller { kind: CallerKind::Service, subject: claims.sub.clone(), client, grants }
}

#[cfg(test)]
#[path = "bearer_tests.rs"]
mod tests;
