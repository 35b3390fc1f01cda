//! The gate of the interfaces for programs: whose request it is, and whether there is room for it.

use std::sync::Arc;

use app::caller::Caller;
use app::places::Places;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use super::bearer::{BearerTokens, NoCaller};
use super::cas::{Cas, NotKnown};
use crate::access::Asker;
use crate::clock::Clock;

/// When it is worth asking again while the issuer's keys cannot be fetched, in seconds.
pub const RETRY_AFTER_OUTAGE: u32 = 10;

/// Requests of known callers that are under way together, and those of one. Fewer than connections (`connections`):
/// while one caller's requests wait for the population register, or for a thread, there is room for everybody else.
const REQUESTS: [u64; 2] = [512, 128];

/// What callers are recognised by; part of the router's state.
#[derive(Clone)]
pub struct Gate {
    /// Verifies tokens.
    pub tokens: Arc<BearerTokens>,
    /// Tells whether they have expired.
    pub clock: Clock,
    /// Requests under way; officials' too.
    pub requests: Places,
    /// Knows those who come without a token, where a CAS server is configured.
    pub cas: Option<Arc<Cas>>,
}

impl Gate {
    /// Recognises callers by these tokens.
    pub fn new(tokens: Arc<BearerTokens>, clock: Clock) -> Gate {
        let [in_all, each] = REQUESTS;
        Gate { tokens, clock, requests: Places::new("requests", in_all, each), cas: None }
    }

    /// The same, and by tickets and sessions of a CAS server.
    pub fn with_cas(self, cas: Option<Cas>) -> Gate {
        Gate { cas: cas.map(Arc::new), ..self }
    }

    /// The caller of a request, by token or else by CAS, whom the access register is told of. Their place is theirs until
    /// it is answered.
    pub async fn caller(&self, parts: &Parts) -> Result<Caller, NoCaller> {
        // As in ONR: what does not begin so is no token, and may have come by CAS.
        let by_token = parts.headers.get(AUTHORIZATION).is_some_and(|sent| sent.as_bytes().starts_with(b"Bearer "));
        let caller = match self.cas.as_ref().filter(|_| !by_token) {
            None => self.tokens.caller(&parts.headers, self.clock.now()).await?,
            Some(cas) => self.known_by(cas, parts).await?,
        };
        Asker::note(&parts.extensions, &caller);
        let place = self.requests.take(&caller).map_err(|_| NoCaller::TooMany)?;
        Asker::hold(&parts.extensions, place);
        Ok(caller)
    }

    async fn known_by(&self, cas: &Cas, parts: &Parts) -> Result<Caller, NoCaller> {
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
        let known = cas.caller(parts, uri, self.clock.now()).await.map_err(|nobody| match nobody {
            NotKnown::Nobody => NoCaller::Missing,
            NotKnown::Refused | NotKnown::TooManyGrants => NoCaller::TicketRefused,
            NotKnown::Unavailable => NoCaller::Unavailable,
        })?;
        if let Some(cookie) = known.cookie {
            Asker::keep(&parts.extensions, cookie);
        }
        Ok(known.caller)
    }

    /// Where one signs in who brings nothing.
    pub fn sign_in(&self) -> Option<Arc<str>> {
        self.cas.as_ref().map(|cas| cas.config.sign_in().into())
    }
}

/// The caller of a request, from a token, a ticket or a session that holds. Each interface writes the refusal in its own
/// shape.
#[derive(Debug)]
pub struct Signed(pub Caller);

impl<S> FromRequestParts<S> for Signed
where
    S: AsRef<Gate> + Send + Sync,
{
    type Rejection = NoCaller;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Signed, NoCaller> {
        state.as_ref().caller(parts).await.map(Signed)
    }
}

impl IntoResponse for NoCaller {
    /// Hands the refusal to the layer that writes the interface's errors.
    fn into_response(self) -> Response {
        let status = match self {
            NoCaller::Missing | NoCaller::Invalid | NoCaller::TicketRefused => StatusCode::UNAUTHORIZED,
            NoCaller::Unavailable | NoCaller::TooMany => StatusCode::SERVICE_UNAVAILABLE,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
