//! The gate of the interfaces for programs: whose request it is, and whether there is room for it.

use std::sync::Arc;

use app::caller::Caller;
use app::places::Places;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use super::bearer::{BearerTokens, NoCaller};
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
}

impl Gate {
    /// Recognises callers by these tokens.
    pub fn new(tokens: Arc<BearerTokens>, clock: Clock) -> Gate {
        let [in_all, each] = REQUESTS;
        Gate { tokens, clock, requests: Places::new("requests", in_all, each) }
    }

    /// The caller of a request, whom the access register is told of. Their place is theirs until it is answered.
    pub async fn caller(&self, parts: &Parts) -> Result<Caller, NoCaller> {
        let caller = self.tokens.caller(&parts.headers, self.clock.now()).await?;
        Asker::note(&parts.extensions, &caller);
        let place = self.requests.take(&caller).map_err(|_| NoCaller::TooMany)?;
        Asker::hold(&parts.extensions, place);
        Ok(caller)
    }
}

/// The caller of a request, from a token that holds. Each interface writes the refusal in its own shape.
#[derive(Debug)]
pub struct Signed(pub Caller);

impl<S> FromRequestParts<S> for Signed
where
    Gate: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = NoCaller;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Signed, NoCaller> {
        Gate::from_ref(state).caller(parts).await.map(Signed)
    }
}

impl IntoResponse for NoCaller {
    /// Hands the refusal to the layer that writes the interface's errors.
    fn into_response(self) -> Response {
        let status = match self {
            NoCaller::Missing | NoCaller::Invalid => StatusCode::UNAUTHORIZED,
            NoCaller::Unavailable | NoCaller::TooMany => StatusCode::SERVICE_UNAVAILABLE,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
